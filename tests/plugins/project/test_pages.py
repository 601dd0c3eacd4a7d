"""Fences, headings and sections are found where a reader sees them; a section's hash is that of its words."""

import pytest

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.pages import Fence, Heading, Section, parse_page, parse_page_file, prose


def sections(text: str) -> tuple[Section, ...]:
    return parse_page("a.md", text).sections


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


def test_a_fence_that_takes_the_next_one_for_its_body_is_not_closed() -> None:
    with pytest.raises(ProjectError, match=r'^a\.md:2: the fence is never closed by a line of "```"$'):
        parse_page("a.md", "# A { #a }\n```diagram\na\n\n## B { #b }\n\n```text\nb\n```\n")


def test_prose_is_the_page_without_its_fences() -> None:
    assert prose(parse_page("a.md", "a\n```text\n1\n```\nb")) == "a\nb"


def test_a_page_that_is_not_utf_8_is_named_with_its_line() -> None:
    with pytest.raises(ProjectError) as error:
        parse_page_file(b"# A\n\n\xff\n", "docs/vi/a.md")
    assert str(error.value) == "docs/vi/a.md:3: not UTF-8 (invalid start byte); save the file as UTF-8"


def test_whatever_ends_its_lines_a_page_is_the_same() -> None:
    page = parse_page("a.md", "# A { #a }\n\none\n")
    for end in (b"\r\n", b"\r"):
        assert parse_page_file(end.join([b"# A { #a }", b"", b"one", b""]), "a.md") == page


# Sections


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


def test_a_comment_in_the_front_matter_is_no_heading_and_lines_count_from_the_top() -> None:
    page = parse_page("a.md", "---\n# why\ndescription: A.\n---\n\n# A { #a }\n")
    assert page.headings == (Heading(6, 1, "A", "a"),)


def test_only_line_feeds_end_a_line() -> None:
    page = parse_page("a.md", "one\x0ctwo\u2028three\x85\n# A { #a }\n")
    assert page.headings[0].line == 2
    assert len(page.lines) == 3


def test_a_byte_order_mark_is_no_part_of_a_page() -> None:
    page = parse_page_file("\ufeff---\ndescription: A.\n---\n".encode(), "docs/vi/a.md")
    assert page.front_matter.description == "A."


@pytest.mark.parametrize(
    ("path", "name"), [("docs/vi/train.md", "train"), ("docs/en/more/a.md", "more/a"), ("README.md", "README")]
)
def test_a_page_is_named_by_its_path_below_its_languages_folder(path: str, name: str) -> None:
    assert parse_page(path, "").name == name
