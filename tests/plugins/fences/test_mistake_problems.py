"""What is wrong with the mistakes of a page."""

import pytest

from docs.plugins.check import check
from docs.plugins.project.commands import record_command
from docs.plugins.project.scripts import parse_script
from tests.plugins.conftest import add_french
from tests.plugins.fences.mistakes import (
    PAGE,
    RAISED,
    SCRIPT,
    SILENT,
    TRANSCRIPT,
    TYPED,
    add_mistakes,
    printed,
    raised,
    write_page,
    write_record,
)
from tests.support.tiny_project import TinyProject

FORM = 'lines such as "$ pip install keras", the message, and such lines again, which cure it'
AGAIN = record_command(parse_script("mistakes/numbers", SCRIPT))


@pytest.fixture
def mistakes(project: TinyProject) -> TinyProject:
    """The tiny project with its mistakes."""
    return add_mistakes(project)


def in_both(*problems: tuple[int | None, str]) -> list[str]:
    """The problems as each language's page has them."""
    return [
        f"docs/{language}/mistakes.md{f':{line}' if line else ''}: {problem}"
        for language in ("vi", "en")
        for line, problem in problems
    ]


def changed(mistakes: TinyProject, old: str, new: str) -> list[str]:
    """The problems once the page says something else in both languages."""
    assert old in PAGE
    write_page(mistakes, PAGE.replace(old, new))
    return check(mistakes.read())


def without_cell(name: str) -> str:
    """The script without a cell."""
    head, *cells = SCRIPT.split("# %% ")
    return "# %% ".join([head, *(cell for cell in cells if cell.split()[0] != name)])


def test_an_id_that_is_not_there(mistakes: TinyProject) -> None:
    found = changed(mistakes, f"{TRANSCRIPT}\n```\n", f"{TRANSCRIPT}\n```\n\n```mistake\nx\n```\n")
    problem = 'no mistake "x" in docs/mistakes.yml; write its entry there, or correct the id'
    assert found == in_both((TYPED + 8, problem))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # The heading, the nearest id, and either: the nearest is shown where it belongs.
        ("```mistake\nno-number\n", "```mistake\nnumber-lacks\n"),
        ("{ #no-number }\n\n```mistake\nno-number\n", "{ #no-numbr }\n\n```mistake\nno-numbr\n"),
        ("```mistake\nno-number\n", "```mistake\nno-commander\n"),
    ],
)
def test_an_id_that_is_not_there_is_told_alone_with_the_one_that_is_meant(
    mistakes: TinyProject, old: str, new: str
) -> None:
    wrong = new.split()[-1]
    problem = f'no mistake "{wrong}" in docs/mistakes.yml; did you mean "no-number"?'
    assert changed(mistakes, old, new) == in_both((RAISED, problem))


def test_a_fence_without_an_id_is_told_alone(mistakes: TinyProject) -> None:
    problem = "the fence names no mistake; write its id"
    assert changed(mistakes, "```mistake\nno-number\n", "```mistake\n") == in_both((RAISED, problem))


def test_a_mistake_that_is_shown_twice(mistakes: TinyProject) -> None:
    found = changed(mistakes, f"{TRANSCRIPT}\n```\n", f"{TRANSCRIPT}\n```\n\n```mistake\n{TRANSCRIPT}\n```\n")
    problem = f'a second mistake "no-command"; the first is at line {TYPED}; take one out'
    assert found == in_both((TYPED + 8, problem))


def test_a_mistake_that_is_shown_on_another_page(mistakes: TinyProject) -> None:
    text = (mistakes.root / "docs/en/add.md").read_text(encoding="utf-8")
    for language in ("vi", "en"):
        mistakes.write(f"docs/{language}/add.md", f"{text}\n```mistake\nno-number\n```\n")
    problem = "mistakes are shown on the page mistakes; link to mistakes.md#no-number instead"
    line = text.count("\n") + 2
    assert [each for each in check(mistakes.read()) if problem in each] == [
        f"docs/{language}/add.md:{line}: {problem}" for language in ("vi", "en")
    ]


def test_a_mistake_that_the_page_does_not_show(mistakes: TinyProject) -> None:
    problem = 'the mistake "no-command" of docs/mistakes.yml is not shown; add its fence'
    assert changed(mistakes, f"```mistake\n{TRANSCRIPT}\n```\n", "") == in_both((None, problem))


def test_a_language_that_is_not_in_lockstep_may_show_fewer(mistakes: TinyProject) -> None:
    add_french(mistakes)
    mistakes.write("docs/fr/index.md", "# Home { #index }\n")
    mistakes.write("docs/fr/mistakes.md", "# Mistakes { #mistakes }\n")
    assert check(mistakes.read()) == []


def test_a_mistake_under_a_heading_of_another_id(mistakes: TinyProject) -> None:
    problem = 'the heading over the mistake "too-small" has the id "small"; give both the same'
    assert changed(mistakes, "{ #too-small }", "{ #small }") == in_both((SILENT - 2, problem))


def test_a_mistake_under_a_heading_without_an_id(mistakes: TinyProject) -> None:
    problem = 'the heading over the mistake "too-small" has no id; give both the same'
    assert changed(mistakes, " { #too-small }", "") == in_both((SILENT - 2, problem))


def test_a_heading_of_another_id_is_told_and_not_the_file_that_names_its_section(mistakes: TinyProject) -> None:
    mistakes.write("docs/search.yml", "mistakes:\n  too-small: {vi: [nhỏ], en: [small]}\n")
    assert check(mistakes.read()) == []
    (said, _) = changed(mistakes, "{ #too-small }", "{ #small }")
    assert said.startswith(f'docs/vi/mistakes.md:{SILENT - 2}: the heading over the mistake "too-small" has the id ')


def test_a_mistake_without_a_heading_of_its_own(mistakes: TinyProject) -> None:
    problem = 'the mistake "too-small" has no heading of its own; write one, with { #too-small }'
    found = changed(mistakes, "## Too small { #too-small }\n\n", "")
    assert found == in_both((SILENT - 2, problem))


def test_markdown_in_its_words_that_is_not_read(mistakes: TinyProject) -> None:
    mistakes.replace("docs/mistakes.yml", "en: Give it one.", 'en: "Give it **one**."')
    problem = '"**" would be shown as it is; a text here may have `code` and *emphasis* alone'
    assert check(mistakes.read()) == [
        f'docs/en/mistakes.md:{RAISED}: "cure" of "no-number" in docs/mistakes.yml, in "en": {problem}'
    ]


def test_a_cell_that_is_missing(mistakes: TinyProject) -> None:
    write_record(mistakes, {}, without_cell("no-number"))
    problem = 'no cell "no-number" in examples/mistakes, which makes this mistake; write it, or write below the id how '
    assert [each for each in check(mistakes.read()) if ":9:" in each] == in_both(
        (RAISED, f"{problem}it comes about in a terminal: {FORM}")
    )


def test_a_cell_that_is_missing_of_one_that_raises_nothing(mistakes: TinyProject) -> None:
    write_record(mistakes, {}, without_cell("too-small"))
    problem = 'no cell "too-small" in examples/mistakes, which makes this mistake; write it'
    assert [each for each in check(mistakes.read()) if ":15:" in each] == in_both((SILENT, problem))


def test_a_cure_without_its_cell(mistakes: TinyProject) -> None:
    write_record(mistakes, {}, without_cell("no-number-cure"))
    problem = 'no cell "no-number-cure" in examples/mistakes/numbers.py, which cures this mistake; write it'
    assert check(mistakes.read()) == in_both((RAISED, problem))


def test_a_record_that_is_older_than_a_cell(mistakes: TinyProject) -> None:
    write_record(mistakes, {}, without_cell("too-small-cure"))
    mistakes.write("examples/mistakes/numbers.py", SCRIPT)
    problem = f'no cell "too-small-cure" in examples/notebooks/mistakes/numbers.ipynb; make it again: {AGAIN}'
    assert in_both((SILENT, problem))[0] in check(mistakes.read())


def test_a_message_in_which_no_template_is_found(mistakes: TinyProject) -> None:
    write_record(mistakes, {"no-number": [raised("this is not an integer")]})
    problem = 'no template of "no-number" in docs/mistakes.yml is found in what its cell raises; correct the cell, or '
    assert check(mistakes.read()) == in_both((RAISED, f"{problem}let the record write the template: {AGAIN}"))


@pytest.mark.parametrize("cell", ["too-small", "too-small-cure"])
def test_of_one_that_raises_nothing_a_cell_that_prints_nothing(mistakes: TinyProject, cell: str) -> None:
    write_record(mistakes, {cell: []})
    problem = f'the cell "{cell}" of examples/mistakes/numbers.py prints nothing, and so shows no difference; '
    assert check(mistakes.read()) == in_both((SILENT, f"{problem}print it there"))


def test_a_cell_that_makes_the_mistake_of_a_transcript(mistakes: TinyProject) -> None:
    transcript = "no-number\n$ python\ninvalid literal for int()\n$ python"
    problem = 'the cell "no-number" of examples/mistakes/numbers.py makes this mistake; '
    assert changed(mistakes, "```mistake\nno-number\n", f"```mistake\n{transcript}\n") == in_both(
        (RAISED, f"{problem}take out what stands below its id")
    )


def test_a_transcript_of_one_that_has_no_message(mistakes: TinyProject) -> None:
    write_record(mistakes, {}, SCRIPT.partition("# %% too-small")[0])
    problem = '"too-small" has no template in docs/mistakes.yml, and so no message; take out what stands below its id'
    transcript = "too-small\n$ python\n0.333\n$ python"
    assert changed(mistakes, "```mistake\ntoo-small\n", f"```mistake\n{transcript}\n") == in_both((SILENT, problem))


def test_a_transcript_of_another_form(mistakes: TinyProject) -> None:
    problem = f"what stands below the id is not of the form of a terminal: {FORM}"
    assert changed(mistakes, "\n$ python\n", "\n") == in_both((TYPED, problem))


def test_a_transcript_in_which_no_template_is_found(mistakes: TinyProject) -> None:
    problem = 'no template of "no-command" in docs/mistakes.yml is found in its message; correct one of them'
    assert changed(mistakes, "command not found", "no such command") == in_both((TYPED, problem))


# With the other cells of the page


def test_a_cell_of_a_mistake_is_shown_by_its_fence_alone(mistakes: TinyProject) -> None:
    found = changed(mistakes, "## No command", "```example\nmistakes/numbers.py#too-small\n```\n\n## No command")
    problem = f'the cell "too-small" of examples/mistakes/numbers.py is shown twice; first at line {SILENT}'
    assert in_both((19, problem))[0] in found


def test_the_cells_of_mistakes_stand_in_the_order_of_their_script(mistakes: TinyProject) -> None:
    first, second = (f"{{ #{id_} }}\n\n```mistake\n{id_}\n```" for id_ in ("no-number", "too-small"))
    text = PAGE.replace(first, "FIRST").replace(second, first).replace("FIRST", second)
    write_page(mistakes, text)
    problem = 'the cell "no-number" comes after "too-small-cure", but before it in examples/mistakes/numbers.py'
    assert check(mistakes.read()) == in_both((SILENT, problem))


def test_a_cell_that_belongs_to_no_mistake_is_missing_from_the_page(mistakes: TinyProject) -> None:
    write_record(mistakes, {"more": [printed("1")]}, f"{SCRIPT}\n# %% more\nprint(1)\n")
    problem = 'the cell "more" of examples/mistakes/numbers.py is not shown; add it, in the script\'s order'
    assert check(mistakes.read()) == in_both((None, problem))
