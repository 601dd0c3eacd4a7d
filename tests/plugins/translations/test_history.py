"""A section is found in git's history by its hash, and what has changed since is shown."""

import codecs
import subprocess
import unicodedata
from collections.abc import Callable
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


def test_a_section_of_another_branch_is_found(translated: TinyProject) -> None:
    subprocess.run(["git", "checkout", "--quiet", "-b", "other"], cwd=translated.root, check=True)
    translated.replace(SOURCE, "hai\n", "ba\n")
    commit(translated)
    there = section(translated)
    subprocess.run(["git", "checkout", "--quiet", "-"], cwd=translated.root, check=True)
    assert find_section(translated.root, SOURCE, "two", there.hash) == there


def test_a_page_that_was_deleted_and_written_again_is_found_before_that(translated: TinyProject) -> None:
    first = section(translated)
    (translated.root / SOURCE).unlink()
    commit(translated)
    translated.write(SOURCE, "# Nhà { #index }\n\n## Hai { #two }\n\nba\n")
    commit(translated)
    assert find_section(translated.root, SOURCE, "two", first.hash) == first


def test_the_difference_shows_the_lines_that_changed(translated: TinyProject) -> None:
    before = section(translated)
    translated.replace(SOURCE, "hai\n", "ba\n")
    assert difference(translated.root, SOURCE, section(translated), before.hash).splitlines() == [
        "--- as translated",
        "+++ docs/vi/index.md:9",
        "@@ -2,2 +2,2 @@",
        " ",
        "-hai",
        "+ba",
    ]


def test_a_text_that_git_does_not_know_is_to_be_compared_as_a_whole(translated: TinyProject) -> None:
    assert difference(translated.root, SOURCE, section(translated), "0123456789ab") == (
        "git finds no docs/vi/index.md#two with that hash: the source was edited after `confirm` and before a commit; "
        "next time, commit in between; now compare the whole section, from docs/vi/index.md:9 on\n"
    )


def test_a_clone_of_the_latest_commits_says_that_it_has_no_others(translated: TinyProject, tmp_path: Path) -> None:
    first = section(translated)
    translated.replace(SOURCE, "hai\n", "ba\n")
    commit(translated)
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", "--depth=1", translated.root.as_uri(), clone], check=True)
    assert difference(clone, SOURCE, section(translated), first.hash) == (
        "git does not have the whole history here, and finds no docs/vi/index.md#two with that hash; "
        "run: git fetch --unshallow; "
        "compare the whole section, from docs/vi/index.md:9 on\n"
    )


def test_where_git_refuses_its_reason_is_told_in_the_place_of_the_difference(
    translated: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert difference(translated.root, SOURCE, section(translated), "0123456789ab") == (
        "git cannot be run (No such file or directory); install it; "
        "otherwise compare the whole section, from docs/vi/index.md:9 on\n"
    )


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(lambda text: codecs.BOM_UTF8 + text.encode(), id="a byte order mark"),
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="Windows' line ends"),
        pytest.param(lambda text: unicodedata.normalize("NFD", text).encode(), id="decomposed letters"),
    ],
)
def test_a_text_that_was_committed_in_another_way_of_writing_it_is_found(
    translated: TinyProject, written: Callable[[str], bytes]
) -> None:
    text = "---\ndescription: Nhà.\n---\n\n# Nhà { #index }\n\n## Hai { #two }\n\nbốn\n"
    translated.write(SOURCE, text)
    sections = parse_page(SOURCE, text).sections
    translated.write_bytes(SOURCE, written(text))
    commit(translated)
    for entry in sections:
        found = find_section(translated.root, SOURCE, entry.id, entry.hash)
        assert found is not None
        assert found.text == entry.text


def test_a_text_that_was_committed_in_another_encoding_is_passed_over(translated: TinyProject) -> None:
    first = section(translated)
    translated.write_bytes(SOURCE, "# Nhà { #index }\n".encode("utf-16"))
    commit(translated)
    assert find_section(translated.root, SOURCE, "two", first.hash) == first
