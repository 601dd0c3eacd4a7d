"""The recorder draws in a style of its own, in which a picture is readable on a phone, and no script has a style."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from docs.plugins.fences.recorded import PICTURE_DPI
from docs.plugins.project.records import Picture
from examples.runner import kernel
from tests.runner.conftest import make_arrays
from tests.support.programs import PROJECT

# What a phone of 390 pixels leaves for a picture, and the smallest text that is read on it without effort.
PHONE_WIDTH = 358
SMALLEST_TEXT = 10
WIDEST_FIGURE = 5.5
FONT_SIZES = re.compile(r"font\.size|.*\.(label|title_font|title|font)size")
PICTURES = {
    f"{name}#{cell}": output.picture
    for name, record in PROJECT.records.items()
    for cell, output in record.outputs.items()
    if output.picture
}


@pytest.fixture
def style() -> Iterator[Any]:
    """Matplotlib's settings in the recorder's style."""
    import matplotlib as mpl

    with mpl.rc_context(fname=kernel.STYLE):
        yield mpl.rcParams


def smallest_text(style: Any) -> float:  # noqa: ANN401
    """The smallest of the style's font sizes, in points."""
    from matplotlib.font_manager import FontProperties

    return min(
        FontProperties(size=size).get_size_in_points() for name, size in style.items() if FONT_SIZES.fullmatch(name)
    )


def test_a_kernel_that_records_draws_in_the_style(tmp_path: Path) -> None:
    assert kernel._environment(tmp_path, make_arrays(), [])["MATPLOTLIBRC"] == str(kernel.STYLE)
    assert kernel.STYLE.is_file()


@pytest.mark.parametrize("name", PROJECT.scripts)
def test_a_script_leaves_the_style_to_who_runs_it(name: str) -> None:
    code = "\n".join(cell.code for cell in PROJECT.scripts[name].cells)
    assert not re.search(r"rcParams|rc_context|\.rc\(|\.style\b|set_theme|dpi", code)


def test_the_style_has_as_many_pixels_to_an_inch_as_the_pages_take_it_to_have(style: Any) -> None:  # noqa: ANN401
    assert style["figure.dpi"] == PICTURE_DPI


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_the_text_in_a_picture_is_readable_on_a_phone(style: Any, picture: Picture) -> None:  # noqa: ANN401
    text = smallest_text(style) / 72 * PICTURE_DPI
    assert text * PHONE_WIDTH / picture.width >= SMALLEST_TEXT


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_a_picture_is_not_wider_than_a_page_shows_it_sharp(style: Any, picture: Picture) -> None:  # noqa: ANN401
    assert picture.width <= (WIDEST_FIGURE + 2 * style["savefig.pad_inches"]) * PICTURE_DPI


def test_the_style_tells_two_lines_apart_without_colours(style: Any) -> None:  # noqa: ANN401
    lines = list(style["axes.prop_cycle"])
    assert [(line["color"], line["linestyle"], line["marker"]) for line in lines] == [
        ("#3346b8", "-", "o"),
        ("#a85a00", "--", "s"),
    ]
