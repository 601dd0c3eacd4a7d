"""A mistake has its words in each language and what it is known by; a bad entry is told in one line."""

import pytest

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.messages import pattern_of
from docs.plugins.project.mistakes import Mistake, parse_mistakes
from docs.plugins.project.scripts import RAISES, WARNS
from tests.support.mistakes import ID, MISTAKES
from tests.support.programs import PROJECT
from tests.support.reading import IN_LOCKSTEP
from tests.support.tiny_project import TinyProject

SECTIONS = {"mistakes": (ID,), "train": ("fit", "evaluate")}
SILENT = """late:
  lesson: train#fit
  why: {vi: Vì thế., en: It is so.}
  cure: {vi: Sửa đi., en: Cure it.}
  notice: {vi: Số giảm., en: A number falls.}
"""


def parsed(text: str) -> dict[str, Mistake]:
    return parse_mistakes(text, IN_LOCKSTEP, SECTIONS)


def test_a_mistake_has_its_words_and_is_known_by_its_templates() -> None:
    text = MISTAKES.replace("  why", '  also: ["The loss of {many}."]\n  why')
    mistake = parsed(text)[ID]
    assert mistake.why == {"vi": "Thiếu hàm mất mát.", "en": "There is no loss."}
    assert mistake.templates == ("No loss for {n}.", "The loss of {many}.")
    assert mistake.patterns == (pattern_of("No loss for {n}."), pattern_of("The loss of {many}."))


def test_a_mistake_that_raises_nothing_says_how_it_is_noticed_and_has_no_template() -> None:
    mistakes = parsed(MISTAKES + SILENT)
    assert list(mistakes) == [ID, "late"]
    assert (mistakes["late"].templates, mistakes["late"].patterns) == ((), ())
    assert mistakes["late"].notice["en"] == "A number falls."


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("  cure: {vi: Thêm hàm ấy., en: Add one.}\n", "", '1: the mistake has no "cure"; add it'),
        (", en: Add one.", "", '5: "no-loss" has no "cure" in "en"; add it'),
        ("vi: Thiếu hàm mất mát., ", "", '4: "no-loss" has no "why" in "vi"; add it'),
        ("en: Add one.", "en: Add one., fr: Là.", '5: no language "fr" in docs/languages.yml (languages: vi, en)'),
        ("en: Add one.", "en: ''", '5: "cure" in "en" is blank; write its text'),
        (
            '  template: "No loss for {n}."\n',
            "",
            '1: "no-loss" has either a "template", of its message, or a "notice", where there is none; write one',
        ),
        (
            "  why",
            "  notice: {vi: A., en: A.}\n  why",
            '1: "no-loss" has either a "template", of its message, or a "notice", where there is none; write one',
        ),
        ("for {n}", "for {same}", '3: "{same}" stands twice, or once with an "{other}" after it; add that'),
        ("for {n}", "for {other}", '3: "{same}" stands twice, or once with an "{other}" after it; add that'),
        ("for {n}", "for {num}", '3: no mark "{num}" (marks: {n}, {many}, {dims}, {same}, {other}, {…})'),
        (
            "  why",
            '  also: ["Another loss", "for {...}"]\n  why',
            '4: no mark "{...}" (marks: {n}, {many}, {dims}, {same}, ',
        ),
        ("for {n}", "for {n", '3: "{n" is never closed; write "{n}"'),
        ("for {n}", "for {… or {n}", '3: "{…" is never closed; write "{…}"'),
        (
            "No loss for {n}.",
            "{…}",
            '3: "{…}" has hardly any words of its own; write the part of the message that matt',
        ),
        ("No loss for {n}.", "e", '3: "e" has hardly any words of its own; write the part of the message that matters'),
        ("No loss for {n}.", "… (1, 2) /", '3: "… (1, 2) /" has hardly any words of its own; write the part of the '),
        (
            "  why",
            '  also: ["{n}"]\n  why',
            '4: "{n}" has hardly any words of its own; write the part of the message th',
        ),
        (
            "no-loss:",
            "No loss:",
            '1: "No loss" is no id; write it in small letters, digits and hyphens, as "no-flatten"',
        ),
        ("no-loss:", "no-<b>:", '1: "no-<b>" is no id; write it in small letters, digits and hyphens, as "no-flatten"'),
        (
            "#no-loss",
            "#loss",
            '2: no section "mistakes#loss"; write it as PAGE#SECTION, of a lesson that explains this',
        ),
        ("mistakes#no-loss", "fit", '2: no section "fit"; write it as PAGE#SECTION, of a lesson that explains this'),
        (
            "  why",
            "  says: A\n  why",
            '4: "says" is no key of a mistake (keys: lesson, why, cure, notice, template, also)',
        ),
    ],
)
def test_a_bad_entry_is_told_in_one_line_with_its_place(old: str, new: str, problem: str) -> None:
    assert old in MISTAKES
    with pytest.raises(ProjectError) as error:
        parsed(MISTAKES.replace(old, new))
    assert str(error.value).startswith(f"docs/mistakes.yml:{problem}")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (", en: A number falls.", "", '5: "late" has no "notice" in "en"; add it'),
        ("  notice", '  also: ["a"]\n  notice', '5: "late" has other wordings of a message, but no "template"; add it'),
    ],
)
def test_a_bad_entry_of_a_mistake_that_raises_nothing_is_told_too(old: str, new: str, problem: str) -> None:
    with pytest.raises(ProjectError) as error:
        parsed(SILENT.replace(old, new))
    assert str(error.value) == f"docs/mistakes.yml:{problem}"


@pytest.mark.parametrize("text", ["", "[]", "no-loss", "- no-loss"])
def test_a_file_that_is_no_list_of_mistakes_is_refused(text: str) -> None:
    with pytest.raises(
        ProjectError, match=r"^docs/mistakes\.yml:1: not a list of mistakes; begin each with a line such "
    ):
        parsed(text)


def test_a_project_without_the_file_has_no_mistakes(project: TinyProject) -> None:
    assert project.read().mistakes == {}
    assert project.read().mistake_scripts == {}


def test_the_script_of_a_mistake_is_the_one_that_has_its_cell() -> None:
    for id_, script in PROJECT.mistake_scripts.items():
        tags = script.cell(id_).tags
        assert bool(PROJECT.mistakes[id_].templates) == (RAISES in tags or WARNS in tags), id_
    without = [PROJECT.mistakes[id_] for id_ in PROJECT.mistakes if id_ not in PROJECT.mistake_scripts]
    assert all(mistake.templates for mistake in without)


def test_each_cell_that_shows_an_error_is_a_mistake_of_the_page() -> None:
    cells = [cell for script in PROJECT.scripts.values() for cell in script.cells]
    showing = {cell.name for cell in cells if RAISES in cell.tags or WARNS in cell.tags}
    assert showing <= set(PROJECT.mistake_scripts)
