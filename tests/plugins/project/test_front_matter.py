"""A translated page's front matter says which text of each section it reflects."""

import pytest

from docs.plugins.project.commands import SITE
from docs.plugins.project.errors import ProjectError
from docs.plugins.project.front_matter import FrontMatter, confirmed, parse_front_matter, with_reflected

PAGE = '---\ndescription: A.\nreflects:\n  a: "0123456789ab"\n  b: "ba9876543210"\n---\n\n# A { #a }\n'


def read(text: str) -> FrontMatter:
    return parse_front_matter("docs/en/a.md", text)


def test_the_hashes_are_read_with_their_lines() -> None:
    front_matter = read(PAGE)
    assert front_matter.reflects == {"a": "0123456789ab", "b": "ba9876543210"}
    assert front_matter.lines == {"a": 4, "b": 5}


def test_the_description_is_read() -> None:
    assert read("---\ndescription: “A” and “B”\n---\n").description == "“A” and “B”"
    assert read(PAGE).description == "A."
    assert read("---\ndescription:\n  A\n  and B.\n---\n").description == "A and B."


@pytest.mark.parametrize(
    "text", ["# A { #a }\n", "---\n---\n\n# A { #a }\n", "---\ndescription: A.\n---\n# A { #a }\n"]
)
def test_a_page_may_reflect_nothing(text: str) -> None:
    assert (read(text).reflects, read(text).lines) == ({}, {})


@pytest.mark.parametrize("text", ["# A { #a }\n", "---\n---\n\n# A { #a }\n"])
def test_a_page_may_say_nothing(text: str) -> None:
    assert read(text) == FrontMatter()


@pytest.mark.parametrize(
    ("front_matter", "problem"),
    [
        (
            "description: a: b",
            "2: the front matter is not YAML: mapping values are not allowed here; put the text in double quotes",
        ),
        ("a: 1\na: 2", '3: the front matter is not YAML: a second "a"; the first is at line 2'),
        ("- a", '2: the front matter is not a list of entries such as "description: …"'),
    ],
)
def test_a_bad_front_matter_is_named_with_its_line(front_matter: str, problem: str) -> None:
    with pytest.raises(ProjectError) as error:
        read(f"---\n{front_matter}\n---\n\n# A {{ #a }}\n")
    assert str(error.value) == f"docs/en/a.md:{problem}"


def test_the_hashes_are_written_again_and_all_else_is_kept() -> None:
    assert with_reflected(PAGE, {"c": "000000000000"}) == (
        '---\ndescription: A.\nreflects:\n  c: "000000000000"\n---\n\n# A { #a }\n'
    )


def test_what_stands_behind_the_hashes_is_kept() -> None:
    text = PAGE.replace("---\n\n", "title: B\n---\n\n")
    assert with_reflected(text, {"c": "000000000000"}).startswith('---\ndescription: A.\ntitle: B\nreflects:\n  c: "')


def test_a_page_without_front_matter_gets_one() -> None:
    assert with_reflected("# A { #a }\n", {"a": "000000000000"}) == (
        '---\nreflects:\n  a: "000000000000"\n---\n\n# A { #a }\n'
    )


def test_writing_twice_is_writing_once() -> None:
    once = with_reflected(PAGE, {"a": "000000000000"})
    assert with_reflected(once, {"a": "000000000000"}) == once


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("descripton: A.", '"descripton" is not a key of the front matter (keys: title, description, reflects)'),
        ("description:", '"description" is not text; write it in quotes'),
        ("description: 3", '"description" is not text; write it in quotes'),
        ("title: [A]", '"title" is not text; write it in quotes'),
        ("title: “A”", '"title" is in curly quotes; use straight ones'),
        ("description: „A and B“", '"description" is in curly quotes; use straight ones'),
    ],
)
def test_an_entry_that_is_unknown_or_no_text_is_named(entry: str, problem: str) -> None:
    with pytest.raises(ProjectError) as error:
        parse_front_matter("docs/en/a.md", f"---\n{entry}\n---\n")
    assert str(error.value) == f"docs/en/a.md:2: {problem}"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\n---\ndescription: A.\n---\n\n# A { #a }\n", 2),
        ("\n ---\ndescription: A.\n---\n", 2),
        ("----\ndescription: A.\n----\n", 1),
        ("—\ndescription: A.\n—\n", 1),
        ("–-\ndescription: A.\n–-\n", 1),
        ("description: A.\n\n# A { #a }\n", 1),
        ("<!-- why -->\n\n---\ndescription: A.\n---\n", 3),
        ("---\ndescription: A.\n---\n\n---\nreflects: yes\n---\n", 5),
        ("---\n---\n<!-- why -->\ndescription: A.\n", 4),
        ('reflects:\n  a: "0123456789ab"\n---\n', 1),
    ],
)
def test_a_front_matter_that_no_one_would_see_as_one_is_named(text: str, line: int) -> None:
    with pytest.raises(ProjectError) as error:
        read(text)
    problem = 'a page has one front matter, from "---" on line 1 to the next "---"; write it so'
    assert str(error.value) == f"docs/en/a.md:{line}: {problem}"


@pytest.mark.parametrize("end", ["\n", "...\n\n", "reflects:\n"])
@pytest.mark.parametrize("below", ["", "\ntext\n\n---\n\ntext\n"])
def test_a_front_matter_that_is_never_closed_or_only_by_a_line_below_the_title_is_named(end: str, below: str) -> None:
    with pytest.raises(ProjectError) as error:
        read(f"---\ndescription: A.\n{end}# A {{ #a }}\n{below}")
    problem = 'the front matter is not closed before the title; end it with a line "---"'
    assert str(error.value) == f"docs/en/a.md:1: {problem}"


@pytest.mark.parametrize(
    ("stands", "read_as"),
    [
        ("123", "123"),
        ("123456789012", "123456789012"),
        ('"0123456789AB"', "0123456789AB"),
        ("“0123456789ab”", "“0123456789ab”"),
        ("TODO", "TODO"),
        ("", ""),
        ('""', ""),
        ("[0123456789ab]", "['0123456789ab']"),
    ],
)
def test_what_stands_in_the_place_of_a_hash_is_kept_apart(stands: str, read_as: str) -> None:
    front_matter = read(f'---\nreflects:\n  a: {stands}\n  b: "ba9876543210"\n---\n\n# A {{ #a }}\n')
    assert front_matter.not_hashes == {"a": read_as}
    assert front_matter.reflects == {"b": "ba9876543210"}
    assert front_matter.lines == {"a": 3, "b": 4}
    assert front_matter.fault == ""


NO_LIST = "reflects is not a list of sections, each with its hash"
# What stands in the front matter in the place of a list of hashes, and what is wrong with it.
NOT_LISTS = [
    ("reflects: yes\n", f"3: {NO_LIST}"),
    ("reflects:\n", f"3: {NO_LIST}"),
    ('reflects:\n- a: "0123456789ab"\n', f"3: {NO_LIST}"),
    ('reflects:\na: "0123456789ab"\n', '4: "a" is not a key of the front matter (keys: title, description, reflects)'),
    (
        'reflects:\n  a: "0123456789ab"\nreflects:\n  a: "0123456789ab"\n',
        '5: the front matter is not YAML: a second "reflects"; the first is at line 3',
    ),
    ("reflects:\n  a: 'TODO\n", "6: the front matter is not YAML: while scanning a quoted scalar, found unexpected"),
    ("reflects:\n\ta: TODO\n", "4: the front matter is not YAML: while scanning for the next token, found character"),
]


@pytest.mark.parametrize(("written", "problem"), NOT_LISTS)
def test_a_reflects_that_cannot_be_read_is_a_fault_and_the_rest_is_read(written: str, problem: str) -> None:
    front_matter = read(f"---\ntitle: A\n{written}description: B\n---\n\n# A {{ #a }}\n")
    assert front_matter.fault.startswith(f"docs/en/a.md:{problem}")
    assert front_matter.description == "B"
    assert front_matter.last_line == 4 + written.count("\n")


def test_the_lines_of_a_broken_reflects_that_can_be_read_are_kept() -> None:
    front_matter = read(
        '---\nreflects:\n  a: "0123456789ab"\n  b: "ba98\n  c: 98765432abcd\ndescription: B\n---\n\n# A { #a }\n'
    )
    assert front_matter.fault
    assert front_matter.reflects == {"a": "0123456789ab", "c": "98765432abcd"}
    assert front_matter.lines == {"a": 3, "c": 5}


def test_a_fault_beside_a_broken_reflects_is_the_one_that_is_named() -> None:
    with pytest.raises(ProjectError, match=r'^docs/en/a\.md:3: "descripton" is not a key'):
        read("---\nreflects: yes\ndescripton: B\n---\n")


@pytest.mark.parametrize(
    "written",
    [
        *(written for written, _ in NOT_LISTS),
        '"reflects":\n  a: "0123456789ab"\n',
        'reflects: {\n  a: "0123456789ab"\n}\n',
        "reflects:\n  a: TODO\n",
        "",
    ],
)
def test_confirm_writes_over_whatever_stands_there_and_keeps_the_rest(written: str) -> None:
    text = f"---\ntitle: A\n{written}description: B\n---\n\n# A {{ #a }}\n"
    assert confirmed("docs/en/a.md", text, {"a": "ba9876543210"}) == (
        '---\ntitle: A\ndescription: B\nreflects:\n  a: "ba9876543210"\n---\n\n# A { #a }\n'
    )


def test_confirm_keeps_what_a_translator_has_noted() -> None:
    text = "---\nreflects:\n  # why\n  a: TODO\n# what\ndescription: B\n---\n\n# A { #a }\n"
    assert confirmed("docs/en/a.md", text, {"a": "ba9876543210"}) == (
        '---\n  # why\n# what\ndescription: B\nreflects:\n  a: "ba9876543210"\n---\n\n# A { #a }\n'
    )


@pytest.mark.parametrize(
    "line",
    [
        *("  description: B", " description: B", "\u00a0description: B", "“description”: B", "description：B"),
        *("- description: B", "description B", "  title: A", "  'description': B"),
    ],
)
def test_confirm_loses_no_description_that_has_come_among_the_hashes(line: str) -> None:
    text = f"---\ndescription: A\nreflects:\n  a: TODO\n{line}\n---\n\n# A {{ #a }}\n"
    with pytest.raises(ProjectError) as error:
        confirmed("docs/en/a.md", text, {"a": "ba9876543210"})
    assert str(error.value) == f'docs/en/a.md:5: "{line.strip()}" stands within "reflects"; write it before "reflects:"'


@pytest.mark.parametrize("line", ["subtitles: TODO", "title-page: TODO"])
def test_a_section_may_have_an_id_with_such_a_word_in_it(line: str) -> None:
    text = f"---\nreflects:\n  {line}\n---\n\n# A {{ #a }}\n"
    assert line not in confirmed("docs/en/a.md", text, {"a": "ba9876543210"})


def test_a_line_between_two_comments_is_no_second_front_matter() -> None:
    comments = "<!-- a -->\n" * 30
    assert read(f"---\ntitle: A\n---\n\n{comments}# A {{ #a }}\n\ntext <!-- b -->\n\n---\n").last_line == 3


def test_a_section_may_have_the_id_of_a_key() -> None:
    text = '---\nreflects:\n  title: "0123456789ab"\n---\n\n# A { #title }\n'
    assert '  title: "ba9876543210"\n' in confirmed("docs/en/a.md", text, {"title": "ba9876543210"})


def test_what_confirm_would_break_is_refused_before_it_is_written() -> None:
    text = '---\n{description: A, reflects: {a: "0123456789ab"}}\n---\n\n# A { #a }\n'
    assert parse_front_matter("docs/en/a.md", text).reflects == {"a": "0123456789ab"}
    with pytest.raises(ProjectError) as error:
        confirmed("docs/en/a.md", text, {"a": "ba9876543210"})
    assert str(error.value) == (
        'docs/en/a.md:1: "reflects" is not in the form that confirm writes; delete it, then: '
        f"{SITE} confirm docs/en/a.md"
    )


def test_what_is_confirmed_is_what_is_written() -> None:
    assert confirmed("docs/en/a.md", PAGE, {"a": "ba9876543210"}) == with_reflected(PAGE, {"a": "ba9876543210"})
