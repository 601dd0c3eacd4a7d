"""What the page `faster` says of Keras's settings: what each does, and what it leaves as it is."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from examples.runner.quiet import import_keras
from tests.support.claims import claims
from tests.support.digits import DIGITS

pytestmark = pytest.mark.keras

BATCH = 32
# Batches of 32 with nothing left over, as in the lesson: 8 of them.
IMAGES = 8 * BATCH
# The number of the page's question, and by what it says that it is saved.
SLOPE, SCALE = 0.00000001, 1024


def images() -> NDArray[np.float32]:
    return DIGITS.images[:IMAGES]


def labels() -> NDArray[np.float32]:
    return DIGITS.one_hot[:IMAGES].astype("float32")


def network(layers: Any = None, kind: Any = None, **settings: Any) -> Any:  # noqa: ANN401
    """A small network, built from the same seed each time, with these settings of `compile`."""
    keras = import_keras()
    keras.utils.set_random_seed(1)
    made = layers or [
        keras.layers.Flatten(),
        keras.layers.Dense(8, activation="relu"),
        keras.layers.Dense(10, activation="softmax", dtype="float32"),
    ]
    model = (kind or keras.Sequential)([keras.Input((28, 28)), *made])
    model.compile(loss="categorical_crossentropy", optimizer="adam", **settings)
    return model


def trained(callbacks: Any = (), **settings: Any) -> Any:  # noqa: ANN401
    """Such a network after two epochs."""
    model = network(**settings)
    model.fit(images(), labels(), batch_size=BATCH, epochs=2, verbose=0, callbacks=list(callbacks))
    return model


def traced(sizes: list[int], **settings: Any) -> list[int]:  # noqa: ANN401
    """How often TensorFlow has turned the code of a step into a graph, after a `fit` on each number of images."""
    counted: list[int] = []
    calls = 0
    keras = import_keras()

    class Counting(keras.Sequential):  # type: ignore[misc, name-defined]
        def train_step(self, data: Any) -> Any:  # noqa: ANN401
            nonlocal calls
            calls += 1
            return super().train_step(data)

    model = network(kind=Counting, **settings)
    for size in sizes:
        model.fit(images()[:size], labels()[:size], batch_size=BATCH, verbose=0)
        counted.append(calls)
    return counted


@pytest.fixture
def policy() -> Iterator[Any]:
    """Sets the policy of all layers, and sets it back."""
    keras = import_keras()
    before = keras.config.dtype_policy()
    yield keras.mixed_precision.set_global_policy
    keras.mixed_precision.set_global_policy(before)


# The first epoch


@claims(
    "faster",
    vi="Trong lần gọi fit ấy, TensorFlow còn phải biến mã Python thành một đồ thị (graph) các phép tính, rồi mới "
    "tính. Việc ấy chỉ làm một lần, nên không thuộc về giá của một epoch: hãy bỏ epoch đầu ra khỏi mọi phép đo.",
    en="In that call of fit, TensorFlow also has to turn the Python code into a graph (đồ thị) of calculations before "
    "it calculates. That happens only once, so it isn't part of the price of an epoch: leave the first epoch out of "
    "whatever you measure.",
)
def test_only_the_first_fit_turns_the_code_of_a_step_into_a_graph() -> None:
    first, later = traced([IMAGES, IMAGES])
    assert first > 0
    assert later == first


# Several steps in one call


class Calls:
    """Counts the calls of a callback after batches."""

    def __init__(self) -> None:
        self.count = 0
        calls = self

        class Callback(import_keras().callbacks.Callback):  # type: ignore[misc]
            def on_train_batch_end(self, batch: int, logs: object = None) -> None:
                calls.count += 1

        self.callback = Callback()


@claims(
    "faster",
    vi="steps_per_execution giữ nguyên số bước, mà bớt số lần qua lại giữa Python và TensorFlow.",
    en="steps_per_execution keeps the steps, and saves the ways between Python and TensorFlow.",
)
@claims(
    "faster",
    vi="Với steps_per_execution=32, TensorFlow đi liền 32 bước rồi mới trả lời một lần.",
    en="With steps_per_execution=32, TensorFlow takes 32 steps in a row before it answers.",
)
@claims(
    "faster",
    vi="Cái giá là các callback chỉ được gọi sau mỗi 32 bước: callback nào muốn xem từng lô thì không còn thấy từng "
    "lô nữa.",
    en="The price is that callbacks are only called every 32 steps: one that wants to see each batch no longer does.",
)
@pytest.mark.parametrize(("together", "calls"), [(1, 2 * IMAGES // BATCH), (4, 2 * IMAGES // BATCH // 4)])
def test_callbacks_are_called_once_for_the_steps_taken_together(together: int, calls: int) -> None:
    counted = Calls()
    model = trained([counted.callback], steps_per_execution=together)
    assert int(model.optimizer.iterations) == 2 * IMAGES // BATCH
    assert counted.count == calls


@claims(
    "faster",
    vi="Các lô và thứ tự của chúng vẫn như cũ, nên trọng số cuối cùng cũng như cũ, đúng đến từng chữ số. Vì vậy, đây "
    "là cách an toàn nhất trong bài.",
    en="The batches and their order are as before, so the final weights are as before, too, to the last digit. That "
    "makes this the safest way of the lesson.",
)
def test_steps_taken_together_give_exactly_the_weights_of_steps_one_by_one() -> None:
    one_by_one, together = trained().get_weights(), trained(steps_per_execution=4).get_weights()
    for weights, others in zip(one_by_one, together, strict=True):
        assert np.array_equal(weights, others)


# Compiling


@claims(
    "faster",
    vi="Đổi lại, bạn phải chờ dịch trước bước đầu tiên, và chờ lần nữa mỗi khi đầu vào có kích thước (shape) mới.",
    en="In return, you wait for the compiler before the first step, and again whenever the input has a new shape "
    "(kích thước).",
)
def test_a_compiled_step_is_prepared_again_for_a_new_shape() -> None:
    first, again, smaller = traced([IMAGES, IMAGES, IMAGES - BATCH // 2], jit_compile=True)
    assert first == again < smaller


@claims(
    "faster",
    vi='Với TensorFlow trên một máy chỉ có CPU, "auto" nghĩa là không biên dịch. Có GPU thì "auto" nghĩa là biên '
    "dịch, nếu mọi lớp của mạng đều biên dịch được. Vì vậy, trên GPU, lời khuyên “hãy bật jit_compile” thường chẳng "
    "đổi được gì: nó đã bật sẵn.",
    en='With TensorFlow on a machine that has just a CPU, "auto" means not to compile. Where there is a GPU, it means '
    "to compile, if all layers of the network can be compiled. So on a GPU, the advice to turn on jit_compile usually "
    "changes nothing: it is on already.",
)
@pytest.mark.parametrize(
    ("devices", "compilable", "compiles"),
    [(["CPU"], True, False), (["CPU", "GPU"], True, True), (["CPU", "GPU"], False, False)],
)
def test_auto_compiles_where_there_is_a_gpu_and_all_layers_can_be_compiled(
    devices: list[str], compilable: bool, compiles: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tensorflow as tf

    found = [SimpleNamespace(device_type=device) for device in devices]
    monkeypatch.setattr(tf.config, "list_physical_devices", lambda *_: found)
    layers = [import_keras().layers.Flatten(), import_keras().layers.Dense(10)]
    layers[0].supports_jit = compilable
    assert network(layers).jit_compile is compiles


# Data pipelines


def adapted_arrays() -> Any:  # noqa: ANN401
    """The pipeline that Keras makes of arrays: each image's pixels are its number."""
    from keras.src.trainers.data_adapters.array_data_adapter import ArrayDataAdapter

    import_keras()
    numbered = np.broadcast_to(np.arange(IMAGES, dtype="float32")[:, None, None], (IMAGES, 28, 28))
    return ArrayDataAdapter(numbered, labels(), batch_size=BATCH, shuffle=True).get_tf_dataset()


def adapted_py_dataset() -> Any:  # noqa: ANN401
    """The pipeline that Keras makes of a `PyDataset` of such images."""
    from keras.src.trainers.data_adapters.py_dataset_adapter import PyDatasetAdapter

    class Batches(import_keras().utils.PyDataset):  # type: ignore[misc]
        def __len__(self) -> int:
            return IMAGES // BATCH

        def __getitem__(self, number: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
            numbers = np.arange(BATCH * number, BATCH * (number + 1), dtype="float32")
            return np.broadcast_to(numbers[:, None, None], (BATCH, 28, 28)), labels()[:BATCH]

    return PyDatasetAdapter(Batches(), shuffle=True).get_tf_dataset()


def stages(dataset: Any) -> Iterator[Any]:  # noqa: ANN401
    """A pipeline and all those that it is made of."""
    yield dataset
    for earlier in dataset._inputs():
        yield from stages(earlier)


def numbers_of_batches(dataset: Any) -> list[list[int]]:  # noqa: ANN401
    """The numbers of the images of each batch."""
    return [[int(number) for number in batch.numpy()[:, 0, 0]] for batch, *_ in dataset]


@claims(
    "faster",
    vi="Keras vốn đã làm việc ấy cho bạn: nhận mảng, fit tự lập một đường ống tf.data có nạp trước, và lấy cả lô một "
    "lúc. Đường ống viết tay ở trên lấy từng ảnh một, rồi mới gom thành lô.",
    en="Keras did that work for you all along: given arrays, fit itself makes a tf.data pipeline with prefetching, "
    "which takes a whole batch at a time. The pipeline above, written by hand, takes one image at a time, and then "
    "puts them together.",
)
def test_keras_makes_a_pipeline_of_arrays_which_prefetches_and_takes_whole_batches() -> None:
    import tensorflow as tf

    dataset = adapted_arrays()
    assert isinstance(dataset, tf.data.Dataset)
    assert type(dataset).__name__ == "_PrefetchDataset"
    assert not any((28, 28) in shapes(stage) for stage in stages(dataset))
    by_hand = tf.data.Dataset.from_tensor_slices((images(), labels())).batch(BATCH)
    assert any((28, 28) in shapes(stage) for stage in stages(by_hand))


def shapes(dataset: Any) -> list[tuple[int | None, ...]]:  # noqa: ANN401
    """The shapes of what a pipeline gives at each step."""
    import tensorflow as tf

    return [tuple(spec.shape) for spec in tf.nest.flatten(dataset.element_spec)]


@claims(
    "faster",
    vi="Cũng cần để ý: với mảng, fit xáo trộn các ảnh rồi mới chia lô; với PyDataset, nó chỉ xáo trộn thứ tự các lô, "
    "còn trong mỗi lô vẫn là những ảnh ấy.",
    en="Note one more thing: given arrays, fit shuffles the images and then cuts them into batches; given a PyDataset, "
    "it shuffles just the order of the batches, each of which always has the same images.",
)
def test_the_images_of_arrays_are_shuffled_and_only_the_batches_of_a_py_dataset() -> None:
    in_order = [list(range(start, start + BATCH)) for start in range(0, IMAGES, BATCH)]
    import_keras().utils.set_random_seed(1)
    of_arrays = numbers_of_batches(adapted_arrays())
    assert sorted(number for batch in of_arrays for number in batch) == list(range(IMAGES))
    assert all(sorted(batch) not in in_order for batch in of_arrays)
    of_batches = numbers_of_batches(adapted_py_dataset())
    assert of_batches != in_order
    assert sorted(of_batches) == in_order


@claims(
    "faster",
    vi="Với PyDataset, bạn viết một class Python: __len__ cho biết có bao nhiêu lô, __getitem__ trả về một lô. Cách "
    "này dùng được với mọi backend,",
    en="With PyDataset, you write a Python class: __len__ says how many batches there are, and __getitem__ returns one "
    "of them. That works with every backend,",
)
def test_a_py_dataset_feeds_every_backend_that_trains() -> None:
    from keras.src.trainers.data_adapters.py_dataset_adapter import PyDatasetAdapter

    import_keras()
    ways = {"get_tf_dataset", "get_jax_iterator", "get_torch_dataloader"}
    assert ways <= vars(PyDatasetAdapter).keys()


# Mixed precision


def limits(kind: str) -> Any:  # noqa: ANN401
    """The largest and the smallest number of a kind, and how finely it tells numbers apart."""
    import ml_dtypes

    return ml_dtypes.finfo(kind)  # type: ignore[no-untyped-call]


@claims(
    "faster",
    vi="Một số thực (float) của mạng thường chiếm 32 bit, kiểu float32. Với mixed precision, các lớp tính bằng số 16 "
    "bit, còn trọng số vẫn giữ ở 32 bit, để những bước chỉnh nhỏ không bị làm tròn mất. Có hai kiểu 16 bit.",
    en="A float (số thực) of a network usually takes 32 bits, as float32. With mixed precision, the layers calculate "
    "with numbers of 16 bits, while the weights stay at 32 bits, so that small adjustments aren't lost by rounding. "
    "There are two kinds of 16 bits.",
)
@pytest.mark.parametrize("kind", ["float16", "bfloat16"])
def test_layers_calculate_with_16_bits_and_keep_weights_of_32_bits(kind: str, policy: Any) -> None:  # noqa: ANN401
    assert network().layers[1].compute_dtype == "float32"
    policy(f"mixed_{kind}")
    layer = network().layers[1]
    assert (layer.compute_dtype, layer.variable_dtype) == (kind, "float32")
    # A step of Adam's usual size beside a weight of 1 is lost in either kind.
    small = {"float16": 0.0001, "bfloat16": 0.001}[kind]
    assert limits(kind).bits == 16
    assert np.dtype(kind).type(1) + np.dtype(kind).type(small) == 1 < np.float32(1) + np.float32(small)


@claims(
    "faster",
    vi="float16 giữ được nhiều chữ số hơn, nhưng số lớn nhất của nó chỉ là 65.504. bfloat16 chứa được những số lớn và "
    "nhỏ gần như float32, nhưng giữ ít chữ số hơn.",
    en="float16 keeps more digits, but its largest number is just 65,504. bfloat16 holds numbers nearly as large and "
    "as small as float32 does, but keeps fewer digits.",
)
def test_float16_has_more_digits_and_bfloat16_the_range_of_float32() -> None:
    half, brain, single = (limits(kind) for kind in ("float16", "bfloat16", "float32"))
    assert float(half.max) == 65_504
    assert float(half.eps) < float(brain.eps)
    assert float(brain.max) == pytest.approx(float(single.max), rel=0.01)
    assert float(brain.tiny) == pytest.approx(float(single.tiny), rel=0.01)


@claims(
    "faster",
    vi="Lớp nhận kiểu số lúc được tạo ra. Dòng cuối của ô đặt lại float32, nếu không thì mọi mạng sau đó cũng tính "
    "bằng 16 bit.",
    en="A layer takes its kind of numbers when it is made. The last line of the cell sets float32 again; without that, "
    "all later networks would calculate with 16 bits, too.",
)
def test_a_layer_keeps_the_policy_under_which_it_was_made(policy: Any) -> None:  # noqa: ANN401
    before = network()
    policy("mixed_float16")
    during = network()
    policy("float32")
    after = network()
    assert [model.layers[1].compute_dtype for model in (before, during, after)] == ["float32", "float16", "float32"]


@claims(
    "faster",
    vi='Lớp cuối tính bằng float32. Đó là dtype="float32" trong build_model: softmax và hàm mất mát (loss function) '
    "cần đủ chữ số.",
    en='The last layer calculates in float32. That is dtype="float32" in build_model: softmax and the loss function '
    "(hàm mất mát) need all digits.",
)
def test_the_last_layer_calculates_with_32_bits_whatever_the_policy(policy: Any) -> None:  # noqa: ANN401
    policy("mixed_float16")
    model = network()
    assert model.layers[-1].compute_dtype == "float32"
    assert model.predict(images()[:2], verbose=0).dtype == np.float32


@claims(
    "faster",
    vi="Với float16, những độ dốc (slope) quá nhỏ thành 0. Vì vậy, Keras tự nhân giá trị mất mát với một số lớn trước "
    "khi tính gradient, rồi chia lại sau đó.",
    en="With float16, slopes (độ dốc) that are too small become 0. That is why Keras multiplies the loss by a large "
    "number before it computes the gradient, and divides again after that.",
)
def test_keras_scales_the_loss_of_float16_and_not_of_bfloat16(policy: Any) -> None:  # noqa: ANN401
    policy("mixed_float16")
    optimizer = network().optimizer
    assert type(optimizer).__name__ == "LossScaleOptimizer"
    assert float(optimizer.scale_loss(1.0)) > 1000
    policy("mixed_bfloat16")
    assert type(network().optimizer).__name__ == "Adam"


@claims(
    "faster",
    vi="Một độ dốc bằng 0,00000001. Đổi sang float16, nó thành bao nhiêu?",
    en="A slope is 0.00000001. What does it become as a float16?",
)
@claims(
    "faster",
    vi="0 | Số dương nhỏ nhất của float16 là khoảng 0,00000006. Nếu trước đó mọi thứ được nhân với 1.024, con số còn "
    "lại được, và sau này chia lại.",
    en="0 | The smallest positive number of float16 is about 0.00000006. If everything is multiplied by 1,024 "
    "beforehand, the number survives, and can be divided again later.",
)
@claims(
    "faster",
    vi="Vẫn 0,00000001, nếu không kể làm tròn | float16 không có số dương nào nhỏ như vậy.",
    en="Still 0.00000001, apart from rounding | float16 has no positive number as small as that.",
)
@claims(
    "faster",
    vi="Không có lỗi nào. Con số lặng lẽ thành 0, và trọng số ấy đứng yên.",
    en="There is no error. The number silently becomes 0, and that weight doesn't move.",
)
def test_a_slope_too_small_for_float16_becomes_0_unless_it_is_scaled() -> None:
    assert np.nextafter(np.float16(0), np.float16(1)) == pytest.approx(0.00000006, rel=0.01)
    with np.errstate(all="raise"):
        assert np.float16(SLOPE) == 0
    assert float(np.float16(SLOPE * SCALE)) / SCALE == pytest.approx(SLOPE, rel=0.01)


@claims(
    "faster",
    vi="Keras chỉ làm thế khi chính sách được đặt cho cả mạng, như ở đây, chứ không phải cho riêng từng lớp bằng "
    "dtype.",
    en="Keras only does so where the policy is set for the whole network, as here, and not for single layers with "
    "dtype.",
)
def test_the_loss_is_not_scaled_where_only_layers_have_the_policy() -> None:
    layers = import_keras().layers
    model = network([layers.Flatten(), layers.Dense(10, activation="softmax", dtype="mixed_float16")])
    assert model.layers[1].compute_dtype == "float16"
    assert type(model.optimizer).__name__ == "Adam"
