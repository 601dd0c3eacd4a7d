"""The blocks of a section are found where a reader sees them, with their lines."""

import pytest

from docs.plugins.project.pages import parse_page
from docs.plugins.translations.blocks import Block, blocks_of


def found(text: str) -> tuple[Block, ...]:
    """The blocks below a title."""
    page = parse_page("a.md", f"# A {{ #a }}\n\n{text}")
    (section,) = page.sections
    return blocks_of(page, section)


def blocks(text: str) -> list[tuple[int, int, str]]:
    """Line, depth and kind of each block below a title."""
    return [(block.line, block.depth, block.kind) for block in found(text)]


def block(text: str) -> Block:
    (only,) = found(text)
    return only


def test_the_blocks_of_a_section_end_where_the_next_one_begins() -> None:
    page = parse_page("a.md", "# A { #a }\n\none\n\n## B { #b }\n\n- two\n")
    first, second = page.sections
    assert [block.line for block in blocks_of(page, first)] == [3]
    assert [(block.line, block.kind) for block in blocks_of(page, second)] == [(7, "an item")]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("one", "a paragraph"),
        ("- one", "an item"),
        ("* one", "an item"),
        ("12. one", "a numbered item"),
        ("3.15 is a number", "a paragraph"),
        ("| a | b |", "a row of 2 cells"),
        ("| `a|b` | c \\| d |", "a row of 2 cells"),
        ('!!! note "One"', "!!! note"),
        ('??? solution "One"', "??? solution"),
        ("???+ warning", "???+ warning"),
        ('=== "Linux"', "a tab"),
        ("<div>", "a paragraph"),
    ],
)
def test_a_block_is_of_the_kind_that_its_first_line_says(line: str, kind: str) -> None:
    assert blocks(line) == [(3, 0, kind)]


def test_a_paragraph_goes_on_to_an_empty_line() -> None:
    assert blocks("one\ntwo\n- three\n\nfour\n") == [(3, 0, "a paragraph"), (7, 0, "a paragraph")]


def test_items_need_no_empty_line_between_them_and_go_on_below() -> None:
    assert blocks("- one\n  more\n- two\n1. three\n") == [
        (3, 0, "an item"),
        (5, 0, "an item"),
        (6, 0, "a numbered item"),
    ]


def test_each_row_of_a_table_is_a_block() -> None:
    assert [kind for _, _, kind in blocks("| a |\n|---|\n| b |\n")] == ["a row of 1 cells"] * 3


def test_what_stands_in_a_note_or_an_item_is_deeper() -> None:
    assert blocks('1. one\n\n    ??? note "A"\n\n        two\n') == [
        (3, 0, "a numbered item"),
        (5, 1, "??? note"),
        (7, 2, "a paragraph"),
    ]


def test_a_fence_is_a_block_of_its_language_and_its_body() -> None:
    assert blocks("one\n```bash\n# no heading\n\nls  -l\n```\ntwo\n") == [
        (3, 0, "a paragraph"),
        (4, 0, "```bash # no heading ls -l"),
        (9, 0, "a paragraph"),
    ]


def test_a_fence_ends_an_item_too() -> None:
    assert [kind for _, _, kind in blocks("- one\n```text\n1\n```\n")] == ["an item", "```text 1"]


def test_an_empty_fence_is_a_block() -> None:
    assert blocks("```text\n```\none\n") == [(3, 0, "```text"), (5, 0, "a paragraph")]


def test_the_description_of_a_picture_is_no_part_of_its_fence() -> None:
    assert block("```output\nadd.py#sum\nA three.\n```\n").kind == "```output add.py#sum"


def test_a_board_is_known_by_its_scripts_and_not_by_what_their_networks_are_called() -> None:
    assert block("```draw\nadd.py A network\nsub.py Another\n```\n").kind == "```draw add.py sub.py"


def test_the_links_and_pictures_of_a_block_are_told_in_the_order_of_the_alphabet() -> None:
    only = block('[b](b.md#x), [`a`](a.md "title") and ![z](z.svg)\n![y](y.svg) [c [d]](c.md)\n')
    assert only.links == ("a.md", "b.md#x", "c.md")
    assert only.pictures == ("y.svg", "z.svg")


def test_a_link_in_code_is_none() -> None:
    assert block("`[a](a.md)` and ``[b](`b.md`)``\n").links == ()
