"""The project is read once, each part when it is first asked for, and again only where a file has changed."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from docs.plugins.check import check
from docs.plugins.project.commands import EXAMPLES
from docs.plugins.project.errors import ProjectError
from docs.plugins.project.files import Files
from docs.plugins.project.project import Project, read_project
from docs.plugins.translations.checking import check_translations
from tests.support.tiny_project import PAGE, SCRIPT, TinyProject, weights

RECORD = "examples/notebooks/add.ipynb"
# All that a build reads of the tiny project.
EVERY_FILE = {
    *("docs/languages.yml", "docs/glossary.yml", "docs/errata.yml", "docs/changes.yml"),
    *(f"docs/{language}/{name}.md" for language in ("vi", "en") for name in ("add", "index")),
    *("examples/add.py", "examples/tolerances.yml", RECORD),
}


@pytest.fixture
def reads(project: TinyProject, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each file of the project has been read."""
    counted: Counter[str] = Counter()

    def counting(read: Callable[[Path], bytes]) -> Callable[[Path], bytes]:
        def counted_read(path: Path) -> bytes:
            if path.is_relative_to(project.root):
                counted[path.relative_to(project.root).as_posix()] += 1
            return read(path)

        return counted_read

    monkeypatch.setattr(Path, "read_bytes", counting(Path.read_bytes))
    return counted


def read_all(project: Project) -> None:
    """Ask for all that a build asks for, twice."""
    for _ in range(2):
        assert check(project) == []
        check_translations(project)


def test_each_file_is_read_once(project: TinyProject, reads: Counter[str]) -> None:
    project.confirm()
    read_all(project.read())
    assert reads == dict.fromkeys(EVERY_FILE, 1)


def test_a_later_project_of_the_same_files_reads_nothing_again(project: TinyProject, reads: Counter[str]) -> None:
    project.confirm()
    files = Files(project.root)
    read_all(Project(files))
    reads.clear()
    read_all(Project(files))
    assert not reads


def test_a_later_project_reads_again_only_what_has_changed(project: TinyProject, reads: Counter[str]) -> None:
    files = Files(project.root)
    assert check(Project(files)) == []
    reads.clear()
    project.write("docs/en/add.md", f"{PAGE}\nMore.\n")
    assert check(Project(files)) == []
    assert reads == {"docs/en/add.md": 1}
    reads.clear()
    project.write("examples/add.py", SCRIPT.replace("en: Add", "en: We add"))
    assert check(Project(files)) == []
    assert reads == {"examples/add.py": 1}


def test_what_depends_on_another_file_is_parsed_again_when_that_has_changed(project: TinyProject) -> None:
    files = Files(project.root)
    assert check(Project(files)) == []
    project.replace("docs/languages.yml", "\nen:", "\nfr:")
    assert check(Project(files)) == ['docs/glossary.yml:3: no language "en" in docs/languages.yml (languages: vi, fr)']


def test_a_later_project_knows_of_files_that_came_and_went(project: TinyProject) -> None:
    files = Files(project.root)
    assert list(Project(files).pages["vi"]) == ["add", "index"]
    project.write("docs/vi/more.md", "# More { #more }\n")
    (project.root / "docs/vi/add.md").unlink()
    assert list(Project(files).pages["vi"]) == ["index", "more"]


def test_a_project_says_what_its_files_said_when_they_were_read(project: TinyProject) -> None:
    read = project.read()
    before = read.scripts
    project.write("examples/add.py", SCRIPT.replace("en: Add", "en: We add"))
    assert read.scripts is before


def test_a_part_is_read_when_it_is_asked_for(project: TinyProject, reads: Counter[str]) -> None:
    read = project.read()
    assert not reads
    assert list(read.scripts) == ["add"]
    assert reads == {"examples/add.py": 1}


@pytest.mark.parametrize("path", sorted(EVERY_FILE - {"examples/add.py", RECORD}))
def test_a_mistake_elsewhere_does_not_stop_who_wants_the_scripts_and_what_they_made(
    project: TinyProject, path: str
) -> None:
    project.write_bytes(path, b"```\n\xff")
    read = project.read()
    assert list(read.records) == list(read.scripts) == ["add"]
    assert read.weights == {}
    assert len(check(read)) == 1


# The questions on a script's page, in the source language, may ask for values of its run.
@pytest.mark.parametrize("path", sorted(EVERY_FILE - {"examples/add.py", "docs/languages.yml", "docs/vi/add.md"}))
def test_a_mistake_elsewhere_does_not_stop_who_wants_to_know_which_values_a_record_is_to_hold(
    project: TinyProject, path: str
) -> None:
    project.write_bytes(path, b"```\n\xff")
    read = project.read()
    assert read.values(read.scripts["add"]) == ()


def test_what_could_not_be_read_is_told_each_time(project: TinyProject) -> None:
    project.write("docs/errata.yml", "")
    read = project.read()
    for _ in range(2):
        with pytest.raises(ProjectError, match="not a list of errata"):
            _ = read.errata


def test_the_first_language_is_the_source(project: TinyProject) -> None:
    assert project.read().source.code == "vi"


def test_pages_have_their_paths_below_the_languages_folder_without_the_ending(project: TinyProject) -> None:
    project.write("docs/en/more/deep.md", "# Deep { #deep }\n")
    pages = project.read().pages
    assert {code: list(of_language) for code, of_language in pages.items()} == {
        "vi": ["add", "index"],
        "en": ["add", "index", "more/deep"],
    }
    assert pages["en"]["more/deep"].path == "docs/en/more/deep.md"


def test_scripts_are_the_examples_and_then_the_solutions_in_the_order_of_their_names(project: TinyProject) -> None:
    for name in ("subtract", "_shared", "solutions/add", "runner/cli"):
        project.write(f"examples/{name}.py", SCRIPT)
    assert list(project.read().scripts) == ["add", "subtract", "solutions/add"]


def test_a_program_for_the_readers_own_folder_is_no_script_with_a_record(project: TinyProject) -> None:
    project.write("examples/programs/add_up.py", SCRIPT)
    read = project.read()
    assert list(read.whole_programs) == ["programs/add_up"]
    assert list(read.scripts) == ["add"]


def test_weights_are_those_of_scripts_that_have_some(project: TinyProject) -> None:
    project.write("examples/solutions/add.py", SCRIPT)
    project.write_bytes("examples/weights/solutions/add.safetensors", weights(name="solutions/add"))
    assert list(project.read().weights) == ["solutions/add"]


def test_a_record_is_that_of_one_script_though_anothers_is_missing(project: TinyProject) -> None:
    project.write("examples/subtract.py", SCRIPT)
    read = project.read()
    assert read.record(read.scripts["add"]).path == RECORD
    with pytest.raises(ProjectError) as error:
        read.record(read.scripts["subtract"])
    assert str(error.value) == (
        f"examples/notebooks/subtract.ipynb: no such record; make it: {EXAMPLES} record subtract"
    )


def test_a_record_without_permission_to_read_it_is_named(project: TinyProject, monkeypatch: pytest.MonkeyPatch) -> None:
    read_bytes = Path.read_bytes

    # Whoever runs the tests as root may read all.
    def refuse(path: Path) -> bytes:
        if path == project.root / RECORD:
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ProjectError) as error:
        _ = project.read().records
    assert str(error.value) == (
        f"{RECORD}: cannot be read (Permission denied); check its permissions, or make it again: {EXAMPLES} record add"
    )


def test_how_far_a_translation_has_come_is_told_by_language_and_page(project: TinyProject) -> None:
    (project.root / "docs/en/index.md").unlink()
    read = project.read()
    vietnamese, english = read.languages
    assert read.page_progress(vietnamese, "add") is None
    assert read.page_progress(english, "lost") is None
    index = read.page_progress(english, "index")
    assert index is not None
    assert index.translation is None
    add = read.page_progress(english, "add")
    assert add is not None
    assert add.translation is read.pages["en"]["add"]


def test_the_folders_of_pages_are_found_whether_a_language_or_not(project: TinyProject) -> None:
    project.write("docs/xx/index.md", "# Home { #index }\n")
    project.write("docs/assets/a.css", "")
    assert project.read().page_folders == ("en", "vi", "xx")


def test_a_project_is_read_from_its_folder(project: TinyProject) -> None:
    assert read_project(project.root).root == project.root
