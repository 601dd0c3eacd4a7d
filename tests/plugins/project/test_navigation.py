"""The order of the pages, as `mkdocs.yml` has it."""

import pytest

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.navigation import Navigation, group_label, parse_navigation

TEXT = """site_name: Keras
repo_url: !ENV REPO_URL

nav:
  - index.md
  # The lessons.
  - lessons:
      - data.md
      - train.md

  - contribute: [translate.md]
extra:
  a: b
"""


def test_pages_stand_in_groups_with_their_lines() -> None:
    navigation = parse_navigation(TEXT)
    assert navigation.pages == ("index", "data", "train", "translate")
    assert navigation.lessons == ("data", "train")
    assert navigation.contribute == ("translate",)
    assert navigation.lines == {"index": 5, "data": 8, "train": 9, "translate": 11}


def test_the_label_of_a_group_is_written_as_labels_are() -> None:
    assert group_label("look-up") == "group_look_up"


@pytest.mark.parametrize("text", ["", "site_name: Keras\n", "# nav:\n"])
def test_without_nav_there_is_no_order(text: str) -> None:
    assert parse_navigation(text) == Navigation()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("train.md", "data.md", r'mkdocs\.yml:9: a second "data\.md"; the first is at line 8'),
        ("train.md", "train", r"mkdocs\.yml:9: not a list of pages, .*; write it as \[index\.md, "),
        ("train.md", "5", r"mkdocs\.yml:9: not a list of pages"),
        ("[translate.md]", "translate.md", r"mkdocs\.yml:11: not a list of pages"),
        ("- data.md", "- [data.md", r"mkdocs\.yml:\d+: not YAML: "),
    ],
)
def test_another_form_is_refused_with_its_line(old: str, new: str, problem: str) -> None:
    assert old in TEXT
    with pytest.raises(ProjectError, match=f"^{problem}"):
        parse_navigation(TEXT.replace(old, new))
