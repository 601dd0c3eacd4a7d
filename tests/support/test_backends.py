"""What the scripts leave out, and what they import, on other backends than TensorFlow."""

from pathlib import Path

import pytest

from docs.plugins.project.scripts import Cell, parse_script
from tests.support.backends import ON_TENSORFLOW_ALONE, needs_tensorflow, write_scripts
from tests.support.programs import PROJECT, ROOT
from tests.support.tiny_project import SCRIPT


def test_a_script_that_reads_a_folder_of_images_or_uses_tf_data_needs_tensorflow() -> None:
    assert needs_tensorflow(parse_script("add", f'{SCRIPT}keras.utils.image_dataset_from_directory("photos")\n'))
    assert needs_tensorflow(parse_script("add", f"{SCRIPT}tf.data.Dataset.range(3)\n"))
    assert not needs_tensorflow(parse_script("add", SCRIPT))


def test_the_scripts_lack_the_cells_that_start_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Cell, "is_tested", property(lambda cell: cell.name != "evaluate"))
    write_scripts(["sequential"], tmp_path)
    text = (tmp_path / "examples/sequential.py").read_text(encoding="utf-8")
    assert [cell.name for cell in PROJECT.scripts["sequential"].cells if cell.code not in text] == ["evaluate"]


def test_the_scripts_lack_only_the_cells_that_are_for_tensorflow_alone(tmp_path: Path) -> None:
    write_scripts(["solutions/data", *ON_TENSORFLOW_ALONE], tmp_path)
    assert (tmp_path / "examples/solutions/data.py").read_bytes() == (ROOT / "examples/solutions/data.py").read_bytes()
    for name, left_out in ON_TENSORFLOW_ALONE.items():
        script = PROJECT.scripts[name]
        text = (tmp_path / script.path).read_text(encoding="utf-8")
        lines = text.split("\n")
        assert {cell.name for cell in script.cells if cell.code not in text} == set(left_out)
        # Where the others stand is what a traceback names.
        kept = [cell for cell in script.cells if cell.name not in left_out]
        assert all(lines[cell.line - 1 : cell.last_line] == cell.code.split("\n") for cell in kept)
