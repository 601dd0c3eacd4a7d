"""The choices of --data."""

import os
import socket
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlretrieve

import numpy as np
import pytest

from docs.plugins.project.errors import UserError
from examples.runner import data
from examples.runner.arrays import Arrays, digest
from examples.runner.data import Data, choose, choose_mnist
from examples.runner.npz import write_npz
from tests.runner.conftest import NO_NETWORK, make_arrays

STAND_IN = Data("stand-in digits", make_arrays(9))


def unused() -> Arrays:
    """Stand in for Keras' loader where it must not be called."""
    raise AssertionError("Keras was asked for MNIST")


def no_network() -> Arrays:
    """Fail as Keras does without a network."""
    raise Exception(NO_NETWORK)


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace scikit-learn's digits, which take a second."""
    monkeypatch.setattr(data, "stand_in_digits", lambda: STAND_IN.arrays)


def test_mnist_is_what_keras_loads() -> None:
    arrays = make_arrays()
    assert choose("mnist")(lambda: arrays) == Data("mnist", arrays)


def test_auto_is_what_keras_loads_too(capsys: pytest.CaptureFixture[str]) -> None:
    arrays = make_arrays()
    assert choose("auto")(lambda: arrays) == Data("mnist", arrays)
    assert capsys.readouterr() == ("", "")


def test_mnist_without_a_network_suggests_other_data() -> None:
    with pytest.raises(UserError) as error:
        choose("mnist")(no_network)
    assert str(error.value) == (
        "MNIST could not be loaded (Name or service not known); "
        "use --data digits, or --data PATH with the path of an mnist.npz"
    )


@pytest.mark.usefixtures("stand_in")
def test_auto_without_a_network_says_so_and_takes_the_stand_in(capsys: pytest.CaptureFixture[str]) -> None:
    assert choose("auto")(no_network) == STAND_IN
    assert capsys.readouterr() == (
        "",
        "MNIST could not be loaded (Name or service not known): continuing with scikit-learn's stand-in digits, "
        "whose accuracy is not MNIST's.\n",
    )


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (Exception("URL fetch failure on https://example.org/mnist.npz: 404 -- Not Found"), "Not Found"),
        (ValueError("Incomplete or corrupted file detected. The sha256 …"), "Incomplete or corrupted file detected"),
        (PermissionError(13, "Permission denied", "/a"), "Permission denied: '/a'"),
        (KeyError(), "KeyError"),
        # A proxy that takes the request and never answers; a server that stops half-way.
        (Exception("URL fetch failure on https://example.org/mnist.npz: None -- timed out"), "no answer for 20 s"),
        (TimeoutError("The read operation timed out"), "no answer for 20 s"),
    ],
)
def test_the_cause_of_a_failed_download_is_given_briefly(error: Exception, cause: str) -> None:
    def load() -> Arrays:
        raise error

    with pytest.raises(UserError, match=r"^MNIST could not be loaded \(") as refused:
        choose("mnist")(load)
    assert str(refused.value).startswith(f"MNIST could not be loaded ({cause});")


@pytest.fixture
def silent_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """A server that accepts connections and says nothing, and a runner that is very impatient."""
    monkeypatch.setattr(data, "SILENCE", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def ask(server: socket.socket) -> Arrays:
    """Download from the server as Keras does."""
    with tempfile.TemporaryDirectory() as folder:
        urlretrieve(f"http://127.0.0.1:{server.getsockname()[1]}/mnist.npz", Path(folder, "mnist.npz"))
    raise AssertionError("the server has answered")


def test_a_server_that_never_answers_is_not_waited_for(silent_server: socket.socket) -> None:
    with pytest.raises(UserError, match=r"^MNIST could not be loaded \(no answer for 0\.05 s\); use --data digits"):
        choose("mnist")(lambda: ask(silent_server))
    assert socket.getdefaulttimeout() is None


@pytest.mark.usefixtures("stand_in")
def test_auto_goes_on_with_the_stand_in_after_a_server_that_never_answers(
    silent_server: socket.socket, capsys: pytest.CaptureFixture[str]
) -> None:
    assert choose("auto")(lambda: ask(silent_server)) == STAND_IN
    assert capsys.readouterr().err.startswith(
        "MNIST could not be loaded (no answer for 0.05 s): continuing with scikit-learn's stand-in digits"
    )
    assert socket.getdefaulttimeout() is None


def test_a_server_that_stops_half_way_is_not_waited_for(silent_server: socket.socket) -> None:
    def answer() -> None:
        connection, _ = silent_server.accept()
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")
        kept.append(connection)

    kept: list[socket.socket] = []
    thread = threading.Thread(target=answer)
    thread.start()
    with pytest.raises(UserError, match=r"^MNIST could not be loaded \(no answer for 0\.05 s\)"):
        choose_mnist("mnist")(lambda: ask(silent_server))
    thread.join()
    for connection in kept:
        connection.close()


@pytest.mark.usefixtures("folder")
def test_a_path_may_begin_with_the_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(Path.cwd()))
    write_npz(Path("mnist.npz"), make_arrays(2000))
    assert choose("~/mnist.npz")(unused).name == "~/mnist.npz"


@pytest.mark.usefixtures("folder")
def test_a_file_whose_name_begins_with_a_tilde_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/nowhere")
    Path("~").mkdir()
    write_npz(Path("~/mnist.npz"), make_arrays(2000))
    assert choose("~/mnist.npz")(unused).name == "~/mnist.npz"


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ("~", "{home} is a folder; give the path of a file, such as {home}/mnist.npz"),
        ("~/no.npz", "no file {home}/no.npz; give the path of an mnist.npz"),
        (
            "~no-such-user/mnist.npz",
            "no home folder is known for ~no-such-user; give the whole path of an mnist.npz",
        ),
    ],
)
def test_a_home_folder_without_the_file_is_one_line(
    choice: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(UserError) as error:
        choose(choice)
    assert str(error.value) == message.format(home=tmp_path)


@pytest.mark.usefixtures("stand_in")
def test_digits_are_the_stand_in_and_ask_keras_for_nothing() -> None:
    assert choose("digits")(unused) == STAND_IN


@pytest.mark.usefixtures("folder")
def test_a_path_gives_the_arrays_of_the_file_and_asks_keras_for_nothing() -> None:
    write_npz(Path("mnist.npz"), make_arrays(2000))
    chosen = choose("mnist.npz")(unused)
    assert chosen.name == "mnist.npz"
    for part, expected in zip(chosen.arrays, make_arrays(2000), strict=True):
        for array, expected_array in zip(part, expected, strict=True):
            assert array.dtype == np.uint8
            assert np.array_equal(array, expected_array)


@pytest.mark.usefixtures("folder")
def test_a_file_with_too_few_test_images_for_number_1998_is_refused() -> None:
    write_npz(Path("mnist.npz"), make_arrays(1999))
    with pytest.raises(UserError) as error:
        choose("mnist.npz")
    assert str(error.value) == (
        "x_test in mnist.npz has 1,998 images; the lessons look at number 1998, so at least 1,999 are needed"
    )


def test_data_describes_itself_with_its_sizes() -> None:
    assert Data("mnist", make_arrays(1000)).description == "mnist, 1,000 train and 999 test images"


def test_mnist_itself_is_taken_for_mnist_and_named_so(mnist_path: Path, mnist: Arrays) -> None:
    chosen = choose_mnist(str(mnist_path))(make_arrays)
    assert chosen.name == "mnist"
    assert digest(chosen.arrays) == digest(mnist)


@pytest.mark.usefixtures("folder")
def test_what_is_not_mnist_is_refused_with_its_name() -> None:
    write_npz(Path("mine.npz"), make_arrays())
    with pytest.raises(UserError) as error:
        choose_mnist("mine.npz")
    assert str(error.value) == "mine.npz is not MNIST, on which the records are made; give the path of an mnist.npz"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (
            "minst",
            'no choice "minst" for --data; did you mean "mnist"? '
            "(choices: auto, mnist, digits, or the path of an .npz file)",
        ),
        ("x", 'no choice "x" for --data (choices: auto, mnist, digits, or the path of an .npz file)'),
        ("", 'no choice "" for --data (choices: auto, mnist, digits, or the path of an .npz file)'),
        ("x.npz", "no file x.npz; give the path of an mnist.npz"),
        ("a/b", "no file a/b; give the path of an mnist.npz"),
        (".", ". is a folder; give the path of a file, such as mnist.npz"),
        ("sub", "sub is a folder; give the path of a file, such as sub/mnist.npz"),
        ("words", "words is not an .npz file; give one that numpy.savez has written, as mnist.npz is"),
        (os.devnull, f"{os.devnull} is not a regular file; give the path of an mnist.npz"),
    ],
)
def test_what_is_neither_a_choice_nor_an_npz_file_is_refused(choice: str, message: str) -> None:
    Path("sub").mkdir()
    Path("words").write_text("words", encoding="utf-8")
    with pytest.raises(UserError) as error:
        choose(choice)
    assert str(error.value) == message
