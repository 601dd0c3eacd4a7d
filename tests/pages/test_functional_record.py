"""What the page `functional` says of the recorded runs on MNIST, and of the texts of its scripts and its own."""

import ast
import math
import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
import yaml
from numpy.typing import NDArray

from docs.plugins.fences.measured import Measurement, measure
from docs.plugins.project.records import Record
from tests.support.claims import claims
from tests.support.diagrams import SVG, read_drawing
from tests.support.programs import ROOT, script
from tests.support.reading import LANGUAGES, page, recorded, recorded_accuracy, recorded_value

# A row of a recorded `summary()`: the layer, its output's shape, its parameters, and whatever is in a fourth column.
SUMMARY_ROW = re.compile(r"^│ (?P<layer>.*?) *│ (?P<shape>.*?) *│ *(?P<parameters>[\d,]*) │(?: (?P<inputs>.*?) *│)?$")
LOGGED = re.compile(r"(\w+): (\d\.\d{4})\b")


def code(name: str) -> str:
    """The text of a script's cells."""
    return "\n".join(cell.code for cell in script(name).cells)


def imported(name: str) -> dict[str, str]:
    """What a script imports by name, and from where."""
    imports = [node for node in ast.walk(ast.parse(code(name))) if isinstance(node, ast.ImportFrom)]
    return {alias.name: str(node.module) for node in imports for alias in node.names}


def layers_called(text: str) -> list[str]:
    """The layers that code of the Functional API calls, in their order, without the input."""
    calls = [
        node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Call)
    ]
    return [ast.unparse(call.func) for call in sorted(calls, key=lambda call: call.lineno)]


def logged(name: str, cell: str) -> list[dict[str, float]]:
    """The numbers of each line that `fit` and `evaluate` print, by their names."""
    lines = [line for line in recorded(name)[cell].text.splitlines() if "/step" in line]
    return [{key: float(number) for key, number in LOGGED.findall(line)} for line in lines]


def steps(name: str, cell: str) -> list[str]:
    """The count of steps at the beginning of each line that `fit` and `evaluate` print."""
    return re.findall(r"^(\d+/\d+) ", recorded(name)[cell].text, re.MULTILINE)


def steps_of(images: int, batch_size: int) -> str:
    batches = math.ceil(images / batch_size)
    return f"{batches}/{batches}"


def as_keras_prints(value: float) -> float:
    return float(f"{value:.4f}")


def summary_rows(name: str) -> list[dict[str, str]]:
    """The layers of a recorded summary; a row that takes two lines counts as one."""
    rows: list[dict[str, str]] = []
    for line in recorded(name)["summary"].text.splitlines():
        if match := SUMMARY_ROW.match(line):
            row = {key: text or "" for key, text in match.groupdict().items()}
            if row["shape"]:
                rows.append(row)
            else:
                rows[-1] = {key: f"{above} {row[key]}".strip() for key, above in rows[-1].items()}
    return rows


def number(digits: str) -> int:
    return int(digits.replace(",", ""))


def exercises(language: str) -> list[str]:
    """The text of each exercise."""
    _, _, text = page("functional", language).text.partition("{ #exercises }")
    return re.split(r"^\d+\. ", text.partition("\n## ")[0], flags=re.MULTILINE)[1:]


# The scripts


@claims(
    "functional",
    vi="chúng ta dựng lại đúng chồng cũ theo cách mới. Sau đó chúng ta dựng mạng thứ hai của bài gốc",
    en="First we build the old stack in the new way. Then we build the article's second network",
)
@claims(
    "functional",
    vi="Mạng thứ hai của bài gốc có một kết nối tắt",
    en="The article's second network has a skip connection",
)
def test_the_script_builds_the_old_stack_and_then_the_second_network_of_the_article_which_has_a_skip() -> None:
    errata = yaml.safe_load((ROOT / "docs/errata.yml").read_text(encoding="utf-8"))
    kinds = [kind for entry in errata.values() for kind in re.findall(r"= (Sequential|Model)\(", str(entry))]
    assert list(dict.fromkeys(kinds)) == ["Sequential", "Model"]
    before, here = errata["W6"]["before"], {cell.name: cell.code for cell in script("functional").cells}
    assert layers_called(here["hidden"] + "\n" + here["skip"]) == layers_called(before)
    assert "Concatenate()([input_, reshap])" in before
    assert [cell for cell, text in here.items() if "Model(" in text] == ["stack", "build"]


@claims(
    "functional",
    vi="Reshape và Concatenate là hai loại lớp mới. Model thay cho Sequential.",
    en="Reshape and Concatenate are two new kinds of layer. Model takes the place of Sequential.",
)
def test_reshape_and_concatenate_are_new_and_model_takes_the_place_of_sequential() -> None:
    now, before = imported("functional"), imported("data") | imported("sequential")
    assert set(now) - set(before) == {"Reshape", "Concatenate", "Model"}
    assert {now["Reshape"], now["Concatenate"]} == {"keras.layers"}
    assert set(imported("sequential")) - set(now) == {"Sequential"}
    assert now["Model"] == imported("sequential")["Sequential"] == "keras.models"


@claims("functional", vi="Dữ liệu vẫn như bài trước.", en="The data is that of the previous lesson.")
def test_the_data_is_that_of_the_previous_lesson() -> None:
    assert script("functional").cell("data").code == script("sequential").cell("data").code


@claims(
    "functional",
    vi="Flatten() tạo ra một lớp (layer). Cặp ngoặc thứ hai, (inputs), gọi lớp ấy như gọi một hàm.",
    en="Flatten() makes a layer (lớp). The second pair of brackets, (inputs), calls that layer as one calls a"
    " function.",
)
@claims("functional", vi="Ở đây x luôn trỏ tới kết quả mới nhất.", en="Here x is always the latest result.")
def test_the_first_pair_of_brackets_makes_the_layer_and_the_second_calls_it_on_the_latest_result() -> None:
    statements = ast.parse(script("functional").cell("stack").code).body
    first, *others = [each for each in statements if isinstance(each, ast.Assign) and isinstance(each.value, ast.Call)][
        1:5
    ]
    assert ast.unparse(first) == "x = Flatten()(inputs)"
    assert [ast.unparse(each)[-3:] for each in others] == ["(x)"] * 3
    assert [ast.unparse(each).partition(" ")[0] for each in others] == ["x", "x", "outputs"]


@pytest.mark.parametrize("language", LANGUAGES)
@claims(
    "functional",
    vi="mô hình có thể có nhiều đầu ra, như trong bài tập thứ hai",
    en="a model may have several outputs, as in the second exercise",
)
@claims(
    "functional",
    vi="hai hàng 784 số mà không cần Reshape. Bài tập thứ nhất làm như vậy.",
    en="two rows of 784 numbers and do without Reshape. The first exercise does so.",
)
def test_the_first_exercise_joins_without_reshape_and_the_second_has_several_outputs(language: str) -> None:
    first, second = exercises(language)
    assert [cell for cell in ("narrow", "two-outputs") if f"solutions/functional.py#{cell}\n" in first] == ["narrow"]
    assert [cell for cell in ("narrow", "two-outputs") if f"solutions/functional.py#{cell}\n" in second] == [
        "two-outputs"
    ]
    solution = script("solutions/functional")
    assert "Concatenate()([flat, x])" in solution.cell("narrow").code
    assert "Reshape" not in code("solutions/functional")
    assert 'outputs={"digit": digit, "odd": odd}' in solution.cell("two-outputs").code


@pytest.mark.parametrize("language", LANGUAGES)
@claims("functional", vi="Bạn đã biết dựng mô hình theo hai cách.", en="You can now build a model in two ways.")
@claims(
    "functional",
    vi="Còn một cách thứ ba: viết một class Python kế thừa keras.Model (subclassing)",
    en="There is a third way, subclassing: you write a Python class that inherits from keras.Model",
)
def test_the_table_compares_two_ways_and_subclassing_is_a_third(language: str) -> None:
    (head,) = re.findall(r"^\|(.*)\| Functional API \|$", page("functional", language).text, re.MULTILINE)
    assert [each.strip() for each in head.split("|")][1:] == ["Sequential"]
    shown = code("sequential") + code("functional")
    assert ("= Sequential(" in shown, "= Model(" in shown, "class " in shown) == (True, True, False)


# The drawing


@claims(
    "functional",
    vi="Một mũi tên khác đi thẳng từ Input tới Concatenate, bỏ qua các lớp ở giữa.",
    en="Another arrow goes straight from Input to Concatenate, past the layers in between.",
)
@claims(
    "functional",
    vi="Đường bên trái đi qua ba lớp Dense. Đường bên phải đưa ảnh gốc đi thẳng đến gần đầu ra.",
    en="The path on the left goes through three Dense layers. The path on the right takes the original image straight"
    " to near the output.",
)
def test_the_drawing_has_an_arrow_from_box_to_box_and_one_on_the_right_from_the_input_to_concatenate() -> None:
    drawing = read_drawing("skip")
    boxes = [
        {key: int(box.get(key, "")) for key in ("x", "y", "width", "height")} for box in drawing.iter(f"{SVG}rect")
    ]
    names = [str(text.text).partition(" ")[0] for text in drawing.iter(f"{SVG}text")]
    *straight, skip = [str(path.get("d")) for path in drawing.iter(f"{SVG}path") if "0 0 8 4" not in str(path.get("d"))]
    ends = [tuple(map(int, re.findall(r"\d+", path))) for path in straight]
    for (above, below), (x, start, end) in zip(pairwise(boxes), ends, strict=True):
        assert above["x"] < x < above["x"] + above["width"]
        assert start == above["y"] + above["height"]
        assert below["y"] - 2 <= end <= below["y"]
    at = list(map(int, re.findall(r"\d+", skip)))
    middles = {name: box["y"] + box["height"] // 2 for name, box in zip(names, boxes, strict=True)}
    right = boxes[0]["x"] + boxes[0]["width"]
    assert (at[0], at[1]) == (right, middles["Input"])
    # The path's last two numbers are the height to which it comes down, and the end of the horizontal line to the box.
    assert (at[-1], at[-2]) == (right + 1, middles["Concatenate"])
    assert max(at) > right
    assert names[1 : names.index("Concatenate")].count("Dense") == 3


# The summary


@claims(
    "functional", vi="Ba cột đầu giống như ở bài trước.", en="The first three columns are those of the previous lesson."
)
@claims(
    "functional",
    vi="Bảng có thêm hàng của đầu vào và cột Connected to.",
    en="New are a row for the input and the column Connected to.",
)
def test_the_summary_has_three_columns_of_the_previous_lesson_one_more_and_a_row_for_the_input() -> None:
    heads = {
        name: re.findall(r"\S.*?(?= *┃)", recorded(name)["summary"].text.splitlines()[2].removeprefix("┃ "))
        for name in ("sequential", "functional")
    }
    columns = {name: [each.strip(" ┃") for each in head] for name, head in heads.items()}
    assert columns["sequential"] == ["Layer (type)", "Output Shape", "Param #"]
    assert columns["functional"] == [*columns["sequential"], "Connected to"]
    assert [row["layer"] for row in summary_rows("functional") if "InputLayer" in row["layer"]] == [
        "image (InputLayer)"
    ]
    assert "InputLayer" not in recorded("sequential")["summary"].text


@claims(
    "functional",
    vi="Số trong tên bắt đầu từ flatten_1 và dense_3",
    en="The numbers in the names start at flatten_1 and dense_3",
)
@claims(
    "functional",
    vi="Hàng concatenate có hai nguồn, image và reshape. Đó chính là kết nối tắt.",
    en="The row concatenate has two sources, image and reshape. That is the skip connection.",
)
def test_the_summary_says_of_each_layer_where_it_gets_its_data_from() -> None:
    rows = summary_rows("functional")
    inputs = {row["layer"].partition(" ")[0]: re.findall(r"(\w+)\[0\]\[0\]", row["inputs"]) for row in rows}
    assert inputs == {
        "image": [],
        "flatten_1": ["image"],
        "dense_3": ["flatten_1"],
        "dense_4": ["dense_3"],
        "dense_5": ["dense_4"],
        "reshape": ["dense_5"],
        "concatenate": ["image", "reshape"],
        "flatten_2": ["concatenate"],
        "dense_6": ["flatten_2"],
    }
    assert rows[0]["inputs"] == "-"


@claims(
    "functional",
    vi="Dense(2**14) | 784·16.384 + 16.384 | 12.861.440 | | Dense(512) | 16.384·512 + 512 | 8.389.120 | | Dense(28 *"
    " 28) | 512·784 + 784 | 402.192 | | Dense(10) | 1.568·10 + 10 | 15.690 | | Cả mạng | | 21.668.442",
    en="Dense(2**14) | 784·16,384 + 16,384 | 12,861,440 | | Dense(512) | 16,384·512 + 512 | 8,389,120 | | Dense(28 *"
    " 28) | 512·784 + 784 | 402,192 | | Dense(10) | 1,568·10 + 10 | 15,690 | | The whole network | | 21,668,442",
)
def test_the_table_counts_the_parameters_that_the_summary_shows() -> None:
    counted = [784 * 16_384 + 16_384, 16_384 * 512 + 512, 512 * 784 + 784, 1_568 * 10 + 10]
    assert counted == [12_861_440, 8_389_120, 402_192, 15_690]
    rows = summary_rows("functional")
    shown = [(row["layer"], row["shape"], number(row["parameters"])) for row in rows if row["parameters"] != "0"]
    assert shown == [
        ("dense_3 (Dense)", "(None, 16384)", 12_861_440),
        ("dense_4 (Dense)", "(None, 512)", 8_389_120),
        ("dense_5 (Dense)", "(None, 784)", 402_192),
        ("dense_6 (Dense)", "(None, 10)", 15_690),
    ]
    totals = recorded("functional")["summary"].text.splitlines()[-3:]
    assert [line.strip() for line in totals] == [
        "Total params: 21,668,442 (82.66 MB)",
        "Trainable params: 21,668,442 (82.66 MB)",
        "Non-trainable params: 0 (0.00 B)",
    ]
    assert sum(counted) == 21_668_442


@claims(
    "functional",
    vi="Mạng này lớn gấp 92 lần mạng Sequential. Hai lớp đầu chiếm 98% số tham số, vì cả hai đều dính đến lớp 16.384"
    " nơ-ron: một lớp đi vào nó, một lớp đi ra từ nó. Chỉ riêng các tham số đã chiếm 82,66 MB bộ nhớ.",
    en="This network is 92 times as large as the Sequential one. The first two layers hold 98% of the parameters,"
    " because both touch the 16,384 neurons: one leads into them, one leads out. The parameters alone take 82.66 MB of"
    " memory.",
)
def test_it_is_92_times_the_sequential_model_98_percent_of_it_in_two_layers_and_takes_82_66_mb() -> None:
    into, out, *_ = [number(row["parameters"]) for row in summary_rows("functional") if row["parameters"] != "0"]
    sequential = sum(number(row["parameters"]) for row in summary_rows("sequential"))
    assert (into, out, sequential) == (784 * 16_384 + 16_384, 16_384 * 512 + 512, 235_146)
    assert round(21_668_442 / sequential) == 92
    assert round((into + out) / 21_668_442 * 100) == 98
    assert f"{21_668_442 * 4 / 1024**2:.2f}" == "82.66"


@claims(
    "functional",
    vi="Reshape và Concatenate không có tham số. Chỉ lớp cuối nhận thêm 784 đầu vào.",
    en="Reshape and Concatenate have no parameters. Only the last layer gets 784 more inputs.",
)
def test_reshape_and_concatenate_have_no_parameters_and_the_last_layer_has_784_inputs_more() -> None:
    rows = {row["layer"]: row for row in summary_rows("functional")}
    assert [rows[name]["parameters"] for name in ("reshape (Reshape)", "concatenate (Concatenate)")] == ["0", "0"]
    assert 15_690 == (784 + 784) * 10 + 10
    assert number(rows["dense_6 (Dense)"]["parameters"]) - (784 * 10 + 10) == 784 * 10


# What was printed agrees with the named values, and with itself


def test_what_fit_printed_is_the_history_and_of_one_epoch() -> None:
    (epoch,) = logged("functional", "fit")
    assert epoch == {
        "accuracy": as_keras_prints(recorded_value("functional", "accuracy")[0]),
        "loss": as_keras_prints(recorded_value("functional", "loss")[0]),
    }
    assert len(recorded_value("functional", "accuracy")) == len(recorded_value("functional", "loss")) == 1
    assert steps("functional", "fit") == [steps_of(60_000, 128)]


def test_the_test_accuracy_is_the_same_in_the_log_the_line_below_and_the_named_value() -> None:
    accuracy, loss = recorded_value("functional", "test-accuracy"), recorded_value("functional", "test-loss")
    assert logged("functional", "evaluate") == [{"accuracy": as_keras_prints(accuracy), "loss": as_keras_prints(loss)}]
    assert recorded_accuracy("functional") == as_keras_prints(accuracy)
    assert_of_10_000(accuracy)
    assert steps("functional", "evaluate") == [steps_of(10_000, 128)]


def assert_of_10_000(accuracy: float) -> None:
    """Assert that an accuracy is a share of MNIST's 10,000 test images."""
    assert accuracy * 10_000 == pytest.approx(round(accuracy * 10_000), abs=1e-2)


def test_the_first_solution_printed_its_history_and_its_test_accuracy() -> None:
    name = "solutions/functional"
    *epochs, tested = logged(name, "narrow-fit")
    histories = [recorded_value(name, f"narrow-{metric}") for metric in ("accuracy", "loss")]
    assert [[epoch["accuracy"] for epoch in epochs], [epoch["loss"] for epoch in epochs]] == [
        list(map(as_keras_prints, history)) for history in histories
    ]
    assert steps(name, "narrow-fit") == [steps_of(60_000, 128)] * 5 + [steps_of(10_000, 32)]
    accuracy = recorded_value(name, "narrow-test-accuracy")
    loss = recorded_value(name, "narrow-test-loss")
    assert tested == {"accuracy": as_keras_prints(accuracy), "loss": as_keras_prints(loss)}
    assert recorded_accuracy(name, "narrow-fit") == tested["accuracy"]
    assert_of_10_000(accuracy)


def test_the_second_solution_printed_its_history_and_its_scores() -> None:
    name = "solutions/functional"
    *epochs, tested = logged(name, "two-outputs-fit")
    history, scores = recorded_value(name, "history"), recorded_value(name, "scores")
    assert epochs == [{key: as_keras_prints(values[epoch]) for key, values in history.items()} for epoch in range(5)]
    assert tested == {key: as_keras_prints(value) for key, value in scores.items()}
    assert steps(name, "two-outputs-fit") == [steps_of(60_000, 128)] * 5 + [steps_of(10_000, 32)]
    last_line = recorded(name)["two-outputs-fit"].text.splitlines()[-1]
    assert last_line == f"digit {tested['digit_accuracy']:.4f}, odd {tested['odd_accuracy']:.4f}"
    for accuracy in (scores["digit_accuracy"], scores["odd_accuracy"]):
        assert_of_10_000(accuracy)


def test_the_stacks_and_the_narrow_network_s_parameters_are_printed() -> None:
    assert recorded("functional")["stack"].text == "235,146 parameters"
    assert recorded("solutions/functional")["narrow"].text == "242,986 parameters"


# What the page says of the runs


@claims("functional", vi="Ảnh số 1998 vẫn được đọc là 9.", en="Number 1998 is read as a 9 again.")
def test_number_1998_is_read_as_a_9_again() -> None:
    probabilities = recorded_value("functional", "probabilities")
    assert len(probabilities) == 10
    assert sum(probabilities) == pytest.approx(1, abs=1e-5)
    assert int(np.argmax(probabilities)) == 9
    for name in ("sequential", "functional"):
        printed = recorded(name)["predict"].text.splitlines()
        assert printed[-2:] == ["predicted: 9", "label:     9"]
        assert "X_test[1998:1999]" in script(name).cell("predict").code


@pytest.fixture
def measurements() -> list[Measurement]:
    """The measurements of the Sequential network and of this lesson's, as the table shows them."""
    records = [Record("", "", recorded(name)) for name in ("sequential", "functional")]
    return [measurement for record in records if (measurement := measure(record))]


@claims(
    "functional",
    vi="Bảng dưới đây là số đo của hai lần chạy có kết quả hiện ở bài này và bài trước.",
    en="These are the figures of the two runs whose output this lesson and the previous one show.",
)
@claims(
    "functional",
    vi="Số giây là trung bình của những con số mà fit in ra.",
    en="The seconds are the mean of those that fit prints.",
)
def test_the_table_is_of_the_two_networks_after_five_epochs_and_after_one(measurements: list[Measurement]) -> None:
    for language in LANGUAGES:
        (table,) = [fence for fence in page("functional", language).fences if fence.info == "measured"]
        assert table.body.split() == ["sequential.py", "functional.py"]
    assert [measurement.parameters for measurement in measurements] == [235_146, 21_668_442]
    assert [measurement.epochs for measurement in measurements] == [5, 1]
    for name, measurement in zip(("sequential", "functional"), measurements, strict=True):
        seconds = [int(each) for each in re.findall(r" (\d+)s ", recorded(name)["fit"].text)]
        assert measurement.seconds_per_epoch == pytest.approx(sum(seconds) / len(seconds))
        assert measurement.test_accuracy == recorded_accuracy(name)


@claims(
    "functional",
    vi="Chỉ một epoch, và hãy kiên nhẫn. Trên một máy không có GPU, một epoch của mạng này lâu gấp hàng chục lần một"
    " epoch của mạng Sequential.",
    en="Just one epoch, and be patient. On a machine without a GPU, an epoch of this network takes dozens of times as"
    " long as one of the Sequential network.",
)
def test_an_epoch_takes_dozens_of_times_as_long(measurements: list[Measurement]) -> None:
    sequential, functional = measurements
    assert functional.epochs == 1
    # Dozens, not hundreds: a record made on a busy machine would be misleading.
    assert 24 <= functional.seconds_per_epoch / sequential.seconds_per_epoch < 200


@claims(
    "functional",
    vi="Sau một epoch, mạng này đọc đúng trên 95% số ảnh kiểm tra.",
    en="After one epoch this network reads over 95% of the test images correctly.",
)
@claims(
    "functional",
    vi="Mạng Sequential, với một phần nhỏ thời gian và bộ nhớ, sau một epoch cũng đọc đúng trên 95% số ảnh chưa từng"
    " gặp, như bài tiếp theo cho thấy, và sau năm epoch thì trên 97% số ảnh kiểm tra.",
    en="The Sequential one, at a small part of the time and the memory, also reads over 95% of images new to it after"
    " one epoch, as the next lesson shows, and over 97% of the test images after five.",
)
def test_both_read_over_95_percent_after_one_epoch_and_the_sequential_one_over_97_after_five(
    measurements: list[Measurement],
) -> None:
    sequential, functional = measurements
    assert functional.epochs == 1
    assert 0.95 < functional.test_accuracy < sequential.test_accuracy
    assert sequential.epochs == 5
    assert sequential.test_accuracy > 0.97
    assert sequential.seconds_per_epoch * 5 < functional.seconds_per_epoch / 4
    assert sequential.parameters < functional.parameters / 4
    # The next lesson trains the same network, and measures it after each epoch on images that it doesn't train on.
    assert built("sequential", "build") == built("train", "model")
    assert "validation_split=" in script("train").cell("fit").code
    assert logged("train", "fit")[0]["val_accuracy"] > 0.95


def built(name: str, cell: str) -> str:
    """What is assigned to `model` in a cell."""
    (assigned,) = [
        statement.value
        for statement in ast.parse(script(name).cell(cell).code).body
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "model"
    ]
    return ast.unparse(assigned)


@claims(
    "functional",
    vi="Trên MNIST, độ chính xác gần như không đổi: mạng nông này không cần đường tắt.",
    en="On MNIST the accuracy hardly changes: a network as shallow as this has no need of a short cut.",
)
def test_the_skip_hardly_changes_the_accuracy_of_the_narrow_network() -> None:
    narrow = recorded_accuracy("solutions/functional", "narrow-fit")
    assert abs(narrow - recorded_accuracy("sequential")) < 0.01


@claims(
    "functional",
    vi="Keras cộng hai giá trị mất mát lại và làm giảm tổng ấy.",
    en="Keras adds the two losses up and makes the sum smaller.",
)
def test_the_two_losses_are_added_up_and_the_sum_gets_smaller() -> None:
    history = recorded_value("solutions/functional", "history")
    sums = [digit + odd for digit, odd in zip(history["digit_loss"], history["odd_loss"], strict=True)]
    assert history["loss"] == pytest.approx(sums, rel=1e-3)
    assert all(later < earlier for earlier, later in pairwise(history["loss"]))


@claims(
    "functional",
    vi="Độ chính xác của câu hỏi chẵn lẻ thường cao hơn. Nhầm 3 với 5 là sai chữ số, nhưng vẫn đúng là số lẻ.",
    en="The accuracy for odd or even is usually the higher one. To take a 3 for a 5 is to get the digit wrong, but it"
    " is still an odd number.",
)
def test_the_accuracy_for_odd_or_even_is_the_higher_one_and_3_and_5_are_both_odd() -> None:
    history, scores = (recorded_value("solutions/functional", name) for name in ("history", "scores"))
    pairs = [*zip(history["digit_accuracy"], history["odd_accuracy"], strict=True)]
    assert all(odd > digit for digit, odd in [*pairs, (scores["digit_accuracy"], scores["odd_accuracy"])])
    assert 3 % 2 == 5 % 2 == 1


# Deep networks


@claims(
    "functional",
    vi="Kết nối tắt thật sự có ích trong các mạng rất sâu, nơi thông tin và gradient khó đi qua hàng chục lớp liền"
    " nhau.",
    en="Skip connections are of real use in very deep networks, where information and gradients find it hard to get"
    " through dozens of layers in a row.",
)
@claims("functional", vi="Mạng ở đây quá nông để cần đến nó.", en="The network here is too shallow to need one.")
def test_information_and_gradients_get_lost_in_dozens_of_layers_not_in_three_and_not_where_each_is_skipped() -> None:
    for lost in (information_left, gradient_left):
        assert lost(36, False) < 1e-3
        assert lost(36, True) > 0.1
        assert lost(3, False) > 0.1


def layers_drawn(depth: int) -> Iterator[NDArray[np.float64]]:
    """The initial weights of so many Dense(64) layers, as Keras chooses them at random."""
    generator, most = np.random.default_rng(0), np.sqrt(6 / (64 + 64))
    return (generator.uniform(-most, most, (64, 64)) for _ in range(depth))


def information_left(depth: int, skipped: bool) -> float:
    """The distance of two inputs after the ReLU layers, as a share of the distance before."""
    one, other = np.random.default_rng(1).normal(size=(2, 64))
    before = np.linalg.norm(one - other)
    for weights in layers_drawn(depth):
        one, other = (np.maximum(each @ weights, 0) + each * skipped for each in (one, other))
    return float(np.linalg.norm(one - other) / before)


def gradient_left(depth: int, skipped: bool) -> float:
    """The length of a gradient at the first of the ReLU layers, as a share of its length at the last."""
    values = np.random.default_rng(1).normal(size=64)
    derivatives: list[NDArray[np.float64]] = []
    for weights in layers_drawn(depth):
        derivatives.append(weights * (values @ weights > 0) + np.eye(64) * skipped)
        values = np.maximum(values @ weights, 0) + values * skipped
    gradient = np.ones(64)
    for derivative in reversed(derivatives):
        gradient = derivative @ gradient
    return float(np.linalg.norm(gradient) / np.linalg.norm(np.ones(64)))
