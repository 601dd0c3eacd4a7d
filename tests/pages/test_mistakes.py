"""Claims of the page `mistakes` that need Python or Keras: how a message is read, and what installing says.

tests/mistakes/ raises every other message, and runs every cure.
"""

import os
import traceback
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from numpy.typing import NDArray

from docs.plugins.project.messages import known_by
from examples.runner.quiet import import_keras
from tests.support.claims import claims
from tests.support.digits import DIGITS
from tests.support.interpreters import run_on_packages, run_python
from tests.support.programs import PROJECT
from tests.support.reading import LANGUAGES, bodies

pytestmark = pytest.mark.keras

PATTERNS = {mistake.id: mistake.patterns for mistake in PROJECT.mistakes.values()}
IMPORT = "import keras"


def fit_without_flatten(labels: NDArray[Any]) -> None:
    """Make the mistake that the page asks readers to make."""
    keras = import_keras()
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Dense(10, activation="softmax")])
    model.compile(loss="categorical_crossentropy")
    model.fit(DIGITS.train_images[:32], labels, verbose=0)


def predict_without_batch_axis() -> None:
    keras = import_keras()
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    model.predict(DIGITS.train_images[0], verbose=0)


@claims(
    "mistakes",
    vi="những lời gọi hàm đã dẫn đến lỗi, lời gọi sau cùng ở dưới",
    en="the calls that led to the error, the latest of them at the bottom",
)
@claims(
    "mistakes",
    vi="Từ dưới đi lên, dòng đầu tiên thuộc tệp của bạn là nơi lỗi xảy ra",
    en="Going up from the bottom, the first line that belongs to a file of yours is where it happened",
)
@claims(
    "mistakes",
    vi="Những tệp trong thư mục site-packages là của Keras và backend",
    en="Files in the folder site-packages are those of Keras and the backend",
)
def test_a_traceback_goes_from_the_reader_s_file_to_those_of_site_packages() -> None:
    with pytest.raises(ValueError, match="must have the same") as raised:
        fit_without_flatten(DIGITS.train_one_hot[:32])
    files = [frame.filename for frame in traceback.extract_tb(raised.value.__traceback__)]
    own = [number for number, file in enumerate(files) if file == __file__]
    assert own == list(range(len(own)))
    assert all("site-packages" in file for file in files[len(own) :])
    assert traceback.extract_tb(raised.value.__traceback__)[own[-1]].name == "fit_without_flatten"


@claims(
    "mistakes",
    vi="Ở đó có tên của lỗi, dấu hai chấm, rồi đến điều mà Keras muốn nói",
    en="It has the name of the error, a colon, and then what Keras has to say",
)
@claims(
    "mistakes",
    vi="xoá dòng layers.Flatten() rồi gọi fit",
    en="delete the line layers.Flatten() from your network, and call fit",
)
def test_a_network_without_flatten_leads_to_its_entry() -> None:
    with pytest.raises(ValueError, match="must have the same") as raised:
        fit_without_flatten(DIGITS.train_one_hot[:32])
    text = "".join(traceback.format_exception(raised.value))
    assert text.splitlines()[-1].startswith("ValueError: Arguments `target` and `output` must have the same rank")
    assert known_by(text, PATTERNS) == "no-flatten"


@claims(
    "mistakes",
    vi="hãy đi lên đến dòng bắt đầu bằng tên của lỗi, chẳng hạn ValueError:. Nếu ở đó ghi Exception encountered when "
    "calling …, điều quan trọng đứng ngay sau, trước danh sách các đối số",
    en="go up to the line that begins with the name of the error, such as ValueError:. If it says Exception "
    "encountered when calling …, what matters comes right after, ahead of the list of arguments",
)
def test_a_message_of_several_lines_begins_with_the_error_s_name_and_ends_with_the_arguments() -> None:
    with pytest.raises(ValueError, match="Expected shape") as raised:
        predict_without_batch_axis()
    first, what_matters, arguments = "".join(traceback.format_exception_only(raised.value)).split("\n\n")
    assert first.startswith("ValueError: Exception encountered when calling ")
    assert "Expected shape" in what_matters
    assert arguments.startswith("Arguments received by ")


@claims(
    "mistakes",
    vi="target là nhãn, output là kết quả mà mạng đưa ra. rank hay ndim là số trục. Trong một kích thước, None là cỡ "
    "lô, lúc ấy chưa biết",
    en="target is the labels, and output what the network gives out. rank or ndim is the number of axes. In a shape, "
    "None is the size of the batch, which isn't known yet",
)
def test_target_is_the_labels_output_the_network_s_and_none_the_size_of_the_batch() -> None:
    with pytest.raises(ValueError, match="must have the same rank") as raised:
        fit_without_flatten(DIGITS.train_labels[:32])
    assert "(ndim). Received: target.shape=(32,), output.shape=(32, 28, 10)" in str(raised.value)
    keras = import_keras()
    assert keras.Sequential([keras.Input((28, 28)), keras.layers.Dense(10)]).output_shape == (None, 28, 10)


# Run on JAX: fits, fails, and tells what a further fit raises, and whether a network that is built again fits.
LOST = """\
import keras
import numpy as np
X, y = np.ones((8, 4)), np.zeros(8)
def built():
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2, activation="softmax")])
    model.compile(loss="sparse_categorical_crossentropy")
    return model
def failure(model, y):
    try:
        model.fit(X, y, verbose=0)
    except Exception as error:
        return type(error).__name__
model = built()
print(failure(model, y), failure(model, keras.utils.to_categorical(y, 3)), failure(model, y), failure(built(), y))
"""


@claims(
    "mistakes",
    vi="Với JAX, nếu fit đã từng chạy được rồi lại báo lỗi, mạng mất hết trọng số: hãy xây dựng và biên dịch lại",
    en="With JAX, a network whose fit fails after it has worked loses its weights: build and compile it again",
)
@pytest.mark.skipif(not find_spec("jax"), reason="JAX is not installed")
def test_on_jax_a_fit_that_fails_after_a_good_one_loses_the_weights(tmp_path: Path) -> None:
    result = run_python(["-c", LOST], tmp_path, KERAS_BACKEND="jax")
    assert result.stdout.split() == ["None", "ValueError", "TypeError", "None"], result.stderr


# What is called a mistake, and does no harm here

# The loss of an answer that an activation has made, as if it were made of scores; and the right one.
LOSSES = """\
import keras
scores, label = keras.ops.array([[2.0, 1.0, 0.0]]), keras.ops.array([[1.0, 0.0, 0.0]])
from_logits = keras.losses.CategoricalCrossentropy(from_logits=True)
print(float(from_logits(label, keras.activations.softmax(scores))), float(from_logits(label, scores)))
"""


@claims(
    "mistakes",
    vi="rồi lấy lại những điểm đứng trước softmax để tính giá trị mất mát. Với JAX và PyTorch thì softmax bị tính thêm "
    "lần nữa thật",
    en="and then takes back the scores from before the softmax to compute the loss. With JAX and PyTorch, softmax is "
    "really computed once more",
)
@pytest.mark.parametrize("backend", ["tensorflow", "jax", "torch"])
def test_scores_from_before_the_softmax_are_taken_back_on_tensorflow_alone(backend: str, tmp_path: Path) -> None:
    if not find_spec(backend):
        pytest.skip(f"{backend} is not installed")
    result = run_python(["-c", LOSSES], tmp_path, KERAS_BACKEND=backend)
    taken, right = map(float, result.stdout.split())
    assert (taken == right) == (backend == "tensorflow")
    assert ("Was this intended?" in result.stderr) == (backend == "tensorflow")
    # Of the softmax's softmax, the right answer's share is smaller.
    assert taken >= right


@claims(
    "mistakes",
    vi="Keras lấy lại những điểm đứng trước sigmoid, rồi tính softmax",
    en="Keras takes back the scores from before the sigmoid, and computes their softmax",
)
def test_the_loss_of_sigmoid_s_results_is_that_of_the_softmax_of_their_scores() -> None:
    keras = import_keras()
    scores, label = keras.ops.array([[2.0, 1.0, 0.0]]), keras.ops.array([[1.0, 0.0, 0.0]])
    results = keras.activations.sigmoid(scores)
    loss = keras.losses.CategoricalCrossentropy()
    assert float(loss(label, results)) == float(loss(label, keras.activations.softmax(scores)))


# The loss of what sigmoid gives, and that of its shares of its sum.
SIGMOIDS = """\
import keras
scores, label = keras.ops.array([[2.0, 1.0, 0.0]]), keras.ops.array([[1.0, 0.0, 0.0]])
results = keras.activations.sigmoid(scores)
loss = keras.losses.CategoricalCrossentropy()
print(float(loss(label, results)), float(loss(label, results / keras.ops.sum(results))))
"""


@claims(
    "mistakes",
    vi="JAX và PyTorch thì chia các kết quả cho tổng của chúng, nên ở đó các con số khác đi",
    en="JAX and PyTorch divide the results by their sum instead, so there the numbers differ",
)
@pytest.mark.parametrize("backend", ["jax", "torch"])
def test_other_backends_divide_sigmoid_s_results_by_their_sum(backend: str, tmp_path: Path) -> None:
    if not find_spec(backend):
        pytest.skip(f"{backend} is not installed")
    result = run_python(["-c", SIGMOIDS], tmp_path, KERAS_BACKEND=backend)
    of_results, of_shares = map(float, result.stdout.split())
    assert of_results == pytest.approx(of_shares)


# Installing


def shown(id_: str) -> str:
    """The message in an installing entry, in both languages: the lines that are neither its id nor commands."""
    (message,) = {
        "\n".join(line for line in body.splitlines()[1:] if not line.startswith("$ "))
        for language in LANGUAGES
        for body in bodies("mistakes", language, "mistake")
        if body.splitlines()[0] == id_
    }
    return message


def last_line_without_backend(keras_alone: Path, **environment: str) -> str:
    result = run_on_packages(["-c", IMPORT], keras_alone, **environment)
    assert result.returncode == 1
    return result.stderr.splitlines()[-1]


def test_without_keras_the_import_says_what_the_page_shows(tmp_path: Path) -> None:
    result = run_python(["-S", "-c", IMPORT], tmp_path)
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1] == shown("no-keras")


def test_with_keras_alone_the_import_asks_for_tensorflow(keras_alone: Path) -> None:
    assert last_line_without_backend(keras_alone) == shown("no-backend")


def test_a_backend_of_an_unknown_name_is_refused_in_the_variable_and_in_keras_json(keras_alone: Path) -> None:
    assert last_line_without_backend(keras_alone, KERAS_BACKEND="pytorch") == shown("backend-name")
    home = keras_alone.parent / "home"
    home.mkdir(exist_ok=True)
    (home / "keras.json").write_text('{"backend": "pytorch"}')
    assert last_line_without_backend(keras_alone) == shown("backend-name")


def test_an_empty_index_makes_pip_say_what_the_page_shows(tmp_path: Path) -> None:
    pip = ["-m", "pip", "--isolated", "install", "--no-index", "--ignore-installed", "--dry-run", "tensorflow"]
    result = run_python(pip, tmp_path, PIP_CONFIG_FILE=os.devnull, PIP_DISABLE_PIP_VERSION_CHECK="1")
    assert result.returncode == 1
    assert shown("no-distribution") in result.stderr.splitlines()


@pytest.mark.parametrize("id_", ["no-keras", "no-backend", "backend-name", "no-distribution", "no-data"])
def test_what_the_page_shows_of_installing_is_known(id_: str) -> None:
    assert known_by(shown(id_), PATTERNS) == id_
