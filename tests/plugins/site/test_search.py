"""What the search finds of the terms."""

from types import SimpleNamespace
from typing import Any

from docs.plugins.site.search import Entry, prepare_index, search_entries, searched_names
from docs.plugins.site.site import Site
from tests.plugins.conftest import add_french
from tests.plugins.terms import GLOSSARY
from tests.support.tiny_project import TinyProject
from tests.support.views import view_of


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


class Index:
    """The index of Material's plugin, which keeps what it is given."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.contents: list[str] = []

    def add_entry_from_context(self, page: Any) -> None:  # noqa: ANN401
        self.contents.append(page.content)
        self.entries += [{"location": f"add/{fragment}"} for fragment in ("", "#code", "#next")]


def test_the_index_has_the_terms_and_reads_pages_without_the_colours_of_their_code(project: TinyProject) -> None:
    project.write("docs/search.yml", "add:\n  code: {en: [source]}\n")
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
    ]
