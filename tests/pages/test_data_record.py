"""What the page `data` says of MNIST, of its own text and of the scripts, tested on the records and on the texts."""

import ast
import re
from collections.abc import Mapping
from contextlib import redirect_stdout
from io import StringIO
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support.claims import claims
from tests.support.programs import ROOT, script
from tests.support.reading import LANGUAGES, PROGRAMMED, page, record, recorded, recorded_value, section

# The lessons whose networks the page speaks of.
NETWORKS = ("learn", "sequential", "train", "functional")


def value(name: str) -> NDArray[Any]:
    """A named value of the lesson's run, as an array."""
    return np.array(recorded_value("data", name))


def solution_value(name: str) -> NDArray[Any]:
    """A named value of the solutions' run, as an array."""
    return np.array(recorded_value("solutions/data", name))


def lines(cell: str, name: str = "data") -> list[str]:
    """The lines that a cell printed on MNIST."""
    return recorded(name)[cell].text.splitlines()


def list_items(text: str) -> list[str]:
    """The bold words with which the items of the text's list begin."""
    return re.findall(r"^- \*\*(.+?)\*\*", text, re.MULTILINE)


def table_rows(language: str, start: str) -> list[list[str]]:
    """The cells of the table whose head starts with `start`, row by row, without the head."""
    _, _, table = page("data", language).text.partition(f"\n| {start} |")
    rows = table.partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def answers_of_the_table(language: str, start: str) -> list[list[float]]:
    """The rows of numbers in the table of digits: the label, and the network's answer."""
    return [[float(number.replace(",", ".")) for number in row[1:]] for row in table_rows(language, start)]


def imported_by(name: str) -> set[str]:
    """The full names that the script imports: `keras`, `keras.layers`."""
    names: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / f"examples/{name}.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def mean_distances() -> Mapping[tuple[int, int], float]:
    """The distance between the mean images of each two digits of MNIST."""
    distances = solution_value("mean-distances")
    return {(a, b): float(distances[a, b]) for a, b in combinations(range(10), 2)}


# The record agrees with itself


def shown_shape(shape: list[int]) -> str:
    return str(tuple(shape))


def test_what_the_run_printed_of_shapes_and_types_is_what_it_noted() -> None:
    shapes, types = recorded_value("data", "shapes"), recorded_value("data", "types")
    names = ("images     ", "labels     ", "test_images", "test_labels")
    assert lines("shapes") == [
        f"{name} {shown_shape(shape)} {type_}" for name, shape, type_ in zip(names, shapes, types, strict=True)
    ]


def test_what_the_run_printed_of_the_pixels_is_what_it_noted() -> None:
    lowest, highest = value("pixel-ranges")[0]
    assert recorded("data")["pixels"].text == f"{value('row-14')}\n{lowest} {highest}"
    lowest, highest = value("scaled-ranges")[0]
    assert lines("scale") == [f"{lowest} {highest} {value('scaled-types')[0]}"]


def test_what_the_run_printed_of_the_label_is_what_it_noted() -> None:
    assert lines("one-hot") == [
        str(value("first-labels")[0]),
        f"{value('first-one-hot')} {shown_shape(recorded_value('data', 'one-hot-shapes')[0])}",
    ]
    assert value("first-one-hot").argmax() == value("first-labels")[0]


def test_what_the_run_printed_of_the_three_sets_is_what_it_noted() -> None:
    (training, *_), _, (validation, *_), _ = recorded_value("data", "set-shapes")
    _, _, (test, *_), _ = recorded_value("data", "shapes")
    assert lines("split") == [f"{training} {validation} {test}"]
    assert value("validation-label-counts").sum() == validation


def test_the_counts_that_the_solution_printed_are_those_that_both_runs_noted() -> None:
    counts = value("label-counts")[0]
    assert lines("count", "solutions/data") == [f"{digit} {count}" for digit, count in enumerate(counts)]
    assert np.array_equal(solution_value("label-counts"), counts)


def test_the_labels_that_the_solution_got_back_are_as_many_as_it_noted() -> None:
    assert lines("back", "solutions/data") == ["True"]
    assert solution_value("one-hot-shape").tolist() == [value("label-counts")[1].sum(), 10]


@pytest.mark.parametrize("name", ["data", "solutions/data"])
def test_no_other_cell_printed_anything(name: str) -> None:
    printed = {cell for cell, output in recorded(name).items() if output.text}
    pinned = {"data": {"shapes", "pixels", "scale", "one-hot", "split"}, "solutions/data": {"count", "back"}}
    assert printed == pinned[name]


@pytest.mark.parametrize(("name", "cell"), [("data", "samples"), ("solutions/data", "mean")])
def test_only_the_cells_of_the_two_pictures_drew(name: str, cell: str) -> None:
    assert [drawn for drawn, output in recorded(name).items() if output.picture] == [cell]


# MNIST


@claims(
    "data",
    vi="hai bài toán giữ vai trò ấy là đọc chữ số viết tay và phân biệt ảnh chó với ảnh mèo",
    en="two problems play that part: reading handwritten digits, and telling photos of dogs from photos of cats",
)
@claims("data", vi="Cả hai đều dễ với con người nhưng", en="Both are easy for people but")
def test_the_two_problems_are_two() -> None:
    for language, (before, separator) in {"vi": ("vai trò ấy là ", " và "), "en": ("part: ", ", and ")}.items():
        sentence = re.search(rf"{before}([^:]+?)\.\n\n", section("data", language, "why-digits"))
        assert sentence is not None
        assert len(sentence[1].replace("\n", " ").split(separator)) == 2


@claims(
    "data",
    vi="viết vài số bốn ra giấy, mỗi số một kiểu, rồi thử nói thành lời xem vì sao mỗi hình ấy là số bốn. "
    "Có người viết hở phía trên, có người viết kín",
    en="put into words what makes each of them a four. Some people leave it open at the top, some close it",
)
def test_some_fours_have_a_hole_and_some_have_none() -> None:
    holes = value("holes-of-fours")
    assert len(holes) == 100
    assert np.count_nonzero(holes == 0) >= 5
    assert np.count_nonzero(holes > 0) >= 2


@claims(
    "data",
    vi="MNIST có 70.000 ảnh chữ số viết tay, từ 0 đến 9",
    en="MNIST has 70,000 images of handwritten digits, from 0 to 9",
)
def test_mnist_has_70_000_images_of_the_digits_0_to_9() -> None:
    assert value("label-counts").sum() == 70_000
    assert value("label-counts").shape == (2, 10)
    assert value("label-counts").min() > 0


@claims(
    "data",
    vi="Mỗi ảnh cao 28 và rộng 28 điểm ảnh (pixel), tổng cộng 784 điểm ảnh",
    en="Each image is 28 pixels (điểm ảnh) high and 28 wide, 784 in all.",
)
def test_an_image_is_28_pixels_high_and_wide_784_in_all() -> None:
    images, _, test_images, _ = recorded_value("data", "shapes")
    assert images[1:] == test_images[1:] == [28, 28]
    assert images[1] * images[2] == 784


@claims(
    "data",
    vi="Nhãn của hai hàng đầu: 5, 0, 4, 1, 9, 2, rồi 1, 3, 1, 4, 3, 5.",
    en="The labels of the first two rows: 5, 0, 4, 1, 9, 2, then 1, 3, 1, 4, 3, 5.",
)
def test_the_labels_of_the_picture_s_first_two_rows_are_those_that_its_text_says() -> None:
    assert value("first-labels")[:12].reshape(2, 6).tolist() == [[5, 0, 4, 1, 9, 2], [1, 3, 1, 4, 3, 5]]


@claims("data", vi="hãy so các số bốn với nhau, rồi các số một", en="Compare the fours with each other, then the ones")
@claims("data", vi="Cùng một nhãn mà mỗi ảnh một khác", en="The label is the same, and yet no two look alike")
def test_the_picture_holds_fours_and_ones_to_compare_and_no_two_images_are_the_same() -> None:
    assert min(np.count_nonzero(value("first-labels") == digit) for digit in (1, 4)) >= 3
    assert recorded_value("data", "different-images") == recorded_value("data", "shapes")[0][0]


@claims(
    "data",
    vi="Các hình trên trang web này được vẽ theo một kiểu riêng; ở giao diện tối, sáng và tối đổi chỗ cho nhau. Khi "
    "bạn tự chạy mã, Matplotlib vẽ theo kiểu mặc định, nên hình của bạn trông hơi khác",
    en="The pictures on this website are drawn in a style of its own; in the dark theme, light and dark change places. "
    "When you run the code yourself, Matplotlib draws in its default style, so your picture looks a little different",
)
def test_the_picture_is_recorded_in_a_style_of_more_pixels_than_matplotlib_s_and_inverted_in_the_dark_theme() -> None:
    import matplotlib as mpl

    picture = recorded("data")["samples"].picture
    assert picture is not None
    assert picture.width > 5.5 * mpl.rcParamsDefault["figure.dpi"] * 1.4
    styles = (ROOT / "docs/assets/stylesheets/code.css").read_text(encoding="utf-8")
    assert re.search(r':root\[data-theme="dark"\] :is\(\.lesson-output img, .+\) {\s+filter: invert\(1\)', styles)


# The imports


@claims(
    "data",
    vi="Bảng dưới đây liệt kê mọi thứ mà các ô mã của bài học nhập, cùng bài đầu tiên dùng đến. Lúc này bạn chỉ cần "
    "ba dòng đầu",
    en="The table below lists everything that the code cells of the lessons import, and where each is first used. "
    "For now you only need the first three rows",
)
@pytest.mark.lessons
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_every_import_of_the_lessons_where_it_is_first_used(language: str) -> None:
    lessons = {"data.py": "data", "solutions/data.py": "#exercises"}
    lessons |= {f"{name}.py": f"{name}.md" for name in PROGRAMMED if name != "data"}
    first_use: dict[str, str] = {}
    for path, place in lessons.items():
        for name in imported_by(path.removesuffix(".py")):
            first_use.setdefault(name, place)
    stated = {}
    for name, _, place in table_rows(language, {"vi": "Tên", "en": "Name"}[language]):
        link = re.search(r"\]\(([^)]+)\)", place)
        stated[name.strip("`")] = link[1] if link else "data"
    missing = {name: place for name, place in first_use.items() if stated.get(name) != place}
    assert missing == {}, f"docs/{language}/data.md: the table of imports needs rows for these, with the lesson of each"
    assert set(stated) == set(first_use), f"docs/{language}/data.md: no lesson imports one of these"
    own = [place in ("data", "#exercises") for place in stated.values()]
    assert own == sorted(own, reverse=True)
    assert own.count(True) == 3


# Loading


@claims(
    "data",
    vi="Theo dòng đầu, phần thứ nhất có 60.000 ảnh, mỗi ảnh 28 hàng và 28 cột",
    en="According to the first line, the first part has 60,000 images, each of 28 rows and 28 columns",
)
@claims(
    "data",
    vi="Dòng thứ hai là 60.000 nhãn, mỗi ảnh một nhãn",
    en="The second line shows 60,000 labels, one for each image",
)
@claims(
    "data",
    vi="Hai dòng cuối cho biết phần kiểm tra có 10.000 ảnh và bấy nhiêu nhãn",
    en="The last two lines say that the test part has 10,000 images and as many labels",
)
def test_the_four_lines_of_shapes_say_60_000_and_10_000_images_with_their_labels() -> None:
    first, second, *last = lines("shapes")
    assert first.startswith("images      (60000, 28, 28)")
    assert second.startswith("labels      (60000,)")
    assert len(last) == 2
    assert last[0].startswith("test_images (10000, 28, 28)")
    assert last[1].startswith("test_labels (10000,)")


@claims(
    "data",
    vi="Kiểu uint8 là số nguyên không âm lưu trong 8 bit, nên chỉ nhận giá trị từ 0 đến 255",
    en="The type uint8 is a whole number that is never negative and is stored in 8 bits, so it goes from 0 to 255",
)
def test_uint8_has_8_bits_and_goes_from_0_to_255() -> None:
    assert set(recorded_value("data", "types")) == {"uint8"}
    assert (np.iinfo(np.uint8).bits, np.iinfo(np.uint8).min, np.iinfo(np.uint8).max) == (8, 0, 255)


@claims(
    "data",
    vi="load_data() tải về khoảng 11 MB và lưu thành tệp mnist.npz",
    en="load_data() downloads about 11 MB and keeps them as the file mnist.npz",
)
def test_mnist_takes_about_11_mb_in_a_file() -> None:
    assert recorded_value("data", "bytes-in-a-file") / 1e6 == pytest.approx(11, abs=0.8)


@claims("data", vi="Bạn có hai cách đi tiếp:", en="You have two options:")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_two_ways_on_are_listed(language: str) -> None:
    assert len(list_items(section("data", language, "offline"))) == 2


# Looking


@claims(
    "data",
    vi="images[0, 14] là hàng có chỉ số 14 của ảnh có chỉ số 0; chỉ số được đếm từ 0",
    en="images[0, 14] is the row with index 14 of the image with index 0; indices count from 0",
)
@claims(
    "data",
    vi="Hàng này cắt ngang nét bút của một chữ số 5",
    en="This row cuts across the stroke of a 5",
)
@claims(
    "data",
    vi="Số 0 là nền, những số gần 255 là mực",
    en="A 0 is background, numbers near 255 are ink",
)
def test_row_14_of_the_first_image_cuts_the_stroke_of_a_five() -> None:
    assert "print(images[0, 14])" in script("data").cell("pixels").code.splitlines()
    assert value("first-labels")[0] == 5
    row = value("row-14")
    assert len(row) == 28
    ink = np.flatnonzero(row)
    assert np.array_equal(ink, np.arange(ink[0], ink[-1] + 1))
    assert 0 < len(ink) < 14
    assert row.max() > 250
    assert row[ink[0]] < 128 > row[ink[-1]]


@claims(
    "data",
    vi="trước hết bạn phải đảo ảnh, tức là lấy 255 trừ đi từng điểm ảnh",
    en="you have to invert it: subtract each pixel from 255",
)
def test_255_minus_a_pixel_is_ink_where_there_was_background_and_the_other_way_round() -> None:
    background, ink = value("pixel-ranges")[0]
    assert [255 - background, 255 - ink] == [ink, background]


# Scaling


@claims(
    "data",
    vi="vì sao phải đưa điểm ảnh về khoảng từ 0 đến 1, mã hoá one-hot các nhãn và chia dữ liệu thành ba tập",
    en="why to bring its pixels to 0–1, one-hot encode its labels and split it into three sets",
)
@claims("data", vi="Đưa điểm ảnh về khoảng 0–1", en="Bringing the pixels to 0–1")
@claims(
    "data",
    vi="Phép chia cho 255 đưa mọi điểm ảnh từ khoảng 0–255 về khoảng 0–1",
    en="Dividing by 255 brings every pixel from 0–255 to 0–1",
)
@claims(
    "data",
    vi="Bức ảnh không đổi: 0 vẫn là nền, còn 1 là chỗ mực đậm nhất",
    en="The picture stays the same: 0 is still background, and 1 is where the ink is darkest",
)
def test_dividing_by_255_brings_every_pixel_from_0_to_255_to_0_to_1() -> None:
    assert value("pixel-ranges").tolist() == [[0, 255]] * 2
    assert value("scaled-ranges").tolist() == [[0, 1]] * 2
    assert script("data").cell("scale").code.count("/ 255") == 2


@claims("data", vi="ô trên phải in ra 0.0 1.0 float32", en="the cell above must print 0.0 1.0 float32")
def test_the_recorded_output_of_the_cell_scale_is_what_the_page_says_to_check_for() -> None:
    assert recorded("data")["scale"].text == "0.0 1.0 float32"
    assert value("scaled-types").tolist() == ["float32"] * 2


@claims(
    "data",
    vi="khi mạng của bài về Sequential học 2.048 ảnh đầu tiên: | Ảnh đưa vào mạng | Giá trị mất mát | "
    "| đã chia cho 255 | khoảng 1,5 | | chưa chia | khoảng 27 |",
    en="the network of the lesson on Sequential while it learns from the first 2,048 images: "
    "| The network's images | The loss | "
    "| divided by 255 | about 1.5 | | not divided | about 27 |",
)
@claims("data", vi="Quên chia cho 255 không gây ra lỗi nào", en="Forgetting to divide by 255 gives no error")
def test_the_first_loss_on_mnist_is_about_1_5_on_divided_pixels_and_27_on_others() -> None:
    # With the seeds 1 to 5, the first is 1.5 or 1.6, and the second from 27 to 37.
    scaled, unscaled = value("first-losses")
    assert round(scaled, 1) == 1.5
    assert round(unscaled) == 27
    assert "X[:2048] * brightest" in record("data").values["first-losses"].expression


@claims(
    "data",
    vi="Khi ấy, 60.000 ảnh chiếm 376 MB, trong khi ban đầu chúng chỉ chiếm 47 MB (ở đây, 1 MB là 1.000.000 byte)",
    en="The 60,000 images then take 376 MB, where they took only 47 MB at first (1 MB here is 1,000,000 bytes)",
)
@claims(
    "data",
    vi="mỗi số chỉ còn 4 byte và tất cả chiếm 188 MB",
    en="each number has just 4 bytes, and all of them take 188 MB",
)
@claims(
    "data",
    vi="Bài ấy cũng chia ảnh cho 255 mà không đổi kiểu trước, nên tốn gấp đôi bộ nhớ",
    en="It also divides the images by 255 without changing their type first, and so takes twice the memory",
)
@claims("data", vi="Nếu chỉ viết images / 255, NumPy cho ra số thực", en="With images / 255 alone, NumPy makes floats")
@claims(
    "data",
    vi="NumPy cho ra số thực (float) kiểu float64, mỗi số 8 byte",
    en="NumPy makes floats (số thực) of type float64, 8 bytes each",
)
def test_60_000_images_take_376_mb_as_float64_188_as_float32_and_47_as_they_come() -> None:
    as_they_come, divided, as_float32 = value("bytes-by-type")
    assert [round(size / 1_000_000) for size in (divided, as_they_come, as_float32)] == [376, 47, 188]
    assert divided == 2 * as_float32
    pixels = np.prod(recorded_value("data", "shapes")[0])
    assert pixels == 60_000 * 784
    assert [size / pixels for size in (divided, as_float32)] == [8, 4]
    assert (np.zeros(1, np.uint8) / 255).dtype == np.float64


# One-hot


@claims(
    "data",
    vi="Trước khi mã hoá, nhãn của ảnh đầu tiên là số 5",
    en="Before the encoding, the label of the first image is the number 5",
)
@claims(
    "data",
    vi="Sau đó, nhãn ấy là một dãy mười số: toàn số 0, trừ một số 1 đứng ở vị trí 5, đếm từ 0",
    en="Afterwards, it is a row of ten numbers: all of them 0, but for a 1 at position 5, counted from 0",
)
@claims("data", vi="vì trong mười số chỉ có một số “bật”", en="because just one of the ten numbers is “hot”")
@claims(
    "data",
    vi="Với y[0], mảng ấy chỉ có một hàng, và y[0].argmax() lại là 5",
    en="With y[0], that array is a single row, and y[0].argmax() is 5 again",
)
def test_the_label_5_becomes_ten_numbers_with_a_single_1_at_position_5() -> None:
    before, after = lines("one-hot")
    assert before == "5"
    row = [float(number) for number in after[1 : after.index("]")].split()]
    assert row == [0, 0, 0, 0, 0, 1, 0, 0, 0, 0]
    assert np.argmax(row) == 5


@claims(
    "data",
    vi="hãy tự viết nhãn 3 dưới dạng one-hot, rồi so với kết quả của print(y[7]): ảnh thứ tám trong bức hình ở trên "
    "là một số 3",
    en="Write down the one-hot row of the label 3 yourself, then check it with print(y[7]): the eighth image in "
    "the picture above is a 3",
)
def test_the_eighth_image_with_the_index_7_is_a_3() -> None:
    first_eight = value("first-labels")[:8]
    assert first_eight[7] == first_eight[-1] == 3
    assert "y = keras.utils.to_categorical(labels, num_classes=10)" in script("data").cell("one-hot").code


def test_each_label_has_a_single_1_at_its_own_position() -> None:
    assert recorded_value("data", "one-hot-agrees") == [True, True]
    assert recorded_value("data", "one-hot-shapes") == [[60_000, 10], [10_000, 10]]


@claims("data", vi="Vì sao cần đến mười số?", en="Why ten numbers?")
@claims(
    "data",
    vi="Vì mạng không trả lời bằng một chữ số mà bằng mười xác suất (probability), mỗi chữ số một xác suất",
    en="Because the network does not answer with a digit but with ten probabilities (xác suất), one for each digit",
)
@claims(
    "data",
    vi="Muốn so nhãn với câu trả lời thì nhãn cũng phải gồm mười số",
    en="To be compared with the answer, the label must have ten numbers, too",
)
@pytest.mark.parametrize("name", NETWORKS)
def test_the_networks_of_the_lessons_end_in_ten_probabilities(name: str) -> None:
    code = (ROOT / f"examples/{name}.py").read_text(encoding="utf-8")
    assert 'Dense(10, activation="softmax"' in code
    assert "to_categorical(labels, num_classes=10)" in code


@claims(
    "data",
    vi="| Chữ số | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 |",
    en="| Digit | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 |",
)
@claims(
    "data",
    vi="| Nhãn 5, mã hoá one-hot | 0 | 0 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 0 |",
    en="| The label 5, one-hot encoded | 0 | 0 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 0 |",
)
@claims(
    "data",
    vi="| Câu trả lời của mạng, chẳng hạn | 0 | 0 | 0 | 0,2 | 0 | 0,7 | 0 | 0 | 0,1 | 0 |",
    en="| A network's answer, for example | 0 | 0 | 0 | 0.2 | 0 | 0.7 | 0 | 0 | 0.1 | 0 |",
)
@claims(
    "data",
    vi="mạng nghiêng về số 5, nhưng còn ngờ rằng đó là số 3 hay số 8",
    en="the network favours the 5, but has not ruled out the 3 and the 8",
)
@claims("data", vi="argmax của hàng cuối trong bảng là 5", en="the argmax of the table's last row is 5")
@pytest.mark.parametrize(("language", "start"), [("vi", "Chữ số"), ("en", "Digit")])
def test_the_table_s_label_is_the_recorded_one_and_its_answer_favours_a_5(language: str, start: str) -> None:
    assert f"\n| {start} | {' | '.join(map(str, range(10)))} |\n" in page("data", language).text
    label, answer = answers_of_the_table(language, start)
    assert label == value("first-one-hot").tolist()
    assert label.index(1) == 5
    assert sum(answer) == pytest.approx(1)
    assert np.argmax(answer) == 5
    assert set(np.flatnonzero(answer)) == {3, 5, 8}


@claims(
    "data",
    vi="với ảnh của một chữ số 5, đoán 4 được coi là gần đúng hơn đoán 3 hay đoán 8",
    en="for the image of a 5, a 4 would count as nearer the truth than a 3 or an 8",
)
@claims(
    "data",
    vi="xét về hình dạng, số 5 lại giống số 3 và số 8 hơn là giống số 4",
    en="in its shape, a 5 is more like a 3 and an 8 than like a 4",
)
def test_a_5_looks_more_like_a_3_and_an_8_than_like_a_4_though_4_is_the_nearest_number() -> None:
    distance = mean_distances()
    assert max(distance[3, 5], distance[5, 8]) < distance[4, 5]
    assert abs(4 - 5) < min(abs(3 - 5), abs(8 - 5))


# The three sets


@claims(
    "data",
    vi="X[:-tenth] là tất cả các ảnh trừ một phần mười cuối cùng, còn X[-tenth:] là một phần mười ấy. "
    "Như vậy, chúng ta có ba tập",
    en="X[:-tenth] is all the images but the last tenth, and X[-tenth:] is that tenth. That makes three sets",
)
@claims("data", vi="X_train và y_train: 54.000 ảnh", en="X_train and y_train: 54,000 images")
@claims("data", vi="X_val và y_val: 6.000 ảnh", en="X_val and y_val: 6,000 images")
@claims("data", vi="X_test và y_test: 10.000 ảnh", en="X_test and y_test: 10,000 images")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_three_sets_are_listed_with_the_sizes_that_the_cell_prints(language: str) -> None:
    sets = {
        "vi": ["Tập huấn luyện", "Tập kiểm định", "Tập kiểm tra"],
        "en": ["The training set", "The validation set", "The test set"],
    }
    assert list_items(section("data", language, "split")) == sets[language]
    assert lines("split") == ["54000 6000 10000"]
    assert 54_000 == 60_000 - 60_000 // 10


@claims(
    "data",
    vi="hãy đổi // 10 trong ô trên thành // 5 và tự tính ba con số trước khi chạy ô ấy",
    en="Change // 10 to // 5 in the cell, and work out the three numbers before you run it",
)
def test_a_fifth_in_place_of_a_tenth_changes_the_three_numbers_that_the_cell_prints() -> None:
    code = script("data").cell("split").code
    assert code.count("// 10") == 1
    names = {name: np.zeros(60_000) for name in ("X", "y")} | {"X_test": np.zeros(10_000)}
    with redirect_stdout(StringIO()) as printed:
        exec(code.replace("// 10", "// 5"), names)
    assert printed.getvalue().split() == ["48000", "12000", "10000"]
    assert len(printed.getvalue().split()) == 3


@claims(
    "data",
    vi="Khi phải chọn, chẳng hạn giữa hai mạng, chúng ta so sánh kết quả trên tập này",
    en="When there is something to choose, say between two networks, we compare their results on this set",
)
def test_the_two_networks_of_an_exercise_are_compared_on_the_validation_set() -> None:
    for name, cell in (("sequential", "evaluate"), ("solutions/sequential", "linear")):
        assert ".evaluate(X_val, y_val)" in script(name).cell(cell).code


@claims(
    "data",
    vi="trong 6.000 ảnh cuối có đủ mười chữ số",
    en="all ten are among the last 6,000 images",
)
def test_the_last_6_000_images_have_all_ten_digits() -> None:
    counts = value("validation-label-counts")
    assert counts.sum() == 6_000
    assert np.count_nonzero(counts) == 10


# The solutions


@claims(
    "data",
    vi="Trong 60.000 ảnh của phần thứ nhất, mỗi chữ số có bao nhiêu ảnh",
    en="How many of the first part's 60,000 images show each digit",
)
@claims(
    "data",
    vi="Trong 60.000 ảnh này, số 5 ít nhất, có 5.421 ảnh; số 1 nhiều nhất, có 6.742 ảnh",
    en="Among these 60,000 images, 5 is the rarest digit, with 5,421, and 1 the most common, with 6,742",
)
@claims(
    "data",
    vi="Lúc nào cũng trả lời “1” thì đúng khoảng 11%",
    en="Always answering “1” is right about 11% of the time",
)
def test_5_is_the_rarest_digit_and_1_the_most_common_right_about_11_percent_of_the_time() -> None:
    counts = np.array([int(line.split()[1]) for line in lines("count", "solutions/data")])
    assert [counts.argmin(), counts.min()] == [5, 5_421]
    assert [counts.argmax(), counts.max()] == [1, 6_742]
    assert counts.sum() == 60_000
    assert 100 * counts[1] / counts.sum() == pytest.approx(11, abs=0.5)


@claims("data", vi="Các nhãn gần đều nhau", en="The labels are spread nearly evenly")
def test_the_labels_are_nearly_even() -> None:
    counts = solution_value("label-counts")
    assert counts.max() < 1.25 * counts.min()


@claims(
    "data",
    vi="Số 1 đậm ở giữa, nhạt dần về hai đầu",
    en="The 1 is strong in the middle and fades towards both ends",
)
@claims(
    "data",
    vi="Số 1 đậm ở giữa và nhạt dần về hai đầu",
    en="The 1 is strong in the middle and fades towards both ends",
)
def test_the_mean_1_fades_from_the_middle_to_both_ends() -> None:
    darkest = solution_value("mean-1-by-row")
    middle = int(darkest.argmax())
    assert 12 <= middle <= 15
    assert (np.diff(darkest[: middle + 1]) >= 0).all()
    assert (np.diff(darkest[middle:]) <= 0).all()


@claims("data", vi="Hai chữ số nào trông giống nhau nhất", en="Which two digits look most alike")
@claims("data", vi="số 4 và số 9 gần giống nhau", en="the 4 and the 9 look nearly alike")
@claims(
    "data",
    vi="Giống nhau nhất là số 4 và số 9: chúng khác nhau chủ yếu ở nét trên",
    en="Most alike are the 4 and the 9: they differ mostly in the stroke at the top",
)
def test_the_mean_4_and_9_are_the_most_alike_and_differ_mostly_at_the_top() -> None:
    distance = mean_distances()
    assert min(distance, key=lambda pair: distance[pair]) == (4, 9)
    by_row = solution_value("mean-4-9-by-row")
    assert by_row[:14].sum() > 2 * by_row[14:].sum()
    assert by_row.sum() == pytest.approx(distance[4, 9] ** 2)


@claims("data", vi="Chương trình in ra True: không mất gì", en="The program prints True: nothing was lost")
def test_the_solution_gets_every_label_back() -> None:
    assert recorded("solutions/data")["back"].text == "True"


# Questions


@claims(
    "data", vi="Lát cắt [:1] chỉ lấy phần đứng trước chỉ số 1", en="The slice [:1] takes only what comes before index 1"
)
def test_the_shape_asked_for_is_that_of_a_group_of_one_image() -> None:
    assert list(range(5)[:1]) == [0]
    assert recorded_value("data", "one-image-slice") == [1, *recorded_value("data", "shapes")[0][1:]]


def test_the_right_choices_of_unlike_images_are_images_that_the_network_has_not_learned_from_the_like_of() -> None:
    undivided, once, twice, inverted, retyped = (
        recorded_value("data", f"unlike-images-{name}")
        for name in ("undivided", "once", "twice", "inverted", "retyped")
    )
    assert once == retyped == inverted == 1
    assert undivided == 255
    assert 0 < twice < 0.01


@claims(
    "data",
    vi="Mạng phân vân: ảnh này là số 3 hay số 9",
    en="It can't decide: is this image a 3 or a 9",
)
@claims("data", vi="Khi thì 3, khi thì 9", en="Sometimes 3, sometimes 9")
@claims(
    "data",
    vi="Khoảng 6 | Dù nhãn là 3 hay 9, số ở giữa cũng không lệch quá xa; chỉ có điều, mạng không hề nghĩ đến số 6",
    en="About 6 | Whether the label is 3 or 9, a number in between isn't too far off, though the network never thought "
    "of a 6",
)
@claims("data", vi="Cả 3 lẫn 9, mỗi số một nửa", en="Both 3 and 9, half each")
def test_6_is_the_least_far_off_where_the_label_may_be_3_or_9() -> None:
    answers = np.linspace(0, 9, 91)
    off = np.abs(answers[:, None] - [3, 9])
    assert answers[off.max(axis=1).argmin()] == answers[(off**2).mean(axis=1).argmin()] == 6


def test_argmax_of_all_rows_looks_like_the_first_label() -> None:
    assert recorded_value("data", "argmax-of-all-whole") == value("first-labels")[0]


@claims(
    "data",
    vi="các ảnh được xếp theo nhãn, từ số 0 đến số 9, và bạn cắt một phần mười cuối",
    en="the images were sorted by label, from 0 to 9, and you cut off the last tenth",
)
@claims("data", vi="Lúc học, mạng không thấy số 9 nào", en="During training, the network never saw a 9")
@claims("data", vi="ảnh của số 9, tập kiểm định có", en="images of a 9, the validation set")
@claims("data", vi="Học xong số 9 thì mạng quên số 0", en="By the time it learned the 9, it had forgotten the 0")
def test_sorted_by_label_the_end_takes_every_9_and_is_mostly_9s() -> None:
    left, cut, size = (recorded_value("data", f"sorted-labels-{name}") for name in ("left", "cut", "size"))
    assert left == 0
    assert cut == value("label-counts")[0][9] > 0.9 * size
