"""How far each language has come, and the table of it on the site."""

from docs.plugins.project.progress import read_progress

from docs.plugins.fences.translations import Site, progress_table
from docs.plugins.project.freshness import State
from docs.plugins.project.languages import Language, read_languages
from tests.plugins.translations.conftest import SOURCE, add_french
from tests.support.tiny_project import TinyProject


def address(language: Language, name: str) -> str:
    return f"/{language.code}/{name}/"


def table(project: TinyProject, repository: str = "") -> str:
    languages = read_languages(project.root)
    site = Site(
        reader=languages[1],
        source=languages[0],
        address=address,
        edit=lambda path: f"{repository}/edit/{path}" if repository else None,
        create=lambda path: f"{repository}/new/{path}" if repository else None,
    )
    return progress_table(read_progress(project.root), site)


def test_the_source_has_no_progress_and_each_other_language_has_every_page(translated: TinyProject) -> None:
    add_french(translated)
    english, french = read_progress(translated.root)
    assert (english.language.code, list(english.pages)) == ("en", ["add", "index"])
    assert (french.language.code, list(french.pages)) == ("fr", ["add", "index"])
    assert french.pages["add"].translation is None
    assert french.pages["add"].sections == ()


def test_the_sections_of_a_state_are_told(translated: TinyProject) -> None:
    translated.replace(SOURCE, "hai\n", "ba\n")
    (english,) = read_progress(translated.root)
    page = english.pages["index"]
    assert [entry.source.id for entry in page.of_state(State.CURRENT)] == ["index"]
    assert [entry.source.id for entry in page.of_state(State.BEHIND, State.MISSING)] == ["two"]


def test_a_page_in_step_has_all_of_its_sections(translated: TinyProject) -> None:
    assert (
        '<tr><th scope="row"><a href="/en/index/"><span lang="en">Home</span></a></th>'
        "<td>2/2</td><td>–</td><td></td></tr>"
    ) in table(translated)


def test_a_section_that_is_behind_or_missing_leads_to_its_source(translated: TinyProject) -> None:
    translated.replace(SOURCE, "hai\n", "ba\n\n## `Bốn` <4> { #four }\n")
    assert (
        '<td>1/3</td><td><a href="/vi/index/#two"><span lang="vi">Hai</span></a>, '
        '<a href="/vi/index/#four"><span lang="vi">Bốn &lt;4&gt;</span></a></td>'
    ) in table(translated)


def test_a_page_that_is_not_translated_has_its_sources_title(translated: TinyProject) -> None:
    add_french(translated)
    assert (
        '<tr><th scope="row"><a href="/fr/add/"><span lang="vi">Add</span></a></th>'
        '<td colspan="2">Not translated yet</td><td></td></tr>'
    ) in table(translated)


def test_each_language_stands_under_its_name(translated: TinyProject) -> None:
    add_french(translated)
    html = table(translated)
    assert '<th colspan="4" scope="rowgroup" lang="en">English</th>' in html
    assert '<th colspan="4" scope="rowgroup" lang="fr">Français</th>' in html


def test_with_a_repository_a_page_can_be_edited_and_a_missing_one_be_made(translated: TinyProject) -> None:
    add_french(translated)
    html = table(translated, "https://example.org")
    assert '<td><a href="https://example.org/edit/docs/en/index.md">Edit</a></td>' in html
    assert '<td><a href="https://example.org/new/docs/fr/add.md">Translate</a></td>' in html
