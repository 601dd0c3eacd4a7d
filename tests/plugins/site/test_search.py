"""What the search finds of the terms."""

import json
from types import SimpleNamespace
from typing import Any

from docs.plugins.site.search import (
    Entry,
    plain_index,
    prepare_index,
    search_entries,
    searched_messages,
    searched_names,
)
from docs.plugins.site.site import Site
from tests.plugins.conftest import add_french
from tests.plugins.terms import GLOSSARY
from tests.support.tiny_project import TinyProject
from tests.support.views import view_of

MISTAKES = """
loud:
  lesson: add#code
  template: "Bad `shape`: ({n},)"
  also: ["No shape at all"]
  why: {vi: Vì thế., en: Because.}
  cure: {vi: Làm khác., en: Do otherwise.}
silent:
  lesson: add#code
  notice: {vi: Nhìn., en: Look.}
  why: {vi: Vì thế., en: Because.}
  cure: {vi: Làm khác., en: Do otherwise.}
"""


def test_the_search_finds_a_term_by_its_name_in_every_language_its_meaning_and_its_note(project: TinyProject) -> None:
    project.write("docs/glossary.yml", GLOSSARY)
    layer, hidden, _ = search_entries(view_of("vi", project.read()), "glossary/")
    assert (layer["location"], layer["title"], layer["text"]) == ("glossary/#layer", "lớp", "layer: Một bước tính.")
    assert hidden["text"] == "hidden layer: Lớp ở giữa. Không phải “tầng”."


def test_the_search_finds_a_term_not_translated_yet_in_the_language_that_stands_in(project: TinyProject) -> None:
    project.write("docs/glossary.yml", GLOSSARY.replace("A step.", "x < y."))
    add_french(project)
    entry, *_ = search_entries(view_of("fr", project.read()), "glossary/")
    assert (entry["title"], entry["text"]) == ("layer", "lớp: x &lt; y.")


def test_the_search_finds_a_term_by_what_it_is_called_in_any_language_and_may_not_be_called(
    project: TinyProject,
) -> None:
    project.write(
        "docs/glossary.yml",
        GLOSSARY.replace("synonyms: {en: [", "synonyms: {vi: [mức], en: [rung, ") + "  banned: {vi: [tầng & lớp]}\n",
    )
    *_, last = search_entries(view_of("vi", project.read()), "glossary/")
    assert last["term"]
    names = last["names"]
    assert isinstance(names, list)
    assert {"tầng &amp; lớp", "mức", "rung"} <= set(names)
    assert last["title"] not in names
    assert len(set(names)) == len(names)


def test_the_search_finds_a_section_by_the_words_of_its_own(project: TinyProject) -> None:
    project.write("docs/search.yml", "add:\n  add: {vi: [cộng]}\n  code: {vi: [mã < lệnh], en: [source]}\n")
    site = Site(view_of("en", project.read()), {}, False)
    assert searched_names(site) == {"add/": ["cộng"], "add/#code": ["mã &lt; lệnh", "source"]}


def test_the_search_knows_a_message_by_the_patterns_of_its_mistake_and_nothing_of_one_without_a_message(
    project: TinyProject,
) -> None:
    project.write("docs/mistakes.yml", MISTAKES)
    view = view_of("en", project.read())
    assert searched_messages(Site(view, {}, False)) == {
        "mistakes/#loud": [r"Bad'?shape'?\((?:None|\d{1,9})\)", "Noshapeatall"]
    }


def test_the_index_is_written_as_plain_text_with_its_letters_and_not_their_escapes() -> None:
    entry = {
        "location": "add/#code",
        "title": "Lỗi <code>a &lt; b</code>",
        "text": "<p>x<sub>1</sub>  = \n&amp;lt;</p><p>1</p>",
        "names": ["a &amp; b", "lô\u0303i"],
        "messages": [r"a <b> \d"],
    }
    plain = plain_index(json.dumps({"docs": [entry, {"location": "", "title": "", "text": ""}]}))
    assert json.loads(plain)["docs"] == [
        entry | {"title": "Lỗi a < b", "text": "x1 = &lt; 1", "names": ["a & b", "lỗi"]},
        {"location": "", "title": "", "text": "", "names": []},
    ]
    assert '"title":"Lỗi a < b"' in plain


class Index:
    """The index of Material's plugin, which keeps what it is given."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.contents: list[str] = []

    def add_entry_from_context(self, page: Any) -> None:  # noqa: ANN401
        self.contents.append(page.content)
        self.entries += [{"location": f"add/{fragment}"} for fragment in ("", "#code", "#next")]
        self.entries += [{"location": "mistakes/#loud"}]

    def generate_search_index(self, previous: str) -> str:
        return json.dumps({"docs": [{"location": previous, "title": "<p>ộ</p>", "text": ""}]})


def test_the_index_has_the_terms_and_reads_pages_without_the_colours_of_their_code(project: TinyProject) -> None:
    project.write("docs/search.yml", "add:\n  code: {en: [source]}\n")
    project.write("docs/mistakes.yml", MISTAKES)
    index = Index()
    config: Any = SimpleNamespace(plugins={"material/search": SimpleNamespace(search_index=index)})
    prepare_index(config, Site(view_of("en", project.read()), {}, False))
    assert [entry["location"] for entry in index.entries] == ["glossary/#sum"]
    coloured = '<p><span lang="vi">a</span></p><pre><span></span><code><span class="nb">print</span>(1)</code></pre>'
    page = SimpleNamespace(content=coloured)
    index.add_entry_from_context(page)
    assert index.contents == ['<p><span lang="vi">a</span></p><pre><code>print(1)</code></pre>']
    assert page.content == coloured
    assert index.entries[1:] == [
        {"location": "add/"},
        {"location": "add/#code", "names": ["source"]},
        {"location": "add/#next"},
        {"location": "mistakes/#loud", "boost": 0.8, "messages": [r"Bad'?shape'?\((?:None|\d{1,9})\)", "Noshapeatall"]},
    ]
    assert index.generate_search_index("add/") == '{"docs":[{"location":"add/","title":"ộ","text":"","names":[]}]}'
