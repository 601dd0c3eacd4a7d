"""What the lessons say of training in the page is what the trainer's own code does, on its own digits.

Each claim was found to hold for the seeds 1, 2 and 42; here it is tested with 42, which is what a reader first meets.
"""

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page

from docs.plugins.fences.trainer import SEED
from docs.plugins.fences.trainer_code import template_of
from docs.plugins.fences.trainer_settings import FIELDS, NumberField, is_preset, preset_of
from docs.plugins.project.languages import Language
from docs.plugins.project.packed_digits import PATH
from examples.runner.packing import unpacked
from tests.support.claims import claims
from tests.support.programs import ROOT, script
from tests.support.reading import IN_LOCKSTEP, page
from tests.support.trainer import DECODED, TRAINED, encoded_digits, worker_script


def settings_of(name: str, *cells: str) -> dict[str, Any]:
    """The settings that the cells of a lesson give its trainer, as the Worker has them."""
    template = template_of([script(name).cell(cell).code for cell in cells])
    settings = template.settings
    return {
        "hidden": [units for units in (settings["units1"], settings["units2"]) if units],
        "activation": settings["activation"],
        "optimizer": settings["optimizer"],
        "learningRate": settings["learning_rate"],
        "batchSize": settings["batch_size"],
        "epochs": settings["epochs"],
        "digits": 2000,
        "seed": SEED,
        "zeros": template.zeros,
    }


LEARN = settings_of("learn", "one-layer", "fit")
TRAIN = settings_of("train", "model", "fit")
GENERALIZE = settings_of("generalize", "network", "compile", "memorize") | {"digits": 500}
GUESSING = -math.log(0.1)
# A training, and what the network makes of the validation digits after it: each loss, each answer, and how many neurons
# of the first layer give 0 for all of them.
TRAIN_AND_READ = """([file, settings]) => {
  const all = decoded(file);
  const { network, ...training } = trained(all, settings);
  const { outputs } = evaluate(network, all.validation);
  const scores = rowsOf(outputs.at(-1), all.validation.length);
  const neurons = rowsOf(outputs[1], all.validation.length);
  return JSON.stringify({
    ...training,
    losses: scores.map((each, number) => lossOf(each, all.validation[number].label)),
    answers: scores.map((each) => each.indexOf(Math.max(...each))),
    closed: [...neurons[0].keys()].filter((neuron) => neurons.every((row) => row[neuron] === 0)).length,
  });
}"""


@dataclass(frozen=True)
class Training:
    """The numbers of a training, each array with one for each epoch."""

    loss: NDArray[np.float64]
    accuracy: NDArray[np.float64]
    val_loss: NDArray[np.float64]
    val_accuracy: NDArray[np.float64]
    rest: Any

    @property
    def best(self) -> int:
        """The epoch, counted from 1, with the lowest loss on the validation digits."""
        return int(self.val_loss.argmin()) + 1


@pytest.fixture(scope="module")
def trained(used_tab: Page) -> Callable[..., Training]:
    """A function that trains with settings, once for the same ones."""
    used_tab.add_script_tag(content=worker_script("trainer/worker.js") + TRAINED + DECODED)
    digits = encoded_digits()

    @cache
    def run(settings: str) -> Training:
        result = json.loads(used_tab.evaluate(TRAIN_AND_READ, [digits, json.loads(settings)]))
        loss, accuracy, val_loss, val_accuracy = np.array([list(row.values()) for row in result["rows"]]).T
        return Training(loss, accuracy, val_loss, val_accuracy, result)

    return lambda lesson, **changes: run(
        json.dumps(lesson | changes | {"zeros": lesson["zeros"] and not changes.get("hidden")})
    )


@claims(
    "learn",
    vi="Ngay sau lô đầu, nhiều ô đã có nét chữ, chẳng hạn vòng của số 0",
    en="The first batch alone leaves strokes in many squares, such as the ring of the 0",
)
def test_after_the_first_batch_the_weights_of_neuron_0_are_a_ring(trained: Callable[..., Training]) -> None:
    square = np.array(trained(LEARN).rest["firstKernel"]).reshape(28, 28, 10)[:, :, 0]
    assert square[12:16, 12:16].max() < 0
    # Above, below, and on both sides of the middle.
    for part in (square[4:9, 12:16], square[19:24, 12:16], square[12:16, 5:10], square[12:16, 18:23]):
        assert part.max() > 0


@claims(
    "learn",
    vi="lúc đầu, mạng cho mỗi chữ số xác suất 0,1. Theo quy tắc ở mục trước, điểm của một nơ-ron khi ấy có độ dốc "
    "0,1 − 1 = −0,9 với ảnh có chữ số của nơ-ron, và 0,1 với ảnh khác. Vì vậy, bước đầu cộng những ảnh thứ nhất vào "
    "trọng số, và trừ đi những ảnh kia, nhưng nhẹ hơn chín lần",
    en="at first, the network gives every digit a probability of 0.1. So by the rule above, the slope of a neuron's "
    "score is 0.1 − 1 = −0.9 for an image of its own digit, and 0.1 for any other. The first step therefore adds the "
    "images of that digit to the neuron's weights, and subtracts the others, a ninth as strongly",
)
def test_the_first_step_adds_the_images_of_the_own_digit_and_subtracts_a_ninth_of_the_others(
    trained: Callable[..., Training],
) -> None:
    # All digits in one batch, whose order doesn't matter then.
    weights = np.reshape(trained(LEARN, digits=128, epochs=1).rest["firstKernel"], (784, 10))
    (images, labels), _ = unpacked((ROOT / PATH).read_bytes())
    slopes = 0.1 - np.eye(10)[labels[:128]]
    assert np.unique(slopes).tolist() == [0.1 - 1, 0.1]
    assert math.isclose(0.1 / 0.9, 1 / 9)
    np.testing.assert_allclose(
        weights, -LEARN["learningRate"] * images[:128].reshape(128, 784).T @ slopes / 128, atol=1e-6
    )


@claims(
    "learn",
    vi="Đường liền là số đo trong lúc huấn luyện, tính trung bình từ đầu epoch",
    en="The solid line is the mean over the epoch so far, measured while the network trains",
)
def test_the_loss_while_training_is_the_mean_over_the_epoch_so_far(trained: Callable[..., Training]) -> None:
    training = trained(LEARN)
    losses = np.reshape(training.rest["batchLosses"], (3, 16))
    sizes = np.array([128] * 15 + [2000 - 15 * 128])
    means = np.cumsum(losses * sizes, axis=1) / np.cumsum(sizes)
    np.testing.assert_allclose(np.reshape(training.rest["meansSoFar"], (3, 16)), means)
    np.testing.assert_allclose(training.loss, means[:, -1])


@claims(
    "learn",
    vi="hàm kích hoạt sigmoid, với đầu ra nằm giữa 0 và 1, hàm tanh, với đầu ra nằm giữa −1 và 1",
    en="sigmoid, an activation function whose outputs lie between 0 and 1, tanh, whose outputs lie between −1 and 1",
)
@pytest.mark.parametrize(("activation", "lowest"), [("sigmoid", 0), ("tanh", -1)])
@pytest.mark.usefixtures("trained")
def test_the_outputs_of_sigmoid_and_tanh_lie_between_these(used_tab: Page, activation: str, lowest: int) -> None:
    sums = [-9, -1, 0, 1, 9]
    outputs = used_tab.evaluate("([name, sums]) => sums.map(activationOf(name).apply)", [activation, sums])
    assert outputs == sorted(outputs)
    assert [outputs[0], outputs[-1]] == pytest.approx([lowest, 1], abs=0.001)
    assert lowest < outputs[0]
    assert outputs[-1] < 1


@claims(
    "learn",
    vi="Dù vậy, khi học xong, mạng đọc sai ít hơn mạng không có lớp ẩn. Hãy đặt số nơ-ron của lớp ẩn về 0",
    en="Even so, the network misreads fewer digits in the end than one without a hidden layer. Set the neurons of the "
    "hidden layer to 0",
)
def test_a_hidden_layer_misreads_fewer_digits(trained: Callable[..., Training]) -> None:
    # The same network goes on to overfit below.
    with_layer = trained(LEARN, hidden=[64], batchSize=32, epochs=24)
    without = trained(LEARN, batchSize=32, epochs=20)
    assert with_layer.val_accuracy[19] > without.val_accuracy[19]


@claims(
    "learn",
    vi="mạng sớm đọc đúng hết những ảnh để học. Giá trị mất mát trên tập kiểm định tăng trở lại trước epoch 20, trong "
    "khi độ chính xác trên tập ấy gần như đứng yên",
    en="the network soon reads every image it learns from correctly. Its loss on the validation set turns upward "
    "before epoch 20, while its accuracy there hardly moves",
)
def test_with_500_digits_a_hidden_layer_memorises(trained: Callable[..., Training]) -> None:
    training = trained(LEARN, hidden=[64], batchSize=32, epochs=60, digits=500)
    assert training.accuracy[20:].min() == 1
    assert training.best < 20
    assert training.val_loss[-1] > training.val_loss.min() + 0.04
    assert np.ptp(training.val_accuracy[training.best - 1 :]) < 0.02


@claims(
    "learn",
    vi="Hãy đặt “Số ảnh để học” là 2.000: giá trị mất mát có còn tăng trở lại không? Có, nhưng chỉ sau khi đã xuống "
    "thấp hơn nhiều",
    en="Set “Digits to learn from” to 2,000: does the loss still turn upward? It does, but only after it has fallen "
    "much lower",
)
def test_with_2_000_digits_the_loss_turns_upward_too_but_from_much_lower(trained: Callable[..., Training]) -> None:
    field = FIELDS["digits"]
    assert isinstance(field, NumberField)
    assert field.highest == 2000
    few = trained(LEARN, hidden=[64], batchSize=32, epochs=60, digits=500)
    many = trained(LEARN, hidden=[64], batchSize=32, epochs=24)
    assert many.val_loss[-1] > many.val_loss.min() + 0.008
    assert many.val_loss.min() < 0.75 * few.val_loss.min()


@claims(
    "learn",
    vi="Giá trị mất mát vọt lên, rồi trở về quanh 2,3. Đó là −ln 0,1: mạng cho chữ số nào cũng xác suất khoảng 0,1, "
    "tức là đoán mò. Những bước quá dài đã đẩy tổng của hầu hết các nơ-ron ẩn xuống dưới 0 với mọi ảnh",
    en="The loss shoots up, then comes back to about 2.3. That is −ln 0.1: the network gives every digit a "
    "probability of about 0.1, which is no better than guessing. Steps that are too long have pushed the sums of "
    "nearly all hidden neurons below 0 for every image",
)
@claims("learn", vi="mạng chỉ còn một, hai câu trả lời", en="the network has only one or two answers")
@claims(
    "learn",
    vi="Đầu ra của chúng đều là 0, nên gần như chỉ còn bias của lớp cuối",
    en="Their outputs are all 0, so almost only the biases of the last layer are left",
)
@claims(
    "learn",
    vi="ở đâu đó giữa 1 và 3, mạng bắt đầu không học được nữa",
    en="Somewhere between 1 and 3, learning breaks down",
)
def test_at_a_rate_of_3_the_neurons_of_a_hidden_layer_are_shut(trained: Callable[..., Training]) -> None:
    training = trained(LEARN, hidden=[64], learningRate=3, epochs=6)
    assert max(training.rest["batchLosses"]) > 100
    assert training.loss[-1] == pytest.approx(GUESSING, abs=0.1)
    assert max(training.accuracy[-1], training.val_accuracy[-1]) < 0.15
    assert training.rest["closed"] >= 60
    *_, second, first = sorted(np.bincount(training.rest["answers"], minlength=10))
    assert first + second >= 480


@claims(
    "learn",
    vi="Với tốc độ học 1, mạng vẫn học được",
    en="At a learning rate of 1, the network still learns",
)
@claims(
    "train",
    vi="Ở bài Mạng học thế nào, với tốc độ 1 mạng vẫn học được, nhưng bộ tối ưu ở đó là SGD",
    en="In How a network learns, the network still learned at a rate of 1, but with another optimizer, SGD",
)
def test_at_a_rate_of_1_it_still_learns(trained: Callable[..., Training]) -> None:
    assert LEARN["optimizer"] == "sgd" != TRAIN["optimizer"]
    training = trained(LEARN, hidden=[64], learningRate=1, epochs=6)
    assert training.val_accuracy[-1] > 0.8


@claims("train", vi="Hai đường của giá trị mất mát cắt nhau ở đâu", en="Where do the two lines of the loss cross")
@claims(
    "train",
    vi="Hai đường cắt nhau giữa epoch thứ hai và epoch thứ ba, như trong hình ở mục trước. Từ đó, loss vẫn giảm, còn "
    "val_loss khi học xong chỉ quanh mức của epoch thứ ba. Như vậy, đã có khoảng cách khái quát hoá, nhưng val_loss "
    "chưa tăng rõ như trong bài",
    en="The lines cross between the second epoch and the third, as they did in the section before. From there on, loss "
    "keeps falling, while val_loss ends about where it was in the third epoch. So the generalization gap opens, but "
    "unlike in the lesson, val_loss doesn't clearly rise yet",
)
def test_on_2_000_digits_the_lines_cross_after_the_second_epoch(trained: Callable[..., Training]) -> None:
    # The lesson's epochs are the first of a longer training, which is needed below.
    training = trained(TRAIN, epochs=20)
    loss, val_loss = (each[: TRAIN["epochs"]] for each in (training.loss, training.val_loss))
    assert loss[1] > val_loss[1]
    assert loss[2] < val_loss[2]
    assert np.diff(loss).max() < 0
    assert val_loss[-1] == pytest.approx(val_loss[2], abs=0.04)


@claims(
    "train",
    vi="Với 500 ảnh, val_loss thấp nhất vào khoảng epoch 10, rồi tăng đến hết, trong khi accuracy lên tới 100%. "
    "Vậy mà val_accuracy không giảm, còn nhích lên một chút",
    en="With 500 digits, val_loss is lowest around epoch 10 and then rises to the end, while accuracy reaches 100%. "
    "And yet val_accuracy doesn't fall; it even creeps up",
)
def test_with_500_digits_the_lessons_network_overfits(trained: Callable[..., Training]) -> None:
    training = trained(TRAIN, digits=500, epochs=40)
    assert 8 <= training.best <= 13
    assert training.val_loss[-1] == training.val_loss[training.best :].max()
    assert training.accuracy[-1] == 1
    assert training.val_accuracy[-1] > training.val_accuracy[training.best - 1]


@claims(
    "train",
    vi="Ngay trong epoch đầu, loss lên đến hàng nghìn, nên đường cong chạy dọc mép trên của biểu đồ. Sau đó, loss trở "
    "về gần −ln 0,1 = 2,30. Đó là giá trị mất mát khi mạng cho mỗi chữ số xác suất khoảng 0,1, tức là đoán mò. Độ "
    "chính xác cũng chỉ còn khoảng 10%",
    en="In the very first epoch, loss is in the thousands, so the curve runs along the top edge of the chart. Then "
    "loss comes back to nearly −ln 0.1 = 2.30. That is the loss when the network gives each digit a probability of "
    "about 0.1, which is guessing. The accuracy is no more than about 10%",
)
@claims(
    "train",
    vi="Với hạt giống 42 có sẵn trong hình, khi học xong, val_loss vẫn lớn hơn 16, như bảng số cho thấy. −ln p không "
    "có giới hạn trên: chỉ một ảnh, có xác suất của nhãn đúng gần như bằng 0, đã có giá trị mất mát hơn 7.000, và kéo "
    "trung bình của cả 500 ảnh lên cao như vậy",
    en="With the seed 42, which the figure begins with, val_loss ends above 16, as the table shows. −ln p has no upper "
    "limit: a single image, whose right label gets a probability of almost 0, has a loss of more than 7,000, and lifts "
    "the mean of all 500 that high",
)
def test_at_a_rate_of_1_adam_diverges(trained: Callable[..., Training]) -> None:
    assert SEED == 42
    training = trained(TRAIN, learningRate=1)
    assert training.loss[0] > 1000
    assert training.loss[-1] == pytest.approx(GUESSING, abs=0.15)
    assert 0.08 <= training.accuracy[-1] <= 0.12
    assert 0.08 <= training.val_accuracy[-1] <= 0.12
    assert training.val_loss[-1] > 16
    *others, largest = sorted(training.rest["losses"])
    assert np.mean(others) < 3
    assert largest > 7000
    assert len(others) + 1 == 500


@claims(
    "train",
    vi="thử ba cách. Trước mỗi cách, bạn chọn lại “Quá khớp”: Thêm dữ liệu: đặt “Số ảnh để học” là 2.000. val_loss "
    "vẫn tăng trở lại, nhưng khi học xong thì thấp hơn hẳn, và mạng đọc đúng nhiều hơn. Cách này có ích nhất. Bớt "
    "epoch: 10 thay cho 40. val_loss thấp hơn khi học xong, nhưng val_accuracy cũng thấp hơn một chút, nên chọn theo "
    "số nào là tuỳ bạn",
    en="try three ways. Before each, choose “Overfitting” again: More data: set “Digits to learn from” to 2,000. "
    "val_loss still turns upward, but ends far lower, and the network reads more digits correctly. This helps most. "
    "Fewer epochs: 10 instead of 40. val_loss ends lower, but val_accuracy is a little lower, too, so which is better "
    "depends on which of the two you go by",
)
@claims(
    "train",
    vi="32 nơ-ron ở lớp ẩn 1, và 0 ở lớp ẩn 2. Suốt 40 epoch, val_loss không còn tăng trở lại, nhưng mạng đọc kém hơn",
    en="32 neurons in hidden layer 1, and 0 in hidden layer 2. val_loss no longer turns upward within 40 epochs, but "
    "the network reads worse",
)
def test_of_three_ways_against_overfitting_more_digits_help_most(trained: Callable[..., Training]) -> None:
    overfit = trained(TRAIN, digits=500, epochs=40)
    # Half of the 40 epochs show how it ends: it reads all that it learns from, and no more than creeps.
    more = trained(TRAIN, epochs=20)
    smaller = trained(TRAIN, digits=500, epochs=40, hidden=[32])
    assert more.accuracy[-5:].min() == 1
    assert more.val_loss[-1] > more.val_loss.min() + 0.01
    assert np.abs(np.diff(more.val_loss[-5:])).max() < 0.005
    assert more.val_loss[-1] < 0.6 * overfit.val_loss[-1]
    assert more.val_accuracy[-1] > overfit.val_accuracy[-1]
    # With fewer epochs, a training is the beginning of a longer one.
    assert overfit.val_loss[9] < overfit.val_loss[-1]
    assert overfit.val_accuracy[9] < overfit.val_accuracy[-1]
    assert smaller.best == 40
    assert smaller.val_accuracy[-1] < overfit.val_accuracy[-1]
    ways = more.val_accuracy[-1], overfit.val_accuracy[9], smaller.val_accuracy[-1]
    assert max(ways) == ways[0]


@claims(
    "learn",
    vi="Nhấn “Bắt đầu lại” rồi “Huấn luyện”, bạn được đúng đường cong cũ, vì hạt giống ngẫu nhiên vẫn như cũ",
    en="Press “Start again” and then “Train”, and you get the very same curve, because the random seed is the same",
)
@claims(
    "train",
    vi="Đường cong đổi theo, và epoch có val_loss thấp nhất cũng vậy",
    en="You get another curve, and val_loss is lowest in another epoch",
)
def test_another_seed_gives_another_curve_and_another_lowest_epoch(trained: Callable[..., Training]) -> None:
    # By epoch 20, val_loss has been rising for a while.
    first, second = (trained(TRAIN, digits=500, epochs=epochs, seed=seed) for seed, epochs in ((42, 40), (1, 20)))
    assert second.val_loss[-1] == second.val_loss[second.best :].max()
    assert first.best != second.best
    assert list(first.val_loss[:20]) != list(second.val_loss)


@claims(
    "generalize",
    vi="Hình chỉ đo trên 500 ảnh đầu của tập kiểm định",
    en="The figure measures on the first 500 images of the validation set only",
)
@claims(
    "generalize",
    vi="Hai biểu đồ theo từng epoch, như ở mục trước",
    en="Two charts by epoch, as in the section before",
)
@claims(
    "generalize",
    vi="huấn luyện mạng ấy ngay trong trình duyệt, cũng với 500 ảnh",
    en="trains that network in your browser, on 500 images as well",
)
@claims(
    "generalize",
    vi="Mạng sớm đọc đúng cả 500 ảnh đã học. val_loss thấp nhất trước epoch 10, rồi tăng đến hết, trong khi "
    "val_accuracy hầu như đứng yên",
    en="The network soon reads all 500 of its images correctly. val_loss is lowest before epoch 10 and then rises to "
    "the end, while val_accuracy hardly moves",
)
@pytest.mark.parametrize("language", IN_LOCKSTEP, ids=lambda language: language.code)
def test_the_lesson_on_generalizing_overfits_in_the_page_too(
    trained: Callable[..., Training], language: Language
) -> None:
    first, *_ = filter(is_preset, page("generalize", language.code).fences_of("trainer")[0].body.splitlines())
    assert preset_of(first).settings == {"digits": GENERALIZE["digits"]}
    # The lesson's epochs go on like these.
    training = trained(GENERALIZE, epochs=20)
    assert training.accuracy[9:].min() == 1
    assert training.best < 10
    assert (np.diff(training.val_loss[training.best - 1 :]) > 0).all()
    assert np.ptp(training.val_accuracy[training.best - 1 :]) < 0.02


@claims(
    "generalize",
    vi="Gấp bốn số ảnh | Số bước gần như cũ. Hai đường đứt dừng lại ở đâu",
    en="Four times the images | The number of steps is almost the same. Where do the two dashed lines end",
)
@claims(
    "generalize",
    vi="Gấp bốn số ảnh. Với 2.000 ảnh",
    en="Four times the images. With 2,000 images",
)
@claims(
    "generalize",
    vi="Với 2.000 ảnh thì 8 epoch cũng có gần bấy nhiêu bước, nên mạng không được học lâu hơn. Vậy mà khi học xong, "
    "val_loss chỉ còn chừng một nửa, và mạng đọc đúng nhiều hơn hẳn",
    en="With 2,000 images, 8 epochs have about as many steps, so the network doesn't learn for longer. And yet "
    "val_loss ends at about half, and the network reads many more digits correctly",
)
def test_four_times_the_digits_halve_the_loss_in_as_many_steps(trained: Callable[..., Training]) -> None:
    few, many = trained(GENERALIZE, epochs=20), trained(GENERALIZE, digits=2000, epochs=8)
    assert math.ceil(2000 / 32) * 8 == pytest.approx(math.ceil(500 / 32) * GENERALIZE["epochs"], rel=0.06)
    assert GENERALIZE["batchSize"] == 32
    assert 0.45 < many.val_loss[-1] / few.val_loss[-1] < 0.6
    assert many.val_accuracy[-1] > few.val_accuracy[-1] + 0.05


@claims(
    "generalize",
    vi="Mỗi epoch chỉ có một bước. Giá trị mất mát trên tập kiểm định có tăng trở lại",
    en="Each epoch has just one step. Does the loss on the validation set clearly rise again",
)
@claims(
    "generalize",
    vi="Mạng chỉ đi 30 bước, đủ để đọc đúng gần hết 500 ảnh đã học, nhưng chưa đủ để quá khớp rõ rệt. val_loss giảm "
    "gần như đến cuối và dừng lại thấp hơn, nhưng val_accuracy cũng thấp hơn",
    en="The network takes just 30 steps, enough to read nearly all of the 500 images correctly, and too few to overfit "
    "clearly. val_loss falls almost to the end, and ends lower, but val_accuracy is lower, too",
)
def test_in_30_steps_the_network_learns_the_digits_and_does_not_overfit_yet(trained: Callable[..., Training]) -> None:
    many_steps, training = trained(GENERALIZE, epochs=20), trained(GENERALIZE, batchSize=500)
    assert len(training.loss) == len(training.rest["batchLosses"]) == 30
    assert training.accuracy[-1] > 0.99
    assert training.best >= 28
    assert training.val_loss[-1] < many_steps.val_loss[-1]
    assert training.val_accuracy[-1] < many_steps.val_accuracy[-1]


@claims(
    "generalize",
    vi="Tốc độ học gấp mười | Khi học xong",
    en="Ten times the learning rate | Where does the loss",
)
@claims(
    "generalize",
    vi="Tốc độ học gấp mười. Khi học xong, val_loss cao hơn hẳn, nhưng mạng không đọc kém hẳn đi: có hạt giống thì "
    "nhỉnh hơn, có hạt giống thì kém hơn một chút",
    en="Ten times the learning rate. val_loss ends far higher, but the network doesn't read much worse: with some "
    "seeds it is a little better, with others a little worse",
)
def test_at_ten_times_the_rate_the_loss_is_far_higher_and_the_accuracy_is_not(trained: Callable[..., Training]) -> None:
    rate = 10 * GENERALIZE["learningRate"]
    assert rate == 0.01
    # By then it has learned all that it learns from, and its accuracy hardly moves. With the seed 2, it is better.
    usual, fast = trained(GENERALIZE, epochs=20), trained(GENERALIZE, learningRate=rate, epochs=15)
    assert fast.accuracy[-1] == 1
    assert fast.val_loss[-1] > 1.5 * usual.val_loss[-1]
    assert usual.val_accuracy[-1] - 0.03 < fast.val_accuracy[-1] < usual.val_accuracy[-1]
