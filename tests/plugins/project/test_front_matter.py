"""A translated page's front matter says which text of each section it reflects."""

import pytest

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.front_matter import FrontMatter, confirmed, parse_front_matter, with_reflected

NO_HASH = (
    "is not a hash (12 of 0-9 and a-f, in quotes); take the line out, then: "
    "python -m docs.plugins confirm docs/en/a.md#a"
)
PAGE = '---\ndescription: A.\nreflects:\n  a: "0123456789ab"\n  b: "ba9876543210"\n---\n\n# A { #a }\n'


def read(text: str) -> FrontMatter:
    return parse_front_matter("docs/en/a.md", text)


def test_the_hashes_are_read_with_their_lines() -> None:
    front_matter = read(PAGE)
    assert front_matter.reflects == {"a": "0123456789ab", "b": "ba9876543210"}
    assert front_matter.lines == {"a": 4, "b": 5}


def test_the_description_is_read() -> None:
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
        ("description: a: b", "2: the front matter is not YAML: mapping values are not allowed here"),
        ("a: 1\na: 2", '3: the front matter is not YAML: a second "a"; the first is at line 2'),
        ("- a", '2: the front matter is not a list of entries such as "description: …"'),
        ("title: A\nreflects: yes", "3: reflects is not a list of sections, each with its hash"),
        (
            "reflects:\n  a: 123",
            f'3: "123" {NO_HASH}',
        ),
        (
            "reflects:\n  a: 123456789012",
            f'3: "123456789012" {NO_HASH}',
        ),
        (
            'reflects:\n  a: "0123456789AB"',
            f'3: "0123456789AB" {NO_HASH}',
        ),
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
        ("descripton: A.", '"descripton" is no key of a front matter (keys: title, description, reflects)'),
        ("description:", '"description" is not text; write it in quotes'),
        ("description: 3", '"description" is not text; write it in quotes'),
        ("title: [A]", '"title" is not text; write it in quotes'),
    ],
)
def test_an_entry_that_is_unknown_or_no_text_is_named(entry: str, problem: str) -> None:
    with pytest.raises(ProjectError) as error:
        parse_front_matter("docs/en/a.md", f"---\n{entry}\n---\n")
    assert str(error.value) == f"docs/en/a.md:2: {problem}"


@pytest.mark.parametrize(
    "written",
    [
        '"reflects":\n  a: "0123456789ab"\n',
        'reflects: {\n  a: "0123456789ab"\n}\n',
        'reflects:\n# why\n  a: "0123456789ab"\n',
    ],
)
def test_what_confirm_would_break_is_refused_before_it_is_written(written: str) -> None:
    text = f"---\n{written}---\n\n# A {{ #a }}\n"
    assert parse_front_matter("docs/en/a.md", text).reflects == {"a": "0123456789ab"}
    with pytest.raises(ProjectError) as error:
        confirmed("docs/en/a.md", text, {"a": "ba9876543210"})
    assert str(error.value) == (
        'docs/en/a.md:1: "reflects" is not in the form that confirm writes; take it out, then: '
        "python -m docs.plugins confirm docs/en/a.md"
    )


def test_what_is_confirmed_is_what_is_written() -> None:
    assert confirmed("docs/en/a.md", PAGE, {"a": "ba9876543210"}) == with_reflected(PAGE, {"a": "ba9876543210"})
