"""The words of `docs/search.yml`: what is read, and what is wrong with those that are not in order."""

import pytest

from docs.plugins.check import check
from docs.plugins.project.errors import ProjectError
from docs.plugins.project.search_words import SearchWords, parse_search_words
from tests.support.reading import IN_LOCKSTEP
from tests.support.tiny_project import TinyProject

TEXT = """\
train:
  train: {vi: [dạy mạng]}
  history:
    vi: [biểu đồ huấn luyện]
    en: [training chart, "1 loss"]
"""
FORM = (
    'not of the form PAGE: {SECTION: {vi: ["…"]}}; '
    "write a page, below it the id of a section, and its words by language"
)


def parse(text: str) -> SearchWords:
    return parse_search_words(text, IN_LOCKSTEP, {"train": ("train", "history"), "data": ("data",)})


def test_a_section_has_words_by_language() -> None:
    words = parse(TEXT)
    assert words["train"]["train"] == {"vi": ["dạy mạng"]}
    assert words["train"]["history"]["en"] == ["training chart", "1 loss"]
    assert parse("# None yet.\n") == {}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (TEXT, "- train\n", f"1: {FORM}"),
        (TEXT, "train: [history]\n", f"1: {FORM}"),
        ("[dạy mạng]", "[", "2: not YAML: while parsing a flow node, expected the node content, but found '}'"),
        ("train:\n  train", "trian:\n  train", '1: no page "trian" (pages: data, train)'),
        ("  history:", "  histroy:", '3: the page "train" has no section "histroy" (sections: train, history)'),
        ("    en: [", "    fr: [", '5: no language "fr" in docs/languages.yml (languages: vi, en)'),
        ("{vi: [dạy mạng]}", "dạy mạng", '2: "train" is "dạy mạng", not given by language; write it as {vi: […]}'),
        ("[dạy mạng]", "dạy mạng", '2: "train" is "dạy mạng", not a list of texts; write it as ["…", "…"]'),
        ('"1 loss"', "1", '5: "history" is "1", not text; write it in quotes'),
        ('"1 loss"', '" "', '5: "history" is blank; write its text'),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_the_remedy(old: str, new: str, problem: str) -> None:
    assert old in TEXT
    with pytest.raises(ProjectError) as error:
        parse(TEXT.replace(old, new))
    assert str(error.value) == f"docs/search.yml:{problem}"


def test_a_project_may_have_no_such_words_and_its_check_names_those_that_are_wrong(project: TinyProject) -> None:
    assert project.read().search_words == {}
    project.write("docs/search.yml", "add:\n  sum: {vi: [tổng]}\n")
    assert check(project.read()) == ['docs/search.yml:2: the page "add" has no section "sum" (sections: add, code)']
