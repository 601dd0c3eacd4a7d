"""The recorded outputs on the pages: the same in every language, with pictures described in the page's own language."""

import pytest

from docs.plugins.fences.registry import shown_by
from tests.support.languages import VIETNAMESE_LETTER
from tests.support.reading import LANGUAGES, PAGES, PROGRAMMED, page


def outputs(name: str, language: str) -> list[tuple[object, str]]:
    """The cells whose outputs the fences of a page show, with the descriptions of the pictures."""
    shown = [shown_by(fence) for fence in page(name, language).fences]
    return [(reference, description) for reference, description in shown if reference]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_the_same_outputs_in_every_language(name: str) -> None:
    assert len({tuple(reference for reference, _ in outputs(name, language)) for language in LANGUAGES}) == 1


@pytest.mark.parametrize("name", PAGES)
def test_a_picture_is_described_in_the_language_of_its_page(name: str) -> None:
    for language in LANGUAGES:
        for _, description in outputs(name, language):
            if description:
                assert bool(VIETNAMESE_LETTER.search(description)) == (language == "vi"), description


@pytest.mark.parametrize("name", PROGRAMMED)
def test_a_lesson_shows_outputs(name: str) -> None:
    assert outputs(name, "vi")
