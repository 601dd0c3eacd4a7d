"""Pictures that a build makes are made once."""

import io
from pathlib import Path

import PIL
import pytest
from PIL import Image

from docs.plugins.site.pictures import made_once, webp_file
from tests.support.tiny_project import png

BLACK = png(5, 3)


def test_a_file_is_made_in_its_folder(tmp_path: Path) -> None:
    path = made_once(tmp_path / "new/a.png", lambda: b"a")
    assert path.read_bytes() == b"a"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    path = made_once(tmp_path / "a.png", lambda: b"a")
    assert made_once(path, lambda: pytest.fail("made again")) == path


def test_a_file_that_could_not_be_made_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        made_once(tmp_path / "a.png", lambda: bytes(1 // 0))
    assert list(tmp_path.iterdir()) == []


def test_a_picture_in_webp_has_the_same_pixels(tmp_path: Path) -> None:
    path = webp_file(BLACK, tmp_path)
    with Image.open(path) as shown, Image.open(io.BytesIO(BLACK)) as drawn:
        assert shown.format == "WEBP"
        assert shown.size == drawn.size == (5, 3)
        assert shown.convert("RGB").tobytes() == drawn.convert("RGB").tobytes()


def test_another_picture_is_another_file_and_the_same_one_the_same(tmp_path: Path) -> None:
    assert webp_file(BLACK, tmp_path) == webp_file(bytes(BLACK), tmp_path) != webp_file(png(3, 5), tmp_path)


def test_another_version_of_the_library_makes_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = webp_file(BLACK, tmp_path)
    monkeypatch.setattr(PIL, "__version__", "another")
    assert webp_file(BLACK, tmp_path) != before
