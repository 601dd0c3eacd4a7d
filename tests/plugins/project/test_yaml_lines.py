"""YAML with the lines of its entries."""

import datetime

import pytest
import yaml

from docs.plugins.project.yaml_lines import YamlError, load

TEXT = """\
# Fruit
- name: apple
  colours: [red, green]

- name:
    pear
  colours:
    - {of: skin, is: yellow}
"""


def problem(text: str) -> tuple[int, str]:
    with pytest.raises(YamlError) as raised:
        load(text)
    assert str(raised.value) == f"line {raised.value.line}: {raised.value.problem}"
    return raised.value.line, raised.value.problem


def test_the_value_is_what_yaml_makes_of_it() -> None:
    text = TEXT + "- [1, 1.5, yes, null, 2024-01-31, '1', 0x10]\n"
    value, _ = load(text)
    assert value == yaml.safe_load(text)
    assert value[2] == [1, 1.5, True, None, datetime.date(2024, 1, 31), "1", 16]


def test_the_value_is_the_same_where_pyyaml_is_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    monkeypatch.delattr(yaml, "CSafeLoader")
    text = TEXT + "- without\n"
    assert load(text)[0] == yaml.safe_load(text)


# An anchor has it read in the other way.
@pytest.mark.parametrize("text", [TEXT, TEXT.replace("skin", "&skin skin")])
def test_every_entry_has_its_line(text: str) -> None:
    _, lines = load(text)
    assert lines == {
        (): 2,
        (0,): 2,
        (0, "name"): 2,
        (0, "colours"): 3,
        (0, "colours", 0): 3,
        (0, "colours", 1): 3,
        (1,): 5,
        (1, "name"): 5,
        (1, "colours"): 7,
        (1, "colours", 0): 8,
        (1, "colours", 0, "of"): 8,
        (1, "colours", 0, "is"): 8,
    }


@pytest.mark.parametrize("text", ["", "# nothing\n"])
def test_a_text_without_a_value_has_one_line(text: str) -> None:
    assert load(text) == (None, {(): 1})


def test_text_that_is_not_yaml_is_told_with_its_line() -> None:
    assert problem("a: 1\nb: [1\n") == (3, "while parsing a flow sequence, expected ',' or ']', but got '<stream end>'")


def test_a_tab_is_told_with_what_to_write_instead() -> None:
    line, said = problem("a:\n\tb: 1\n")
    assert line == 2
    assert said.endswith("; indent with spaces")


def test_a_second_document_is_told_with_its_line() -> None:
    assert problem("a: 1\n---\nb: 2\n") == (
        2,
        "expected a single document in the stream, but found another document",
    )


def test_a_character_that_yaml_forbids_is_told_with_its_line() -> None:
    assert problem("a: 1\nb: \x07\n") == (2, "special characters are not allowed")


def test_a_second_entry_with_the_same_key_is_told_with_the_line_of_both() -> None:
    assert problem("a:\n  b: 1\n  c: 2\n  b: 3\n") == (4, 'a second "b"; the first is at line 2')


def test_the_same_key_in_another_mapping_is_another_entry() -> None:
    assert load("- a: 1\n- a: 2\n")[0] == [{"a": 1}, {"a": 2}]


def test_a_value_that_cannot_be_is_told_with_its_line() -> None:
    assert problem("a: 1\nb: 2024-13-01\n")[0] == 2
    assert problem("a: 1\nb: 2024-13-01\n")[1].startswith("month must be in 1..12")


def test_an_unknown_tag_is_told_with_its_line() -> None:
    assert problem("a: 1\nb: !!python/name:os.system\n") == (
        2,
        "could not determine a constructor for the tag 'tag:yaml.org,2002:python/name:os.system'",
    )


def test_a_key_that_is_a_list_is_told_with_its_line() -> None:
    assert problem("a: 1\n? [b]\n: 2\n") == (2, "while constructing a mapping, found unhashable key")


def test_an_alias_is_told_with_its_line() -> None:
    assert problem("a: 1\nb: *x\n") == (2, 'the alias "*x"; write the value out')
    assert problem("a: &x 1\nb: *x\n") == (2, 'the alias "*x"; write the value out')


def test_what_is_no_timestamp_is_told_with_its_line() -> None:
    assert problem("a: 1\nb: !!timestamp x\n") == (2, "no value of the tag tag:yaml.org,2002:timestamp")


def test_what_is_nested_too_deep_is_told() -> None:
    assert problem(f"a: {'[' * 5000}") == (1, "lists or entries within each other, too deep to read")
