"""What the page `your-own` says of its steps, and of Keras; `test_your_own_record.py` tests the recorded runs.

The steps are those of the program `photo.py`, which needs no Keras.
"""

import io
import re
import struct
import subprocess
import warnings
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import EpsImagePlugin, Image, ImageFile, ImageOps
from scipy import ndimage

from docs.plugins.project.programs import composed
from examples.runner.giving import find_given, given
from examples.runner.photos import SEEDS
from examples.runner.quiet import import_keras
from examples.runner.replacing import replaced
from tests.support.claims import claims
from tests.support.photos import SEVEN, animation, file_of, names_in, picture, practice, saved
from tests.support.programs import PROJECT, ROOT, run_of, script
from tests.support.reading import recorded, recorded_value

Image_ = NDArray[np.float64]
Mask = NDArray[np.bool_]

ON_ITS_SIDE = 6
EXIF_ORIENTATION = 0x0112
NOT_OPENED = "this is no JPEG, PNG, GIF or WebP picture; save yours as JPEG and try again"
DAMAGED = "the file is cut off or damaged; copy the picture again"
# A row of paper in the light and in shade, with a stroke in each, as the page's table has it.
GREY_LEVELS = np.array([200.0, 200, 100, 200, 200, 100, 100, 50, 100, 100])


@cache
def steps() -> dict[str, Any]:
    """What the program of the steps defines, by name."""
    names: dict[str, Any] = {}
    exec(composed(PROJECT.programs["photo.py"], PROJECT.scripts), names)
    return names


def step(name: str) -> Any:  # noqa: ANN401
    """The function of a step."""
    return steps()[name]


def code(cell: str, of: str = "your-own") -> str:
    return script(of).cell(cell).code


def with_code(text: str, **names: Any) -> dict[str, Any]:  # noqa: ANN401
    """What there is by name after code has run behind the steps."""
    found = {**steps(), **names}
    exec(text, found)
    return found


def changed(cell: str, old: str, new: str) -> dict[str, Any]:
    """What there is by name if a cell is changed and run again, as the page bids."""
    assert old in code(cell)
    return with_code(code(cell).replace(old, new))


def functions_of(cell: str, of: str = "your-own") -> str:
    """The functions that a cell defines, without what it does with them."""
    return re.split(r"\n\n\n(?!def )", code(cell, of))[0]


def opened(name: str) -> Any:  # noqa: ANN401
    """The grey levels of a photo of the archive."""
    return step("open_photo")(io.BytesIO(file_of(name)))


def grey_of(image: Image.Image, format_: str = "PNG", **settings: Any) -> Any:  # noqa: ANN401
    """The grey levels that a file of the image gives."""
    return step("open_photo")(io.BytesIO(saved(image, format_, **settings)))


@cache
def small(name: str) -> Image_:
    """A photo's grey levels after shrinking."""
    found: Image_ = step("shrink")(opened(name))
    return found


@cache
def ink(name: str) -> Image_:
    found: Image_ = step("find_ink")(small(name))
    return found


@cache
def mask(name: str) -> Mask:
    found: Mask = ink(name) > step("choose_level")(ink(name))
    return found


@cache
def digit(name: str) -> Mask:
    found: Mask = step("find_digit")(mask(name))
    return found


@cache
def image(name: str) -> Image_:
    """What becomes of a photo by all steps."""
    found: Image_ = step("place")(step("thicken")(digit(name)))
    return found


def refusal(function: Callable[..., Any], *arguments: Any) -> str:  # noqa: ANN401
    """What the ValueError says that a function raises."""
    with pytest.raises(ValueError) as raised:  # noqa: PT011
        function(*arguments)
    return str(raised.value)


def refusal_of(content: bytes) -> str:
    """Why a file is not opened."""
    return refusal(step("open_photo"), io.BytesIO(content))


def drawn(*boxes: tuple[int, int, int, int], shape: tuple[int, int] = (320, 240)) -> Mask:
    """A mask with ink in boxes, each from row to row and from column to column."""
    found = np.zeros(shape, bool)
    for top, bottom, left, right in boxes:
        found[top:bottom, left:right] = True
    return found


def height(found: Mask) -> int:
    return int(np.ptp(np.nonzero(found)[0])) + 1


def width_of_strokes(found: Mask) -> int:
    """How many pixels wide a mask's ink is at most, across its narrower direction."""
    return 2 * int(ndimage.distance_transform_cdt(np.pad(found, 1), "chessboard").max())


# Opening the file


@claims(
    "your-own",
    vi="Pillow nhận ra loại tệp từ nội dung, không phải từ cái đuôi.",
    en="Pillow knows the kind of a file by its content, not by the ending of its name.",
)
@claims(
    "your-own",
    vi="đổi đuôi không biến một tệp thành ảnh",
    en="another ending doesn't turn a file into a picture",
)
@claims(
    "your-own",
    vi='chẳng hạn một PDF đổi tên thành .jpg, hay ảnh chụp màn hình có nhiều chữ. Chạy prepare(open_photo("TÊN TỆP")).',
    en='such as a PDF renamed to .jpg, or a screenshot with a lot of text. Run prepare(open_photo("NAME OF THE '
    'FILE")).',
)
def test_the_kind_of_a_file_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(saved(Image.new("RGB", (90, 100), "white")))
    assert step("open_photo")(path).shape == (100, 90)
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n")
    assert refusal(step("open_photo"), path) == NOT_OPENED


def test_a_screenshot_with_a_lot_of_text_is_refused_as_many_marks_or_tiny_ones() -> None:
    for tall, message in ((22, r"there are \d\d large marks; .+"), (12, r"the largest mark is tiny, .+")):
        signs = [(row, row + tall, column, column + 8) for row in range(60, 260, 40) for column in range(40, 200, 30)]
        screen = np.where(drawn(*signs), 0.0, 255.0)
        assert re.fullmatch(message, refusal(step("prepare"), screen))


@claims(
    "your-own",
    vi="Nó biết hàng chục loại, và với vài loại, nó còn khởi động cả một chương trình khác, nên nhận tệp của người lạ "
    "thì không an toàn. Vì vậy, formats chỉ cho phép bốn loại, những loại mà điện thoại và trang web hay dùng.",
    en="It knows dozens of kinds, and for some it even starts another program, which is risky with files from "
    "people you don't know. So formats allows only four: those that phones and web pages use most.",
)
def test_of_the_dozens_of_kinds_that_pillow_knows_four_are_opened_and_no_program_is_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Image.init()
    assert len(Image.OPEN) > 2 * 12
    for format_ in ("JPEG", "PNG", "GIF", "WEBP"):
        assert grey_of(Image.new("L", (90, 80)), format_).shape == (80, 90)
    for format_ in ("BMP", "TIFF", "ICO", "EPS"):
        assert refusal_of(saved(Image.new("L", (90, 80)), format_)) == NOT_OPENED
    # What Pillow itself does with an EPS.
    started = Mock(side_effect=OSError("no gs"))
    monkeypatch.setattr(EpsImagePlugin, "gs_binary", "gs")
    monkeypatch.setattr(subprocess, "check_call", started)
    with pytest.raises(OSError, match="gs"):
        Image.open(io.BytesIO(saved(Image.new("L", (90, 80)), "EPS"))).load()
    assert started.call_args.args[0][0] == "gs"


@claims(
    "your-own",
    vi="Tệp bị cắt cụt hay bị hỏng thì thường đến lúc đọc các điểm ảnh và những lời ghi kèm theo mới lộ ra. Pillow "
    "báo mỗi kiểu hỏng một cách, nên except Exception gom tất cả thành một ValueError. Mỗi thông báo nói đã thấy gì, "
    "và bạn nên làm gì.",
    en="If the file is cut off or damaged, that often shows only when the pixels and the notes beside them are read. "
    "Pillow reports it in many ways, so except Exception turns all of them into one ValueError. Each message says "
    "what was seen, and what you can do.",
)
@pytest.mark.parametrize("format_", ["JPEG", "PNG"])
def test_a_file_that_is_cut_off_is_noticed_as_its_pixels_are_read(format_: str) -> None:
    content = file_of(SEVEN) if format_ == "JPEG" else saved(picture())
    half = content[: len(content) // 2]
    assert Image.open(io.BytesIO(half)).size == (480, 640)
    with pytest.raises(OSError, match="truncated"):
        Image.open(io.BytesIO(half)).load()
    assert refusal_of(half) == DAMAGED


# The head of a TIFF, then two entries: the width, which is a text, and the way in which the camera was held.
WIDTH_IN_LETTERS = b"MM\0*\0\0\0\x08\0\x02" + b"\1\0\0\2\0\0\0\4wid\0" + b"\1\x12\0\3\0\0\0\1\0\6\0\0" + bytes(4)


@pytest.mark.parametrize(("note", "kind"), [(b"garbage!", SyntaxError), (WIDTH_IN_LETTERS, struct.error)])
def test_a_damaged_note_is_reported_by_pillow_in_another_way_and_refused_alike(note: bytes, kind: type) -> None:
    content = saved(Image.new("L", (90, 80)), exif=note)
    with pytest.raises(kind):
        ImageOps.exif_transpose(Image.open(io.BytesIO(content)))
    assert refusal_of(content) == DAMAGED


@claims(
    "your-own",
    vi="16 bit mỗi điểm. Một số máy quét lưu mỗi điểm ảnh bằng số lên đến 65.535 thay vì 255. convert sẽ biến mọi "
    "số trên 255 thành màu trắng, kể cả mực. Pillow gọi chế độ (mode) của những ảnh xám ấy là I, hoặc một tên bắt đầu "
    "bằng I.",
    en="16 bits a pixel. Some scanners store numbers up to 65,535 for each pixel, in place of 255. convert would turn "
    "everything above 255 white, the ink too. Pillow calls the modes of such grey pictures I, or a name that begins "
    "with it.",
)
def test_a_picture_of_16_bits_is_refused_since_convert_makes_its_ink_white() -> None:
    assert 2**16 - 1 == 65_535
    ink_of_16_bits = Image.fromarray(np.full((80, 90), 20_000, np.uint16))
    file = saved(ink_of_16_bits)
    assert Image.open(io.BytesIO(file)).mode == "I;16"
    assert np.array(ink_of_16_bits.convert("RGBA")).min() == 255
    assert refusal_of(file) == "the picture has 16 bits a pixel; save it with 8, such as JPEG has"


@claims(
    "your-own",
    vi="Pillow biết cỡ của ảnh ngay khi mở, chưa cần đọc các điểm ảnh, nên ảnh quá 50 triệu điểm bị từ chối trước khi "
    "nó làm đầy bộ nhớ.",
    en="Pillow knows the size of a picture as soon as it is opened, before it reads the pixels, so one of more than "
    "50 million pixels is refused before it fills the memory.",
)
def test_more_than_50_million_pixels_are_refused_before_any_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(_: Any) -> None:  # noqa: ANN401
        raise AssertionError("its pixels are read")

    huge = file_of("odd/huge.png")
    monkeypatch.setattr(ImageFile.ImageFile, "load", load)
    assert refusal_of(huge) == "the picture has 9000×9000 pixels; make it smaller than 50 million pixels"
    assert "width * height > 50_000_000" in code("open")


@claims(
    "your-own",
    vi="MAX_IMAGE_PIXELS = None tắt giới hạn riêng của Pillow.",
    en="MAX_IMAGE_PIXELS = None turns off Pillow's own limit.",
)
def test_without_a_limit_pillow_opens_what_is_beyond_it() -> None:
    content = saved(Image.new("L", (100, 100)))
    with replaced(Image, "MAX_IMAGE_PIXELS", 100), pytest.raises(Image.DecompressionBombError):
        Image.open(io.BytesIO(content))
    with replaced(Image, "MAX_IMAGE_PIXELS", None):
        assert Image.open(io.BytesIO(content)).size == (100, 100)
    assert code("open").startswith("Image.MAX_IMAGE_PIXELS = None\n")


@claims(
    "your-own",
    vi="Ảnh không quá cỡ ấy thì được nhận, nhưng thumbnail thu cạnh dài xuống còn nhiều nhất 1.600, vì sau đó mỗi "
    "màu của mỗi điểm sẽ là một số thực (float) tám byte.",
    en="Smaller ones are welcome, but thumbnail reduces the longer side to 1,600 at most, because each colour of each "
    "pixel will then be a float (số thực) of eight bytes.",
)
@claims(
    "your-own",
    vi="thumbnail chỉ để đỡ tốn bộ nhớ.",
    en="thumbnail is only there to save memory.",
)
def test_the_longer_side_of_an_open_photo_is_1600_at_most() -> None:
    assert grey_of(Image.new("L", (2400, 1800))).shape == (1200, 1600)
    assert grey_of(Image.new("L", (300, 1700))).shape == (1600, 282)
    assert grey_of(Image.new("L", (300, 200))).shape == (200, 300)
    assert opened(SEVEN).dtype == np.dtype(float)
    assert np.dtype(float).itemsize == 8


@claims(
    "your-own",
    vi="Một tệp GIF, PNG hay WebP có thể chứa nhiều ảnh. Tệp nào có hơn một ảnh thì bị từ chối. Riêng với tệp JPEG, "
    "hàm không đếm số ảnh: nhiều điện thoại để thêm một ảnh trong đó cho việc riêng của mình.",
    en="A GIF, PNG or WebP file may hold several pictures. Those in a JPEG file aren't counted: many phones store a "
    "second picture there, for their own use.",
)
def test_the_pictures_of_an_animation_are_counted_and_those_of_a_jpeg_are_not() -> None:
    for format_ in ("GIF", "PNG", "WEBP"):
        assert refusal_of(animation(format_, 2)) == ("this is an animation of 2 pictures; save one of them on its own")
        assert step("open_photo")(io.BytesIO(saved(Image.new("L", (90, 80)), format_))).shape == (80, 90)
    with_another = animation("MPO", 2)
    assert with_another.startswith(b"\xff\xd8\xff")
    both: Any = Image.open(io.BytesIO(with_another))
    assert both.n_frames == 2
    assert step("open_photo")(io.BytesIO(with_another)).shape == (100, 100)


def on_their_side() -> list[str]:
    """The photos of practice that have to be turned to be looked at."""
    return [name for name in practice() if picture(name).getexif().get(EXIF_ORIENTATION, 1) != 1]


def with_tables() -> list[str]:
    """The photos of practice in which a table shows."""
    return [name for name in practice() if "table" in name]


@claims(
    "your-own",
    vi="Bốn tấm nằm ngang: một số 0, một số 3, một số 4 và một số 8.",
    en="Four lie on their side: a 0, a 3, a 4 and an 8.",
)
@claims(
    "your-own",
    vi="Khoan đi tiếp: bạn hãy tìm bốn tấm nằm ngang, rồi những tấm có bóng cắt ngang chữ số.",
    en="Before you go on, find the four that lie on their side, and those with a shadow across the digit.",
)
@claims(
    "your-own",
    vi="đủ loại bút, đủ loại giấy, có tấm kẻ ô, có tấm nghiêng, có tấm bị bóng của chính chiếc điện thoại che.",
    en="of many pens and papers, some on squared paper, some at a slant, some in the shadow of the phone itself.",
)
@claims(
    "your-own",
    vi="viết bằng bút chì, bút bi, bút dạ, bút đỏ, trên giấy trắng, giấy kem, giấy tái chế, giấy kẻ dòng, kẻ ô. Nhiều "
    "tấm có bóng, có tấm lộ cả mặt bàn.",
    en="written with a pencil, ballpoints, felt-tips, a red pen, on white, cream and recycled paper, ruled and "
    "squared. Many have shadows, some show the table.",
)
def test_four_photos_lie_on_their_side_and_the_names_tell_pens_and_papers() -> None:
    assert [int(Path(name).parent.name) for name in on_their_side()] == [0, 3, 4, 8]
    assert all(name.endswith("-turned.jpg") for name in on_their_side())
    for name in practice():
        assert picture(name).size == ((640, 480) if name in on_their_side() else (480, 640))
    names = " ".join(practice())
    for word in (
        "pencil",
        "ballpoint",
        "felt-tip",
        "red-pen",
        "white",
        "cream",
        "recycled",
        "ruled",
        "grid",
        "phone-shadow",
    ):
        assert word in names
    assert sum("shadow" in name for name in practice()) >= 6
    assert len(with_tables()) >= 2
    # The cell shows the pixels as they lie in the files.
    assert "plt.imread(photo)" in code("photos")


@claims(
    "your-own",
    vi="Điện thoại chỉ viết thêm vào tệp: “hãy xoay ảnh khi xem”. Lời ghi ấy nằm trong EXIF, phần thông tin đi kèm "
    "tấm ảnh. Trình xem ảnh làm theo, còn np.array thì không. exif_transpose xoay chính các điểm ảnh.",
    en="The phone only adds a note to the file: “turn this when you show it”. The note is in the EXIF data, which "
    "goes along with a photo. Programs that show photos follow it; np.array doesn't. exif_transpose turns the pixels "
    "themselves.",
)
@claims(
    "your-own",
    vi='Đặt file = "photos/practice/3/marker-recycled-gradient-turned.jpg", rồi so np.array(Image.open(file)).shape '
    "với open_photo(file).shape. Kết quả thứ nhất là (480, 640, 3): một ảnh màu nằm ngang. Kết quả thứ hai là (640, "
    "480): một ảnh xám đã được dựng đứng.",
    en='Set file = "photos/practice/3/marker-recycled-gradient-turned.jpg", and compare '
    "np.array(Image.open(file)).shape with open_photo(file).shape. The first is (480, 640, 3), a colour photo on its "
    "side. The second is (640, 480), a grey one that stands upright.",
)
def test_the_note_in_exif_turns_the_pixels_of_open_photo_and_not_those_of_np_array() -> None:
    file = "practice/3/marker-recycled-gradient-turned.jpg"
    assert picture(file).getexif()[EXIF_ORIENTATION] == ON_ITS_SIDE
    assert np.array(picture(file)).shape == (480, 640, 3)
    assert opened(file).shape == (640, 480)
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = ON_ITS_SIDE
    # The place at the lower left comes to the upper left.
    lying = Image.new("L", (120, 90), 255)
    lying.paste(0, (0, 80, 20, 90))
    assert grey_of(lying, exif=exif)[5, 5] == pytest.approx(0)
    assert grey_of(lying)[5, 5] == pytest.approx(255)


@claims(
    "your-own",
    vi='Ảnh PNG có thể có những chỗ trong suốt, và dưới chỗ trong suốt thường là màu đen. Kênh thứ tư của "RGBA" cho '
    "biết mỗi điểm đục đến đâu, từ 0 đến 255. Dòng colors = … đặt ảnh lên một tờ giấy trắng: đục 0 thì thành 255, đục "
    "255 thì giữ nguyên màu.",
    en='A PNG may have transparent places, and what is below them is often black. The fourth channel of "RGBA" says '
    "how opaque each pixel is, from 0 to 255. The line colors = … lays the picture on white paper: opacity 0 gives "
    "255, and opacity 255 keeps the colour.",
)
def test_a_transparent_picture_is_laid_on_white() -> None:
    assert picture("odd/transparent.png").getpixel((0, 0)) == (0, 0, 0, 0)
    assert opened("odd/transparent.png")[0, 0] == pytest.approx(255)
    for opacity, grey in ((0, 255), (255, 40), (51, 255 - (255 - 40) / 5)):
        assert grey_of(Image.new("RGBA", (9, 9), (40, 40, 40, opacity))) == pytest.approx(grey)


@claims(
    "your-own",
    vi="Phép nhân ma trận @ ở dòng cuối nhân ba kênh đỏ, lục, lam với ba trọng số (weight) rồi cộng lại. Mắt người "
    "nhạy nhất với màu lục, nên màu ấy có trọng số lớn nhất. Mực đỏ (200, 50, 50) thành 0,299·200 + 0,587·50 + "
    "0,114·50 = 94,85, tối hơn giấy nhiều. Nếu chỉ lấy kênh đỏ, mực ấy sẽ là 200, gần như lẫn vào giấy.",
    en="The matrix product @ in the last line multiplies the channels red, green and blue by three weights (trọng "
    "số), and adds them up. Our eyes are most sensitive to green, so it has the largest weight. Red ink, (200, 50, "
    "50), becomes 0.299·200 + 0.587·50 + 0.114·50 = 94.85, much darker than paper. In the red channel alone it would "
    "be 200, hardly to be told from paper.",
)
def test_red_ink_becomes_94_85() -> None:
    weights = {"red": 0.299, "lime": 0.587, "blue": 0.114}
    for colour, weight in weights.items():
        assert grey_of(Image.new("RGB", (9, 9), colour)) == pytest.approx(255 * weight)
    assert grey_of(Image.new("RGB", (9, 9), (200, 50, 50))) == pytest.approx(94.85)
    assert max(weights, key=lambda colour: weights[colour]) == "lime"


@claims(
    "your-own",
    vi="Riêng tệp không có trên đĩa thì Python tự báo FileNotFoundError.",
    en="If there is no such file, Python itself raises a FileNotFoundError.",
)
def test_a_file_that_is_not_there_is_reported_by_python(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        step("open_photo")(tmp_path / "photo.jpg")


@claims(
    "your-own",
    vi="Ảnh nào bị từ chối thì gây ra ValueError, và thông báo nói đã thấy gì, nên làm gì.",
    en="A picture that is refused raises a ValueError, whose message says what was seen and what to do.",
)
@claims(
    "your-own",
    vi="| hai chữ số | cắt ảnh cho chỉ còn một |",
    en="| two digits | crop the photo to one of them |",
)
@claims(
    "your-own",
    vi="Chụp hai chữ số cạnh nhau. Khung nói gì?",
    en="Photograph two digits side by side. What does the form say?",
)
@pytest.mark.parametrize("name", names_in("odd"))
def test_an_odd_file_gets_the_recorded_answer(name: str) -> None:
    (answer,) = re.findall(rf"^{re.escape(Path(name).name)}: (.+)$", recorded("your-own")["odd"].text, re.MULTILINE)
    if answer.startswith("read as "):
        assert step("prepare")(opened(name)).shape == (28, 28)
    else:
        assert refusal(lambda: step("prepare")(opened(name))) == answer


@claims(
    "your-own",
    vi="Với mạng, số lớn là mực, nên tờ giấy sáng trông như đầy mực. Chữ số thì bị co nhỏ đến mức nhiều nét bút còn "
    "mảnh hơn một điểm ảnh.",
    en="To the network a large number is ink, so the bright paper looks full of ink. The digit has shrunk so much "
    "that many strokes are thinner than a pixel.",
)
def test_of_a_photo_squeezed_into_28_pixels_the_paper_is_bright_and_many_strokes_are_thinner_than_a_pixel() -> None:
    squeezed = picture().convert("L").resize((28, 28), Image.Resampling.BOX)
    assert np.mean(np.array(squeezed) > 128) > 0.8
    # A pixel of these is as wide as 240 / 28 of the small photo.
    assert sum(width_of_strokes(digit(name)) < 240 / 28 for name in practice()) > len(practice()) / 2


# Shrinking


@claims(
    "your-own",
    vi="Bây giờ, chúng ta thu nhỏ mọi ảnh cho đến khi cạnh dài còn 320.",
    en="Now we shrink each photo until its longer side is 320.",
)
@claims(
    "your-own",
    vi="Hàm shrink không bao giờ phóng to, và từ chối ảnh quá nhỏ hay quá dẹt: nếu sau khi thu nhỏ, một cạnh còn dưới "
    "80 điểm ảnh thì chữ số chẳng còn mấy nét.",
    en="shrink never enlarges, and it refuses a picture that is too small, or too long and narrow: if one side has "
    "fewer than 80 pixels after shrinking, there is hardly anything left of a digit.",
)
def test_shrink_gives_a_longer_side_of_320_never_enlarges_and_refuses_fewer_than_80_pixels() -> None:
    shrink = step("shrink")
    for shape, shrunk in (
        ((640, 480), (320, 240)),
        ((300, 1600), None),
        ((400, 1600), (80, 320)),
        ((100, 100), (100, 100)),
        ((80, 80), (80, 80)),
        ((79, 200), None),
    ):
        if shrunk:
            assert shrink(np.ones(shape)).shape == shrunk
        else:
            assert refusal(shrink, np.ones(shape)) == (
                "the picture is too small, or too long and narrow; "
                "crop it to a square around the digit, of 80 pixels a side or more"
            )


@claims(
    "your-own",
    vi="Cách dễ nhất là bỏ bớt hàng và cột. Nhưng một nét mảnh có thể nằm gọn trong những hàng bị bỏ. Vì vậy, chúng "
    "ta lấy trung bình theo diện tích: mỗi điểm ảnh mới phủ lên một mảnh của ảnh cũ, và nhận trung bình của mảnh ấy. "
    "Điểm cũ nào chỉ bị phủ một nửa thì chỉ được tính một nửa.",
    en="The easiest way would be to leave out rows and columns. But a thin stroke may lie in just those rows. So we "
    "take means of areas: each new pixel covers a patch of the old image, and gets the mean of that patch. An old "
    "pixel of which only half is covered counts only half.",
)
@claims(
    "your-own",
    vi="Hàng nào cũng có tổng bằng 1, vì thế một mảnh giấy đều màu vẫn giữ nguyên mức xám.",
    en="Each row adds up to 1, so an even patch of paper keeps its grey level.",
)
@claims(
    "your-own",
    vi="Với ảnh, một bảng lo chiều dọc, một bảng lo chiều ngang: down @ image @ across.T.",
    en="For an image, one table is for the rows and one for the columns: down @ image @ across.T.",
)
def test_each_new_pixel_is_the_mean_of_the_patch_that_it_covers() -> None:
    resize = step("resize")
    old = np.arange(24.0).reshape(4, 6)
    assert resize(old, (2, 3), (0, 0), 2) == pytest.approx(old.reshape(2, 2, 3, 2).mean(axis=(1, 3)))
    # Half of the second row counts.
    assert resize(np.array([[0.0] * 3, [3] * 3, [9] * 3]), (2, 2), (0, 0), 1.5)[0] == pytest.approx((0 + 3 / 2) / 1.5)
    thin = np.full((8, 8), 200.0)
    thin[3] = 50
    assert (thin[::2] == 200).all()
    assert resize(thin, (4, 4), (0, 0), 2)[1] == pytest.approx(125)
    assert step("shrink")(np.full((640, 500), 173.0)) == pytest.approx(173)


@claims(
    "your-own",
    vi="Theo một chiều, shares(length, count, start, step) cho biết mỗi điểm cũ chiếm bao nhiêu phần của mỗi điểm "
    "mới. Có length điểm cũ và count điểm mới; mỗi điểm mới rộng step điểm cũ, và điểm mới đầu tiên bắt đầu ở start.",
    en="In one direction, shares(length, count, start, step) says what share each old pixel has in each new one. "
    "There are length old pixels and count new ones; each new one is step old ones wide, and the first begins at "
    "start.",
)
@claims(
    "your-own",
    vi="Bạn hãy xem hai bảng nhỏ trước,",
    en="Look at two small tables first,",
)
@claims(
    "your-own",
    vi="Điểm mới thứ i trải từ edges[i] đến edges[i + 1], điểm cũ thứ j trải từ j đến j + 1. Phần chung của chúng bắt "
    "đầu ở số lớn hơn trong hai chỗ bắt đầu, và kết thúc ở số nhỏ hơn trong hai chỗ kết thúc. Nếu hiệu là số âm thì "
    "chúng không chạm nhau, và phần chung là 0. Cuối cùng, chia cho step để mỗi hàng có tổng bằng 1. edges[:-1, None] "
    "xếp các chỗ bắt đầu thành một cột, nên NumPy tính mọi cặp một lúc, thành một bảng.",
    en="The new pixel i reaches from edges[i] to edges[i + 1], the old pixel j from j to j + 1. What they have in "
    "common begins at the larger of the two starts and ends at the smaller of the two ends. If the difference is "
    "negative, they don't touch, and have 0 in common. Dividing by step makes each row add up to 1. edges[:-1, None] "
    "puts the starts into a column, so that NumPy computes all pairs at once, as a table.",
)
@claims(
    "your-own",
    vi="Ở đó shares không thấy điểm nào, nên cho 0, tức là giấy.",
    en="There shares finds no pixels and gives 0, which is paper.",
)
def test_shares_are_what_new_and_old_pixels_have_in_common() -> None:
    shares = step("shares")
    assert shares(6, 3, 0, 2) == pytest.approx(np.repeat(np.eye(3), 2, axis=1) / 2)
    assert shares(6, 4, 0, 1.5)[0] == pytest.approx([2 / 3, 1 / 3, 0, 0, 0, 0])
    assert shares(7, 3, 0.5, 2).sum(axis=1) == pytest.approx(1)
    for new, row in enumerate(shares(9, 4, 0.7, 1.9)):
        for old, share in enumerate(row):
            common = min(0.7 + 1.9 * (new + 1), old + 1) - max(0.7 + 1.9 * new, old)
            assert share == pytest.approx(max(common, 0) / 1.9)
    assert np.arange(4)[:-1, None].shape == (3, 1)
    assert (shares(6, 3, -9, 2) == 0).all()
    assert (shares(6, 3, 9, 2) == 0).all()


@claims(
    "your-own",
    vi="Năm điểm ảnh thành hai thì mỗi điểm mới phủ 2,5 điểm cũ. Bạn hãy tự viết hai hàng của bảng ra giấy, rồi "
    "chạy print(shares(5, 2, 0, 2.5)). Điểm cũ ở giữa được chia cho cả hai hàng: ở mỗi hàng, nó chiếm 0,2.",
    en="When five pixels become two, each new one covers 2.5 old ones. Write the two rows of the table on paper, "
    "then run print(shares(5, 2, 0, 2.5)). The old pixel in the middle is divided between the two rows: its share "
    "in each is 0.2.",
)
def test_five_pixels_become_two_and_share_the_one_in_the_middle() -> None:
    assert 5 / 2 == 2.5
    assert step("shares")(5, 2, 0, 2.5) == pytest.approx(np.array([[0.4, 0.4, 0.2, 0, 0], [0, 0, 0.2, 0.4, 0.4]]))


# Paper and ink


@claims(
    "your-own",
    vi="Nếu chỉ nhìn mức xám, bạn không thể phân biệt hai điều ấy.",
    en="From the grey level alone, you can't tell the two apart.",
)
@claims(
    "your-own",
    vi="mực = 1 − mức xám / giấy",
    en="ink = 1 − grey level / paper",
)
@claims(
    "your-own",
    vi="Ở chỗ giấy trắng, mực là 0. Ở chỗ mức xám chỉ bằng một nửa mức xám của giấy, mực là 0,5, dù trong bóng hay "
    "ngoài sáng.",
    en="Where the paper is blank, the ink is 0. Where the pen halves the grey level, it is 0.5, in shade as in the "
    "light.",
)
@claims(
    "your-own",
    vi="Phép đóng (closing) đoán điều đó bằng hai bước. Bước đầu, mỗi điểm nhận mức xám sáng nhất trong một cửa sổ "
    "quanh nó. Nét mực hẹp hơn cửa sổ nên biến mất, nhưng những vùng sáng cũng lấn ra ngoài. Bước sau, mỗi điểm nhận "
    "mức xám tối nhất trong cửa sổ, và những vùng sáng lùi về chỗ cũ. Dưới đây là một hàng mười điểm ảnh, với cửa sổ "
    "ba điểm. Năm điểm bên trái ở ngoài sáng, năm điểm bên phải ở trong bóng, mỗi bên có một nét mực.",
    en="A morphological closing (phép đóng), a closing for short, guesses that in two steps. First, each pixel gets "
    "the brightest grey level in a window around it. Strokes narrower than the window vanish, but bright areas also "
    "spread. Then each pixel gets the darkest grey level in the window, and the bright areas go back to where they "
    "were. Here is a row of ten pixels, with a window of three. The five on the left are in the light, the five on "
    "the right in shade, and there is a stroke in each half.",
)
@claims(
    "your-own",
    vi="| Mức xám | 200 | 200 | 100 | 200 | 200 | 100 | 100 | 50 | 100 | 100 |",
    en="| Grey level | 200 | 200 | 100 | 200 | 200 | 100 | 100 | 50 | 100 | 100 |",
)
@claims(
    "your-own",
    vi="| Sáng nhất | 200 | 200 | 200 | 200 | 200 | 200 | 100 | 100 | 100 | 100 |",
    en="| Brightest | 200 | 200 | 200 | 200 | 200 | 200 | 100 | 100 | 100 | 100 |",
)
@claims(
    "your-own",
    vi="| Rồi tối nhất: giấy | 200 | 200 | 200 | 200 | 200 | 100 | 100 | 100 | 100 | 100 |",
    en="| Then darkest: paper | 200 | 200 | 200 | 200 | 200 | 100 | 100 | 100 | 100 | 100 |",
)
@claims(
    "your-own",
    vi="| Mực | 0 | 0 | 0,5 | 0 | 0 | 0 | 0 | 0,5 | 0 | 0 |",
    en="| Ink | 0 | 0 | 0.5 | 0 | 0 | 0 | 0 | 0.5 | 0 | 0 |",
)
@claims(
    "your-own",
    vi="Mực ngoài sáng và giấy trong bóng cùng có mức xám 100. Vậy mà sau khi chia, hai nét mực bằng nhau, và cái "
    "bóng biến mất.",
    en="The ink in the light and the paper in shade both have the grey level 100. Yet after the division, the two "
    "strokes are equal, and the shadow has gone.",
)
def test_the_closing_of_the_row_of_ten_finds_the_paper_and_the_same_ink_in_light_and_shade() -> None:
    brightest = ndimage.maximum_filter1d(GREY_LEVELS, 3)
    assert brightest.tolist() == [200] * 6 + [100] * 4
    paper = ndimage.minimum_filter1d(brightest, 3)
    assert paper.tolist() == [200] * 5 + [100] * 5
    assert (ndimage.grey_closing(GREY_LEVELS, size=3) == paper).all()
    assert (1 - GREY_LEVELS / paper).tolist() == [0, 0, 0.5, 0, 0, 0, 0, 0.5, 0, 0]
    assert GREY_LEVELS[2] == GREY_LEVELS[5] == 100
    # The same with the lesson's function and its window.
    ten_rows = np.repeat(np.repeat(GREY_LEVELS, 30)[None], 100, axis=0)
    assert step("find_ink")(ten_rows)[50, 15::30] == pytest.approx([0, 0, 0.5, 0, 0, 0, 0, 0.5, 0, 0])


@claims(
    "your-own",
    vi="Trong các ảnh của bài, cửa sổ rộng 45 điểm, rộng hơn hẳn mọi nét bút. Nhưng nó cũng không được rộng quá, vì "
    "mảng bóng nào hẹp hơn cửa sổ cũng sẽ bị tưởng là mực. np.maximum(paper, 1) tránh phép chia cho 0.",
    en="In our photos the window is 45 pixels wide, far wider than any stroke. But it mustn't be too wide either, "
    "because any shadow narrower than the window is taken for ink. np.maximum(paper, 1) avoids a division by 0.",
)
def test_the_window_is_far_wider_than_the_strokes_and_a_narrower_shadow_is_taken_for_ink() -> None:
    assert 2 * max(width_of_strokes(digit(name)) for name in practice()) < 45
    find_ink = step("find_ink")
    for width, found in ((40, 0.5), (60, 0)):
        shadow = np.full((200, 200), 200.0)
        shadow[:, 70 : 70 + width] = 100
        assert find_ink(shadow)[100, 70 + width // 2] == pytest.approx(found)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.isfinite(find_ink(np.zeros((90, 90)))).all()


@claims(
    "your-own",
    vi="Trong những nét rộng hơn 45 trên 320 điểm, tức là chừng một phần bảy cạnh dài của ảnh, cửa sổ không thấy "
    "giấy, nên giữa nét không còn mực.",
    en="In strokes wider than 45 of the 320 pixels, about a seventh of the photo's longer side, the window sees no "
    "paper, so no ink is left in their middle.",
)
def test_a_stroke_wider_than_a_seventh_of_the_longer_side_has_no_ink_in_its_middle() -> None:
    assert round(320 / 45) == 7
    find_ink = step("find_ink")
    for width, found in ((45, 0), (44, 0.7)):
        stroke = np.full((320, 320), 200.0)
        stroke[:, 100 : 100 + width] = 60
        assert find_ink(stroke)[160, 100 + width // 2] == pytest.approx(found)
    # A thick 0: what is left is its outline.
    distance = np.hypot(*np.indices((320, 320)) - 160.0)
    hollow = find_ink(np.where((distance > 50) & (distance < 130), 60.0, 200.0))
    assert hollow[160, 250] == pytest.approx(0)
    assert hollow.max() == pytest.approx(0.7)


@claims(
    "your-own",
    vi="Ba bức ảnh của cùng một số 7. Trái: ảnh xám, giấy kẻ ô, một cái bóng mép rõ che nửa bên trái. Giữa: giấy mà "
    "phép đóng đoán ra; chỉ còn bóng, không còn số 7 và các ô. Phải: mực; số 7 đậm, các dòng kẻ nhạt, cái bóng đã "
    "biến mất, trừ một mảng xám ở góc trên bên trái và một mảng ở mép dưới.",
    en="Three pictures of the same 7. Left: the grey photo, on squared paper, with a hard-edged shadow over its left "
    "half. Middle: the paper that the closing guesses; only the shadow is left, without the 7 and the squares. Right: "
    "the ink; the 7 is dark, the ruled lines are faint, the shadow has gone but for a grey patch in the upper left "
    "corner and one at the lower edge.",
)
@claims(
    "your-own",
    vi="Ở bức bên phải, vẫn còn hai mảng xám, ở góc trên bên trái và ở mép dưới. Đó chính là những chỗ bóng hẹp hơn "
    "cửa sổ. Những bước sau sẽ bỏ chúng.",
    en="In the picture on the right, two grey patches are left, in the upper left corner and at the lower edge. Those "
    "are just the places where the shadow is narrower than the window. The steps that follow will drop them.",
)
def test_two_grey_patches_are_left_in_the_ink_of_the_7() -> None:
    found, away = ink(SEVEN), ~ndimage.binary_dilation(digit(SEVEN), iterations=6)
    # The ruled lines are narrower than the patches.
    grey = ndimage.binary_opening((found > 0.1) & away, np.ones((7, 7)))
    pieces, count = ndimage.label(grey)
    places = [tuple(map(int, place)) for place in ndimage.center_of_mass(grey, pieces, range(1, count + 1))]
    assert [(row < 80, column < 80) for row, column in places if row < 300] == [(True, True)]
    assert [row > 300 for row, _ in places if row >= 80] == [True]
    assert not (digit(SEVEN) & grey).any()
    # The shadow is on the left.
    paper = ndimage.grey_closing(small(SEVEN), size=(45, 45))
    assert paper[160, 20:60].mean() < 0.8 * paper[160, 180:220].mean()
    assert abs(found[140:300, 20:60].mean() - found[140:300, 180:220].mean()) < 0.02
    # To the right of the 7, there are only ruled lines, which are faint.
    assert found[140:300, 170:235].max() < 0.3 < 0.4 < found[digit(SEVEN)].mean()


@claims(
    "your-own",
    vi="Bạn hãy đổi size=(45, 45) thành size=(3, 3) trong find_ink và trong ô vẽ hình, rồi chạy lại cả hai. Nét bút "
    "rộng hơn cửa sổ ấy, nên phép đóng gần như không xoá được nó: mực ở chỗ đậm nhất chỉ còn 0,36 thay vì 0,7.",
    en="Change size=(45, 45) to size=(3, 3) in find_ink and in the cell that draws, and run both again. The stroke is "
    "wider than that window, so the closing can hardly remove it: the darkest ink is only 0.36 in place of 0.7.",
)
def test_with_a_window_of_3_the_darkest_ink_is_0_36_in_place_of_0_7() -> None:
    assert "size=(45, 45)" in code("show-ink")
    assert width_of_strokes(digit(SEVEN)) > 3
    narrow = changed("ink", "size=(45, 45)", "size=(3, 3)")["find_ink"]
    assert narrow(small(SEVEN)).max().round(2) == 0.36
    assert ink(SEVEN).max().round(2) == 0.7
    assert recorded("your-own")["show-ink"].text.strip() == "darkest ink: 0.7"


@claims(
    "your-own",
    vi="Một nét bút dạ thẳng, rộng 20 điểm ảnh, còn cửa sổ của phép đóng chỉ rộng 9. Trong nét ấy, mực tính ra là bao "
    "nhiêu? Gần 0 trong cả nét | Ở giữa nét, cửa sổ chỉ thấy mực, nên phép đóng tưởng mực là giấy. Chia mực cho chính "
    "nó được 1, và 1 − 1 là 0. Ở gần mép cũng vậy: bước đầu làm giấy lấn vào nét, rồi bước sau trả lại y như cũ.",
    en="A straight stroke of a marker is 20 pixels wide, and the window of the closing only 9. How much ink do we get "
    "in the stroke? Nearly 0 all over it | In its middle, the window sees nothing but ink, so the closing takes ink "
    "for paper. Ink divided by itself is 1, and 1 − 1 is 0. Near the edges it is the same: the first step lets paper "
    "eat into the stroke, and the second gives it all back.",
)
@claims(
    "your-own",
    vi="Muốn thế, từ giữa nét, cửa sổ phải với tới được giấy.",
    en="For that, the window would have to reach the paper from the middle of the stroke.",
)
def test_in_a_stroke_wider_than_the_window_there_is_no_ink() -> None:
    stroke = np.full((100, 100), 200.0)
    stroke[:, 40:60] = 60
    found = 1 - stroke / ndimage.grey_closing(stroke, size=(9, 9))
    assert found == pytest.approx(0)
    brightest = ndimage.maximum_filter(stroke, size=(9, 9))[50]
    assert (brightest[:44] == 200).all()
    assert (brightest[44:56] == 60).all()
    wide = 1 - stroke / ndimage.grey_closing(stroke, size=(21, 21))
    assert wide[50, 40:60] == pytest.approx(0.7)


# The threshold


@claims(
    "your-own",
    vi="Một ngưỡng cố định thì không ổn, vì nét bút chì nhạt hơn nét bút dạ. Vì vậy, ngưỡng ở đây bằng một nửa chỗ "
    "đậm nhất của từng ảnh. Các dòng kẻ cũng là mực, nhưng chúng nhạt hơn thế.",
    en="A fixed threshold won't do, because a pencil is paler than a marker. So our threshold is half of the darkest "
    "place of each photo. Ruled lines are ink, too, but paler than that.",
)
@claims(
    "your-own",
    vi="Chỗ đậm nhất chỉ được tìm ở giữa ảnh, cách mỗi mép một phần mười. Ở mép có thể lộ ra mặt bàn, đậm hơn mọi nét "
    "bút.",
    en="The darkest place is looked for only in the middle of the photo, a tenth away from each edge. At the edges "
    "the table may show, darker than any stroke.",
)
def test_the_level_is_half_of_the_darkest_ink_a_tenth_away_from_each_edge() -> None:
    choose_level = step("choose_level")
    found = np.zeros((100, 200))
    found[50, 100] = 0.6
    assert choose_level(found) == pytest.approx(0.3)
    for row, column, level in ((9, 100, 0.3), (10, 100, 0.45), (50, 19, 0.3), (50, 20, 0.45), (90, 100, 0.3)):
        with_table = found.copy()
        with_table[row, column] = 0.9
        assert choose_level(with_table) == pytest.approx(level)
    darkest = {name: 2 * choose_level(ink(name)) for name in practice()}
    of_pencils, of_markers = (
        [ink_there for name, ink_there in darkest.items() if pen in name] for pen in ("pencil", "marker")
    )
    assert max(of_pencils) < min(of_markers)
    for name in with_tables():
        assert ink(name).max() > darkest[name]


@claims(
    "your-own",
    vi="Nếu ngay cả chỗ đậm nhất cũng chưa tối hơn giấy 20%, đó nhiều khả năng chỉ là vân giấy hay nhiễu của máy ảnh, "
    "và hàm nói rằng trang giấy có vẻ trống.",
    en="If even the darkest place isn't 20% darker than the paper, it is most likely just the grain of the paper or "
    "the noise of the camera, and the function says that the paper looks blank.",
)
def test_ink_that_is_not_20_percent_darker_than_the_paper_is_none() -> None:
    found = np.zeros((100, 100))
    found[50, 50] = 0.19
    assert refusal(step("choose_level"), found).startswith(
        "the paper looks blank: its darkest place is only 19% darker than the paper;"
    )
    found[50, 50] = 0.2
    assert step("choose_level")(found) == pytest.approx(0.1)


# Finding the digit


@claims(
    "your-own",
    vi="Trong mặt nạ của số 7 có bốn mảnh rời nhau: một mảnh gồm 824 điểm, và ba mảnh gồm 37, 15 và 4 điểm. Một mảnh "
    "như thế gọi là thành phần liên thông (connected component): từ điểm nào của nó cũng đi được đến mọi điểm khác mà "
    "không ra khỏi nó. ndimage.label đánh số các mảnh.",
    en="The mask of the 7 has four separate pieces: one of 824 pixels, and three of 37, 15 and 4. Such a piece is "
    "called a connected component (thành phần liên thông): from any of its pixels you can get to any other without "
    "leaving it. ndimage.label numbers them.",
)
@claims(
    "your-own",
    vi="Hai bức hình đen trắng. Trái: mặt nạ, với số 7, vài mẩu dòng kẻ ở góc trên bên trái và một mẩu ở mép dưới. "
    "Phải: chỉ còn số 7.",
    en="Two pictures in black and white. Left: the mask, with the 7, a few bits of ruled lines in the upper left and "
    "one at the lower edge. Right: nothing but the 7.",
)
@claims(
    "your-own",
    vi="Trả về mực của những mảnh được giữ lại, và không gì khác.",
    en="Return the ink of the pieces that are kept, and nothing else.",
)
def test_of_the_four_pieces_of_the_mask_only_the_7_is_kept() -> None:
    pieces, count = ndimage.label(mask(SEVEN))
    sizes = np.bincount(pieces.ravel())[1:]
    assert count == 4
    assert sorted(sizes, reverse=True) == recorded_value("your-own", "pieces") == [824, 37, 15, 4]
    assert f"{mask(SEVEN).mean():.1%}" == "1.1%"
    assert (digit(SEVEN) == (pieces == sizes.argmax() + 1)).all()
    others = [place for size, place in zip(sizes, ndimage.find_objects(pieces), strict=True) if size < 824]
    lower = [rows for rows, _ in others if rows.stop == 320]
    upper = [(rows, columns) for rows, columns in others if rows.stop < 100 and columns.stop < 80]
    assert (len(lower), len(upper)) == (1, 2)


@claims(
    "your-own",
    vi="Phép giãn (dilation), binary_dilation, làm mực nở ra bốn lượt, mỗi lượt thêm một điểm ở trên, dưới, trái và "
    "phải, nên những mẩu gần nhau dính lại. Mặt nạ đã nở chỉ dùng để đánh số các mảnh, còn mực vẫn là mực cũ.",
    en="A dilation (phép giãn), binary_dilation, makes the ink grow in four rounds, each by a pixel above, below, "
    "left and right, so pieces that are close stick together. The mask that has grown only serves to number the "
    "pieces; the ink stays as it was.",
)
def test_pieces_that_four_rounds_of_growing_join_are_one() -> None:
    point = drawn((50, 51, 50, 51), shape=(100, 100))
    grown = ndimage.binary_dilation(point)
    assert sorted(map(tuple, np.argwhere(grown).tolist())) == [(49, 50), (50, 49), (50, 50), (50, 51), (51, 50)]
    # Four pixels from either side close a gap of eight, and none of nine.
    find_digit = step("find_digit")
    with_gap = drawn((50, 90, 50, 54), (98, 138, 50, 54))
    assert (find_digit(with_gap) == with_gap).all()
    assert refusal(find_digit, drawn((50, 90, 50, 54), (99, 139, 50, 54))).startswith("there are 2 large marks;")


@claims(
    "your-own",
    vi="Còn hai chữ số cách nhau không quá 8 điểm thì dính lại và bị coi là một.",
    en="And two digits no more than 8 pixels apart stick together and count as one.",
)
def test_two_marks_no_more_than_8_pixels_apart_count_as_one_digit() -> None:
    find_digit = step("find_digit")
    for apart in (8, 9):
        two = drawn((100, 200, 60, 80), (100, 200, 80 + apart, 100 + apart))
        if apart == 8:
            assert (find_digit(two) == two).all()
        else:
            assert refusal(find_digit, two).startswith("there are 2 large marks;")


@claims(
    "your-own",
    vi="Trên một trang trống, mảnh lớn nhất có khi chỉ là một hạt vụn, và bước sau sẽ phóng nó to bằng một chữ số. Vì "
    "vậy, mảnh cao nhất phải cao ít nhất 28 điểm: 20 điểm mực, bằng chiều cao cuối cùng của chữ số, và 8 điểm do đã "
    "nở.",
    en="On a blank sheet, the largest piece may be a crumb, and in the next step it would be enlarged to the size of a "
    "digit. So the tallest must be at least 28 pixels tall: 20 of ink, as many as a digit will have in the end, and 8 "
    "by which it has grown.",
)
def test_what_is_lower_than_20_pixels_of_ink_is_a_crumb_which_place_would_enlarge() -> None:
    find_digit = step("find_digit")
    assert refusal(find_digit, drawn((100, 119, 100, 160))) == (
        "the largest mark is tiny, such as a crumb; come closer to the digit"
    )
    lowest = drawn((100, 120, 100, 104))
    assert (find_digit(lowest) == lowest).all()
    crumb = step("place")(drawn((100, 103, 100, 103)))
    assert crumb.sum() / 255 == pytest.approx(20 * 20)
    assert step("place")(lowest).sum() == pytest.approx(255 * lowest.sum())
    # No digit of the photos is as low.
    assert min(height(digit(name)) for name in practice()) > 2 * 20


@claims(
    "your-own",
    vi="Nét bút chì hay bị đứt.",
    en="Strokes of a pencil often have gaps.",
)
def test_the_strokes_of_pencils_have_gaps() -> None:
    pieces = {name: ndimage.label(digit(name))[1] for name in practice()}
    of_pencils = [count for name, count in pieces.items() if "pencil" in name]
    assert min(of_pencils) >= 3
    assert sum(count == 1 for count in pieces.values()) == len(pieces) - len(of_pencils) - 1


@claims(
    "your-own",
    vi="pieces[mask] là số của mảnh tại mỗi điểm mực, và bincount đếm xem mỗi số gặp bao nhiêu lần.",
    en="pieces[mask] has the number of the piece at each pixel of ink, and bincount counts how often each number "
    "occurs.",
)
@claims(
    "your-own",
    vi="find_objects cho biết mỗi mảnh nằm từ hàng nào đến hàng nào. Nó bắt đầu từ mảnh 1, vì 0 là nền, nên mới có "
    "kept - 1.",
    en="find_objects says from which row to which row each piece reaches. It begins with piece 1, because 0 is the "
    "background; hence kept - 1.",
)
def test_bincount_counts_the_ink_of_each_piece_and_find_objects_begins_with_piece_1() -> None:
    found = drawn((10, 20, 10, 12), (50, 55, 30, 36), shape=(100, 100))
    pieces, count = ndimage.label(found)
    assert count == 2
    assert pieces[0, 0] == 0
    assert np.bincount(pieces[found], minlength=count + 1).tolist() == [0, 20, 30]
    assert [(rows.start, rows.stop) for rows, _ in ndimage.find_objects(pieces)] == [(10, 20), (50, 55)]


@claims(
    "your-own",
    vi="pieces[[0, -1]] là hàng đầu và hàng cuối: mảnh nào có số ở đó thì bị tính là có 0 điểm mực. Hai cột ngoài "
    "cùng cũng vậy. Những mảnh ấy là mặt bàn, lề vở, dòng kẻ. Đổi lại, vì mực đã nở, chữ số của bạn phải cách mép hơn "
    "bốn điểm.",
    en="pieces[[0, -1]] are the first and the last row: any piece with its number there is set to 0 pixels of ink. "
    "The first and the last column are treated in the same way. Such pieces are the table, a margin, or ruled "
    "lines. The price is that, since the ink has grown, your digit has to stay more than four pixels away from the "
    "edge.",
)
def test_what_is_not_more_than_four_pixels_away_from_an_edge_is_dropped() -> None:
    find_digit = step("find_digit")
    stroke = (100, 200, 100, 104)
    for edge in ((0, 300, 0, 3), (0, 3, 0, 200), (317, 320, 0, 200), (0, 300, 237, 240)):
        assert (find_digit(drawn(stroke, edge)) == drawn(stroke)).all()
    for distance, box in ((4, (4, 90, 100, 110)), (4, (100, 200, 226, 236)), (4, (200, 316, 100, 110))):
        assert refusal(find_digit, drawn(box)).startswith("all ink reaches the picture's edge;"), distance
    for box in ((5, 90, 100, 110), (100, 200, 225, 235), (200, 315, 100, 110)):
        assert (find_digit(drawn(box)) == drawn(box)).all()


@claims(
    "your-own",
    vi="Bỏ những hạt bụi, tức là những mảnh nhỏ hơn một phần mười mảnh lớn nhất. kept là số của những mảnh còn lại.",
    en="Drop specks, which are pieces with less than a tenth of the largest piece's ink. kept holds the numbers of "
    "those that are left.",
)
def test_pieces_with_less_than_a_tenth_of_the_largest_are_specks() -> None:
    find_digit = step("find_digit")
    stroke, speck, dot = (100, 200, 100, 110), (50, 59, 50, 61), (50, 60, 50, 60)
    assert (find_digit(drawn(stroke, speck)) == drawn(stroke)).all()
    assert (find_digit(drawn(stroke, dot)) == drawn(stroke, dot)).all()


@claims(
    "your-own",
    vi="Nếu hơn một mảnh cao ít nhất bằng nửa mảnh cao nhất, hàm coi như trong ảnh có nhiều chữ số. Nét ngang viết "
    "rời của một số 5 thì thấp, nên được giữ lại cùng chữ số.",
    en="If more than one piece is at least half as tall as the tallest, the function takes them for several digits. "
    "The top stroke of a 5, written on its own, isn't tall, so it is kept with its digit.",
)
def test_pieces_half_as_tall_as_the_tallest_are_several_digits_and_the_top_of_a_5_is_not() -> None:
    find_digit = step("find_digit")
    # Growing adds eight rows to each.
    tall = (100, 200, 50, 60)
    assert refusal(find_digit, drawn(tall, (100, 146, 100, 110))).startswith("there are 2 large marks; leave one digit")
    lower = drawn(tall, (100, 145, 100, 110))
    assert (find_digit(lower) == lower).all()
    five = drawn((100, 170, 60, 68), (80, 86, 80, 130))
    assert ndimage.label(ndimage.binary_dilation(five, iterations=4))[1] == 2
    assert (find_digit(five) == five).all()


@claims(
    "your-own",
    vi="Ở ô tính mặt nạ, đổi ink > level thành ink > 0.1, rồi chạy lại từ ô ấy đến đây. Giờ các dòng kẻ cũng là mực. "
    "Chúng dính vào số 7 và chạy đến tận mép ảnh, nên bạn nhận được lỗi all ink reaches the picture's edge. Sau đó "
    "thử 0.5: số 7 mảnh đi, nhưng vẫn còn.",
    en="In the cell of the mask, change ink > level to ink > 0.1, and run it and every cell after it up to here. Now "
    "the ruled lines count as ink, too. They stick to the 7 and run to the edge of the photo, so you get the error "
    "all ink reaches the picture's edge. Then try 0.5: the 7 gets thinner, but is still there.",
)
def test_at_a_level_of_0_1_all_ink_reaches_the_edge_and_at_0_5_the_7_is_thinner() -> None:
    assert "mask = ink > level\n" in code("mask")
    find_digit = step("find_digit")
    assert refusal(find_digit, ink(SEVEN) > 0.1).startswith("all ink reaches the picture's edge;")
    pieces, _ = ndimage.label(ink(SEVEN) > 0.1)
    of_the_7 = np.unique(pieces[digit(SEVEN)])
    assert np.isin(of_the_7, pieces[[0, -1]]).any()
    thinner = find_digit(ink(SEVEN) > 0.5)
    assert thinner.sum() < 0.6 * digit(SEVEN).sum()
    assert height(thinner) > 0.9 * height(digit(SEVEN))


# Placing it


@claims(
    "your-own",
    vi="Đặt vào 28×28 Ảnh của MNIST được làm theo một cách nhất định: chữ số vừa một ô 20×20, và trọng tâm (centre of "
    "mass) của nét mực nằm ở giữa ảnh 28×28, chứ không phải tâm của khung bao quanh chữ số. Bây giờ, chúng ta làm "
    "đúng như vậy, lại bằng hàm resize:",
    en="Place it in 28×28 The images of MNIST were made in a certain way: the digit fits into 20×20, and the centre "
    "of mass (trọng tâm) of its ink, not the middle of the box around it, lies in the middle of the image of 28×28. "
    "Now we do just that, again with resize:",
)
@claims(
    "your-own",
    vi="np.ptp là hiệu của số lớn nhất và số nhỏ nhất. Cộng thêm 1, ta được số hàng và số cột của chữ số. Cạnh dài "
    "hơn chia cho 20 là step: mỗi điểm ảnh mới rộng bằng chừng ấy điểm ảnh cũ. Số 7 cao 143 điểm, nên step là 143/20 "
    "= 7,15.",
    en="np.ptp is the largest number minus the smallest. Adding 1 gives the number of rows, or of columns, that the "
    "digit has. The longer side divided by 20 is step: each new pixel is that many old pixels wide. The 7 is 143 "
    "pixels tall, so step is 143/20 = 7.15.",
)
@claims(
    "your-own",
    vi="rows.mean() là hàng của trọng tâm. Cộng 0,5 vì hàng r trải từ r đến r + 1, nên giữa hàng là r + 0,5.",
    en="rows.mean() is the row of the centre of mass. We add 0.5 because row r reaches from r to r + 1, so its middle "
    "is r + 0.5.",
)
@claims(
    "your-own",
    vi="Vì vậy, ảnh mới bắt đầu ở phía trên trọng tâm của chữ số 14,5 bước, và ở bên trái cũng chừng ấy. Góc ảnh "
    "mới có thể nằm ngoài ảnh cũ.",
    en="So the new image begins 14.5 steps above the digit's centre of mass, and as far to the left of it. The "
    "corner of the new image may lie outside the old one.",
)
def test_the_digit_fits_into_20_by_20_with_its_centre_of_mass_in_the_middle_of_pixel_14() -> None:
    place = step("place")
    assert np.ptp([3, 7, 5]) == 7 - 3
    assert height(digit(SEVEN)) == 143
    assert 143 / 20 == 7.15
    # Counted from 0, the middle of pixel 14 is at 14.
    for name in practice():
        assert ndimage.center_of_mass(place(digit(name))) == pytest.approx((14, 14), abs=0.05)
    # An upright stroke of 100 × 10 pixels, near a corner of a photo: 20 rows of the image, half covered at both ends.
    upright = place(drawn((2, 102, 5, 15)))
    assert (upright.sum(axis=1) / 255).round(3).tolist() == [0] * 4 + [1] + [2] * 19 + [1] + [0] * 3
    across = place(drawn((5, 15, 2, 102)))
    assert across == pytest.approx(upright.T)
    # The middle of the box around the 7 is elsewhere.
    rows = np.nonzero(digit(SEVEN))[0]
    assert abs((rows.min() + rows.max()) / 2 - rows.mean()) > 7.15


@claims(
    "your-own",
    vi="Cuối cùng, phép nhân với 255 đưa mực về những số mà mạng cần. Màu cũng đã được đảo: mực là số lớn, giấy là 0.",
    en="In the end, multiplying by 255 turns ink into the numbers that the network needs. The image has been inverted "
    "on the way: ink is large, and paper is 0.",
)
@claims(
    "your-own",
    vi="Số 7 trong ảnh cao",
    en="The 7 in the photo is",
)
@claims(
    "your-own",
    vi="số 1 sẽ béo như số 0. Chỉ cạnh dài mới là 20.",
    en="a 1 as fat as a 0. Only the longer side becomes 20.",
)
def test_ink_becomes_255_and_paper_0_and_a_1_stays_slim() -> None:
    placed = step("place")(drawn((100, 200, 100, 120)))
    assert placed.max() == pytest.approx(255)
    assert placed.min() == placed[0, 0] == 0
    assert (placed > 0).any(axis=0).sum() <= 5
    assert (placed > 0).any(axis=1).sum() in (20, 21)


# Thickening


@claims(
    "your-own",
    vi="So với chiều cao của chữ số, nét bút bi mảnh hơn nét chữ trong MNIST nhiều.",
    en="For its height, a digit in ballpoint has much thinner strokes than one of MNIST.",
)
@claims(
    "your-own",
    vi="Vì thế, thicken làm nét nở ra từng lượt trong ảnh cạnh 320, cho đến khi mực của ảnh 28×28 đủ tô kín ít nhất "
    "70 điểm. Sau mỗi lượt, place lại đặt chữ số vừa ô 20×20, nên chữ số đậm lên mà không to ra:",
    en="So thicken makes the strokes grow round by round in the photo of side 320, until the ink of the 28×28 image "
    "would fill 70 pixels or more. After each round, place fits the digit into 20×20 again, so it gets bolder but not "
    "larger:",
)
@claims(
    "your-own",
    vi="Nét đã đậm thì không nở thêm.",
    en="A stroke that is thick already doesn't grow.",
)
def test_strokes_grow_until_there_is_ink_for_70_pixels_and_no_further() -> None:
    place, thicken = step("place"), step("thicken")
    grown = thicken(digit(SEVEN))
    rounds = next(count for count in range(1, 30) if (growth(SEVEN, count) == grown).all())
    assert place(grown).sum() >= 70 * 255 > place(growth(SEVEN, rounds - 1)).sum()
    assert image(SEVEN).sum() / 255 == pytest.approx(recorded_value("your-own", "ink-of-the-image"))
    for name in practice():
        assert image(name).sum() >= 70 * 255
        assert (image(name) > 0).any(axis=1).sum() <= 21
    thick = "practice/3/marker-recycled-gradient-turned.jpg"
    assert (thicken(digit(thick)) == digit(thick)).all()
    ballpoints = [name for name in practice() if "ballpoint" in name]
    assert max(place(digit(name)).sum() / 255 for name in ballpoints) < 102 / 2


def growth(name: str, rounds: int) -> Mask:
    """The digit of a photo after some rounds of growing."""
    found: Mask = ndimage.binary_dilation(digit(name), iterations=rounds) if rounds else digit(name)
    return found


def holes(found: Image_) -> int:
    """How many pixels of paper are enclosed in ink."""
    pieces, _ = ndimage.label(found < 64)
    return int(np.sum((pieces > 0) & (pieces != pieces[0, 0])))


@claims(
    "your-own",
    vi="Số 1 cần ít mực hơn số 0 nhiều, và nét nở quá thì các lỗ của số 8 sẽ đầy.",
    en="A 1 needs much less ink than a 0, and strokes that grow too far fill the holes of an 8.",
)
@claims(
    "your-own",
    vi="Trong thicken, bạn hãy đổi 70 thành 140, rồi chạy lại ô ấy, ô tính prepared và ô vẽ hình trên. Nhìn các số 6, "
    "8 và 9: những lỗ của chúng ra sao?",
    en="In thicken, change 70 to 140, and run that cell again, then the one that makes prepared and the one that "
    "draws the images above. Look at the 6s, 8s and 9s: what has become of their holes?",
)
def test_with_140_the_holes_of_6_8_and_9_shrink_by_half_or_more() -> None:
    bolder, boldest = (changed("thicken", "70", number)["thicken"] for number in ("140", "200"))
    place = step("place")
    for name in practice():
        if Path(name).parent.name in "689":
            assert 0 < holes(place(bolder(digit(name)))) < 0.6 * holes(image(name))
    for name in practice():
        if Path(name).parent.name == "8":
            assert holes(place(boldest(digit(name)))) < 0.1 * holes(image(name))
    # With strokes of the same width.
    radius = np.hypot(*np.indices((101, 101)) - 50)
    one, zero = drawn((5, 95, 46, 54), shape=radius.shape), (radius > 37) & (radius < 45)
    assert place(one).sum() < place(zero).sum() / 2


@claims(
    "your-own",
    vi="Hai ảnh 28×28 của số 7. Trái: nét mảnh, xám nhạt. Phải: nét đậm và đen, rộng chừng hai đến ba điểm ảnh.",
    en="Two 28×28 images of the 7. Left: the stroke is thin and pale grey. Right: it is thick and black, two to three "
    "pixels wide.",
)
def test_the_thick_7_is_black_and_two_to_three_pixels_wide() -> None:
    thin, thick = step("place")(digit(SEVEN)), image(SEVEN)
    assert thin.max() < 180
    assert thick.max() == pytest.approx(255)
    # Of the rows in which there is nothing but its stem.
    widths = thick[14:25].sum(axis=1) / 255
    assert (widths > 2).all()
    assert (widths < 3).all()
    assert (thin[14:25].sum(axis=1) / 255 < 1).all()


# All the steps


@claims(
    "your-own",
    vi="Ghép lại, cả quá trình chỉ còn ba dòng:",
    en="Put together, all the steps are only three lines:",
)
@claims(
    "your-own",
    vi="Và đây là đường đi của số 7, từ ảnh xám đến ảnh mà mạng nhận:",
    en="And this is what becomes of the 7, from the grey photo to the image that the network gets:",
)
@claims(
    "your-own",
    vi="Năm bức hình của số 7 trên giấy kẻ ô, theo từng bước: ảnh xám với cái bóng; mực, không còn bóng; mặt nạ đen "
    "trắng, còn vài mẩu dòng kẻ; chỉ riêng chữ số; và ảnh 28×28 với nét đậm, nằm ở giữa.",
    en="Five pictures of the 7 on squared paper, step by step: the grey photo with the shadow; the ink, without it; "
    "the mask in black and white, with a few bits of ruled lines; the digit alone; and the 28×28 image, its strokes "
    "thick, in the middle.",
)
@claims(
    "your-own",
    vi="Năm bức hình của số 7 trên giấy kẻ ô, theo từng bước: ảnh xám với cái bóng; mực, không còn bóng; mặt nạ đen "
    "trắng; chỉ riêng chữ số; và ảnh 28×28 với nét đậm.",
    en="Five pictures of the 7 on squared paper, step by step: the grey photo with the shadow; the ink, without it; "
    "the mask in black and white; the digit alone; and the 28×28 image, its strokes thick.",
)
@claims(
    "your-own",
    vi="mực đen trên nền trắng, mỗi chữ số nằm giữa ảnh và đứng thẳng. Không còn bóng, dòng kẻ hay mặt bàn.",
    en="black ink on white, each digit upright in the middle of its image. There are no shadows, ruled lines or "
    "tables any more.",
)
def test_prepare_is_the_steps_one_after_the_other() -> None:
    assert len(code("prepare").splitlines()[1:]) == 3
    assert step("prepare")(opened(SEVEN)) == pytest.approx(image(SEVEN))
    assert "pictures = [small, ink, mask, digit, image]\n" in code("steps")
    # Around a digit there is nothing but paper: neither shadows nor lines nor a table.
    for name in practice():
        # Digits written in several strokes are all joined by the thickening.
        pieces, _ = ndimage.label(image(name) > 0, np.ones((3, 3)))
        largest = np.bincount(pieces.ravel())[1:].max()
        assert largest > 0.9 * np.sum(image(name) > 0)


# Without a step


def without(way: str, name: str) -> Image_:
    """What becomes of a photo in the way that leaves something out."""
    found: Image_ = ways()[way](io.BytesIO(file_of(name)))
    return found


@cache
def ways() -> dict[str, Any]:
    return with_code(code("without"))


@claims(
    "your-own",
    vi="Mỗi hàm dưới đây là prepare thiếu một thứ:",
    en="Each function below is prepare with one thing missing:",
)
@claims(
    "your-own",
    vi="not_turned bỏ qua EXIF. not_inverted đưa cho mạng ảnh có giấy sáng. without_paper lấy mức xám thay cho tỉ lệ "
    "giữa mức xám và giấy. without_finding giữ lại mọi mảnh. not_thickened để nguyên nét mảnh. box_in_the_middle đặt "
    "khung của chữ số vào giữa, thay cho trọng tâm.",
    en="not_turned ignores the EXIF data. not_inverted gives the network bright paper. without_paper takes the grey "
    "level itself in place of its ratio to the paper. without_finding keeps all pieces. not_thickened leaves the "
    "strokes thin. box_in_the_middle puts the middle of the digit's box into the middle of the image, in place of the "
    "centre of mass.",
)
@claims(
    "your-own",
    vi="chữ số ở đúng chỗ, nhưng mạng thấy một tờ giấy đầy mực",
    en="the digit is in its place, but the network sees a sheet full of ink",
)
@claims(
    "your-own",
    vi="chữ số lệch một chút",
    en="the digit is a little off the middle",
)
def test_each_way_is_prepare_with_one_thing_missing() -> None:
    turned = on_their_side()[0]
    # The middle of pixel 14 is not the point around which an image of 28 pixels is turned.
    lying = np.roll(np.rot90(image(turned)), 1, axis=0)
    assert np.corrcoef(lying.ravel(), without("not_turned", turned).ravel())[0, 1] > 0.95
    inverted = without("not_inverted", SEVEN)
    assert inverted == pytest.approx(255 - image(SEVEN))
    assert inverted.sum() / 255 > 0.9 * 28**2
    assert without("not_thickened", SEVEN) == pytest.approx(step("place")(digit(SEVEN)))
    # The box is in the middle, and the centre of mass is not.
    boxed = without("box_in_the_middle", SEVEN)
    rows = np.flatnonzero((boxed > 64).any(axis=1))
    assert (rows.min() + rows.max()) / 2 == pytest.approx(13.5)
    off = np.abs(np.subtract(ndimage.center_of_mass(boxed), 14)).max()
    assert 1 < off < 4


@claims(
    "your-own",
    vi="11 ảnh bị từ chối, phần lớn vì bóng dính với chữ số và chạm mép ảnh",
    en="11 photos are refused, mostly because a shadow sticks to the digit and reaches the edge",
)
def test_without_the_paper_11_photos_are_refused_of_which_9_reach_the_edge() -> None:
    assert "ink = 1 - shrink(open_photo(file)) / 255\n" in code("without")
    said = {}
    for name in practice():
        try:
            without("without_paper", name)
        except ValueError as error:
            said[name] = str(error)
    recorded_names = re.findall(r"^without_paper refuses (.+)$", recorded("your-own")["read-right"].text, re.MULTILINE)
    assert [Path(name).name for name in said] == recorded_names
    assert len(said) == 11
    at_the_edge = [name for name, message in said.items() if message.startswith("all ink reaches the picture's edge;")]
    assert len(at_the_edge) == 9
    # In most of them, the digit is in a piece that touches the edge.
    assert sum(sticks_to_the_edge(name) for name in at_the_edge) >= 7


def sticks_to_the_edge(name: str) -> bool:
    """Whether a photo's digit and what reaches the edge are one piece if the paper's grey level is left out."""
    found = 1 - small(name) / 255
    joined = ndimage.binary_dilation(found > step("choose_level")(found), iterations=4)
    pieces, _ = ndimage.label(joined)
    edge = np.concatenate([pieces[[0, -1]].ravel(), pieces[:, [0, -1]].ravel()])
    return bool(np.isin(pieces[digit(name)], edge[edge > 0]).mean() > 0.9)


@claims(
    "your-own",
    vi="dòng kẻ và mặt bàn cũng vào ảnh, nên chữ số nhỏ đi và lệch",
    en="ruled lines and the table get into the image, so the digit is small and off the middle",
)
def test_where_nothing_is_dropped_the_digit_is_small_and_off_the_middle() -> None:
    assert len(with_tables()) == 4
    for name in with_tables():
        # What comes to 20 is the longer side of all ink together.
        assert height(digit(name)) < 0.8 * max(map(np.ptp, np.nonzero(mask(name))))
        center, middle = ndimage.center_of_mass(digit(name)), ndimage.center_of_mass(mask(name))
        assert np.hypot(*np.subtract(center, middle)) > 20
    assert "return place(thicken(ink > choose_level(ink)))\n" in code("without")


# A folder


@claims(
    "your-own",
    vi="prepare_folder chuẩn bị từng ảnh rồi lưu thành PNG 28×28. Ảnh nào bị từ chối thì được báo tên và bỏ qua.",
    en="prepare_folder prepares each photo and saves it as a 28×28 PNG. It names the photos that are refused, and "
    "leaves them out.",
)
@claims(
    "your-own",
    vi="PNG lưu nguyên từng điểm ảnh. JPEG thì không: nó làm nhoè các cạnh, mà ở ảnh 28×28 thì đâu cũng là cạnh. Số "
    "thực được làm tròn thành số nguyên 8 bit, từ 0 đến 255, vì tệp ảnh chỉ chứa được như vậy.",
    en="PNG keeps each pixel as it is. JPEG doesn't: it blurs edges, and a 28×28 image is full of edges. The numbers "
    "are rounded to whole ones of 8 bits, from 0 to 255, because that is all that the file can hold.",
)
@claims(
    "your-own",
    vi='Viết mỗi chữ số hai lần, chụp lại, và xếp ảnh vào mine/0 đến mine/9. Chạy prepare_folder("mine", '
    '"prepared/mine"), rồi model.evaluate(load_folder("prepared/mine")).',
    en='Write each digit twice, photograph them, and put the photos into mine/0 to mine/9. Run prepare_folder("mine", '
    '"prepared/mine"), and then model.evaluate(load_folder("prepared/mine")).',
)
def test_a_folder_is_prepared_as_png_files_which_keep_each_pixel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for label, name in ((7, SEVEN), (0, "odd/blank.jpg")):
        Path(f"mine/{label}").mkdir(parents=True)
        Path(f"mine/{label}/{Path(name).name}").write_bytes(file_of(name))
    with_code(functions_of("folder"), Path=Path)["prepare_folder"]("mine", "prepared/mine")
    assert capsys.readouterr().out.startswith("mine/0/blank.jpg: the paper looks blank:")
    (written,) = Path("prepared").rglob("*.*")
    assert written == Path("prepared/mine/7/red-pen-grid-hard-shadow.png")
    pixels = Image.open(written)
    assert (pixels.format, pixels.mode, pixels.size) == ("PNG", "L", (28, 28))
    rounded = image(SEVEN).round()
    assert (np.array(pixels) == rounded).all()
    blurred = np.array(Image.open(io.BytesIO(saved(pixels, "JPEG"))))
    assert np.abs(blurred - rounded).max() > 10
    # Seldom are the pixels beside each other equal.
    ink_there = ndimage.binary_dilation(rounded > 0)
    edges = np.abs(ndimage.sobel(rounded)) + np.abs(ndimage.sobel(rounded, 0)) > 100
    assert edges[ink_there].mean() > 0.8


@claims(
    "your-own",
    vi="Cùng một chương trình vẽ cả practice lẫn judged, với cùng các loại bút, giấy và bóng.",
    en="The same program drew both practice and judged, with the same kinds of pens, papers and shadows.",
)
@claims(
    "your-own",
    vi="Chương trình vẽ chúng với những hạt giống mới: nét chữ khác, giấy khác, bóng khác.",
    en="The program drew them with new seeds: other handwriting, other papers, other shadows.",
)
def test_practice_and_judged_are_drawn_by_one_program_from_different_seeds() -> None:
    assert sorted(SEEDS) == ["judged", "practice"]
    assert len(set(SEEDS.values())) == 2
    words = [{word for name in names_in(use) for word in Path(name).stem.split("-")} for use in SEEDS]
    assert words[0] == words[1]
    contents = [file_of(name) for use in SEEDS for name in names_in(use)]
    assert len(set(contents)) == len(contents) == 40


@claims(
    "your-own",
    vi="Tệp photo.py gồm tất cả các bước, để bạn đặt cạnh chương trình của mình: Trong chương trình ấy, from photo "
    "import open_photo, prepare là đủ.",
    en="The file photo.py holds all the steps, for you to put beside a program of your own: In that program, from "
    "photo import open_photo, prepare is all you need.",
)
def test_the_program_of_the_steps_can_be_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("photo.jpg").write_bytes(file_of(SEVEN))
    names: dict[str, Any] = {}
    with given(find_given(PROJECT, text := "from photo import open_photo, prepare\n"), tmp_path):
        exec(f'{text}image = prepare(open_photo("photo.jpg"))', names)
    assert names["image"] == pytest.approx(image(SEVEN))


# The exercises


def solution(cell: str, **names: Any) -> dict[str, Any]:  # noqa: ANN401
    """What the functions of a solution are, behind the steps."""
    return with_code(functions_of(cell, "solutions/your-own"), ndimage=ndimage, np=np, **names)


@claims(
    "your-own",
    vi="prepare_chalk đảo màu ảnh chụp bảng: phấn thành tối, bảng thành sáng. Vì vậy, mọi bước sau chạy như với "
    "giấy và mực. Nhưng đừng tin phép thử này quá: 255 − (255 − mức xám) chính là mức xám, nên prepare nhận lại "
    "đúng tấm ảnh cũ.",
    en="prepare_chalk inverts the photo of the board. After that, the chalk is dark on a bright board, so all steps "
    "work as with ink on paper. But don't trust this trial too much: 255 − (255 − grey level) is the grey level "
    "itself, so prepare gets the very photo that it knows.",
)
@claims(
    "your-own",
    vi="Viết hàm prepare_chalk(grey) nhận mức xám của một ảnh như thế và cho ra ảnh 28×28.",
    en="Write a function prepare_chalk(grey) that takes the grey levels of such a photo and gives the 28×28 image.",
)
def test_inverted_twice_a_photo_is_what_it_was() -> None:
    prepare_chalk = solution("chalk")["prepare_chalk"]
    board = 255 - opened(SEVEN)
    assert 255 - board == pytest.approx(opened(SEVEN))
    assert prepare_chalk(board) == pytest.approx(image(SEVEN))
    assert prepare_chalk(board).shape == (28, 28)


@claims(
    "your-own",
    vi="Trên một tấm bảng thật, bóng nhân với mức xám trước khi đảo. Sau khi đảo thì không còn là phép nhân nữa, nên "
    "phép chia cho giấy không khử hết bóng. Muốn khử, bạn phải tìm mức xám của bảng trước, bằng phép đóng theo chiều "
    "ngược lại: tối nhất trước, rồi sáng nhất. SciPy gọi phép ấy là grey_opening.",
    en="On a real blackboard, a shadow multiplies the grey levels before they are inverted. Afterwards it is no "
    "longer a multiplication, so dividing by the paper doesn't cancel all of it. For that, you would have to find the "
    "board's grey level first, by a closing the other way round: first the darkest, then the brightest. SciPy calls "
    "that grey_opening.",
)
def test_of_a_blackboard_in_shade_the_opening_finds_the_board() -> None:
    board = np.array([60.0, 60, 180, 60, 60, 30, 30, 90, 30, 30])
    inverted = 255 - board
    ink_there = 1 - inverted / ndimage.grey_closing(inverted, size=3)
    assert ink_there[2] > 1.5 * ink_there[7] > 0
    found = ndimage.grey_opening(board, size=3)
    assert (found == ndimage.maximum_filter1d(ndimage.minimum_filter1d(board, 3), 3)).all()
    assert found.tolist() == [60] * 5 + [30] * 5
    chalk = board / found - 1
    assert chalk[2] == chalk[7] == 2


@claims(
    "your-own",
    vi="Với 0,7, nét mảnh bị đứt: bốn ảnh bị từ chối, vì chữ số vỡ thành hai mảnh lớn.",
    en="With 0.7, thin strokes break: four photos are refused because the digit falls into two large pieces.",
)
def test_with_0_7_of_the_darkest_ink_four_digits_fall_into_two_large_pieces() -> None:
    said = refusals_at(0.7)
    assert len(said) == 4
    assert all(each.startswith("there are 2 large marks;") for each in said.values())
    for name in said:
        assert width_of_strokes(digit(name)) <= 6


@claims(
    "your-own",
    vi="Với 0,3, các dòng kẻ cũng vượt ngưỡng, và bốn ảnh bị từ chối.",
    en="With 0.3, ruled lines are above the threshold, too, and four photos are refused.",
)
def test_with_0_3_of_the_darkest_ink_ruled_lines_spoil_four_photos() -> None:
    for name in refusals_at(0.3):
        assert "ruled" in name or "grid" in name
        assert mask_at(0.3, name).sum() > 1.3 * mask(name).sum()
    assert len(refusals_at(0.3)) == 4


def mask_at(share: float, name: str) -> Mask:
    """The mask of a photo if the level is that share of the darkest ink."""
    found: Mask = ink(name) > 2 * share * step("choose_level")(ink(name))
    return found


def refusals_at(share: float) -> dict[str, str]:
    """Why photos of practice are refused if the level is that share of the darkest ink."""
    found = {}
    for name in practice():
        try:
            step("find_digit")(mask_at(share, name))
        except ValueError as error:
            found[name] = str(error)
    return found


@claims(
    "your-own",
    vi="find_objects cho biết mỗi mảnh bắt đầu ở cột nào, và argsort xếp các mảnh theo cột ấy. Mỗi mảnh được đưa "
    "riêng qua thicken và place, nên chữ số nào cũng có cỡ và chỗ của nó. Cái giá: một chữ số viết thành hai nét rời "
    "nhau, chẳng hạn số 5 có nét ngang ở xa, sẽ bị đọc thành hai chữ số.",
    en="find_objects says in which column each piece begins, and argsort sorts the pieces by it. Each piece goes "
    "through thicken and place on its own, so each digit gets its own size and place. The price: a digit written in "
    "two strokes that don't touch, such as a 5 whose top is far away, is read as two digits.",
)
def test_a_number_is_read_from_left_to_right_and_a_5_in_two_strokes_as_two_digits() -> None:
    seen: list[Image_] = []

    class Network:
        """One that reads any image as a 1 if it is upright, and as a 0 if not."""

        def predict(self, batch: Any, verbose: int) -> Any:  # noqa: ANN401
            assert verbose == 0
            seen.extend(batch[..., 0])
            return np.eye(10)[
                [int(np.ptp(np.nonzero(each)[0]) > np.ptp(np.nonzero(each)[1])) for each in batch[..., 0]]
            ]

    read_number = solution("number", model=Network())["read_number"]
    flat, upright = (100, 112, 30, 90), (120, 180, 140, 150)
    assert read_number(np.where(drawn(flat, upright), 60.0, 220.0)) == "01"
    mirrored = np.where(drawn(flat, upright)[:, ::-1], 60.0, 220.0)
    assert read_number(mirrored) == "10"
    for each in seen:
        assert max(np.ptp(axis) for axis in np.nonzero(each > 1)) + 1 in (20, 21)
        assert ndimage.center_of_mass(each) == pytest.approx((14, 14), abs=0.1)
    five = drawn((120, 190, 60, 68), (90, 96, 80, 130))
    assert (step("find_digit")(five) == five).all()
    assert len(read_number(np.where(five, 60.0, 220.0))) == 2


# Keras


@cache
def network() -> Any:  # noqa: ANN401
    """The third network, with the weights that the page's form loads."""
    from safetensors.numpy import load_file

    keras = import_keras()
    names: dict[str, Any] = {"keras": keras, "layers": keras.layers}
    exec(code("network"), names)
    model = names["build_model"]()
    tensors = load_file(ROOT / script("your-own").weights_path)
    numbers = sorted({int(name.partition(".")[0]) for name in tensors})
    model.set_weights(
        [
            array
            for number in numbers
            for array in (tensors[f"{number}.kernel"] * tensors[f"{number}.scale"], tensors[f"{number}.bias"])
        ]
    )
    return model


def probabilities(images: Sequence[Image_]) -> NDArray[np.float32]:
    """What the third network answers to images."""
    outputs = network()(np.array(images)[..., None], training=False)
    return np.asarray(import_keras().ops.convert_to_numpy(outputs))


@pytest.mark.keras
@claims(
    "your-own",
    vi="Khung dưới đây làm đúng những bước ấy ngay trong trình duyệt, với mạng thứ ba.",
    en="The form below takes just these steps in your browser, with the third network.",
)
@claims(
    "your-own",
    vi="mạng thứ ba cũng đọc ra số 7,",
    en="the third network reads a 7,",
)
def test_the_network_of_the_form_is_the_third() -> None:
    found = probabilities([step("place")(digit(SEVEN)), image(SEVEN)])
    # The form's weights are rounded to 8 bits.
    assert found[:, 7] == pytest.approx(np.array(recorded_value("your-own", "seven")), abs=0.03)
    prepared = probabilities([image(name) for name in practice()])
    digits = [int(Path(name).parent.name) for name in practice()]
    of_the_digit = prepared[np.arange(len(digits)), digits]
    assert of_the_digit == pytest.approx(np.array(recorded_value("your-own", "read-probabilities")[2]), abs=0.03)


@pytest.mark.keras
@claims(
    "your-own",
    vi="Lớp Rescaling(1 / 255) đưa phép chia vào trong mạng, nên không ai quên được nữa. Lớp này không có tham số "
    "(parameter) nào để học.",
    en="The layer Rescaling(1 / 255) moves that division into the network, so nobody can forget it any more. It has "
    "no parameters (tham số) to learn.",
)
def test_rescaling_divides_by_255_and_has_no_parameters() -> None:
    layer = import_keras().layers.Rescaling(1 / 255)
    assert np.asarray(layer(np.array([0.0, 51, 255]))) == pytest.approx([0, 0.2, 1])
    assert layer.count_params() == 0


@pytest.mark.keras
@claims(
    "your-own",
    vi="Keras không thể nhận ra: với nó, một tờ giấy gần như trắng cũng là ảnh.",
    en="Keras can't notice: to it, a nearly black image is as good as any other.",
)
@claims(
    "your-own",
    vi="mà Keras không báo lỗi nào.",
    en="and Keras reports no error.",
)
@claims(
    "your-own",
    vi="Một ảnh 28×28 có giấy sáng và mực tối, chưa đảo màu, được đưa vào mạng. Những điều nào chắc chắn xảy ra? Mạng "
    "vẫn cho mười xác suất (probability) có tổng bằng 1 | Softmax luôn biến mười điểm thành những số có tổng bằng 1, "
    "dù ảnh là gì. Không có lỗi hay cảnh báo nào | Keras chỉ xem kích thước của mảng có khớp không. Nội dung của ảnh "
    "thì không ai kiểm tra. Xác suất nào cũng thấp, nên bạn nhận ra ngay | Mạng không có câu trả lời “không biết”. "
    "Softmax có khi cho một xác suất gần 1 với một loại ảnh mà mạng chưa từng thấy.",
    en="A 28×28 image with bright paper and dark ink, not inverted, is given to the network. Which of these are "
    "certain to happen? The network still gives ten probabilities (xác suất) that add up to 1 | Softmax always turns "
    "ten scores into numbers that add up to 1, whatever the image is. There is no error and no warning | Keras only "
    "looks at whether the shape of the array is right. Nobody checks what the image shows. All probabilities are low, "
    "so you notice at once | The network has no answer “I don't know”. Softmax may give a probability close to 1 for "
    "a kind of image that the network has never seen.",
)
def test_the_network_answers_to_any_image_of_the_right_shape_and_may_be_sure_of_it() -> None:
    inverted = [255 - image(name) for name in practice()]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = probabilities([*inverted, image(SEVEN) / 255])
    assert found.shape == (21, 10)
    assert found.sum(axis=1) == pytest.approx(1)
    assert found.max() > 0.98
    with pytest.raises(ValueError, match="shape"):
        network()(np.zeros((1, 20, 20, 1)))


@pytest.mark.keras
@claims(
    "your-own",
    vi="Viết một chữ cái. Mọi bước đều chạy trơn tru, và mạng vẫn trả lời bằng một chữ số. Không bước nào biết thế "
    "nào là chữ số; chúng chỉ biết mực và giấy.",
    en="Write a letter. Each step works smoothly, and the network still answers with a digit. None of the steps knows "
    "what a digit is; they only know ink and paper.",
)
@claims(
    "your-own",
    vi="Những kiểm tra này chặn các lỗi hay gặp, chứ không làm cho mạng biết nói “đây không phải chữ số”.",
    en="These checks stop common mistakes; they don't teach the network to say “this is no digit”.",
)
@claims(
    "your-own",
    vi="Và cách này chỉ giúp với những chữ số khó: trước một chữ cái hay một khuôn mặt, mạng vẫn có thể rất chắc.",
    en="And it only helps with difficult digits: shown a letter or a face, the network may still be quite sure.",
)
def test_a_letter_goes_through_all_steps_and_the_network_may_be_quite_sure_of_it() -> None:
    letters = {
        "T": drawn((80, 95, 60, 180), (95, 240, 113, 128)),
        "L": drawn((80, 240, 70, 85), (225, 240, 85, 170)),
        "H": drawn((80, 240, 70, 85), (80, 240, 155, 170), (152, 167, 85, 155)),
        "E": drawn((80, 240, 70, 85), (80, 95, 85, 170), (152, 167, 85, 160), (225, 240, 85, 170)),
    }
    prepared = [step("prepare")(np.where(letter, 60.0, 220.0)) for letter in letters.values()]
    assert probabilities(prepared).max() > 0.9


@pytest.mark.keras
@claims(
    "your-own",
    vi="image_dataset_from_directory đọc cả một thư mục ảnh: mỗi thư mục con là một nhãn (label), đánh số theo thứ tự "
    'tên. label_mode="categorical" cho ra nhãn one-hot, như hàm mất mát (loss function) của chúng ta cần. '
    'color_mode="grayscale" đổi ảnh ra ảnh xám, image_size=(28, 28) ép ảnh vào cỡ ấy, bất kể tỉ lệ, và shuffle=False '
    "giữ nguyên thứ tự các ảnh.",
    en="image_dataset_from_directory reads a whole folder of images: each subfolder is a label (nhãn), numbered in "
    'the order of the names. label_mode="categorical" makes the labels one-hot, as our loss function (hàm mất mát) '
    'needs them. color_mode="grayscale" turns the images grey, image_size=(28, 28) squeezes them to that size, '
    "whatever their proportions, and shuffle=False keeps them in order.",
)
@claims(
    "your-own",
    vi="Ảnh chữ nhật bị ép thành ảnh vuông, nên chữ số méo đi.",
    en="And the oblong photo has become a square, so the digit is distorted.",
)
@claims(
    "your-own",
    vi="Chữ số nào cũng phải có ít nhất một ảnh không bị từ chối: thiếu một thư mục thì nhãn có ít số hơn câu trả "
    "lời của mạng, và evaluate dừng lại với một lỗi.",
    en="Each digit needs at least one photo that isn't refused: if a folder is missing, the labels have fewer "
    "numbers than the network's answer, and evaluate stops with an error.",
)
def test_a_folder_of_images_is_read_by_its_subfolders(tmp_path: Path) -> None:
    colours = {("3", "b.png"): "red", ("3", "a.png"): "white", ("7", "c.png"): "black"}
    for (label, name), colour in colours.items():
        (tmp_path / label).mkdir(exist_ok=True)
        Image.new("RGB", (60, 90), colour).save(tmp_path / label / name)
    # Its lower half is black: in the square, too.
    half = Image.new("RGB", (60, 90), "white")
    half.paste("black", (0, 45, 60, 90))
    half.save(tmp_path / "7/d.png")
    load_folder = with_code(functions_of("folder"), keras=import_keras())["load_folder"]
    loaded = load_folder(tmp_path)
    ((images, labels),) = loaded
    images, labels = np.asarray(images), np.asarray(labels)
    assert images.shape == (4, 28, 28, 1)
    assert images[:, 5, 5, 0] == pytest.approx([255, 0.299 * 255, 0, 255], abs=1)
    assert images[3, 20, 5, 0] == pytest.approx(0)
    # There is no folder for the digits from 0 to 2: a 3 is in the first place, and a 7 in the second.
    assert labels.tolist() == [[1, 0], [1, 0], [0, 1], [0, 1]]
    assert [Path(path).name for path in loaded.file_paths] == ["a.png", "b.png", "c.png", "d.png"]
    # A network that has evaluated other shapes before would hear of it from TensorFlow, in other words.
    model = import_keras().models.clone_model(run_of("your-own").names["model"])
    model.compile(loss="categorical_crossentropy")
    with pytest.raises(ValueError, match="must have the same shape"):
        model.evaluate(loaded, verbose=0)
