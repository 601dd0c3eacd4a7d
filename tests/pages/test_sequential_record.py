"""What the page `sequential` says of its own text and, tested on the records, of MNIST; the records are consistent."""

import ast
import math
import re
from collections.abc import Iterator

import pytest

from docs.plugins.fences.diagram_layout import layout_of
from docs.plugins.project.networks import parse_network
from docs.plugins.project.scripts import Cell
from docs.plugins.translations.blocks import Block, blocks_of
from tests.support.claims import claims
from tests.support.programs import PROJECT, script
from tests.support.reading import LANGUAGES, LESSONS, as_keras_prints, page, recorded, recorded_value

# Each training: the script, the cell that trains, the one that evaluates, and the prefix of their values' names.
TRAININGS = {
    "the lesson": ("sequential", "fit", "evaluate", ""),
    "without activation functions": ("solutions/sequential", "linear", "linear", "linear-"),
    "with integer labels": ("solutions/sequential", "sparse", "sparse", "sparse-"),
}
EPOCH = re.compile(r"Epoch (\d+)/(\d+)")
# 422/422 ━━━━━━━━━━━━━━━━━━━━ 3s 6ms/step - accuracy: 0.9219 - loss: 0.2714
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


def lines_of(name: str, cell_name: str) -> set[str]:
    """The lines of a cell's code."""
    return set(cell(name, cell_name).code.splitlines()) - {""}


def accuracy(name: str = "validation-accuracy", of: str = "sequential") -> float:
    return float(recorded_value(of, name))


# The page's own text


@claims(
    "sequential",
    vi="Phần nhập thư viện giống bài trước, chỉ bớt Matplotlib và NumPy",
    en="The imports are those of the previous lesson, without Matplotlib and NumPy",
)
def test_the_imports_are_those_of_the_lesson_before_without_matplotlib_and_numpy() -> None:
    before = lines_of(LESSONS[LESSONS.index("sequential") - 1], "imports")
    dropped = {"import matplotlib.pyplot as plt", "import numpy as np"}
    assert lines_of("sequential", "imports") == before - dropped
    assert dropped < before


@claims(
    "sequential",
    vi="X là các ảnh đã chia cho 255, y là các nhãn (label) đã mã hoá one-hot, và một phần mười cuối cùng "
    "làm tập kiểm định",
    en="X holds the images divided by 255, y the one-hot encoded labels (nhãn), "
    "and the last tenth is the validation set",
)
@claims(
    "sequential",
    vi="ở đây chúng ta chỉ lấy từ đó một ảnh để dự đoán",
    en="here we only take one image of it, to predict",
)
def test_the_data_is_prepared_as_in_the_lesson_on_it_and_one_test_image_is_used() -> None:
    of_data = set.union(*(lines_of("data", name) for name in ("load", "scale", "one-hot", "split")))
    assert lines_of("sequential", "data") <= of_data
    assert 'X = images.astype("float32") / 255' in lines_of("sequential", "data")
    using = [each.name for each in script("sequential").cells if "test_" in each.code]
    assert using == ["data", "predict"]
    assert cell("sequential", "predict").code.count("test_images") == 1


@claims("sequential", vi="Hai cách xây dựng mô hình", en="Two ways to build a model")
@claims("sequential", vi="Có hai cách thường dùng để nối chúng", en="There are two usual ways to connect them")
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
    vi="Có hai nơi cung cấp những mạng đã huấn luyện sẵn",
    en="Keras offers networks that are already trained, in two places",
)
@claims(
    "sequential",
    vi="Cả hai đều không dành cho ảnh xám 28×28 của chữ số",
    en="Neither is made for grey 28×28 images of digits",
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_names_two_collections_of_ready_made_networks(language: str) -> None:
    assert items(language, "from-scratch") == 2


@claims(
    "sequential",
    vi="chọn hàm nào là chuyện của hai mục sau",
    en="which one to choose is the subject of the next two sections",
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_two_sections_after_the_one_on_dense_are_on_activation_functions(language: str) -> None:
    ids = [section.id for section in page("sequential", language).sections]
    after = ids[ids.index("dense") + 1 :]
    assert after[:2] == ["relu", "softmax"]


@claims(
    "sequential",
    vi="compile khai báo hai điều đó, cùng những con số để bạn theo dõi",
    en="compile settles both, and also chooses the numbers by which you watch the network learn",
)
def test_compile_sets_loss_optimizer_and_metrics() -> None:
    (call,) = ast.parse(cell("sequential", "compile").code).body
    assert isinstance(call, ast.Expr)
    assert isinstance(call.value, ast.Call)
    assert [keyword.arg for keyword in call.value.keywords] == ["loss", "optimizer", "metrics"]


@claims(
    "sequential",
    vi="Bài tập thứ hai cho bạn thấy tận mắt",
    en="The second exercise lets you see it for yourself",
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
    vi="(None, 784) nghĩa là mỗi ảnh thành 784 số",
    en="(None, 784) means that each image becomes 784 numbers",
)
@claims(
    "sequential",
    vi="Các số khớp với những gì chúng ta vừa đếm, và cộng lại đúng bằng Total params",
    en="The numbers are those that we counted, and they add up to Total params",
)
@claims(
    "sequential",
    vi="918.54 KB là chỗ các tham số chiếm trong bộ nhớ. Mỗi tham số là một số thực (float) bốn byte, "
    "nên cả mạng chiếm 235.146·4 = 940.584 byte. Keras tính 1 KB là 1.024 byte, và 940.584 chia cho 1.024 được 918,54",
    en="918.54 KB is the memory that the parameters take. Each of them is a float (số thực) of four bytes, "
    "so the network takes 235,146·4 = 940,584 bytes. For Keras, 1 KB is 1,024 bytes, "
    "and 940,584 divided by 1,024 is 918.54",
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
    assert 235_146 * 4 == 940_584
    of_all = f"235,146 ({940_584 / 1_024:.2f} KB)"
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
    vi="Trong hình, bên cạnh tên mỗi lớp là kích thước đầu ra của lớp đó. Lớp đưa ra càng nhiều số thì được vẽ càng"
    " rộng, nhưng không theo tỉ lệ; riêng bảng 28×28 được vẽ thành hình vuông. Lớp được tô đậm là lớp có gì đó để"
    " học. Các cột dưới cùng là những gì mạng trả lời: mỗi chữ số một cột.",
    en="Beside each layer's name is its output shape. The more numbers a layer gives out, the wider it is drawn, though"
    " not to scale; only the table of 28×28 is drawn as a square. A layer is filled in if it has something to learn."
    " The bars at the bottom are the answer, with a bar for each digit.",
)
def test_the_diagram_s_layers_are_those_of_the_summary_and_its_bars_the_ten_digits() -> None:
    layers = parse_network(recorded_value("sequential", "network"))
    assert layers
    rows = [
        match.groups() for match in map(ROW.fullmatch, recorded("sequential")["summary"].text.splitlines()) if match
    ]
    assert rows == [(each.name, each.kind, str(*each.shape), f"{each.parameters:,}") for each in layers[1:]]
    # test_diagram.py has what is drawn of them.
    assert layers[-1].shape == (10,)
    assert layers[0].shape == (28, 28)
    table, *rows_of_numbers = layout_of(layers).boxes.values()
    assert table.width == table.height
    widths = [row.width for row in rows_of_numbers]
    assert widths == sorted(set(widths), reverse=True)
    assert widths[0] / widths[-1] < 784 / 10


def test_the_image_to_predict_is_the_article_s_number_1998() -> None:
    assert "X_test[1998]." in PROJECT.errata["W11"].wrong
    assert "test_images[1998:1999]" in cell("sequential", "predict").code


# What training on MNIST gave


@claims("sequential", vi="có mười chữ số thì phải có 10 nơ-ron", en="there are ten digits, so it has 10 neurons")
@claims(
    "sequential",
    vi="ảnh là chữ số 0, là chữ số 1, và cứ thế đến chữ số 9",
    en="the image is a 0, a 1, and so on up to 9",
)
def test_the_labels_are_the_ten_digits_0_to_9() -> None:
    assert recorded_value("sequential", "digits") == [list(range(10))] * 2


@claims(
    "sequential",
    vi="Một epoch là một lượt qua hết 54.000 ảnh. 54.000 chia cho 128 rồi làm tròn lên được 422 lô. "
    "Lô cuối nhỏ hơn các lô khác",
    en="An epoch is one pass over all 54,000 images. 54,000 divided by 128 and rounded up makes 422 batches. "
    "The last is smaller than the others",
)
@claims("sequential", vi="mỗi lô 128 ảnh", en="each batch has 128 images")
def test_54_000_images_in_batches_of_128_are_422_batches() -> None:
    assert recorded_value("sequential", "set-shapes")[0] == [54_000, 28, 28]
    assert recorded_value("sequential", "batches") == math.ceil(54_000 / 128) == 422
    # No other batch size gives 422 batches.
    assert [size for size in range(1, 54_001) if math.ceil(54_000 / size) == 422] == [128]
    assert 54_000 % 128 > 0


@claims(
    "sequential",
    vi="Nếu học cả 54.000 ảnh một lúc, mỗi epoch chỉ chỉnh được một lần, và năm epoch là năm lần",
    en="With all 54,000 images at once, an epoch adjusts the parameters just once, and five epochs five times",
)
@claims(
    "sequential",
    vi="Lô 128 ảnh nằm giữa hai cách ấy, và mỗi epoch chỉnh được 422 lần",
    en="A batch of 128 images is between the two, and an epoch makes 422 adjustments",
)
def test_batches_of_128_and_54_000_images_adjust_so_often() -> None:
    adjustments = {size: math.ceil(54_000 / size) for size in (128, 54_000)}
    assert adjustments == {128: 422, 54_000: 1}
    assert 5 * adjustments[54_000] == 5


@claims(
    "sequential",
    vi="Mạng chúng ta cần lại rất nhỏ, huấn luyện chưa đến một phút là xong",
    en="the network that we need is tiny: it trains in less than a minute",
)
def test_the_recorded_training_took_less_than_a_minute() -> None:
    seconds = re.findall(r" (\d+)s \d+ms/step", recorded("sequential")["fit"].text)
    assert len(seconds) == 5
    assert sum(map(int, seconds)) < 60


@claims("sequential", vi="epochs=5 là đi năm lượt", en="epochs=5 makes five passes")
@claims(
    "sequential",
    vi="Mỗi epoch in ra hai dòng. Trong dòng thứ hai, 422/422 là số lô đã xong, tiếp theo là thời gian, "
    "rồi accuracy và loss trung bình trong epoch",
    en="Each epoch prints two lines. In the second, 422/422 counts the batches that are done. "
    "Then come the time, and the mean accuracy and loss over the epoch",
)
def test_each_of_five_epochs_prints_two_lines_of_which_the_second_counts_the_batches() -> None:
    lines = recorded("sequential")["fit"].text.splitlines()
    assert lines[::2] == [f"Epoch {number}/5" for number in range(1, 6)]
    assert all(STEPS.fullmatch(line) and line.startswith("422/422 ") for line in lines[1::2])
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
    vi="chúng ta đánh giá (evaluate) mạng trên tập kiểm định: 6.000 ảnh mà mạng không học",
    en="we evaluate (đánh giá) it on the validation set: 6,000 images that it doesn't learn from",
)
@claims(
    "sequential",
    vi="Mạng đọc đúng hơn 97% số ảnh này",
    en="The network reads over 97% of them correctly",
)
def test_the_network_reads_over_97_percent_of_the_6_000_validation_images() -> None:
    assert recorded_value("sequential", "set-shapes")[1] == [6_000, 28, 28]
    assert 0.97 * 6_000 < recorded_value("sequential", "read-correctly") < 0.99 * 6_000


@claims(
    "sequential",
    vi="Con số này thấp hơn độ chính xác trên tập huấn luyện ở epoch cuối; với mạng một lớp của bài trước "
    "thì ngược lại",
    en="This accuracy is lower than that on the training set in the last epoch; for the one-layer network "
    "of the previous lesson it was the other way round",
)
def test_the_validation_accuracy_is_lower_than_that_on_the_training_set_in_the_last_epoch() -> None:
    assert accuracy() < recorded_value("sequential", "accuracy")[-1]
    assert accuracy("validation-accuracy", "learn") > recorded_value("learn", "accuracy")[-1]


@claims(
    "sequential",
    vi="Nhãn của ảnh này là 9, và mạng cũng đọc là 9",
    en="The label of this image is 9, and the network reads a 9 too",
)
def test_number_1998_is_a_9_and_is_read_as_one() -> None:
    probabilities = recorded_value("sequential", "probabilities")
    assert recorded_value("sequential", "label") == probabilities.index(max(probabilities)) == 9


@claims(
    "sequential",
    vi="mạng dành cho số 9 xác suất hơn 0,99, còn chín chữ số khác chia nhau phần ít ỏi còn lại",
    en="the network gives the 9 more than 0.99, and the other nine digits share the little that is left",
)
def test_the_9_gets_more_than_0_99_and_the_other_nine_the_rest() -> None:
    *others, of_9 = recorded_value("sequential", "probabilities")
    assert of_9 > 0.99
    assert len(others) == 9
    assert sum(others) == pytest.approx(1 - of_9, abs=1e-5)


@claims("sequential", vi="Hai dòng in ra cùng một số: 25.450", en="Both lines print the same number: 25,450")
def test_two_lines_print_that_the_small_network_has_25_450_parameters() -> None:
    assert recorded("solutions/sequential")["count"].text.splitlines() == ["25450", "25450"]
    assert (784 * 32 + 32) + (32 * 10 + 10) == 25_450


@claims(
    "sequential",
    vi="Trên tập kiểm định, mạng này đọc đúng 93,0% số ảnh, còn mạng có ReLU đọc đúng 97,4%. "
    "Nói cách khác, mạng này đọc sai 419 ảnh, nhiều gấp 2,7 lần so với 154 ảnh của mạng có ReLU",
    en="On the validation set this network reads 93.0% of the images correctly, and the one with ReLU 97.4%. "
    "In other words, it misreads 419 images, 2.7 times as many as the 154 of the network with ReLU",
)
def test_without_activation_functions_93_0_percent_are_read_with_2_7_times_as_many_mistakes() -> None:
    with_relu = recorded_value("sequential", "read-correctly")
    without = recorded_value("solutions/sequential", "linear-read-correctly")
    assert [f"{read / 6_000:.1%}" for read in (without, with_relu)] == ["93.0%", "97.4%"]
    assert [6_000 - read for read in (without, with_relu)] == [419, 154]
    assert round(419 / 154, 1) == 2.7


@claims(
    "sequential",
    vi="Mức chênh ấy lớn hơn nhiều so với mức chênh giữa các hạt giống",
    en="That difference is much larger than the one between seeds",
)
def test_the_difference_is_much_larger_than_the_one_between_five_seeds() -> None:
    of_seeds = recorded_value("solutions/train", "accuracies")
    assert len(of_seeds) == 5
    without = accuracy("linear-validation-accuracy", "solutions/sequential")
    assert accuracy() - without > 5 * (max(of_seeds) - min(of_seeds))


@claims(
    "sequential",
    vi="nên mạng học được như nhau; hai độ chính xác hơi khác chỉ vì hai lần huấn luyện có phần ngẫu nhiên khác nhau",
    en="so the network learns just as well; the two accuracies differ a little only because the random part "
    "of the two trainings is different",
)
def test_with_integer_labels_it_learns_as_well() -> None:
    sparse = recorded_value("solutions/sequential", "sparse-accuracy")
    assert sparse == pytest.approx(recorded_value("sequential", "accuracy"), abs=0.01)
    assert accuracy("sparse-validation-accuracy", "solutions/sequential") == pytest.approx(accuracy(), abs=0.01)


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
    assert list(logs(lines[1:10:2])) == [(422, 422, *map(as_keras_prints, each)) for each in history]
    assert len(lines) == (12 if fit == evaluate else 10)


@pytest.mark.parametrize(("name", "fit", "evaluate", "prefix"), TRAININGS.values(), ids=TRAININGS)
def test_the_accuracy_printed_twice_is_that_of_the_images_that_are_read_correctly(
    name: str, fit: str, evaluate: str, prefix: str
) -> None:
    measured = {each: float(recorded_value(name, f"{prefix}validation-{each}")) for each in ("accuracy", "loss")}
    line, printed = recorded(name)[evaluate].text.splitlines()[-2:]
    # The 6,000 validation images make 188 batches of 32.
    assert list(logs([line])) == [(188, 188, *map(as_keras_prints, measured.values()))]
    label = "without activation functions" if prefix == "linear-" else "validation accuracy"
    assert printed == f"{label}: {measured['accuracy']:.4f}"
    assert measured["accuracy"] * 6_000 == pytest.approx(recorded_value(name, f"{prefix}read-correctly"), abs=0.01)


@claims(
    "sequential",
    vi="Vòng lặp in mỗi chữ số cùng xác suất của chữ số đó, với sáu chữ số sau dấu chấm",
    en="The loop prints each digit with its probability, to six decimal places",
)
def test_the_printed_prediction_is_that_of_the_probabilities_to_six_places() -> None:
    *rows, predicted, label = recorded("sequential")["predict"].text.splitlines()
    probabilities = recorded_value("sequential", "probabilities")
    assert rows == [f"{digit} {probability:.6f}" for digit, probability in enumerate(probabilities)]
    assert sum(probabilities) == pytest.approx(1, abs=1e-5)
    assert predicted == f"predicted: {probabilities.index(max(probabilities))}"
    assert label == f"label:     {recorded_value('sequential', 'label')}"


@pytest.mark.parametrize("name", ["sequential", "solutions/sequential"])
def test_no_other_cell_prints(name: str) -> None:
    printing = {"summary", "fit", "evaluate", "predict"} if name == "sequential" else {"count", "linear", "sparse"}
    assert {cell for cell, output in recorded(name).items() if output.text} == printing
    assert all(output.picture is None for output in recorded(name).values())
