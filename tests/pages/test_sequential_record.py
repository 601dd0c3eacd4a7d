"""What the page `sequential` says of its own text and, tested on the records, of MNIST; the records are consistent."""

import ast
import math
import re
from collections.abc import Iterator

import pytest

from docs.plugins.project.scripts import Cell
from docs.plugins.translations.blocks import Block, blocks_of
from tests.support.claims import claims
from tests.support.programs import PROJECT, script
from tests.support.reading import LANGUAGES, page, recorded, recorded_value

# Each training: the script, the cell that trains, the one that evaluates, and the prefix of their values' names.
TRAININGS = {
    "the lesson": ("sequential", "fit", "evaluate", ""),
    "without activation functions": ("solutions/sequential", "linear", "linear", "linear-"),
    "with integer labels": ("solutions/sequential", "sparse", "sparse", "sparse-"),
}
EPOCH = re.compile(r"Epoch (\d+)/(\d+)")
# 469/469 ━━━━━━━━━━━━━━━━━━━━ 3s 6ms/step - accuracy: 0.9219 - loss: 0.2714
STEPS = re.compile(r"(\d+)/(\d+) ━{20} \d+s \d+ms/step - accuracy: (\S+) - loss: (\S+)")
ROW = re.compile(r"│ (\S+) \((\w+)\) +│ \(None, (\d+)\) +│ +([\d,]+) │")


def blocks(language: str, id_: str) -> tuple[Block, ...]:
    there = page("sequential", language)
    return next(blocks_of(there, section) for section in there.sections if section.id == id_)


def items(language: str, id_: str, kind: str = "an item") -> int:
    """How many items the list of a section has."""
    return sum(block.kind == kind and block.depth == 0 for block in blocks(language, id_))


def exercises(language: str) -> list[list[str]]:
    """The cells that are shown in each exercise's solution."""
    shown: list[list[str]] = []
    for block in blocks(language, "exercises"):
        if block.kind == "a numbered item" and block.depth == 0:
            shown.append([])
        elif match := re.fullmatch(r"```example solutions/sequential\.py#(\S+)", block.kind):
            shown[-1].append(match[1])
    return shown


def cell(name: str, cell_name: str) -> Cell:
    return script(name).cell(cell_name)


def imports(name: str, cell_name: str) -> set[tuple[str, str]]:
    """What a cell imports by name, with the modules that it is from."""
    tree = ast.parse(cell(name, cell_name).code)
    froms = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return {(node.module or "", alias.name) for node in froms for alias in node.names}


def accuracy(name: str = "test-accuracy", of: str = "sequential") -> float:
    return float(recorded_value(of, name))


def as_keras_prints(number: float) -> str:
    return f"{number:.4f}" if abs(number) > 1e-3 else f"{number:.4e}"


# The page's own text


@claims(
    "sequential",
    vi="phần nhập thư viện có thêm Sequential, Input và hai loại lớp Flatten, Dense",
    en="The imports add Sequential, Input and two kinds of layer, Flatten and Dense",
)
def test_the_imports_add_sequential_input_and_two_kinds_of_layer_to_those_of_the_lesson_before() -> None:
    added = imports("sequential", "imports") - imports("data", "imports")
    kinds = {("keras.layers", "Flatten"), ("keras.layers", "Dense")}
    assert added == {("keras.models", "Sequential"), ("keras.layers", "Input")} | kinds
    assert len(kinds) == 2


@claims("sequential", vi="Hai cách dựng mô hình", en="Two ways to build a model")
@claims("sequential", vi="Có hai cách thường dùng để nối chúng", en="There are two usual ways to join them")
@claims(
    "sequential",
    vi="vì cả hai cho ra cùng một mạng",
    en="either way is fine, as both make the same network",
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_names_two_ways_to_join_layers(language: str) -> None:
    assert items(language, "two-ways") == 2


@claims(
    "sequential",
    vi="Cả hai đều không dành cho ảnh xám 28×28 của chữ số",
    en="Neither is made for grey 28×28 images of digits",
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_names_two_collections_of_ready_made_networks(language: str) -> None:
    assert items(language, "from-scratch") == 2


@claims("sequential", vi="Mỗi nơ-ron làm bốn việc", en="Each neuron does four things")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_lists_four_things_that_a_neuron_does(language: str) -> None:
    assert items(language, "dense", "a numbered item") == 4


@claims(
    "sequential",
    vi="Bài tập thứ hai cho bạn thấy tận mắt",
    en="The second exercise lets you see it for yourself",
)
@claims(
    "sequential",
    vi="hoặc giữ nhãn nguyên và đổi hàm mất mát như trong bài tập thứ ba",
    en="or keep the integers and change the loss, as the third exercise does",
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_second_exercise_has_no_activation_functions_and_the_third_integer_labels(language: str) -> None:
    assert exercises(language) == [["set-up", "count"], ["linear"], ["sparse"]]
    assert 'loss="sparse_categorical_crossentropy"' in cell("solutions/sequential", "sparse").code


@claims(
    "sequential",
    vi='Bỏ cả hai activation="relu" rồi huấn luyện lại',
    en='Take both activation="relu" away and train again',
)
def test_the_lesson_s_network_has_two_relus_and_the_one_of_the_second_exercise_none() -> None:
    assert cell("sequential", "build").code.count('activation="relu"') == 2
    assert cell("solutions/sequential", "linear").code.count('activation="relu"') == 0


@claims("sequential", vi="Flatten | không có | 0", en="Flatten | none | 0")
@claims("sequential", vi="Dense(256) | 784·256 + 256 | 200.960", en="Dense(256) | 784·256 + 256 | 200,960")
@claims("sequential", vi="Dense(128) | 256·128 + 128 | 32.896", en="Dense(128) | 256·128 + 128 | 32,896")
@claims("sequential", vi="Dense(10) | 128·10 + 10 | 1.290", en="Dense(10) | 128·10 + 10 | 1,290")
@claims("sequential", vi="Cả mạng | | 235.146", en="The whole network | | 235,146")
@claims(
    "sequential",
    vi="(None, 784) nghĩa là: mỗi ảnh thành 784 số",
    en="(None, 784) means that each image becomes 784 numbers",
)
@claims(
    "sequential",
    vi="Các số khớp với những gì ta vừa đếm, và cộng lại đúng bằng Total params",
    en="The numbers are those that we counted, and they add up to Total params",
)
@claims(
    "sequential",
    vi="918.54 KB là chỗ chúng chiếm trong bộ nhớ: mỗi tham số là một số thực (float) bốn byte",
    en="918.54 KB is the memory that they take: each parameter is a float (số thực) of four bytes",
)
@claims(
    "sequential",
    vi="Trainable params là những tham số sẽ thay đổi khi huấn luyện. Ở đây là tất cả",
    en="Trainable params are the parameters that training will change. Here that is all of them",
)
def test_the_summary_s_rows_are_what_is_counted_by_hand_and_its_sums_those_of_the_rows() -> None:
    lines = recorded("sequential")["summary"].text.splitlines()
    rows = [match.groups() for match in map(ROW.fullmatch, lines) if match]
    assert rows == [
        ("flatten", "Flatten", "784", "0"),
        ("dense", "Dense", "256", f"{784 * 256 + 256:,}"),
        ("dense_1", "Dense", "128", f"{256 * 128 + 128:,}"),
        ("dense_2", "Dense", "10", f"{128 * 10 + 10:,}"),
    ]
    assert [row[3] for row in rows] == ["0", "200,960", "32,896", "1,290"]
    assert 200_960 + 32_896 + 1_290 == 235_146
    of_all = f"235,146 ({235_146 * 4 / 1024:.2f} KB)"
    assert of_all == "235,146 (918.54 KB)"
    assert lines[0] == 'Model: "sequential"'
    assert [line.strip() for line in lines if "params:" in line] == [
        f"Total params: {of_all}",
        f"Trainable params: {of_all}",
        "Non-trainable params: 0 (0.00 B)",
    ]
    frame = [line for line in lines[1:] if line.strip() and not ROW.fullmatch(line) and "params:" not in line]
    assert [line for line in frame if re.search(r"\d", line)] == []


@claims(
    "sequential",
    vi="Ta lấy ảnh số 1998 của tập kiểm tra, như bài gốc",
    en="We take number 1998 of the test set, as the article does",
)
def test_number_1998_is_the_article_s_image() -> None:
    assert "X_test[1998]." in PROJECT.errata["W11"].wrong
    assert "X_test[1998:1999]" in cell("sequential", "predict").code


# What training on MNIST gave


@claims("sequential", vi="có mười chữ số thì phải có 10 nơ-ron", en="there are ten digits, so it has 10 neurons")
@claims(
    "sequential",
    vi="ảnh là chữ số 0, chữ số 1, và cứ thế đến 9",
    en="the image is a 0, a 1, and so on up to 9",
)
def test_the_labels_are_the_ten_digits_0_to_9() -> None:
    assert recorded_value("sequential", "digits") == [list(range(10))] * 2
    assert len(range(10)) == 10


@claims(
    "sequential",
    vi="Một epoch là một lượt qua hết 60.000 ảnh. 60.000 chia cho 128 rồi làm tròn lên được 469 lô. "
    "Lô cuối nhỏ hơn các lô khác",
    en="An epoch is one pass over all 60,000 images. 60,000 divided by 128 and rounded up makes 469 batches. "
    "The last is smaller than the others",
)
@claims("sequential", vi="mỗi lô 128 ảnh", en="each batch has 128 images")
def test_60_000_images_in_batches_of_128_are_469_batches() -> None:
    assert recorded_value("sequential", "train-shape") == [60_000, 28, 28]
    assert recorded_value("sequential", "batches") == 469
    # No other batch size gives 469 batches.
    assert [size for size in range(1, 60_001) if math.ceil(60_000 / size) == 469] == [128]
    assert 60_000 % 128 > 0


@claims("sequential", vi="epochs=5 là đi năm lượt", en="epochs=5 makes five passes")
@claims(
    "sequential",
    vi="Mỗi epoch in ra hai dòng. Trong dòng thứ hai, 469/469 là số lô đã xong, tiếp theo là thời gian, "
    "rồi accuracy và loss trung bình trong epoch",
    en="Each epoch prints two lines. In the second, 469/469 counts the batches that are done. "
    "Then come the time, and the mean accuracy and loss over the epoch",
)
def test_each_of_five_epochs_prints_two_lines_of_which_the_second_counts_the_batches() -> None:
    lines = recorded("sequential")["fit"].text.splitlines()
    assert lines[::2] == [f"Epoch {number}/5" for number in range(1, 6)]
    assert all(STEPS.fullmatch(line) and line.startswith("469/469 ") for line in lines[1::2])
    assert len(lines) == 2 * len(recorded_value("sequential", "accuracy")) == 2 * 5


@claims(
    "sequential",
    vi="Qua các epoch, loss giảm dần và accuracy tăng dần: mạng đang học",
    en="From epoch to epoch loss falls and accuracy rises: the network is learning",
)
def test_the_loss_falls_and_the_accuracy_rises_from_epoch_to_epoch() -> None:
    losses, accuracies = recorded_value("sequential", "loss"), recorded_value("sequential", "accuracy")
    assert losses == sorted(losses, reverse=True)
    assert accuracies == sorted(accuracies)


@claims(
    "sequential",
    vi="ta đánh giá (evaluate) nó trên tập kiểm tra (test set): 10.000 ảnh mạng chưa từng thấy",
    en="we evaluate (đánh giá) it on the test set (tập kiểm tra): 10,000 images that it has never seen",
)
@claims(
    "sequential",
    vi="Mạng đọc đúng trên 97% số ảnh này",
    en="The network reads over 97% of them correctly",
)
def test_the_network_reads_over_97_percent_of_the_10_000_test_images() -> None:
    assert recorded_value("sequential", "test-shape") == [10_000, 28, 28]
    assert 9_700 < recorded_value("sequential", "read-correctly") < 9_900


@claims(
    "sequential",
    vi="Con số này thường thấp hơn độ chính xác trên tập huấn luyện ở epoch cuối",
    en="This accuracy is usually lower than that on the training set in the last epoch",
)
def test_the_test_accuracy_is_lower_than_that_on_the_training_set_in_the_last_epoch() -> None:
    for name, _, _, prefix in TRAININGS.values():
        assert accuracy(f"{prefix}test-accuracy", name) < recorded_value(name, f"{prefix}accuracy")[-1]


@claims(
    "sequential",
    vi="Nhãn của ảnh này là 9, và mạng cũng đọc là 9",
    en="The label of this image is 9, and the network reads a 9 too",
)
def test_number_1998_is_a_9_and_is_read_as_one() -> None:
    probabilities = recorded_value("sequential", "probabilities")
    assert recorded_value("sequential", "label") == probabilities.index(max(probabilities)) == 9


@claims("sequential", vi="Hai dòng in ra cùng một số: 25.450", en="Both lines print the same number: 25,450")
def test_two_lines_print_that_the_small_network_has_25_450_parameters() -> None:
    assert recorded("solutions/sequential")["count"].text.splitlines() == ["25450", "25450"]
    assert (784 * 32 + 32) + (32 * 10 + 10) == 25_450


@claims(
    "sequential",
    vi="Trên MNIST, mạng này không đạt tới 94%, trong khi mạng có ReLU đạt trên 97%. "
    "Nói cách khác, nó đọc sai ít nhất gấp đôi",
    en="On MNIST this network does not reach 94%, while the one with ReLU gets over 97%. "
    "In other words, it makes at least twice as many mistakes",
)
def test_without_activation_functions_it_stays_below_94_percent_and_makes_twice_the_mistakes() -> None:
    with_relu = recorded_value("sequential", "read-correctly")
    without = recorded_value("solutions/sequential", "linear-read-correctly")
    assert 9_000 < without < 9_400
    assert with_relu > 9_700
    assert (10_000 - without) >= 2 * (10_000 - with_relu)


@claims(
    "sequential",
    vi="nên mạng học được như nhau",
    en="so the network learns just as well",
)
def test_with_integer_labels_it_learns_as_well() -> None:
    sparse = recorded_value("solutions/sequential", "sparse-accuracy")
    assert sparse == pytest.approx(recorded_value("sequential", "accuracy"), abs=0.01)
    assert accuracy("sparse-test-accuracy", "solutions/sequential") == pytest.approx(accuracy(), abs=0.01)


# What the records print agrees with their named values, and with itself


def logs(lines: list[str]) -> Iterator[tuple[int, int, str, str]]:
    """The steps done, the steps in all, the accuracy and the loss in each line that counts batches."""
    for line in lines:
        if match := STEPS.fullmatch(line):
            yield int(match[1]), int(match[2]), match[3], match[4]


@pytest.mark.parametrize(("name", "fit", "evaluate", "prefix"), TRAININGS.values(), ids=TRAININGS)
def test_what_each_epoch_prints_is_the_history(name: str, fit: str, evaluate: str, prefix: str) -> None:
    history = zip(*(recorded_value(name, f"{prefix}{each}") for each in ("accuracy", "loss")), strict=True)
    lines = recorded(name)[fit].text.splitlines()
    assert lines[0:10:2] == [f"Epoch {number}/5" for number in range(1, 6)]
    assert list(logs(lines[1:10:2])) == [(469, 469, *map(as_keras_prints, each)) for each in history]
    assert len(lines) == (12 if fit == evaluate else 10)


@pytest.mark.parametrize(("name", "fit", "evaluate", "prefix"), TRAININGS.values(), ids=TRAININGS)
def test_the_accuracy_printed_twice_is_that_of_the_images_that_are_read_correctly(
    name: str, fit: str, evaluate: str, prefix: str
) -> None:
    of_test = {each: float(recorded_value(name, f"{prefix}test-{each}")) for each in ("accuracy", "loss")}
    line, printed = recorded(name)[evaluate].text.splitlines()[-2:]
    # The 10,000 test images make 313 batches of 32.
    assert list(logs([line])) == [(313, 313, *map(as_keras_prints, of_test.values()))]
    label = "without activation functions" if prefix == "linear-" else "test accuracy"
    assert printed == f"{label}: {of_test['accuracy']:.4f}"
    assert of_test["accuracy"] * 10_000 == pytest.approx(recorded_value(name, f"{prefix}read-correctly"), abs=0.01)


def test_the_printed_prediction_is_that_of_the_probabilities() -> None:
    row, predicted, label = recorded("sequential")["predict"].text.splitlines()
    probabilities = recorded_value("sequential", "probabilities")
    assert list(map(float, row.strip("[]").split())) == [round(each, 3) for each in probabilities]
    assert sum(probabilities) == pytest.approx(1, abs=1e-5)
    assert predicted == f"predicted: {probabilities.index(max(probabilities))}"
    assert label == f"label:     {recorded_value('sequential', 'label')}"


@pytest.mark.parametrize("name", ["sequential", "solutions/sequential"])
def test_no_other_cell_prints(name: str) -> None:
    printing = {"summary", "fit", "evaluate", "predict"} if name == "sequential" else {"count", "linear", "sparse"}
    assert {cell for cell, output in recorded(name).items() if output.text} == printing
    assert all(output.picture is None for output in recorded(name).values())
