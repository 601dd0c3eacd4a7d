"""The page of all lessons, one for each language, as it is built."""

import re
from collections import Counter
from pathlib import Path

import pytest

from docs.plugins.fences.registry import kinds, shown_by
from docs.plugins.project.questions import questions_of
from docs.plugins.site.print_page import TEMPLATE
from tests.support.addresses import FOLDER_OF
from tests.support.building import lost_links
from tests.support.programs import PROJECT
from tests.support.reading import PAGES, page

CHAPTERS = [name for name in PAGES if name not in PROJECT.unprinted]


def printed(site: Path, language: str) -> Path:
    """The file of the page of all lessons."""
    return site / FOLDER_OF[language] / TEMPLATE


@pytest.mark.parametrize("language", FOLDER_OF)
def test_the_printed_page_has_every_chapter_in_its_contents_and_in_full(site: Path, language: str) -> None:
    text = printed(site, language).read_text(encoding="utf-8")
    front, *chapters = re.split('<section class="printed-chapter" id="(.+?)">', text)
    ids = chapters[::2]
    assert sorted(ids) == CHAPTERS
    assert (ids[0], ids[-1]) == ("index", "glossary")
    _, _, contents = front.partition('<nav class="printed-contents"')
    assert [link for link in re.findall('href="#(.+?)"', contents) if "--" not in link] == ids
    for name, chapter in zip(ids, chapters[1::2], strict=True):
        headings = [heading for heading in page(name, language).headings if heading.level < 4]
        assert len(re.findall("<h[123][ >]", chapter)) >= len(headings) > 0


@pytest.mark.parametrize("language", FOLDER_OF)
def test_every_id_of_the_printed_page_is_unique_and_every_link_leads_somewhere(site: Path, language: str) -> None:
    ids = Counter(re.findall(r'\sid="([^"]+)"', printed(site, language).read_text(encoding="utf-8")))
    assert len(ids) > len(CHAPTERS)
    assert [name for name, times in ids.items() if times > 1] == []
    assert lost_links(printed(site, language)) == []


@pytest.mark.parametrize("language", FOLDER_OF)
def test_nothing_that_only_makes_sense_on_a_screen_is_printed(site: Path, language: str) -> None:
    text = printed(site, language).read_text(encoding="utf-8")
    assert re.findall('class="md-(?:header|sidebar|footer)[ "]|<button|<script[^>]* src=', text) == []


@pytest.mark.parametrize("language", FOLDER_OF)
def test_recorded_pictures_are_printed_in_the_place_of_figures_to_play_with(site: Path, language: str) -> None:
    text = printed(site, language).read_text(encoding="utf-8")
    shown = [fence for name in CHAPTERS for fence in page(name, language).fences if shown_by(fence)[0]]
    figures = [fence for fence in shown if kinds()[fence.info].scripts]
    assert text.count('<div class="figure-recorded"') == len(figures) > 0
    assert '<div class="figure ' not in text


@pytest.mark.parametrize("language", FOLDER_OF)
def test_the_answers_to_the_questions_end_their_chapter(site: Path, language: str) -> None:
    _, *chapters = printed(site, language).read_text(encoding="utf-8").split('<div class="question-answers"')
    names = [name for name in PROJECT.navigation.pages if name in CHAPTERS]
    asked = [count for name in names if (count := len(questions_of(page(name, language))))]
    assert [chapter.partition("</div>")[0].count("</ul>") for chapter in chapters] == asked
    assert 'class="question-answer"' not in "".join(chapters)


@pytest.mark.parametrize("language", FOLDER_OF)
def test_neither_search_engines_nor_the_search_find_the_printed_page(site: Path, language: str) -> None:
    assert '<meta name="robots" content="noindex">' in printed(site, language).read_text(encoding="utf-8")
    for path in ("sitemap.xml", "search/search_index.json"):
        assert "print/" not in (site / FOLDER_OF[language] / path).read_text(encoding="utf-8")
