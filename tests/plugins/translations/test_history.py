"""A section is found in git's history by its hash, and what has changed since is shown."""

from pathlib import Path

import pytest

from docs.plugins.project.pages import Section, parse_page
from docs.plugins.translations.history import difference, find_section
from tests.plugins.conftest import SOURCE, commit
from tests.support.tiny_project import TinyProject


def section(project: TinyProject, index: int = 1) -> Section:
    text = (project.root / SOURCE).read_text(encoding="utf-8")
    return parse_page(SOURCE, text).sections[index]


def test_an_earlier_text_is_found_after_several_changes(translated: TinyProject) -> None:
    first = section(translated)
    for word in ("ba", "bốn"):
        translated.write(SOURCE, f"# Nhà {{ #index }}\n\n## Hai {{ #two }}\n\n{word}\n")
        commit(translated)
    assert find_section(translated.root, SOURCE, "two", first.hash) == first


def test_a_project_below_the_repositorys_root_has_its_history_too(translated: TinyProject) -> None:
    below = TinyProject(translated.root / "below")
    below.write(SOURCE, "# Nhà { #index }\n\n## Hai { #two }\n")
    commit(below)
    first = section(below)
    assert find_section(below.root, SOURCE, "two", first.hash) == first


def test_the_hash_of_another_section_is_not_taken_for_it(translated: TinyProject) -> None:
    assert find_section(translated.root, SOURCE, "index", section(translated).hash) is None


def test_a_commit_whose_page_cannot_be_read_is_passed_over(translated: TinyProject) -> None:
    first = section(translated)
    translated.write(SOURCE, "```text\n")
    commit(translated)
    assert find_section(translated.root, SOURCE, "two", first.hash) == first


def test_without_a_repository_nothing_is_found(tmp_path: Path) -> None:
    assert find_section(tmp_path, SOURCE, "two", "0123456789ab") is None


def test_without_git_nothing_is_found(translated: TinyProject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert find_section(translated.root, SOURCE, "two", section(translated).hash) is None


def test_the_difference_shows_the_lines_that_changed(translated: TinyProject) -> None:
    before = section(translated)
    translated.replace(SOURCE, "hai\n", "ba\n")
    assert difference(SOURCE, before, section(translated)).splitlines() == [
        "--- as translated",
        "+++ docs/vi/index.md:9",
        "@@ -2,2 +2,2 @@",
        " ",
        "-hai",
        "+ba",
    ]


def test_a_text_that_git_does_not_know_is_to_be_compared_as_a_whole(translated: TinyProject) -> None:
    assert difference(SOURCE, None, section(translated)) == (
        "git knows no docs/vi/index.md#two of that hash; compare the whole section, from docs/vi/index.md:9 on\n"
    )


def test_a_text_that_was_committed_in_another_encoding_is_passed_over(translated: TinyProject) -> None:
    first = section(translated)
    translated.write_bytes(SOURCE, "# Nhà { #index }\n".encode("utf-16"))
    commit(translated)
    assert find_section(translated.root, SOURCE, "two", first.hash) == first
