"""Figures as files, where no window can show them."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from examples.runner.replacing import replaced


@contextmanager
def figures_saved(folder: Path, running_cell: Callable[[], str]) -> Iterator[None]:
    """`plt.show` saves each open figure in the folder meanwhile, and closes it.

    `running_cell` gives the name of the cell that calls it. The cell's first figure is CELL.png, the next CELL_2.png:
    no cell has an underscore in its name, so this can't be the name of another cell's figure.
    """
    # Here, because it takes a second, and listing the examples doesn't need it.
    import matplotlib as mpl
    import matplotlib.pyplot as plt

    counts: Counter[str] = Counter()

    def show(*_arguments: object, **_keywords: object) -> None:
        cell = running_cell()
        for number in plt.get_fignums():
            counts[cell] += 1
            name = cell if counts[cell] == 1 else f"{cell}_{counts[cell]}"
            figure = plt.figure(number)
            figure.savefig(folder / f"{name}.png", dpi=120, bbox_inches="tight")
            plt.close(figure)

    backend = mpl.get_backend()
    plt.switch_backend("Agg")
    try:
        with replaced(plt, "show", show):
            yield
    finally:
        plt.close("all")
        # A backend of the user's may need a screen, or a package, that is not there.
        with suppress(ImportError):
            plt.switch_backend(backend)
