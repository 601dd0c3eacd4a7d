"""What the search finds of the terms."""

from docs.plugins.project.glossary import Term
from docs.plugins.site.search import search_entries
from tests.plugins.site.terms import TERMS


def test_the_search_finds_a_term_by_its_name_in_every_language_its_meaning_and_its_note() -> None:
    layer, hidden, _ = search_entries(TERMS, "vi", "vi", "glossary/")
    assert (layer["location"], layer["title"], layer["text"]) == ("glossary/#layer", "lớp", "layer: Một bước tính.")
    assert hidden["text"] == "hidden layer: Lớp ở giữa. Không phải “tầng”."


def test_the_search_finds_a_term_not_translated_yet_in_the_source_language() -> None:
    term = Term("layer", {"vi": "lớp", "en": "layer"}, {"vi": "x < y."})
    (entry,) = search_entries([term], "fr", "vi", "glossary/")
    assert (entry["title"], entry["text"]) == ("lớp", "layer: x &lt; y.")
