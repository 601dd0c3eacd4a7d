"""The errata of `docs/errata.yml`: what is read, and what is wrong with those that are not in order."""

import pytest

from docs.plugins.check import check
from docs.plugins.project.errata import Erratum, parse_errata
from docs.plugins.project.errors import ProjectError
from tests.support.tiny_project import TinyProject

TEXT = """\
W1:
  wrong: 1 +
  says: "SyntaxError: invalid syntax"
  right: |
    1 + \\
    1
W2:
  language: bash
  before: a=1
  wrong: pip instal keras
  says: unknown command
  right: pip install keras
"""
KEYS = "(keys: wrong, says, right, before, language)"


def test_errata_are_read_in_their_order_by_their_ids() -> None:
    errata = parse_errata(TEXT)
    assert list(errata) == ["W1", "W2"]
    assert errata["W1"] == Erratum("W1", "1 +", "SyntaxError: invalid syntax", "1 + \\\n1", "", "python")
    assert errata["W2"] == Erratum(
        "W2", "pip instal keras", "unknown command", "pip install keras", before="a=1", language="bash"
    )


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (TEXT, "", '1: not a list of errata; begin each with a line such as "W1:"'),
        (TEXT, "- W1\n", '1: not a list of errata; begin each with a line such as "W1:"'),
        (TEXT, "W1: 1 +\n", "1: not an erratum; give it the keys wrong, says, right, before, language"),
        (
            "says: unknown command",
            "says: a: b",
            "11: not YAML: mapping values are not allowed here; put the text in double quotes",
        ),
        ("W2:", "W1:", '7: not YAML: a second "W1"; the first is at line 1'),
        ("W2:", "2:", '7: "id" is "2", not text; write it in quotes'),
        ("  says: unknown command\n", "", '7: the erratum has no "says"; add it'),
        ("says: unknown", "say: unknown", f'11: "say" is no key of an erratum {KEYS}'),
        ("language: bash", "id: W3", f'8: "id" is no key of an erratum {KEYS}'),
        ("language: bash", "language:", '8: "language" is empty, not text; write it in quotes'),
        ("before: a=1", "before: 1", '9: "before" is "1", not text; write it in quotes'),
        ("wrong: 1 +", 'wrong: ""', '2: "wrong" is blank; write its text'),
    ],
)
def test_a_problem_is_told_with_its_line(old: str, new: str, problem: str) -> None:
    assert old in TEXT
    with pytest.raises(ProjectError) as raised:
        parse_errata(TEXT.replace(old, new))
    assert str(raised.value) == f"docs/errata.yml:{problem}"


def test_the_check_of_a_project_says_what_is_wrong_with_its_errata(project: TinyProject) -> None:
    project.replace("docs/errata.yml", "  wrong: 1 +\n", "")
    assert check(project.read()) == ['docs/errata.yml:2: the erratum has no "wrong"; add it']
