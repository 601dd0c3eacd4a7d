"""Pictures are sent in a format that keeps each pixel of a drawing, and converted once."""

import io
from pathlib import Path

import PIL
import pytest
from PIL import Image, ImageChops, ImageStat

from docs.plugins.site import pictures
from docs.plugins.site.pictures import webp
from tests.support.tiny_project import png

BLACK = png(5, 3)


def test_a_picture_in_webp_has_the_same_pixels(tmp_path: Path) -> None:
    with Image.open(io.BytesIO(webp(BLACK, tmp_path))) as shown, Image.open(io.BytesIO(BLACK)) as drawn:
        assert shown.format == "WEBP"
        assert shown.size == drawn.size == (5, 3)
        assert shown.convert("RGB").tobytes() == drawn.convert("RGB").tobytes()


def test_a_photograph_has_fewer_bytes_and_nearly_the_same_pixels(tmp_path: Path) -> None:
    photograph = Image.effect_noise((200, 200), 20).convert("RGB")
    file = io.BytesIO()
    photograph.save(file, "PNG")
    content = webp(file.getvalue(), tmp_path)
    assert len(content) < len(file.getvalue()) / 2
    with Image.open(io.BytesIO(content)) as shown:
        difference = ImageStat.Stat(ImageChops.difference(shown.convert("RGB"), photograph))
    assert max(difference.mean) < 10


def test_a_picture_is_converted_once_and_another_one_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    black, other = webp(BLACK, tmp_path), webp(png(3, 5), tmp_path)
    assert black != other
    monkeypatch.setattr(pictures, "_webp", lambda _: pytest.fail("converted again"))
    assert webp(bytes(BLACK), tmp_path) == black
    assert webp(png(3, 5), tmp_path) == other


def test_another_version_of_the_library_converts_it_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    webp(BLACK, tmp_path)
    monkeypatch.setattr(PIL, "__version__", "another")
    webp(BLACK, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2
