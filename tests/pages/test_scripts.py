"""Each script runs on its own, and those that train learn the stand-in digits; the records are about MNIST.

The root's conftest.py lets these tests run first, and measures here that each line of the scripts is run.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from docs.plugins.project.scripts import ACCURACIES, assigned, fitted
from tests.support.photos import SEVEN, file_of
from tests.support.programs import OF_LESSONS, PROJECT, ROOT, RUN, run_of
from tests.support.training import MEASURING

pytestmark = pytest.mark.keras

# Not all solutions are about how well a network reads; and what measures time hardly trains its networks here.
TRAINING = [
    name
    for name in OF_LESSONS
    if fitted(PROJECT.scripts[name])
    and assigned(PROJECT.scripts[name]).intersection(ACCURACIES)
    and name not in MEASURING
]
OTHERS = [name for name in RUN if name not in TRAINING]


@pytest.mark.parametrize("name", TRAINING)
def test_a_script_that_trains_reaches_0_90_on_the_stand_in_digits(name: str) -> None:
    names = run_of(name).names
    accuracies = [names[accuracy] for accuracy in ACCURACIES if accuracy in names]
    # Keras gives a float32, and of 0.9 that is a little less.
    assert round(min(accuracies), 6) >= 0.90


@pytest.mark.parametrize("name", TRAINING)
def test_a_script_trains_on_images_of_the_type_that_keras_computes_with(name: str) -> None:
    # A division alone would make them float64, which can't be seen from their values.
    names = run_of(name).names
    assert {names[images].dtype.name for images in ("X_train", "X_val", "X_test") if images in names} == {"float32"}


@pytest.mark.parametrize("name", OTHERS)
def test_every_other_script_runs_to_its_end(name: str) -> None:
    names = run_of(name).names
    assert name in MEASURING or not set(ACCURACIES) & set(names)


def steps() -> dict[str, Any]:
    """The functions of the script that reads photos, by their names; what they call isn't noted as the script's."""
    script, names = PROJECT.scripts["your-own"], dict[str, Any](Path=Path)
    cells = [script.cell(each.cell) for each in PROJECT.programs["photo.py"].cells]
    folder = script.cell("folder")
    codes = [(cell.line, cell.code) for cell in cells] + [(folder.line, folder.code.partition("\n\n\n")[0])]
    for line, code in codes:
        exec(compile("\n" * (line - 1) + code, str(ROOT / script.path), "exec"), names)
    return names


def test_the_script_that_reads_photos_leaves_out_those_that_it_can_t_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "mine"
    (source / "7").mkdir(parents=True)
    Image.fromarray(np.full((80, 90), 20_000, np.uint16)).save(source / "7/bits.png")
    (source / "7/cut.jpg").write_bytes(file_of(SEVEN)[:9000])
    Image.new("L", (90, 20)).save(source / "7/small.png")
    steps()["prepare_folder"](source, tmp_path / "prepared")
    said = [line.partition(".")[2] for line in capsys.readouterr().out.replace(str(tmp_path), "").splitlines()]
    beginnings = ("png: the picture has 16 bits", "jpg: the file is cut off", "png: the picture is too small")
    assert [line.startswith(each) for line, each in zip(said, beginnings, strict=True)] == [True] * 3
    assert not (tmp_path / "prepared").exists()
