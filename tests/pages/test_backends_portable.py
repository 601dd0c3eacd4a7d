"""What the page `backends` says of code that runs, or fails, on each backend; `portability.py` tries it there."""

import json
import re
from ast import FunctionDef, parse, unparse, walk
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from inspect import getfile, getsource
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.pages.test_index import backends_that_train
from tests.support.claims import claims
from tests.support.interpreters import BACKENDS, run_python
from tests.support.portability import EPOCHS, STEPS, trials, weight_after_an_epoch
from tests.support.programs import ROOT
from tests.support.reading import LANGUAGES, page

pytestmark = pytest.mark.keras

# What the page's table says of an expression, by language.
WORKS = {"vi": {"chạy": True, "lỗi": False}, "en": {"works": True, "error": False}}
NAMES = {"TensorFlow": "tensorflow", "JAX": "jax", "PyTorch": "torch"}


@pytest.fixture(scope="module", params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """A backend that is installed; what needs another one than TensorFlow runs in a process of its own."""
    name: str = request.param
    if not find_spec(name):
        pytest.skip(f"{name} is not installed")
    return name


@pytest.fixture(scope="module")
def found(backend: str, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """What the trials came to on the backend."""
    if backend == "tensorflow":
        return trials()
    arguments = ["-m", "tests.support.portability"]
    done = run_python(arguments, tmp_path_factory.mktemp("home"), KERAS_BACKEND=backend, PYTHONPATH=str(ROOT))
    assert done.returncode == 0, done.stderr
    of_backend: Mapping[str, Any] = json.loads(done.stdout)
    return of_backend


def failed(outcome: str, error: str, message: str = "") -> bool:
    """Whether a trial ended in this error, with this in its message."""
    return outcome.startswith(f"{error}: ") and message in outcome


# Tensors


@claims(
    "backends",
    vi="Kết quả là một tensor của TensorFlow, vì đó là backend đang dùng. Cũng ô ấy, trên JAX in ra ArrayImpl, còn "
    "trên PyTorch in ra Tensor.",
    en="The result is a tensor of TensorFlow, because that is the backend in use. On JAX, the same cell prints "
    "ArrayImpl, and on PyTorch Tensor.",
)
@claims(
    "backends",
    vi="Muốn trở lại NumPy, hãy gọi ops.convert_to_numpy, trên backend nào cũng vậy.",
    en="To get back to NumPy, call ops.convert_to_numpy, under any backend.",
)
def test_ops_give_a_tensor_of_the_backend_which_becomes_an_array_again(backend: str, found: Mapping[str, Any]) -> None:
    kinds = {"tensorflow": "EagerTensor", "jax": "ArrayImpl", "torch": "Tensor"}
    assert found["ops.maximum"] == kinds[backend]
    assert found["ops.convert_to_numpy"] == "ndarray"


def said_of(language: str) -> Iterator[tuple[str, dict[str, bool]]]:
    """Each expression of the page's table of tensors, and where the page says that it works."""
    rows = [line.split("|")[1:-1] for line in page("backends", language).text.splitlines() if line.startswith("| `")]
    (head,) = [row for row in rows if "model(images)" in row[0]]
    for expression, *answers in rows[rows.index(head) + 1 :]:
        name = expression.strip().strip("`").partition("(")[0]
        backends = [NAMES[column.strip()] for column in head[1:]]
        yield name, {key: WORKS[language][answer.strip()] for key, answer in zip(backends, answers, strict=True)}


@claims(
    "backends",
    vi="np.argmax(outputs, axis=1) | chạy | chạy | lỗi |",
    en="np.argmax(outputs, axis=1) | works | works | error |",
)
@claims(
    "backends",
    vi="ops.argmax(outputs, axis=1) | chạy | chạy | chạy |",
    en="ops.argmax(outputs, axis=1) | works | works | works |",
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_tensors_says_what_works_where(backend: str, found: Mapping[str, Any], language: str) -> None:
    said = dict(said_of(language))
    assert list(said) == ["np.argmax", "outputs.argmax", "outputs.numpy", "ops.argmax", "ops.convert_to_numpy"]
    assert {name: ":" not in found[name] for name in said} == {name: where[backend] for name, where in said.items()}


@claims(
    "backends",
    vi="change chỉ chạy với PyTorch. Tensor của TensorFlow và JAX không sửa được tại chỗ. Cách chạy ở mọi nơi là tính "
    "ra một tensor mới: ops.slice_update(numbers, [0], ops.ones(1)).",
    en="change works with PyTorch alone. Tensors of TensorFlow and JAX can't be changed in place. What works "
    "everywhere is to compute a new tensor: ops.slice_update(numbers, [0], ops.ones(1)).",
)
def test_a_tensor_is_changed_in_place_on_pytorch_alone(backend: str, found: Mapping[str, Any]) -> None:
    assert failed(found["change"], "TypeError") == (backend != "torch")
    assert found["slice_update"] == [1, 0, 0]


@claims(
    "backends",
    vi="find_digit chỉ hỏng với PyTorch: Can't call numpy() on Tensor that requires grad.",
    en="find_digit fails with PyTorch alone: Can't call numpy() on Tensor that requires grad.",
)
@claims(
    "backends",
    vi="Cách chạy ở mọi nơi là ops.argmax, hoặc model.predict, vốn luôn trả về mảng NumPy:",
    en="What works everywhere is ops.argmax, or model.predict, which always returns a NumPy array:",
)
def test_numpy_takes_the_output_of_a_network_except_on_pytorch(backend: str, found: Mapping[str, Any]) -> None:
    message = "Can't call numpy() on Tensor that requires grad"
    assert failed(found["np.argmax"], "RuntimeError", message) == (backend == "torch")
    assert ":" not in found["ops.argmax"]
    assert found["model.predict"] == "ndarray"


@claims(
    "backends",
    vi="look_beyond là cái bẫy tệ nhất. TensorFlow và PyTorch báo lỗi. JAX trả về 2, số cuối cùng của tensor, và không "
    "nói gì",
    en="look_beyond is the worst of them. TensorFlow and PyTorch raise an error. JAX returns 2, the last number of the "
    "tensor, and says nothing",
)
@claims(
    "backends",
    vi="Mã của bạn chạy tốt với JAX. Chạy với PyTorch, nó dừng lại: index 10 is out of bounds. Lỗi ở đâu?",
    en="Your code works well with JAX. With PyTorch, it stops: index 10 is out of bounds. Where is the mistake?",
)
@claims(
    "backends",
    vi="Chạy thử trên một backend thứ hai là một cách rẻ để tìm ra những lỗi như vậy.",
    en="A trial under a second backend is a cheap way to find mistakes like this.",
)
def test_a_position_beyond_the_end_is_an_error_except_on_jax(backend: str, found: Mapping[str, Any]) -> None:
    errors = {
        "tensorflow": ("InvalidArgumentError", "slice index 10"),
        "torch": ("IndexError", "index 10 is out of bounds"),
    }
    if backend == "jax":
        assert found["beyond"] == "ndarray"
    else:
        assert failed(found["beyond"], *errors[backend])


# Layers, losses, loops


@claims(
    "backends",
    vi="Hỏng trên cả ba, và mỗi backend báo một lỗi khác",
    en="It fails on all three, each with an error of its own",
)
@claims(
    "backends",
    vi="Trên TensorFlow, fit cũng dừng lại: Cannot convert a symbolic tf.Tensor",
    en="On TensorFlow, fit stops as well: Cannot convert a symbolic tf.Tensor",
)
@claims(
    "backends",
    vi="Riêng JAX thì báo lỗi ngay lúc xây dựng mạng, bằng một câu khó hiểu: 'str' object has no attribute "
    "'_error_repr'.",
    en="JAX raises its error as soon as the network is built, and a puzzling one: 'str' object has no attribute "
    "'_error_repr'.",
)
def test_numpy_in_a_layer_works_in_a_trial_and_fails_in_a_network(backend: str, found: Mapping[str, Any]) -> None:
    assert ":" not in found["NumPy alone"]
    built, fitted = found["NumPy in a network"], found.get("NumPy in fit", "")
    if backend == "jax":
        assert failed(built, "AttributeError", "'str' object has no attribute '_error_repr'")
    elif backend == "tensorflow":
        assert failed(fitted, "NotImplementedError", "Cannot convert a symbolic tf.Tensor")
    else:
        assert failed(fitted, "RuntimeError", "Can't call numpy() on Tensor that requires grad")


@claims(
    "backends",
    vi="Trong call chỉ có ops, cùng những dấu + và * mà tensor nào cũng hiểu, nên bạn chỉ viết lớp này một lần mà nó "
    "chạy được trên cả ba backend. Keras có sẵn một lớp như vậy, tên là PReLU",
    en="In call there is just ops, and the + and * that every tensor understands, so this layer runs on all three "
    "backends although you have written it only once. Keras has such a layer, called PReLU",
)
def test_the_layer_computes_on_each_backend_what_keras_own_does(found: Mapping[str, Any]) -> None:
    assert found["layer"] is True


@claims(
    "backends",
    vi="train_on_batch nhận mảng NumPy và trả về những con số thường, nên vòng lặp chạy trên backend nào cũng được.",
    en="train_on_batch takes NumPy arrays and returns plain numbers, so the loop runs on every backend.",
)
@claims(
    "backends",
    vi="fit vẫn lo gradient, nên mã ấy dùng chung được cho cả ba. Những mã nào chạy được trên cả ba backend?",
    en="fit still sees to the gradient, so that code is shared by all three. Which code runs on all three backends?",
)
def test_a_step_and_a_loss_of_one_s_own_run_on_each_backend(found: Mapping[str, Any]) -> None:
    assert found["train_on_batch"] == "float"
    assert found["own loss"] == found["compute_loss"] == "History"


@claims(
    "backends",
    vi="với PyTorch, call của LearnedSlope chạy ở mọi bước, còn với TensorFlow và JAX thì chỉ chạy lúc chuẩn bị.",
    en="with PyTorch, the call of LearnedSlope runs at every step, but with TensorFlow and JAX only while they get "
    "ready.",
)
@claims(
    "backends",
    vi="JAX biên dịch cả bước huấn luyện thành một chương trình, rồi chạy chương trình ấy.",
    en="JAX compiles a whole step of training into one program, and then runs that.",
)
def test_python_runs_a_layer_at_every_step_on_pytorch_alone(backend: str, found: Mapping[str, Any]) -> None:
    assert (found["calls"] >= STEPS * EPOCHS) == (backend == "torch")
    assert found["compiled"] == (backend == "jax")


@claims(
    "backends",
    vi="JAX cũng bỏ qua những nhãn quá lớn, còn TensorFlow và PyTorch, trên CPU, thì từ chối.",
    en="JAX also ignores labels that are too large, which TensorFlow and PyTorch refuse on a CPU.",
)
@claims(
    "backends",
    vi="Xác suất gần 0. Với JAX và PyTorch, hàm mất mát không cho nó nhỏ quá. Với TensorFlow, Keras lấy lại những "
    "điểm đứng trước softmax, và tính giá trị mất mát từ đó.",
    en="A probability close to 0. With JAX and PyTorch, the loss function doesn't let it get too small. With "
    "TensorFlow, Keras finds the scores from before the softmax, and computes the loss from those.",
)
def test_the_loss_is_limited_or_not_and_takes_any_label_or_not(backend: str, found: Mapping[str, Any]) -> None:
    assert (found["too large a label"] == "float") == (backend == "jax")
    assert found["loss of the impossible"] == pytest.approx(40 if backend == "tensorflow" else -np.log(1e-7), rel=1e-3)


@claims(
    "backends",
    vi="Còn ba chỗ khác nhau nữa, mà ô trên không thử: if trong call. Với TensorFlow và JAX, call chỉ chạy lúc chuẩn "
    "bị, khi tensor chưa có con số nào. Vì vậy, một câu if của Python xét giá trị của tensor chỉ chạy được với "
    "PyTorch; ops.where thì chạy ở mọi nơi.",
    en="There are three more differences, which that cell doesn't try: if in call. With TensorFlow and JAX, call runs "
    "only while they get ready, when a tensor has no numbers yet. So a Python if on the value of a tensor works with "
    "PyTorch alone; ops.where works everywhere.",
)
def test_python_chooses_by_a_tensor_s_value_on_pytorch_alone(backend: str, found: Mapping[str, Any]) -> None:
    assert (found["if"] == "History") == (backend == "torch")
    assert found["ops.where"] == "History"


@claims(
    "backends",
    vi="với JAX, ONNX cần thêm gói jax2onnx, và LiteRT bị từ chối. Với PyTorch, LiteRT cần thêm gói litert-torch, và "
    "SavedModel báo lỗi.",
    en="with JAX, ONNX needs one more package, jax2onnx, and LiteRT is refused. With PyTorch, LiteRT needs one more "
    "package, litert-torch, and SavedModel ends in an error.",
)
def test_jax_and_pytorch_export_less(backend: str, found: Mapping[str, Any]) -> None:
    if backend == "jax":
        assert failed(found["model.onnx"], "ImportError", "This requires the jax2onnx module")
        assert failed(found["model.tflite"], "ValueError", "LiteRT export requires TensorFlow")
    if backend == "torch":
        assert failed(found["model.tflite"], "ImportError", "litert")
        assert ":" in found["model"]


@claims(
    "backends",
    vi="Trên PyTorch, Keras dùng một Adam viết riêng cho PyTorch, và tệp ghi tên của nó.",
    en="Under PyTorch, Keras uses an Adam written for PyTorch alone, and the file names it.",
)
def test_pytorch_has_an_adam_of_its_own(backend: str, found: Mapping[str, Any]) -> None:
    assert ("backend.torch" in found["Adam"]) == (backend == "torch")


# Seeds


@claims(
    "backends",
    vi="mỗi backend có bộ sinh số ngẫu nhiên của riêng nó: cùng một hạt giống, trọng số ban đầu và thứ tự các ảnh vẫn "
    "khác.",
    en="each backend has its own generator of random numbers: with the same seed, the initial weights and the order "
    "of the images still differ.",
)
@claims(
    "backends",
    vi="Cùng hạt giống chỉ cho cùng kết quả trên cùng backend",
    en="The same seed gives the same results only under the same backend",
)
@claims(
    "backends",
    vi="Cùng hạt giống, mỗi backend vẫn bắt đầu từ những trọng số khác.",
    en="With the same seeds, each backend still begins with different weights.",
)
def test_the_same_seed_gives_other_weights_on_another_backend(backend: str, found: Mapping[str, Any]) -> None:
    import keras

    keras.utils.set_random_seed(1)
    layer = keras.layers.Dense(3)
    layer.build((None, 2))
    assert np.array_equal(layer.get_weights()[0], found["first weights"]) == (backend == "tensorflow")
    assert np.isclose(weight_after_an_epoch(), found["shuffled"], rtol=0.001) == (backend == "tensorflow")


@claims(
    "backends",
    vi="keras.utils.set_random_seed đặt hạt giống cho cả TensorFlow, trên bất cứ backend nào, nếu máy có cài "
    "TensorFlow.",
    en="keras.utils.set_random_seed sets TensorFlow's seed as well, under any backend, where TensorFlow is installed.",
)
def test_the_seed_imports_tensorflow_on_each_backend(backend: str, found: Mapping[str, Any]) -> None:
    before, after = found["TensorFlow before and after the seed"]
    assert after
    assert before == (backend == "tensorflow")


# The fourth backend


@claims(
    "backends",
    vi="Ngoài ba backend này, Keras còn có numpy và openvino, chỉ dự đoán được chứ không huấn luyện. Với numpy, fit "
    "báo lỗi fit not implemented for NumPy backend.",
    en="Besides these three, Keras has numpy and openvino, which can only predict, and not train. With numpy, fit "
    "says fit not implemented for NumPy backend.",
)
def test_two_more_backends_predict_and_do_not_train() -> None:
    from keras.src.utils.backend_utils import DynamicBackend

    # To import it would put its package in the place of the name `numpy` in keras.src.backend.
    trainer = (Path(getfile(DynamicBackend)).parents[1] / "backend/numpy/trainer.py").read_text(encoding="utf-8")
    methods = {each.name: unparse(each) for each in walk(parse(trainer)) if isinstance(each, FunctionDef)}
    others = {"numpy", "openvino"}
    assert set(re.findall(r'if self._backend == "(\w+)"', getsource(DynamicBackend))) == {*BACKENDS, *others}
    assert others.isdisjoint(backends_that_train())
    assert "fit not implemented for NumPy backend." in methods["fit"]
    assert "NotImplementedError" not in methods["predict"]
