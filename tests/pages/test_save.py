"""What the page `save` says of Keras, of the formats and of its programs; `test_save_record.py` tests the records."""

import asyncio
import base64
import contextlib
import importlib.util
import io
import json
import marshal
import re
import threading
import zipfile
from collections.abc import AsyncIterator, MutableMapping
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from examples.runner.giving import find_given, given
from examples.runner.quiet import import_keras
from examples.runner.replacing import replaced
from tests.support.claims import claims
from tests.support.digits import DIGITS
from tests.support.extras import need
from tests.support.interpreters import run_python
from tests.support.programs import PROJECT, ROOT, run_of, script
from tests.support.reading import LANGUAGES, bodies, page, recorded, section

pytestmark = pytest.mark.keras

# The weights of the lesson's network, and how many numbers its optimizer keeps besides two for each.
PARAMETERS, OF_THE_OPTIMIZER = 27_562, 2
# Seconds for others to begin, on a busy machine.
PATIENCE = 60
# JAX compiles quickly what runs once.
CHEAPLY = {"JAX_DISABLE_MOST_OPTIMIZATIONS": "1", "OMP_NUM_THREADS": "1"}


def lesson(name: str) -> Any:  # noqa: ANN401
    """What the lesson's script calls by that name, at its end."""
    return run_of("save").names[name]


def images() -> NDArray[np.float32]:
    """The validation set, from 0 to 255, as the network takes it."""
    found: NDArray[np.float32] = lesson("X_val")
    return found


def outputs(model: Any, given_images: Any = None) -> NDArray[np.float32]:  # noqa: ANN401
    """What a network gives for images."""
    given_images = images() if given_images is None else given_images
    return np.asarray(import_keras().ops.convert_to_numpy(model(given_images)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the lesson's network: the whole of it, without its optimizer, and its weights."""
    path = tmp_path_factory.mktemp("saved")
    keras = import_keras()
    lesson("model").save(path / "digit.keras")
    lesson("model").save_weights(path / "digit.weights.h5")
    keras.models.load_model(path / "digit.keras", compile=False).save(path / "light.keras")
    return path


def arrays_in(content: bytes) -> dict[str, NDArray[Any]]:
    """The arrays of an HDF5 file, by their paths in it."""
    import h5py  # type: ignore[import-untyped]

    found: dict[str, NDArray[Any]] = {}
    with h5py.File(io.BytesIO(content)) as file:
        file.visititems(lambda path, entry: found.update({path: entry[()]} if isinstance(entry, h5py.Dataset) else {}))
    return found


def weights_in(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays in a `.keras` file."""
    return arrays_in(read_entry(path, "model.weights.h5"))


def read_entry(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def count(arrays: dict[str, NDArray[Any]]) -> int:
    return sum(array.size for array in arrays.values())


def classes(model: Any) -> list[str]:  # noqa: ANN401
    return [type(layer).__name__ for layer in model.layers]


def tiny_network() -> Any:  # noqa: ANN401
    """A network of four parameters that always begins with the same weights."""
    keras = import_keras()
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, kernel_initializer="ones")])


def compile_tiny(model: Any) -> None:  # noqa: ANN401
    model.compile(loss="mse", optimizer=import_keras().optimizers.Adam(0.1))


def rewritten(path: Path, target: Path, old: str, new: str) -> Path:
    """Write a copy of a `.keras` file in which `config.json` says something else."""
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(target, "w") as changed:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "config.json":
                assert content.count(old.encode()) >= 1
                content = content.replace(old.encode(), new.encode())
            changed.writestr(name, content)
    return target


# The network


@claims(
    "save",
    vi="Mạng đọc sai những ảnh nào? Hãy thêm một ô với dòng print(np.flatnonzero(predictions.argmax(axis=1) != "
    "labels[-tenth:])), in ra vị trí của chúng trong tập kiểm định.",
    en="Which images does the network get wrong? Add a cell with the line "
    "print(np.flatnonzero(predictions.argmax(axis=1) != labels[-tenth:])), which prints their places in the "
    "validation set.",
)
def test_the_line_to_try_gives_the_places_of_the_images_that_are_read_wrong() -> None:
    expression = "np.flatnonzero(predictions.argmax(axis=1) != labels[-tenth:])"
    assert all(f"`print({expression})`" in page("save", language).text for language in LANGUAGES)
    places = eval(expression, dict(run_of("save").names))
    assert len(places) == run_of("save").values["wrong"] > 0
    assert all(lesson("predictions")[place].argmax() != DIGITS.val_labels[place] for place in places)


# The file


@claims(
    "save",
    vi="Lớp ấy không có tham số (parameter) nào, chỉ nhân mọi số với 1/255.",
    en="It has no parameters (tham số); it just multiplies every number by 1/255.",
)
def test_rescaling_multiplies_by_1_255_and_has_no_parameters() -> None:
    layer = import_keras().layers.Rescaling(1 / 255)
    assert outputs(layer, np.array([[0.0, 51, 255]])) == pytest.approx(np.array([[0, 0.2, 1]]))
    assert layer.count_params() == 0
    first = lesson("model").layers[0]
    assert (type(first).__name__, first.scale) == ("Rescaling", 1 / 255)


@claims(
    "save",
    vi="Một tệp .keras là một tệp zip:",
    en="A .keras file is a zip file:",
)
@claims(
    "save",
    vi="config.json ghi từng lớp cùng mọi thiết lập của lớp, và những gì compile đã đặt: bộ tối ưu (optimizer), hàm "
    "mất mát (loss function) và thước đo. model.weights.h5 ghi các con số. metadata.json ghi phiên bản của Keras và "
    "ngày lưu.",
    en="config.json has each layer with all its settings, and what compile has set: the optimizer (bộ tối ưu), the "
    "loss function (hàm mất mát) and the metrics. model.weights.h5 has the numbers. metadata.json has the version of "
    "Keras and the date of saving.",
)
@claims(
    "save",
    vi="Tệp .keras đầy đủ | Nó giữ các lớp, trọng số và bộ tối ưu, nên fit học tiếp được ngay.",
    en="The full .keras file | It keeps the layers, the weights and the optimizer, so fit can go on at once.",
)
def test_the_file_holds_layers_weights_and_what_compile_has_set_and_no_code(folder: Path) -> None:
    keras = import_keras()
    path = folder / "digit.keras"
    assert zipfile.is_zipfile(path)
    assert sorted(zipfile.ZipFile(path).namelist()) == ["config.json", "metadata.json", "model.weights.h5"]
    config = json.loads(read_entry(path, "config.json"))
    written = [(layer["class_name"], layer["config"]) for layer in config["config"]["layers"]]
    assert [name for name, _ in written[1:]] == classes(lesson("model"))
    assert all(settings["activation"] == "relu" for name, settings in written if name == "Conv2D")
    compiled = config["compile_config"]
    assert (compiled["loss"], compiled["metrics"]) == ("categorical_crossentropy", ["accuracy"])
    assert compiled["optimizer"]["class_name"] == "Adam"
    assert compiled["optimizer"]["config"]["learning_rate"] == pytest.approx(0.002)
    metadata = json.loads(read_entry(path, "metadata.json"))
    assert metadata["keras_version"] == keras.__version__
    assert re.fullmatch(r"\d{4}-\d\d-\d\d@.*", metadata["date_saved"])
    assert count(weights_in(path)) == 3 * PARAMETERS + OF_THE_OPTIMIZER
    assert b"build_model" not in read_entry(path, "config.json")
    loaded = keras.models.load_model(path)
    loaded.fit(images()[:64], DIGITS.val_one_hot[:64], batch_size=64, verbose=0)
    assert int(loaded.optimizer.iterations) == int(lesson("model").optimizer.iterations) + 1


@claims(
    "save",
    vi="mỗi tham số là một số thực (float) 4 byte:",
    en="and each is a float (số thực) of 4 bytes:",
)
@claims(
    "save",
    vi="Nạp với compile=False bỏ cả bộ tối ưu, rồi lưu lại:",
    en="Loading with compile=False leaves out the optimizer; then save again:",
)
@claims(
    "save",
    vi="Tệp nhẹ đi còn chưa tới một nửa mà câu trả lời vẫn thế. Nó vẫn lớn hơn riêng các trọng số, vì định dạng cũng "
    "chiếm chỗ. Đổi lại, mạng nạp từ tệp này chưa học tiếp được: fit dừng lại và đòi bạn gọi compile trước.",
    en="The file is less than half as large, and the answers are the same. It is still larger than the weights "
    "alone, because the format takes some room, too. The price is that a network loaded from this file can't go on "
    "learning yet: fit stops and asks you to call compile first.",
)
def test_without_the_optimizer_the_network_answers_the_same_and_cannot_learn_on(folder: Path) -> None:
    assert count(weights_in(folder / "light.keras")) == PARAMETERS
    assert {array.dtype.name for array in weights_in(folder / "light.keras").values()} == {"float32"}
    assert np.dtype("float32").itemsize == 4
    assert 4 * PARAMETERS < (folder / "light.keras").stat().st_size < (folder / "digit.keras").stat().st_size / 2
    light = import_keras().models.load_model(folder / "light.keras")
    assert np.array_equal(light.predict(images(), verbose=0), lesson("predictions"))
    with pytest.raises(ValueError, match=r"You must call `compile\(\)` before"):
        light.fit(images(), DIGITS.val_one_hot, verbose=0)


@claims(
    "save",
    vi="Hãy chép phần đầu của tệp vào một tệp khác, như khi việc tải về bị đứt giữa chừng: "
    'Path("half.keras").write_bytes(Path("digit.keras").read_bytes()[:150_000]). Rồi nạp half.keras. Keras nói File '
    "not found, dù tệp nằm ngay đó: gặp câu này, bạn hãy xem cả cỡ của tệp.",
    en="Copy the first part of the file to another one, as if a download had broken off: "
    'Path("half.keras").write_bytes(Path("digit.keras").read_bytes()[:150_000]). Then load half.keras. Keras says '
    "File not found, although the file is right there: when you meet this message, look at the file's size, too.",
)
@claims(
    "save",
    vi="Nếu digit.keras không có ở đó hay bị hỏng, load_model báo lỗi.",
    en="If digit.keras is missing or damaged, load_model raises an error.",
)
def test_half_a_file_is_said_not_to_be_found_like_one_that_is_not_there(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_model = import_keras().models.load_model
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match=r"File not found: .*digit\.keras"):
        load_model("digit.keras")
    Path("digit.keras").write_bytes((folder / "digit.keras").read_bytes())
    Path("half.keras").write_bytes(Path("digit.keras").read_bytes()[:150_000])
    assert Path("half.keras").stat().st_size == 150_000 < Path("digit.keras").stat().st_size
    with pytest.raises(ValueError, match=r"File not found: .*half\.keras"):
        load_model("half.keras")


# Weights without the layers


@claims(
    "save",
    vi="save_weights lưu các con số mà không lưu các lớp: trọng số và, sau khi huấn luyện, cả những con số của bộ tối "
    "ưu. Muốn dùng tệp ấy, bạn phải xây dựng lại mạng bằng mã, rồi mới nạp trọng số vào. Mạng vừa xây dựng chưa có bộ "
    "tối ưu, nên những con số kia bị bỏ qua:",
    en="save_weights saves the numbers without the layers: the weights and, after training, those of the optimizer. "
    "To use such a file, you have to build the network again by code before you load the weights into it. A network "
    "built anew has no optimizer yet, so the other numbers are left aside:",
)
@claims(
    "save",
    vi="Tệp .weights.h5 | Con số thì đủ, nhưng không có mã, họ phải đoán các lớp.",
    en="The .weights.h5 file | The numbers are all there, but without the code they have to guess the layers.",
)
def test_the_file_of_weights_has_the_optimizer_s_numbers_too_which_a_network_built_anew_leaves_aside(
    folder: Path,
) -> None:
    path = folder / "digit.weights.h5"
    assert count(arrays_in(path.read_bytes())) == 3 * PARAMETERS + OF_THE_OPTIMIZER
    assert not zipfile.is_zipfile(path)
    assert b"relu" not in path.read_bytes()
    fresh = lesson("build_model")()
    fresh.load_weights(path)
    assert getattr(fresh, "optimizer", None) is None
    assert all(map(np.array_equal, fresh.get_weights(), lesson("model").get_weights()))


@claims(
    "save",
    vi="Hàm kích hoạt không có tham số, nên trong tệp trọng số không có gì của nó. Lớp Rescaling cũng không có tham "
    "số.",
    en="An activation function has no parameters, so nothing of it is in the file of weights. Rescaling has no "
    "parameters either.",
)
@claims(
    "save",
    vi="Tệp .keras giữ cả những điều ấy,",
    en="A .keras file keeps both of these,",
)
@claims(
    "save",
    vi="Mạng giống hệt mạng của họ | Hàm kích hoạt và Rescaling không có con số nào trong tệp trọng số, nên khác đi "
    "cũng không ai báo, như bạn vừa thấy.",
    en="The network is exactly theirs | The activation function and Rescaling have no numbers in a file of weights, "
    "so nothing reports a difference, as you have just seen.",
)
@claims(
    "save",
    vi="Các trọng số có đúng kích thước | Đó là tất cả những gì Keras so được.",
    en="The weights have the right shapes | That is all that Keras can compare.",
)
def test_a_file_of_weights_tells_nothing_of_activations_and_rescaling(folder: Path, tmp_path: Path) -> None:
    keras = import_keras()
    path = tmp_path / "other.weights.h5"
    model, other = lesson("model"), lesson("build_model")(activation="tanh")
    other.set_weights(model.get_weights())
    other.save_weights(path)
    same = arrays_in((folder / "digit.weights.h5").read_bytes())
    for name, array in arrays_in(path.read_bytes()).items():
        assert np.array_equal(array, same[name]), name
    without = keras.Sequential([keras.Input((28, 28)), *lesson("build_model")().layers[1:]])
    for network in (other, without):
        network.load_weights(folder / "digit.weights.h5")
        assert all(map(np.array_equal, network.get_weights(), model.get_weights()))
        assert outputs(network) != pytest.approx(lesson("predictions"), abs=0.01)
    written = read_entry(folder / "digit.keras", "config.json")
    assert b'"relu"' in written
    assert b'"Rescaling"' in written


# Going on


@claims(
    "save",
    vi="Tệp lưu dọc đường gọi là checkpoint: nếu máy tắt, bạn huấn luyện tiếp từ đó chứ không phải từ đầu. Trong lần "
    "huấn luyện ở trên, {epoch} trong tên tệp được thay bằng số của epoch, nên epoch nào cũng có checkpoint của nó: "
    "một tệp giữ cả mô hình, một tệp giữ trọng số mà không có các lớp.",
    en="A file that is saved on the way is called a checkpoint: if the machine crashes, you go on from there and not "
    "from the beginning. In the training above, {epoch} in the file name is replaced by the number of the epoch, so "
    "there is a checkpoint of each epoch, once with the whole model and once with the weights without the layers.",
)
@claims(
    "save",
    vi="initial_epoch=1 nói rằng một epoch đã xong. epochs=2 là số của epoch cuối cùng, chứ không phải số epoch còn "
    "phải học.",
    en="initial_epoch=1 says that one epoch is done. epochs=2 is the number of the last epoch, and not how many are "
    "left to do.",
)
@claims(
    "save",
    vi="Trọng số ban đầu giống hệt nhau.",
    en="Both begin with exactly the same weights.",
)
@claims(
    "save",
    vi="Cùng với số bước, tệp giữ những con số của Adam.",
    en="Along with the number of steps, the file keeps Adam's numbers.",
)
@claims(
    "save",
    vi="Tệp .keras giữ mọi thứ cần để học tiếp như chưa hề dừng: trọng số, số bước, và những con số của Adam. Nhưng "
    "nó không giữ thứ tự các ảnh. Khi fit xáo trộn ảnh, như mặc định, mạng học tiếp sẽ gặp chúng theo một thứ tự "
    "khác, và trọng số cuối cùng cũng khác.",
    en="A .keras file keeps all that is needed to go on as if it had never stopped: the weights, the number of steps, "
    "and Adam's numbers. But it doesn't keep the order of the images. When fit shuffles them, as it does by default, "
    "a network that goes on meets them in another order, and its weights end up different, too.",
)
def test_from_a_checkpoint_training_goes_on_as_if_it_had_not_stopped_but_for_the_order(tmp_path: Path) -> None:
    keras = import_keras()
    rows = np.random.default_rng(0).random((8, 3), "float32")
    targets = np.arange(8, dtype="float32")[:, None]
    whole, weights = tmp_path / "epoch-{epoch}.keras", tmp_path / "epoch-{epoch}.weights.h5"
    callbacks = [
        keras.callbacks.ModelCheckpoint(whole),
        keras.callbacks.ModelCheckpoint(weights, save_weights_only=True),
    ]
    straight = tiny_network()
    compile_tiny(straight)
    settings = {"batch_size": 2, "verbose": 0}
    straight.fit(rows, targets, epochs=2, shuffle=False, callbacks=callbacks, **settings)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("epoch-1.keras", "epoch-1.weights.h5", "epoch-2.keras", "epoch-2.weights.h5")
    ]
    resumed, shuffled = (keras.models.load_model(tmp_path / "epoch-1.keras") for _ in range(2))
    forgetful = tiny_network()
    forgetful.load_weights(tmp_path / "epoch-1.weights.h5")
    compile_tiny(forgetful)
    assert all(map(np.array_equal, forgetful.get_weights(), resumed.get_weights()))
    assert (int(resumed.optimizer.iterations), int(forgetful.optimizer.iterations)) == (4, 0)
    history = resumed.fit(rows, targets, initial_epoch=1, epochs=2, shuffle=False, **settings)
    assert history.epoch == [1]
    assert int(resumed.optimizer.iterations) == int(straight.optimizer.iterations) == 8
    assert all(map(np.array_equal, resumed.get_weights(), straight.get_weights()))
    forgetful.fit(rows, targets, initial_epoch=1, epochs=2, shuffle=False, **settings)
    assert not np.array_equal(forgetful.get_weights()[0], straight.get_weights()[0])
    # By default, each `fit` shuffles.
    keras.utils.set_random_seed(1)
    shuffled.fit(rows, targets, initial_epoch=1, epochs=2, **settings)
    assert not np.array_equal(shuffled.get_weights()[0], straight.get_weights()[0])


# Elsewhere


@claims(
    "save",
    vi="Tệp .keras không chứa gì của TensorFlow. Máy khác, backend khác vẫn nạp được, miễn là có Keras. Bạn hãy viết "
    'một tệp elsewhere.py với các dòng import keras và print(keras.models.load_model("digit.keras").count_params()), '
    "cài JAX bằng pip install jax, rồi chạy dòng dưới đây.",
    en="A .keras file has nothing of TensorFlow in it. Another machine and another backend can load it, as long as "
    "there is Keras. Write a file elsewhere.py with the lines import keras and "
    'print(keras.models.load_model("digit.keras").count_params()), install JAX with pip install jax, and run the '
    "line below.",
)
@claims(
    "save",
    vi="Bạn được đúng số tham số như ở trên: JAX đã xây dựng lại mạng ấy từ tệp.",
    en="You get the number of parameters that you saw above: JAX has built that network again from the file.",
)
def test_on_jax_the_file_loads_without_tensorflow_and_gives_the_same_answers(folder: Path, tmp_path: Path) -> None:
    if not importlib.util.find_spec("jax"):
        pytest.skip("jax is not installed; run: make .venv/test")
    for language in LANGUAGES:
        (command,) = (body for body in bodies("save", language) if body.startswith("KERAS_BACKEND="))
        assert command == "KERAS_BACKEND=jax python elsewhere.py"
    lines = re.findall(r"`(import keras|print\(keras\.models.*?)`", section("save", "en", "elsewhere"))
    assert len(lines) == 2
    np.save(tmp_path / "images.npy", images())
    further = """
import sys
import numpy as np
assert keras.backend.backend() == "jax"
assert "tensorflow" not in sys.modules
model = keras.models.load_model("digit.keras")
np.save("outputs.npy", keras.ops.convert_to_numpy(model(np.load("images.npy"))))
"""
    (tmp_path / "elsewhere.py").write_text("\n".join(lines) + further, encoding="utf-8")
    (tmp_path / "digit.keras").write_bytes((folder / "digit.keras").read_bytes())
    with contextlib.chdir(tmp_path):
        result = run_python(["elsewhere.py"], tmp_path, KERAS_BACKEND="jax", **CHEAPLY)
    assert (result.stdout, result.returncode) == (f"{PARAMETERS}\n", 0), result.stderr
    there = np.load(tmp_path / "outputs.npy")
    assert np.array_equal(there.argmax(axis=1), lesson("predictions").argmax(axis=1))
    assert there == pytest.approx(lesson("predictions"), abs=0.00001)
    assert b"tensorflow" not in read_entry(folder / "digit.keras", "config.json").lower()


@claims(
    "save",
    vi="Một phiên bản cũ có thể chưa biết một lớp hay một thiết lập của phiên bản đã lưu tệp.",
    en="An old version may not know a layer or a setting of the version that saved the file.",
)
def test_a_layer_or_setting_that_keras_does_not_know_is_refused(folder: Path, tmp_path: Path) -> None:
    load_model = import_keras().models.load_model
    layer = rewritten(folder / "light.keras", tmp_path / "layer.keras", '"Rescaling"', '"Rescaled"')
    with pytest.raises(ValueError, match=r"Could not deserialize 'keras\.layers\.Rescaled'"):
        load_model(layer)
    setting = rewritten(folder / "light.keras", tmp_path / "setting.keras", '"offset": ', '"shift": 0.0, "offset": ')
    with pytest.raises(ValueError, match=r"Unrecognized keyword arguments passed to Rescaling: \{'shift'"):
        load_model(setting)


@claims(
    "save",
    vi="Nếu mạng có lớp do bạn viết, mã của lớp ấy phải có mặt khi nạp.",
    en="If the network has a layer that you have written, its code must be there when you load.",
)
@claims(
    "save",
    vi="Lớp do bạn tự viết cũng được ghi bằng tên. Vì vậy, khi nạp, mã của lớp phải có mặt, và Keras phải biết tên "
    "ấy: hãy đặt @keras.saving.register_keras_serializable() trước lớp.",
    en="A layer that you have written is recorded by its name, too. So when you load, its code has to be there, and "
    "Keras has to know that name: put @keras.saving.register_keras_serializable() in front of the class.",
)
def test_a_layer_of_one_s_own_loads_only_where_keras_knows_its_code_by_name(tmp_path: Path) -> None:
    keras = import_keras()

    class Halving(keras.layers.Layer):  # type: ignore[misc, name-defined]
        def call(self, inputs: Any) -> Any:  # noqa: ANN401
            return inputs / 2

    path = tmp_path / "halving.keras"
    keras.Sequential([keras.Input((3,)), Halving()]).save(path)
    written = read_entry(path, "config.json")
    assert b'"Halving"' in written
    assert b"inputs / 2" not in written
    with pytest.raises(TypeError, match="Could not locate class 'Halving'"):
        keras.models.load_model(path)
    keras.saving.register_keras_serializable()(Halving)
    keras.Sequential([keras.Input((3,)), Halving()]).save(path)
    assert classes(keras.models.load_model(path)) == ["Halving"]
    del keras.saving.get_custom_objects()["Custom>Halving"]


# The programs, which `test_programs.py` runs


def service_in(folder: Path) -> ModuleType:
    """The service, imported as a module of that name in a folder with a network."""
    path = ROOT / "examples/programs/service.py"
    spec = importlib.util.spec_from_file_location("service", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    with contextlib.chdir(folder), given(find_given(PROJECT, path.read_text(encoding="utf-8")), folder):
        spec.loader.exec_module(module)
    return module


def client_of(service: ModuleType) -> contextlib.AbstractAsyncContextManager[Any]:
    """Asks the service without a network."""
    import httpx

    return httpx.AsyncClient(transport=httpx.ASGITransport(app=service.app), base_url="http://service")


@claims(
    "save",
    vi="Đọc ảnh thì máy phải tính chứ không ngồi chờ, nên việc ấy chạy ở một luồng (thread) riêng, và dịch vụ vẫn "
    "nhận được yêu cầu khác. Mỗi ảnh đang đọc đều chiếm bộ nhớ, nên Semaphore(4) cho nhiều nhất 4 ảnh được đọc cùng "
    "lúc.",
    en="To read a picture, the machine has to calculate rather than wait, so that is done in a thread (luồng) of its "
    "own, and the service can still receive other requests. Each picture that is being read takes memory, so "
    "Semaphore(4) lets at most 4 pictures be read at once.",
)
@claims(
    "save",
    vi="Có người gửi 100 ảnh cùng một lúc. Những ảnh chưa được đọc ngay thì sao? Dịch vụ từ chối chúng | Trong mã "
    "không có dòng nào từ chối vì đông. async with at_once chỉ chờ. Chúng chờ đến lượt, và ảnh nào cũng được trả lời "
    "| Một ảnh đọc xong thì ảnh kế tiếp được đọc. Chúng cũng được đọc ngay, chỉ là chậm hơn | Semaphore(4) không cho "
    "đọc nhiều hơn 4 ảnh cùng lúc.",
    en="Somebody sends 100 pictures at once. What becomes of those that aren't read right away? The service refuses "
    "them | No line of the code refuses because there are many. async with at_once only waits. They wait their turn, "
    "and every picture is answered | When one picture has been read, the next one is. They are read right away too, "
    "just more slowly | Semaphore(4) lets no more than 4 pictures be read at once.",
)
def test_four_photos_at_most_are_read_at_once_and_meanwhile_the_service_listens_to_others(folder: Path) -> None:
    need("fastapi", "httpx")
    service = service_in(folder)
    # Each reading goes on only with three others; and the first, only once somebody else has been answered.
    four, listened = threading.Barrier(4), threading.Event()
    counting, reading, most = threading.Lock(), 0, 0

    def read(photo: bytes) -> dict[str, int]:
        nonlocal reading, most
        with counting:
            reading += 1
            most = max(most, reading)
        assert listened.wait(PATIENCE)
        four.wait(PATIENCE)
        with counting:
            reading -= 1
        four.wait(PATIENCE)
        return {"digit": photo[0]}

    async def ask() -> list[int]:
        async with client_of(service) as client:
            calls = [asyncio.ensure_future(client.post("/digit", content=bytes([number]))) for number in range(100)]
            assert (await client.get("/")).status_code == 200
            assert not any(call.done() for call in calls)
            listened.set()
            return [response.json()["digit"] for response in await asyncio.gather(*calls)]

    with replaced(service, "read", read):
        assert asyncio.run(ask()) == list(range(100))
    assert most == 4


@claims(
    "save",
    vi="một ảnh còn đang đến thì ảnh khác vẫn được nhận.",
    en="while one picture is still arriving, others are received, too.",
)
def test_while_a_photo_arrives_another_is_received_and_answered(folder: Path) -> None:
    need("fastapi", "httpx")
    service = service_in(folder)

    async def ask() -> list[str]:
        answered = asyncio.Event()

        async def in_pieces() -> AsyncIterator[bytes]:
            yield b"first, "
            await asyncio.wait_for(answered.wait(), PATIENCE)
            yield b"then"

        async with client_of(service) as client:
            arriving = asyncio.ensure_future(client.post("/digit", content=in_pieces()))
            other = await client.post("/digit", content=b"other")
            assert not arriving.done()
            answered.set()
            return [(await arriving).json()["photo"], other.json()["photo"]]

    with replaced(service, "read", lambda photo: {"photo": photo.decode()}):
        assert asyncio.run(ask()) == ["first, then", "other"]


@claims(
    "save",
    vi="Ảnh đang chờ cũng nằm trong bộ nhớ: 100 ảnh 20 MB chiếm ít nhất 2 GB, dù chưa ảnh nào được đọc.",
    en="A picture that waits is in memory, too: 100 pictures of 20 MB take at least 2 GB, although none has been read.",
)
def test_a_hundred_photos_are_received_whole_before_one_has_been_read(folder: Path) -> None:
    need("fastapi", "httpx")
    service = service_in(folder)
    assert 100 * service.MOST_BYTES == 2e9
    received, all_received = [], threading.Event()

    async def whole() -> AsyncIterator[bytes]:
        yield b"photo"
        received.append(whole)
        if len(received) == 100:
            all_received.set()

    async def ask() -> list[bool]:
        async with client_of(service) as client:
            calls = [client.post("/digit", content=whole()) for _ in range(100)]
            return [response.json() for response in await asyncio.gather(*calls)]

    # Each reading says whether all were received before it ended.
    with replaced(service, "read", lambda photo: all_received.wait(PATIENCE)):
        assert asyncio.run(ask()) == [True] * 100


@claims(
    "save",
    vi="Nếu bên gửi ngắt kết nối giữa chừng, receive gây ra ClientDisconnect; không bắt lỗi ấy thì cửa sổ của dịch vụ "
    "đầy thông báo lỗi, dù trong mã không có gì phải sửa.",
    en="If the sender hangs up halfway, receive raises ClientDisconnect; if nothing caught it, the service's window "
    "would fill with error messages, although there is nothing to put right in the code.",
)
def test_a_sender_that_hangs_up_halfway_is_no_error_of_the_service(folder: Path) -> None:
    need("fastapi")
    service = service_in(folder)
    half: dict[str, Any] = {"type": "http.request", "body": b"half", "more_body": True}
    events = iter([half, {"type": "http.disconnect"}])
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return next(events)

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/digit", "query_string": b"", "headers": []}
    asyncio.run(service.app(scope, receive, send))
    assert sent[0]["status"] == 400


@claims(
    "save",
    vi="Bây giờ, mạng ra khỏi notebook. Chương trình dưới đây nhận tên của một hay nhiều tệp ảnh, và in ra chữ số "
    "trong mỗi ảnh. Các bước xử lý ảnh là của bài trước, không sửa một dòng nào.",
    en="Now the network leaves the notebook. The program below takes the name of a picture and prints the digit in "
    "it. The steps that prepare the picture are those of the lesson before, without a single line changed.",
)
@claims(
    "save",
    vi="prepare cho ra một ảnh 28×28. Mạng luôn nhận một lô (batch), nên image[None] thêm trục lô vào trước.",
    en="prepare gives an image of 28×28. The network always takes a batch (lô), so image[None] puts the axis of the "
    "batch in front.",
)
def test_prepare_gives_an_image_which_the_network_takes_as_a_batch_of_one(folder: Path) -> None:
    program = PROJECT.programs["photo.py"]
    assert {cell.script for cell in program.cells} == {"your-own"}
    steps = service_in(folder)
    (photo,) = (file for file in find_given(PROJECT, "photos.zip"))
    with zipfile.ZipFile(io.BytesIO(photo.content)) as archive:
        (name, *_) = (name for name in archive.namelist() if name.startswith("practice/7/"))
        image = steps.prepare(steps.open_photo(io.BytesIO(archive.read(name))))
    assert image.shape == (28, 28)
    assert image[None].shape == (1, 28, 28)
    assert outputs(lesson("model"), image[None]).shape == (1, 10)
    with pytest.raises(ValueError, match="Expected shape"):
        lesson("model")(image)


# ONNX


@claims(
    "save",
    vi="tệp ghi các phép tính chứ không ghi các lớp của Keras,",
    en="its file holds calculations rather than Keras's layers,",
)
@claims(
    "save",
    vi="không còn gì của bộ tối ưu. Trong tệp chỉ có những phép tính để trả lời, nên mạng ấy không học tiếp được.",
    en="nothing of the optimizer is left. It holds only what it takes to answer, so the network in it can't go on "
    "learning.",
)
@claims(
    "save",
    vi="Tệp ONNX | Nó chỉ ghi các phép tính để dự đoán, nên không học tiếp được.",
    en="The ONNX file | It only has the calculations for predicting, so training can't go on.",
)
def test_the_onnx_file_holds_calculations_and_every_weight_as_it_is(tmp_path: Path) -> None:
    import onnx

    model = lesson("model")
    model.export(tmp_path / "digit.onnx", format="onnx", verbose=False)
    graph = onnx.load(tmp_path / "digit.onnx").graph
    calculations = [node.op_type for node in graph.node]
    assert {"Conv", "MaxPool", "MatMul", "Softmax"} <= set(calculations)
    assert not {"Conv2D", "Dense", "Rescaling", "Flatten"} & set(calculations)
    arrays = [onnx.numpy_helper.to_array(each) for each in graph.initializer]
    for weights in model.get_weights():
        assert weights.dtype.name == "float32"
        assert any(
            array.dtype == weights.dtype and np.array_equal(np.sort(array, axis=None), np.sort(weights, axis=None))
            for array in arrays
        )
    assert sum(array.size for array in arrays) < PARAMETERS + 100


@claims(
    "save",
    vi='Trong by_onnx, "image" là tên mà chúng ta đã đặt cho đầu vào (input) trong keras.Input. None nghĩa là lấy '
    "mọi đầu ra (output), và [0] chọn đầu ra duy nhất.",
    en='In by_onnx, "image" is the name that we gave the input (đầu vào) in keras.Input. None asks for all outputs '
    "(đầu ra), and [0] takes the only one.",
)
def test_the_onnx_file_has_the_input_that_the_script_has_named_and_one_output() -> None:
    session = lesson("session")
    assert [each.name for each in lesson("model").inputs] == ["image"]
    assert [each.name for each in session.get_inputs()] == ["image"]
    every, named = (session.run(names, {"image": images()[:1]}) for names in (None, [session.get_outputs()[0].name]))
    assert len(every) == len(session.get_outputs()) == 1
    assert np.array_equal(every, named)


@claims(
    "save",
    vi="Rồi thử 1 bit: số nguyên lớn nhất khi ấy là 0, hệ số là vô cực, và 0 nhân vô cực là nan. Mạng trả lời 0 cho "
    "mọi ảnh.",
    en="Then try 1 bit: the largest integer is then 0, the scale is infinite, and 0 times infinity is nan. The "
    "network answers 0 for every image.",
)
def test_rounded_to_1_bit_nothing_is_left_of_the_weights(folder: Path) -> None:
    model, copy = lesson("model"), import_keras().models.load_model(folder / "light.keras")

    with np.errstate(divide="ignore", invalid="ignore"):
        for layer, original in zip(copy.layers, model.layers, strict=True):
            if layer.weights:
                kernel, bias = original.get_weights()
                integers, scale = lesson("quantized")(kernel, 1)
                assert not integers.any()
                assert np.isinf(scale).all()
                layer.set_weights([integers * scale, bias])
    assert np.isnan(copy.layers[2].get_weights()[0]).all()
    assert set(outputs(copy).argmax(axis=1)) == {0}


@claims(
    "save",
    vi="Hãy đưa chúng cho ONNX Runtime: by_onnx(images[:1]). Bạn sẽ gặp lỗi Unexpected input data type: Keras tự đổi "
    "kiểu của số, còn ONNX Runtime thì không.",
    en="Give them to ONNX Runtime: by_onnx(images[:1]). You meet the error Unexpected input data type: Keras converts "
    "the type of the numbers by itself, and ONNX Runtime doesn't.",
)
def test_onnx_runtime_refuses_integers_which_keras_converts() -> None:
    integers = lesson("images")[:1]
    assert (integers.dtype.name, integers.max()) == ("uint8", 255)
    assert np.array_equal(outputs(lesson("model"), integers), outputs(lesson("model"), integers.astype("float32")))
    with pytest.raises(Exception, match="Unexpected input data type"):
        lesson("by_onnx")(integers)


# SavedModel


@claims(
    "save",
    vi="SavedModel là định dạng của TensorFlow. Nó là cả một thư mục, và Keras 3 chỉ nạp được nó như một lớp để dự "
    'đoán. "serve" là tên mà Keras đặt cho hàm dự đoán khi xuất:',
    en="SavedModel is TensorFlow's own format. It is a whole folder, and Keras 3 can load it only as a layer that "
    'predicts. On export, Keras gives the function that predicts the name "serve":',
)
@claims(
    "save",
    vi='get_signature_runner cho một hàm nhận ảnh theo tên, và "output_0" là tên mà Keras đặt cho đầu ra:',
    en='get_signature_runner gives a function that takes the images by name, and "output_0" is the name that Keras '
    "gives the output:",
)
@claims(
    "save",
    vi='Rồi đo thời gian cho một ảnh, như ở mục trước, bằng print_time("SavedModel", saved_model, 100).',
    en='Then time one image, as in the section before, with print_time("SavedModel", saved_model, 100).',
)
def test_a_saved_model_loads_only_as_a_layer_and_keras_names_what_it_exports(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keras = import_keras()
    assert int(keras.__version__.partition(".")[0]) == 3
    tiny_network().export(tmp_path / "digit", format="tf_saved_model", verbose=False)
    with pytest.raises(ValueError, match="to reload a TensorFlow SavedModel as an inference-only layer in Keras 3"):
        keras.models.load_model(tmp_path / "digit")
    with pytest.raises(ValueError, match=r"Available endpoints .*: \['serve', 'serving_default'\]"):
        keras.layers.TFSMLayer(tmp_path / "digit", call_endpoint="other")
    ((signature, names),) = lesson("interpreter").get_signature_list().items()
    assert (signature, names) == ("serving_default", {"inputs": ["image"], "outputs": ["output_0"]})
    lesson("print_time")("SavedModel", lesson("saved_model"), 100)
    assert re.fullmatch(r"SavedModel: \d+\.\d\d ms\n", capsys.readouterr().out)
    layer = lesson("saved_model")
    assert isinstance(layer, keras.layers.TFSMLayer)
    assert not isinstance(layer, keras.Model)
    assert np.array_equal(outputs(layer).argmax(axis=1), lesson("predictions").argmax(axis=1))


# Keras' own quantization


@claims(
    "save",
    vi='Với mạng này, nó chỉ làm được các lớp Dense, nên filters="dense" chọn những lớp có chữ ấy trong tên:',
    en='With this network, it can handle only the Dense layers, so filters="dense" chooses the layers that have this '
    "word in their names:",
)
def test_quantize_handles_the_dense_layers_alone_and_the_filter_chooses_them_by_name(folder: Path) -> None:
    layers = import_keras().models.load_model(folder / "light.keras").layers
    refused = []
    for layer in layers:
        try:
            layer.quantize("int8")
        except NotImplementedError as error:
            assert str(error).endswith("does not have a `quantize` method implemented.")  # noqa: PT017
            refused.append(layer)
    assert [layer for layer in layers if layer not in refused] == layers[-2:]
    assert classes(lesson("model"))[-2:] == ["Dense", "Dense"]
    assert [layer for layer in layers if "dense" in layer.name] == layers[-2:]
    in_int8 = [layer.name for layer in lesson("light").layers if any(each.dtype == "int8" for each in layer.weights)]
    assert in_int8 == [layer.name for layer in lesson("light").layers if "dense" in layer.name]


@claims(
    "save",
    vi="Khác với cách ở trên, quantize làm tròn cả đầu vào của những lớp ấy mỗi lần tính.",
    en="Unlike the way above, quantize also rounds the input of these layers at each calculation.",
)
def test_quantize_rounds_a_layer_s_inputs_too() -> None:
    keras = import_keras()
    layer = keras.layers.Dense(1, kernel_initializer="ones")
    inputs = np.array([[127, 0.4]], "float32")
    assert outputs(layer, inputs)[0, 0] == pytest.approx(127.4)
    # The weights are equal, so they stay what they are. The input's integers are 127 and 0.
    layer.quantize("int8")
    assert outputs(layer, inputs)[0, 0] == pytest.approx(127, abs=0.01)


# Strangers


SENTENCE = "a stranger's code runs\n"


def save_stranger(folder: Path) -> Path:
    """Run the lesson's cell that builds and saves the network whose lambda prints; return the file's path."""
    keras = import_keras()
    with contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(script("save").cell("stranger").code, {"keras": keras, "layers": keras.layers})
    assert printed.getvalue() == SENTENCE
    return folder / "stranger.keras"


@claims(
    "save",
    vi="Một lớp Lambda chứa một hàm Python do người khác viết, và lambda được ghi vào tệp dưới dạng bytecode, dạng mã "
    "mà Python chạy.",
    en="A Lambda layer holds a Python function that somebody else has written, and a lambda is written to the file as "
    "bytecode, the form of code that Python runs.",
)
@claims(
    "save",
    vi='Hãy in zipfile.ZipFile("stranger.keras").read("config.json") và tìm chữ __lambda__. Chuỗi dài ở gần đó chính '
    "là mã của hàm. Đọc tệp như vậy thì không chạy gì cả.",
    en='Print zipfile.ZipFile("stranger.keras").read("config.json"), and look for the word __lambda__. The long text '
    "nearby is the function's code. Reading the file like this runs nothing.",
)
def test_a_lambda_is_written_as_bytecode(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = save_stranger(tmp_path)
    written = zipfile.ZipFile(path).read("config.json")
    assert written.count(b"__lambda__") == 1
    (text,) = re.findall(r'"__lambda__", "config": {"code": "(.+?)"', written.decode())
    code = marshal.loads(base64.b64decode(text.replace("\\n", "")))
    assert isinstance(code, CodeType)
    assert code.co_varnames == ("images",)
    assert SENTENCE.strip() in code.co_consts
    assert capsys.readouterr().out == ""


@claims(
    "save",
    vi="Câu ấy hiện ra ngay khi xây dựng mạng, vì Keras gọi lớp một lần để biết đầu ra to bao nhiêu.",
    en="The sentence appears as soon as the network is built, because Keras calls the layer once to find how large "
    "its output is.",
)
@claims(
    "save",
    vi="load_model từ chối, vì safe_mode mặc định là bật. Thông báo còn chỉ cách tắt nó.",
    en="load_model refuses, because safe_mode is on by default. The message even says how to turn it off.",
)
@claims(
    "save",
    vi="Có, ngay khi nạp, vì Keras lại gọi lớp ấy một lần.",
    en="It does, right when you load, because Keras calls the layer again.",
)
def test_a_stranger_s_code_is_refused_by_default_and_runs_once_as_the_file_is_loaded_without_safe_mode(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keras = import_keras()
    path = save_stranger(tmp_path)
    with pytest.raises(ValueError, match="safe_mode=False") as refusal:
        keras.models.load_model(path)
    assert str(refusal.value) == recorded("save")["refused"].text.strip()
    assert capsys.readouterr().out == ""
    loaded = keras.models.load_model(path, safe_mode=False)
    assert capsys.readouterr().out == SENTENCE
    # Without the size of the output to find, nothing runs.
    assert loaded.output_shape == (None, 28, 28)
    keras.layers.Lambda(lambda inputs: print("called"), output_shape=(28, 28)).compute_output_shape((None, 28, 28))
    assert capsys.readouterr().out == ""


@claims(
    "save",
    vi="Những phép tính trong keras.ops và những lớp có sẵn được ghi bằng tên, không bằng mã:",
    en="The operations in keras.ops and the layers of Keras are written by their names, not by their code:",
)
@claims(
    "save",
    vi="Keras ghi phép trừ vào tệp bằng tên, như một phép tính của keras.ops, nên safe_mode không có gì để từ chối.",
    en="Keras writes the subtraction to the file by its name, as an operation of keras.ops, so there is nothing for "
    "safe_mode to refuse.",
)
@claims(
    "save",
    vi="Phép tính nào biến 0 thành 255, và 255 thành 0? Trong Functional API, bạn gọi một mạng như gọi một lớp.",
    en="Which calculation turns 0 into 255, and 255 into 0? With the Functional API, you call a network as you call a "
    "layer.",
)
def test_operations_are_written_by_their_names(tmp_path: Path) -> None:
    for name, model in (("Divide", lesson("safe")), ("Subtract", run_of("solutions/save").names["inverting"])):
        model.save(tmp_path / "operation.keras")
        written = read_entry(tmp_path / "operation.keras", "config.json").decode()
        assert f'"class_name": "{name}"' in written
        assert "__lambda__" not in written
        loaded = import_keras().models.load_model(tmp_path / "operation.keras")
        assert np.array_equal(outputs(loaded), outputs(model))
    keras = import_keras()
    inputs = keras.Input((3,))
    assert [255 - pixel for pixel in (0, 255)] == [255, 0]
    by_sign, by_name = (keras.Model(inputs, each) for each in (255 - inputs, keras.ops.subtract(255, inputs)))
    assert type(by_sign.operations[-1]) is type(by_name.operations[-1])
