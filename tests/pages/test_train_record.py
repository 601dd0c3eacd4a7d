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

from tests.support.claims import claims
from tests.support.programs import ROOT, script
from tests.support.reading import LANGUAGES, bodies, page, plain, recorded, recorded_accuracy, recorded_value

SCRIPT, SOLUTION = "train", "solutions/train"
METRICS = ["accuracy", "loss", "val_accuracy", "val_loss"]
# The line that `fit` prints for an epoch.
EPOCH_SECONDS = re.compile(r"━ (\d+)s \d+[mu]?s/step")
STEPS = r"(\d+)/(\d+) ━+ (\d+)s (\d+)([mu]?)s/step"
# The number of images of each digit in MNIST's test set.
TEST_DIGITS = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]


def value(name: str, of: str = SCRIPT) -> Any:  # noqa: ANN401
    return recorded_value(of, name)


def curve(name: str) -> Sequence[float]:
    history: Mapping[str, Sequence[float]] = value("history")
    return history[name]


def confusion(of: str = SCRIPT) -> np.ndarray:
    """The confusion matrix: how many images of each label (rows) got each answer (columns)."""
    return np.array(value("confusion-matrix", of))


def printed(cell: str, of: str = SCRIPT) -> str:
    return plain(recorded(of)[cell].text)


def section(language: str, id: str) -> str:
    """The Markdown between a heading and the next."""
    lines = page("train", language).text.splitlines()
    headings = page("train", language).headings
    index = next(index for index, heading in enumerate(headings) if heading.id == id)
    return "\n".join(lines[headings[index].line : headings[index + 1].line - 1])


def items(markdown: str) -> list[str]:
    """The items of a list, each with its number if it has one."""
    return re.findall(r"^(?:-|\d+\.) +(.+)", markdown, re.MULTILINE)


def arguments_of(call: str, cell: str, of: str = SCRIPT) -> dict[str, str]:
    """The named arguments of a call in a cell, as they are written."""
    calls = [node for node in ast.walk(ast.parse(script(of).cell(cell).code)) if isinstance(node, ast.Call)]
    (found,) = (node for node in calls if ast.unparse(node.func) == call)
    return {str(keyword.arg): ast.unparse(keyword.value) for keyword in found.keywords}


# Three sets of data, fit


@claims("train", vi="Chia dữ liệu thành ba tập", en="Three sets of data")
@claims("train", vi="Chúng ta cần ba tập, mỗi tập một việc", en="We need three sets, each with one job")
@claims(
    "train",
    vi="thì tập kiểm tra đã thành một tập kiểm định nữa",
    en="the test set has become a second validation set",
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_three_sets_are_named_one_of_them_to_validate(language: str) -> None:
    english_names = ["training set", "validation set", "test set"]
    sets = items(section(language, "three-sets"))
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
@claims(
    "train",
    vi="một phần mười dữ liệu được để riêng làm tập kiểm định",
    en="one tenth of the data is set aside as the validation set",
)
def test_of_mnist_s_60_000_images_to_train_with_6_000_are_to_validate_and_10_000_more_are_to_test() -> None:
    assert "(X_train, y_train), (X_test, y_test) = mnist.load_data()" in script("train").cell("data").code
    assert value("train-images-shape") == [60_000, 28, 28]
    assert value("test-images-shape") == [10_000, 28, 28]
    assert float(arguments_of("model.fit", "fit")["validation_split"]) == 1 / 10
    assert sum(value("digits-of-the-last-tenth")) == 60_000 // 10 == 6_000
    assert 60_000 - 6_000 == 54_000


@claims("train", vi="Ba đối số quyết định fit làm gì với dữ liệu", en="Three arguments say what fit does with the data")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_three_named_arguments_of_fit_are_explained(language: str) -> None:
    named = arguments_of("model.fit", "fit")
    explained = [item.partition(":")[0].strip("`") for item in items(section(language, "fit"))]
    assert sorted(explained) == sorted(f"{name}={written}" for name, written in named.items())
    assert len(explained) == 3


@claims(
    "train",
    vi="mạng đi qua toàn bộ tập huấn luyện mười lần. Mỗi lượt như thế là một epoch",
    en="the network goes through the whole training set ten times. Each pass is one epoch",
)
@claims("train", vi="422/422: số bước đã đi trên tổng số bước", en="422/422: steps done, out of all steps")
def test_in_ten_epochs_each_step_of_the_whole_training_set_is_done() -> None:
    assert arguments_of("model.fit", "fit")["epochs"] == "10"
    assert printed("fit").count("422/422 ") == printed("fit").count("/422 ") == 10


@claims(
    "train",
    vi="mỗi bước, mạng xem một lô (batch) gồm 128 ảnh",
    en="at every step the network looks at one batch (lô) of 128 images",
)
@claims(
    "train",
    vi="Lấy 54.000 chia cho 128 rồi làm tròn lên, ta có 422 bước mỗi epoch. Lô cuối chỉ còn 112 ảnh",
    en="54,000 divided by 128, rounded up, makes 422 steps per epoch. The last batch has only 112 images",
)
def test_54_000_images_in_batches_of_128_are_422_steps_the_last_of_112_images() -> None:
    assert arguments_of("model.fit", "fit")["batch_size"] == "128"
    assert ceil(54_000 / 128) == 422
    assert 54_000 - 421 * 128 == 112
    assert "422/422" in printed("fit")


@claims(
    "train",
    vi="Với MNIST thì không sao, vì các chữ số vốn nằm lẫn vào nhau",
    en="With MNIST that does no harm, as its digits are in mixed order",
)
def test_the_last_tenth_of_mnist_holds_hundreds_of_every_digit() -> None:
    assert len(value("digits-of-the-last-tenth")) == 10
    assert min(value("digits-of-the-last-tenth")) > 400


@claims("train", vi="Sau mỗi epoch, nhật ký có thêm hai dòng", en="After each epoch the log has two more lines")
def test_each_epoch_adds_two_lines_to_the_log() -> None:
    lines = printed("fit").splitlines()
    assert len(lines) == 2 * 10
    assert lines[::2] == [f"Epoch {number}/10" for number in range(1, 11)]


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
    vi="Hai biểu đồ theo mười epoch. Bên trái: loss giảm đều về gần không, val_loss giảm vài epoch đầu rồi nhích lên. "
    "Bên phải: accuracy tiến gần tới một, val_accuracy đứng yên dưới đó",
    en="Two charts over ten epochs. Left: loss falls steadily to nearly zero, val_loss falls for a few epochs and then "
    "creeps up. Right: accuracy approaches one, val_accuracy stays level below it",
)
@claims(
    "train",
    vi="loss cứ giảm mãi. val_loss giảm trong vài epoch đầu, dừng lại, rồi nhích lên. Từ chỗ hai đường tách nhau",
    en="loss keeps falling. val_loss falls for a few epochs, stops, and then creeps up. From where the two lines part",
)
def test_the_two_charts_have_two_lines_each_over_ten_epochs(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = drawn_lines(monkeypatch)
    assert [list(chart) for chart in lines] == [["loss", "val_loss"], ["accuracy", "val_accuracy"]]
    left, right = lines
    loss, val_loss = left["loss"], left["val_loss"]
    assert [len(line) for line in (*left.values(), *right.values())] == [10] * 4
    assert all(after < 1.02 * before for before, after in pairwise(loss))
    assert loss[0] > loss[2] > loss[5] > loss[9]
    assert loss[9] < 0.03
    lowest = val_loss.index(min(val_loss))
    assert 1 <= lowest <= 6
    assert val_loss[0] > 1.2 * val_loss[lowest]
    assert val_loss[9] > 1.05 * val_loss[lowest]
    assert val_loss[9] > 2 * loss[9]
    assert right["accuracy"][9] > 0.99
    assert max(right["val_accuracy"]) < right["accuracy"][9]


def drawn_lines(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, list[float]]]:
    """The lines of each chart, from left to right, that the lesson's cell draws of the recorded history."""
    import matplotlib.pyplot as plt

    plt.switch_backend("Agg")
    monkeypatch.setattr(plt, "show", lambda: None)
    names: dict[str, Any] = {"plt": plt, "history": SimpleNamespace(history=value("history"))}
    exec(script("train").cell("history").code, names)
    charts = sorted(names["figure"].axes, key=lambda chart: chart.get_position().x0)
    plt.close("all")
    return [{line.get_label(): list(line.get_ydata()) for line in chart.get_lines()} for chart in charts]


@claims(
    "train",
    vi="accuracy vượt 99%, còn val_accuracy dừng ở khoảng 97–98%. Hai hình chỉ khác nhau một điểm: val_loss tăng mà "
    "val_accuracy gần như đứng yên",
    en="accuracy passes 99%, while val_accuracy stays at about 97–98%. The two charts differ in one point: val_loss "
    "rises, yet val_accuracy hardly moves",
)
def test_training_accuracy_passes_99_percent_where_validation_stays_at_97_to_98() -> None:
    assert curve("accuracy")[0] < 0.99 < curve("accuracy")[9]
    assert all(0.965 <= accuracy < 0.985 for accuracy in curve("val_accuracy")[4:])
    assert curve("val_loss")[9] > 1.05 * min(curve("val_loss"))
    assert abs(curve("val_accuracy")[9] - max(curve("val_accuracy"))) < 0.01


@claims(
    "train",
    vi="Ở đây mười epoch không chắc hơn năm: từ epoch thứ năm trở đi, độ chính xác trên tập kiểm định dao động chưa "
    "tới một điểm phần trăm",
    en="Here ten epochs are not reliably better than five: from the fifth epoch on, the accuracy on the validation set "
    "moves by less than one percentage point",
)
def test_from_the_fifth_epoch_the_validation_accuracy_moves_by_less_than_a_percentage_point() -> None:
    assert len(curve("val_accuracy")) == 10
    assert np.ptp(curve("val_accuracy")[5 - 1 :]) < 0.01


@claims("train", vi="Vì thế lời bài chỉ nói “khoảng 97–98%”", en="That is why the text says “about 97–98%”")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_says_of_the_lessons_accuracy_about_97_to_98_percent_and_nothing_more_exact(language: str) -> None:
    for id in ("history", "evaluate"):
        assert re.search(r"(khoảng|about) 97–98%", section(language, id))
    text = "".join(section(language, id) for id in ("history", "seed", "evaluate", "confusion-matrix"))
    assert not re.search(r"9\d[.,]\d+%|\b0[.,]9\d", text)


@claims(
    "train",
    vi="bốn chữ số sau dấu phẩy trong các kết quả là của một lần chạy",
    en="the four decimal places in the outputs are those of one run",
)
def test_accuracies_and_losses_are_printed_with_four_decimal_places() -> None:
    for cell in ("fit", "evaluate"):
        decimals = re.findall(r"(?:accuracy|loss): \d\.(\d+)", printed(cell))
        assert {len(each) for each in decimals} == {4}


@claims(
    "train",
    vi="Đổi hạt giống thì độ chính xác cũng xê dịch vài phần nghìn. Chênh lệch giữa hai mạng mà nhỏ hơn mức ấy thì "
    "chưa nói lên điều gì",
    en="Another seed, too, moves the accuracy by a few thousandths. A difference between two networks that is smaller "
    "than this means nothing yet",
)
def test_the_same_network_trained_from_another_state_of_the_generator_is_a_few_thousandths_off() -> None:
    """The lesson on Sequential and its solution train the same layers; their losses are the same, written twice."""
    networks = [
        re.findall(r"^model = Sequential\(.*?^\)$", script(name).cell(cell).code, re.MULTILINE | re.DOTALL)
        for name, cell in ((SCRIPT, "model"), ("solutions/sequential", "sparse"))
    ]
    assert networks[0] == networks[1] != []
    difference = abs(recorded_accuracy("sequential") - recorded_accuracy("solutions/sequential", "sparse"))
    assert 0 < difference < 0.01


# Evaluating, the confusion matrix


@claims(
    "train",
    vi="Độ chính xác vào khoảng 97–98%: trong một trăm ảnh mới, mạng đọc sai hai hoặc ba ảnh",
    en="The accuracy is about 97–98%: of a hundred new images, the network misreads two or three",
)
def test_the_test_accuracy_on_mnist_is_97_to_98_percent_two_or_three_of_a_hundred_wrong() -> None:
    assert 0.965 <= value("test-accuracy") < 0.985
    assert 2 <= 0.5 + 100 * (1 - value("test-accuracy")) < 4


@claims(
    "train",
    vi="Nhật ký ghi 313/313, vì evaluate mặc định chia dữ liệu thành các lô 32 ảnh",
    en="The log says 313/313, because evaluate splits the data into batches of 32 images by default",
)
def test_only_batches_of_32_of_the_10_000_test_images_are_313() -> None:
    assert arguments_of("model.evaluate", "evaluate") == {}
    assert printed("evaluate").startswith("313/313 ")
    assert [size for size in range(1, 10_000) if ceil(10_000 / size) == 313] == [32]


@claims(
    "train",
    vi="Độ chính xác gộp mười chữ số thành một con số",
    en="Accuracy turns ten digits into one number",
)
def test_the_rights_of_ten_digits_make_up_one_accuracy() -> None:
    assert len(confusion().diagonal()) == 10
    assert value("test-accuracy") == pytest.approx(confusion().diagonal().sum() / 10_000)


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
    vi="predict trả về một mảng kích thước (10000, 10): mỗi hàng là mười xác suất của một ảnh",
    en="predict returns an array of shape (10000, 10): each row holds the ten probabilities of one image",
)
def test_predict_gives_a_row_of_ten_probabilities_per_image() -> None:
    assert value("probabilities-shape") == [10_000, 10]


@claims(
    "train",
    vi="Ma trận nhầm lẫn mười hàng mười cột. Đường chéo đậm màu, từ tám trăm đến hơn một nghìn ảnh mỗi ô; các ô khác "
    "chỉ có từ không đến khoảng hai chục ảnh",
    en="A confusion matrix of ten rows and ten columns. The diagonal is dark, with eight hundred to more than a "
    "thousand images per cell; the other cells hold from none to about twenty",
)
def test_the_diagonal_holds_800_to_over_1_000_images_a_cell_and_the_others_none_to_about_20() -> None:
    assert confusion().shape == (10, 10)
    assert 800 <= confusion().diagonal().min() < 900
    assert confusion().diagonal().max() > 1_000
    others = confusion()[~np.eye(10, dtype=bool)]
    assert others.min() == 0
    assert 14 <= others.max() <= 27


@claims(
    "train",
    vi="các cặp có nét viết giống nhau: 3 và 5, 4 và 9, 2 và 7",
    en="pairs that are written alike: 3 and 5, 4 and 9, 2 and 7",
)
@pytest.mark.parametrize("pair", [(3, 5), (4, 9), (2, 7)])
def test_this_pair_is_confused_more_than_most(pair: tuple[int, int]) -> None:
    both_ways = confusion() + confusion().T
    others = both_ways[np.triu_indices(10, k=1)]
    assert both_ways[pair] > np.median(others)
    assert both_ways[pair] > others.mean()


@claims(
    "train",
    vi="chữ số dễ nhất và chữ số khó nhất cách nhau vài điểm phần trăm",
    en="the easiest digit and the hardest are a few percentage points apart",
)
def test_the_easiest_and_the_hardest_digit_are_some_percentage_points_apart() -> None:
    shares = confusion().diagonal() / confusion().sum(axis=1)
    assert 0.015 < np.ptp(shares) < 0.1


# Predicting


@claims(
    "train",
    vi="Lấy ảnh số 1998 của tập kiểm tra, đếm từ 0",
    en="Take image number 1998 of the test set, counting from 0",
)
@claims("train", vi="Nhãn là 9, và mạng cũng chọn 9", en="The label is 9, and the network chooses 9 too")
@claims(
    "train",
    vi="Bên trái: ảnh một chữ số chín viết tay. Bên phải: biểu đồ cột mười xác suất, cột của chữ số chín cao gần bằng "
    "một, các cột khác gần như bằng không",
    en="Left: the image of a handwritten nine. Right: a bar chart of ten probabilities; the bar of the digit nine is "
    "almost one, the others are almost zero",
)
@claims(
    "train",
    vi="Ở ảnh này, xác suất cao nhất gần bằng một, và mạng đúng",
    en="For this image the highest probability is almost one, and the network is right",
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


@claims("train", vi="Có ba điều cần để ý", en="Three things are worth knowing")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_names_three_things_about_predicting(language: str) -> None:
    assert len(re.findall(r"^\*\*", section(language, "predict"), re.MULTILINE)) == 3


@claims(
    "train",
    vi="Gặp một trong hai, trước hết hãy in shape của ảnh",
    en="When you meet either, first print the shape of the image",
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_two_messages_for_an_image_without_its_batch_axis(language: str) -> None:
    (paragraph,) = re.findall(r"^\*\*(?:Trục lô|The batch axis)\.\*\*.*$", section(language, "predict"), re.MULTILINE)
    messages = ["`Expected shape (None, 28, 28)`", "`Cannot take the length of shape with unknown rank.`"]
    assert re.findall(r"`[A-Z][a-z]+ [^`]+`", paragraph) == messages


@claims(
    "train",
    vi="hơn một phần tư số ảnh đọc sai có xác suất cao nhất từ 0,9 trở lên",
    en="more than a quarter of the misread images have a highest probability of 0.9 or more",
)
def test_more_than_a_quarter_of_the_misread_images_have_a_probability_of_0_9_or_more() -> None:
    assert value("share-of-the-wrong-at-0-9-or-more") > 1 / 4


@claims("train", vi="Trong 10.000 ảnh, mạng sai vài trăm", en="Of 10,000 images, the network gets a few hundred wrong")
@claims(
    "train",
    vi="Xem tận mắt vài chục ảnh sai là một thói quen tốt",
    en="Looking at a few dozen wrong images with your own eyes is a good habit",
)
def test_a_few_hundred_of_10_000_images_are_wrong_enough_to_look_at_a_few_dozen() -> None:
    assert confusion().sum() == 10_000
    assert 150 < 10_000 - confusion().trace() < 350


@claims(
    "train",
    vi="Mười hai ảnh đọc sai, trên mỗi ảnh ghi nhãn, mũi tên và câu trả lời của mạng; ảnh đầu là một số năm bị đọc "
    "thành số sáu",
    en="Twelve misread images, above each its label, an arrow and the network's answer; the first is a five read as a "
    "six",
)
@claims(
    "train",
    vi="Đây là mười hai ảnh sai đầu tiên; trên mỗi ảnh là “nhãn → câu trả lời”",
    en="These are the first twelve; above each stands “label → answer”",
)
def test_twelve_misread_images_are_shown_the_first_a_five_read_as_a_six() -> None:
    assert "plt.subplots(2, 6," in script("train").cell("wrong").code
    assert 'ax.set_title(f"{labels[number]} → {predicted[number]}")' in script("train").cell("wrong").code
    shown = value("first-twelve-wrong")
    assert len(shown) == 2 * 6 == 12
    assert shown[0][1:3] == [5, 6]


@claims(
    "train",
    vi="Bạn sẽ dựng một mạng như thế ở bài tập thứ tư",
    en="You will build one in the fourth exercise",
)
@claims(
    "train",
    vi="Mạng tích chập là lời giải của bài tập thứ tư",
    en="The convolutional network is the solution of the fourth exercise",
)
@claims("train", vi="đó là bài tập thứ nhất", en="use early stopping (dừng sớm), the first of the exercises")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_exercise_is_on_early_stopping_and_the_fourth_on_a_convolutional_network(language: str) -> None:
    text = page("train", language).text
    exercises = re.split(r"^\d+\. ", text[text.index("{ #exercises }") : text.index("{ #next }")], flags=re.MULTILINE)
    cells = [re.findall(r"^ *solutions/train\.py#(\S+)", exercise, re.MULTILINE) for exercise in exercises]
    assert "early-stopping" in cells[1]
    assert "convolutional-fit" in cells[4]
    assert len(exercises) == 1 + 4


# One's own handwriting


@claims("train", vi="Ba điều đáng thử", en="Three things are worth trying")
@pytest.mark.parametrize("language", LANGUAGES)
def test_three_things_are_to_be_tried_on_the_board(language: str) -> None:
    assert len(items(section(language, "draw"))) == 3


@claims(
    "train",
    vi="Bạn có thể so hai mạng bằng chữ của chính mình ở bảng vẽ",
    en="You can compare the two networks on your own handwriting at the drawing board",
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_two_networks_are_at_the_board(language: str) -> None:
    (board,) = bodies("train", language, "draw")
    assert [line.split()[0] for line in board.splitlines()] == ["sequential.py", "solutions/train.py"]


@claims("train", vi="viết được bằng vài chục dòng JavaScript", en="which fit into a few dozen lines of JavaScript")
def test_a_stack_of_dense_layers_is_a_few_dozen_lines_of_javascript() -> None:
    source = (ROOT / "docs/assets/javascripts/draw/network.js").read_text(encoding="utf-8")
    functions = dict(re.findall(r"^function (\w+)\(.*?\{\n(.*?)^\}$", source, re.MULTILINE | re.DOTALL))
    assert {"predict", "dense", "activated"} <= set(functions)
    lines = sum(functions[name].count("\n") + 2 for name in ("predict", "dense", "activated"))
    assert 2 * 12 < lines < 5 * 12


def kilobytes(name: str) -> int:
    return round((ROOT / script(name).weights_path).stat().st_size / 1000)


@claims(
    "train",
    vi="Trọng số được làm tròn thành số nguyên 8 bit (int8), mỗi nơ-ron có một hệ số riêng để đổi ngược lại",
    en="The weights are rounded to whole numbers of 8 bits (int8), and each neuron has a factor of its own to turn "
    "them back",
)
@claims(
    "train",
    vi="Tệp tải về nhờ vậy còn 239 kB, bằng khoảng một phần tư so với số thực 32 bit (float32)",
    en="It brings the download down to 239 kB, about a quarter of what 32-bit floats (float32) would take",
)
def test_the_sequential_networks_whole_numbers_of_8_bits_are_a_quarter_of_floats_of_32_bits() -> None:
    from safetensors.numpy import load_file

    tensors = load_file(ROOT / script("sequential").weights_path)
    kernels = [tensor for name, tensor in tensors.items() if name.endswith(".kernel")]
    assert {(tensor.dtype, 8 * tensor.itemsize) for tensor in kernels} == {(np.dtype("int8"), 8)}
    assert all(tensors[f"{number}.scale"].shape == (units,) for number, units in ((1, 256), (2, 128), (3, 10)))
    assert kilobytes("sequential") == 239
    assert 8 * np.dtype("float32").itemsize == 32
    assert pytest.approx(1 / 4, abs=0.01) == 239_000 / (235_146 * 32 / 8)


@claims("train", vi="Nó chỉ nặng 30 kB và sai ít hơn", en="It is only 30 kB, and it errs less")
@claims(
    "train",
    vi="Mạng tích chập (convolutional network), với các lớp Conv2D, dùng đến thông tin ấy và sai ít hơn",
    en="A convolutional network (mạng tích chập), with its Conv2D layers, makes use of that, and errs less",
)
def test_the_convolutional_networks_file_is_30_kb_and_it_errs_less() -> None:
    assert kilobytes("solutions/train") == 30
    accuracy = recorded_accuracy("solutions/train", "convolutional-evaluate")
    assert accuracy > max(recorded_accuracy("sequential"), recorded_accuracy("train"))


@claims(
    "train",
    vi="Lớp 16.384 nơ-ron làm nó có hơn 21 triệu tham số: kể cả ở dạng int8, bạn cũng phải tải gần 22 MB, mà nó không "
    "đọc giỏi hơn",
    en="Its layer of 16,384 neurons makes for over 21 million parameters: even as int8 you would have to download "
    "almost 22 MB, and it reads no better",
)
def test_the_functional_network_of_over_21_million_parameters_would_be_almost_22_mb_and_reads_no_better() -> None:
    summary = printed("summary", "functional")
    dense = re.findall(r"\(Dense\) +│ \(None, (\d+)\) +│ +([\d,]+) │", summary)
    layers = {int(units): int(count.replace(",", "")) for units, count in dense}
    assert max(layers) == 16_384
    assert layers[16_384] > sum(layers.values()) / 2
    assert 21_000_000 < sum(layers.values()) < 22_000_000
    # The file has one byte for each weight, and two floats for each neuron: its scale and its bias.
    size = sum(count - units + 2 * 4 * units for units, count in layers.items())
    assert 21_500_000 < size < 22_000_000
    assert recorded_accuracy("functional") <= recorded_accuracy("sequential")


# Exercises


@claims(
    "train",
    vi="Cho mạng tối đa hai mươi epoch, nhưng dừng khi val_loss không khá hơn trong hai epoch liền",
    en="Allow the network twenty epochs at most, but stop when val_loss hasn't improved for two epochs in a row",
)
@claims(
    "train",
    vi="patience=2 là số epoch chịu chờ",
    en="patience=2 is the number of epochs to wait",
)
@claims(
    "train",
    vi="Trên MNIST, mạng dừng khi chưa đến epoch thứ mười, và độ chính xác gần như không đổi",
    en="On MNIST it stops before the tenth epoch, and the accuracy hardly changes",
)
def test_the_recorded_early_stopping_stopped_before_the_tenth_epoch_two_after_the_best() -> None:
    assert arguments_of("model.fit", "early-stopping", SOLUTION)["epochs"] == "20"
    assert arguments_of("EarlyStopping", "early-stopping", SOLUTION)["patience"] == "2"
    losses = value("history", SOLUTION)["val_loss"]
    assert len(losses) < 10
    assert losses.index(min(losses)) + 1 == len(losses) - 2
    assert abs(value("test-accuracy", SOLUTION) - value("test-accuracy")) < 0.006


@claims(
    "train",
    vi="mạng này được huấn luyện ít epoch hơn",
    en="this network was trained for fewer epochs",
)
def test_the_solution_trained_for_fewer_epochs_than_the_lesson() -> None:
    assert len(value("history", SOLUTION)["loss"]) < len(value("history")["loss"])


@claims(
    "train",
    vi="Chia ảnh kiểm tra thành hai nhóm: xác suất cao nhất từ 0,9 trở lên, và dưới 0,9",
    en="Divide the test images into two groups: highest probability 0.9 or more, and below 0.9",
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
    assert sure + unsure == 10_000
    assert sure / 10_000 > 0.85
    assert right / sure > 0.98
    assert 1 - right_unsure / unsure == pytest.approx(1 / 3, abs=0.08)


@claims(
    "train",
    vi="trước Flatten là hai lớp Conv2D, lần lượt có 8 và 16 bộ lọc (filter) 3×3, sau mỗi lớp là một MaxPooling2D; sau "
    "Flatten là một lớp Dense 64 nơ-ron rồi đến lớp ra. Huấn luyện năm epoch",
    en="ahead of Flatten two Conv2D layers, with 8 and 16 filters (bộ lọc) of 3×3, each followed by a MaxPooling2D; "
    "after Flatten a Dense layer of 64 neurons, then the output layer. Train for five epochs",
)
@claims(
    "train",
    vi="nên ảnh nhỏ đi một nửa mỗi chiều",
    en="so the image is halved each way",
)
@claims(
    "train",
    vi="Mạng có 27.562 tham số, chưa bằng một phần tám của mạng Sequential, mà sai ít hơn",
    en="The network has 27,562 parameters, less than an eighth of the Sequential one's, and errs less",
)
def test_the_convolutional_network_s_layers_have_27_562_parameters_in_all_and_it_errs_less() -> None:
    summary = printed("convolutional", SOLUTION)
    rows = re.findall(r"^│ \w+ \((\w+)\) +│ \(None, ([\d, ]+)\) +│ +([\d,]+) │$", summary, re.MULTILINE)
    layers = [(name, tuple(map(int, shape.split(","))), int(count.replace(",", ""))) for name, shape, count in rows]
    assert layers == [
        ("Reshape", (28, 28, 1), 0),
        ("Conv2D", (28 - 2, 28 - 2, 8), (3 * 3 * 1 + 1) * 8),
        ("MaxPooling2D", (26 // 2, 26 // 2, 8), 0),
        ("Conv2D", (13 - 2, 13 - 2, 16), (3 * 3 * 8 + 1) * 16),
        ("MaxPooling2D", (11 // 2, 11 // 2, 16), 0),
        ("Flatten", (5 * 5 * 16,), 0),
        ("Dense", (64,), (400 + 1) * 64),
        ("Dense", (10,), (64 + 1) * 10),
    ]
    assert sum(count for _, _, count in layers) == 27_562 < 235_146 / 8
    assert arguments_of("convolutional.fit", "convolutional-fit", SOLUTION)["epochs"] == "5"
    accuracy = recorded_accuracy(SOLUTION, "convolutional-evaluate")
    assert accuracy > max(recorded_accuracy("sequential"), recorded_accuracy("train"))
    size = f"27,562 ({27_562 * 4 / 1024:.2f} KB)"
    counts = f" Total params: {size}\n Trainable params: {size}\n Non-trainable params: 0 (0.00 B)"
    assert summary.endswith(counts)


@claims(
    "train",
    vi="mỗi epoch lâu hơn: cùng một bộ lọc phải tính ở hàng trăm chỗ trên ảnh",
    en="each epoch takes longer: the same filter has to be computed at hundreds of places of the image",
)
def test_an_epoch_of_the_convolutional_network_takes_longer_as_its_filters_work_at_hundreds_of_places() -> None:
    stack, convolutional = (
        np.mean([int(seconds) for seconds in EPOCH_SECONDS.findall(printed(cell, SOLUTION))])
        for cell in ("early-stopping", "convolutional-fit")
    )
    assert convolutional > stack
    summary = printed("convolutional", SOLUTION)
    places = [int(side) ** 2 for side in re.findall(r"\(Conv2D\) +│ \(None, (\d+), ", summary)]
    assert [100 < count < 1000 for count in places] == [True, True]


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
    """A cell that evaluates, and the named values that hold its results."""

    script: str
    cell: str
    loss: str
    accuracy: str


TRAININGS = [
    Training(SCRIPT, "fit", "history", 10, 422),
    Training(SOLUTION, "early-stopping", "history", 20, 422),
    Training(SOLUTION, "convolutional-fit", "convolutional-history", 5, 469),
]
EVALUATIONS = [
    Evaluation(SCRIPT, "evaluate", "test-loss", "test-accuracy"),
    Evaluation(SOLUTION, "stopped", "test-loss", "test-accuracy"),
    Evaluation(SOLUTION, "convolutional-evaluate", "convolutional-loss", "convolutional-accuracy"),
]


def as_keras_prints(number: float) -> str:
    return f"{number:.4f}" if abs(number) > 1e-3 else f"{number:.4e}"


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
        assert time_is_possible(seconds, steps, of_step, match[5], start=3 if index else 20)


def test_the_lesson_measures_both_sets_and_the_convolutional_network_trains_on_all_images() -> None:
    assert sorted(value("history")) == sorted(value("history", SOLUTION)) == METRICS
    assert sorted(value("convolutional-history", SOLUTION)) == METRICS[:2]
    assert ceil(60_000 / 128) == 469


@pytest.mark.parametrize("training", TRAININGS, ids=lambda training: training.cell)
def test_a_recorded_accuracy_is_a_share_of_whole_images(training: Training) -> None:
    history = value(training.history, training.script)
    images = {"accuracy": 54_000 if "val_accuracy" in history else 60_000, "val_accuracy": 6_000}
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
    assert done == steps == 313
    assert time_is_possible(seconds, steps, of_step, match[5], start=3)
    rest = printed(evaluation.cell, evaluation.script).replace(log, "").strip()
    epochs = f"{len(value('history', SOLUTION)['loss'])} epochs"
    assert rest == (epochs if evaluation.cell == "stopped" else f"test accuracy: {found['accuracy']:.4f}")


@pytest.mark.parametrize("name", [SCRIPT, SOLUTION])
def test_the_recorded_confusion_matrix_is_of_mnist_s_test_set_and_has_the_accuracy_s_rights(name: str) -> None:
    assert confusion(name).sum(axis=1).tolist() == TEST_DIGITS == value("digits-of-the-test-set")
    assert confusion(name).trace() == pytest.approx(10_000 * value("test-accuracy", name), abs=0.01)


def test_the_recorded_prediction_is_that_of_the_named_probabilities() -> None:
    probabilities = np.array(value("probabilities-of-1998"), "float32")
    label = value("label-of-1998")
    expected = f"predicted:   {probabilities.argmax()}\nprobability: {probabilities.max()!s}\nlabel:       {label}"
    assert printed("predict") == expected


def test_the_recorded_number_of_wrong_images_is_what_the_confusion_matrix_leaves() -> None:
    assert printed("wrong") == f"{10_000 - confusion().trace()} of {confusion().sum()} are wrong"
    share = value("share-of-the-wrong-at-0-9-or-more") * (10_000 - confusion().trace())
    assert share == pytest.approx(round(share))


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


def test_the_recorded_confused_pair_is_the_largest_cell_off_the_diagonal() -> None:
    errors = confusion(SOLUTION) - np.diag(confusion(SOLUTION).diagonal())
    label, answer = divmod(int(errors.argmax()), 10)
    assert printed("confused", SOLUTION) == f"{label} → {answer}: {errors.max()}"


def test_the_recorded_groups_are_those_of_the_named_values() -> None:
    groups = (value("at-0-9-or-more", SOLUTION), value("below-0-9", SOLUTION))
    lines = [f"{count / 10_000:.1%} of the images, accuracy {right / count:.3f}" for count, right in groups]
    assert printed("unsure", SOLUTION) == f"at least 0.9: {lines[0]}\nbelow 0.9:    {lines[1]}"
    assert sum(count for count, _ in groups) == 10_000
    assert sum(right for _, right in groups) == confusion(SOLUTION).trace()


def test_the_loaded_network_is_recorded_to_give_the_very_probabilities() -> None:
    assert printed("load") == "True"


@pytest.mark.parametrize("name", [SCRIPT, SOLUTION])
def test_no_cell_prints_what_no_test_here_compares(name: str) -> None:
    compared = {each.cell for each in TRAININGS if each.script == name}
    compared |= {each.cell for each in EVALUATIONS if each.script == name}
    compared |= {"predict", "wrong", "load"} if name == SCRIPT else {"confused", "unsure", "convolutional"}
    assert {cell for cell, output in recorded(name).items() if output.text} == compared
