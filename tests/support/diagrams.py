"""Reads the drawings that are files, and measures the contrast of colours."""

from xml.etree import ElementTree

from tests.support.programs import ROOT

SVG = "{http://www.w3.org/2000/svg}"
# The pages' two backgrounds.
WHITE, DARK_PAPER = "#ffffff", "#161a23"


def read_drawing(name: str) -> ElementTree.Element:
    """The root of the drawing of that name."""
    return ElementTree.parse(ROOT / f"docs/assets/images/{name}.svg").getroot()


def contrast(one: str, other: str) -> float:
    """WCAG's contrast of two colours such as `#1f2430`, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
