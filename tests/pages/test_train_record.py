"""What the page `train` claims about its own text, its scripts, and their recorded runs on MNIST."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from docs.plugins.fences.trainer_code import template_of
from docs.plugins.fences.trainer_settings import FIELDS, NumberField
from tests.support.claims import claims
from tests.support.programs import ROOT, script
from tests.support.reading import (
    LANGUAGES,
    as_keras_prints,
    bodies,
    page,
    plain,
    recorded,
    recorded_value,
    section,
)

SCRIPT, SOLUTION = "train", "solutions/train"
METRICS = ["accuracy", "loss", "val_accuracy", "val_loss"]
STEPS = r"(\d+)/(\d+) ━+ (\d+)s (\d+)([mu]?)s/step"
# The number of images of each digit in MNIST's validation set, its last tenth of the first part, and in its test set.
VALIDATION_DIGITS = [587, 630, 600, 627, 595, 549, 571, 668, 597, 576]
TEST_DIGITS = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]


def value(name: str, of: str = SCRIPT) -> Any:  # noqa: ANN401
    return recorded_value(of, name)


def curve(name: str, of: str = SCRIPT) -> Sequence[float]:
    history: Mapping[str, Sequence[float]] = value("history", of)
    return history[name]


def accuracies() -> Sequence[float]:
    """The accuracy on the validation set of each of the seeds."""
    found: Sequence[float] = value("accuracies", SOLUTION)
    return found


def spread() -> float:
    """The difference between the best and the worst of the seeds."""
    return max(accuracies()) - min(accuracies())


def confusion(of: str = SCRIPT) -> np.ndarray:
    """The confusion matrix: how many images of each label (rows) got each answer (columns)."""
    return np.array(value("confusion-matrix", of))


def errors(of: str = SCRIPT) -> np.ndarray:
    """The confusion matrix with an empty diagonal."""
    return confusion(of) - np.diag(confusion(of).diagonal())


def pairs(of: str = SCRIPT) -> Mapping[tuple[int, int], int]:
    """How often the digits of each pair were taken for each other, the most often confused pair first."""
    both_ways = errors(of) + errors(of).T
    counted = {(one, other): int(both_ways[one, other]) for one in range(10) for other in range(one + 1, 10)}
    return dict(sorted(counted.items(), key=lambda pair: -pair[1]))


def rates() -> Mapping[str, tuple[float, float]]:
    """The validation loss and accuracy that are printed for each learning rate."""
    lines = re.findall(
        r"learning rate (\S+): validation loss (\S+), accuracy (\S+)", printed("learning-rates", SOLUTION)
    )
    return {rate: (float(loss), float(accuracy)) for rate, loss, accuracy in lines}


def printed(cell: str, of: str = SCRIPT) -> str:
    return plain(recorded(of)[cell].text)


def items(markdown: str) -> list[str]:
    """The items of a list, without the choices of questions."""
    without_fences = re.sub(r"^```.*?^```$", "", markdown, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"^(?:-|\d+\.) +(.+)", without_fences, re.MULTILINE)


def arguments_of(call: str, cell: str, of: str = SCRIPT) -> dict[str, str]:
    """The named arguments of a call in a cell, as they are written."""
    calls = [node for node in ast.walk(ast.parse(script(of).cell(cell).code)) if isinstance(node, ast.Call)]
    (found,) = (node for node in calls if ast.unparse(node.func) == call)
    return {str(keyword.arg): ast.unparse(keyword.value) for keyword in found.keywords}


# Three sets of data, fit


@claims(
    "train",
    vi="chúng ta huấn luyện một mạng nơ-ron (neural network) trong năm epoch và nhận về một con số",
    en="we trained a neural network (mạng nơ-ron) for five epochs and got one number back",
)
@claims("train", vi="Nhưng vì sao lại là năm epoch", en="But why five epochs")
def test_the_lesson_on_sequential_trains_for_five_epochs() -> None:
    assert arguments_of("model.fit", "fit", "sequential")["epochs"] == "5"


@claims("train", vi="Vì sao cần ba tập", en="Why three sets")
@claims(
    "train",
    vi="Dữ liệu được chia thành ba tập, mỗi tập một việc",
    en="The data is divided into three sets, each with one job",
)
@claims(
    "train",
    vi="thì tập kiểm tra đã trở thành tập kiểm định thứ hai",
    en="the test set has become a second validation set",
)
@claims(
    "train",
    vi="bạn có thể chia dữ liệu thành ba tập",
    en="You can now divide data into three sets",
)
@claims(
    "train",
    vi="Chia dữ liệu thành ba tập, huấn luyện bằng fit",
    en="Divide data into three sets, train with fit",
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_three_sets_are_named_one_of_them_to_validate(language: str) -> None:
    english_names = ["training set", "validation set", "test set"]
    sets = items(section("train", language, "three-sets"))
    assert [any(name in each[:50] for name in english_names) for each in sets] == [True] * 3
    assert ["validation set" in each[:50] for each in sets] == [False, True, False]


@claims(
    "train",
    vi="MNIST chỉ chia sẵn hai phần: 60.000 ảnh để huấn luyện và 10.000 ảnh để kiểm tra",
    en="MNIST comes in two parts only: 60,000 images to train with and 10,000 to test with",
)
@claims("train", vi="Tập huấn luyện (training set), 54.000 ảnh", en="The training set (tập huấn luyện), 54,000 images")
@claims("train", vi="Tập kiểm định (validation set), 6.000 ảnh", en="The validation set (tập kiểm định), 6,000 images")
@claims("train", vi="Tập kiểm tra (test set), 10.000 ảnh", en="The test set (tập kiểm tra), 10,000 images")
def test_of_mnist_s_60_000_images_to_train_with_6_000_are_to_validate_and_10_000_more_are_to_test() -> None:
    code = " ".join(script("train").cell("data").code.split())
    assert "(images, labels), (test_images, test_labels) = ( keras.datasets" in code
    assert value("set-shapes") == [[54_000, 28, 28], [6_000, 28, 28], [10_000, 28, 28]]
    assert 54_000 + 6_000 == 60_000
    assert 60_000 // 10 == 6_000


@claims("train", vi="cắt một phần mười cuối cùng trước", en="first cuts off the last tenth")
@claims(
    "train",
    vi="Với MNIST thì không sao, vì các chữ số vốn nằm lẫn vào nhau",
    en="With MNIST that does no harm, as its digits are in mixed order",
)
def test_the_last_tenth_of_mnist_holds_hundreds_of_every_digit() -> None:
    assert "tenth = len(X) // 10" in script("train").cell("data").code
    assert value("digits-of-the-validation-set") == VALIDATION_DIGITS
    assert min(VALIDATION_DIGITS) > 500


@claims(
    "train",
    vi="mỗi ô huấn luyện trong bài đều gọi build_model() trước",
    en="every cell that trains in this lesson calls build_model() first",
)
def test_every_cell_that_trains_builds_its_network_first() -> None:
    training = [cell.code for cell in script("train").cells if ".fit(" in cell.code]
    assert len(training) == 2
    assert all(" = build_model()\n" in code[: code.index(".fit(")] for code in training)


@claims("train", vi="Ngoài ảnh và nhãn, fit nhận ba đối số", en="Besides images and labels, fit takes three arguments")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_three_named_arguments_of_fit_are_explained(language: str) -> None:
    named = arguments_of("trial.fit", "fit")
    explained = [item.partition(":")[0].strip("`") for item in items(section("train", language, "fit"))]
    assert sorted(explained) == sorted(f"{name}={written}" for name, written in named.items())
    assert len(explained) == 3


@claims(
    "train",
    vi="mạng đi qua toàn bộ tập huấn luyện mười lần. Mỗi lượt như thế là một epoch",
    en="the network goes through the whole training set ten times. Each pass is one epoch",
)
@claims("train", vi="422/422: số bước đã đi trên tổng số bước", en="422/422: steps done, out of all steps")
def test_in_ten_epochs_each_step_of_the_whole_training_set_is_done() -> None:
    assert arguments_of("trial.fit", "fit")["epochs"] == "10"
    assert printed("fit").count("422/422 ") == printed("fit").count("/422 ") == 10


@claims(
    "train",
    vi="mỗi bước, mạng xem một lô (batch) gồm 128 ảnh",
    en="at every step the network looks at one batch (lô) of 128 images",
)
@claims(
    "train",
    vi="Lấy 54.000 chia cho 128 rồi làm tròn lên, chúng ta được 422 bước mỗi epoch. Lô cuối chỉ còn 112 ảnh",
    en="54,000 divided by 128, rounded up, makes 422 steps per epoch. The last batch has only 112 images",
)
def test_54_000_images_in_batches_of_128_are_422_steps_the_last_of_112_images() -> None:
    assert arguments_of("trial.fit", "fit")["batch_size"] == "128"
    assert ceil(54_000 / 128) == 422
    assert 54_000 - 421 * 128 == 112
    assert "422/422" in printed("fit")


@claims("train", vi="Sau mỗi epoch, nhật ký có thêm hai dòng", en="After each epoch the log has two more lines")
@claims(
    "train",
    vi="cũng hai con số ấy nhưng trên tập kiểm định",
    en="the same two numbers on the validation set",
)
def test_each_epoch_adds_two_lines_to_the_log_with_two_metrics_on_each_set() -> None:
    lines = printed("fit").splitlines()
    assert len(lines) == 2 * 10
    assert lines[::2] == [f"Epoch {number}/10" for number in range(1, 11)]
    assert {tuple(re.findall(r"(\w+): ", line)) for line in lines[1::2]} == {tuple(METRICS)}


@claims(
    "train",
    vi="Ở epoch đầu tiên, val_accuracy cao hơn accuracy",
    en="In the first epoch val_accuracy is higher than accuracy",
)
def test_validation_accuracy_is_above_the_training_one_in_the_first_epoch() -> None:
    assert curve("val_accuracy")[0] > curve("accuracy")[0]


# The curves


@claims(
    "train",
    vi="Hai biểu đồ theo mười epoch, xếp trên dưới. Biểu đồ trên: loss giảm đều về gần 0; val_loss giảm đến epoch thứ "
    "ba rồi nhích dần lên. Biểu đồ dưới: accuracy tiến gần tới 1; val_accuracy tăng trong vài epoch đầu, rồi gần như "
    "đi ngang, thấp hơn accuracy",
    en="Two charts over ten epochs, one above the other. Top: loss falls steadily to nearly 0; val_loss falls until "
    "the third epoch and then creeps up. Bottom: accuracy approaches 1; val_accuracy rises for a few epochs and then "
    "stays almost level, below accuracy",
)
@claims(
    "train",
    vi="Đường này giảm đến epoch thứ ba, rồi nhích dần lên, dù không đều, trong khi loss vẫn giảm",
    en="It falls until the third epoch and then creeps up, if unevenly, while loss keeps falling",
)
def test_the_two_charts_have_two_lines_each_over_ten_epochs(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = drawn_lines(monkeypatch)
    assert [list(chart) for chart in lines] == [["loss", "val_loss"], ["accuracy", "val_accuracy"]]
    top, bottom = lines
    loss, val_loss = top["loss"], top["val_loss"]
    assert [len(line) for line in (*top.values(), *bottom.values())] == [10] * 4
    assert all(after < before for before, after in pairwise(loss))
    assert loss[9] < 0.03
    assert val_loss[0] > val_loss[1] > val_loss[2] == min(val_loss)
    # It goes up and down a little, but upwards.
    assert val_loss[9] > np.mean(val_loss[3:6]) > val_loss[2]
    assert bottom["accuracy"][9] > 0.99
    assert max(bottom["val_accuracy"]) < bottom["accuracy"][9]
    assert bottom["val_accuracy"][0] < bottom["val_accuracy"][1] < bottom["val_accuracy"][2]
    assert np.ptp(bottom["val_accuracy"][2:]) < 0.005


def drawn_lines(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, list[float]]]:
    """The lines of each chart, from top to bottom, that the lesson's cell draws of the recorded history."""
    import matplotlib.pyplot as plt

    plt.switch_backend("Agg")
    monkeypatch.setattr(plt, "show", lambda: None)
    names: dict[str, Any] = {"plt": plt, "history": SimpleNamespace(history=value("history"))}
    exec(script("train").cell("history").code, names)
    charts = sorted(names["figure"].axes, key=lambda chart: -chart.get_position().y0)
    plt.close("all")
    return [{line.get_label(): list(line.get_ydata()) for line in chart.get_lines()} for chart in charts]


@claims(
    "train",
    vi="Lúc đầu, đường loss cao hơn, vì đó là giá trị trung bình trong suốt một epoch, khi mạng vẫn đang khá lên từng"
    " bước. Hai đường cắt nhau giữa epoch thứ hai và epoch thứ ba. Chậm nhất là từ đó, mạng đọc những ảnh đã học tốt"
    " hơn những ảnh mới, và khoảng cách nhìn chung ngày càng rộng",
    en="At first, loss is the higher line, as it is averaged over an epoch in which the network is still getting"
    " better. The lines cross between the second epoch and the third. From there on at the latest, the network does"
    " better on the images it learns from than on new ones, and on the whole the distance grows",
)
def test_the_two_losses_cross_once_between_the_second_epoch_and_the_third() -> None:
    gaps = np.array(curve("val_loss")) - np.array(curve("loss"))
    assert (gaps > 0).tolist() == [False] * 2 + [True] * 8
    assert gaps[0] < -0.1
    assert gaps[2] < gaps[4] < gaps[6] < gaps[9]


@claims(
    "train",
    vi="accuracy vượt 99%, còn val_accuracy, sau epoch đầu tiên, ở khoảng 97–98% và nhìn chung không giảm",
    en="accuracy passes 99%, while val_accuracy, after the first epoch, is at about 97–98% and on the whole doesn't"
    " fall",
)
@claims(
    "train",
    vi="Hai con số này xét hai điều khác nhau",
    en="The two numbers measure different things",
)
def test_training_accuracy_passes_99_percent_where_validation_stays_at_97_to_98() -> None:
    assert curve("accuracy")[0] < 0.99 < curve("accuracy")[9]
    assert all(0.97 <= accuracy < 0.985 for accuracy in curve("val_accuracy")[1:])
    # From one epoch to the next, it may lose an image or two of 6,000.
    assert all(after > before - 3 / 6_000 for before, after in pairwise(curve("val_accuracy")))
    assert curve("val_accuracy")[9] == max(curve("val_accuracy"))


def misread(accuracy: float) -> int:
    """How many of the validation set's images are misread at this accuracy."""
    return round(6_000 * (1 - accuracy))


@claims(
    "train",
    vi="ở epoch thứ mười, mạng đọc sai 137 ảnh của tập kiểm định, ít hơn ở epoch thứ ba 20 ảnh",
    en="in the tenth epoch the network misreads 137 images of the validation set, 20 fewer than in the third",
)
@claims(
    "train",
    vi="Từ epoch thứ ba đến epoch thứ mười, mạng đọc đúng thêm 20 trong 6.000 ảnh, tức 0,33 điểm phần trăm. Hai lần"
    " huấn luyện chỉ khác hạt giống ngẫu nhiên cũng có thể chênh nhau nhiều hơn thế",
    en="From the third epoch to the tenth, the network reads another 20 of the 6,000 images correctly, which is 0.33"
    " percentage points. That is less than another random seed alone can change",
)
@claims("train", vi="val_loss tăng hơn một phần năm", en="val_loss rises by more than a fifth")
def test_from_the_third_epoch_to_the_tenth_20_fewer_are_misread_while_the_loss_rises_by_a_fifth() -> None:
    assert misread(curve("val_accuracy")[9]) == 137
    assert misread(curve("val_accuracy")[2]) - 137 == 20
    gained = curve("val_accuracy")[9] - curve("val_accuracy")[2]
    assert round(100 * gained, 2) == 0.33
    assert gained < spread()
    assert 1 / 5 < curve("val_loss")[9] / curve("val_loss")[2] - 1 < 1 / 4


@claims(
    "train",
    vi="Sau epoch 4 và sau epoch 7, val_accuracy đều là",
    en="Epochs 4 and 7 end with the same val_accuracy",
)
@claims(
    "train",
    vi="Cả hai con số có val_ đều chỉ đo trên tập kiểm định, mà mạng không học từ tập ấy",
    en="Both numbers with val_ are measured on the validation set only, and the network doesn't learn from that",
)
@claims(
    "train",
    vi="Độ chính xác như nhau thì số ảnh đọc sai cũng như nhau",
    en="With equal accuracies, the number of misread images is equal, too",
)
def test_after_the_fourth_epoch_and_the_seventh_the_accuracies_are_equal_and_the_loss_has_risen() -> None:
    assert (
        curve("val_accuracy")[3]
        == curve("val_accuracy")[6]
        == pytest.approx(value("equal-accuracy-accuracy"), abs=1e-4)
    )
    assert value("equal-accuracy-loss-before") < value("equal-accuracy-loss-after")
    assert {name for name in METRICS if name.startswith("val_")} == {"val_accuracy", "val_loss"}


# The chosen epoch


@claims(
    "train",
    vi="Nhật ký này không trùng với ba epoch đầu của mạng thử, vì mạng mới bắt đầu từ những trọng số ngẫu nhiên khác",
    en="This log differs from the trial network's first three epochs, because the new network starts from other "
    "random weights",
)
def test_the_third_epoch_is_chosen_and_the_new_network_s_log_is_another() -> None:
    losses = curve("val_loss")
    assert value("best-epoch") == losses.index(min(losses)) + 1 == 3
    assert printed("choose") == "lowest val_loss: epoch 3"
    chosen = value("chosen-accuracy")
    assert len(chosen) == 3
    assert all(one != other for one, other in zip(chosen, curve("accuracy"), strict=False))


@claims(
    "train",
    vi="Bài tập thứ nhất làm việc đó với năm hạt giống, mỗi mạng năm epoch. Trên tập kiểm định, độ chính xác trung "
    "bình là 97,81%, thấp nhất là 97,50%, cao nhất là 97,98%",
    en="The first exercise does this with five seeds, and five epochs for each network. On the validation set, the "
    "mean accuracy is 97.81%, the smallest 97.50%, the largest 97.98%",
)
@claims(
    "train",
    vi="hai mạng có thể chênh nhau 0,48 điểm phần trăm, tức 29 trong 6.000 ảnh, có khi còn hơn thế",
    en="two networks can be 0.48 percentage points apart, which is 29 of the 6,000 images, and sometimes more",
)
@claims(
    "train",
    vi="huấn luyện cả mạng cũ lẫn mạng mới với cùng năm hạt giống. Với hạt giống nào, mạng mới cũng đọc đúng thêm hơn "
    "60 ảnh của tập kiểm định",
    en="train both the old network and the new one with the same five seeds. With every seed, the new network reads "
    "more than 60 further images of the validation set correctly",
)
@claims(
    "train",
    vi="cả năm mức chênh đều về một phía, và đều lớn hơn hẳn 29 ảnh, mức may rủi của chính mạng này",
    en="all five differences point the same way, and each is well above 29 images, which is what luck makes of this "
    "very network",
)
@claims(
    "train",
    vi="Mức chênh lớn hơn hẳn may rủi, và lặp lại với cả năm hạt giống",
    en="The difference is well above luck, and comes back with all five seeds",
)
@claims(
    "train",
    vi="Cả năm lần đều là cùng một mạng và cùng dữ liệu, chỉ có hạt giống là khác. Mạng kém nhất và mạng tốt nhất"
    " chênh nhau 0,48 điểm phần trăm, nên một chênh lệch nhỏ hơn thế có thể chỉ là may rủi. Năm lần vẫn là ít, vì thêm"
    " hạt giống thì khoảng này chỉ có thể rộng ra",
    en="All five runs have the same network and the same data; only the seed differs. Between the worst network and"
    " the best there are 0.48 percentage points, so a smaller difference may be luck alone. Five runs are still few:"
    " with more seeds, this range can only grow",
)
@claims(
    "train",
    vi="Huấn luyện mạng của bài này trong năm epoch với từng hạt giống từ 1 đến 5",
    en="Train this lesson's network for five epochs with each of the seeds 1 to 5",
)
@claims(
    "train",
    vi="Hai mạng phải chênh nhau bao nhiêu thì bạn mới tin rằng một mạng tốt hơn",
    en="By how much must two networks differ before you believe that one is better",
)
def test_five_seeds_give_97_81_percent_on_average_and_are_up_to_0_48_points_apart() -> None:
    code = script(SOLUTION).cell("seeds").code
    assert "for seed in range(1, 6):" in code
    assert arguments_of("seeded.fit", "seeds", SOLUTION)["epochs"] == "5"
    assert len(accuracies()) == 5
    assert f"{np.mean(accuracies()):.2%}" == "97.81%"
    assert f"{min(accuracies()):.2%}" == "97.50%"
    assert f"{max(accuracies()):.2%}" == "97.98%"
    assert round(100 * spread(), 2) == 0.48
    assert round(6_000 * spread()) == 29 < 60 / 2
    assert max(accuracies()) - curve("val_accuracy")[4] > spread()


@claims(
    "train",
    vi="Mạng thử, chỉ khác các mạng này ở hạt giống, sau năm epoch đạt 97,43%, tức là đã nằm dưới khoảng ấy",
    en="The trial network, which differs from these in its seed alone, was at 97.43% after five epochs, already below "
    "the range",
)
def test_the_trial_network_is_of_another_seed_and_below_the_five_after_as_many_epochs() -> None:
    assert f"{curve('val_accuracy')[4]:.2%}" == "97.43%"
    assert curve("val_accuracy")[4] < min(accuracies())
    trial = arguments_of("trial.fit", "fit")
    assert trial["batch_size"] == arguments_of("seeded.fit", "seeds", SOLUTION)["batch_size"]
    lesson, solution = (
        re.findall(r"layers\.\w+\(.*\)", script(of).cell(cell).code)
        for of, cell in ((SCRIPT, "model"), (SOLUTION, "set-up"))
    )
    assert lesson == solution
    assert "set_random_seed(42)" in script(SCRIPT).cell("imports").code
    assert "for seed in range(1, 6):" in script(SOLUTION).cell("seeds").code


@claims(
    "train",
    vi="Nếu hai mạng chênh nhau ít hơn mức ấy, một lần huấn luyện chưa nói lên điều gì",
    en="If two networks differ by less than that, one training run of each says nothing yet",
)
@claims(
    "train",
    vi="Mạng được chọn ở trên, với ba epoch, đọc đúng 97,37% tập kiểm định, thấp hơn cả năm mạng này. Nếu chỉ xét độ "
    "chính xác thì huấn luyện năm epoch có thể tốt hơn ba, dù trong nhật ký của mạng thử, val_accuracy hầu như không "
    "đổi từ epoch thứ ba đến epoch thứ năm",
    en="The network that we chose above, after three epochs, reads 97.37% of the validation set correctly, less than "
    "each of these five. If accuracy is all that counts, five epochs may be better than three, although in the trial "
    "network's log val_accuracy hardly changes between the third epoch and the fifth",
)
def test_the_chosen_network_reads_less_than_each_of_the_five() -> None:
    accuracy = confusion().trace() / 6_000
    assert f"{accuracy:.2%}" == "97.37%"
    assert accuracy < min(accuracies())
    # From the third epoch to the fifth, the trial network gains three images of 6,000.
    assert 0 <= misread(curve("val_accuracy")[2]) - misread(curve("val_accuracy")[4]) <= 3
    # The other network of three epochs does too.
    assert value("validation-accuracy", SOLUTION) < min(accuracies())


@claims(
    "train",
    vi="trong năm epoch đầu, accuracy và loss trùng nhau đến chữ số cuối cùng, vì hai bài dùng cùng một mạng, cùng dữ "
    "liệu và cùng hạt giống. Sau đó, hãy đổi 42 thành một số khác, chạy lại notebook từ đầu",
    en="for five epochs, accuracy and loss are the same to the last digit, because both lessons use the same network, "
    "the same data and the same seed. Then change 42 to another number, run the notebook again from the top",
)
@claims(
    "train",
    vi="Dòng keras.utils.set_random_seed(42) đặt hạt giống cho Python, NumPy và backend",
    en="The line keras.utils.set_random_seed(42) sets the seed of Python, NumPy and the backend",
)
@claims(
    "train",
    vi="mọi kết quả trên trang web này được ghi lại trên cùng một máy",
    en="all outputs on this website were recorded on the same one",
)
def test_in_five_epochs_the_lesson_on_sequential_has_the_very_same_numbers() -> None:
    for name in ("accuracy", "loss"):
        assert curve(name)[:5] == value(name, "sequential") == curve(name, SOLUTION)
    for name in (SCRIPT, "sequential"):
        assert "keras.utils.set_random_seed(42)" in script(name).cell("imports").code


@claims(
    "train",
    vi="hãy nhớ rằng bốn chữ số sau dấu chấm trong các kết quả chỉ đúng với máy và các phiên bản đã ghi lại chúng",
    en="read the four decimal places in the outputs as those of one machine and its versions",
)
def test_accuracies_and_losses_are_printed_with_four_decimal_places() -> None:
    for cell in ("fit", "evaluate"):
        decimals = re.findall(r"(?:accuracy|loss): \d\.(\d+)", printed(cell))
        assert {len(each) for each in decimals} == {4}


# The confusion matrix


@claims(
    "train",
    vi="Độ chính xác gộp mười chữ số thành một con số",
    en="Accuracy turns ten digits into one number",
)
def test_the_rights_of_ten_digits_make_up_one_accuracy() -> None:
    assert len(confusion().diagonal()) == 10
    assert printed("wrong").startswith(f"{6_000 - confusion().diagonal().sum()} of 6000 are wrong")


@claims(
    "train",
    vi="nếu chín phần mười số ảnh là cùng một chữ số, một mô hình lúc nào cũng trả lời chữ số ấy đã đúng chín phần "
    "mười mà chẳng học được gì",
    en="if nine tenths of the images show the same digit, a model that always answers that digit is right nine times "
    "out of ten and has learned nothing",
)
def test_the_same_answer_always_is_right_nine_times_out_of_ten_where_nine_tenths_are_the_same() -> None:
    labels = np.where(np.arange(1_000) % 10, 7, np.arange(1_000) // 10 % 7)
    assert np.mean(labels == 7) == 9 / 10 == np.mean(np.full(1_000, 7) == labels)


@claims(
    "train",
    vi="predict trả về một mảng kích thước (6000, 10): mỗi hàng là mười xác suất (probability) của một ảnh",
    en="predict returns an array of shape (6000, 10): each row holds the ten probabilities (xác suất) of one image",
)
def test_predict_gives_a_row_of_ten_probabilities_per_image() -> None:
    assert value("probabilities-shape") == [6_000, 10]


@claims(
    "train",
    vi="Ma trận nhầm lẫn mười hàng mười cột. Đường chéo nổi bật, từ hơn năm trăm đến hơn sáu trăm ảnh mỗi ô; mỗi ô "
    "khác có từ 0 đến 11 ảnh. Hai ô có 11 ảnh đều ở hàng 9, cột 3 và cột 5",
    en="A confusion matrix of ten rows and ten columns. The diagonal stands out, with over five hundred to over six "
    "hundred images per cell; every other cell holds from 0 to 11 images. The two cells with 11 are both in row 9, in "
    "columns 3 and 5",
)
def test_the_diagonal_holds_500_to_over_600_images_a_cell_and_the_others_0_to_11() -> None:
    assert confusion().shape == (10, 10)
    assert 500 < confusion().diagonal().min() < 600 < confusion().diagonal().max() < 700
    others = errors()[~np.eye(10, dtype=bool)]
    assert others.min() == 0
    assert others.max() == 11
    assert np.argwhere(errors() == 11).tolist() == [[9, 3], [9, 5]]


@claims(
    "train",
    vi="mạng đọc đúng hơn 99% ảnh số 6, nhưng chỉ khoảng 94% ảnh số 9. Hàng 9 chiếm 32 trong tổng số 158 lỗi, và "
    "khoảng hai phần ba số lỗi của hàng này là đọc thành 3 hoặc thành 5",
    en="the network reads more than 99% of the images of a 6 correctly, but only about 94% of those of a 9. Row 9 "
    "accounts for 32 of the 158 mistakes, and about two thirds of the mistakes in that row are nines read as 3 or as "
    "5",
)
def test_sixes_are_read_best_and_nines_worst_mostly_as_3_or_5() -> None:
    shares = confusion().diagonal() / confusion().sum(axis=1)
    assert (shares.argmax(), shares.argmin()) == (6, 9)
    assert shares[6] > 0.99
    assert round(100 * shares[9]) == 94
    assert errors().sum() == 158
    assert errors()[9].sum() == 32
    assert (errors()[9, 3] + errors()[9, 5]) / 32 == pytest.approx(2 / 3, abs=0.03)


@claims(
    "train",
    vi="Nếu tính cả hai chiều, các cặp hay nhầm nhất là 3 và 5 (13 lần), 4 và 9 (12 lần), 5 và 9 (12 lần)",
    en="Counted both ways, the pairs most often confused are 3 and 5 (13 times), 4 and 9 (12 times), 5 and 9 (12 "
    "times)",
)
def test_the_three_most_confused_pairs() -> None:
    assert list(pairs().items())[:3] == [((3, 5), 13), ((4, 9), 12), ((5, 9), 12)]
    assert list(pairs().values())[3] < 12


# The misread images


@claims(
    "train",
    vi="Mười hai ảnh đọc sai, trên mỗi ảnh ghi nhãn, mũi tên và câu trả lời của mạng; ảnh đầu là một số ba bị đọc "
    "thành số năm",
    en="Twelve misread images, above each its label, an arrow and the network's answer; the first is a three read as a "
    "five",
)
@claims(
    "train",
    vi="Trên mỗi ảnh là “nhãn → câu trả lời”; đây là mười hai ảnh sai đầu tiên",
    en="Above each image is “label → answer”. These are the first twelve images that the network misreads",
)
@claims(
    "train",
    vi="ảnh đầu tiên rõ ràng là số 3, vậy mà mạng đọc thành 5 với xác suất hơn 0,999",
    en="the first is clearly a 3, and yet the network reads it as a 5 with a probability of more than 0.999",
)
def test_twelve_misread_images_are_shown_the_first_a_3_read_as_a_5_almost_with_certainty() -> None:
    assert "plt.subplots(3, 4," in script("train").cell("wrong").code
    assert 'title = f"{val_labels[number]} → {predicted[number]}"' in script("train").cell("wrong").code
    assert "ax.set_title(title)" in script("train").cell("wrong").code
    shown = value("first-twelve-wrong")
    assert len(shown) == 3 * 4 == 12
    assert shown[0][1:3] == [3, 5]
    assert shown[0][3] > 0.999


@claims(
    "train",
    vi="24 trong 158 ảnh sai có xác suất từ 0,9 trở lên. Mạng thử, sau mười epoch, chỉ sai 137 ảnh, nhưng 63 ảnh trong "
    "số đó có xác suất từ 0,9 trở lên",
    en="for 24 of the 158 misread images, the network gives its wrong answer a probability of 0.9 or more. The trial "
    "network, after ten epochs, misreads only 137 images, but for 63 of those its wrong answer has a probability of "
    "0.9 or more",
)
@claims(
    "train",
    vi="huấn luyện lâu hơn, mạng sai ít hơn một chút, nhưng khi sai thì tự tin hơn nhiều",
    en="trained for longer, the network is wrong a little less often, but far more confident when it is",
)
@claims(
    "train",
    vi="Bạn tin ngay những câu trả lời có xác suất từ 0,9 trở lên",
    en="You accept every answer with a probability of 0.9 or more",
)
@claims(
    "train",
    vi="mạng vẫn rất tự tin với quá nửa, hay chưa đến một nửa",
    en="is the network very confident about more than half, or about fewer",
)
@claims("train", vi="Cả hai đều không để lọt lỗi nào", en="Both let none through")
def test_the_network_of_ten_epochs_misreads_fewer_images_but_far_more_of_them_with_confidence() -> None:
    trial, chosen = value("wrong-and-sure-of-it")
    assert trial == [137, 63]
    assert chosen == [158, 24]
    assert misread(curve("val_accuracy")[9]) == 137
    assert 24 / 158 < 1 / 2
    assert 63 / 137 > 2 * 24 / 158
    asked = [
        [value(f"mistakes-let-through-{name}-{of}") for name in ("wrong", "through")] for of in ("trial", "chosen")
    ]
    assert asked == [trial, chosen]
    assert printed("wrong") == "158 of 6000 are wrong, 24 of them with a probability of 0.9 or more"


@claims(
    "train",
    vi="hãy tự mình xem vài chục ảnh sai",
    en="look at a few dozen of its mistakes with your own eyes",
)
def test_there_are_some_dozens_of_mistakes_to_look_at() -> None:
    assert errors().sum() > 5 * 12


@claims("train", vi="cho mạng của bài tập thứ hai", en="for the network of the second exercise")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_exercises_are_where_the_text_says(language: str) -> None:
    text = page("train", language).text
    exercises = re.split(r"^\d+\. ", text[text.index("{ #exercises }") : text.index("{ #next }")], flags=re.MULTILINE)
    cells = [re.findall(r"^ *solutions/train\.py#(\S+)", exercise, re.MULTILINE) for exercise in exercises]
    assert "seeds" in cells[1]
    assert "early-stopping" in cells[2]


# Evaluating


@claims(
    "train",
    vi="Độ chính xác vào khoảng 97–98%: trong một trăm ảnh mới, mạng đọc sai hai hoặc ba ảnh",
    en="The accuracy is about 97–98%: of a hundred new images, the network misreads two or three",
)
@claims(
    "train",
    vi="độ chính xác của mạng này cũng sẽ vào khoảng 97–98%",
    en="this network's accuracy will be about 97–98% too",
)
def test_the_test_accuracy_on_mnist_is_97_to_98_percent_two_or_three_of_a_hundred_wrong() -> None:
    assert 0.97 <= value("test-accuracy") < 0.98
    assert 2 <= 100 * (1 - value("test-accuracy")) <= 3


@claims(
    "train",
    vi="Kết quả này gần với kết quả trên tập kiểm định",
    en="That is close to the result on the validation set",
)
def test_the_test_accuracy_is_closer_to_the_validation_s_than_seeds_are_to_each_other() -> None:
    assert abs(value("test-accuracy") - confusion().trace() / 6_000) < spread()


@claims("train", vi="tập kiểm tra, một lần duy nhất", en="Only now comes the test set, once")
def test_the_test_set_is_evaluated_once_and_by_no_solution() -> None:
    for name in (SCRIPT, SOLUTION, "sequential", "solutions/sequential"):
        code = "".join(cell.code for cell in script(name).cells)
        assert len(re.findall(r"\.evaluate\(X_test", code)) == (name == SCRIPT)


@claims(
    "train",
    vi="Nhật ký ghi 313/313, vì evaluate mặc định chia dữ liệu thành các lô 32 ảnh",
    en="The log says 313/313, because evaluate splits the data into batches of 32 images by default",
)
def test_only_batches_of_32_of_the_10_000_test_images_are_313() -> None:
    assert arguments_of("model.evaluate", "evaluate") == {}
    assert printed("evaluate").startswith("313/313 ")
    assert [size for size in range(1, 10_000) if ceil(10_000 / size) == 313] == [32]


# Predicting


@claims(
    "train",
    vi="Lấy ảnh có chỉ số 1998 của tập kiểm tra, đếm từ 0",
    en="Take the image with index 1998 in the test set, counting from 0",
)
@claims("train", vi="Nhãn là 9, và mạng cũng chọn 9", en="The label is 9, and the network chooses 9 too")
@claims(
    "train",
    vi="Ở trên: ảnh một chữ số chín viết tay. Ở dưới: biểu đồ cột mười xác suất, cột của chữ số chín cao gần bằng 1, "
    "các cột khác gần như bằng 0",
    en="Top: the image of a handwritten nine. Bottom: a bar chart of ten probabilities; the bar of the digit nine is "
    "almost 1, the others are almost 0",
)
@claims(
    "train",
    vi="Ở ảnh này, xác suất cao nhất gần bằng 1, và mạng đúng",
    en="For this image the highest probability is almost 1, and the network is right",
)
def test_number_1998_counted_from_0_is_a_9_and_is_read_as_one_almost_with_certainty() -> None:
    # Python counts from 0, so this slice is image number 1998.
    assert script("train").cell("predict").code.startswith("image = X_test[1998:1999]\n")
    assert value("label-of-1998") == 9
    probabilities = value("probabilities-of-1998")
    assert len(probabilities) == 10
    assert probabilities[9] > 0.95
    assert max(probabilities[:9]) < 0.05
    assert sum(probabilities) == pytest.approx(1, abs=1e-5)


@claims(
    "train",
    vi="Bạn hãy thay 1998 bằng một số khác rồi chạy lại hai ô này",
    en="Put another number in place of 1998 and run the two cells again",
)
def test_another_number_needs_only_the_two_cells_of_the_prediction() -> None:
    cells = [cell.name for cell in script("train").cells if "1998" in cell.code]
    assert cells == ["predict"]
    assert "answer" in script("train").cell("show").code


@claims("train", vi="Có ba điều cần để ý", en="Three things are worth knowing")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_names_three_things_about_predicting(language: str) -> None:
    assert len(re.findall(r"^\*\*", section("train", language, "predict"), re.MULTILINE)) == 3


# One's own handwriting


@claims("train", vi="Ba điều đáng thử", en="Three things are worth trying")
@pytest.mark.parametrize("language", LANGUAGES)
def test_three_things_are_to_be_tried_on_the_board(language: str) -> None:
    assert len(items(section("train", language, "draw"))) == 3


@claims(
    "train",
    vi="bảng vẽ có thêm mạng tích chập, để bạn so hai mạng bằng chữ của chính mình",
    en="the board has the convolutional network as well, so that you can compare the two networks on your own "
    "handwriting",
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_board_of_the_lesson_on_convolutional_networks_has_this_board_s_network_and_another(language: str) -> None:
    (here,), (there,) = bodies("train", language, "draw"), bodies("cnn", language, "draw")
    assert [line.split()[0] for line in here.splitlines()] == ["sequential.py"]
    assert [line.split()[0] for line in there.splitlines()] == ["cnn.py", "sequential.py"]


@claims("train", vi="viết được bằng vài chục dòng JavaScript", en="which fit into a few dozen lines of JavaScript")
def test_a_stack_of_dense_layers_is_a_few_dozen_lines_of_javascript() -> None:
    source = (ROOT / "docs/assets/javascripts/draw/network.js").read_text(encoding="utf-8")
    functions = dict(re.findall(r"^function (\w+)\(.*?\{\n(.*?)^\}$", source, re.MULTILINE | re.DOTALL))
    assert {"layerOutputs", "dense", "activated"} <= set(functions)
    lines = sum(functions[name].count("\n") + 2 for name in ("layerOutputs", "dense", "activated"))
    assert 2 * 12 < lines < 5 * 12


def kilobytes(name: str) -> int:
    """The size of a network's file in units of 1,000 bytes."""
    return round((ROOT / script(name).weights_path).stat().st_size / 1_000)


@claims(
    "train",
    vi="Trọng số được làm tròn thành số nguyên 8 bit (int8), và mỗi nơ-ron có một hệ số riêng để đổi ngược lại",
    en="The weights are rounded to whole numbers of 8 bits (int8), and each neuron has a factor of its own to turn "
    "them back",
)
@claims(
    "train",
    vi="Tệp tải về nhờ vậy còn 239 kB (1 kB ở đây là 1.000 byte, còn 1 KB trong bảng summary() là 1.024 byte), bằng "
    "khoảng một phần tư so với số thực 32 bit (float32)",
    en="It brings the download down to 239 kB (here, 1 kB is 1,000 bytes, while 1 KB in the table of summary() is "
    "1,024), about a quarter of what 32-bit floats (float32) would take",
)
def test_the_sequential_networks_whole_numbers_of_8_bits_are_a_quarter_of_floats_of_32_bits() -> None:
    from safetensors.numpy import load_file

    tensors = load_file(ROOT / script("sequential").weights_path)
    kernels = [tensor for name, tensor in tensors.items() if name.endswith(".kernel")]
    assert {(tensor.dtype, 8 * tensor.itemsize) for tensor in kernels} == {(np.dtype("int8"), 8)}
    assert all(tensors[f"{number}.scale"].shape == (units,) for number, units in ((1, 256), (2, 128), (3, 10)))
    assert kilobytes("sequential") == 239
    assert f"235,146 ({235_146 * 4 / 1_024:.2f} KB)" in printed("summary", "sequential")
    assert 8 * np.dtype("float32").itemsize == 32
    assert pytest.approx(1 / 4, abs=0.01) == 239_000 / (235_146 * 32 / 8)


# Exercises


@claims(
    "train",
    vi="Cho mạng tối đa hai mươi epoch, nhưng dừng khi val_loss không khá hơn trong hai epoch liền",
    en="Allow the network twenty epochs at most, but stop when val_loss hasn't improved for two epochs in a row",
)
@claims(
    "train",
    vi="patience=2 là số epoch chịu chờ: val_loss thấp nhất ở epoch thứ ba, nên mạng dừng sau epoch thứ năm",
    en="patience=2 is the number of epochs to wait: val_loss is lowest in the third epoch, so training stops after the "
    "fifth",
)
@claims(
    "train",
    vi="Hãy so dòng evaluate với nhật ký của epoch thứ ba: hai dòng có cùng giá trị mất mát và cùng độ chính xác",
    en="Compare the line of evaluate with the log of the third epoch: both have the same loss and the same accuracy",
)
def test_the_recorded_early_stopping_stopped_two_epochs_after_the_third_and_has_the_third_s_results() -> None:
    assert arguments_of("stopped.fit", "early-stopping", SOLUTION)["epochs"] == "20"
    assert arguments_of("keras.callbacks.EarlyStopping", "early-stopping", SOLUTION)["patience"] == "2"
    losses = curve("val_loss", SOLUTION)
    assert losses.index(min(losses)) + 1 == 3
    assert len(losses) == 5
    third = printed("early-stopping", SOLUTION).splitlines()[5]
    val_accuracy, val_loss = re.findall(r"val_\w+: (\S+)", third)
    assert f"accuracy: {val_accuracy} - loss: {val_loss}" in printed("stopped", SOLUTION)


@claims(
    "train",
    vi="Hãy huấn luyện mạng của bài này trong năm epoch với từng tốc độ 0,0001; 0,001 và 0,01",
    en="Train this lesson's network for five epochs with each of the rates 0.0001, 0.001 and 0.01",
)
@claims(
    "train",
    vi="Trong ba tốc độ, chính tốc độ ấy cho val_loss thấp nhất. Về độ chính xác, mạng học với 0,0001 kém 0,95 điểm "
    "phần trăm và mạng học với 0,01 kém 0,73 điểm. Cả hai mức đều lớn hơn 0,48 điểm, mức chênh giữa các hạt giống ở "
    "bài tập thứ nhất",
    en="Of the three rates, it is the one with the lowest val_loss. In accuracy, the network trained with 0.0001 is "
    "0.95 percentage points behind, and the one with 0.01 is 0.73 points behind. Both are more than 0.48 points, the "
    "difference between seeds in the first exercise",
)
@claims(
    "train",
    vi="Kết luận này chỉ đúng với năm epoch. Với bước nhỏ hơn, mạng thường cần nhiều epoch hơn: hãy thử 0,0001 với hai"
    " mươi epoch",
    en="This conclusion is about five epochs only. With smaller steps, a network usually needs more epochs: try 0.0001"
    " with twenty epochs",
)
def test_of_three_learning_rates_0_001_is_the_best_by_more_than_the_seeds_spread() -> None:
    assert (
        "rates = [0.0001, 0.001, 0.01]\nval_losses = []\nfor rate in rates:"
        in script(SOLUTION).cell("learning-rates").code
    )
    assert arguments_of("rated.fit", "learning-rates", SOLUTION)["epochs"] == "5"
    losses = {rate: loss for rate, (loss, _) in rates().items()}
    assert min(losses, key=lambda rate: losses[rate]) == "0.001"
    best = rates()["0.001"][1]
    behind = {rate: round(100 * (best - accuracy), 2) for rate, (_, accuracy) in rates().items()}
    assert behind == {"0.0001": 0.95, "0.001": 0, "0.01": 0.73}
    assert 100 * spread() < 0.73


@claims(
    "train",
    vi="Cặp này khác với hình ở trên, dù hai mạng có cùng cấu trúc và đều dùng trọng số của epoch thứ ba",
    en="This pair isn't the one in the picture above, although the two networks have the same architecture and both"
    " have the weights of a third epoch",
)
@claims(
    "train",
    vi="nếu tính cả hai chiều thì 3 và 5 đứng đầu ở cả hai mạng, còn 4 và 9 đứng thứ hai ở cả hai, trong đó một lần"
    " đồng hạng với cặp khác",
    en="counted both ways, 3 and 5 come first in both networks, and 4 and 9 come second in both, once in a tie with"
    " another pair",
)
def test_the_most_confused_cell_differs_between_two_networks_and_the_two_first_pairs_do_not() -> None:
    assert printed("confused", SOLUTION) == "3 → 8: 10"
    assert errors()[3, 8] < errors().max()
    losses = curve("val_loss", SOLUTION)
    assert value("best-epoch") == losses.index(min(losses)) + 1 == 3
    ties = []
    for name in (SCRIPT, SOLUTION):
        first, second, third = list(pairs(name).items())[:3]
        assert (first[0], second[0]) == ((3, 5), (4, 9))
        assert first[1] > second[1] >= third[1]
        ties.append(second[1] == third[1])
    assert ties.count(True) == 1


@claims(
    "train",
    vi="chia ảnh của tập kiểm định thành hai nhóm: xác suất cao nhất từ 0,9 trở lên, và dưới 0,9",
    en="divide the images of the validation set into two groups: highest probability 0.9 or more, and below 0.9",
)
@claims(
    "train",
    vi="Phần lớn ảnh nằm ở nhóm trên, và mạng đọc đúng gần hết. Ở nhóm dưới, cứ ba ảnh thì sai chừng một",
    en="Most images are in the upper group, and the network reads nearly all of them correctly. In the lower group "
    "about one in three is wrong",
)
def test_above_0_9_nearly_all_is_right_and_below_about_one_in_three_is_wrong() -> None:
    assert "sure = probabilities.max(axis=1) >= 0.9" in script(SOLUTION).cell("unsure").code
    (sure, right), (unsure, right_unsure) = value("at-0-9-or-more", SOLUTION), value("below-0-9", SOLUTION)
    assert sure + unsure == 6_000
    assert sure / 6_000 > 0.9
    assert right / sure > 0.99
    assert 1 - right_unsure / unsure == pytest.approx(1 / 3, abs=0.02)


# The records agree with themselves


@dataclass(frozen=True)
class Training:
    """A cell that trains: its epochs and steps, and the named value that holds its history."""

    script: str
    cell: str
    history: str
    epochs: int
    steps: int


@dataclass(frozen=True)
class Evaluation:
    """A cell that evaluates: the named values that hold its results, the steps, and the set that it measures on."""

    script: str
    cell: str
    loss: str
    accuracy: str
    steps: int
    set: str


TRAININGS = [
    Training(SCRIPT, "fit", "history", 10, 422),
    Training(SOLUTION, "early-stopping", "history", 20, 422),
]
EVALUATIONS = [
    Evaluation(SCRIPT, "evaluate", "test-loss", "test-accuracy", 313, "test"),
    Evaluation(SOLUTION, "stopped", "validation-loss", "validation-accuracy", 188, "validation"),
]


def metrics_of(metrics: Mapping[str, float]) -> str:
    """The end of a line of the log."""
    return " - ".join(f"{name}: {as_keras_prints(metrics[name])}" for name in sorted(metrics))


def time_is_possible(seconds: int, steps: int, of_step: int, unit: str, start: int) -> bool:
    """Whether a log's time fits its rounded time of a step; `start` is how much longer the first step may take."""
    milliseconds = of_step / 1000 if unit == "u" else of_step
    shortest, longest = (steps * (milliseconds + half) / 1000 for half in (-0.5, 0.5))
    return shortest - 1 < seconds < longest + 1 + start


def log_lines(training: Training) -> Iterator[tuple[str, str]]:
    """For each epoch, the line with its number and the line with its results."""
    lines = printed(training.cell, training.script).splitlines()
    return zip(lines[::2], lines[1::2], strict=True)


@pytest.mark.parametrize("training", TRAININGS, ids=lambda training: training.cell)
def test_a_recorded_log_has_for_each_epoch_what_the_named_history_holds(training: Training) -> None:
    history = value(training.history, training.script)
    assert {len(numbers) for numbers in history.values()} == {printed(training.cell, training.script).count("Epoch")}
    for index, (count, line) in enumerate(log_lines(training)):
        assert count == f"Epoch {index + 1}/{training.epochs}"
        assert line.endswith("/step - " + metrics_of({name: numbers[index] for name, numbers in history.items()}))
        match = re.match(STEPS, line)
        assert match is not None
        done, steps, seconds, of_step = map(int, match.groups()[:4])
        assert done == steps == training.steps
        assert time_is_possible(seconds, steps, of_step, match[5], start=20)


def test_the_lesson_and_its_solution_measure_both_sets() -> None:
    assert sorted(value("history")) == sorted(value("history", SOLUTION)) == METRICS


def test_the_log_of_the_chosen_network_has_three_epochs_with_the_named_accuracies() -> None:
    lines = printed("chosen").splitlines()
    assert lines[::2] == [f"Epoch {number}/3" for number in range(1, 4)]
    found = [re.findall(r"422/422 .* - accuracy: (\S+) - loss: \S+$", line) for line in lines[1::2]]
    assert found == [[as_keras_prints(accuracy)] for accuracy in value("chosen-accuracy")]


@pytest.mark.parametrize("training", TRAININGS, ids=lambda training: training.cell)
def test_a_recorded_accuracy_is_a_share_of_whole_images(training: Training) -> None:
    history = value(training.history, training.script)
    images = {"accuracy": 54_000, "val_accuracy": 6_000}
    for name in history.keys() & images.keys():
        rights = np.array(history[name]) * images[name]
        assert rights == pytest.approx(rights.round(), abs=0.02)


@pytest.mark.parametrize("evaluation", EVALUATIONS, ids=lambda evaluation: evaluation.cell)
def test_a_recorded_evaluation_prints_what_the_named_values_hold(evaluation: Evaluation) -> None:
    found = {
        "accuracy": value(evaluation.accuracy, evaluation.script),
        "loss": value(evaluation.loss, evaluation.script),
    }
    (log,) = (line for line in printed(evaluation.cell, evaluation.script).splitlines() if "/step" in line)
    assert log.endswith("/step - " + metrics_of(found))
    match = re.match(STEPS, log)
    assert match is not None
    done, steps, seconds, of_step = map(int, match.groups()[:4])
    assert done == steps == evaluation.steps
    assert time_is_possible(seconds, steps, of_step, match[5], start=3)
    rest = printed(evaluation.cell, evaluation.script).replace(log, "").strip()
    epochs = f"{len(curve('loss', SOLUTION))} epochs\n" if evaluation.cell == "stopped" else ""
    assert rest.replace("\n\n", "\n") == f"{epochs}{evaluation.set} accuracy: {found['accuracy']:.4f}"


@pytest.mark.parametrize("name", [SCRIPT, SOLUTION])
def test_the_recorded_confusion_matrix_is_of_mnist_s_validation_set(name: str) -> None:
    assert confusion(name).sum(axis=1).tolist() == VALIDATION_DIGITS
    assert sum(VALIDATION_DIGITS) == 6_000


def test_the_recorded_confusion_matrix_of_the_stopped_network_has_the_accuracy_s_rights() -> None:
    assert confusion(SOLUTION).trace() == pytest.approx(6_000 * value("validation-accuracy", SOLUTION), abs=0.01)


def test_the_recorded_test_accuracy_is_of_mnist_s_test_set() -> None:
    assert value("digits-of-the-test-set") == TEST_DIGITS
    rights = sum(TEST_DIGITS) * value("test-accuracy")
    assert rights == pytest.approx(round(rights), abs=0.01)


def test_the_recorded_prediction_is_that_of_the_named_probabilities() -> None:
    probabilities = np.array(value("probabilities-of-1998"), "float32")
    label = value("label-of-1998")
    expected = f"predicted:   {probabilities.argmax()}\nprobability: {probabilities.max():.6f}\nlabel:       {label}"
    assert printed("predict") == expected


def test_the_recorded_number_of_wrong_images_is_what_the_confusion_matrix_leaves() -> None:
    _, (wrong, sure) = value("wrong-and-sure-of-it")
    assert wrong == errors().sum()
    assert printed("wrong") == f"{wrong} of 6000 are wrong, {sure} of them with a probability of 0.9 or more"


def test_the_first_wrong_images_are_in_the_confusion_matrix() -> None:
    shown = value("first-twelve-wrong")
    numbers = [number for number, *_ in shown]
    assert numbers == sorted(set(numbers))
    found = np.zeros((10, 10), int)
    for _, label, answer, probability in shown:
        found[label, answer] += 1
        assert 1 / 10 < probability <= 1
    assert not found.diagonal().any()
    assert (found <= confusion()).all()


def test_the_recorded_seeds_are_those_of_the_named_values() -> None:
    lines = [f"seed {seed}: validation accuracy {each:.4f}" for seed, each in enumerate(accuracies(), 1)]
    summary = f"mean {np.mean(accuracies()):.4f}, smallest {min(accuracies()):.4f}, largest {max(accuracies()):.4f}"
    assert printed("seeds", SOLUTION) == "\n".join([*lines, summary])


def test_the_recorded_learning_rate_0_001_gives_what_the_lesson_s_network_has_after_five_epochs() -> None:
    assert list(rates()) == ["0.0001", "0.001", "0.01"]
    assert rates()["0.001"] == (round(curve("val_loss")[4], 4), round(curve("val_accuracy")[4], 4))


def test_the_recorded_confused_pair_is_the_largest_cell_off_the_diagonal() -> None:
    label, answer = divmod(int(errors(SOLUTION).argmax()), 10)
    assert printed("confused", SOLUTION) == f"{label} → {answer}: {errors(SOLUTION).max()}"


def test_the_recorded_groups_are_those_of_the_named_values() -> None:
    groups = (value("at-0-9-or-more", SOLUTION), value("below-0-9", SOLUTION))
    lines = [f"{count / 6_000:.1%} of the images, accuracy {right / count:.3f}" for count, right in groups]
    assert printed("unsure", SOLUTION) == f"at least 0.9: {lines[0]}\nbelow 0.9:    {lines[1]}"
    assert sum(count for count, _ in groups) == 6_000
    assert sum(right for _, right in groups) == confusion(SOLUTION).trace()


def test_the_loaded_network_is_recorded_to_give_the_same_probabilities() -> None:
    assert printed("load") == "True"


@pytest.mark.parametrize("name", [SCRIPT, SOLUTION])
def test_no_cell_prints_what_no_test_here_compares(name: str) -> None:
    compared = {each.cell for each in TRAININGS if each.script == name}
    compared |= {each.cell for each in EVALUATIONS if each.script == name}
    own = {
        SCRIPT: {"choose", "chosen", "wrong", "predict", "load"},
        SOLUTION: {"seeds", "learning-rates", "confused", "unsure"},
    }
    assert {cell for cell, output in recorded(name).items() if output.text} == compared | own[name]


# The network that the reader trains


@claims(
    "train",
    vi="mỗi epoch ở đây chỉ có 16 bước, nên cả mười epoch có 160 bước, chưa bằng nửa số bước trong một epoch của bài",
    en="an epoch has only 16 here, so all ten together have 160, less than half of what one epoch of the lesson has",
)
def test_the_trainer_s_ten_epochs_have_fewer_steps_than_half_an_epoch_of_the_lesson() -> None:
    assert "batch_size=128,\n    epochs=10," in script(SCRIPT).cell("fit").code
    assert ceil(2_000 / 128) == 16
    assert 10 * 16 == 160 < ceil(54_000 / 128) / 2


@claims(
    "train",
    vi='Bài dùng "adam", với tốc độ mặc định 0,001, nên tốc độ 1 lớn gấp 1.000 lần',
    en='The lesson uses "adam", with its default rate of 0.001, so a rate of 1 is 1,000 times as large',
)
@claims(
    "train",
    vi="đặt “Số ảnh để học” là 2.000",
    en="set “Digits to learn from” to 2,000",
)
def test_the_trainer_s_settings_begin_as_the_lesson_s() -> None:
    settings = template_of([script(SCRIPT).cell(name).code for name in ("model", "fit")]).settings
    assert settings["optimizer"] == "adam"
    assert settings["learning_rate"] == 0.001 == pytest.approx(1 / 1_000)
    digits = FIELDS["digits"]
    assert isinstance(digits, NumberField)
    assert digits.highest == 2_000
