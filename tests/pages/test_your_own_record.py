"""What the page `your-own` says of its scripts, of the archive of photos, and of their recorded runs on MNIST.

What it says of the steps is proved by running them, in test_your_own.py.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import requires
from pathlib import PurePath
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support.claims import claims
from tests.support.photos import names_in
from tests.support.programs import PROJECT, script
from tests.support.prose import prose_of
from tests.support.reading import LANGUAGES, LESSONS, page, plain, recorded, recorded_value, section

SCRIPT, SOLUTIONS = "your-own", "solutions/your-own"
PHOTOS, NETWORKS = 20, 3
VALIDATION_IMAGES = 6_000
# The ways to leave out a step, as the rows of the page's table have them.
WAYS = ("not_inverted", "without_paper", "without_finding", "not_turned", "not_thickened", "box_in_the_middle")


def value(name: str, of: str = SCRIPT) -> Any:  # noqa: ANN401
    return recorded_value(of, name)


def array(name: str) -> NDArray[np.float64]:
    return np.array(value(name))


def printed(cell: str, of: str = SCRIPT) -> str:
    return plain(recorded(of)[cell].text).strip()


def code(cell: str, of: str = SCRIPT) -> str:
    return script(of).cell(cell).code


def accuracies() -> Sequence[float]:
    """The accuracy of the networks of seeds 1 to 3 on the validation set."""
    lines = re.findall(r"^seed (\d): (\S+)$", printed("fit"), re.MULTILINE)
    assert [int(seed) for seed, _ in lines] == [1, 2, 3]
    return [float(share) for _, share in lines]


def read_right(cell: str) -> Sequence[int]:
    """How many photos each of the networks reads correctly, as a cell prints it."""
    lines = printed(cell).splitlines()
    return [int(right) for right, photos in (re.findall(r"\d+", line) for line in lines) if int(photos) == PHOTOS]


def read_without() -> Mapping[str, Sequence[int]]:
    """How many photos the networks read correctly, by what is left out."""
    lines = re.findall(r"^(\w+) \[(\d+), (\d+), (\d+)\]$", printed("read-right"), re.MULTILINE)
    return {way: [int(count) for count in counts] for way, *counts in lines}


def refused_without() -> Mapping[str, int]:
    """How many photos are refused, by what is left out."""
    return Counter(re.findall(r"^(\w+) refuses ", printed("read-right"), re.MULTILINE))


def shares_tried() -> Mapping[float, tuple[int, int]]:
    """How many photos are read correctly and how many refused, by the share of the darkest ink."""
    lines = re.findall(r"^(\S+): (\d+) right, (\d+) refused$", printed("level", SOLUTIONS), re.MULTILINE)
    return {float(share): (int(right), int(refused)) for share, right, refused in lines}


def of_odd_files() -> Mapping[str, str]:
    """What is printed of each odd file."""
    return dict(line.split(": ", 1) for line in printed("odd").splitlines())


def digits_of(use: str) -> Mapping[int, int]:
    """How many photos of each digit a folder of the archive has."""
    return Counter(int(PurePath(name).parent.name) for name in names_in(use))


def lines_of_layers(cell: str, of: str) -> Sequence[str]:
    return re.findall(r"layers\.(\w+\(.*)\n", code(cell, of))


# Head, set-up and network


@claims(
    "your-own",
    vi="Mạng nơ-ron (neural network) của bạn đọc đúng gần 99% chữ số của MNIST.",
    en="Your neural network (mạng nơ-ron) reads nearly 99% of MNIST's digits correctly.",
)
@claims(
    "your-own",
    vi="Chúng ta huấn luyện mạng ấy ba lần, với ba hạt giống ngẫu nhiên (random seed).",
    en="We train this network three times, with three random seeds (hạt giống ngẫu nhiên).",
)
@claims(
    "your-own",
    vi="Trên tập kiểm định (validation set), cả ba mạng đều đọc đúng từ 98,6% đến 98,8%.",
    en="On the validation set (tập kiểm định), all three read between 98.6% and 98.8% correctly.",
)
def test_the_three_networks_read_between_98_6_and_98_8_percent_of_the_validation_set() -> None:
    assert "for seed in [1, 2, 3]:\n" in code("fit")
    assert [f"{100 * share:.1f}" for share in (min(accuracies()), max(accuracies()))] == ["98.6", "98.8"]


@claims(
    "your-own",
    vi="Phần nhập thư viện có thêm shutil và Path, có sẵn trong Python: một bên để giải nén, một bên để đi qua các "
    "tệp trong thư mục.",
    en="The imports now include shutil and Path, which come with Python: one to unpack an archive, the other to go "
    "through the files in a folder.",
)
def test_the_new_imports_are_shutil_and_path() -> None:
    before = "\n".join(cell.code for name in LESSONS[: LESSONS.index(SCRIPT)] for cell in cells_of(name))
    assert code("imports").splitlines()[:2] == ["import shutil", "from pathlib import Path"]
    for name in ("shutil", "pathlib"):
        assert name not in before
    assert "shutil.unpack_archive(" in code("photos")
    assert 'Path("photos/practice").glob(' in code("photos")


def cells_of(name: str) -> Sequence[Any]:
    """The cells of the lesson's script, if it has one."""
    return PROJECT.scripts[name].cells if name in PROJECT.scripts else ()


@claims(
    "your-own",
    vi="Phần dữ liệu khác các bài trước ở ba chỗ. Chúng ta không chia điểm ảnh (pixel) cho 255: chúng vẫn là những "
    "số từ 0 đến 255, như trong mọi tệp ảnh. images[..., None] thêm sẵn trục kênh (channel), nên mạng không cần lớp "
    "(layer) Reshape. Và không có tập kiểm tra (test set):",
    en="The data differs from that of earlier lessons in three ways. The pixels (điểm ảnh) are not divided by 255: "
    "they are still numbers from 0 to 255, as in any picture file. images[..., None] adds the axis of channels (kênh) "
    "from the start, so the network needs no Reshape layer (lớp). And there is no test set (tập kiểm tra):",
)
@claims(
    "your-own",
    vi="Ở các bài trước, bạn tự chia điểm ảnh cho 255 trước khi đưa vào mạng.",
    en="In the earlier lessons, you divided the pixels by 255 before you gave them to the network.",
)
@claims(
    "your-own",
    vi="Mạng này nhận số từ 0 đến 255.",
    en="This one takes numbers from 0 to 255.",
)
def test_the_data_has_channels_and_no_test_set_and_is_not_divided_by_255() -> None:
    before = [name for name in LESSONS[: LESSONS.index(SCRIPT)] if name in PROJECT.scripts]
    for name in before:
        assert any('astype("float32") / 255' in cell.code for cell in script(name).cells), name
    assert "/ 255" not in code("data")
    assert 'X = images[..., None].astype("float32")\n' in code("data")
    assert value("set-shapes") == [[54_000, 28, 28, 1], [VALIDATION_IMAGES, 28, 28, 1]]
    assert "(images, labels), _ = keras" in code("data")
    assert "Reshape" in code("convolutional", "cnn")
    assert "Reshape" not in code("network")


@claims(
    "your-own",
    vi="Mạng tự chia cho 255",
    en="A network that divides by 255 itself",
)
@claims(
    "your-own",
    vi="Phần còn lại chính là mạng tích chập (convolutional network) mà bạn đã biết:",
    en="The rest is the convolutional network (mạng tích chập) that you know:",
)
def test_the_network_is_that_of_the_lesson_on_convolution_behind_a_division_by_255() -> None:
    known = lines_of_layers("convolutional", "cnn")
    assert known[0] == "Reshape((28, 28, 1)),"
    assert lines_of_layers("network", SCRIPT) == ["Rescaling(1 / 255),", *known[1:]]
    # What the layers have learned, and nothing else.
    assert value("parameters") == 27_562


@claims(
    "your-own",
    vi="Bạn hãy đoán độ chính xác (accuracy) khi ảnh bị chia thêm một lần nữa, rồi chạy model.evaluate(X_val / 255, "
    "y_val). Bạn được 0,0995, ngang với đoán mò.",
    en="Guess the accuracy (độ chính xác) when the images are divided once more, then run model.evaluate(X_val / 255, "
    "y_val). You get 0.0995, no better than guessing.",
)
def test_divided_once_more_the_images_are_read_no_better_than_by_guessing() -> None:
    assert f"{value('divided-twice'):.4f}" == "0.0995"


# The photos


@claims(
    "your-own",
    vi="Trong tệp có ba thư mục: practice: 20 ảnh, mỗi chữ số hai ảnh. Chúng ta chọn từng bước dựa trên những ảnh "
    "này. judged: 20 ảnh khác, chỉ dùng một lần, ở cuối bài. odd: những tệp oái oăm, từ một trang giấy trắng đến một "
    "ảnh chân dung.",
    en="The archive has three folders: practice: 20 photos, two of each digit. We choose each step by these. judged: "
    "20 other photos, used only once, at the end of the lesson. odd: files that are out of the ordinary, from a blank "
    "sheet of paper to a portrait.",
)
@claims(
    "your-own",
    vi="Hai mươi ảnh, mỗi hàng năm ảnh, mỗi chữ số từ 0 đến 9 hai ảnh:",
    en="Twenty photos, five a row, two of each digit from 0 to 9:",
)
@claims(
    "your-own",
    vi="Hai mươi ảnh 28×28 sau khi chuẩn bị, mỗi hàng năm ảnh:",
    en="Twenty 28×28 images, prepared, five a row:",
)
@claims(
    "your-own",
    vi="chúng gặp ba mạng, một lần duy nhất: Có 20 ảnh mới. Mỗi mạng đọc đúng bao nhiêu phần trăm?",
    en="they meet the three networks, just once: There are 20 new photos. What percentage does each network read "
    "correctly?",
)
def test_practice_and_judged_have_two_photos_of_each_digit() -> None:
    assert {PurePath(name).parts[0] for name in names_in("")} == {"practice", "judged", "odd"}
    for use in ("practice", "judged"):
        assert digits_of(use) == dict.fromkeys(range(10), 2)
    assert {"blank.jpg", "face.jpg"} <= {PurePath(name).name for name in names_in("odd")}
    for cell in ("photos", "images"):
        assert "plt.subplots(4, 5, " in code(cell)
    using = [cell.name for cell in script(SCRIPT).cells if "judged" in cell.code]
    assert using == ["judged", "misread"]
    assert code("judged").count("network.evaluate(") == 1
    assert [cell.name for cell in script(SCRIPT).cells][-2:] == using


@claims(
    "your-own",
    vi="Bài cần thêm hai thư viện, mà bạn đã có sẵn: Pillow mở tệp ảnh, được cài cùng Matplotlib; SciPy có ndimage để "
    "xử lý ảnh, được cài cùng scikit-learn.",
    en="The lesson needs two more libraries, which you already have: Pillow, which opens picture files, is installed "
    "with Matplotlib; SciPy, whose ndimage processes images, with scikit-learn.",
)
def test_pillow_comes_with_matplotlib_and_scipy_with_scikit_learn() -> None:
    needed = {package: " ".join(requires(package) or []) for package in ("matplotlib", "scikit-learn")}
    assert re.search(r"\bpillow\b[^;]*(?= |$)", needed["matplotlib"])
    assert re.search(r"\bscipy\b[^;]*(?= |$)", needed["scikit-learn"])
    assert re.findall(r"^from (PIL|scipy) import", code("tools"), re.MULTILINE) == ["PIL", "scipy"]
    for language in LANGUAGES:
        assert "pip install keras tensorflow matplotlib scikit-learn\n" in section("install", language, "environment")


@claims(
    "your-own",
    vi="Có 20 ảnh và mười chữ số, nên đoán mò thì trung bình đúng hai ảnh. Ba mạng đọc đúng bao nhiêu?",
    en="There are 20 photos and ten digits, so guessing gets two right on average. How many do the three networks "
    "read correctly?",
)
@claims(
    "your-own",
    vi="Ba mạng chỉ ngang với đoán mò. Mạng thứ hai còn chỉ biết ba câu trả lời: 0, 6 và 8.",
    en="The three networks are just as good as guessing. The second one even knows only three answers: 0, 6 and 8.",
)
@claims(
    "your-own",
    vi="Bây giờ là cả 20 ảnh trong practice: Đưa thẳng vào, mỗi mạng chỉ đọc đúng 2 ảnh. Sau tất cả các bước này thì "
    "sao?",
    en="Now all 20 photos in practice: Straight from the files, each network read only 2 photos correctly. How many "
    "after all these steps?",
)
@claims(
    "your-own",
    vi="Nếu đưa thẳng tấm ảnh vào, mạng đọc chẳng hơn gì đoán mò,",
    en="Given the photo as it is, the network reads no better than guessing,",
)
@claims(
    "your-own",
    vi="cứ mười lần đoán mò thì một lần đúng.",
    en="one guess in ten is.",
)
def test_straight_from_the_files_the_networks_are_as_good_as_guessing() -> None:
    assert PHOTOS / len(digits_of("practice")) == 2
    assert read_right("raw") == [2] * NETWORKS
    answers = array("raw-answers")
    assert answers.shape == (NETWORKS, PHOTOS)
    assert set(answers[1]) == {0, 6, 8}


# The steps


@claims(
    "your-own",
    vi="số 7 viết bằng bút đỏ trên giấy kẻ ô, bị một cái bóng gắt, mép rõ, cắt ngang.",
    en="a 7, written with a red pen on squared paper, with the hard edge of a shadow running across it.",
)
def test_the_photo_that_the_lesson_follows_is_a_7_in_red_on_squared_paper_with_a_hard_shadow() -> None:
    assert 'photo = "photos/practice/7/red-pen-grid-hard-shadow.jpg"\n' in code("look")
    assert "practice/7/red-pen-grid-hard-shadow.jpg" in names_in("practice")


@claims(
    "your-own",
    vi="Kết quả là một bảng mức xám (grey level): 0 là đen, 255 là trắng.",
    en="The result is a table of grey levels (mức xám): 0 is black, 255 is white.",
)
@claims(
    "your-own",
    vi="Ảnh có 640 hàng, 480 cột. Chỗ tối nhất không phải 0, chỗ sáng nhất cũng không phải 255: ảnh chụp hiếm khi có "
    "màu đen hay màu trắng tuyệt đối.",
    en="The photo has 640 rows and 480 columns. Its darkest place isn't 0, and its brightest isn't 255: a photo "
    "rarely has a perfect black or white.",
)
def test_the_photo_has_640_rows_and_480_columns_and_no_black_or_white() -> None:
    shape, darkest, brightest = printed("look").splitlines()
    assert shape == "(640, 480)"
    assert float(darkest.removeprefix("darkest: ")) > 0
    assert float(brightest.removeprefix("brightest: ")) < 255


@claims(
    "your-own",
    vi="Điểm mới đầu tiên phủ trọn điểm 0 và một nửa điểm 1, nên chúng góp 1/1,5 = 2/3 và 0,5/1,5 = 1/3. Hàng nào "
    "cũng có tổng bằng 1, vì thế một mảnh giấy đều màu vẫn giữ nguyên mức xám.",
    en="The first new pixel covers all of pixel 0 and half of pixel 1, so their shares are 1/1.5 = 2/3 and 0.5/1.5 = "
    "1/3. Each row adds up to 1, so an even patch of paper keeps its grey level.",
)
@claims(
    "your-own",
    vi="Ở bảng đầu, sáu điểm ảnh thành ba: mỗi điểm mới là trung bình của hai điểm cũ, mỗi điểm góp một nửa. Ở bảng "
    "thứ hai, sáu điểm thành bốn, nên mỗi điểm mới phủ 1,5 điểm cũ.",
    en="In the first table, six pixels become three: each new one is the mean of two old ones, each with a share of "
    "one half. In the second, six become four, so each new pixel covers 1.5 old ones.",
)
@claims(
    "your-own",
    vi="Bạn hãy xem hai bảng nhỏ trước, rồi mới xem hàm tính chúng thế nào:",
    en="Look at two small tables first, and then at how the function computes them:",
)
@claims(
    "your-own",
    vi="Ảnh số 7 giờ có 320 hàng, 240 cột.",
    en="The photo of the 7 now has 320 rows and 240 columns.",
)
def test_the_two_tables_of_shares_add_up_to_1_and_the_photo_has_320_rows() -> None:
    tables, _, shape = printed("shrink").rpartition("\n")
    numbers = [float(number) for number in re.findall(r"\d\.\d*", tables)]
    halves, thirds = np.reshape(numbers[:18], (3, 6)), np.reshape(numbers[18:], (4, 6))
    assert [sorted(row[row > 0]) for row in halves] == [[0.5, 0.5]] * 3
    assert thirds[0] == pytest.approx([2 / 3, 1 / 3, 0, 0, 0, 0], abs=1e-6)
    assert pytest.approx((2 / 3, 1 / 3, 1.5)) == (1 / 1.5, 0.5 / 1.5, 6 / 4)
    for table in (halves, thirds):
        assert table.sum(axis=1) == pytest.approx(1, abs=1e-6)
    assert shape == "(320, 240)"


@claims(
    "your-own",
    vi="Ngoài sáng, giấy có mức xám 200 và mực có mức xám 150. Trong bóng, giấy chỉ còn 120. Mực cùng loại ở trong "
    "bóng có mức xám bao nhiêu?",
    en="In the light, the paper has the grey level 200 and the ink 150. In shade, the paper has only 120. What grey "
    "level has the same ink in shade?",
)
@claims(
    "your-own",
    vi="Mực có mức xám bằng ba phần tư của giấy, dù ở đâu.",
    en="The ink's grey level is three quarters of the paper's, wherever it is.",
)
@claims(
    "your-own",
    vi="Bạn đã trừ đi cùng một lượng như ở giấy.",
    en="You have subtracted the same amount as from the paper.",
)
@claims(
    "your-own",
    vi="Như thế thì mực trong bóng sáng hơn cả giấy quanh nó.",
    en="Then the ink in shade would be brighter than the paper around it.",
)
def test_in_shade_the_ink_has_three_quarters_of_the_paper_s_grey_level() -> None:
    assert value("shade-multiplies-shaded") / 120 == 150 / 200 == 3 / 4
    assert value("shade-multiplies-subtracted") == 150 - (200 - 120)
    assert value("shade-multiplies-unchanged") == 150 > 120


@claims(
    "your-own",
    vi="Bao nhiêu phần trăm số điểm ảnh vượt ngưỡng: chừng 1%, 10% hay 30%?",
    en="What percentage of the pixels is above the threshold: about 1%, 10% or 30%?",
)
@claims(
    "your-own",
    vi="Chỉ hơn một phần trăm số điểm là mực, mà trong đó còn lẫn vài mẩu không thuộc về số 7.",
    en="Just over one per cent of the pixels are ink, and among them are a few bits that don't belong to the 7.",
)
@claims(
    "your-own",
    vi="Trong mặt nạ của số 7 có bốn mảnh rời nhau: một mảnh gồm 824 điểm, và ba mảnh gồm 37, 15 và 4 điểm.",
    en="The mask of the 7 has four separate pieces: one of 824 pixels, and three of 37, 15 and 4.",
)
def test_just_over_1_percent_of_the_pixels_is_ink_in_four_pieces() -> None:
    assert value("pieces") == [824, 37, 15, 4]
    assert printed("mask").endswith("ink: 1.1% of the pixels")
    assert f"{sum(value('pieces')) / (320 * 240):.1%}" == "1.1%"


@claims(
    "your-own",
    vi="Số 7 trong ảnh cao",
    en="The 7 in the photo is",
)
@claims(
    "your-own",
    vi="Trong ảnh 28×28, nó rộng chừng bao nhiêu cột?",
    en="About how many columns wide is it in the image of 28×28?",
)
@claims(
    "your-own",
    vi="Cả hai chiều chia cho cùng một số, nên chữ số giữ nguyên tỉ lệ.",
    en="Both directions are divided by the same number, so the digit keeps its proportions.",
)
@claims(
    "your-own",
    vi="Như thế, mọi chữ số đều thành hình vuông, và số 1 sẽ béo như số 0. Chỉ cạnh dài mới là 20.",
    en="Then every digit would be a square, and a 1 as fat as a 0. Only the longer side becomes 20.",
)
@claims(
    "your-own",
    vi="Đó là khi chữ số cao bằng cả ảnh. Ảnh của MNIST chừa lề: chữ số chỉ cao 20.",
    en="That would be so if the digit were as tall as the image. MNIST's images have a margin: the digit is only 20 "
    "tall.",
)
@claims(
    "your-own",
    vi="Số 7 cao 143 điểm, nên step là 143/20 = 7,15.",
    en="The 7 is 143 pixels tall, so step is 143/20 = 7.15.",
)
def test_the_7_is_143_pixels_tall_and_keeps_its_proportions() -> None:
    rows, columns = value("keeps-its-shape-rows"), value("keeps-its-shape-columns")
    assert rows == 143
    assert rows / 20 == 7.15
    assert value("keeps-its-shape-kept") == round(columns / 7.15)
    assert value("keeps-its-shape-stretched") == 20
    assert value("keeps-its-shape-filled") == round(columns * 28 / rows)


@claims(
    "your-own",
    vi="Giữa 28 điểm là đường ranh giữa điểm 13 và điểm 14, đếm từ 0, cách mép 14 điểm. Nhưng tính trung bình, "
    "trọng tâm của các ảnh MNIST cách mép thêm nửa điểm nữa: ở chính giữa điểm 14.",
    en="The middle of 28 pixels is the line between pixels 13 and 14, counting from 0, which is 14 pixels from the "
    "edge. But on average, MNIST's images have their centre of mass half a pixel further, in the very middle of pixel "
    "14.",
)
def test_mnist_s_images_have_their_centre_of_mass_in_the_middle_of_pixel_14() -> None:
    # Counted from 0, the middle of a pixel has its number: the line after pixel 13 is at 13.5.
    assert array("mnist-centre") == pytest.approx(14, abs=0.01)
    assert (13 + 14) / 2 + 0.5 == 28 / 2


@claims(
    "your-own",
    vi="Ô dưới đây đếm mực của số 7, tính ra số điểm ảnh tô kín, rồi đếm mực trung bình của một ảnh MNIST: Số 7 có "
    "nhiều mực hơn, bằng, hay ít hơn một ảnh MNIST? Chừng mấy lần?",
    en="The cell below counts the ink of the 7, in pixels filled with ink, and then that of an average MNIST image: "
    "Has the 7 more ink than an image of MNIST, as much, or less? By about what factor?",
)
@claims(
    "your-own",
    vi="Mực của số 7 chưa bằng một phần sáu số ấy. Mạng chưa từng thấy nét mảnh như vậy.",
    en="The 7 has less than a sixth. The network has never seen strokes as thin as these.",
)
@claims(
    "your-own",
    vi="Vì sao là 70, trong khi MNIST trung bình có hơn 102?",
    en="Why 70, when MNIST has over 102 on average?",
)
@claims(
    "your-own",
    vi="Số 70 được chọn trên những ảnh trong practice.",
    en="The number 70 was chosen on the photos in practice.",
)
def test_the_7_has_less_than_a_sixth_of_the_ink_of_mnist_which_is_over_102() -> None:
    found = re.fullmatch(r"ink in pixels: (\S+)\nin MNIST: (\S+)", printed("thin"))
    assert found
    thin, mnist = map(float, found.groups())
    assert thin < mnist / 6
    assert 102 < mnist < 103
    assert "thin.sum() / 255" in code("thin")
    assert "< 70 * 255" in code("thicken")
    # It is thickened to what MNIST's images may have: a 7 in every six has less.
    assert value("ink-of-the-image") >= 70
    assert 0.1 < value("mnist-below-70") / 54_000 < 0.25


@claims(
    "your-own",
    vi="Ngay với ảnh bên trái, mạng thứ ba cũng đọc ra số 7, với xác suất 0,85. Với ảnh bên phải, xác suất ấy là "
    "0,999.",
    en="Even in the image on the left, the third network reads a 7, with a probability of 0.85. In the one on the "
    "right, that probability is 0.999.",
)
def test_the_third_network_reads_the_thin_7_with_0_85_and_the_thick_one_with_0_999() -> None:
    thin, thick = value("seven")
    assert (f"{thin:.2f}", f"{thick:.3f}") == ("0.85", "0.999")
    # Of the photos, sorted by their paths, the sixteenth: it is in prepared[15].
    assert names_in("practice")[15] == "practice/7/red-pen-grid-hard-shadow.jpg"
    assert array("read-probabilities")[2, 15] == pytest.approx(thick)


@claims(
    "your-own",
    vi="Cả ba mạng đọc đúng hết. Đừng vội mừng: các bước được chọn trên chính những ảnh này, cho đến khi chúng được "
    "đọc đúng.",
    en="All three networks read every one. Don't rejoice too soon: the steps were chosen on these very photos, until "
    "they were read correctly.",
)
def test_the_three_networks_read_all_photos_of_practice() -> None:
    assert read_right("read") == [PHOTOS] * NETWORKS
    assert (array("read-probabilities") > 0.5).all()


# What goes wrong without a step


@claims(
    "your-own",
    vi="20 ảnh là ít: một ảnh đã là năm điểm phần trăm. Vì vậy, chúng ta chỉ nói một bước là cần nếu thiếu nó thì "
    "cả ba mạng đều đọc đúng ít đi, mỗi mạng ít nhất hai ảnh. Nếu không, kết luận là chưa rõ.",
    en="20 photos are few: a single one is five percentage points. So we only call a step needed if, without it, all "
    "three networks read at least two photos fewer. Otherwise the verdict is not clear.",
)
@claims(
    "your-own",
    vi="Có tất cả sáu cách. Thiếu bước nào thì hại nhất, và thiếu bước nào thì hầu như không sao?",
    en="There are six ways. Which missing step does the most harm, and which hardly any?",
)
@claims(
    "your-own",
    vi="| Thiếu | Đọc đúng, trong 20 ảnh | Chuyện gì xảy ra | Kết luận |",
    en="| Without | Read correctly, of 20 photos | What happens | Verdict |",
)
@claims(
    "your-own",
    vi="| đảo màu | 7, 5, 10 | chữ số ở đúng chỗ, nhưng mạng thấy một tờ giấy đầy mực | cần |",
    en="| inverting | 7, 5, 10 | the digit is in its place, but the network sees a sheet full of ink | needed |",
)
@claims(
    "your-own",
    vi="| mức xám của giấy | 8, 8, 8 | 11 ảnh bị từ chối,",
    en="| the paper's grey level | 8, 8, 8 | 11 photos are refused,",
)
@claims(
    "your-own",
    vi="| tìm chữ số | 14, 13, 12 |",
    en="| finding the digit | 14, 13, 12 |",
)
@claims(
    "your-own",
    vi="| EXIF | 17, 18, 18 | bốn ảnh nằm ngang; số 0 nằm ngang vẫn là số 0 | cần |",
    en="| EXIF | 17, 18, 18 | four photos are on their side; a 0 on its side is still a 0 | needed |",
)
@claims(
    "your-own",
    vi="| làm đậm nét | 19, 19, 20 | mạng kém chắc chắn hơn | chưa rõ |",
    en="| thickening | 19, 19, 20 | the networks are less sure | not clear |",
)
@claims(
    "your-own",
    vi="| trọng tâm | 19, 19, 18 | chữ số lệch một chút | chưa rõ |",
    en="| the centre of mass | 19, 19, 18 | the digit is a little off the middle | not clear |",
)
@claims(
    "your-own",
    vi="chưa rõ | Hai dòng cuối là chỗ phải cẩn thận.",
    en="not clear | The last two rows are where you have to be careful.",
)
@claims(
    "your-own",
    vi="Với trọng tâm thì vẫn chưa rõ.",
    en="For the centre of mass, the verdict stays unclear.",
)
def test_a_step_is_needed_if_all_three_networks_read_two_photos_fewer_without_it() -> None:
    assert 100 / PHOTOS == 5
    right = read_without()
    assert [right[way] for way in WAYS] == [
        [7, 5, 10],
        [8, 8, 8],
        [14, 13, 12],
        [17, 18, 18],
        [19, 19, 20],
        [19, 19, 18],
    ]
    assert len(right) == 6
    needed = [all(count <= PHOTOS - 2 for count in right[way]) for way in WAYS]
    assert needed == [True] * 4 + [False] * 2
    assert refused_without() == {"without_paper": 11}


@claims(
    "your-own",
    vi="Bốn tấm nằm ngang: một số 0, một số 3, một số 4 và một số 8.",
    en="Four lie on their side: a 0, a 3, a 4 and an 8.",
)
@claims(
    "your-own",
    vi="Xoay tấm ảnh một góc vuông. Số 4 nằm ngang có còn là số 4 không? Số 0 thì sao?",
    en="Turn the photo on its side. Is a 4 on its side still a 4? And a 0?",
)
def test_on_its_side_a_0_is_still_read_as_a_0_and_a_4_is_not_read_as_a_4() -> None:
    assert value("turned-digits") == [0, 3, 4, 8]
    answers = array("not-turned-answers")
    assert answers.shape == (NETWORKS, 4)
    assert (answers[:, 0] == 0).all()
    assert (answers[:, 2] != 4).all()


@claims(
    "your-own",
    vi="Nét mảnh cho 0,888; 0,831 và 0,907. Nét đậm cho 0,983; 0,996 và 0,998. Ở cả ba mạng, mức tăng ấy lớn hơn "
    "nhiều so với chênh lệch giữa ba mạng khi cùng đọc nét đậm. Vậy nét đậm làm mạng chắc chắn hơn, dù ở đây hầu như "
    "không đổi câu trả lời.",
    en="With thin strokes it is 0.888, 0.831 and 0.907; with thick ones, 0.983, 0.996 and 0.998. In all three "
    "networks, it rises by much more than the three differ from one another on thick strokes. So thick strokes make "
    "the networks surer, though here they hardly change the answers.",
)
def test_thick_strokes_make_the_networks_surer() -> None:
    thin, thick = array("thin-probabilities").mean(axis=1), array("read-probabilities").mean(axis=1)
    assert [f"{mean:.3f}" for mean in thin] == ["0.888", "0.831", "0.907"]
    assert [f"{mean:.3f}" for mean in thick] == ["0.983", "0.996", "0.998"]
    assert min(thick - thin) > 5 * (max(thick) - min(thick))
    assert sum(read_without()["not_thickened"]) >= NETWORKS * PHOTOS - 2


# Odd files


@claims(
    "your-own",
    vi="Trong mười tệp có: một ảnh động, một trang trống, một chữ số chạm mép ảnh, một ảnh chân dung, một ảnh khổng "
    "lồ, một ảnh HEIC, một tệp văn bản, một PNG trong suốt, một ảnh nằm ngang, và hai chữ số. Những tệp nào được đọc?",
    en="The ten files are: an animation, a blank sheet, a digit that touches the photo's edge, a portrait, a huge "
    "picture, a HEIC, a text file, a transparent PNG, a photo on its side, and two digits. Which of them are read?",
)
@claims(
    "your-own",
    vi="Chỉ hai tệp được đọc: ảnh PNG trong suốt và ảnh nằm ngang, vì open_photo đã lo hai trường hợp ấy. Với những "
    "tệp khác, bạn làm như sau:",
    en="Only two are read: the transparent PNG and the photo on its side, because open_photo takes care of both. With "
    "the others, do this:",
)
@claims(
    "your-own",
    vi="| HEIC, dạng ảnh mà nhiều iPhone lưu | xuất ảnh thành JPEG,",
    en="| HEIC, the format in which many iPhones store photos | export it as a JPEG,",
)
@claims(
    "your-own",
    vi="| văn bản mang đuôi .jpg | tìm đúng tệp ảnh:",
    en="| text in a file named .jpg | find the right file:",
)
@claims(
    "your-own",
    vi="| ảnh động | lưu riêng một ảnh trong đó | | ảnh khổng lồ | thu nhỏ hoặc cắt bớt | | trang trống | viết đậm "
    "hơn, hoặc chụp gần hơn | | chữ số chạm mép | chụp lại, chừa giấy sáng quanh chữ số | | hai chữ số | cắt ảnh cho "
    "chỉ còn một |",
    en="| animation | save one of its pictures on its own | | huge picture | make it smaller, or crop it | | blank "
    "sheet | write more firmly, or come closer | | digit that touches the edge | take the photo again, with bright "
    "paper around the digit | | two digits | crop the photo to one of them |",
)
@claims(
    "your-own",
    vi="Ảnh chân dung cũng bị từ chối, nhưng chỉ do tình cờ: hàm thấy hai mảng tối lớn mà tưởng là hai chữ số, chứ "
    "không biết thế nào là khuôn mặt.",
    en="The portrait is refused, too, but only by chance: the function takes two large dark areas for two digits, and "
    "doesn't know what a face is.",
)
def test_two_of_the_ten_odd_files_are_read_and_the_messages_say_what_to_do_with_the_others() -> None:
    said = of_odd_files()
    assert sorted(said) == sorted(PurePath(name).name for name in names_in("odd"))
    assert len(said) == 10
    read = {name for name, answer in said.items() if answer.startswith("read as ")}
    assert read == {"transparent.png", "turned.jpg"}
    for name, advice in {
        "photo.heic": "save yours as JPEG and try again",
        "text.jpg": "this is no JPEG, PNG, GIF or WebP picture",
        "animated.gif": "save one of them on its own",
        "huge.png": "make it smaller than 50 million pixels",
        "blank.jpg": "write with a darker pen, or come closer",
        "edge.jpg": "leave some bright paper around the digit",
        "two-digits.jpg": "there are 2 large marks; leave one digit in the picture",
        "face.jpg": "there are 2 large marks; leave one digit in the picture",
    }.items():
        assert advice in said[name], name


@claims(
    "your-own",
    vi="Bài tập thứ tư đi thêm một bước theo hướng ấy.",
    en="The fourth exercise goes one step in that direction.",
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fourth_exercise_lets_the_network_say_that_it_is_not_sure(language: str) -> None:
    (fourth,) = re.findall(r"^4\. .+", section(SCRIPT, language, "exercises"), re.MULTILINE)
    assert {"vi": "“không chắc”", "en": "“not sure”"}[language] in fourth


# The measurement


@claims(
    "your-own",
    vi="Sau đó, image_dataset_from_directory đọc được chúng, và lần này thì đúng:",
    en="After that, image_dataset_from_directory can read them, and this time it works:",
)
@claims(
    "your-own",
    vi="PNG lưu nguyên từng điểm ảnh.",
    en="PNG keeps each pixel as it is.",
)
def test_the_folder_of_prepared_photos_is_read_correctly_and_none_is_refused() -> None:
    assert printed("folder") == "read right: 100%"


@claims(
    "your-own",
    vi="Mọi bước ở trên, kể cả các con số 320, 45, 4 và 70, được chốt trước khi những ảnh trong judged được vẽ.",
    en="All steps above, and the numbers 320, 45, 4 and 70 in them, were settled before the photos in judged were "
    "drawn.",
)
def test_the_numbers_that_were_settled_are_those_of_the_steps() -> None:
    assert "max(grey.shape) / 320" in code("resize")
    assert "size=(45, 45)" in code("ink")
    assert "iterations=4" in code("find")
    assert "70 * 255" in code("thicken")


@claims(
    "your-own",
    vi="Cả ba mạng đọc đúng hết 20 ảnh. Ô dưới đây nêu tên từng ảnh mà mạng thứ ba đọc sai, nên lần này ô không in ra "
    "gì.",
    en="All three networks read all 20. The next cell names each photo that the third network misreads, so this time "
    "it prints nothing.",
)
@claims(
    "your-own",
    vi="20 ảnh là ít. Đọc đúng 20 trong 20 không có nghĩa là sẽ đọc đúng mọi ảnh. Ba mạng cùng một kiểu. Chúng chỉ "
    "khác nhau ở hạt giống,",
    en="20 photos are few. Reading 20 of 20 correctly doesn't mean that every photo will be. The three networks are "
    "of one kind. They differ in nothing but their seeds,",
)
@claims(
    "your-own",
    vi="Cả ba mạng đọc đúng 20 trong 20 ảnh chưa từng dùng đến. Những điều nào suy ra được?",
    en="All three networks read 20 of 20 photos that had not been used before. Which of these follow?",
)
@claims(
    "your-own",
    vi="Các bước không chỉ hợp với riêng những ảnh đã dùng để chọn chúng |",
    en="The steps don't just suit the photos on which they were chosen |",
)
@claims(
    "your-own",
    vi="Một chương trình cứ mười ảnh sai một cũng có thể cho kết quả này |",
    en="A program that misreads one photo in ten might have given this result, too |",
)
@claims(
    "your-own",
    vi="vì 0,9 nhân với chính nó 20 lần chỉ còn chừng ấy.",
    en="which is what is left when you multiply 0.9 by itself 20 times.",
)
@claims(
    "your-own",
    vi="Chương trình đọc đúng 100% ảnh chụp | 20 ảnh là quá ít để nói như vậy, và chúng không phải ảnh chụp thật. Ảnh "
    "của điện thoại bạn cũng sẽ được đọc đúng ít nhất 95% | Điều đó chưa ai đo.",
    en="The program reads 100% of all photos correctly | 20 photos are far too few to say so, and they aren't real "
    "ones. At least 95% of your phone's photos will be read correctly, too | Nobody has measured that.",
)
def test_the_three_networks_read_all_judged_photos_as_one_that_misreads_a_tenth_might() -> None:
    assert printed("judged").splitlines() == ["read right: 100%"] * NETWORKS
    assert printed("misread") == ""
    assert "answers = model.predict(judged, verbose=0)" in code("misread")
    assert value("all-twenty-right-chance") == round(100 * (1 - 1 / 10) ** PHOTOS) == 12
    # Even a program that misreads more than one photo in twenty would read all of them once in three times.
    assert 0.95**PHOTOS > 1 / 3


@claims(
    "your-own",
    vi="Số 1 có chân, số 7 có gạch ngang: mỗi nơi viết một kiểu, mà chữ của MNIST đều được viết ở Mỹ.",
    en="A 1 with a foot, a 7 with a bar: people write differently from place to place, and all of MNIST was written "
    "in the United States.",
)
def test_the_lesson_on_data_says_that_mnist_was_written_in_the_united_states() -> None:
    for language, said in {
        "vi": "Người viết là nhân viên Cục Điều tra Dân số Hoa Kỳ và học sinh trung học Mỹ.",
        "en": "The writers were employees of the United States Census Bureau and American high-school students.",
    }.items():
        assert prose_of(page("data", language)).find(said)


# The exercises


@claims(
    "your-own",
    vi="Viết hàm prepare_chalk(grey) nhận mức xám của một ảnh như thế và cho ra ảnh 28×28. Để thử, hãy đảo màu một "
    "ảnh trong practice.",
    en="Write a function prepare_chalk(grey) that takes the grey levels of such a photo and gives the 28×28 image. To "
    "try it, invert a photo in practice.",
)
def test_the_chalk_of_an_inverted_photo_is_read_as_a_7() -> None:
    assert "board = 255 - open_photo(photo)\n" in code("chalk", SOLUTIONS)
    assert "/7/" in code("chalk", SOLUTIONS)
    assert printed("chalk", SOLUTIONS) == "read as 7"


@claims(
    "your-own",
    vi="Trong bài, ngưỡng bằng một nửa chỗ đậm nhất. Hãy thử các phần 0,3; 0,4; 0,5; 0,6 và 0,7 trên những ảnh trong "
    "practice, và với mỗi phần, đếm số ảnh đọc đúng và số ảnh bị từ chối.",
    en="In the lesson, the threshold is half of the darkest place. Try the shares 0.3, 0.4, 0.5, 0.6 and 0.7 on the "
    "photos in practice, and for each share, count the photos that are read correctly and those that are refused.",
)
@claims(
    "your-own",
    vi="Các phần 0,4; 0,5 và 0,6 đều đọc đúng cả 20 ảnh.",
    en="The shares 0.4, 0.5 and 0.6 all read the 20 photos correctly.",
)
@claims(
    "your-own",
    vi="và bốn ảnh bị từ chối.",
    en="and four photos are refused.",
)
@claims(
    "your-own",
    vi="bốn ảnh bị từ chối,",
    en="four photos are refused",
)
@claims(
    "your-own",
    vi="Trong ba phần cho kết quả như nhau, bài chọn 0,5, phần ở giữa, vì nó cách xa cả hai kiểu hỏng.",
    en="Of the three shares that do equally well, the lesson takes 0.5, the one in the middle, because it is far from "
    "both kinds of failure.",
)
def test_the_shares_0_4_to_0_6_read_all_photos_and_those_beside_them_do_not() -> None:
    assert list(shares_tried()) == [0.3, 0.4, 0.5, 0.6, 0.7]
    for share in (0.4, 0.5, 0.6):
        assert shares_tried()[share] == (PHOTOS, 0)
    right, refused = shares_tried()[0.3]
    assert (refused, PHOTOS - refused - right) == (4, 0)
    right, refused = shares_tried()[0.7]
    assert (refused, PHOTOS - refused - right) == (4, 0)
    assert "return darkest / 2" in code("level")


@claims(
    "your-own",
    vi="Số có hai chữ số. Viết hàm read_number(grey) đọc một số có nhiều chữ số, từ trái sang phải, và thử với "
    "photos/odd/two-digits.jpg.",
    en="A number of two digits. Write a function read_number(grey) that reads a number of several digits from left to "
    "right, and try it on photos/odd/two-digits.jpg.",
)
def test_the_number_of_two_digits_is_read() -> None:
    assert 'open_photo("photos/odd/two-digits.jpg")' in code("number", SOLUTIONS)
    assert printed("number", SOLUTIONS) == "read as 42"


@claims(
    "your-own",
    vi="Nếu xác suất lớn nhất dưới 0,9, hãy để chương trình nói “không chắc” thay cho một chữ số.",
    en="If the largest probability is below 0.9, let the program say “not sure” in place of a digit.",
)
@claims(
    "your-own",
    vi="Trước hết, hãy rút mười xác suất của mỗi ảnh thành một con số.",
    en="First turn the ten probabilities of each image into one number.",
)
@claims(
    "your-own",
    vi="Mạng đủ chắc ở mọi ảnh trong practice. Trên tập kiểm định, nó nói “không chắc” ở 187 trong 6.000 ảnh. Độ "
    "chính xác ở những ảnh còn lại là 0,9967, thay vì 0,9863 ở mọi ảnh: trong 82 ảnh đọc sai, chỉ còn 19 ảnh mà mạng "
    "đủ chắc. Cái giá là 124 ảnh đáng lẽ được đọc đúng.",
    en="The network is sure enough of every photo in practice. On the validation set, it says “not sure” of 187 of "
    "the 6,000 images. The accuracy on the others is 0.9967, in place of 0.9863 on all: of the 82 images that it "
    "misreads, only 19 are left of which it is sure enough. The price is 124 images that would have been read "
    "correctly.",
)
def test_the_network_is_not_sure_of_187_images_and_then_misreads_19_in_place_of_82() -> None:
    assert "photo_probabilities.max(axis=1)\nunsure_photos = np.sum(largest < 0.9)\n" in code("unsure", SOLUTIONS)
    found = re.fullmatch(
        r"photos not sure: 0\nimages not sure: (\d+) of 6000\naccuracy of the others: (\S+)",
        printed("unsure", SOLUTIONS),
    )
    assert found
    unsure, accuracy = int(found[1]), float(found[2])
    assert (unsure, accuracy) == (187, 0.9967)
    # The network of the solutions is trained as the third one is.
    assert "keras.utils.set_random_seed(3)\n" in code("set-up", SOLUTIONS)
    assert accuracies()[2] == 0.9863
    misread, left = round((1 - 0.9863) * VALIDATION_IMAGES), round((1 - accuracy) * (VALIDATION_IMAGES - unsure))
    assert (misread, left) == (82, 19)
    assert unsure - (misread - left) == 124


@claims(
    "your-own",
    vi="bài sau dùng tệp này trong hai chương trình.",
    en="the next lesson uses this file in two programs.",
)
def test_two_programs_of_the_next_lesson_use_the_steps() -> None:
    assert LESSONS[LESSONS.index(SCRIPT) + 1] == "save"
    using = [name for name, program in PROJECT.whole_programs.items() if imports_the_steps(program.path)]
    assert sorted(using) == ["programs/read_digit", "programs/service"]
    names = re.findall(r"^    (\w+),$", code("set-up", SOLUTIONS), re.MULTILINE)
    assert {"open_photo", "prepare"} <= set(names)


def imports_the_steps(path: str) -> bool:
    return "from photo import open_photo, prepare\n" in (PROJECT.root / path).read_text(encoding="utf-8")
