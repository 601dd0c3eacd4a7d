"""Which data an example gets: the choices of `--data`."""

import re
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from docs.plugins.project.errors import UserError
from examples.runner.arrays import Arrays, Loader, digest
from examples.runner.errors import did_you_mean, first_line
from examples.runner.files import mode_of
from examples.runner.npz import read_npz
from examples.runner.stand_in import stand_in_digits

MNIST_CHOICES = ("auto", "mnist")
CHOICES = (*MNIST_CHOICES, "digits")
# The name of the data that stands in for MNIST.
STAND_IN = "stand-in digits"
# Seconds without a byte of a download after which it is given up.
SILENCE = 20
# The lessons predict number 1998 of the test images, counted from 0.
LEAST_TEST_IMAGES = 1999
# Of MNIST's arrays, not of its file, which can be compressed in many ways.
MNIST_DIGEST = "06b0d1f124c4e5fa796686ade41a9b778edacc8622f2195a352ef479ad44fc16"


@dataclass(frozen=True)
class Data:
    """Images (n, 28, 28), uint8, and labels (n,), integers 0–9, for training and for testing; `name` says whose."""

    name: str
    arrays: Arrays

    @property
    def description(self) -> str:
        """The name and the sizes."""
        (images_train, _), (images_test, _) = self.arrays
        return f"{self.name}, {len(images_train):,} train and {len(images_test):,} test images"


def choose(choice: str) -> Callable[[Loader], Data]:
    """Turn a choice of `--data` into the function that returns its data, given Keras' own loader of MNIST.

    Everything that doesn't need Keras is done now. Raises UserError where the choice is unknown or its file unfit; the
    returned function raises it where the data can't be loaded.
    """
    if choice == "auto":
        return _mnist_or_stand_in
    if choice == "mnist":
        return _mnist
    data = _stand_in() if choice == "digits" else _file(choice)
    return lambda _: data


def choose_mnist(choice: str) -> Callable[[Loader], Data]:
    """Like `choose`, but takes nothing but MNIST."""
    if choice in MNIST_CHOICES:
        return lambda load: _load(load, "give --data PATH with the path of an mnist.npz")
    arrays = read_npz(_path(choice, MNIST_CHOICES))
    if digest(arrays) != MNIST_DIGEST:
        raise UserError(f"{choice} is not MNIST, on which the records are made; give the path of an mnist.npz")
    return lambda _: Data("mnist", arrays)


def _mnist(load: Loader) -> Data:
    return _load(load, "use --data digits, or --data PATH with the path of an mnist.npz")


def _load(load: Loader, remedy: str) -> Data:
    try:
        return _download(load)
    except UserError as error:
        raise UserError(f"{error}; {remedy}") from None


def _mnist_or_stand_in(load: Loader) -> Data:
    try:
        return _download(load)
    except UserError as error:
        print(
            f"{error}: continuing with scikit-learn's stand-in digits, whose accuracy is not MNIST's.", file=sys.stderr
        )
        return _stand_in()


def _download(load: Loader) -> Data:
    """MNIST as Keras loads it; raises UserError, which says why it could not be loaded and nothing else."""
    try:
        with _silence_limited():
            return Data("mnist", load())
    except Exception as error:  # Keras raises a plain Exception where the download fails
        raise UserError(f"MNIST could not be loaded ({_cause(error)})") from None


def _file(choice: str) -> Data:
    arrays = read_npz(_path(choice, CHOICES))
    _, (images, _) = arrays
    if len(images) < LEAST_TEST_IMAGES:
        raise UserError(
            f"x_test in {choice} has {len(images):,} images; "
            f"the lessons look at number {LEAST_TEST_IMAGES - 1}, so at least {LEAST_TEST_IMAGES:,} are needed"
        )
    return Data(choice, arrays)


def _stand_in() -> Data:
    return Data(STAND_IN, stand_in_digits())


@contextmanager
def _silence_limited() -> Iterator[None]:
    """Let no connection wait for ever meanwhile: a proxy may take a request and never answer."""
    previous = socket.getdefaulttimeout()
    socket.setdefaulttimeout(SILENCE)
    try:
        yield
    finally:
        socket.setdefaulttimeout(previous)


def _cause(error: Exception) -> str:
    """Keras' "URL fetch failure on https://… -- [Errno -2] Name or service not known" without what is in front."""
    cause = first_line(error).rpartition(" -- ")[2]
    # "timed out", "_ssl.c:989: The handshake operation timed out", "The read operation timed out"
    if isinstance(error, TimeoutError) or cause.endswith("timed out"):
        return f"no answer for {SILENCE} s"
    return re.sub(r"^\[Errno -?\d+\] ", "", cause).split(". ")[0]


def _path(choice: str, choices: Sequence[str]) -> Path:
    """The choice as a path; raises UserError where it looks like a misspelt word instead."""
    path = _expanded(choice)
    is_bare = path.name == choice and path.suffix != ".npz"
    # Path("") is the current folder, which exists.
    if is_bare and not (choice and mode_of(path)):
        raise UserError(
            f'no choice "{choice}" for --data{did_you_mean(choice, choices)} '
            f"(choices: {', '.join(choices)}, or the path of an .npz file)"
        )
    return path


def _expanded(choice: str) -> Path:
    """The choice as a path, with the home folder for "~": a shell puts it there only where "~" begins a word."""
    path = Path(choice)
    if mode_of(path):
        return path
    try:
        return path.expanduser()
    except RuntimeError:
        raise UserError(f"no home folder is known for {path.parts[0]}; give the whole path of an mnist.npz") from None
