"""What the page `backends` says of Keras and of its network; `test_backends_record.py` tests the recorded runs."""

import json
import re
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from examples.runner.quiet import import_keras
from tests.support.claims import claims
from tests.support.digits import DIGITS
from tests.support.programs import run_of

pytestmark = pytest.mark.keras

# Where Keras has its optimizers: for all backends, and for PyTorch alone.
OPTIMIZERS, OF_TORCH = "keras.optimizers", "keras.src.backend.torch.optimizers.torch_adam"


def lesson(name: str) -> Any:  # noqa: ANN401
    """What the lesson's script calls by that name, at its end."""
    return run_of("backends").names[name]


def solution(name: str) -> Any:  # noqa: ANN401
    """What the solutions call by that name, at their end."""
    return run_of("solutions/backends").names[name]


def outputs(layer: Any, inputs: NDArray[np.float32]) -> NDArray[np.float32]:  # noqa: ANN401
    """What a layer gives for an array, as an array."""
    return np.asarray(import_keras().ops.convert_to_numpy(layer(inputs)))


def sums() -> NDArray[np.float32]:
    """What a layer of three neurons may give for five images."""
    return np.random.default_rng(1).normal(size=(5, 3)).astype("float32")


def small(layer: Any = None) -> Any:  # noqa: ANN401
    """A small network that is compiled, with that layer behind its first."""
    keras = import_keras()
    keras.utils.set_random_seed(1)
    own = [] if layer is None else [layer]
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(3), *own])
    model.compile(loss="mse", optimizer="adam")
    return model


# The layer


@claims(
    "backends",
    vi="ReLU biến mọi điểm âm thành 0.",
    en="ReLU turns every negative score into 0.",
)
@claims(
    "backends",
    vi="Lúc đầu, mọi độ dốc là 0, nên lớp bắt đầu y như ReLU.",
    en="At first all slopes are 0, so the layer starts out just like ReLU.",
)
def test_the_layer_begins_as_relu() -> None:
    assert outputs(lesson("LearnedSlope")(), sums()) == pytest.approx(np.maximum(sums(), 0))


@claims(
    "backends",
    vi="điểm dương giữ nguyên, còn điểm âm được nhân với một độ dốc (slope). Mỗi nơ-ron (neuron) có độ dốc riêng",
    en="positive scores stay as they are, negative ones are multiplied by a slope (độ dốc). Each neuron (nơ-ron) has a "
    "slope of its own",
)
def test_below_zero_the_layer_multiplies_by_a_slope_of_each_neuron() -> None:
    layer = lesson("LearnedSlope")()
    layer.build((None, 3))
    layer.set_weights([np.array([0.5, 0, -1])])
    expected = np.where(sums() > 0, sums(), sums() * [0.5, 0, -1])
    assert outputs(layer, sums()) == pytest.approx(expected)


def test_keras_has_such_a_layer_and_calls_it_prelu() -> None:
    own, of_keras = lesson("LearnedSlope")(), import_keras().layers.PReLU()
    slopes = np.array([0.5, 0, -1])
    for layer in (own, of_keras):
        layer.build((None, 3))
        layer.set_weights([slopes])
    assert outputs(own, sums()) == pytest.approx(outputs(of_keras, sums()))


@claims(
    "backends",
    vi="độ dốc ấy là một trọng số (weight), nên mạng học nó như học mọi trọng số khác.",
    en="that slope is a weight (trọng số), so the network learns it like any other weight.",
)
def test_the_layer_learns_a_slope_for_each_neuron_in_front_of_it() -> None:
    (slopes,) = lesson("model").layers[2].get_weights()
    assert slopes.shape == (128,)
    assert np.count_nonzero(slopes) > 64


@claims(
    "backends",
    vi="LearnedSlope là lớp của bạn, nên chương trình nạp mạng cũng phải có mã của lớp ấy.",
    en="LearnedSlope is a layer of yours, so the program that loads the network has to have its code, too.",
)
def test_a_layer_that_is_not_registered_is_not_found_as_its_network_is_loaded(tmp_path: Path) -> None:
    keras = import_keras()
    unknown = type("Unknown", (keras.layers.Layer,), {"__module__": "elsewhere", "call": lambda self, inputs: inputs})
    small(unknown()).save(tmp_path / "unknown.keras")
    with pytest.raises(TypeError, match=r"Could not locate class 'Unknown'\. Make sure custom classes"):
        keras.models.load_model(tmp_path / "unknown.keras")


# What a layer is given


def test_keras_keeps_what_the_layer_is_given_without_a_word_in_its_class() -> None:
    assert "get_config" not in vars(solution("LearnedSlope"))
    assert solution("loaded").layers[2].start == 0.25


@claims(
    "backends",
    vi="Lớp cần thêm một phương thức __init__, nhận start và cả những đối số khác của Keras, như name.",
    en="The layer needs one more method, __init__, which takes start and the other arguments of Keras, such as name.",
)
def test_a_layer_without_keywords_to_hand_on_is_saved_and_not_loaded(tmp_path: Path) -> None:
    keras = import_keras()
    layer: Any = keras.layers.Layer

    @keras.saving.register_keras_serializable()
    class Strict(layer):  # type: ignore[misc]
        def __init__(self, start: float = 0.0) -> None:
            super().__init__()
            self.start = start

        def call(self, inputs: Any) -> Any:  # noqa: ANN401
            return inputs

    small(Strict(start=0.25)).save(tmp_path / "strict.keras")
    with pytest.raises(TypeError, match="got an unexpected keyword argument"):
        keras.models.load_model(tmp_path / "strict.keras")


# The loop


@claims(
    "backends",
    vi="train_on_batch là một bước của fit",
    en="train_on_batch is one step of fit",
)
def test_the_loop_on_batches_in_their_order_ends_where_fit_does() -> None:
    assert run_of("solutions/backends").values["gap"] < 1e-6


@claims(
    "backends",
    vi="tính giá trị mất mát (loss) của một lô (batch), tìm gradient, chỉnh trọng số.",
    en="it computes the loss (giá trị mất mát) of a batch (lô), finds the gradient, and adjusts the weights.",
)
def test_train_on_batch_tells_the_loss_of_its_batch_alone() -> None:
    model = small()
    targets = np.zeros((64, 3))
    batches = [(DIGITS.train_images[:64], targets), (np.zeros((64, 28, 28)), targets)]
    for batch in batches:
        expected = model.test_on_batch(*batch)
        assert model.train_on_batch(*batch) == pytest.approx(expected, rel=1e-5)
    # Biases have moved by one step, so it is small, and not a mean with the batch before it.
    assert expected < 1e-4


# From one backend to another


class WithoutTorch(MetaPathFinder):
    """Refuses to import PyTorch, which a machine may have or not."""

    def find_spec(self, name: str, *_: object) -> None:
        """Raise what Python raises for a module that isn't installed."""
        if name.partition(".")[0] == "torch":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


@contextmanager
def without_torch() -> Iterator[None]:
    """Meanwhile, PyTorch can't be imported."""
    refusing = WithoutTorch()
    sys.meta_path.insert(0, refusing)
    try:
        yield
    finally:
        sys.meta_path.remove(refusing)


@pytest.fixture
def saved_under_torch(tmp_path: Path) -> Path:
    """A network as PyTorch's backend writes it: there, Adam is a class of its own."""
    small().save(tmp_path / "here.keras")
    path = tmp_path / "torch.keras"
    with zipfile.ZipFile(tmp_path / "here.keras") as here, zipfile.ZipFile(path, "w") as there:
        for name in here.namelist():
            content = here.read(name)
            if name == "config.json":
                assert json.loads(content)["compile_config"]["optimizer"]["module"] == OPTIMIZERS
                content = content.replace(f'"{OPTIMIZERS}"'.encode(), f'"{OF_TORCH}"'.encode())
            there.writestr(name, content)
    return path


@claims(
    "backends",
    vi="Chỉ có hai điều phải nhớ: Mã của bạn phải có mặt.",
    en="Just remember two things: Your code has to be there.",
)
@claims(
    "backends",
    vi="Trên PyTorch, Keras dùng một Adam viết riêng cho PyTorch, và tệp ghi tên của nó. Không có compile=False thì "
    "máy thiếu PyTorch không nạp được tệp ấy: Could not deserialize class 'Adam'.",
    en="Under PyTorch, Keras uses an Adam written for PyTorch alone, and the file names it. Without compile=False, a "
    "machine that lacks PyTorch can't load that file: Could not deserialize class 'Adam'.",
)
def test_a_network_compiled_under_torch_is_not_loaded_whole_where_torch_is_not_installed(
    saved_under_torch: Path,
) -> None:
    said = f"Could not deserialize class 'Adam' because its parent module {OF_TORCH} cannot be imported"
    with without_torch(), pytest.raises(TypeError, match=re.escape(said)):
        import_keras().models.load_model(saved_under_torch)


@claims(
    "backends",
    vi="Nếu muốn học tiếp trên backend khác, hãy gọi compile lại sau khi nạp.",
    en="To go on training under another backend, call compile again after loading.",
)
def test_without_its_optimizer_it_is_loaded_and_predicts_the_same(saved_under_torch: Path) -> None:
    with without_torch():
        loaded = import_keras().models.load_model(saved_under_torch, compile=False)
    images = DIGITS.val_images[:10]
    assert outputs(loaded, images) == pytest.approx(outputs(small(), images))
    # It has no optimizer, so whoever trains it further compiles it first.
    with pytest.raises(ValueError, match=r"You must call `compile\(\)` before"):
        loaded.fit(images, np.zeros((10, 3)), verbose=0)


# What TensorFlow says where the backends differ


def test_a_tensor_of_tensorflow_is_not_changed_in_place() -> None:
    with pytest.raises(TypeError, match="object does not support item assignment"):
        lesson("change")()


def test_tensorflow_refuses_an_index_behind_the_end() -> None:
    with pytest.raises(Exception, match="slice index 5 of dimension 0 out of bounds"):
        lesson("look_beyond")()


def test_numpy_takes_what_a_network_gives_on_tensorflow() -> None:
    assert lesson("find_digit")() == "works"
