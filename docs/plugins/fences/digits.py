"""The ten digits in our own hand, which papers offer and diagrams show, and a bar for each that is read. Pure."""

from collections.abc import Iterable
from html import escape

from docs.plugins.project.languages import Language

# Each is a list of strokes, in the notation of SVG's paths, on as many pixels in a row and in a column as MNIST's have.
DIGITS = (
    ("M14 4C8 4 7 10 7 14C7 20 9 24 14 24C19 24 21 19 21 14C21 8 19 4 14 4",),
    ("M15 4L13 24",),
    ("M8 9C8 5 12 4 14 4C18 4 20 7 20 10C20 14 12 19 8 23.5L21 24",),
    ("M8 6C10 4 19 3 19 8C19 12 15 13.5 12 13.5C16 13.5 20 15 20 19C20 25 11 25 8 22",),
    ("M11 4L8 15H21", "M18 7V25"),
    ("M10 5L9 13C12 11 20 11 20 18C20 25 11 25 8 22", "M10 5H20"),
    ("M17 4C11 7 8 13 8 18C8 26 20 26 20 19C20 13 11 13 9 18",),
    ("M8 5H20C17 11 14 17 12 24",),
    ("M14 14C7 11 9 4 14 4C19 4 21 10 14 14C6 18 8 24 14 24C20 24 22 18 14 14",),
    ("M19 9C19 3 9 3 9 9C9 15 17 15 19 9L18 24",),
)
PIXELS = 28


def sample_buttons(language: Language) -> str:
    """A button a digit; the Tab key leads to one of them, the arrow keys to the others."""
    label = escape(language.labels["draw_sample"])
    return "".join(
        f'<button type="button" tabindex="{-min(digit, 1)}" aria-label="{label.format(digit=digit)}">'
        f'<svg viewBox="0 0 {PIXELS} {PIXELS}" aria-hidden="true">{paths(strokes)}</svg></button>'
        for digit, strokes in enumerate(DIGITS)
    )


def bar(digit: int, probability: float = 0, percent: str = "", *, largest: bool = False) -> str:
    """A digit's bar: a drawing, because the Content-Security-Policy forbids a height in a style attribute."""
    return (
        f"<li{' data-largest' * largest}>"
        '<svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="1" height="{probability:.4g}"/></svg><b>{digit}</b> <small>{percent}</small></li>'
    )


def paths(strokes: Iterable[str]) -> str:
    """The strokes of a digit in SVG."""
    return "".join(f'<path d="{stroke}"/>' for stroke in strokes)
