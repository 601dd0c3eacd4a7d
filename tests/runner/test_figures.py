"""`plt.show()` saves files."""

from contextlib import AbstractContextManager
from pathlib import Path
from types import ModuleType

import pytest

from examples.runner.figures import figures_saved


@pytest.fixture
def plt() -> ModuleType:
    """Matplotlib's pyplot, imported here, as it would take half a second in every process that collects tests."""
    import matplotlib.pyplot as plt

    return plt


CELL = "samples"


def saved(folder: Path) -> AbstractContextManager[None]:
    """Figures are saved in the folder meanwhile, as those of one cell."""
    return figures_saved(folder, lambda: CELL)


def names(folder: Path) -> list[str]:
    """The files in the folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_figure_is_saved_under_the_name_of_its_cell_whatever_its_label(tmp_path: Path, plt: ModuleType) -> None:
    with saved(tmp_path):
        plt.figure("a label")
        plt.show()
    assert names(tmp_path) == [f"{CELL}.png"]
    assert (tmp_path / f"{CELL}.png").read_bytes().startswith(b"\x89PNG")


def test_a_cells_later_figures_are_counted_and_each_cell_counts_its_own(tmp_path: Path, plt: ModuleType) -> None:
    cells = ["samples", "samples", "samples-2"]
    with figures_saved(tmp_path, lambda: cells.pop(0)):
        plt.figure()
        plt.figure()
        plt.show(block=False)
        plt.figure()
        plt.show()
        plt.figure()
        plt.show()
    assert names(tmp_path) == ["samples-2.png", "samples.png", "samples_2.png", "samples_3.png"]


def test_a_backend_that_cannot_be_loaded_again_is_left(
    tmp_path: Path, plt: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    import matplotlib as mpl

    monkeypatch.setattr(mpl, "get_backend", lambda: "module://no_such_backend")
    with saved(tmp_path):
        plt.figure()
        plt.show()
    assert names(tmp_path) == [f"{CELL}.png"]


def test_a_shown_figure_is_closed(tmp_path: Path, plt: ModuleType) -> None:
    with saved(tmp_path):
        plt.figure()
        plt.show()
        assert plt.get_fignums() == []


def test_a_figure_that_is_not_shown_is_not_saved_and_not_left_open(tmp_path: Path, plt: ModuleType) -> None:
    with saved(tmp_path):
        plt.figure()
    assert names(tmp_path) == []
    assert plt.get_fignums() == []


def test_show_and_the_backend_come_back(tmp_path: Path, plt: ModuleType) -> None:
    plt.switch_backend("svg")
    before = plt.show
    with saved(tmp_path):
        assert plt.get_backend().lower() == "agg"
    assert plt.show is before
    assert plt.get_backend() == "svg"
    plt.switch_backend("agg")


def test_a_picture_has_120_dots_an_inch_and_a_narrow_margin(tmp_path: Path, plt: ModuleType) -> None:
    with saved(tmp_path):
        axes = plt.figure(figsize=(4, 4)).add_axes((0.25, 0.25, 0.5, 0.5))
        axes.imshow([[0, 1], [1, 0]])
        axes.set_axis_off()
        plt.show()
    height, width, _ = plt.imread(tmp_path / f"{CELL}.png").shape
    # The picture is 2 inches wide, plus the 0.1 that Matplotlib leaves on each side.
    assert (height, width) == (264, 264)
