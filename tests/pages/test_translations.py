"""Every claim of the page `translations`, whose table shows the progress of each language."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.support.claims import claims
from tests.support.programs import PROJECT
from tests.support.reading import LANGUAGES, bodies


@pytest.fixture(params=LANGUAGES)
def table(request: pytest.FixtureRequest, site: Path) -> BeautifulSoup:
    """The table on the page, in each language."""
    folder = site if request.param == LANGUAGES[0] else site / request.param
    return BeautifulSoup((folder / "translations/index.html").read_text(encoding="utf-8"), "html.parser")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_the_table(language: str) -> None:
    assert bodies("translations", language, "translations") == ["all"]


@claims(
    "translations",
    vi="Bản tiếng Việt là bản gốc. Với mỗi bản dịch",
    en="Vietnamese is the source. For each translation",
)
def test_each_translation_has_its_rows(table: BeautifulSoup) -> None:
    source, *translations = PROJECT.languages
    assert source.code == "vi"
    names = [heading.text for heading in table.select(".progress [scope=rowgroup]")]
    assert names == [language.name for language in translations]
    rows = table.select(".progress tbody tr:has([scope=row])")
    assert len(rows) == len(translations) * len(PROJECT.pages["vi"])


@claims(
    "translations",
    vi="bảng này đếm xem mỗi trang có bao nhiêu mục khớp bản gốc",
    en="this table counts how many sections of each page match the source",
)
def test_every_section_of_english_matches_the_source(table: BeautifulSoup) -> None:
    english = table.select(".progress tbody")[0]
    shares = [cell.text for cell in english.select("[scope=row] + td")]
    assert shares == [f"{len(page.sections)}/{len(page.sections)}" for page in PROJECT.pages["vi"].values()]
    assert {cell.text for cell in english.select("[scope=row] + td + td")} == {"–"}


def test_a_row_is_called_by_the_title_of_its_page(table: BeautifulSoup) -> None:
    titles = [page.headings[0].title for page in PROJECT.pages["en"].values()]
    assert [link.text for link in table.select(".progress tbody")[0].select("[scope=row] a")] == titles
