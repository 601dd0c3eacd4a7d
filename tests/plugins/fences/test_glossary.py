"""The table of all terms, in the language and the order of the page."""

import pytest

from docs.plugins.check import check
from docs.plugins.fences import glossary
from docs.plugins.fences.glossary import alphabetical
from tests.plugins.conftest import add_french
from tests.plugins.rendering import fence, rendered
from tests.plugins.terms import GLOSSARY
from tests.support.tiny_project import TinyProject
from tests.support.views import view_of


@pytest.fixture
def project(project: TinyProject) -> TinyProject:
    """A tiny project with these terms."""
    project.write("docs/glossary.yml", GLOSSARY)
    return project


def table(project: TinyProject, language: str) -> str:
    return rendered(fence("glossary", "all"), view_of(language, project.read()))


def test_the_table_stands_in_the_pages_language_and_order(project: TinyProject) -> None:
    html = table(project, "vi")
    assert html.index("lớp ẩn") < html.index("nhãn")
    assert (
        '<th scope="col" lang="vi" translate="no">Tiếng Việt</th><th scope="col" lang="en" translate="no">English</th>'
        '<th scope="col">Nghĩa</th>'
    ) in html
    assert "<td>Một bước tính.</td>" in html


def test_a_row_says_which_names_are_in_which_language_and_not_to_be_translated(project: TinyProject) -> None:
    assert (
        '<tr id="layer"><th scope="row" lang="en" translate="no">layer</th><td lang="vi" translate="no">lớp</td>'
    ) in table(project, "en")


def test_a_note_stands_below_the_meaning_in_the_pages_language(project: TinyProject) -> None:
    assert '<td>Lớp ở giữa.<br><small class="note">Không phải “tầng”.</small></td>' in table(project, "vi")


def test_the_synonyms_in_the_pages_language_stand_below_the_meaning_not_to_be_translated(project: TinyProject) -> None:
    assert (
        '<td>The answer.<br><small>Also called <span translate="no">ground truth, target &lt;y&gt;</span>.</small></td>'
    ) in table(project, "en")
    assert "<td>Câu trả lời.</td>" in table(project, "vi")


def test_a_synonym_that_is_the_name_in_another_language_stands_there_alone(project: TinyProject) -> None:
    project.replace("docs/glossary.yml", "synonyms: {en:", "synonyms: {vi: [label], en:")
    assert "<td>Câu trả lời.</td>" in table(project, "vi")
    assert "| nhãn | label | Câu trả lời. |" in glossary.markdown("all", view_of("vi", project.read()))


def test_the_synonyms_stand_ahead_of_the_note(project: TinyProject) -> None:
    project.replace("docs/glossary.yml", "  notes:", "  synonyms: {en: [inner layer]}\n  notes:")
    assert (
        '<br><small>Also called <span translate="no">inner layer</span>.</small>'
        '<br><small class="note">Not a level.</small></td>'
    ) in table(project, "en")


def test_a_term_not_translated_yet_comes_last_with_an_empty_cell_and_the_fallbacks_meaning(
    project: TinyProject,
) -> None:
    add_french(project)
    project.replace("docs/glossary.yml", "en: label}", "en: label, fr: étiquette}")
    project.replace("docs/glossary.yml", "en: The answer.}", "en: The answer., fr: La réponse.}")
    html = table(project, "fr")
    assert (
        '<tr id="layer"><td></td><td lang="vi" translate="no">lớp</td>'
        '<th scope="row" lang="en" translate="no">layer</th><td lang="en">A step.</td></tr>'
    ) in html
    assert html.index("étiquette") < html.index('<tr id="hidden-layer">') < html.index('<tr id="layer">')


def test_a_name_not_given_yet_in_another_language_leaves_its_cell_empty(project: TinyProject) -> None:
    add_french(project)
    assert '<td lang="en" translate="no">layer</td><td></td><td>Một bước tính.</td>' in table(project, "vi")


def test_a_name_that_two_languages_share_is_marked_for_phones_which_show_it_once(project: TinyProject) -> None:
    project.replace("docs/glossary.yml", "vi: nhãn, en: label", "vi: label, en: label")
    project.replace("docs/glossary.yml", "- id: label", "- id: label\n  kept_in_english: [vi]")
    assert '<td class="same" lang="en" translate="no">label</td>' in table(project, "vi")
    assert table(project, "vi").count("same") == 1


def test_a_field_to_filter_the_terms_is_hidden_until_its_script_works(project: TinyProject) -> None:
    html = table(project, "en")
    assert html.startswith('<div class="glossary-filter" data-search-exclude hidden><label>Filter the terms <input')
    assert '<span role="status" data-found="Terms found: {number}" data-none="' in html


def test_vietnamese_letters_are_sorted_beside_their_bare_ones() -> None:
    assert sorted(["epoch", "đồ thị", "dữ liệu", "độ chính xác"], key=alphabetical) == [
        "độ chính xác",
        "đồ thị",
        "dữ liệu",
        "epoch",
    ]


def test_in_markdown_it_is_the_same_table(project: TinyProject) -> None:
    assert glossary.markdown("all", view_of("en", project.read())) == [
        "| English | Tiếng Việt | Meaning |",
        "|---|---|---|",
        "| hidden layer | lớp ẩn | One in between. Not a level. |",
        "| label | nhãn | The answer. Also called ground truth, target <y>. |",
        "| layer | lớp | A step. |",
    ]


def test_in_markdown_too_a_term_not_translated_yet_has_an_empty_cell(project: TinyProject) -> None:
    add_french(project)
    assert "|  | lớp ẩn | hidden layer | One in between. |" in glossary.markdown("all", view_of("fr", project.read()))


def test_another_body_than_all_is_named(project: TinyProject) -> None:
    project.write("docs/vi/index.md", "# Home { #index }\n\n```glossary\nlayer\n```\n")
    assert check(project.read()) == ['docs/vi/index.md:3: "layer" is not "all"; write that, for every term']
