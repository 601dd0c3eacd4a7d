"""The pictures that other sites show beside a link."""

import io
import re
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFont

from docs.plugins.site import social_pictures
from docs.plugins.site.social_pictures import BOLD, LEFT, REGULAR, SHEETS, SIZE, WIDTH, Words, draw, picture
from tests.support.programs import PROJECT, ROOT
from tests.support.reading import LANGUAGES, PAGES, page

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ“”–…"
WORDS = Words("Học Keras", "Huấn luyện và đánh giá", "Nhận ra quá khớp, đọc ma trận nhầm lẫn, lưu mô hình.")
LONG = "Những mạng nơ-ron nhiều lớp học đọc chữ số viết tay trên MNIST như thế nào, và vì sao chúng nhầm lẫn"
# No font has it: what it is drawn as stands for every letter that a font lacks.
NO_LETTER = "\uffff"
MOST_BYTES = 40_000


@cache
def drawn(words: Words) -> Image.Image:
    return Image.open(io.BytesIO(draw(words))).convert("RGB")


def written(words: Words) -> tuple[int, int, int, int]:
    """The box around all that the words, and not the mark, put on the picture: left, top, right, bottom."""
    without = Words("", "", "")
    box = ImageChops.difference(drawn(words), drawn(without)).point(lambda level: 255 if level > 20 else 0).getbbox()
    assert box is not None
    return box


def texts() -> str:
    """All that the pictures of this site may say."""
    languages = PROJECT.languages
    return "".join(
        [
            *(page(name, language).text.partition("\n## ")[0] for name in PAGES for language in LANGUAGES),
            *(language.site_name + language.labels["example_description"] for language in languages),
            *(text for script in PROJECT.scripts.values() for text in (script.name, *script.descriptions.values())),
        ]
    )


@pytest.mark.parametrize("font", [BOLD, REGULAR])
def test_the_fonts_have_every_letter_of_vietnamese_and_of_every_title_and_description(font: Path) -> None:
    letters = {letter for letter in VIETNAMESE + VIETNAMESE.upper() + texts() if not letter.isspace()}
    face = ImageFont.truetype(font, 40)
    missing = bytes(face.getmask(NO_LETTER))
    assert {letter for letter in letters if bytes(face.getmask(letter)) == missing} == set()


@pytest.mark.parametrize("title", ["Keras", WORDS.title, LONG, "solutions/functional.py", "W" * 60])
@pytest.mark.parametrize("description", ["Một câu.", "Huấn luyện bằng fit, đọc ma trận nhầm lẫn. " * 4])
def test_words_of_any_length_stay_in_their_place_beside_the_mark(title: str, description: str) -> None:
    left, top, right, bottom = written(Words("Học Keras", title, description))
    assert left >= LEFT - 2
    assert top > 60
    assert right <= LEFT + WIDTH + 2
    assert bottom <= 570


def test_words_that_no_size_fits_are_named() -> None:
    with pytest.raises(ValueError, match="xxxxxxxxxxxxxxxxxxxx… is too long for a picture"):
        draw(Words("Học Keras", "x" * 1000, ""))


def test_the_place_of_the_words_has_only_squared_paper() -> None:
    colours = drawn(Words("", "", "")).crop((0, 0, LEFT + WIDTH + 2, SIZE[1])).getcolors()
    assert colours is not None
    assert len(colours) == 2


def test_the_mark_is_that_of_the_favicon() -> None:
    favicon = (ROOT / "docs/assets/images/favicon.svg").read_text(encoding="utf-8")
    assert re.findall('fill="(#.+?)"', favicon) == [colour for colour, _ in SHEETS]
    paths = re.findall("<path .+?/>", favicon)
    assert [
        path for path in paths if path in (ROOT / "docs/overrides/partials/mark.html").read_text(encoding="utf-8")
    ] == paths


def test_a_picture_is_of_the_size_that_other_sites_ask_for_and_small() -> None:
    assert drawn(WORDS).size == SIZE == (1200, 630)
    assert len(draw(Words("Học Keras", LONG, LONG))) < MOST_BYTES


def test_accents_written_apart_are_drawn_as_one_letter() -> None:
    apart = Words(
        "Học Keras", "Hua\u0302\u0301n luye\u0323\u0302n va\u0300 \u0111a\u0301nh gia\u0301", WORDS.description
    )
    assert draw(apart) == draw(WORDS)


def test_a_picture_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = picture(WORDS, tmp_path)
    assert content == draw(WORDS)
    monkeypatch.setattr(social_pictures, "draw", lambda _: pytest.fail("drawn again"))
    assert picture(WORDS, tmp_path) == content


@pytest.mark.parametrize(
    "other", [Words("A", "b", "c"), Words("a", "B", "c"), Words("a", "b", "C"), Words("a", "", "bc")]
)
def test_other_words_have_another_picture(tmp_path: Path, other: Words) -> None:
    assert picture(other, tmp_path) != picture(Words("a", "b", "c"), tmp_path)


def test_another_way_of_drawing_has_another_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture(WORDS, tmp_path)
    monkeypatch.setattr(social_pictures, "_renderer_hash", lambda: "another")
    monkeypatch.setattr(social_pictures, "draw", lambda _: b"drawn again")
    assert picture(WORDS, tmp_path) == b"drawn again"
