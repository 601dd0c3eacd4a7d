"""A third language, made in a tiny project, built and walked: two of its pages are translated, one of them in part.

It falls back to English, whose pages are marked as a translation too.
"""

import re
from collections.abc import Iterator
from contextlib import chdir
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser, expect

from docs.plugins import cli
from docs.plugins.project.pages import Page, parse_page
from docs.plugins.translations.blocks import PARAGRAPH, blocks_of
from tests.support.browsers import DESKTOP, switch
from tests.support.building import lost_links, mkdocs_build
from tests.support.claims import claims
from tests.support.serving import served
from tests.support.tiny_project import PRINTED, drawn, make_buildable, make_project, record, weights

ADD = """# Cộng { #add }

Hai số cộng lại thành một tổng.

## Vì sao? { #why }

Vì cần biết.

## Mã { #code }

Mã của phép cộng:

```example
add.py#numbers
```

```example
add.py#sum
```

## Chép { #copied }

Chưa ai dịch mục này.
"""
REST_SCRIPT = '''"""vi: Phần còn lại.
en: The rest.
"""

# %% summary
1

# %% fit
2

# %% evaluate
3
'''
# Nobody has translated it: all that a page can hold, with links of each kind.
REST = """# Còn lại { #rest }

Một tổng ở [trang cộng](add.md), [mục mã](add.md#code) của nó, [dưới đây](#all) và [ở nơi khác](https://keras.io/).

![Một chồng lớp](assets/images/keras-stack.svg)

## Tất cả { #all }

```example
rest.py#summary
```

```example
rest.py#fit
```

```example
rest.py#evaluate
```

```output
rest.py#evaluate
Số ba.
```

```draw
rest.py Mạng
```

```erratum
W1
```
"""
PAGES = {
    "add": ADD,
    "glossary": "# Thuật ngữ { #glossary }\n\n```glossary\nall\n```\n",
    "index": "# Trang đầu { #index }\n\nXem [trang cộng](add.md), [mục chưa dịch](add.md#copied) của nó.\n",
    "rest": REST,
    "translations": "# Bản dịch { #translations }\n\n```translations\nall\n```\n",
}
TRANSLATED = ["add", "index"]
UNTRANSLATED = [name for name in PAGES if name not in TRANSLATED]
FOLDER_OF = {name: "" if name == "index" else f"{name}/" for name in PAGES}
FOLDERS = [f"eo/{folder}" for folder in (*FOLDER_OF.values(), "examples/add/", "examples/rest/")]


def pseudo(source: Page, heading: str, paragraph: str, without: str = "") -> str:
    """The page with a mark on each heading and each paragraph but in one section: all other words are the source's."""
    lines = source.text.splitlines()
    for section in source.sections:
        if section.id == without:
            continue
        lines[section.line - 1] = lines[section.line - 1].replace("# ", f"# {heading}: ", 1)
        for block in blocks_of(source, section):
            if block.kind == PARAGRAPH:
                lines[block.line - 1] = re.sub(r"\S", rf"{paragraph}: \g<0>", lines[block.line - 1], count=1)
    return "\n".join(lines) + "\n"


def english(name: str, text: str) -> str:
    marked = pseudo(parse_page(f"docs/vi/{name}.md", text), "Title", "Text")
    return marked.replace("Số ba.", "A three.").replace("tổng", "sum")


@pytest.fixture(scope="module")
def pseudo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site in three languages. A section of `add` is still a copy of its source, of which one changed since and one
    was added."""
    project = make_buildable(make_project(tmp_path_factory.mktemp("project")))
    outputs = {"evaluate": [PRINTED, drawn(5, 3)]}
    project.write("examples/rest.py", REST_SCRIPT)
    project.write("examples/notebooks/rest.ipynb", record(outputs, REST_SCRIPT, "rest"))
    project.write_bytes("examples/weights/rest.safetensors", weights(REST_SCRIPT, "rest"))
    for name, text in PAGES.items():
        project.write(f"docs/vi/{name}.md", text)
        project.write(f"docs/en/{name}.md", english(name, text))
    with chdir(project.root):
        assert cli.main(["new", "eo"]) == 0
        for name in TRANSLATED:
            source = parse_page(f"docs/vi/{name}.md", PAGES[name])
            project.write(f"docs/eo/{name}.md", pseudo(source, "Ĉapo", "Ŝafo", without="copied"))
        assert cli.main(["confirm", *(f"docs/eo/{name}.md" for name in TRANSLATED)]) == 0
    for language, mark in [("vi", ""), ("en", "Title: ")]:
        added = f"## {mark}Mới {{ #added }}\n\n## {mark}Mã"
        project.replace(f"docs/{language}/add.md", f"## {mark}Mã", f"Mới.\n\n{added}")
        project.replace(f"docs/{language}/rest.md", "(add.md#code)", "(add.md#added)")
    project.confirm()
    folder = tmp_path_factory.mktemp("pseudo")
    addresses = {"REPO_URL": "https://github.com/a/b", "SITE_URL": "https://example.org/keras/"}
    result = mkdocs_build(project.root, folder, **addresses)
    assert result.returncode == 0, result.stderr
    return folder


@cache
def read(folder: Path, path: str) -> BeautifulSoup:
    return BeautifulSoup((folder / path / "index.html").read_text(encoding="utf-8"), "html.parser")


def notices(soup: BeautifulSoup) -> list[Tag]:
    return soup.select("article > .admonition.warning:not(:has(.admonition-title))")


def read_in(notice: Tag) -> list[tuple[str, str]]:
    return [(link.text, str(link["href"])) for link in notice.select("a[hreflang]")]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_local_link_of_its_pages_leads_to_a_file_and_an_id(pseudo_site: Path, folder: str) -> None:
    assert lost_links(pseudo_site / folder / "index.html") == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_its_pages_speak_the_language_of_the_theme(pseudo_site: Path, folder: str) -> None:
    soup = read(pseudo_site, folder)
    assert soup.html is not None
    assert soup.html["lang"] == "eo"
    assert soup.select_one('.search input[placeholder="Serĉo"]')


@pytest.mark.parametrize("root", ["", "en/", "eo/"])
@pytest.mark.parametrize("name", PAGES)
def test_the_switch_and_the_head_of_every_page_in_every_language_lead_to_it(
    pseudo_site: Path, root: str, name: str
) -> None:
    path = FOLDER_OF[name]
    soup = read(pseudo_site, f"{root}{path}")
    link = soup.select_one('.languages a[hreflang="eo"]')
    alternate = soup.select_one('head link[hreflang="eo"]')
    assert link is not None
    assert alternate is not None
    assert (link.text, link["title"]) == ("EO", "Esperanto")
    assert (pseudo_site / root / path / str(link["href"])).resolve() == (pseudo_site / "eo" / path).resolve()
    assert alternate["href"] == f"https://example.org/keras/eo/{path}"


def test_a_translated_page_is_shown_without_a_notice(pseudo_site: Path) -> None:
    soup = read(pseudo_site, "eo")
    assert soup.h1 is not None
    assert soup.h1.text.startswith("Ĉapo: ")
    assert notices(soup) == []


@pytest.mark.parametrize("name", UNTRANSLATED)
def test_a_page_that_is_not_translated_is_in_the_fallback_under_a_notice_that_leads_to_others(
    pseudo_site: Path, name: str
) -> None:
    soup = read(pseudo_site, f"eo/{name}")
    (notice,) = notices(soup)
    assert notice.text.startswith("This page is not translated yet and is shown in English. ")
    there = FOLDER_OF[name]
    assert read_in(notice) == [("Tiếng Việt", f"../../{there}"), ("English", f"../../en/{there}")]
    original = soup.select_one('article > [lang="en"]')
    assert original is not None
    assert original.h1 is not None
    assert PAGES[name].startswith(f"# {original.h1.text.removeprefix('Title: ').removesuffix('¶')} {{ ")
    create = soup.select_one('[rel="edit"]')
    assert create is not None
    assert create["href"] == f"https://github.com/a/b/new/main?filename=docs/eo/{name}.md"


def test_a_page_that_is_not_translated_explains_its_terms_in_its_own_language(pseudo_site: Path) -> None:
    ours, theirs = (read(pseudo_site, f"{root}rest").select("article abbr") for root in ("eo/", "en/"))
    assert [term["title"] for term in ours] == [term["title"] for term in theirs] != []


@claims(
    "translate",
    vi="Người đọc thấy một thông báo ở đúng mục ấy, kèm liên kết đến mục tương ứng bằng tiếng Việt và tiếng Anh",
    en="Readers see a notice in the section that is behind, with links to its Vietnamese and English versions",
)
@claims(
    "translate",
    vi="Mỗi trang hay mục chưa dịch hiện bằng ngôn ngữ ấy, dưới một thông báo dẫn đến trang tương ứng",
    en="Each page or section that is not translated yet is shown in that language, under a notice that leads to",
)
def test_a_section_that_is_behind_added_or_still_a_copy_says_so_and_leads_to_it_in_every_complete_language(
    pseudo_site: Path,
) -> None:
    soup = read(pseudo_site, "eo/add")
    told = {}
    for notice in notices(soup):
        heading = notice.find_previous_sibling()
        assert isinstance(heading, Tag)
        id_ = str(heading["id"])
        told[id_] = notice.text.partition(" Read it in: ")[0]
        assert read_in(notice) == [("Tiếng Việt", f"../../add/#{id_}"), ("English", f"../../en/add/#{id_}")]
    missing = "This section is not translated yet and is shown in English."
    assert told == {
        "why": "The original of this section has changed since it was translated.",
        "added": missing,
        "copied": missing,
    }
    assert [part.text.removesuffix("¶") for part in soup.select('article > [lang="en"]')] == [
        "Title: Mới",
        "Title: Chép",
        "Text: Chưa ai dịch mục này.",
    ]
    assert [link.text.strip() for link in soup.select(".md-nav--secondary .sections a")] == [
        *("Ĉapo: Vì sao?", "Title: Mới", "Ĉapo: Mã", "Title: Chép"),
    ]


def test_a_page_in_lockstep_has_no_notice(pseudo_site: Path) -> None:
    assert notices(read(pseudo_site, "en/add")) == []


@pytest.mark.parametrize("root", ["", "en/", "eo/"])
def test_the_status_page_tells_how_far_it_has_come(pseudo_site: Path, root: str) -> None:
    *_, esperanto = read(pseudo_site, f"{root}translations").select(".progress tbody")
    heading, *rows = esperanto.select("tr")
    assert heading.text == "Esperanto"
    assert len(rows) == len(PAGES)
    assert [link["href"] for link in rows[0].select("td a")][-1] == "https://github.com/a/b/edit/main/docs/eo/add.md"
    assert [cell.text for cell in rows[0].select("td")][:2] == ["2/5", "Title: Vì sao?, Title: Mới, Title: Chép"]
    assert len([row for row in rows if len(row.select("td")) == 2]) == len(UNTRANSLATED)


def test_a_picture_that_no_page_describes_in_it_is_described_as_in_the_fallback(pseudo_site: Path) -> None:
    ours, theirs = (read(pseudo_site, f"{root}examples/rest").select("article img")[0] for root in ("eo/", "en/"))
    assert ours["alt"] == theirs["alt"] != ""


def test_an_examples_page_has_the_title_of_the_fallback(pseudo_site: Path) -> None:
    assert [title["lang"] for title in read(pseudo_site, "eo/examples/add").select("#title")] == ["en"]


@pytest.fixture(scope="module")
def address(pseudo_site: Path) -> Iterator[str]:
    """Where the three languages are served."""
    with served(pseudo_site) as address:
        yield address


def test_the_switch_leads_from_a_section_to_it_and_back(browser: Browser, address: str) -> None:
    tab = browser.new_page(viewport=DESKTOP)
    tab.goto(f"{address}/en/add/#code")
    switch(tab, "Esperanto")
    tab.wait_for_url(f"{address}/eo/add/#code")
    switch(tab, "Tiếng Việt")
    tab.wait_for_url(f"{address}/add/#code")
    tab.close()


def test_its_pages_stand_side_by_side_with_the_fallback_but_for_sections_that_have_changed_or_are_not_translated(
    browser: Browser, address: str
) -> None:
    tab = browser.new_page(viewport=DESKTOP)
    tab.goto(f"{address}/eo/add/?song-ngu=1")
    halves = tab.locator("#code .pair > span")
    expect(halves).to_have_count(2)
    assert [half.get_attribute("lang") for half in halves.all()] == ["eo", "en"]
    assert halves.nth(0).inner_text().startswith("Ĉapo: ")
    assert tab.locator(":is(#why, #added, #copied) .pair").count() == 0
    tab.close()


def test_a_page_that_is_not_translated_has_no_side_by_side(browser: Browser, address: str) -> None:
    tab = browser.new_page(viewport=DESKTOP)
    tab.goto(f"{address}/eo/rest/?song-ngu=1")
    expect(tab.locator("article h1")).to_be_visible()
    assert tab.locator(".side-by-side, .pair").count() == 0
    tab.close()
