"""How long a page takes to read."""

import re
from pathlib import Path

import pytest
from docs.plugins.site.reading_time import minutes

from tests.support.addresses import LANGUAGE_FOLDERS
from tests.support.programs import PROJECT
from tests.support.reading import PAGES


def test_two_hundred_words_take_a_minute_and_a_page_whole_minutes() -> None:
    assert minutes(f"<p>{'từ ' * 1_000}</p>") == 5
    assert minutes(f"<p>{'từ <b>hai</b> ' * 210}</p>") == 2


def test_a_page_of_few_words_takes_a_minute() -> None:
    assert minutes("<p>Một.</p>") == 1


def test_code_and_tags_are_not_read_as_prose() -> None:
    many = "x = 1 " * 2_000
    assert minutes(f"<p>Một.</p><pre><code>{many}</code></pre>") == 1
    assert minutes(f"<p title='{many}'>Một.</p>") == 1


@pytest.mark.parametrize("name", [name for name in PAGES if name != "index"])
def test_both_languages_take_as_long_to_a_quarter(site: Path, name: str) -> None:
    told = []
    for root, language in zip(LANGUAGE_FOLDERS, PROJECT.languages, strict=True):
        pattern = re.escape(language.labels["minutes"]).replace(r"\{minutes\}", r"(\d+)")
        (shown,) = re.findall(pattern, (site / root / name / "index.html").read_text(encoding="utf-8"))
        told.append(int(shown))
    assert abs(told[0] - told[1]) <= max(1, max(told) / 4)
