"""What the page `functional` says of the recorded runs on MNIST, and of the texts of its scripts and its own."""

import ast
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest
import yaml
from numpy.typing import NDArray

from docs.plugins.fences.diagram_layout import layout_of
from docs.plugins.project.networks import Layer, parse_network
from tests.support.claims import claims
from tests.support.programs import ROOT, script
from tests.support.reading import LANGUAGES, as_keras_prints, page, recorded, recorded_value, section

SOLUTIONS = "solutions/functional"
MNIST_IMAGES, VALIDATION_IMAGES, TEST_IMAGES = 60_000, 6_000, 10_000
# A row of a recorded `summary()`: the layer, its output's shape, its parameters, and whatever is in a fourth column.
SUMMARY_ROW = re.compile(r"^│ (?P<layer>.*?) *│ (?P<shape>.*?) *│ *(?P<parameters>[\d,]*) │(?: (?P<inputs>.*?) *│)?$")
LOGGED = re.compile(r"(\w+): (\d\.\d{4}(?:e-\d+)?)\b")
# A line of `fit` with verbose=2: the steps, the seconds, and then the numbers.
EPOCH = re.compile(r"^(\d+)/(\d+) - (\d+)s - .*$", re.MULTILINE)


def code(name: str) -> str:
    """The text of a script's cells."""
    return "\n".join(cell.code for cell in script(name).cells)


def layers_called(text: str) -> list[str]:
    """The layers that code of the Functional API calls, in their order, without the input."""
    calls = [
        node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Call)
    ]
    return [ast.unparse(call.func).removeprefix("layers.") for call in sorted(calls, key=lambda call: call.lineno)]


def logged(line: str) -> dict[str, float]:
    """The numbers of a line that `fit` printed, by their names."""
    return {key: float(number) for key, number in LOGGED.findall(line)}


def epochs() -> list[dict[str, float]]:
    """What `fit` printed of each epoch of the network with two outputs."""
    return [logged(match[0]) for match in EPOCH.finditer(recorded("functional")["fit"].text)]


def in_the_log(metric: float) -> float:
    """The number that `logged` finds where Keras has printed this one."""
    return float(as_keras_prints(metric))


def summary_rows(cell: str, name: str = "functional") -> list[dict[str, str]]:
    """The layers of a recorded summary; a row that takes two lines counts as one."""
    rows: list[dict[str, str]] = []
    for line in recorded(name)[cell].text.splitlines():
        if match := SUMMARY_ROW.match(line):
            row = {key: text or "" for key, text in match.groupdict().items()}
            if row["shape"]:
                rows.append(row)
            else:
                rows[-1] = {key: f"{above} {row[key]}".strip() for key, above in rows[-1].items()}
    return rows


def sources(cell: str) -> dict[str, list[str]]:
    """The layers from which each layer of a recorded summary gets its data."""
    return {row["layer"].partition(" ")[0]: re.findall(r"(\w+)\[0\]\[0\]", row["inputs"]) for row in summary_rows(cell)}


def number(digits: str) -> int:
    return int(digits.replace(",", ""))


def exercises(language: str) -> list[str]:
    """The text of each exercise."""
    return re.split(r"^\d+\. ", section("functional", language, "exercises"), flags=re.MULTILINE)[1:]


def of_seeds(cell: str, name: str = SOLUTIONS) -> list[dict[str, float]]:
    """The numbers of each line that a cell printed of a seed: `seed 1: digit 0.9787, odd 0.9865`."""
    lines = re.findall(r"^seed (\d+): (.*)$", recorded(name)[cell].text, re.MULTILINE)
    assert [int(seed) for seed, _ in lines[:3]] == [1, 2, 3]
    return [{key: float(value) for key, value in re.findall(r"(\w+) (\d\.\d{4})", line)} for _, line in lines]


# The lesson's two networks


@pytest.mark.parametrize("language", LANGUAGES)
@claims(
    "functional",
    vi="một mạng trả lời hai câu hỏi về cùng một ảnh, và một mạng 21 triệu tham số có kết nối tắt",
    en="one network that answers two questions about an image, and one of 21 million parameters with a skip connection",
)
@claims(
    "functional",
    vi="một mạng nhìn ảnh rồi trả lời hai câu hỏi: đó là chữ số nào, và chữ số ấy chẵn hay lẻ?",
    en="one network looks at an image and answers two questions about it: which digit is it, and is that digit odd or"
    " even?",
)
@claims("functional", vi="Sau đó là mạng có hai đầu ra", en="Then you build and train the network with two outputs")
@claims(
    "functional",
    vi="Ví dụ thứ hai là một lời cảnh báo: một mạng hơn 21 triệu tham số",
    en="The second example is a warning: a network of over 21 million parameters",
)
@claims("functional", vi="Ví dụ thứ hai có một kết nối như thế.", en="The second example has such a connection.")
@claims("functional", vi="Một ảnh, hai câu trả lời", en="One image, two answers")
@claims("functional", vi="Ví dụ thứ hai, và một lời cảnh báo", en="The second example, and a warning")
def test_the_first_network_has_two_outputs_and_the_second_over_21_million_parameters_and_a_skip(language: str) -> None:
    ids = [each.id for each in page("functional", language).sections]
    assert [each for each in ids if each in ("stack", "two-outputs", "article")] == ["stack", "two-outputs", "article"]
    shared = [layers[0] for layers in sources("summary").values() if layers]
    assert [shared.count(layer) for layer in dict.fromkeys(shared)] == [1, 1, 1, 2]
    assert sources("article-summary")["concatenate"] == ["pixels", "reshape"]
    assert 21_000_000 < sum(number(row["parameters"]) for row in summary_rows("article-summary")) < 22_000_000


# The scripts


@claims(
    "functional",
    vi="Mạng thứ hai lấy từ bài viết năm 2020 mà khoá học này viết lại.",
    en="The second network comes from the article of 2020 that this course rewrites.",
)
def test_the_second_network_is_the_second_of_the_article_which_has_a_skip() -> None:
    errata = yaml.safe_load((ROOT / "docs/errata.yml").read_text(encoding="utf-8"))
    before, here = errata["W6"]["before"], {cell.name: cell.code for cell in script("functional").cells}
    assert layers_called(here["hidden"] + "\n" + here["skip"]) == layers_called(before)
    assert "Concatenate()([input_, reshap])" in before
    assert [cell for cell, text in here.items() if "keras.Model(" in text] == ["stack", "two-outputs", "build"]


@claims(
    "functional",
    vi="Phần nhập thư viện giống bài về Sequential. Dữ liệu vẫn là của bài trước, cũng chia thành tập huấn luyện"
    " (training set), tập kiểm định (validation set) và tập kiểm tra (test set).",
    en="The imports are those of the lesson on Sequential. The data is that of the previous lesson, split into the"
    " same training set (tập huấn luyện), validation set (tập kiểm định) and test set (tập kiểm tra).",
)
def test_the_imports_are_those_of_sequential_and_the_data_that_of_the_lesson_on_training() -> None:
    assert script("functional").cell("imports").code == script("sequential").cell("imports").code
    here, before = (script(name).cell("data").code.splitlines() for name in ("functional", "train"))
    assert set(here) <= set(before)
    assert {"X_train, X_val = X[:-tenth], X[-tenth:]", 'X_test = test_images.astype("float32") / 255'} <= set(here)


@claims(
    "functional",
    vi="Ở đây có hai loại lớp mới. Reshape làm ngược lại Flatten",
    en="Two kinds of layer are new. Reshape undoes what Flatten does",
)
def test_reshape_and_concatenate_are_new() -> None:
    used = [
        set(re.findall(r"layers\.(\w+)\(", text))
        for text in (code("functional"), code("sequential") + code("data") + code("train"))
    ]
    assert used[0] - used[1] == {"Reshape", "Concatenate"}


@claims(
    "functional",
    vi="layers.Flatten() tạo ra một lớp. Cặp ngoặc thứ hai, (inputs), gọi lớp ấy như gọi một hàm.",
    en="layers.Flatten() makes a layer. The second pair of brackets, (inputs), calls that layer just as you would"
    " call a function.",
)
@claims(
    "functional",
    vi="Mỗi lần, tên x chỉ kết quả mới nhất.",
    en="The name x stands for the latest result each time.",
)
def test_the_first_pair_of_brackets_makes_the_layer_and_the_second_calls_it_on_the_latest_result() -> None:
    statements = ast.parse(script("functional").cell("stack").code).body
    calls = [each for each in statements if isinstance(each, ast.Assign) and isinstance(each.value, ast.Call)]
    first, *others = calls[1:5]
    assert ast.unparse(first) == "x = layers.Flatten()(inputs)"
    assert [ast.unparse(each)[-3:] for each in others] == ["(x)"] * 3
    assert [ast.unparse(each).partition(" ")[0] for each in others] == ["x", "x", "outputs"]


@claims(
    "functional",
    vi="Từ đầu bài đến giờ, mọi mạng đều được so sánh trên tập kiểm định. Bây giờ mạng có hai đầu ra mới gặp tập kiểm"
    " tra:",
    en="So far, all networks of this lesson were compared on the validation set. Only now does the network with two"
    " outputs meet the test set:",
)
@claims("functional", vi="Đánh giá trên tập kiểm tra, một lần", en="Evaluate on the test set, once")
def test_the_test_set_is_used_once_at_the_end_by_the_network_with_two_outputs() -> None:
    cells = {cell.name: cell.code for cell in script("functional").cells}
    assert [name for name, text in cells.items() if "X_test" in text] == ["data", "evaluate"]
    assert list(cells)[-1] == "evaluate"
    assert "model.evaluate( X_test, answers_test," in " ".join(cells["evaluate"].split())
    assert [cell.name for cell in script(SOLUTIONS).cells if "test" in cell.code] == ["set-up"]


@pytest.mark.parametrize("language", LANGUAGES)
@claims(
    "functional",
    vi="mà không cần Reshape. Bài tập thứ nhất cũng nối hai hàng như thế, dù một hàng ngắn hơn.",
    en="and do without Reshape. The first exercise joins two rows like that, too, although one of them is shorter.",
)
@claims("functional", vi="Bài tập thứ hai huấn luyện các mạng này.", en="The second exercise trains these networks.")
@claims("functional", vi="Bài tập thứ ba làm như thế", en="The third exercise does so, and its answers")
@claims("functional", vi="Có cần đầu ra thứ hai không?", en="Do you need the second output?")
def test_the_exercises_join_without_reshape_train_together_and_apart_and_compute_the_parity(language: str) -> None:
    shown = [re.findall(r"```example\n *solutions/functional\.py#([\w-]+)", each) for each in exercises(language)]
    assert shown == [
        ["set-up", "narrow", "narrow-fit"],
        ["together", "apart"],
        ["parity"],
        ["article-network", "seeds"],
    ]
    solutions = script(SOLUTIONS)
    assert "Concatenate()([flat, last])" in solutions.cell("narrow").code
    assert "Reshape" not in solutions.cell("narrow").code
    assert "last = layers.Dense(128," in solutions.cell("narrow").code
    assert 'from_digit = answers["digit"].argmax(axis=1) % 2' in solutions.cell("parity").code


@pytest.mark.parametrize("language", LANGUAGES)
@claims(
    "functional",
    vi="Còn một cách thứ ba, gọi là subclassing: bạn viết một class Python kế thừa keras.Model.",
    en="There is a third way, called subclassing: you write a Python class that inherits from keras.Model.",
)
def test_the_table_compares_two_ways_and_subclassing_is_a_third(language: str) -> None:
    (head,) = re.findall(r"^\|(.*)\| Functional API \|$", page("functional", language).text, re.MULTILINE)
    assert [each.strip() for each in head.split("|")][1:] == ["Sequential"]
    shown = code("sequential") + code("functional")
    assert ("= keras.Sequential(" in shown, "= keras.Model(" in shown, "class " in shown) == (True, True, False)


# The diagrams


def network(name: str) -> tuple[Layer, ...]:
    """A network of the record, of which a diagram is drawn."""
    layers = parse_network(recorded_value("functional", name))
    assert layers
    return layers


@claims(
    "functional",
    vi="Hãy lần theo các mũi tên trong hình và tìm chỗ đường đi rẽ nhánh. Cho đến Dense 128, mạng này là chồng cũ.",
    en="Follow the arrows in the drawing and find the place where the path forks. Down to Dense 128, this network is"
    " the old stack.",
)
def test_the_network_with_two_outputs_forks_below_dense_128_to_two_boxes_side_by_side() -> None:
    *stack, digit, odd = network("network")
    shared = stack[-1]
    assert (shared.kind, shared.shape) == ("Dense", (128,))
    for before, layer in pairwise(stack):
        assert layer.takes == (before.name,)
    *old, _ = parse_network(recorded_value("sequential", "network")) or ()
    assert [(layer.kind, layer.shape) for layer in stack] == [(layer.kind, layer.shape) for layer in old]
    assert [(layer.name, layer.takes) for layer in (digit, odd)] == [("digit", (shared.name,)), ("odd", (shared.name,))]
    boxes = layout_of(network("network")).boxes
    assert boxes["digit"].top == boxes["odd"].top
    assert boxes["digit"].x < boxes["odd"].left


@claims(
    "functional",
    vi="Đường ở giữa đi qua ba lớp Dense. Đường bên trái đưa thẳng ảnh gốc đến gần đầu ra.",
    en="The path in the middle goes through three Dense layers. The path on the left takes the original image straight"
    " to a layer near the output.",
)
@claims("functional", vi="Đường dài: ba lớp ẩn", en="The long path: three hidden layers")
def test_the_image_goes_to_concatenate_past_three_dense_layers_that_stand_below_each_other() -> None:
    layers = network("article-network")
    kinds = [layer.kind for layer in layers]
    joined = kinds.index("Concatenate")
    assert kinds[1:joined].count("Dense") == 3
    assert kinds[joined:] == ["Concatenate", "Flatten", "Dense"]
    layout = layout_of(layers)
    boxes = [layout.boxes[layer.name] for layer in layers]
    assert layout.straight == list(pairwise(boxes))
    # test_diagram.py has such a connection at the left.
    assert layout.passing == [(boxes[0], boxes[joined])]
    assert len({box.x for box in boxes}) == 1


@claims(
    "functional",
    vi="Trong hình, các bảng 28×28 và 28×56 được vẽ theo cùng một tỉ lệ, còn các hàng số thì không theo tỉ lệ.",
    en="In the drawing, the tables of 28×28 and 28×56 are to one scale, while the rows of numbers are not to scale.",
)
def test_the_tables_of_the_article_s_network_are_to_one_scale_and_its_rows_of_numbers_to_none() -> None:
    layers = network("article-network")
    boxes = layout_of(layers).boxes
    tables = [(layer.shape, boxes[layer.name]) for layer in layers if len(layer.shape) == 2]
    assert {shape for shape, _ in tables} == {(28, 28), (28, 56)}
    assert len({round(scale, 9) for (y, x), box in tables for scale in (box.height / y, box.width / x)}) == 1
    rows = [boxes[layer.name].width / layer.shape[0] for layer in layers if len(layer.shape) == 1]
    assert len({round(scale, 9) for scale in rows}) > 1


# The summaries


@claims(
    "functional",
    vi="Ba cột đầu giống bảng của mạng Sequential. Cột cuối, Connected to, là cột mới, và hàng của đầu vào cũng mới.",
    en="The first three columns are those of the Sequential network's table. The last one, Connected to, is new, and"
    " so is the row for the input.",
)
def test_the_summary_has_three_columns_of_the_sequential_network_s_one_more_and_a_row_for_the_input() -> None:
    heads = {
        name: re.findall(r"\S.*?(?= *┃)", recorded(name)["summary"].text.splitlines()[2].removeprefix("┃ "))
        for name in ("sequential", "functional")
    }
    columns = {name: [each.strip(" ┃") for each in head] for name, head in heads.items()}
    assert columns["sequential"] == ["Layer (type)", "Output Shape", "Param #"]
    assert columns["functional"] == [*columns["sequential"], "Connected to"]
    assert [row["layer"] for row in summary_rows("summary") if "InputLayer" in row["layer"]] == ["image (InputLayer)"]
    assert "InputLayer" not in recorded("sequential")["summary"].text


@claims(
    "functional",
    vi="cả digit lẫn odd đều nhận dữ liệu từ dense_4. Số trong tên bắt đầu từ flatten_1 và dense_3",
    en="both digit and odd get their data from dense_4. The numbers in the names start at flatten_1 and dense_3",
)
@claims(
    "functional",
    vi="chỉ nhìn thứ tự hàng thì không biết lớp nào nối với lớp nào",
    en="because the order of the rows doesn't tell which layer is connected to which",
)
def test_the_summary_shows_the_fork_which_the_order_of_its_rows_does_not() -> None:
    assert sources("summary") == {
        "image": [],
        "flatten_1": ["image"],
        "dense_3": ["flatten_1"],
        "dense_4": ["dense_3"],
        "digit": ["dense_4"],
        "odd": ["dense_4"],
    }
    assert summary_rows("summary")[0]["inputs"] == "-"


@claims(
    "functional",
    vi="hàng concatenate có hai nguồn, pixels và reshape",
    en="the row concatenate has two sources, pixels and reshape",
)
def test_the_summary_of_the_article_s_network_shows_the_skip() -> None:
    assert sources("article-summary") == {
        "pixels": [],
        "flatten_2": ["pixels"],
        "dense_5": ["flatten_2"],
        "dense_6": ["dense_5"],
        "dense_7": ["dense_6"],
        "reshape": ["dense_7"],
        "concatenate": ["pixels", "reshape"],
        "flatten_3": ["concatenate"],
        "dense_8": ["flatten_3"],
    }


@claims(
    "functional",
    vi="Dense(2**14) | 784·16.384 + 16.384 | 12.861.440 | | Dense(512) | 16.384·512 + 512 | 8.389.120 | | Dense(28 *"
    " 28) | 512·784 + 784 | 402.192 | | Dense(10) | 1.568·10 + 10 | 15.690 | | Cả mạng | | 21.668.442",
    en="Dense(2**14) | 784·16,384 + 16,384 | 12,861,440 | | Dense(512) | 16,384·512 + 512 | 8,389,120 | | Dense(28 *"
    " 28) | 512·784 + 784 | 402,192 | | Dense(10) | 1,568·10 + 10 | 15,690 | | The whole network | | 21,668,442",
)
@claims("functional", vi="một mạng hơn 21 triệu tham số", en="a network of over 21 million parameters")
def test_the_table_counts_the_parameters_that_the_summary_shows() -> None:
    counted = [784 * 16_384 + 16_384, 16_384 * 512 + 512, 512 * 784 + 784, 1_568 * 10 + 10]
    assert counted == [12_861_440, 8_389_120, 402_192, 15_690]
    rows = summary_rows("article-summary")
    shown = [(row["layer"], row["shape"], number(row["parameters"])) for row in rows if row["parameters"] != "0"]
    assert shown == [
        ("dense_5 (Dense)", "(None, 16384)", 12_861_440),
        ("dense_6 (Dense)", "(None, 512)", 8_389_120),
        ("dense_7 (Dense)", "(None, 784)", 402_192),
        ("dense_8 (Dense)", "(None, 10)", 15_690),
    ]
    totals = recorded("functional")["article-summary"].text.splitlines()[-3:]
    assert [line.strip() for line in totals] == [
        "Total params: 21,668,442 (82.66 MB)",
        "Trainable params: 21,668,442 (82.66 MB)",
        "Non-trainable params: 0 (0.00 B)",
    ]
    assert sum(counted) == 21_668_442


@claims(
    "functional",
    vi="Mạng này lớn gấp 92 lần mạng Sequential. Hai lớp đầu chiếm 98% số tham số, vì lớp thứ nhất có 16.384 nơ-ron và"
    " lớp thứ hai nhận 16.384 đầu vào. Chỉ riêng các tham số đã chiếm 82,66 MB bộ nhớ, tính bốn byte cho mỗi tham số"
    " và 1.048.576 byte cho mỗi MB, như cách tính của Keras.",
    en="This network is 92 times as large as the Sequential one. The first two layers hold 98% of the parameters,"
    " because the first has 16,384 neurons and the second takes 16,384 inputs. The parameters alone fill 82.66 MB of"
    " memory, with four bytes for each parameter and 1,048,576 bytes to the MB, as Keras counts it.",
)
def test_it_is_92_times_the_sequential_model_98_percent_of_it_in_two_layers_and_takes_82_66_mb() -> None:
    rows = summary_rows("article-summary")
    into, out, *_ = [number(row["parameters"]) for row in rows if row["parameters"] != "0"]
    sequential = sum(number(row["parameters"]) for row in summary_rows("summary", "sequential"))
    assert (into, out, sequential) == (784 * 16_384 + 16_384, 16_384 * 512 + 512, 235_146)
    assert round(21_668_442 / sequential) == 92
    assert round((into + out) / 21_668_442 * 100) == 98
    assert 1_048_576 == 1024**2
    assert f"{21_668_442 * 4 / 1024**2:.2f}" == "82.66"


@claims(
    "functional",
    vi="Reshape và Concatenate không có tham số, và chỉ lớp cuối nhận thêm 784 đầu vào.",
    en="Reshape and Concatenate have no parameters, and only the last layer gets 784 more inputs.",
)
def test_reshape_and_concatenate_have_no_parameters_and_the_last_layer_has_784_inputs_more() -> None:
    rows = {row["layer"]: row for row in summary_rows("article-summary")}
    assert [rows[name]["parameters"] for name in ("reshape (Reshape)", "concatenate (Concatenate)")] == ["0", "0"]
    assert 15_690 == (784 + 784) * 10 + 10
    assert number(rows["dense_8 (Dense)"]["parameters"]) - (784 * 10 + 10) == 784 * 10


# What was printed agrees with the named values


def test_what_fit_printed_is_the_history_of_five_epochs() -> None:
    history = recorded_value("functional", "history")
    assert epochs() == [{key: in_the_log(values[epoch]) for key, values in history.items()} for epoch in range(5)]
    assert [match[1] for match in EPOCH.finditer(recorded("functional")["fit"].text)] == ["422"] * 5


def test_what_predict_and_evaluate_printed_is_what_the_network_gave() -> None:
    digits = np.array(recorded_value("functional", "probabilities"))
    odds = recorded_value("functional", "probabilities-of-odd")
    labels = recorded_value("functional", "first-validation-labels")
    assert digits.shape == (3, 10)
    assert digits.sum(axis=1) == pytest.approx(1, abs=1e-5)
    assert recorded("functional")["predict"].text.splitlines() == [
        f"digit {of_digits.argmax()}, probability of odd {of_odd:.4f}, label {label}"
        for of_digits, of_odd, label in zip(digits, odds, labels, strict=True)
    ]
    scores = recorded_value("functional", "scores")
    assert recorded("functional")["evaluate"].text == (
        f"test accuracy: digit {scores['digit_accuracy']:.4f}, odd or even {scores['odd_accuracy']:.4f}"
    )
    for accuracy in (scores["digit_accuracy"], scores["odd_accuracy"]):
        assert accuracy * TEST_IMAGES == pytest.approx(round(accuracy * TEST_IMAGES), abs=1e-2)


def test_the_solutions_printed_their_named_values() -> None:
    accuracy = recorded_value(SOLUTIONS, "narrow-validation-accuracy")
    assert recorded(SOLUTIONS)["narrow-fit"].text == f"validation accuracy: {accuracy:.4f}"
    scores = recorded_value(SOLUTIONS, "scores")
    last = {"digit": round(scores["digit_accuracy"], 4), "odd": round(scores["odd_accuracy"], 4)}
    assert of_seeds("together")[-1] == last


def test_the_stacks_and_the_narrow_network_s_parameters_are_printed() -> None:
    assert recorded("functional")["stack"].text == "235,146 parameters"
    assert recorded(SOLUTIONS)["narrow"].text == "242,986 parameters"


# What the page says of the network with two outputs


@claims(
    "functional",
    vi="Vì vậy, Keras cộng hai giá trị mất mát lại, và bộ tối ưu (optimizer) làm giảm tổng ấy.",
    en="That is why Keras adds the two losses up, and the optimizer (bộ tối ưu) makes the sum smaller.",
)
@claims(
    "functional",
    vi="loss là tổng của hai giá trị mất mát, tức là con số mà huấn luyện làm giảm. Vài chữ số cuối có thể không khớp",
    en="loss is the sum of the two losses, which training makes smaller. The last decimals may not add up",
)
def test_the_two_losses_are_added_up_to_the_last_decimals_and_the_sum_gets_smaller() -> None:
    history = recorded_value("functional", "history")
    for begins in ("", "val_"):
        sums = np.add(history[f"{begins}digit_loss"], history[f"{begins}odd_loss"])
        assert history[f"{begins}loss"] == pytest.approx(sums, abs=1e-3)
        assert any(
            in_the_log(total) != pytest.approx(in_the_log(digit) + in_the_log(odd), abs=5e-5)
            for total, digit, odd in zip(
                *(history[f"{begins}{name}loss"] for name in ("", "digit_", "odd_")), strict=True
            )
        )
    assert all(later < earlier for earlier, later in pairwise(history["loss"]))


@claims(
    "functional",
    vi="Với hai đầu ra, có nhiều con số để in hơn. Vì vậy, chúng ta dùng verbose=2 để mỗi epoch chỉ có một dòng kết"
    " quả, không có thanh tiến độ.",
    en="With two outputs, there are more numbers to print. With verbose=2, each epoch gets just one line of results,"
    " without a progress bar.",
)
@claims(
    "functional",
    vi="Các tên bắt đầu bằng val_ chỉ cũng những con số ấy, nhưng đo trên tập kiểm định.",
    en="A name that begins with val_ is the same number on the validation set.",
)
def test_fit_prints_one_line_for_each_epoch_with_the_names_that_the_page_explains() -> None:
    lines = recorded("functional")["fit"].text.splitlines()
    assert [line for line in lines if not EPOCH.fullmatch(line)] == [f"Epoch {number}/5" for number in range(1, 6)]
    assert "━" not in recorded("functional")["fit"].text
    names = ["digit_accuracy", "digit_loss", "loss", "odd_accuracy", "odd_loss"]
    assert [list(epoch) for epoch in epochs()] == [[*names, *(f"val_{name}" for name in names)]] * 5


@claims(
    "functional",
    vi="Hãy so val_digit_accuracy với val_odd_accuracy trong từng dòng. Độ chính xác của odd luôn cao hơn, tức là câu"
    " hỏi chẵn hay lẻ dễ hơn.",
    en="Compare val_digit_accuracy and val_odd_accuracy in each line. The accuracy of odd is always the higher one, so"
    " odd or even is the easier question.",
)
def test_the_accuracy_for_odd_or_even_is_always_the_higher_one() -> None:
    assert all(epoch["val_odd_accuracy"] > epoch["val_digit_accuracy"] for epoch in epochs())
    assert all(seed["odd"] > seed["digit"] for seed in of_seeds("together"))


@claims("functional", vi="Dự đoán ba ảnh", en="Predict three images")
@claims(
    "functional",
    vi="Trong ba ảnh này, mạng đọc sai chữ số ở một ảnh",
    en="The network misreads the digit in one of these three images",
)
@claims(
    "functional",
    vi="Hãy nhìn ảnh thứ ba. Ảnh ấy là số 5, mà mạng đọc là 3. Dù vậy, mạng gần như chắc chắn đó là số lẻ, và mạng"
    " đúng, vì cả 3 và 5 đều lẻ.",
    en="Look at the third image. It is a 5, and the network reads a 3. Even so, it is almost certain that the digit is"
    " odd, and it is right, because 3 and 5 are both odd.",
)
def test_the_third_image_is_a_5_that_is_read_as_a_3_and_rightly_called_odd() -> None:
    digits = np.argmax(recorded_value("functional", "probabilities"), axis=1)
    assert len(digits) == 3
    labels = recorded_value("functional", "first-validation-labels")
    assert (digits[2], labels[2]) == (3, 5)
    assert list(digits[:2]) == labels[:2]
    assert recorded_value("functional", "probabilities-of-odd")[2] > 0.99
    assert 3 % 2 == 5 % 2 == 1


@pytest.mark.parametrize("language", LANGUAGES)
@claims(
    "functional",
    vi="Độ chính xác được đo trên tập kiểm định sau năm epoch. Mỗi ô ghi số thấp nhất và số cao nhất trong ba lần"
    " chạy, với các hạt giống ngẫu nhiên (random seed) 1, 2 và 3.",
    en="Its accuracies are measured on the validation set after five epochs, and they are the lowest and the highest"
    " of the seeds (hạt giống ngẫu nhiên) 1, 2 and 3.",
)
@claims(
    "functional",
    vi="cho cả hai câu hỏi | 235.275 | 0,9783–0,9800 | 0,9848–0,9865 | | chỉ cho chữ số | 235.146 | 0,9750–0,9785 | –"
    " | | chỉ cho chẵn lẻ | 233.985 | – | 0,9832–0,9848 |",
    en="for both questions | 235,275 | 0.9783–0.9800 | 0.9848–0.9865 | | for the digit only | 235,146 | 0.9750–0.9785"
    " | – | | for odd or even only | 233,985 | – | 0.9832–0.9848 |",
)
@claims(
    "functional",
    vi="Các con số của mạng “chỉ cho chữ số” lấy từ bài trước.",
    en="The numbers for the digit only are those of the previous lesson.",
)
def test_the_table_has_the_lowest_and_the_highest_accuracy_of_three_seeds_together_and_apart(language: str) -> None:
    table = section("functional", language, "together")
    rows = re.findall(r"^\| ([^|]+) \| ([\d.,]+) \| ([^|]+) \| ([^|]+) \|$", table, re.MULTILINE)
    shown = [[cell.replace(",", ".") for cell in cells] for _, _, *cells in rows]
    together, apart, digit = of_seeds("together"), of_seeds("apart"), of_seeds("seeds", "solutions/train")[:3]
    assert shown == [
        [spread(together, "digit"), spread(together, "odd")],
        [spread(digit, "accuracy"), "–"],
        ["–", spread(apart, "odd")],
    ]
    printed = recorded(SOLUTIONS)["apart"].text.splitlines()[-1]
    assert printed == "235,275 parameters for both answers, 233,985 for odd or even"
    assert [int(re.sub(r"\D", "", parameters)) for _, parameters, *_ in rows] == [235_275, 235_146, 469_131 - 235_146]
    for training in (SOLUTIONS, "solutions/train"):
        assert "batch_size=128, epochs=5," in " ".join(code(training).split())


def spread(seeds: Sequence[dict[str, float]], key: str) -> str:
    """The lowest and the highest of a number of several seeds."""
    numbers = [seed[key] for seed in seeds]
    return f"{min(numbers):.4f}–{max(numbers):.4f}"


@claims(
    "functional",
    vi="Hai mạng riêng có tổng cộng 469.131 tham số, gấp khoảng hai lần mạng cho cả hai câu hỏi. Lý do là gần như mọi"
    " tham số đều nằm ở các lớp ẩn, mà mạng cho cả hai câu hỏi chỉ có các lớp ấy một lần.",
    en="The two single networks have 469,131 parameters together, about twice as many as the network for both"
    " questions. The reason is that nearly all parameters are in the hidden layers, and the network for both questions"
    " has these layers only once.",
)
@claims(
    "functional",
    vi="Hai đầu ra tốn gì và được gì Không có đồ thị, bạn sẽ cần hai mạng, mỗi câu hỏi một mạng. Hai mạng ấy có tổng"
    " cộng bao nhiêu tham số? Bạn hãy đoán trước khi đọc tiếp. Bảng sau so sánh hai cách.",
    en="What two outputs cost and what you gain Without a graph, you would need two networks, one for each question."
    " How many parameters would the two have together? Guess before you read on. The table compares both ways.",
)
def test_two_networks_have_about_twice_the_parameters_nearly_all_of_which_are_in_hidden_layers() -> None:
    assert 1.95 < 469_131 / 235_275 < 2.05
    rows = {row["layer"].partition(" ")[0]: number(row["parameters"]) for row in summary_rows("summary")}
    assert sum(rows.values()) == 235_275
    assert (rows["dense_3"] + rows["dense_4"]) / 235_275 > 0.99


@claims(
    "functional",
    vi="Với cả ba hạt giống, và ở mỗi câu hỏi, mạng cho cả hai câu hỏi còn nhỉnh hơn một chút so với mạng làm riêng"
    " cho câu hỏi ấy. Nhưng phần hơn ấy chỉ là 1 đến 20 trong 6.000 ảnh, mà ba hạt giống thì còn ít",
    en="With each of the three seeds, and on each question, the network for both is even a little ahead of the network"
    " made for that question alone. But the lead is only 1 to 20 of 6,000 images, and three seeds are few",
)
@claims(
    "functional",
    vi="Để có cả hai câu trả lời, một mạng cần 235.275 tham số, còn hai mạng cần 469.131.",
    en="Both answers take 235,275 parameters from one network, and 469,131 from two.",
)
@claims(
    "functional",
    vi="độ chính xác của chồng ấy với các hạt giống 1, 2 và 3 đã có ở bài trước. Với mỗi hạt giống, mạng có hai đầu ra"
    " nhỉnh hơn một chút ở cả hai câu trả lời, từ 1 đến 20 trong 6.000 ảnh.",
    en="whose accuracies with the seeds 1, 2 and 3 you know from the previous lesson. With each seed, the network with"
    " two outputs is a little ahead in both answers, by 1 to 20 of 6,000 images.",
)
@claims(
    "functional",
    vi="Huấn luyện mạng có hai đầu ra với ba hạt giống, rồi một mạng chỉ trả lời chẵn hay lẻ. Để có cả hai câu trả"
    " lời, một mạng cần bao nhiêu tham số, và hai mạng cần bao nhiêu?",
    en="Train the network with two outputs with three seeds, and then a network that only answers odd or even. How"
    " many parameters do both answers take, from one network and from two?",
)
def test_with_each_of_three_seeds_the_shared_network_is_ahead_by_1_to_20_images() -> None:
    alone = zip(of_seeds("seeds", "solutions/train")[:3], of_seeds("apart"), strict=True)
    leads = [
        round((lead) * VALIDATION_IMAGES)
        for both, (digit, odd) in zip(of_seeds("together"), alone, strict=True)
        for lead in (both["digit"] - digit["accuracy"], both["odd"] - odd["odd"])
    ]
    assert (len(leads), min(leads), max(leads)) == (6, 1, 20)


@claims(
    "functional",
    vi="câu trả lời tính ra còn đúng thường xuyên hơn câu trả lời của đầu ra odd. Vì vậy, với cặp câu hỏi này, đầu ra"
    " thứ hai chỉ để luyện tập. Hai đầu ra thật sự có ích khi không câu trả lời nào suy ra được từ câu kia.",
    en="its answers are correct even more often than those of the output odd. For this pair of questions, a second"
    " output is therefore no more than practice. Two outputs are of real use where neither answer follows from the"
    " other.",
)
@claims(
    "functional",
    vi="Không thể tính câu trả lời này từ câu trả lời kia, nhưng cả hai đều có thể dựa vào",
    en="You can't compute one answer from the other, but both can rest on",
)
@claims(
    "functional",
    vi="Kết quả này còn cho biết rằng ở ít nhất 20 ảnh, hai câu trả lời của mạng trái ngược nhau, vì không có gì buộc"
    " chúng phải khớp nhau.",
    en="The result also tells you that for at least 20 images the two answers of the network contradict each other, as"
    " nothing forces them to agree.",
)
@claims(
    "functional",
    vi="Trong lời giải của bài tập thứ hai, bạn hãy sửa danh sách hạt giống ở ô đầu tiên, chạy lại ô ấy, rồi chạy lại"
    " ô này.",
    en="In the solution of the second exercise, change the list of seeds in the first cell, run that cell again, and"
    " then this one.",
)
@claims(
    "functional",
    vi="Cách tính từ chữ số trả lời đúng thêm 20 trong 6.000 ảnh. Mạng ở đây là mạng của hạt giống cuối cùng. Mạng"
    " đọc sai 120 chữ số, nhưng 59 chữ số đọc sai vẫn cùng chẵn hay cùng lẻ với chữ số đúng.",
    en="The answer computed from the digit is correct for 20 more of the 6,000 images. The network, which is that of"
    " the last seed, misreads 120 digits, but 59 of the wrong digits are odd or even like the right one.",
)
def test_computed_from_the_digit_odd_or_even_is_correct_for_20_images_more() -> None:
    from_digit, from_odd = map(float, re.findall(r"\d\.\d{4}", recorded(SOLUTIONS)["parity"].text))
    last = of_seeds("together")[-1]
    assert from_odd == last["odd"]
    assert round((from_digit - from_odd) * VALIDATION_IMAGES) == 20
    misread, wrong_parity = (round((1 - accuracy) * VALIDATION_IMAGES) for accuracy in (last["digit"], from_digit))
    assert (misread, misread - wrong_parity) == (120, 59)
    assert "for seed in [1, 2, 3]:" in script(SOLUTIONS).cell("together").code
    assert "both.predict(" in script(SOLUTIONS).cell("parity").code


@claims(
    "functional",
    vi="Mạng đọc đúng hơn 97% số ảnh kiểm tra, và trả lời đúng chẵn hay lẻ với hơn 98% số ảnh. Cả hai kết quả đều gần"
    " với kết quả trên tập kiểm định.",
    en="The network reads over 97% of the test images correctly, and for over 98% it answers correctly whether the"
    " digit is odd or even. Both results are close to those on the validation set.",
)
def test_the_network_reads_over_97_percent_of_the_test_images_and_tells_odd_from_even_in_over_98_percent() -> None:
    scores, last = recorded_value("functional", "scores"), epochs()[-1]
    assert scores["digit_accuracy"] > 0.97
    assert scores["odd_accuracy"] > 0.98
    for name in ("digit_accuracy", "odd_accuracy"):
        assert scores[name] == pytest.approx(last[f"val_{name}"], abs=0.005)


@claims(
    "functional",
    vi="Độ chính xác nằm trong khoảng từ 0,9750 đến 0,9798 mà năm hạt giống của chồng không có kết nối tắt đã cho"
    " thấy.",
    en="The accuracy lies within the range from 0.9750 to 0.9798 that five seeds of the stack without a skip have"
    " shown.",
)
def test_the_narrow_network_with_a_skip_is_as_accurate_as_the_stack_is_with_five_seeds() -> None:
    stacks = [seed["accuracy"] for seed in of_seeds("seeds", "solutions/train")]
    assert (len(stacks), min(stacks), max(stacks)) == (5, 0.9750, 0.9798)
    narrow = round(recorded_value(SOLUTIONS, "narrow-validation-accuracy"), 4)
    assert min(stacks) < narrow < max(stacks)


# What the page says of the article's network


@dataclass(frozen=True)
class SeededEpoch:
    """What a network reached in an epoch with a seed, and in how many seconds."""

    seconds: int
    val_accuracy: float


@pytest.fixture
def compared() -> dict[str, list[SeededEpoch]]:
    """What was printed of both networks with each seed."""
    lines = recorded(SOLUTIONS)["seeds"].text.splitlines()
    found: dict[str, list[SeededEpoch]] = {"Sequential": [], "article": []}
    for title, line in zip(lines[::2], lines[1::2], strict=True):
        name, _, seed = title.partition(", seed ")
        match = EPOCH.fullmatch(line)
        assert match
        assert match[1] == match[2] == "106"
        found[name].append(SeededEpoch(int(match[3]), logged(line)["val_accuracy"]))
        assert int(seed) == len(found[name])
    return found


@claims(
    "functional",
    vi="Dưới đây, hai mạng nhận cùng những ảnh, cùng kích thước lô (batch size), cùng ba hạt giống, mỗi lần một epoch,"
    " và fit đo cả hai trên tập kiểm định. Chỉ có mạng là khác nhau. Để khỏi phải chờ lâu, mỗi epoch chỉ đi qua một"
    " phần tư tập huấn luyện, tức 13.500 ảnh trong 106 lô.",
    en="Below, both networks get the same images, the same batch size (kích thước lô), the same three seeds and one"
    " epoch each, and fit measures them on the validation set. Only the networks differ. To keep the wait short, each"
    " epoch goes through just a quarter of the training set, which is 13,500 images in 106 batches.",
)
@claims(
    "functional",
    vi="Lấy phần tư đầu của tập huấn luyện. Huấn luyện mạng Sequential và mạng của bài gốc trên phần ấy, mỗi mạng ba"
    " lần với các hạt giống 1, 2 và 3, mỗi lần một epoch.",
    en="Take the first quarter of the training set. Train the Sequential network and the article's network on it, each"
    " of them three times with the seeds 1, 2 and 3, for one epoch each.",
)
@claims("functional", vi="Đoạn mã nằm trong bài tập thứ tư.", en="The code is in the fourth exercise.")
@claims(
    "functional",
    vi="Hai hàm build_… xây dựng một mạng mới cho mỗi hạt giống",
    en="The two functions build_… build a new network for each seed",
)
@claims(
    "functional",
    vi="Nếu bạn bỏ [:quarter] ở cả hai chỗ, các mạng học từ mọi ảnh của tập huấn luyện, nhưng bạn phải chờ lâu gấp"
    " khoảng bốn lần.",
    en="If you remove [:quarter] in both places, the networks learn from all images of the training set, but you wait"
    " about four times as long.",
)
def test_the_networks_compared_are_the_lesson_s_and_get_the_same_quarter_of_the_images_and_the_same_three_seeds(
    compared: dict[str, list[SeededEpoch]],
) -> None:
    assert [len(seeds) for seeds in compared.values()] == [3, 3]
    cells = {cell.name: cell.code for cell in script("functional").cells}
    of_the_lesson = [*layers_called(cells["stack"]), *layers_called(cells["hidden"] + "\n" + cells["skip"])]
    networks = script(SOLUTIONS).cell("article-network").code
    assert layers_called(networks) == of_the_lesson
    assert networks.count("def build_") == 2
    seeds = script(SOLUTIONS).cell("seeds").code
    (fit,) = [
        node for node in ast.walk(ast.parse(seeds)) if isinstance(node, ast.Call) and "fit" in ast.unparse(node.func)
    ]
    assert ast.unparse(fit) == (
        "network.fit(X_train[:quarter], y_train[:quarter], batch_size=128, epochs=1, validation_data=(X_val, y_val),"
        " verbose=2)"
    )
    assert "quarter = len(X_train) // 4" in seeds
    assert seeds.count("[:quarter]") == 2
    training_images = MNIST_IMAGES - VALIDATION_IMAGES
    assert (training_images // 4, math.ceil(training_images // 4 / 128)) == (13_500, 106)
    assert round(math.ceil(training_images / 128) / 106) == 4


@claims(
    "functional",
    vi="Với cả ba hạt giống, sau epoch này, mạng của bài gốc đọc tốt hơn mạng Sequential, hơn từ 0,7 đến 2,3 điểm phần"
    " trăm. Ngay cả kết quả thấp nhất của mạng ấy, 0,9437, cũng cao hơn kết quả cao nhất của mạng nhỏ, 0,9367. Vậy ở"
    " đây, sau cùng một epoch, mạng lớn đúng là đọc tốt hơn.",
    en="With each of the three seeds, the article's network reads better than the Sequential one after this epoch, by"
    " 0.7 to 2.3 percentage points. Even its lowest result, 0.9437, is above the highest of the small network, 0.9367."
    " So the large network does read better here, after the same single epoch.",
)
@claims(
    "errata",
    vi="Với cả ba hạt giống ngẫu nhiên, sau một epoch trên một phần tư tập huấn luyện, mạng này đọc tốt hơn mạng"
    " Sequential.",
    en="With each of three random seeds, after one epoch on a quarter of the training set, this network reads better"
    " than the Sequential one.",
)
def test_the_article_s_network_is_ahead_with_each_of_three_seeds_by_0_7_to_2_3_points(
    compared: dict[str, list[SeededEpoch]],
) -> None:
    large, small = ([each.val_accuracy for each in compared[name]] for name in ("article", "Sequential"))
    leads = [round((one - other) * 100, 1) for one, other in zip(large, small, strict=True)]
    assert (len(leads), min(leads), max(leads)) == (3, 0.7, 2.3)
    assert (min(large), max(small)) == (0.9437, 0.9367)


@claims(
    "functional",
    vi="Mạng của bài gốc có nhiều tham số gấp 92 lần, và trên máy đã ghi lại các kết quả này, một máy không có GPU,"
    " mỗi epoch lâu gấp hơn mười lần.",
    en="The article's network has 92 times the parameters, and on the machine that made these results, which has no"
    " GPU, an epoch takes more than ten times as long.",
)
@claims(
    "functional",
    vi="không có GPU thì vẫn phải chờ một, hai phút, nên dưới đây chỉ có kết quả",
    en="Without a GPU it still takes a minute or two, so only the output is shown here.",
)
@claims("errata", vi="mỗi epoch kéo dài gấp hơn mười lần", en="Each epoch therefore takes more than ten times as long")
def test_an_epoch_of_the_article_s_network_takes_more_than_ten_times_as_long(
    compared: dict[str, list[SeededEpoch]],
) -> None:
    large, small = (sum(each.seconds for each in compared[name]) for name in ("article", "Sequential"))
    # The upper bounds notice a record that was made on a busy machine.
    assert 10 < large / small < 200
    assert 40 < large + small < 180
    assert round(21_668_442 / 235_146) == 92


@claims(
    "functional",
    vi="Một epoch như thế của mạng lớn, trên một phần tư số ảnh, còn lâu hơn cả quá trình huấn luyện ở bài về"
    " Sequential, gồm năm epoch trên cả tập huấn luyện. Sau năm epoch ấy, mạng nhỏ đạt 0,9743, và với mỗi hạt giống"
    " trong năm hạt giống khác, mạng nhỏ đạt ít nhất 0,9750. Còn mạng lớn, sau epoch duy nhất của mình, đạt cao nhất là"
    " 0,9583.",
    en="One such epoch of the large network, on a quarter of the images, takes longer than the whole training in the"
    " lesson on Sequential, which is five epochs on all of the training set. After those five epochs, the small network"
    " reaches 0.9743, and with each of five other seeds, it reaches at least 0.9750. The large network, after its"
    " single epoch, reaches 0.9583 at most.",
)
@claims(
    "functional",
    vi="Nhưng để đọc chữ số, hãy chọn mạng nhỏ, vì mạng nhỏ đã đạt kết quả cao hơn trong ít thời gian hơn.",
    en="To read digits, though, choose the small network, which has reached a higher accuracy in less time.",
)
@claims(
    "functional",
    vi="mạng lớn đọc tốt hơn nếu tính theo epoch, nhưng không tốt hơn nếu tính theo thời gian huấn luyện",
    en="the large network reads better for the same number of epochs, but not for the same time of training",
)
@claims(
    "errata",
    vi="Nhưng trong ít thời gian hơn thế, mạng Sequential học được năm epoch trên cả tập huấn luyện, và đọc còn tốt"
    " hơn nữa.",
    en="But in less time than that, the Sequential one goes through five epochs on the whole training set, and reads"
    " better still.",
)
def test_five_epochs_of_the_small_network_on_all_images_reach_more_than_one_of_the_large_in_less_time(
    compared: dict[str, list[SeededEpoch]],
) -> None:
    fitted = recorded("sequential")["fit"].text
    seconds = [int(each) for each in re.findall(r"^422/422 .* (\d+)s \d+ms/step", fitted, re.MULTILINE)]
    assert len(seconds) == 5
    # Keras rounds the seconds of an epoch, so the sum may be too small by half a second for each.
    assert sum(seconds) + 2.5 < min(each.seconds for each in compared["article"])
    of_the_lesson = in_the_log(recorded_value("sequential", "validation-accuracy"))
    five_others = [seed["accuracy"] for seed in of_seeds("seeds", "solutions/train")]
    assert "set_random_seed(42)" in code("sequential")
    assert "for seed in range(1, 6):" in (of_others := script("solutions/train").cell("seeds").code)
    assert "epochs=5," in of_others
    best = max(each.val_accuracy for each in compared["article"])
    assert (of_the_lesson, len(five_others), min(five_others), best) == (0.9743, 5, 0.9750, 0.9583)


# Deep networks


@claims(
    "functional",
    vi="Kết nối tắt thật sự có ích trong các mạng rất sâu, nơi thông tin và gradient khó đi qua hàng chục lớp liền"
    " nhau.",
    en="Skip connections are of real use in very deep networks, where information and gradients find it hard to get"
    " through dozens of layers in a row.",
)
@claims(
    "functional",
    vi="Mạng ở đây quá nông nên không cần kết nối tắt.",
    en="The network here is too shallow to need one.",
)
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
