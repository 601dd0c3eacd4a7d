"""What the page `save` says of its scripts, of their recorded runs on MNIST, and of the text of its programs."""

import ast
import json
import re
import shlex
from collections.abc import Mapping
from ipaddress import ip_address
from math import ceil
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from examples.runner.exporting import LARGEST
from tests.support.claims import claims
from tests.support.extras import need
from tests.support.programs import PROJECT, ROOT, script
from tests.support.reading import LANGUAGES, LESSONS, bodies, plain, recorded, recorded_value

SCRIPT, SOLUTIONS = "save", "solutions/save"
TRAINING_IMAGES, VALIDATION_IMAGES, TEST_IMAGES = 54_000, 6_000, 10_000
# The page states sizes in whole kilobytes. A folder's differs by one from run to run.
KILOBYTE = 1000
# Another machine, and even another run, measures other times: the page tells their order of magnitude.
AS_FAST = 4


def value(name: str, of: str = SCRIPT) -> Any:  # noqa: ANN401
    return recorded_value(of, name)


def printed(cell: str, of: str = SCRIPT) -> str:
    return plain(recorded(of)[cell].text).strip()


def code(cell: str, of: str = SCRIPT) -> str:
    return script(of).cell(cell).code


def program(name: str) -> str:
    """The text of a program of the page."""
    return (ROOT / "examples/programs" / name).read_text(encoding="utf-8")


def printed_accuracy(cell: str, of: str = SCRIPT) -> float:
    """The accuracy that a cell prints, with four decimals, as the last number."""
    return float(re.findall(r"\b[01]\.\d{4}\b", printed(cell, of))[-1])


def printed_size(cell: str) -> int:
    """The bytes that a cell prints."""
    (size,) = re.findall(r": ([\d,]+) bytes", printed(cell))
    return int(size.replace(",", ""))


def printed_difference(cell: str) -> float:
    """The largest difference of a probability that a cell prints."""
    (difference,) = re.findall(r"largest difference: (\S+)", printed(cell))
    return float(difference)


def rounded() -> Mapping[int, tuple[float, int]]:
    """The accuracy with the weights rounded to so many bits, and how many answers have changed."""
    lines = re.findall(r"(\d) bits: (\S+), (\d+) answers changed", printed("rounded"))
    return {int(bits): (float(accuracy), int(changed)) for bits, accuracy, changed in lines}


def milliseconds() -> Mapping[str, float]:
    """How long each way takes for one image."""
    return {name: float(time) for name, time in re.findall(r"(.+): (\S+) ms", printed("speed"))}


def tables() -> tuple[NDArray[np.float64], ...]:
    """The three tables of a filter's weights, of the integers, and of the weights made of those."""
    numbers = re.findall(r"-?\d+\.\d*", printed("quantized"))
    return tuple(np.array(numbers, float).reshape(3, 3, 3))


def quantized(kernel: Any, bits: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:  # noqa: ANN401
    """What the lesson's function of that name gives."""
    names: dict[str, Any] = {"np": np}
    (function,) = (
        node
        for node in ast.parse(code("quantized")).body
        if isinstance(node, ast.FunctionDef) and node.name == "quantized"
    )
    exec(ast.unparse(function), names)
    integers, scale = names["quantized"](np.asarray(kernel), bits)
    return integers, scale


def random_kernel() -> NDArray[np.float64]:
    """Weights of a layer with eight filters."""
    return np.random.default_rng(0).normal(size=(3, 3, 4, 8))


def imported(name: str) -> set[str]:
    """The names that a script imports."""
    nodes = ast.walk(ast.parse("\n".join(cell.code for cell in script(name).cells)))
    imports = [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
    return {alias.asname or alias.name for node in imports for alias in node.names}


def installed(info: str, language: str) -> list[str]:
    """The packages that the page's one fence of this kind with a line of pip installs."""
    [line] = [body for body in bodies("save", language, info) if body.startswith("pip install ")]
    return shlex.split(line)[2:]


def kilobytes(size: int) -> int:
    return round(size / KILOBYTE)


# Set-up


@pytest.mark.parametrize("language", LANGUAGES)
@claims(
    "save",
    vi="Bài này cần thêm vài gói, để xuất mạng sang định dạng khác và chạy mạng từ các tệp ấy:",
    en="This lesson needs a few more packages, to export the network to other formats and to run those files:",
)
@claims(
    "save",
    vi="Cần thêm hai gói:",
    en="It needs two more packages:",
)
def test_the_page_installs_what_its_script_and_programs_need_and_no_more(language: str) -> None:
    exporting, serving = installed("bash", language), installed("text", language)
    assert {"onnxruntime", "ai-edge-litert"} <= set(exporting)
    assert serving == ["fastapi", "uvicorn"]
    text = (ROOT / "examples/requirements-extra.in").read_text(encoding="utf-8")
    listed = [line for line in text.split() if re.fullmatch(r"[\w-]+", line)]
    needed = [name for name in listed if name in exporting + serving]
    # httpx is for the tests, which ask the service.
    assert [*exporting, *serving] == needed
    assert set(re.findall(r"^[\w-]+$", text, re.MULTILINE)) - set(needed) == {"httpx"}


@claims(
    "save",
    vi="Phần nhập thư viện có thêm json và zipfile, để xem trong tệp có gì, và onnxruntime cùng Interpreter, để "
    "chạy mạng từ vài tệp trong số đó.",
    en="New in the imports are json and zipfile, to look into the file, and onnxruntime and Interpreter, to run some "
    "of those formats.",
)
def test_the_new_imports_are_those_that_the_page_names() -> None:
    before = LESSONS[: LESSONS.index("save")]
    known = set().union(*(imported(name) for name in before if name in PROJECT.scripts))
    assert imported(SCRIPT) - known == {"json", "zipfile", "onnxruntime", "Interpreter"}
    assert "json.loads(" in code("inside")
    assert "zipfile.ZipFile(" in code("inside")
    assert "onnxruntime.InferenceSession(" in code("onnx")
    assert "Interpreter(" in code("litert")


@claims(
    "save",
    vi="Dữ liệu vẫn chia như ở bài về huấn luyện, nhưng các điểm ảnh (pixel) được để nguyên, từ 0 đến 255.",
    en="The data is split as in the lesson on training, but the pixels (điểm ảnh) stay as they are, from 0 to 255.",
)
@claims(
    "save",
    vi="Ảnh gốc của MNIST là những số nguyên từ 0 đến 255.",
    en="MNIST's original images are integers from 0 to 255.",
)
def test_the_data_is_split_as_before_and_not_divided_by_255() -> None:
    assert [shape[0] for shape in value("set-shapes")] == [TRAINING_IMAGES, VALIDATION_IMAGES, TEST_IMAGES]
    assert value("set-shapes") == recorded_value("train", "set-shapes")
    assert value("brightness") == [0, 255]
    assert 'images.astype("float32")\n' in code("data")
    assert 'images.astype("float32") / 255\n' in code("data", "train")
    assert re.findall(r" (u?int\d+)$", printed("shapes", "data"), re.MULTILINE)[0] == "uint8"


# The network


@claims(
    "save",
    vi="Việc chia cho 255 nằm trong mạng",
    en="The division by 255 is in the network",
)
@claims(
    "save",
    vi="Như ở bài trước, lớp (layer) đầu tiên của mạng là Rescaling, nên việc chuẩn hoá (normalization) đi cùng tệp. "
    "Lớp ấy không có tham số (parameter) nào, chỉ nhân mọi số với 1/255. Sau đó, Reshape thêm trục kênh (channel), "
    "nên ai dùng tệp chỉ cần đưa vào những ảnh 28×28, với điểm ảnh từ 0 đến 255:",
    en="As in the lesson before, the first layer (lớp) of the network is Rescaling, so the normalization (chuẩn hoá) "
    "goes with the file. It has no parameters (tham số); it just multiplies every number by 1/255. Then Reshape adds "
    "the axis of channels (kênh), so whoever uses the file just gives it images of 28×28, with pixels from 0 to 255:",
)
def test_rescaling_and_reshape_come_first_without_parameters() -> None:
    image, first, second, *_ = value("network")
    assert (image["class"], image["shapes"]) == ("InputLayer", [[28, 28]])
    assert (first["class"], first["parameters"]) == ("Rescaling", 0)
    assert (second["class"], second["parameters"], second["shapes"]) == ("Reshape", 0, [[28, 28, 1]])
    assert value("brightness") == [0, 255]
    assert "layers.Rescaling(1 / 255),\n" in code("build-model")


@claims(
    "save",
    vi="Mô hình (model) của bài giống mạng tích chập (convolutional network) của bài trước, thêm một lớp Reshape. Hạt "
    "giống ngẫu nhiên (random seed) cũng khác, nên độ chính xác (accuracy) khác đi một chút.",
    en="The model (mô hình) of this lesson is built like the convolutional network (mạng tích chập) of the lesson "
    "before, with one more layer, Reshape. The random seed (hạt giống ngẫu nhiên) is different, too, so the "
    "accuracy (độ chính xác) is slightly different.",
)
def test_the_network_is_that_of_the_lesson_before() -> None:
    assert LESSONS[LESSONS.index("save") - 1] == "your-own"
    here = code("build-model").replace("activation=activation", 'activation="relu"').replace("(units,", "(64,")
    layers, others = (re.findall(r"layers\.(.*),\n", text) for text in (here, code("network", "your-own")))
    assert "Reshape((28, 28, 1))" in layers
    assert [layer for layer in layers if not layer.startswith("Reshape")] == others
    assert "set_random_seed(42)" in code("imports")
    assert "for seed in [1, 2, 3]:\n    keras.utils.set_random_seed(seed)\n" in code("fit", "your-own")
    accuracies = [float(share) for share in re.findall(r"seed \d: (\S+)", printed("fit", "your-own"))]
    assert all(0 < abs(share - printed_accuracy("predictions")) < 0.01 for share in accuracies)


@claims(
    "save",
    vi="build_model nhận số nơ-ron (neuron) và hàm kích hoạt (activation function) làm đối số, vì ở dưới, chúng ta sẽ "
    "cố ý xây dựng sai.",
    en="build_model takes the number of neurons (nơ-ron) and the activation function (hàm kích hoạt) as arguments, "
    "because below we are going to build it wrongly on purpose.",
)
def test_build_model_takes_what_is_built_wrongly_later() -> None:
    assert 'def build_model(units=64, activation="relu"):\n' in code("build-model")
    assert "build_model(units=32)" in code("other-shapes")
    assert 'build_model(activation="tanh")' in code("other-activation")


@claims(
    "save",
    vi="Trong lúc huấn luyện, các ModelCheckpoint lưu mạng sau mỗi epoch; mục về học tiếp dùng đến những tệp ấy.",
    en="During training, the ModelCheckpoint callbacks save the network after each epoch; the section on going on "
    "uses those files.",
)
@claims(
    "save",
    vi="Trong lần huấn luyện ở trên, {epoch} trong tên tệp được thay bằng số của epoch, nên epoch nào cũng có "
    "checkpoint của nó: một tệp giữ cả mô hình, một tệp giữ trọng số mà không có các lớp.",
    en="In the training above, {epoch} in the file name is replaced by the number of the epoch, so there is a "
    "checkpoint of each epoch, once with the whole model and once with the weights without the layers.",
)
def test_each_epoch_has_a_checkpoint_of_the_model_and_one_of_its_weights() -> None:
    epochs = len(value("history")["loss"])
    assert value("checkpoints") == [
        f"epoch-{epoch}{ending}" for epoch in range(1, epochs + 1) for ending in (".keras", ".weights.h5")
    ]
    assert '"epoch-{epoch}.keras"' in code("fit")
    assert '"epoch-1.keras"' in code("go-on")
    assert '"epoch-1.weights.h5"' in code("without-state")


@claims(
    "save",
    vi="Ô sau giữ lại các xác suất (probability) mà mạng cho 6.000 ảnh của tập kiểm định (validation set). Mọi bản "
    "sao, mọi định dạng trong bài đều được so với chúng. Câu trả lời của mạng là chữ số có xác suất lớn nhất.",
    en="The next cell keeps the probabilities (xác suất) that the network gives for the 6,000 images of the "
    "validation set (tập kiểm định). Every copy and every format in this lesson is compared with them. The network's "
    "answer is the digit with the largest probability.",
)
def test_each_copy_and_format_is_compared_with_the_probabilities_for_the_validation_set() -> None:
    assert "predictions = model.predict(X_val, " in code("predictions")
    assert "answers = predictions.argmax(axis=1)\n" in code("predictions")
    assert value("set-shapes")[1][0] == VALIDATION_IMAGES
    assert "outputs - predictions)" in code("onnx")
    assert "answers != predictions.argmax(axis=1))" in code("rounded")
    for cell in ("load", "weights"):
        assert "print(np.array_equal(again, predictions))" in code(cell)
    for cell in ("onnx", "saved-model", "litert"):
        assert "print_difference(" in code(cell)
    for cell in ("rounded", "quantize"):
        assert "print_changes(" in code(cell)


# The file


@claims(
    "save",
    vi="True ở đây chặt hơn ở bài về huấn luyện: np.array_equal không bỏ qua sai khác nào, dù nhỏ đến đâu. Mạng nạp "
    "lại cho đúng những số cũ, ở cả 6.000 ảnh.",
    en="This True is stricter than the one in the lesson on training: np.array_equal ignores no difference, however "
    "small. The loaded network gives exactly the same numbers, for all 6,000 images.",
)
def test_the_loaded_network_gives_exactly_the_same_numbers() -> None:
    assert printed("load") == "True"
    assert "np.array_equal(again, predictions)" in code("load")
    assert "loaded.predict(X_val, " in code("load")
    assert "np.allclose(" in code("load", "train")
    assert not np.array_equal([0.1 + 0.2], [0.3])


@claims(
    "save",
    vi="Tệp này có vẻ lớn. Mạng có 27.562 tham số, mỗi tham số là một số thực (float) 4 byte:",
    en="The file looks large. The network has 27,562 parameters, and each is a float (số thực) of 4 bytes:",
)
@claims(
    "save",
    vi="Riêng trọng số của mạng, với 27.562 tham số, chiếm bao nhiêu byte? … | Mỗi tham số 4 byte. Tệp thì lớn gấp "
    "hơn 3 lần số ấy. … | Đó là số tham số. Mỗi tham số là một số thực 4 byte. … | Đó gần bằng cỡ của cả tệp. Trong "
    "tệp còn có gì khác ngoài trọng số?",
    en="How many bytes do the weights alone take, with 27,562 parameters? … | Each parameter takes 4 bytes. The file "
    "is more than 3 times as large. … | That is the number of parameters. Each is a float of 4 bytes. … | That is "
    "nearly the size of the whole file. What else is in it besides the weights?",
)
@claims(
    "save",
    vi="Phần lớn chỗ còn lại là của bộ tối ưu. Với mỗi tham số, Adam giữ thêm hai con số để chọn bước đi, nên tệp "
    "phải chứa gấp ba.",
    en="Most of the rest belongs to the optimizer. For each parameter, Adam keeps two more numbers to choose its "
    "steps, so the file has to hold three times as many.",
)
def test_the_file_holds_three_numbers_of_4_bytes_for_each_parameter() -> None:
    parameters = value("weights")
    assert parameters == 27_562 == sum(layer["parameters"] for layer in value("network"))
    assert np.dtype("float32").itemsize == 4
    assert value("optimizer-numbers") == 2 * parameters
    size = printed_size("size")
    assert size == value("sizes")[0] > 3 * (4 * parameters)
    assert 0.85 < 12 * parameters / size < 1
    assert 4 * value("optimizer-numbers") > (size - 4 * parameters) / 2
    asked = [value(f"weights-in-bytes-{name}") for name in ("bytes", "one-byte", "with-state")]
    assert asked == [4 * parameters, parameters, 12 * parameters]


@claims(
    "save",
    vi="Tệp nhẹ đi còn chưa tới một nửa mà câu trả lời vẫn thế.",
    en="The file is less than half as large, and the answers are the same.",
)
def test_without_the_optimizer_the_file_is_less_than_half_as_large() -> None:
    full, light = value("sizes")
    assert printed_size("light") == light < full / 2
    assert '"digit.keras", compile=False\n' in code("light")


# Weights alone


@claims(
    "save",
    vi="Nếu lớp Dense thứ nhất chỉ có 32 nơ-ron thì sao?",
    en="What if the first Dense layer has only 32 neurons?",
)
@claims(
    "save",
    vi="Kích thước (shape) không khớp thì Keras từ chối.",
    en="If a shape (kích thước) doesn't match, Keras refuses.",
)
def test_weights_of_64_neurons_are_refused_by_a_layer_of_32() -> None:
    assert "units=32" in code("other-shapes")
    assert printed("other-shapes").endswith("variable.shape=(400, 32), Received: value.shape=(400, 64).")


@claims(
    "save",
    vi="Bây giờ, chỉ đổi hàm kích hoạt, từ ReLU sang tanh:",
    en="Now change nothing but the activation function, from ReLU to tanh:",
)
@claims(
    "save",
    vi="Không có lỗi nào, chỉ có câu trả lời sai.",
    en="No error, just wrong answers.",
)
@claims(
    "save",
    vi="Mạng đọc chữ số tốt như mạng của họ | Chưa chắc: với tanh thay cho ReLU, cũng không có lỗi nào mà độ chính "
    "xác thấp hơn hẳn.",
    en="The network reads digits as well as theirs | Not necessarily: with tanh in place of ReLU there is no error "
    "either, and the accuracy is far lower.",
)
def test_with_tanh_there_is_no_error_and_the_accuracy_is_far_lower() -> None:
    assert re.fullmatch(r"0\.\d{4}", printed("other-activation"))
    assert printed_accuracy("other-activation") < printed_accuracy("predictions") - 0.1


@claims(
    "save",
    vi="Quên lớp ấy, độ chính xác của mạng này vẫn là 0,9817, nên chẳng ai để ý. Nhưng xác suất của câu trả lời khi "
    "ấy trung bình là 0,99997: mạng gần như lúc nào cũng chắc chắn, kể cả khi sai, và xác suất không còn nói lên điều "
    "gì.",
    en="Without that layer, this network's accuracy is still 0.9817, so nobody notices. But the probability of its "
    "answer is then 0.99997 on average: it is nearly always certain, even when it is wrong, and the probability no "
    "longer tells you anything.",
)
def test_without_rescaling_the_accuracy_stays_and_the_network_is_always_certain() -> None:
    accuracy, certainty, _ = value("unscaled")
    assert f"{accuracy:.4f}" == "0.9817"
    assert f"{certainty:.5f}" == "0.99997"
    assert accuracy > printed_accuracy("predictions") - 0.01
    # Were the probability 1 wherever it is right, this would be the mean where it is wrong; so that is no lower.
    assert (certainty - accuracy) / (1 - accuracy) > 0.99


# Going on


@claims(
    "save",
    vi="Giả sử máy đã tắt sau epoch đầu tiên. go_on học tiếp epoch thứ hai: initial_epoch=1 nói rằng một epoch đã "
    "xong. epochs=2 là số của epoch cuối cùng, chứ không phải số epoch còn phải học.",
    en="Suppose the machine crashed after the first epoch. go_on goes on with the second: initial_epoch=1 says that "
    "one epoch is done. epochs=2 is the number of the last epoch, and not how many are left to do.",
)
@claims(
    "save",
    vi="Bộ tối ưu nhớ rằng nó đã đi 844 bước, tức là đúng một epoch, và Keras tiếp tục đánh số. Cẩn thận: tên tệp đếm "
    "từ 1, còn history.epoch đếm từ 0, nên epoch thứ hai ở đây mang số 1.",
    en="The optimizer remembers that it has taken 844 steps, which is just one epoch, and Keras goes on counting. "
    "Careful: the file names count from 1, history.epoch from 0, so the second epoch has the number 1 here.",
)
def test_the_second_epoch_goes_on_from_step_844() -> None:
    assert "initial_epoch=1,\n" in code("go-on")
    assert "epochs=2,\n" in code("go-on")
    steps, epochs, _ = printed("go-on").splitlines()
    assert steps == f"steps so far: {844}"
    assert epochs == "epochs: [1]"
    assert 'epochs:", history.epoch' in code("go-on")
    assert value("checkpoints")[0].startswith("epoch-1.")
    for cell in ("fit", "go-on"):
        assert "batch_size=64,\n" in code(cell)
    assert ceil(TRAINING_IMAGES / 64) == 844
    assert "844/844 " in printed("fit")


@claims(
    "save",
    vi="Hãy học tiếp cùng epoch ấy, nhưng từ tệp trọng số, nạp vào một mạng chưa có bộ tối ưu. Thứ tự các ảnh vẫn "
    "thế, nhờ set_random_seed trong go_on:",
    en="Do the same epoch again, but from the file of weights, loaded into a network that has no optimizer yet. The "
    "images come in the same order, thanks to set_random_seed in go_on:",
)
@claims(
    "save",
    vi="Khi bộ tối ưu đã quên hết, giá trị mất mát (loss) của epoch thứ hai cao hơn, thấp hơn hay vẫn thế?",
    en="Once the optimizer has forgotten everything, is the loss (giá trị mất mát) of the second epoch higher, lower "
    "or the same?",
)
@claims(
    "save",
    vi="Ở đây, cao hơn một chút: bộ tối ưu bắt đầu lại từ bước 0, khi chưa biết gì về các gradient. Cái giá ấy nhỏ,",
    en="Here, a little higher: the optimizer begins again at step 0, when it knows nothing of the gradients yet. That "
    "price is small,",
)
def test_without_the_optimizer_s_state_the_loss_is_a_little_higher() -> None:
    assert "keras.utils.set_random_seed(1)\n" in code("go-on")
    load, compiled = (code("without-state").index(call) for call in ("load_weights(", "compile_model("))
    assert load < compiled
    steps, epochs, _ = printed("without-state").splitlines()
    assert (steps, epochs) == ("steps so far: 0", "epochs: [1]")
    resumed, forgetful = value("losses")
    assert resumed < forgetful < 1.1 * resumed


@claims(
    "save",
    vi="Trong go_on, hãy đổi epochs=2 thành epochs=3, và [0] thành [-1] để in giá trị mất mát của epoch cuối. Chạy "
    "lại ô có go_on, rồi ô có forgetful: hai giá trị còn chênh nhau bao nhiêu?",
    en="In go_on, change epochs=2 to epochs=3, and [0] to [-1] to print the loss of the last epoch. Run the cell with "
    "go_on again, then the one with forgetful: how far apart are the two losses?",
)
def test_go_on_prints_the_loss_of_its_first_epoch() -> None:
    assert "history.history['loss'][0]" in code("go-on")
    assert [cell.name for cell in script(SCRIPT).cells if "go_on(" in cell.code] == ["go-on", "without-state"]


# The programs


@claims(
    "save",
    vi="Mạng được nạp một lần, cho mọi ảnh.",
    en="The network is loaded once, for all pictures.",
)
@claims(
    "save",
    vi="Hàm này cũng gọi thẳng mạng thay cho predict, vì với một ảnh thì như vậy nhanh hơn, như bạn sẽ đo ở dưới.",
    en="And it calls the network directly in place of predict, because for a single image that is faster, as you will "
    "measure below.",
)
def test_the_programs_load_the_network_once_and_the_service_calls_it_directly() -> None:
    assert program("read_digit.py").count("load_model(") == program("service.py").count("load_model(") == 1
    assert "    model = keras.models.load_model(" in program("read_digit.py")
    assert "\nmodel = keras.models.load_model(" in program("service.py")
    assert "model.predict(image[None], " in program("read_digit.py")
    assert "model(image[None])\n" in program("service.py")
    assert milliseconds()["model(image)"] < milliseconds()["model.predict(image)"]


@claims(
    "save",
    vi='@app.post("/digit") nói rằng hàm bên dưới trả lời những yêu cầu POST gửi đến /digit.',
    en='@app.post("/digit") says that the function below it answers the POST requests that are sent to /digit.',
)
@claims(
    "save",
    vi="nên Semaphore(4) cho nhiều nhất 4 ảnh được đọc cùng lúc.",
    en="so Semaphore(4) lets at most 4 pictures be read at once.",
)
@claims(
    "save",
    vi="| hơn 20 MB | 413 | quá giới hạn |",
    en="| more than 20 MB | 413 | it is over the limit |",
)
def test_the_service_s_code_has_the_limits_of_the_page() -> None:
    text = program("service.py")
    assert '\n@app.post("/digit")\nasync def answer(' in text
    assert "\nat_once = asyncio.Semaphore(4)\n" in text
    assert "\nMOST_BYTES = 20_000_000\n" in text
    assert '413, "more than 20 MB; ' in text


@pytest.mark.parametrize("language", LANGUAGES)
@claims(
    "save",
    vi="Rồi chạy dịch vụ, và để nguyên cửa sổ ấy; Ctrl+C dừng nó:",
    en="Then start the service and leave that window open; Ctrl+C stops it:",
)
@claims(
    "save",
    vi="Mở một cửa sổ khác ở cùng thư mục, rồi gửi ảnh:",
    en="Open another window in the same folder, and send the photo:",
)
@claims(
    "save",
    vi="Dịch vụ trả lời bằng JSON, một dạng văn bản trông như từ điển (dictionary) của Python, chẳng hạn như sau, với "
    "xác suất ở chỗ dấu …:",
    en="The service answers in JSON, text that looks like a Python dictionary (từ điển), such as this, with the "
    "probability in place of …:",
)
def test_the_page_shows_the_line_that_the_service_tells_and_what_it_answers(language: str) -> None:
    start, ask, answer = bodies("save", language)[-3:]
    assert start == "uvicorn service:app"
    assert "\napp = FastAPI()\n" in program("service.py")
    assert f'\nHOW = "{ask}"\n' in program("service.py")
    assert list(json.loads(answer.replace("…", "1"))) == re.findall(
        r'^ +"(\w+)": ', program("service.py"), re.MULTILINE
    )


@claims(
    "save",
    vi="Địa chỉ 127.0.0.1 là máy của chính bạn, nên chưa máy nào khác gọi được.",
    en="The address 127.0.0.1 is your own machine, so no other machine can call it yet.",
)
def test_uvicorn_listens_on_the_machine_s_own_address_alone() -> None:
    need("uvicorn")
    import uvicorn

    settings = uvicorn.Config("service:app")
    assert f"http://{settings.host}:{settings.port}/digit" in program("service.py")
    assert ip_address(settings.host).is_loopback


# Export


@claims(
    "save",
    vi="Lệch chừng một phần triệu, và không câu trả lời nào trong 6.000 câu đổi. Tệp có cỡ gần bằng trọng số: không "
    "còn gì của bộ tối ưu. Trong tệp chỉ có những phép tính để trả lời, nên mạng ấy không học tiếp được.",
    en="By about a millionth, and not one of the 6,000 answers has changed. The file is about as large as the "
    "weights: nothing of the optimizer is left. It holds only what it takes to answer, so the network in it can't "
    "go on learning.",
)
def test_onnx_changes_a_probability_by_a_millionth_and_no_answer() -> None:
    assert 0.0000005 < value("onnx-difference") < 0.000002
    assert f"{value('onnx-difference'):.7f}" == f"{printed_difference('onnx'):.7f}"
    assert value("onnx-changes") == 0
    assert printed_size("onnx") == value("onnx-size")
    assert 1 < value("onnx-size") / (4 * value("weights")) < 1.1


@claims(
    "save",
    vi="Với riêng một ảnh, ONNX Runtime nhanh hơn Keras nhiều:",
    en="For a single image, it is much faster:",
)
@claims(
    "save",
    vi="Máy bạn sẽ cho số khác. Điều đáng nhớ là cách nào nhanh hơn cách nào.",
    en="Your machine will give other numbers. What is worth remembering is which is faster than which.",
)
def test_onnx_runtime_is_the_fastest_and_predict_the_slowest_for_one_image() -> None:
    by_predict, by_call, by_onnx = (
        milliseconds()[name] for name in ("model.predict(image)", "model(image)", "ONNX Runtime")
    )
    assert by_predict > by_call > 10 * by_onnx
    assert "run(X_val[:1])" in code("speed")


# Bits


@claims(
    "save",
    vi="trong tệp được tải, mỗi trọng số chỉ là một số nguyên 8 bit, từ −127 đến 127.",
    en="in the file, each weight is just an integer of 8 bits, from −127 to 127.",
)
@claims(
    "save",
    vi="Cách làm chỉ có vài dòng: mỗi bộ lọc (filter), hay mỗi nơ-ron, có một hệ số riêng. Hệ số ấy được chọn sao cho "
    "trọng số có trị tuyệt đối lớn nhất thành 127 hoặc −127.",
    en="It takes only a few lines: each filter (bộ lọc), or each neuron, has a scale of its own. The scale is "
    "chosen so that the weight with the largest absolute value becomes 127 or −127.",
)
def test_each_filter_s_largest_weight_becomes_the_largest_integer_which_has_8_bits() -> None:
    assert LARGEST == 127 == 2**7 - 1
    kernel = random_kernel()
    integers, scale = quantized(kernel, bits=8)
    assert scale.shape == (8,)
    assert len(set(scale)) == 8
    assert (abs(integers).max(axis=(0, 1, 2)) == LARGEST).all()
    assert np.array_equal(integers, integers.astype("int8"))
    rows, columns = np.array([[2.0, 1], [-4, 0.5]]), [[64, 127], [-127, 64]]
    assert np.array_equal(quantized(rows, bits=8)[0], columns)


@claims(
    "save",
    vi="Bảng đầu là các trọng số của một bộ lọc, bảng giữa là những số nguyên thay cho chúng, bảng cuối là những số "
    "khôi phục được. Bảng cuối lệch so với bảng đầu nhiều nhất nửa hệ số.",
    en="The first table has the weights of one filter, the middle one the integers that stand for them, the last the "
    "numbers that come back. The last differs from the first by half the scale at most.",
)
def test_the_numbers_that_come_back_differ_by_half_the_scale_at_most() -> None:
    weights, integers, restored = tables()
    # The first layer has one kernel for each filter: this is all of it.
    assert value("network")[3]["parameters"] == 8 * (weights.size + 1)
    assert np.array_equal(integers, integers.round())
    assert abs(integers).max() == LARGEST
    scale = abs(weights).max() / LARGEST
    # The tables have four decimals.
    assert restored == pytest.approx(integers * scale, abs=0.0001)
    assert abs(restored - weights).max() <= scale / 2 + 0.0001
    exactly = random_kernel()
    rounded_integers, scales = quantized(exactly, bits=8)
    assert (abs(rounded_integers * scales - exactly) <= scales / 2 * 1.000001).all()


@claims(
    "save",
    vi="Từ 8 bit xuống 2 bit, đến mức nào thì mạng hỏng?",
    en="From 8 bits down to 2 bits, where does the network break?",
)
@claims(
    "save",
    vi="Với 8 bit, chỉ 3 trong 6.000 câu trả lời đổi, và tình cờ độ chính xác còn nhích lên: một câu trả lời đổi có "
    "thể từ sai thành đúng. Với 4 bit, đổi 43 câu. Với 3 bit, mỗi trọng số chỉ còn là một trong bảy số mà mạng vẫn "
    "đọc đúng hơn 97%. Với 2 bit, chỉ còn −1, 0 và 1, và mạng hỏng.",
    en="With 8 bits, only 3 of 6,000 answers change, and by chance the accuracy even rises a little: an answer that "
    "changes may turn from wrong to right. With 4 bits, 43 change. With 3 bits, each weight is one of just seven "
    "numbers, and the network still reads over 97% correctly. With 2 bits, only −1, 0 and 1 are left, and the network "
    "breaks.",
)
def test_the_network_bears_8_4_and_3_bits_and_breaks_with_2() -> None:
    assert list(rounded()) == [8, 6, 4, 3, 2]
    changed = {bits: changes for bits, (_, changes) in rounded().items()}
    accuracies = {bits: share for bits, (share, _) in rounded().items()}
    assert (changed[8], changed[4]) == (3, 43)
    assert 0 < accuracies[8] - printed_accuracy("predictions") < 0.001
    assert 0.97 < accuracies[3] < 0.98
    assert accuracies[2] < 0.5
    assert changed[2] > VALIDATION_IMAGES / 2
    # What there is beside the scale, in a layer with weights of all sizes.
    assert set(quantized(random_kernel(), bits=3)[0].flatten()) == {-3, -2, -1, 0, 1, 2, 3}
    assert set(quantized(random_kernel(), bits=2)[0].flatten()) == {-1, 0, 1}


@claims(
    "save",
    vi="Nhưng đừng chỉ nhìn độ chính xác. Những mạng cùng độ chính xác có thể sai ở những ảnh khác nhau, nên ô trên "
    "in cả số câu trả lời đã đổi.",
    en="But don't look at the accuracy alone. Networks of the same accuracy may be wrong about different images, so "
    "the cell also prints the number of answers that have changed.",
)
def test_the_answers_that_change_are_more_than_the_accuracy_tells() -> None:
    accuracy, changed = rounded()[4]
    assert changed > 2 * VALIDATION_IMAGES * abs(accuracy - printed_accuracy("predictions"))


@claims(
    "save",
    vi="Trong vòng lặp, hãy thêm 5 bit vào danh sách. Số câu trả lời đổi phải nằm giữa những số bên cạnh.",
    en="In the loop, add 5 bits to the list. The number of changed answers should lie between those of its neighbours.",
)
def test_5_bits_lie_between_6_and_4() -> None:
    assert "for bits in [8, 6, 4, 3, 2]:\n" in code("rounded")
    assert rounded()[6][1] < value("five-bits") < rounded()[4][1]


@claims(
    "save",
    vi="Tệp chỉ còn chừng một nửa so với light.keras.",
    en="The file is about half as large as light.keras.",
)
def test_with_dense_layers_in_int8_the_file_is_about_half_as_large() -> None:
    assert printed_size("quantize") == value("int8-size")
    assert value("int8-size") / value("sizes")[1] == pytest.approx(0.5, abs=0.1)


# All formats


@claims(
    "save",
    vi="| .keras | 373 kB | 0 | 10 ms |",
    en="| .keras | 373 kB | 0 | 10 ms |",
)
@claims(
    "save",
    vi="| .weights.h5, cả bộ tối ưu | 366 kB | 0 | 10 ms |",
    en="| .weights.h5 with the optimizer | 366 kB | 0 | 10 ms |",
)
@claims(
    "save",
    vi="| .keras, không có bộ tối ưu | 144 kB | 0 | 10 ms |",
    en="| .keras without the optimizer | 144 kB | 0 | 10 ms |",
)
@claims(
    "save",
    vi="| ONNX | 114 kB | 0,000001 | 0,05 ms |",
    en="| ONNX | 114 kB | 0.000001 | 0.05 ms |",
)
@claims(
    "save",
    vi="| SavedModel | 285 kB | 0 | 2 ms |",
    en="| SavedModel | 285 kB | 0 | 2 ms |",
)
@claims(
    "save",
    vi="| LiteRT | 116 kB | 0,000001 | 0,03 ms |",
    en="| LiteRT | 116 kB | 0.000001 | 0.03 ms |",
)
@claims(
    "save",
    vi="| .keras, Dense 8 bit | 67 kB | – | – | tệp phải nhỏ, và 3 câu trả lời đổi trong 6.000 là chấp nhận được |",
    en="| .keras, Dense in 8 bits | 67 kB | – | – | the file has to be small, and 3 changed answers in 6,000 are all "
    "right |",
)
@claims(
    "save",
    vi="Mọi số là của mạng này. Thời gian được đo trên một máy khi làm trang này, ở những dòng của Keras bằng "
    "model(image);",
    en="All numbers are of this network. The times were measured on one machine when this page was made, in Keras's "
    "rows by model(image);",
)
def test_the_table_has_the_recorded_sizes_differences_and_times() -> None:
    full, light = value("sizes")
    sizes = [full, value("weights-size"), light, value("onnx-size"), printed_size("litert"), value("int8-size")]
    assert [kilobytes(size) for size in sizes] == [373, 366, 144, 114, 116, 67]
    assert kilobytes(printed_size("saved-model")) == pytest.approx(285, abs=3)
    assert printed("load") == printed("weights") == "True"
    assert printed_difference("saved-model") == value("saved-model-difference") == 0
    for difference in (value("onnx-difference"), value("litert-difference")):
        assert f"{difference:.6f}" == "0.000001"
    for stated, measured in (
        (10, milliseconds()["model(image)"]),
        (0.05, milliseconds()["ONNX Runtime"]),
        (2, value("saved-model-ms")),
        (0.03, value("litert-ms")),
    ):
        assert 1 / AS_FAST < stated / measured < AS_FAST
    assert re.search(r", 3 answers changed$", printed("quantize"))
    assert value("set-shapes")[1][0] == VALIDATION_IMAGES


# Strangers


@claims(
    "save",
    vi="Mạng dưới đây làm một việc có vẻ vô hại, chia cho 255, nhưng trước đó in ra một câu. print trả về None, nên "
    "or lấy vế sau:",
    en="The network below does something that looks harmless, dividing by 255, but first it prints a sentence. print "
    "returns None, so or takes what comes after it:",
)
@claims(
    "save",
    vi="Câu ấy hiện ra ngay khi xây dựng mạng,",
    en="The sentence appears as soon as the network is built,",
)
@claims(
    "save",
    vi="load_model từ chối, vì safe_mode mặc định là bật. Thông báo còn chỉ cách tắt nó.",
    en="load_model refuses, because safe_mode is on by default. The message even says how to turn it off.",
)
@claims(
    "save",
    vi="Có, ngay khi nạp, vì Keras lại gọi lớp ấy một lần. Ở đây nó chỉ in một câu.",
    en="It does, right when you load, because Keras calls the layer again. Here, it just prints a sentence.",
)
def test_the_stranger_s_code_is_recorded_to_run_when_built_and_when_loaded_without_safe_mode() -> None:
    assert "or images / 255\n" in code("stranger")
    sentence = "a stranger's code runs"
    assert printed("stranger") == printed("unsafe") == sentence
    assert f'print("{sentence}")' in code("stranger")
    assert "safe_mode" not in code("refused")
    assert sentence not in printed("refused")
    assert "you can override this error by passing `safe_mode=False`" in printed("refused")
    # The cell only loads.
    assert code("unsafe").strip() == 'keras.models.load_model("stranger.keras", safe_mode=False)'


# The test set


@claims(
    "save",
    vi="Mọi phép so ở trên dùng tập kiểm định. Bây giờ, tệp mà bạn giữ lại gặp tập kiểm tra (test set), một lần:",
    en="All comparisons above used the validation set. Now the file that you keep meets the test set (tập kiểm tra), "
    "once:",
)
@claims(
    "save",
    vi="Trên tập kiểm định, độ chính xác của mạng là 0,9812.",
    en="On the validation set, the network's accuracy is 0.9812.",
)
@claims(
    "save",
    vi="Gần như vậy. Nó nhỉnh hơn một chút, vì hai tập có những ảnh khác nhau.",
    en="About the same. It is slightly higher, because the two sets have different images.",
)
def test_the_saved_network_reads_the_test_set_slightly_better() -> None:
    assert printed("predictions") == "val_accuracy: 0.9812"
    assert 0 < printed_accuracy("evaluate") - printed_accuracy("predictions") < 0.005
    assert [cell.name for cell in script(SCRIPT).cells if "X_test" in cell.code] == ["data", "evaluate"]
    assert 'load_model("digit.keras")' in code("evaluate")


# The exercises


@claims(
    "save",
    vi="Mạng mới phải nhận những ảnh đã chia cho 255. Khi ấy, xác suất giống nhau, nếu không kể những sai khác do làm "
    "tròn.",
    en="The new network has to be given images that are already divided by 255. Then the probabilities are the same, "
    "but for differences in rounding.",
)
def test_the_network_without_rescaling_gives_the_same_for_images_divided_by_255() -> None:
    assert "bare.predict(X_val / 255, " in code("bare", SOLUTIONS)
    assert "bare = build_model()\n" in code("bare", SOLUTIONS)
    assert value("bare-difference", SOLUTIONS) < 0.00001
    assert value("layers-of-the-solution", SOLUTIONS)[0] == "Rescaling"


@claims(
    "save",
    vi="Độ chính xác trên những ảnh đã đảo đúng bằng độ chính xác trên ảnh gốc. Keras ghi phép trừ vào tệp bằng tên, "
    "như một phép tính của keras.ops,",
    en="The accuracy on the inverted images is just that on the original ones. Keras writes the subtraction to the "
    "file by its name, as an operation of keras.ops,",
)
def test_the_inverting_network_reads_inverted_images_as_well() -> None:
    assert "model(255 - image)" in code("inverting", SOLUTIONS)
    assert "inverting.predict(255 - X_val, " in code("inverting", SOLUTIONS)
    assert printed_accuracy("inverting", SOLUTIONS) == printed_accuracy("fit", SOLUTIONS)
    assert value("operations", SOLUTIONS) == ["InputLayer", "Subtract", "Sequential"]
    assert "Lambda" not in code("inverting", SOLUTIONS)
    assert "safe_mode" not in code("inverting", SOLUTIONS)


@claims(
    "save",
    vi="Hãy làm tròn xuống 3 bit với một hệ số duy nhất cho cả lớp.",
    en="Round to 3 bits with a single scale for a whole layer.",
)
@claims(
    "save",
    vi="Với 3 bit, số nguyên lớn nhất là 3. Trong hàm quantized của bài, chỗ nào làm cho mỗi bộ lọc có một hệ số "
    "riêng?",
    en="With 3 bits, the largest integer is 3. In the lesson's function quantized, what is it that gives each filter "
    "a scale of its own?",
)
@claims(
    "save",
    vi="Kém hơn so với hệ số riêng, vốn vẫn cho hơn 97%. Chỉ một trọng số lớn ở một bộ lọc cũng làm hệ số chung lớn "
    "lên, nên những bộ lọc khác bị làm tròn thô hơn.",
    en="It is worse than with scales of their own, which still gave over 97%. A single large weight in one filter "
    "makes the scale of all of them larger, so the other filters are rounded more coarsely.",
)
def test_one_scale_for_a_layer_is_worse_as_a_large_weight_coarsens_all_filters() -> None:
    assert ".max(axis=axes)" in code("quantized")
    assert quantized(random_kernel(), bits=3)[0].max() == 2**2 - 1 == 3
    assert "scale = abs(kernel).max() / 3\n" in code("one-scale", SOLUTIONS)
    coarse = printed_accuracy("one-scale", SOLUTIONS)
    assert coarse == pytest.approx(value("coarse-accuracy", SOLUTIONS), abs=0.0001)
    assert coarse < rounded()[3][0] - 0.01
    assert rounded()[3][0] > 0.97
    kernel = random_kernel()
    kernel[0, 0, 0, 0] = 20 * abs(kernel).max()
    _, scales = quantized(kernel, bits=3)
    assert (abs(kernel).max() / 3 > 10 * scales[1:]).all()


@claims(
    "save",
    vi="Huấn luyện một mạng hai epoch liền. Với một mạng giống hệt như thế, huấn luyện một epoch, lưu, nạp lại, rồi "
    "cho học tiếp epoch thứ hai. Với cùng thứ tự các ảnh, trọng số của hai mạng chênh nhau nhiều nhất bao nhiêu?",
    en="Train a network for two epochs in a row. Train an identical one for one epoch, save it, load it, and go on "
    "with the second epoch. With the images in the same order, how far apart are the weights of the two networks at "
    "most?",
)
@claims(
    "save",
    vi="Hai mạng phải bắt đầu từ cùng trọng số, và gặp các ảnh theo cùng thứ tự: shuffle=False lo việc thứ hai. Để "
    "nhanh hơn, hãy bắt đầu từ mạng đã học xong, và chỉ học một phần các ảnh.",
    en="Both networks have to begin with the same weights, and to meet the images in the same order: shuffle=False "
    "sees to the order. To be quicker, begin with the network that has been trained, and use only some of the images.",
)
@claims(
    "save",
    vi="Tệp .keras giữ mọi thứ cần để học tiếp như chưa hề dừng: trọng số, số bước, và những con số của Adam.",
    en="A .keras file keeps all that is needed to go on as if it had never stopped: the weights, the number of steps, "
    "and Adam's numbers.",
)
def test_the_network_that_stopped_ends_with_the_same_weights() -> None:
    text = code("go-on", SOLUTIONS)
    assert "shuffle=False,\n" in text
    (images,) = re.findall(r" X\[:(\d+)\],\n", text)
    assert "train(straight, 0, 2)\n" in text
    assert "train(paused, 0, 1)\n" in text
    assert "train(resumed, 1, 2)\n" in text
    for name in ("straight", "paused"):
        assert f"{name}.set_weights(model.get_weights())\n" in text
    assert value("gap", SOLUTIONS) == 0
    steps, _ = printed("go-on", SOLUTIONS).splitlines()
    assert steps == f"steps: {2 * ceil(int(images) / 64)}"
