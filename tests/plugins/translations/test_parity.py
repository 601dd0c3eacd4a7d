"""A translated page that departs from its source is named with both files, both lines and what differs."""

import pytest

from docs.plugins.project.pages import Page, parse_page
from docs.plugins.translations.parity import compare_headings, compare_section, unknown_headings

SOURCE = "# A { #a }\n\n"


def pages(source: str, translation: str) -> tuple[Page, Page]:
    return parse_page("docs/vi/a.md", source), parse_page("docs/en/a.md", translation)


def headings(source: str, translation: str) -> list[str]:
    return list(compare_headings(*pages(source, translation)))


def section(source: str, translation: str) -> list[str]:
    """What differs below a title; the translation begins a line lower."""
    there, here = pages(f"{SOURCE}{source}", f"\n{SOURCE}{translation}")
    (theirs,), (ours,) = there.sections, here.sections
    return list(compare_section(there, theirs, here, ours))


def test_headings_with_other_titles_agree() -> None:
    assert headings("# A { #a }\n", "# B { #a }\n") == []


@pytest.mark.parametrize(
    ("translation", "problem"),
    [
        ("# A { #a }\n## C { #c }\n", ":2: the heading ## #c stands where docs/vi/a.md:3 has ## #b"),
        ("# A { #a }\n### B { #b }\n", ":2: the heading ### #b stands where docs/vi/a.md:3 has ## #b"),
        ("# A { #a }\n", ": no heading ## #b, which stands at docs/vi/a.md:3"),
        ("# A { #a }\n## B { #b }\n## C { #c }\n", ":3: the heading ## #c stands where docs/vi/a.md ends"),
    ],
)
def test_the_first_heading_that_differs_is_named(translation: str, problem: str) -> None:
    assert headings("# A { #a }\n\n## B { #b }\n", translation) == [f"docs/en/a.md{problem}"]


def test_only_the_first_heading_that_differs_is_named() -> None:
    assert len(headings("# A { #a }\n# B { #b }\n", "# C { #c }\n# D { #d }\n")) == 1


@pytest.mark.parametrize(
    ("translation", "problems"),
    [
        ("# A { #a }\n## C { #c }\n", ["2: no heading of docs/vi/a.md has the id #c; keep the source's id, one of #b"]),
        ("# A { #a }\n## B { #b }\n## C { #c }\n", ["3: no heading of docs/vi/a.md has the id #c; delete the section"]),
        ("# A { #a }\n", []),
        ('---\nreflects:\n  c: "0123456789ab"\n---\n# A { #a }\n## C { #c }\n', []),
    ],
    ids=["changed", "one more", "missing", "of an earlier source"],
)
def test_a_heading_whose_id_the_source_never_had_is_named(translation: str, problems: list[str]) -> None:
    there, here = pages("# A { #a }\n\n## B { #b }\n", translation)
    assert list(unknown_headings(there, here)) == [f"docs/en/a.md:{problem}" for problem in problems]


def test_a_section_of_the_same_blocks_agrees() -> None:
    assert section("một\n\n- hai [b](b.md) [a](a.md)\n", "one\n\n- [a](a.md) two [b](b.md)\n") == []


@pytest.mark.parametrize(
    ("source", "translation", "problem"),
    [
        ("một\n", "- one\n", "4: an item stands where docs/vi/a.md:3 has a paragraph"),
        ("1. một\n", "- one\n", "4: an item stands where docs/vi/a.md:3 has a numbered item"),
        ("| một |\n", "| one | two |\n", "4: a row of 2 cells stands where docs/vi/a.md:3 has a row of 1 cells"),
        ('!!! note "A"\n', '!!! tip "A"\n', "4: !!! tip stands where docs/vi/a.md:3 has !!! note"),
        ('??? note "A"\n', '!!! note "A"\n', "4: !!! note stands where docs/vi/a.md:3 has ??? note"),
        ('=== "A"\n', "one\n", "4: a paragraph stands where docs/vi/a.md:3 has a tab"),
        (
            "```example\na.py#b\n```\n",
            "```example\na.py#c\n```\n",
            "4: ```example a.py#c stands where docs/vi/a.md:3 has ```example a.py#b",
        ),
        ("```bash\nls\n```\n", "```text\nls\n```\n", "4: ```text ls stands where docs/vi/a.md:3 has ```bash ls"),
        (
            "một\n\nhai\n",
            "one\ntwo\n",
            "5: the section #a ends where docs/vi/a.md:5 has a paragraph; two paragraphs were merged: "
            "put an empty line between them",
        ),
        (
            "một\n\nhai\n\nba\n\n- bốn\n",
            "one\ntwo\nthree\n\n- four\n",
            "8: an item stands where docs/vi/a.md:5 has a paragraph; several paragraphs were merged: "
            "put an empty line between them",
        ),
        (
            "một\n",
            "one\n\ntwo\n",
            "6: a paragraph stands where the section #a of docs/vi/a.md:3 ends; a paragraph was split in two: "
            "delete the empty line in it",
        ),
        ("một\n", "one\n\n- two\n", "6: an item stands where the section #a of docs/vi/a.md:3 ends"),
        ("    một\n", "one\n", "4: a paragraph is indented by 0 levels, that of docs/vi/a.md:3 by 1"),
        ("[một](b.md)\n", "[one](c.md)\n", "4: a paragraph leads to c.md, that of docs/vi/a.md:3 to b.md"),
        ("[một](b.md)\n", "one\n", "4: a paragraph leads to nothing, that of docs/vi/a.md:3 to b.md"),
        ("![một](b.svg)\n", "![one](c.svg)\n", "4: a paragraph shows c.svg, that of docs/vi/a.md:3 b.svg"),
    ],
)
def test_what_differs_in_a_section_is_named(source: str, translation: str, problem: str) -> None:
    assert section(source, translation) == [f"docs/en/a.md:{problem}"]


def test_only_the_first_difference_of_a_section_is_named() -> None:
    assert len(section("một\n\nhai\n", "- one\n\n- two\n")) == 1
