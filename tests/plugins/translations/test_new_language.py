"""A new language has its folder, and an entry to translate."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from docs.plugins.project.errors import ProjectError, UserError
from docs.plugins.translations.new_language import create
from tests.support.tiny_project import TinyProject


def test_it_has_its_own_name_and_marks_and_the_words_of_another(project: TinyProject) -> None:
    assert not create(project.read(), "fr", "en").lockstep
    *_, english, french = project.read().languages
    assert (french.code, french.name, french.lockstep) == ("fr", "Français", False)
    assert (french.thousands_mark, french.decimal_mark) == ("\u202f", ",")
    assert (french.site_name, french.labels) == (english.site_name, english.labels)


def test_it_begins_with_the_words_that_are_asked_for_and_falls_back_to_their_language(project: TinyProject) -> None:
    create(project.read(), "fr", "vi")
    vietnamese, *_, french = project.read().languages
    assert (french.labels, french.fallback) == (vietnamese.labels, "vi")


def test_one_like_a_language_that_is_not_complete_falls_back_to_what_that_falls_back_to(project: TinyProject) -> None:
    create(project.read(), "fr", "en")
    assert create(project.read(), "ca", "fr").fallback == "en"


def test_a_code_with_a_script_or_a_country_is_known(project: TinyProject) -> None:
    assert create(project.read(), "pt-BR", "en").name == "Português (Brasil)"
    assert create(project.read(), "zh-Hant", "en").name == "中文 (繁體)"


def test_what_the_file_says_of_the_other_languages_stays(project: TinyProject) -> None:
    before = (project.root / "docs/languages.yml").read_text(encoding="utf-8")
    create(project.read(), "fr", "en")
    after = (project.root / "docs/languages.yml").read_text(encoding="utf-8")
    assert after.startswith(f"{before}fr:\n  name: Français\n  fallback: en\n  site_name: Learn Keras\n  description: ")


def test_a_mark_that_is_a_space_is_written_so_that_no_editor_trims_it(project: TinyProject) -> None:
    create(project.read(), "fr", "en")
    assert '\n  thousands_mark: "\\u202f"\n' in (project.root / "docs/languages.yml").read_text(encoding="utf-8")


def test_git_keeps_its_folder(project: TinyProject) -> None:
    create(project.read(), "fr", "en")
    assert [path.name for path in (project.root / "docs/fr").iterdir()] == [".gitkeep"]


def test_a_folder_that_is_there_already_is_kept(project: TinyProject) -> None:
    project.write("docs/fr/index.md", "# Maison { #index }\n")
    create(project.read(), "fr", "en")
    assert (project.root / "docs/fr/index.md").is_file()


@pytest.mark.parametrize(
    ("code", "like", "message"),
    [
        ("en", "vi", 'docs/languages.yml has the language "en" already'),
        ("fr", "de", 'no language "de" in docs/languages.yml to start from (languages: vi, en)'),
        ("sh", "en", 'Unicode has no data on "sh"; write its entry in docs/languages.yml by hand'),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_written(
    project: TinyProject, code: str, like: str, message: str
) -> None:
    before = (project.root / "docs/languages.yml").read_text(encoding="utf-8")
    with pytest.raises(UserError) as error:
        create(project.read(), code, like)
    assert str(error.value) == message
    assert (project.root / "docs/languages.yml").read_text(encoding="utf-8") == before
    assert not (project.root / "docs" / code).exists() or code == "en"


@pytest.mark.parametrize("code", ["xx", "", "../x", "VI"])
def test_a_code_that_the_theme_does_not_speak_is_refused_with_those_it_does(project: TinyProject, code: str) -> None:
    with pytest.raises(UserError, match=rf'^Material speaks no language "{code}"; it speaks af, ar, .*, zh-TW$'):
        create(project.read(), code, "en")


def test_bad_languages_are_not_added_to(project: TinyProject) -> None:
    project.write("docs/languages.yml", "vi: {}\n")
    with pytest.raises(ProjectError):
        create(project.read(), "fr", "en")


def test_a_file_in_the_place_of_its_folder_is_named_and_nothing_is_written(project: TinyProject) -> None:
    project.write("docs/fr", "")
    with pytest.raises(UserError) as error:
        create(project.read(), "fr", "en")
    assert str(error.value) == "docs/fr: cannot be made (File exists); move away what is in its place"
    assert [language.code for language in project.read().languages] == ["vi", "en"]


@pytest.mark.parametrize("there", [(), ("index.md",)])
def test_without_room_for_its_entry_nothing_is_left_of_it(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch, there: Sequence[str]
) -> None:
    def refuse(path: Path, *_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", str(path))

    for name in there:
        project.write(f"docs/fr/{name}", "# Maison { #index }\n")
    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(ProjectError, match=r"^docs/languages\.yml: cannot be written \(No space left on device\)"):
        create(project.read(), "fr", "en")
    assert (project.root / "docs/fr").is_dir() is bool(there)
    assert all((project.root / "docs/fr" / name).is_file() for name in there)
