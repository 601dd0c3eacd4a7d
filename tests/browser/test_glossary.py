"""The glossary on a phone, and the field that filters it."""

import pytest
from playwright.sync_api import Page, expect

from docs.plugins.project.languages import Language
from tests.support.browsers import TALL_PHONE, visit
from tests.support.reading import IN_LOCKSTEP

SCREENS = 10
VIETNAMESE, ENGLISH = IN_LOCKSTEP


@pytest.mark.parametrize(
    ("language", "folder", "typed", "found"),
    [
        (VIETNAMESE, "", "lop", ["độ dốc", "lớp", "lớp ẩn", "lớp kết nối đầy đủ", "phân loại", "phép gộp"]),
        (ENGLISH, "en/", " ĐỘ chinh", ["accuracy"]),
    ],
)
def test_on_a_phone_it_takes_ten_screens_and_finds_a_term_by_a_name_in_any_language_without_accents(
    tab: Page, address: str, language: Language, folder: str, typed: str, found: list[str]
) -> None:
    tab.set_viewport_size(TALL_PHONE)
    visit(tab, f"{address}/{folder}glossary/")
    assert tab.evaluate("document.documentElement.scrollHeight") <= SCREENS * TALL_PHONE["height"]
    names = tab.locator(".glossary tbody th:visible")
    everything = names.count()
    field, status = tab.get_by_role("searchbox"), tab.locator("article [role=status]").last
    field.fill(typed)
    expect(names).to_have_text(found)
    expect(status).to_contain_text(str(len(found)))
    tab.evaluate("location.hash = 'epoch'")
    expect(tab.locator("#epoch")).to_be_in_viewport()
    expect(field).to_have_value("")
    field.fill("xyzzy")
    expect(names).to_have_count(0)
    expect(status).to_have_text(language.labels["glossary_none"])
    field.fill("")
    expect(status).to_have_text("")
    expect(names).to_have_count(everything)
