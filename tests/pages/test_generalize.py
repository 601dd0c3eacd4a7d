"""What the page `generalize` says of Keras where it cures and where it takes scores; no network is trained here.

`test_generalize_record.py` and `test_generalize_cures_record.py` test the recorded runs.
"""

import contextlib
import io
import warnings
from collections.abc import Sequence
from math import log
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from examples.runner.quiet import import_keras
from tests.support.claims import claims
from tests.support.digits import DIGITS
from tests.support.programs import run_of, script

pytestmark = pytest.mark.keras
# The second image of the cell on logits.
SCORES, TARGETS = np.array([[0, 30, 0]], "float32"), np.array([[1, 0, 0]], "float32")


def numbers(tensor: Any) -> NDArray[np.float64]:  # noqa: ANN401
    """A tensor as an array of NumPy."""
    return np.asarray(import_keras().ops.convert_to_numpy(tensor), np.float64)


def stopped_after(losses: Sequence[float], **settings: Any) -> tuple[int, int]:  # noqa: ANN401
    """The epoch after which EarlyStopping stops, or the last one, where these are the losses; and which is the best."""
    stopping = import_keras().callbacks.EarlyStopping(**settings)
    model = SimpleNamespace(stop_training=False, get_weights=lambda: [])
    stopping.set_model(model)
    stopping.on_train_begin()
    for epoch, loss in enumerate(losses):
        stopping.on_epoch_end(epoch, {"val_loss": loss})
        if model.stop_training:
            break
    return epoch + 1, stopping.best_epoch + 1


def of_a_spot(layer: Any, row: int, column: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:  # noqa: ANN401
    """Where the layer brings a spot of ink in each of many images: rows and columns from an image's middle."""
    import_keras().utils.set_random_seed(1)
    images = np.zeros((1_000, 28, 28, 1), "float32")
    images[:, row : row + 2, column : column + 2] = 1
    changed = numbers(layer(images, training=True))[..., 0]
    from_middle = np.arange(28) - 13.5
    ink = changed.sum(axis=(1, 2))
    return changed.sum(axis=2) @ from_middle / ink, changed.sum(axis=1) @ from_middle / ink


def network_with_softmax() -> Any:  # noqa: ANN401
    """A network that gives the softmax of what it is given, compiled as the lesson's."""
    keras = import_keras()
    network = keras.Sequential(
        [keras.Input(shape=(3,)), keras.layers.Dense(3, activation="softmax", kernel_initializer="identity")]
    )
    network.compile(loss="categorical_crossentropy")
    return network


@claims(
    "generalize",
    vi="EarlyStopping theo dõi val_loss sau mỗi epoch, dừng khi năm epoch liền không cho mức thấp nhất mới "
    "(patience=5),",
    en="EarlyStopping watches val_loss after each epoch, stops once five epochs in a row have brought no new lowest "
    "value (patience=5),",
)
def test_early_stopping_watches_val_loss_and_stops_once_five_epochs_brought_nothing_lower() -> None:
    assert import_keras().callbacks.EarlyStopping().monitor == "val_loss"
    assert stopped_after([3, 2, 3, 3, 3, 3, 1, 2, 2, 2, 2, 2, 0], patience=5) == (12, 7)


@claims(
    "generalize",
    vi="Epoch 8 lại cho 0,46, nhưng bằng thì không phải là thấp hơn. Vậy là kiên nhẫn ba epoch đã hết, và "
    "EarlyStopping dừng sau epoch 8.",
    en="Epoch 8 has 0.46 again, which isn't lower. So the patience of three epochs has run out, and EarlyStopping "
    "stops after epoch 8.",
)
def test_keras_too_takes_an_equal_loss_for_no_better_and_stops_after_epoch_8() -> None:
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(script("solutions/generalize").cell("patience").code, names)
    losses = names["val_losses"]
    assert stopped_after(losses, patience=3) == (8, 5)
    assert (names["stopped_epoch"], names["best_epoch"]) == (8, 5)
    # Were an equal loss better, it would go on.
    assert stopped_after([*losses[:7], losses[7] - 0.001, *losses[8:]], patience=3) == (12, 10)


@claims(
    "generalize",
    vi="Lớp dropout ngẫu nhiên đưa một phần đầu ra của lớp trước về 0, mỗi bước một phần khác.",
    en="A dropout layer sets some of the outputs of the layer before it to 0, at random and different ones in each "
    "step.",
)
@claims(
    "generalize",
    vi="Trung bình chỉ còn một nửa, nên số nào còn lại thì được nhân đôi. Nhờ vậy, tính trung bình, tổng mà lớp sau "
    "nhận được vẫn như cũ. Dòng cuối là lúc đo và dự đoán: lớp này không làm gì cả.",
    en="On average, just half of them stay, so those that stay are doubled. That way, the sum that the next layer "
    "gets is on average the same as before. The last line is what happens in evaluation and prediction: the layer "
    "does nothing.",
)
@claims(
    "generalize",
    vi="mỗi số 1 còn lại thành bao nhiêu trong lúc huấn luyện?",
    en="what does each 1 that stays become in training?",
)
@claims(
    "generalize",
    vi="Cứ năm số thì trung bình chỉ còn một, nên số ấy phải gấp năm để tổng vẫn như cũ.",
    en="Of five numbers, only one stays on average, so it has to be five times as large for the sum to be the same.",
)
@claims(
    "generalize",
    vi="Phép chia ấy coi 0,8 là phần còn lại,",
    en="That division takes 0.8 for the share that stays.",
)
@claims(
    "generalize",
    vi="Số còn lại gấp đôi khi một nửa bị bỏ đi.",
    en="Those that stay are doubled where half are dropped.",
)
@pytest.mark.parametrize(("rate", "kept"), [(0.5, 2), (0.8, 5)])
def test_dropout_multiplies_what_stays_so_that_the_sum_is_the_same_on_average(rate: float, kept: int) -> None:
    keras = import_keras()
    keras.utils.set_random_seed(1)
    layer = keras.layers.Dropout(rate)
    ones = np.ones((1, 20_000), "float32")
    first, second = (numbers(layer(ones, training=True)) for _ in range(2))
    assert np.unique(first) == pytest.approx([0, kept])
    assert np.mean(first > 0) == pytest.approx(1 - rate, abs=0.02)
    assert first.mean() == pytest.approx(1, abs=0.05)
    assert not np.array_equal(first, second)
    assert np.array_equal(numbers(layer(ones, training=False)), ones)


@claims(
    "generalize",
    vi="Suy giảm trọng số (weight decay) kéo mọi trọng số về phía 0 một chút ở mỗi bước,",
    en="Weight decay (suy giảm trọng số) pulls all weights a little towards 0 in each step,",
)
@claims(
    "generalize",
    vi="Ở mỗi bước, Keras làm mọi trọng số nhỏ đi theo cùng một tỉ lệ: tốc độ học nhân với weight_decay, ở đây là "
    "0,001 · 0,1 = 0,0001.",
    en="In each step, Keras makes every weight smaller by a fixed share: the learning rate times weight_decay, here "
    "0.001 · 0.1 = 0.0001.",
)
def test_weight_decay_makes_every_weight_smaller_by_the_rate_times_it_in_each_step() -> None:
    keras = import_keras()
    optimizer = keras.optimizers.Adam(learning_rate=0.001, weight_decay=0.1)
    weights = keras.Variable(np.array([1, -20], "float32"))
    optimizer.build([weights])
    # Nothing else moves a weight whose gradient is 0.
    for step in (1, 2, 3):
        optimizer.apply([np.zeros(2, "float32")])
        assert numbers(weights) == pytest.approx(np.array([1, -20]) * (1 - 0.0001) ** step, rel=1e-6)


@claims(
    "generalize",
    vi="RandomTranslation(0.05, 0.05) xê dịch ảnh theo chiều dọc và chiều ngang, mỗi chiều nhiều nhất 5% của 28 điểm "
    "ảnh, tức là 1,4 điểm ảnh.",
    en="RandomTranslation(0.05, 0.05) shifts an image up or down and to the left or right, each by at most 5% of 28 "
    "pixels, which is 1.4 pixels.",
)
def test_random_translation_shifts_by_up_to_5_percent_of_28_pixels_each_way() -> None:
    rows, columns = of_a_spot(import_keras().layers.RandomTranslation(0.05, 0.05), 13, 13)
    assert round(0.05 * 28, 10) == 1.4
    for moved in (rows, columns):
        assert (moved.min(), moved.max()) == pytest.approx((-1.4, 1.4), abs=0.02)
        assert np.abs(moved).max() < 1.4 + 1e-4
    # Each direction is chosen alone.
    assert abs(np.corrcoef(rows, columns)[0, 1]) < 0.1


@claims(
    "generalize",
    vi="RandomRotation(0.03) xoay ảnh nhiều nhất 3% của một vòng, tức là khoảng 11 độ, về cả hai phía.",
    en="RandomRotation(0.03) turns it by at most 3% of a full turn, which is about 11 degrees, either way.",
)
@claims(
    "generalize",
    vi="Lớp RandomRotation(0.5) xoay ảnh đến nửa vòng, về cả hai phía.",
    en="The layer RandomRotation(0.5) turns an image by up to half a turn, either way.",
)
@pytest.mark.parametrize(("share", "degrees"), [(0.03, 11), (0.5, 180)])
def test_random_rotation_turns_by_up_to_that_share_of_a_turn_either_way(share: float, degrees: int) -> None:
    rows, columns = of_a_spot(import_keras().layers.RandomRotation(share), 13, 23)
    angles = np.degrees(np.arctan2(rows, columns))
    assert round(360 * share) == degrees
    assert (angles.min(), angles.max()) == pytest.approx((-360 * share, 360 * share), rel=0.02)


@claims(
    "generalize",
    vi="Hai lớp ấy cần trục kênh, nên đứng sau Reshape((28, 28, 1)). Chúng không có tham số nào, và như dropout, "
    "evaluate và predict bỏ qua chúng. Nhưng nếu bạn tự gọi mạng, như model(images), hãy viết thêm training=False: "
    "không có đối số ấy, hai lớp này vẫn biến đổi ảnh.",
    en="Both layers need an axis for the channels, so they come after Reshape((28, 28, 1)). They have no parameters, "
    "and like dropout, they are left out by evaluate and predict. But if you call the network yourself, as in "
    "model(images), add training=False: without that argument, these two layers still change the images.",
)
@pytest.mark.parametrize("name", ["RandomTranslation", "RandomRotation"])
def test_both_layers_need_channels_have_no_parameters_and_change_images_unless_told_not_to(name: str) -> None:
    keras = import_keras()
    layer = getattr(keras.layers, name)(*{"RandomTranslation": (0.4, 0.0), "RandomRotation": (0.2,)}[name])
    keras.utils.set_random_seed(1)
    images = np.zeros((5, 28, 28), "float32")
    images[2, :10, :10] = 1
    changed = numbers(layer(images[..., None], training=True))
    assert changed[[0, 1, 3, 4]].max() == 0
    assert not np.array_equal(changed[..., 0], images)
    # Without channels, it takes the images for the rows of one image, and mixes them up.
    assert numbers(layer(images, training=True))[[0, 1, 3, 4]].max() > 0
    assert layer.count_params() == 0
    assert np.array_equal(numbers(layer(images[..., None], training=False))[..., 0], images)
    assert not np.array_equal(numbers(layer(images[..., None]))[..., 0], images)
    network = keras.Sequential([keras.Input((28, 28, 1)), layer])
    assert np.array_equal(network.predict(images[..., None], verbose=0)[..., 0], images)
    cell = script("generalize").cell("build-model").code
    assert cell.index("layers.Reshape((28, 28, 1)),") < cell.index(f"layers.{name}(")


@claims(
    "generalize",
    vi="Tính từ xác suất, Keras thay mọi xác suất nhỏ hơn 0,0000001 bằng chính số ấy, để khỏi phải lấy ln 0.",
    en="Computed from the probabilities, Keras raises every probability below 0.0000001 to that number, so that it "
    "never takes ln 0.",
)
@pytest.mark.parametrize(("probability", "taken"), [(0.0, 1e-7), (1e-9, 1e-7), (1e-6, 1e-6)])
def test_keras_raises_every_probability_below_a_ten_millionth_to_it(probability: float, taken: float) -> None:
    keras = import_keras()
    probabilities = np.array([[probability, 1 - probability, 0.0]])
    (loss,) = numbers(keras.losses.categorical_crossentropy(TARGETS.astype(float), probabilities))
    assert loss == pytest.approx(-log(taken), abs=1e-3)
    assert keras.config.epsilon() == 1e-7


@claims(
    "generalize",
    vi="Quên from_logits=True thì Keras coi điểm là xác suất: nó chia mỗi điểm cho tổng, để chúng cộng lại bằng 1, "
    "rồi thay những số quá nhỏ như ở trên.",
    en="If you forget from_logits=True, Keras takes the scores for probabilities: it divides them by their sum, so "
    "that they add up to 1, and raises what is too small, as above.",
)
def test_forgotten_from_logits_gives_no_warning_but_the_loss_of_each_score_s_share() -> None:
    loss = import_keras().losses.categorical_crossentropy
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = numbers(loss(np.array([[0.0, 1, 0], [1, 0, 0]]), np.array([[1.0, 3, 2], [0, 30, 0]])))
    assert found == pytest.approx([-log(3 / 6), -log(1e-7)], abs=1e-3)


@claims(
    "generalize",
    vi="Vậy mạng của khoá học này, với softmax ở lớp cuối, có bị chặn ở 16,12 như vậy không? Với backend TensorFlow "
    "thì không: Keras nhớ những điểm mà softmax của mạng nhận vào, và tự tính giá trị mất mát từ đó.",
    en="Is the loss of this course's networks, with softmax in the last layer, held at 16.12 like that? With the "
    "TensorFlow backend, it isn't: Keras remembers the scores that went into the network's softmax, and computes "
    "the loss from them.",
)
def test_with_tensorflow_the_loss_of_a_network_that_ends_in_softmax_is_not_held() -> None:
    keras = import_keras()
    assert keras.backend.backend() == "tensorflow"
    network = network_with_softmax()
    assert network.evaluate(SCORES, TARGETS, verbose=0) == pytest.approx(30)
    # It is held where the scores are not known any more.
    probabilities = network.predict(SCORES, verbose=0)
    (loss,) = numbers(keras.losses.categorical_crossentropy(TARGETS, probabilities))
    assert loss == pytest.approx(16.12, abs=0.005)


@claims(
    "generalize",
    vi="Không phải backend nào cũng vậy: với backend JAX, giá trị mất mát bị chặn.",
    en="Not every backend does that: with the JAX backend, the loss is held there.",
)
def test_with_jax_the_loss_of_softmax_is_held() -> None:
    pytest.importorskip("jax")
    # What a network with the backend JAX computes; a process has just one backend.
    from keras.src.backend.jax import nn

    (loss,) = np.asarray(nn.categorical_crossentropy(TARGETS, nn.softmax(SCORES)))
    assert loss == pytest.approx(16.12, abs=0.005)


@claims(
    "generalize",
    vi='Đặt sau layers.Dense(10), lớp này cho đúng kết quả của layers.Dense(10, activation="softmax"), và đầu ra của '
    "Dense(10) khi ấy chính là logit.",
    en='After layers.Dense(10), it gives exactly what layers.Dense(10, activation="softmax") gives, and the output '
    "of Dense(10) is then the logits.",
)
def test_activation_as_a_layer_gives_what_the_argument_gives() -> None:
    keras = import_keras()
    plain, with_softmax = keras.layers.Dense(10), keras.layers.Dense(10, activation="softmax")
    images = np.random.default_rng(1).random((4, 5), "float32")
    logits = plain(images)
    with_softmax.build(images.shape)
    with_softmax.set_weights(plain.get_weights())
    probabilities = numbers(with_softmax(images))
    assert np.array_equal(numbers(keras.layers.Activation("softmax")(logits)), probabilities)
    exponentials = np.exp(numbers(logits))
    assert probabilities == pytest.approx(exponentials / exponentials.sum(axis=1, keepdims=True), rel=1e-5)


@claims(
    "generalize",
    vi="Với dropout=0.0, các lớp Dropout không làm gì cả, nên mặc định thì đây vẫn là mạng của mục đầu tiên",
    en="with dropout=0.0, the Dropout layers do nothing, so by default this is the network of the first section",
)
def test_by_default_the_function_builds_the_network_of_the_first_section() -> None:
    run = run_of("generalize")
    built = run.names["build_model"]()
    first = [(layer["class"], layer["parameters"]) for layer in run.values["network"]]
    assert [(type(layer).__name__, layer.count_params()) for layer in without_dropout(built)] == first[1:]
    stack = import_keras().Sequential([import_keras().Input((28, 28)), *without_dropout(built)])
    images = DIGITS.val_images[:10]
    assert np.array_equal(numbers(built(images, training=True)), numbers(stack(images, training=True)))


def without_dropout(model: Any) -> list[Any]:  # noqa: ANN401
    """The layers of a network without those of dropout."""
    return [layer for layer in model.layers if type(layer).__name__ != "Dropout"]


# Early stopping


class Weighted:
    """A network with one weight, which is the number of the epoch that it has learnt last."""

    def __init__(self) -> None:
        keras = import_keras()
        self.model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False)])
        self.model.compile(loss="mse")

    def learn(self, losses: list[float], *callbacks: Any) -> int:  # noqa: ANN401
        """Go on until a callback stops it, and return the number of the last epoch."""
        every = import_keras().callbacks.CallbackList(list(callbacks), model=self.model)
        every.on_train_begin()
        self.model.stop_training = False
        for epoch, loss in enumerate(losses, start=1):
            self.model.set_weights([np.array([[epoch]], "float32")])
            every.on_epoch_end(epoch - 1, {"val_loss": loss})
            if self.model.stop_training:
                break
        every.on_train_end()
        return epoch

    @property
    def epoch(self) -> int:
        return epoch_of(self.model)


def epoch_of(model: Any) -> int:  # noqa: ANN401
    return int(model.get_weights()[0].item())


@claims(
    "generalize",
    vi="dừng khi năm epoch liền không cho mức thấp nhất mới (patience=5), rồi khôi phục trọng số (weight) của epoch "
    "tốt nhất. Cùng lúc, ModelCheckpoint lưu mạng ra tệp mỗi khi val_loss xuống thấp hơn mọi epoch trước",
    en="stops once five epochs in a row have brought no new lowest value (patience=5), and then restores the weights "
    "(trọng số) of the best epoch. Meanwhile, ModelCheckpoint saves the network to a file whenever val_loss is lower "
    "than in all epochs before",
)
def test_training_stops_after_five_epochs_without_a_lower_loss_and_both_keep_the_best(tmp_path: Path) -> None:
    callbacks = import_keras().callbacks
    stop = callbacks.EarlyStopping(patience=5, restore_best_weights=True)
    keep = callbacks.ModelCheckpoint(tmp_path / "best.keras", save_best_only=True)
    network = Weighted()
    losses = [0.9, 0.6, 0.7, 0.5, *[0.55] * 20]
    assert network.learn(losses, keep, stop) == 4 + 5
    assert network.epoch == 4
    assert epoch_of(import_keras().models.load_model(tmp_path / "best.keras", compile=False)) == 4
