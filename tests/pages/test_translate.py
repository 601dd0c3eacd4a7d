"""Every claim of the page `translate`."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from docs.plugins.languages import read_languages
from docs.plugins.pages import parse_page, read_pages
from docs.plugins.translations import cli
from docs.plugins.translations.checking import check_translations
from docs.plugins.translations.front_matter import reflected
from docs.plugins.translations.sections import parse_sections
from tests.support.programs import ROOT
from tests.support.reading import LANGUAGES, bodies, page
from tests.support.tiny_project import languages_in_lockstep

PROGRAM = ".venv/bin/python -m docs.plugins.translations "


def section(id_: str, language: str) -> str:
    """The text of a section of the page."""
    return next(entry.text for entry in parse_sections(page("translate", language)) if entry.id == id_)


def commands(language: str) -> list[str]:
    """The commands of the page's table."""
    return re.findall(r"^\| `([^`]+)` \|", section("check", language), re.MULTILINE)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project's pages in the languages in lockstep, in a repository of their own."""
    for language in LANGUAGES:
        shutil.copytree(ROOT / "docs" / language, tmp_path / "docs" / language)
    shutil.copy(ROOT / "docs/glossary.yml", tmp_path / "docs")
    shutil.copy(ROOT / "docs/errata.yml", tmp_path / "docs")
    (tmp_path / "docs/languages.yml").write_text(languages_in_lockstep(), encoding="utf-8")
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("__pycache__"))
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b"]
    for arguments in (["init", "--quiet"], ["add", "docs/vi"], ["commit", "--quiet", "--message", "a"]):
        subprocess.run([*git, *arguments], cwd=tmp_path, check=True)
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_front_matter_on_the_page_is_of_the_form_that_is_read(language: str) -> None:
    hashes, _ = reflected(parse_page("docs/en/data.md", bodies("translate", language)[0]))
    assert list(hashes) == ["data", "why-digits"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_change_of_the_source_is_answered_as_the_page_shows(copy: Path, language: str) -> None:
    source = copy / "docs/vi/index.md"
    text = source.read_text(encoding="utf-8")
    assert "\nTrang này dùng TensorFlow" in text
    source.write_text(text.replace("\nTrang này dùng", "\nGiáo trình dùng"), encoding="utf-8")
    (problem,) = check_translations(copy)
    # The lines move with the pages.
    shown, said = (re.sub(r"\d+", "N", words) for words in (bodies("translate", language)[1], problem))
    assert shown == said


def test_breaking_lines_anew_changes_nothing(copy: Path) -> None:
    source = copy / "docs/vi/index.md"
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("Trang này dùng TensorFlow, ", "Trang này dùng TensorFlow,\n"), encoding="utf-8")
    assert source.read_text(encoding="utf-8") != text
    assert check_translations(copy) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_on_the_page_runs(copy: Path, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copy)
    shown = [*commands(language), *re.findall(r"`(\.venv/\S+ [^`]+)`", section("language", language))]
    ours = [command.removeprefix(PROGRAM) for command in shown if command.startswith(PROGRAM)]
    assert [command.split()[0] for command in ours] == ["status", "diff", "confirm", "new"]
    assert [cli.main(command.split()) for command in ours] == [0, 0, 0, 0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_targets_of_make_on_the_page_are_there(language: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = [command.removeprefix("make ") for command in commands(language) if command.startswith("make ")]
    assert targets == ["check-translations", "site"]
    assert all(f"\n{target}: " in makefile for target in targets)


def test_silence_means_that_all_is_well(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert cli.main(["check"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_calls_the_links_of_the_table_by_their_names(language: str) -> None:
    labels = next(entry for entry in read_languages(ROOT) if entry.code == language).labels
    for label in ("translate", "edit"):
        assert f"“{labels[label]}”" in section("page", language)


def test_a_new_language_is_made_as_the_page_says(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copy)
    assert cli.main(["new", "fr"]) == 0
    assert (copy / "docs/fr").is_dir()
    languages = {language.code: language for language in read_languages(copy)}
    assert list(languages)[-1] == "fr"
    assert languages["fr"].labels == languages["en"].labels
    assert check_translations(copy) == []


def test_the_pages_have_this_many_sections_in_every_language_in_lockstep(capsys: pytest.CaptureFixture[str]) -> None:
    counts = {
        language: [len(parse_sections(entry)) for entry in read_pages(ROOT, language).values()]
        for language in LANGUAGES
    }
    assert len({tuple(of_language) for of_language in counts.values()}) == 1
    with capsys.disabled():
        print(f" [{sum(counts[LANGUAGES[0]])} sections of {len(counts[LANGUAGES[0]])} pages]", end="")
