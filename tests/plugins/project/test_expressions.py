"""Python expressions that stand in texts, between braces or alone."""

import pytest

from docs.plugins.project.expressions import cut_at_brace, expression_problem, names_in


@pytest.mark.parametrize(
    ("text", "problem"),
    [(" a + 1 ", ""), ("a +", "invalid syntax"), ("(", "'(' was never closed"), ("", "invalid syntax"), ("a = 1", "i")],
)
def test_what_is_no_expression_is_told_why(text: str, problem: str) -> None:
    assert expression_problem(text).startswith(problem)
    assert bool(expression_problem(text)) == bool(problem)


@pytest.mark.parametrize("text", ["\0", f"{3000 * '('}1"])
def test_whatever_an_author_writes_it_is_an_expression_or_told(text: str) -> None:
    assert expression_problem(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a} b}", ("a", " b}")),
        ("{1: 2}[1]} b", ("{1: 2}[1]", " b")),
        ('"}" + a}', ('"}" + a', "")),
        ("a +} b", None),
        ("a", None),
    ],
)
def test_an_expression_ends_at_the_first_brace_that_leaves_it_whole(text: str, parts: tuple[str, str] | None) -> None:
    assert cut_at_brace(text, lambda inside: not expression_problem(inside)) == parts


def test_the_names_of_an_expression_are_those_that_it_does_not_make_itself() -> None:
    assert names_in("[a for a in b] + list(map(lambda c: c + d, e))") == {"b", "list", "map", "d", "e"}
