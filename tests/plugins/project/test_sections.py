"""Sections and their blocks are found where a reader sees them; a section's hash is that of its words."""

import pytest
from docs.plugins.project.sections import Block, Section

from docs.plugins.project.pages import parse_page


def sections(text: str) -> tuple[Section, ...]:
    return parse_page("a.md", text).sections


def blocks(text: str) -> list[tuple[int, int, str]]:
    """Line, depth and kind of each block below a title."""
    (section,) = sections(f"# A {{ #a }}\n\n{text}")
    return [(block.line, block.depth, block.kind) for block in section.blocks]


def block(text: str) -> Block:
    (section,) = sections(f"# A {{ #a }}\n\n{text}")
    (only,) = section.blocks
    return only


def test_a_section_goes_from_its_heading_to_the_next_of_any_level() -> None:
    first, second, third = sections("# A { #a }\n\none\n\n### B { #b }\n## C { #c }\n\ntwo\n")
    assert (first.id, first.level, first.title, first.line, first.last_line) == ("a", 1, "A", 1, 3)
    assert (second.id, second.level, second.line, second.last_line) == ("b", 3, 5, 5)
    assert (third.id, third.line, third.last_line, third.text) == ("c", 6, 8, "## C { #c }\n\ntwo")


def test_the_front_matter_belongs_to_the_first_section() -> None:
    first, second = sections("---\ndescription: One.\n---\n\n# A { #a }\n\n## B { #b }\n")
    assert first.text == "---\ndescription: One.\n---\n\n# A { #a }"
    assert first.line == 5
    assert second.text == "## B { #b }"


def test_a_page_without_headings_has_no_sections() -> None:
    assert sections("one\n") == ()


def test_a_heading_without_an_id_has_an_empty_one() -> None:
    assert sections("# A\n")[0].id == ""


def test_a_hash_has_12_hexadecimal_digits_of_the_sha_256_of_the_words() -> None:
    # printf '# A { #a } one two' | sha256sum
    assert sections("# A { #a }\n\none two\n")[0].hash == "2bb5ba778fa3"


def test_how_words_are_broken_into_lines_does_not_change_the_hash() -> None:
    assert sections("# A { #a }\n\none two\n")[0].hash == sections("# A { #a }\n\n\none\ntwo\n\n")[0].hash


@pytest.mark.parametrize("text", ["# A { #a }\n\none three\n", "# B { #a }\n\none two\n", "# A { #b }\n\none two\n"])
def test_another_word_title_or_id_changes_the_hash(text: str) -> None:
    assert sections("# A { #a }\n\none two\n")[0].hash != sections(text)[0].hash


def test_another_sections_words_do_not_change_the_hash() -> None:
    assert sections("# A { #a }\n\n## B { #b }\n")[0].hash == sections("# A { #a }\n\n## C { #c }\n")[0].hash


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
        ('??? success "One"', "??? success"),
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
    found = block('[b](b.md#x), [`a`](a.md "title") and ![z](z.svg)\n![y](y.svg) [c [d]](c.md)\n')
    assert found.links == ("a.md", "b.md#x", "c.md")
    assert found.pictures == ("y.svg", "z.svg")


def test_a_link_in_code_is_none() -> None:
    assert block("`[a](a.md)` and ``[b](`b.md`)``\n").links == ()
