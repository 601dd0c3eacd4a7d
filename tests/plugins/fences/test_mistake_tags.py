"""The tags of a mistake's two cells say what docs/mistakes.yml says of it; a cell of which they don't is told."""

import pytest

from docs.plugins.check import check
from docs.plugins.fences.mistake_tags import tag_problems
from tests.plugins.fences.mistakes import SCRIPT, add_mistakes, write_record
from tests.support.programs import PROJECT
from tests.support.tiny_project import TinyProject

RAISES = ' tags=["raises-exception"]'
WARNS = ' tags=["warns"]'
BOTH = ' tags=["raises-exception", "warns"]'


@pytest.fixture
def mistakes(project: TinyProject) -> TinyProject:
    """The tiny project with its mistakes."""
    return add_mistakes(project)


def test_this_projects_cells_have_the_right_tags() -> None:
    assert list(tag_problems(PROJECT)) == []


def test_a_mistake_may_raise_or_warn(mistakes: TinyProject) -> None:
    assert check(mistakes.read()) == []
    write_record(mistakes, {}, SCRIPT.replace(RAISES, WARNS))
    assert check(mistakes.read()) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        (
            f"no-number{RAISES}",
            "no-number",
            9,
            '"no-number" has neither of the tags raises-exception and warns, but its mistake a template in '
            "docs/mistakes.yml; add one",
        ),
        (
            f"no-number{RAISES}",
            f"no-number{BOTH}",
            9,
            '"no-number" has the tags raises-exception and warns; keep the first where it ends with an error, else the '
            "second",
        ),
        (
            "no-number-cure",
            f"no-number-cure{RAISES}",
            14,
            '"no-number-cure" cures a mistake, and so neither raises nor warns; take out raises-exception',
        ),
        (
            "too-small-cure",
            f"too-small-cure{BOTH}",
            20,
            '"too-small-cure" cures a mistake, and so neither raises nor warns; take out raises-exception and warns',
        ),
        (
            "too-small\n",
            f"too-small{RAISES}\n",
            17,
            '"too-small" has the tag raises-exception, but its mistake no template in docs/mistakes.yml; '
            "take it out, or write the template",
        ),
    ],
)
def test_wrong_tags_are_told_with_the_cells_place(
    mistakes: TinyProject, old: str, new: str, line: int, problem: str
) -> None:
    assert old in SCRIPT
    mistakes.write("examples/mistakes/numbers.py", SCRIPT.replace(old, new, 1))
    assert check(mistakes.read()) == [f"examples/mistakes/numbers.py:{line}: the cell {problem}"]
