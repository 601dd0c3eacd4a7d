"""The pictures like photographs: what is in their archive, and that they are drawn again as they are."""

import io
import zipfile
from collections import Counter
from itertools import islice

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError
from scipy import ndimage

from docs.plugins.project.given_files import given_path
from examples.runner import photo_digits, photo_odd
from examples.runner.photo_digits import (
    HEIGHTS,
    MOST_BYTES,
    ORIENTATION,
    QUARTER_RIGHT,
    SIZE,
    Setting,
    enlarge,
    jpeg,
    place,
    render,
    take,
)
from examples.runner.photo_odd import odd_files
from examples.runner.photo_pens import PENS
from examples.runner.photo_scene import LIGHTS, PAPERS, look
from examples.runner.photo_strokes import TEMPLATES, write
from examples.runner.photos import NAME, ODD, ODD_SEED, SEEDS, archived, photos, pictures
from tests.support.programs import ROOT

SMALL = (64, 48)


def committed() -> dict[str, bytes]:
    """The files of the project's archive, by their paths in it."""
    with zipfile.ZipFile(ROOT / given_path(NAME)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def opened(content: bytes) -> Image.Image:
    """A picture as its file says that it is to be shown."""
    return ImageOps.exif_transpose(Image.open(io.BytesIO(content)))


def grey(content: bytes) -> NDArray[np.float64]:
    """The grey levels of a picture."""
    return np.asarray(opened(content).convert("L"), np.float64)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pictures be a hundredth of their size."""
    monkeypatch.setattr(photo_digits, "SIZE", SMALL)
    monkeypatch.setattr(photo_odd, "SIZE", SMALL)


def test_the_archive_has_two_pictures_of_each_digit_in_each_set_and_odd_files() -> None:
    folders = Counter(path.rpartition("/")[0] for path in committed())
    sets = {f"{name}/{digit}": 2 for name in SEEDS for digit in range(10)}
    assert folders == {**sets, ODD: 10}


def test_no_two_files_of_the_archive_are_the_same() -> None:
    assert len(set(committed().values())) == len(committed())


def test_the_archive_is_small_enough_for_a_phone() -> None:
    assert (ROOT / given_path(NAME)).stat().st_size <= 900_000
    sizes = [len(content) for path, content in committed().items() if path.partition("/")[0] in SEEDS]
    assert 15_000 < min(sizes) < max(sizes) <= MOST_BYTES


def test_every_picture_of_a_set_is_shown_upright_at_the_size_of_the_others() -> None:
    shown = [opened(content) for path, content in committed().items() if path.partition("/")[0] in SEEDS]
    assert {picture.size for picture in shown} == {SIZE[::-1]}


def test_some_pictures_lie_on_their_side_and_their_names_and_files_say_so() -> None:
    names = [path for path in committed() if path.partition("/")[0] in SEEDS]
    turned = [path for path in names if path.endswith("-turned.jpg")]
    assert 2 * len(SEEDS) <= len(turned) < len(names) / 3
    for path in names:
        picture = Image.open(io.BytesIO(committed()[path]))
        is_turned = picture.getexif().get(ORIENTATION) == QUARTER_RIGHT
        assert is_turned == (path in turned) == (picture.width > picture.height)


@pytest.mark.usefixtures("small")
def test_the_committed_archive_has_the_files_that_are_drawn_today() -> None:
    assert list(dict(photos())) == list(committed())


def test_pictures_are_drawn_again_within_a_few_grey_levels_of_those_that_are_committed() -> None:
    drawn = dict(pair for name, seed in SEEDS.items() for pair in islice(pictures(name, seed), 2))
    drawn |= {f"{ODD}/{name}": content for name, content in odd_files(ODD_SEED) if name in {"face.jpg", "edge.jpg"}}
    there = committed()
    assert len(drawn) == 2 * len(SEEDS) + 2
    for path, content in drawn.items():
        assert np.quantile(np.abs(grey(content) - grey(there[path])), 0.99) <= 6, path


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(("number", "pen"), list(enumerate(PENS)))
def test_each_pen_writes_on_each_paper_in_each_light(number: int, pen: str) -> None:
    for paper in PAPERS:
        for light in LIGHTS:
            setting = Setting(number, pen, paper, light, has_table=number % 2 == 0)
            picture = take(setting, np.random.default_rng(number))
            assert picture.shape == (*SMALL, 3)
            assert int(picture.max()) - int(picture.min()) > 60


@pytest.mark.usefixtures("small")
def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_picture() -> None:
    setting = Setting(5, "pencil", "recycled", "phone-shadow", is_turned=True)
    one, again, other = (render(setting, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert one == again != other


def test_a_turned_picture_is_the_same_picture_upright() -> None:
    picture = np.tile(np.arange(200, dtype=np.uint8)[:, None, None], (1, 90, 3))
    upright, turned = (jpeg(picture, is_turned=is_turned) for is_turned in (False, True))
    assert Image.open(io.BytesIO(turned)).size == (200, 90)
    assert np.abs(grey(turned) - grey(upright)).max() <= 3


def test_a_picture_that_no_quality_makes_small_is_kept_at_the_lowest() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (*SIZE, 3), np.uint8)
    assert len(jpeg(noise)) > MOST_BYTES


@pytest.mark.parametrize("digit", TEMPLATES)
def test_a_digit_is_one_high_around_its_middle_and_never_written_twice_alike(digit: int) -> None:
    rng = np.random.default_rng(digit)
    hands = [np.concatenate(write(digit, rng)) for _ in range(8)]
    for points in hands:
        assert np.ptp(points[:, 1]) == pytest.approx(1)
        assert points.min(axis=0) == pytest.approx(-points.max(axis=0))
    assert len({points.tobytes() for points in hands}) == 8


@pytest.mark.parametrize("digit", TEMPLATES)
def test_no_digit_comes_near_the_edge_of_its_picture(digit: int) -> None:
    rng = np.random.default_rng(digit)
    for _ in range(20):
        strokes = place(enlarge(write(digit, rng), HEIGHTS[1] * SIZE[0]), rng)
        points = look(SIZE, 6, rng).seen(np.concatenate(strokes))
        assert (points > 0.1 * SIZE[1]).all()
        assert (points < np.array(SIZE[::-1]) - 0.1 * SIZE[1]).all()


def test_a_digit_that_would_be_too_wide_is_smaller() -> None:
    long = np.array([[-1.0, -0.5], [1.0, 0.5]])
    assert np.ptp(np.concatenate(enlarge([long], 300)), axis=0) == pytest.approx([336, 168])
    assert np.ptp(np.concatenate(enlarge([long / 4], 300)), axis=0) == pytest.approx([150, 75])


def test_an_archive_is_the_same_bytes_whenever_and_wherever_it_is_made() -> None:
    content = archived({"a/b.jpg": b"1", "text.jpg": b"2"})
    assert content == archived({"a/b.jpg": b"1", "text.jpg": b"2"})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        assert [(entry.filename, archive.read(entry)) for entry in entries] == [("a/b.jpg", b"1"), ("text.jpg", b"2")]
    # A mode of Unix: 644.
    assert {(entry.date_time, entry.create_system, entry.external_attr >> 16) for entry in entries} == {
        ((1980, 1, 1, 0, 0, 0), 3, 0o644)
    }


def odd(name: str) -> bytes:
    """A committed odd file."""
    return committed()[f"{ODD}/{name}"]


def test_the_blank_page_is_paper_alone() -> None:
    assert np.ptp(grey(odd("blank.jpg"))) < 60


def test_two_digits_stand_side_by_side_and_do_not_touch() -> None:
    pieces, count = ndimage.label(grey(odd("two-digits.jpg")) < 130, np.ones((3, 3)))
    assert count == 2
    left, right = (np.flatnonzero((pieces == piece).any(axis=0)).mean() for piece in (1, 2))
    assert abs(left - right) > 150


def test_a_digit_of_an_odd_picture_goes_on_to_the_edge() -> None:
    picture = grey(odd("edge.jpg"))
    assert picture[:, -1].min() < 100 < picture[:, 0].min()


def test_an_odd_picture_lies_on_its_side() -> None:
    picture = Image.open(io.BytesIO(odd("turned.jpg")))
    assert picture.getexif()[ORIENTATION] == QUARTER_RIGHT
    assert picture.size == SIZE


def test_the_face_is_of_many_colors() -> None:
    colors = np.asarray(opened(odd("face.jpg")), np.float64).reshape(-1, 3)
    assert np.ptp(colors, axis=0).min() > 150


def test_the_animation_has_three_frames() -> None:
    picture = Image.open(io.BytesIO(odd("animated.gif")))
    assert getattr(picture, "n_frames", 1) == 3


def test_the_transparent_picture_is_black_without_its_transparency() -> None:
    picture = Image.open(io.BytesIO(odd("transparent.png")))
    assert picture.mode == "RGBA"
    alpha = np.asarray(picture)[..., 3]
    assert (alpha.min(), alpha.max()) == (0, 255)
    assert np.asarray(picture.convert("RGB")).max() < 60


def test_the_huge_picture_is_a_small_file() -> None:
    assert Image.open(io.BytesIO(odd("huge.png"))).size == (9000, 9000)
    assert len(odd("huge.png")) < 25_000


def test_the_picture_of_an_iphone_says_what_it_is_in_its_first_bytes() -> None:
    assert odd("photo.heic")[4:12] == b"ftypheic"


@pytest.mark.parametrize("name", ["photo.heic", "text.jpg"])
def test_pillow_knows_no_picture_in_what_is_none(name: str) -> None:
    with pytest.raises(UnidentifiedImageError):
        Image.open(io.BytesIO(odd(name)))
