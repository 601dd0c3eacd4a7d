"""What the page `generalize` says of its scripts, and of their recorded runs on MNIST."""

import re
from math import ceil

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support.claims import claims
from tests.support.generalize_runs import (
    HARMS,
    HELPS,
    NOT_CLEAR,
    NOTHING,
    code,
    measured,
    printed,
    value,
    verdicts,
    without,
)

IMAGES, EPOCHS, BATCH, VALIDATION_IMAGES = 500, 30, 32, 6_000
STEPS = EPOCHS * ceil(IMAGES / BATCH)
SEEDS = (1, 2, 3)
SLOW, FAST, SMALL_BATCH, LARGE_BATCH = (
    "learning rate 0.0003",
    "learning rate 0.003",
    "batch size 8",
    "batch size 128",
)


def scores(name: str) -> NDArray[np.float64]:
    """Of each seed: loss and accuracy on the images that it learns from, and on the validation set."""
    return np.array(value(f"{name}-scores"))


def points(gain: float) -> float:
    return 100 * gain


# A network that learns by heart


@claims(
    "generalize",
    vi="Mạng học thuộc 500 ảnh và mạng đọc được ảnh mới",
    en="A network that learns 500 images by heart, and one that reads new ones",
)
@claims(
    "generalize",
    vi="trung bình mỗi chữ số 50 ảnh",
    en="which makes 50 for each digit on average",
)
@claims(
    "generalize", vi="Trong bài này, mạng chỉ được học 500 ảnh", en="the network gets only 500 images to learn from"
)
@claims(
    "generalize",
    vi="Chỉ có tập huấn luyện (training set) là khác: X[:500], tức là 500 ảnh đầu tiên",
    en="Only the training set (tập huấn luyện) differs: it is X[:500], the first 500 images",
)
@claims(
    "generalize",
    vi="với 235.146 tham số (parameter) cho 500 ảnh",
    en="with 235,146 parameters (tham số) for 500 images",
)
@claims(
    "generalize",
    vi="Mạng nơ-ron (neural network) của các bài trước học từ 54.000 ảnh",
    en="In the earlier lessons, the neural network (mạng nơ-ron) learned from 54,000 images",
)
def test_500_images_are_what_it_learns_from_and_6_000_are_to_validate() -> None:
    assert value("set-shapes") == [[IMAGES, 28, 28], [VALIDATION_IMAGES, 28, 28], [10_000, 28, 28]]
    assert "X_train, y_train = X[:500], y[:500]" in code("data")
    assert np.mean(value("digits-of-the-sets")[0]) == 50
    assert sum(layer["parameters"] for layer in value("network")) == 235_146
    assert value("set-shapes", "train")[0][0] == 54_000


@claims(
    "generalize",
    vi="Mỗi lô (batch) có 32 ảnh, nên một epoch chỉ có 16 bước, và 30 epoch có 480 bước. Như vậy vẫn chưa nhiều: ở "
    "bài về huấn luyện, một epoch đã có 422 bước",
    en="Each batch (lô) has 32 images, so an epoch has only 16 steps, and 30 epochs have 480. That isn't much: in the "
    "lesson on training, a single epoch had 422 steps",
)
def test_30_epochs_have_about_as_many_steps_as_one_of_the_lesson_on_training() -> None:
    assert f"batch_size={BATCH}" in code("memorize")
    assert f"epochs={EPOCHS}" in code("memorize")
    assert value("batches") == ceil(IMAGES / BATCH) == 16
    assert STEPS == 480
    assert ceil(54_000 / 128) == 422


@claims(
    "generalize",
    vi="Hai biểu đồ theo ba mươi epoch, xếp trên dưới. Biểu đồ trên: loss giảm về sát 0; val_loss giảm đến epoch thứ "
    "bảy rồi tăng dần đến hết. Biểu đồ dưới: accuracy lên đến 1 trước epoch thứ mười; val_accuracy tăng lên khoảng "
    "0,87 rồi đi ngang",
    en="Two charts over thirty epochs, one above the other. Upper chart: loss falls to almost 0; val_loss falls up to "
    "the seventh epoch, and then rises slowly to the end. Lower chart: accuracy reaches 1 before the tenth epoch; "
    "val_accuracy rises to about 0.87 and then stays level",
)
@claims(
    "generalize",
    vi="và epoch mà từ đó mạng đọc đúng cả 500 ảnh đã học",
    en="the one from which the network reads all 500 images that it learns from correctly",
)
@claims(
    "generalize",
    vi="Với những ảnh đã học, mạng đọc đúng hết: từ epoch thứ chín, accuracy đã bằng 1",
    en="the network reads every one correctly: from the ninth epoch on, accuracy is 1",
)
@claims(
    "generalize",
    vi="Sau epoch thứ bảy, val_loss tăng trở lại: mạng bị quá khớp (overfitting). val_accuracy thì không giảm theo, "
    "mà còn nhích lên chút ít. Vì sao hai con số",
    en="After the seventh epoch, val_loss rises again: the network overfits (quá khớp). val_accuracy doesn't fall "
    "with it; it even creeps up a little. The lesson on training explains why the two",
)
def test_the_curves_part_after_the_seventh_epoch() -> None:
    loss, accuracy, val_loss, val_accuracy = (
        np.array(value("history")[name]) for name in ("loss", "accuracy", "val_loss", "val_accuracy")
    )
    assert len(loss) == EPOCHS
    assert loss[-1] < 0.002
    assert val_loss.argmin() + 1 == value("best-epoch") == 7
    assert (np.diff(val_loss[8:]) > 0).all()
    assert (accuracy == 1).argmax() + 1 == 9
    assert accuracy[8:].min() == 1
    assert val_accuracy[9:] == pytest.approx(0.87, abs=0.01)
    assert 0 <= val_accuracy[7:].max() - val_accuracy[6] < 0.005


@claims(
    "generalize",
    vi="Ô dưới đây đo mạng trên cả hai tập",
    en="The next cell measures the network on both sets",
)
@claims(
    "generalize",
    vi="Mạng đã thuộc 500 ảnh này. Với ảnh mới, mạng đọc đúng bao nhiêu phần trăm",
    en="The network knows these 500 images by heart. What percentage of new images does it read correctly",
)
@claims(
    "generalize",
    vi="Trong 6.000 ảnh mới, mạng đọc sai 754, và ở 226 ảnh trong số đó, mạng còn tin chắc, với xác suất "
    "(probability) từ 0,9 trở lên. Giá trị mất mát (loss) trên ảnh mới lớn gấp hơn 300 lần",
    en="Of 6,000 new images, it misreads 754, and in 226 of those it is even sure of itself, with a probability (xác "
    "suất) of 0.9 or more. The loss (giá trị mất mát) on new images is more than 300 times as large",
)
def test_new_images_are_misread_and_the_loss_is_300_times_as_large() -> None:
    assert value("wrong-and-sure-of-it") == [754, 226]
    (seen_loss, seen), (new_loss, new) = value("seen-scores"), value("new-scores")
    assert seen == 1
    assert round((1 - new) * VALIDATION_IMAGES) == 754
    assert 300 < new_loss / seen_loss < 400


# Three runs and a rule


@claims(
    "generalize",
    vi="cách nào có ích, đo với ba hạt giống",
    en="Which helps, over three seeds",
)
@claims(
    "generalize",
    vi="ở mức này, ba hạt giống không cho thấy",
    en="at this strength, three seeds show neither",
)
@claims("generalize", vi="Đo mỗi cách ba lần", en="Measure each cure three times")
@claims(
    "generalize",
    vi="đo mỗi cách với ba hạt giống ngẫu nhiên (random seed)",
    en="and measure each with three random seeds (hạt giống ngẫu nhiên)",
)
@claims(
    "generalize",
    vi="three_runs huấn luyện cùng một mạng với các hạt giống 1, 2 và 3",
    en="three_runs trains the same network with the seeds 1, 2 and 3",
)
@claims(
    "generalize",
    vi="Trước hết là ba mạng không được chữa gì. Mọi cách sau này được so với ba mạng ấy",
    en="First come three networks without any cure. Every cure that follows is compared with these three",
)
@claims(
    "generalize",
    vi="bạn sẽ gặp từng đối số trong bốn đối số ấy ở các mục sau",
    en="you will meet each of the four in the sections below",
)
@claims(
    "generalize",
    vi="Mục sau đo những chênh lệch ấy với ba hạt giống",
    en="The next section measures such differences with three seeds",
)
def test_every_run_has_three_seeds_and_the_function_four_arguments() -> None:
    for cell in ("three-runs", "early-stopping", "more-data"):
        assert f"for seed in {list(SEEDS)}:" in code(cell)
    arguments = re.findall(r"^    (\w+)=[^,]+,$", code("build-model"), re.MULTILINE)
    assert arguments[:4] == ["augmentation", "dropout", "learning_rate", "weight_decay"]
    assert len(scores("plain")) == 3


@claims(
    "generalize",
    vi="Chỉ vì khác hạt giống, ba mạng chênh nhau đến 0,23 điểm phần trăm, tức 14 trong 6.000 ảnh. Hãy định trước một "
    "quy tắc, khi chưa đo cách chữa nào. Một cách được coi là có ích nếu mạng kém nhất trong ba mạng của cách ấy vẫn "
    "có độ chính xác cao hơn 0,8763, tức là hơn mạng tốt nhất khi không chữa gì. Một cách được coi là có hại nếu cả "
    "ba mạng đều dưới 0,8740",
    en="With nothing but another seed, the three networks differ by up to 0.23 percentage points, which is 14 of "
    "6,000 images. Let us agree on a rule now, before we measure any cure. A cure helps if even the worst of its "
    "three networks has an accuracy above 0.8763, that of the best network without a cure. It harms if all three are "
    "below 0.8740",
)
def test_without_a_cure_the_seeds_differ_by_14_images() -> None:
    nothing = without()
    assert (nothing.lowest, nothing.highest) == (0.8740, 0.8763)
    spread = np.ptp(scores("plain")[:, 1, 1])
    assert round(points(spread), 2) == 0.23
    assert round(spread * VALIDATION_IMAGES) == 14


@claims(
    "generalize",
    vi="hãy chỉnh hai siêu tham số (hyperparameter)",
    en="adjust two hyperparameters (siêu tham số)",
)
@claims(
    "generalize",
    vi="Với tốc độ lớn thì cả hai cùng tăng",
    en="With the large rate, both rise",
)
@claims(
    "generalize",
    vi="Tốc độ mặc định là 0,001. Với tốc độ nhỏ hơn khoảng ba lần, rồi lớn hơn khoảng ba lần",
    en="The default rate is 0.001. With a rate about three times smaller, and with one about three times larger",
)
@claims(
    "generalize",
    vi="Khi ấy, trung bình, độ chính xác cao hơn 0,44 điểm phần trăm, nhưng giá trị mất mát cũng cao hơn",
    en="There, on average, the accuracy is 0.44 percentage points higher, but the loss is higher, too",
)
@claims(
    "generalize",
    vi="tốc độ 0,0003 có hại, còn tốc độ 0,003 thì chưa rõ: mạng kém nhất đạt 0,8762, tức là kém 0,8763 đúng một ảnh "
    "trong 6.000",
    en="the rate 0.0003 harms, and the rate 0.003 is not clear: its worst network reaches 0.8762, which is just one "
    "image of 6,000 behind 0.8763",
)
@claims(
    "generalize",
    vi="Với tốc độ học 0,003, chỉ cần mạng kém nhất đọc đúng thêm hai ảnh trong 6.000 là kết luận đã đổi",
    en="With the learning rate 0.003, the verdict would have changed if the worst network had read just two more of "
    "the 6,000 images correctly",
)
def test_with_a_large_rate_one_image_decides() -> None:
    assert "learning_rate=0.001," in code("build-model")
    assert 3 <= 0.001 / 0.0003 < 3.5
    nothing, fast, slow = map(measured().__getitem__, (NOTHING, FAST, SLOW))
    assert round(points(scores("fast")[:, 1, 1].mean() - scores("plain")[:, 1, 1].mean()), 2) == 0.44
    assert slow.loss < nothing.loss < fast.loss
    assert (verdicts()[SLOW], verdicts()[FAST]) == (HARMS, NOT_CLEAR)
    assert (fast.lowest, nothing.highest) == (0.8762, 0.8763)
    ahead = scores("plain")[:, 1, 1].max() - scores("fast")[:, 1, 1].min()
    assert round(ahead * VALIDATION_IMAGES) == 1


@claims(
    "generalize",
    vi="Thứ hai là kích thước lô (batch size)",
    en="The second one is the batch size (kích thước lô)",
)
@claims(
    "generalize",
    vi="Lô 8 ảnh có ích cho độ chính xác, nhưng giá trị mất mát tăng; lô 128 ảnh thì ngược lại",
    en="Batches of 8 images help the accuracy, but the loss rises; with batches of 128 it is the other way round",
)
@claims(
    "generalize",
    vi="lô nhỏ cũng có nghĩa là nhiều bước hơn trong cùng 30 epoch, và phép đo này không cho biết điều nào trong hai",
    en="smaller batches also mean more steps in the same 30 epochs, and this measurement can't tell which of the two",
)
def test_small_batches_help_the_accuracy_and_not_the_loss() -> None:
    small, large, nothing = map(measured().__getitem__, (SMALL_BATCH, LARGE_BATCH, NOTHING))
    assert (verdicts()[SMALL_BATCH], verdicts()[LARGE_BATCH]) == (HELPS, HARMS)
    assert large.loss < nothing.loss < small.loss
    assert f"epochs={EPOCHS}" in code("three-runs")


@claims(
    "generalize",
    vi="vì lô cuối tuy thiếu ảnh nhưng vẫn là một bước, và fit chạy 30 epoch",
    en="because the last batch is a step too, although it isn't full; and fit runs for 30 epochs",
)
@claims("generalize", vi="500 không chia hết cho 8. Lô cuối", en="500 isn't divisible by 8. The last batch")
@claims("generalize", vi="Đó là số bước với lô 32 ảnh", en="That is the number of steps with batches of 32 images")
def test_the_question_counts_the_steps_of_small_batches() -> None:
    asked = {name: value(f"steps-of-small-batch-{name}") for name in ("steps", "epoch", "rest", "other")}
    assert asked == {"steps": EPOCHS * 63, "epoch": ceil(IMAGES / 8), "rest": IMAGES % 8, "other": STEPS}
    assert f"batch_size={BATCH}" in code("three-runs")


def test_what_is_printed_of_the_gap_is_what_the_named_values_hold() -> None:
    (seen_loss, seen), (new_loss, new) = value("seen-scores"), value("new-scores")
    assert printed("gap").splitlines() == [
        f"seen images: loss {seen_loss:.4f}, {seen:.1%}",
        f"new images:  loss {new_loss:.4f}, {new:.1%}",
        f"lowest val_loss: epoch {value('best-epoch')}",
    ]
    history = value("history")
    assert [new_loss, new] == pytest.approx([history["val_loss"][-1], history["val_accuracy"][-1]], abs=1e-4)
