"""Figures as files, where no window can show them."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from examples.runner.replacing import replaced


@contextmanager
def figures_saved(folder: Path) -> Iterator[None]:
    """`plt.show` saves each open figure in the folder meanwhile, as LABEL.png or figure-1.png, and closes it."""
    # Here, because it takes a second, and listing the examples doesn't need it.
    import matplotlib as mpl
    import matplotlib.pyplot as plt

    numbers = count(1)

    def show(*_arguments: object, **_keywords: object) -> None:
        for number in plt.get_fignums():
            figure = plt.figure(number)
            name = figure.get_label() or f"figure-{next(numbers)}"
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
