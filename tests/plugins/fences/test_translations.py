"""The table of how far each language has come."""

from docs.plugins.check import check
from docs.plugins.fences import translations
from tests.plugins.conftest import SOURCE, add_french
from tests.plugins.rendering import fence, rendered
from tests.support.tiny_project import TinyProject
from tests.support.views import view_of

REPOSITORY = "https://github.com/someone/something"


def table(project: TinyProject, repository: str | None = None) -> str:
    return rendered(fence("translations", "all"), view_of("en", project.read(), repository=repository))


def test_a_page_in_step_has_all_of_its_sections(translated: TinyProject) -> None:
    assert (
        '<tr><th scope="row"><a href="../"><span lang="en">Home</span></a></th><td>2/2</td><td>–</td><td></td></tr>'
    ) in table(translated)


def test_a_section_that_is_behind_or_missing_leads_to_its_source(translated: TinyProject) -> None:
    translated.replace(SOURCE, "hai\n", "ba\n\n## `Bốn` <4> { #four }\n")
    assert (
        '<td>1/3</td><td><a href="../..#two"><span lang="vi">Hai</span></a>, '
        '<a href="../..#four"><span lang="vi">Bốn &lt;4&gt;</span></a></td>'
    ) in table(translated)


def test_a_page_that_is_not_translated_has_the_title_of_the_one_that_stands_in_for_it(translated: TinyProject) -> None:
    add_french(translated)
    translated.replace("docs/en/add.md", "# Add", "# Adding")
    assert (
        '<tr><th scope="row"><a href="../../fr/add/"><span lang="en">Adding</span></a></th>'
        '<td colspan="2">Not translated yet</td><td></td></tr>'
    ) in table(translated)


def test_each_language_stands_under_its_name(translated: TinyProject) -> None:
    add_french(translated)
    html = table(translated)
    assert '<th colspan="4" scope="rowgroup" lang="en">English</th>' in html
    assert '<th colspan="4" scope="rowgroup" lang="fr">Français</th>' in html


def test_with_a_repository_a_page_can_be_edited_and_a_missing_one_be_made(translated: TinyProject) -> None:
    add_french(translated)
    html = table(translated, REPOSITORY)
    assert f'<td><a href="{REPOSITORY}/edit/main/docs/en/index.md">Edit</a></td>' in html
    assert f'<td><a href="{REPOSITORY}/new/main?filename=docs/fr/add.md">Translate</a></td>' in html


def test_in_markdown_it_is_the_same_table_with_rows_that_are_all_as_wide(translated: TinyProject) -> None:
    add_french(translated)
    translated.replace(SOURCE, "hai\n", "ba\n\n## `Bốn` <4> { #four }\n")
    root, new = "https://example.org/keras", f"{REPOSITORY}/new/main?filename=docs"
    behind = f"[Hai]({root}/index.md#two), [Bốn <4>]({root}/index.md#four)"
    # The fallback lacks the section that was added to the source.
    in_english = f"[Two]({root}/en/index.md#two), [Bốn <4>]({root}/en/index.md#four)"
    edit = f"{REPOSITORY}/edit/main/docs"
    assert translations.markdown("all", view_of("en", translated.read(), repository=REPOSITORY)) == [
        "| Page | Sections that match the source | Sections older than the source, or missing |  |",
        "|---|---|---|---|",
        "| English |  |  |  |",
        f"| [Add]({root}/en/add/index.md) | 2/2 | – | [Edit]({edit}/en/add.md) |",
        f"| [Home]({root}/en/index.md) | 1/3 | {behind} | [Edit]({edit}/en/index.md) |",
        "| Français |  |  |  |",
        f"| [Add]({root}/fr/add/index.md) | Not translated yet | [Translate]({new}/fr/add.md) |  |",
        f"| [Home]({root}/fr/index.md) | 1/3 | {in_english} | [Edit]({edit}/fr/index.md) |",
    ]


def test_another_body_than_all_is_named(translated: TinyProject) -> None:
    translated.write("docs/vi/add.md", "# Add { #add }\n\n```translations\nen\n```\n")
    assert 'docs/vi/add.md:3: "en" is not "all"; write that, for every language' in check(translated.read())
