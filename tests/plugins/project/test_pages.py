"""Fences and headings are found where a reader sees them, with their lines."""

import pytest

from docs.plugins.project.pages import Fence, Heading, ProjectError, parse_page, prose


def test_a_heading_has_its_level_title_id_and_line() -> None:
    assert parse_page("a.md", "# A\n\n### Cài đặt { #install }\n").headings == (
        Heading(1, 1, "A", None),
        Heading(3, 3, "Cài đặt", "install"),
    )


def test_a_comment_in_a_fence_is_no_heading() -> None:
    assert parse_page("a.md", "```bash\n# a comment\n```\n").headings == ()


def test_a_fence_in_a_fold_loses_its_indentation() -> None:
    page = parse_page("a.md", '??? note "A"\n    ```python\n    if x:\n        y\n    ```\n')
    assert page.fences == (Fence(2, "python", "if x:\n    y", "```", 5),)


def test_a_fence_keeps_its_attributes_for_the_ledger_to_see() -> None:
    assert parse_page("a.md", '```python title="x"\n1\n```').fences[0].info == 'python title="x"'


def test_a_fence_of_tildes_is_a_fence() -> None:
    assert parse_page("a.md", "~~~ text\n1\n~~~").fences == (Fence(1, "text", "1", "~~~", 3),)


def test_a_fence_closed_by_more_backticks_is_not_closed() -> None:
    with pytest.raises(ProjectError, match=r'^a\.md:2: the fence is never closed by a line of "```"$'):
        parse_page("a.md", "\n```\n1\n````\n")


def test_prose_is_the_page_without_its_fences() -> None:
    assert prose(parse_page("a.md", "a\n```text\n1\n```\nb")) == "a\nb"
