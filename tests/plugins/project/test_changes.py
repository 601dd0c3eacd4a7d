"""The changes of `docs/changes.yml`: what is read, and what is wrong with those that are not in order."""

import datetime

import pytest

from docs.plugins.check import check
from docs.plugins.project.changes import Change, parse_changes
from docs.plugins.project.errors import ProjectError
from tests.support.reading import IN_LOCKSTEP
from tests.support.tiny_project import TinyProject

LANGUAGES = IN_LOCKSTEP
TEXT = """\
- id: dark-mode
  date: 2026-11-24
  pages: [index, train]
  texts:
    vi: Có giao diện tối.
    en: There is a dark mode.
- id: published
  date: 2026-11-23
  pages: [index]
  texts: {vi: Ra mắt., en: It is here.}
"""


def parse(text: str) -> tuple[Change, ...]:
    return parse_changes(text, LANGUAGES, {"train", "index"})


def test_a_change_has_its_day_its_pages_and_its_texts() -> None:
    first, second = parse(TEXT)
    texts = {"vi": "Có giao diện tối.", "en": "There is a dark mode."}
    assert first == Change("dark-mode", datetime.date(2026, 11, 24), ["index", "train"], texts)
    assert second.id == "published"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (TEXT, "", '1: not a list of changes; begin each with a line such as "- id: dark-mode"'),
        (TEXT, "- dark\n", "1: not a change; give it the keys id, date, pages, texts"),
        ("- id: dark-mode", "- id: [", "3: not YAML: while parsing a flow sequence, expected ',' or ']', but got ':'"),
        ("2026-11-24", "2026-11-31", "2: not YAML: day is out of range for month"),
        ("2026-11-24", "24/11/2026", '2: "date" is "24/11/2026", not a date; write it as 2026-11-24'),
        ("2026-11-24", "2026-11-24 10:00:00", '2: "date" is "2026-11-24 10:00:00", not a date; write it as 2026-11-24'),
        ("2026-11-24", "2026-11-22", "8: later than the change above it; the newest comes first"),
        ("id: published", "id: dark-mode", '7: a second change "dark-mode"; the first is at line 1'),
        ("dark-mode", "Dark mode", '1: "id" is "Dark mode", not in kebab-case, as in "dark-mode"'),
        ("  pages: [index]\n", "", '7: the change has no "pages"; add it'),
        ("pages: [index]\n", "page: [index]\n", '9: "page" is no key of a change (keys: id, date, pages, texts)'),
        (
            "pages: [index]\n",
            "pages: index\n",
            '9: "pages" is "index", not a list of pages; write it as [index, train]',
        ),
        ("pages: [index]\n", "pages: []\n", '9: "pages" is not a list of pages; write it as [index, train]'),
        ("[index, train]", "[index, trian]", '3: no page "trian" (pages: index, train)'),
        ("    en: There is a dark mode.\n", "", '4: no text in "en"; add it'),
        ("vi: Ra mắt., ", "", '10: no text in "vi"; add it'),
        (
            "{vi: Ra mắt., en: It is here.}",
            "Ra mắt.",
            '10: "texts" is "Ra mắt.", not given by language; write it as {vi: …}',
        ),
        ("    en: There", "    fr: There", '6: no language "fr" in docs/languages.yml (languages: vi, en)'),
        ("en: There is a dark mode.", "en: no", '6: "texts" in "en" is "false", not text; write it in quotes'),
    ],
)
def test_a_problem_is_told_with_its_line(old: str, new: str, problem: str) -> None:
    assert old in TEXT
    with pytest.raises(ProjectError) as raised:
        parse(TEXT.replace(old, new))
    assert str(raised.value).startswith(f"docs/changes.yml:{problem}")


def test_the_builder_stops_at_a_change_of_a_page_that_is_not_there(project: TinyProject) -> None:
    project.replace("docs/changes.yml", "[add]", "[sub]")
    assert check(project.read()) == ['docs/changes.yml:4: no page "sub" (pages: add, index)']
