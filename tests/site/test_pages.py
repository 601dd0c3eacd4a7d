"""The built site: in both languages, every link leads somewhere; a tiny project with a fault doesn't build."""

import codecs
import io
import json
import re
import unicodedata
from collections.abc import Sequence
from html import escape
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError
from PIL import Image, ImageChops, ImageStat

from docs.plugins.fences.recorded import PAGE_DPI, PICTURE_DPI
from docs.plugins.project.errata import ARTICLE_ADDRESS
from docs.plugins.project.links import photo_address
from docs.plugins.project.sample_photos import SAMPLES
from docs.plugins.site.example_pages import rewrite
from docs.plugins.site.offline import WORKER_ADDRESS
from tests.support.addresses import (
    BELOW_A_LANGUAGE,
    EVERY_CODE,
    EVERY_EXAMPLE_FOLDER,
    EVERY_PAGE_FILE,
    LANGUAGE_FOLDERS,
)
from tests.support.building import SITE_URL, lost_links, mkdocs_build, parse_html, read_html
from tests.support.programs import PROJECT, ROOT
from tests.support.reading import IN_LOCKSTEP, recorded
from tests.support.tiny_project import (
    PAGE,
    PRINTED,
    SCRIPT,
    TinyProject,
    drawn,
    make_buildable,
    make_project,
    photos,
    png,
    record,
    weights,
)

REPOSITORY = "https://github.com/someone/something"
# The limit for an example's page, the longest of which has 400 lines of code; mkdocs-jupyter's own rendering of a short
# one has 664 kB.
MOST_BYTES = 130_000
PROGRAMS = """
```program
adding.py
add.py#numbers
add.py#sum
```

```example
programs/subtract.py#numbers
```

```example
programs/subtract.py#sum
```
"""
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.mark.parametrize("page", EVERY_PAGE_FILE)
def test_every_local_link_of_a_page_leads_to_a_file_and_an_id(site: Path, page: str) -> None:
    assert lost_links(site / page) == []


def test_where_pages_are_files_every_local_link_leads_to_a_file_and_an_id_too(flat_site: Path) -> None:
    pages = [path for path in flat_site.rglob("*.html") if path.name != "404.html"]
    assert len(pages) == len(EVERY_CODE) * (len(BELOW_A_LANGUAGE) + 1), "and all of a language on one page"
    assert {page: lost for page in pages if (lost := lost_links(page))} == {}


@pytest.mark.parametrize("page", EVERY_PAGE_FILE)
def test_every_picture_of_a_page_is_there_and_has_alt_text(site: Path, page: str) -> None:
    here = site / page
    for image in read_html(here).images:
        assert image["alt"]
        address = str(image["src"])
        assert address.startswith("data:image/png;base64,") or (here.parent / address).is_file()


@pytest.mark.parametrize("page", EVERY_PAGE_FILE)
def test_every_page_leads_to_itself_in_every_language(site: Path, page: str) -> None:
    here = (site / page).resolve()
    _, _, below = page.partition("/")
    switched = {(here.parent / link / "index.html").resolve() for link in read_html(here).links if link.endswith("/")}
    assert switched >= {(site / root / below).resolve() for root in LANGUAGE_FOLDERS}


@pytest.mark.parametrize("page", EVERY_PAGE_FILE)
def test_every_page_names_its_address_in_every_language_to_search_engines(site: Path, page: str) -> None:
    _, _, below = page.removesuffix("index.html").partition("/")
    text = (site / page).read_text(encoding="utf-8")
    assert re.findall('<link rel="alternate" hreflang="(.+?)" href="(.+?)">', text) == alternates(
        SITE_URL, below, EVERY_CODE
    )


def alternates(site_url: str, below: str, codes: Sequence[str]) -> list[tuple[str, str]]:
    """The languages, and "x-default" for all others, each with the page's address."""
    source, *others = codes
    translations = [(code, f"{site_url}{code}/{below}") for code in others]
    return [(source, f"{site_url}{below}"), *translations, ("x-default", f"{site_url}{below}")]


def test_the_sitemaps_list_every_page_in_every_language(site: Path) -> None:
    for root in LANGUAGE_FOLDERS:
        sitemap = ElementTree.fromstring((site / root / "sitemap.xml").read_bytes())
        listed = {
            entry.findtext(f"{SITEMAP}loc"): [
                (link.get("hreflang"), link.get("href"))
                for link in entry.findall("{http://www.w3.org/1999/xhtml}link[@rel='alternate']")
            ]
            for entry in sitemap
        }
        prefix = "" if root == "." else f"{root}/"
        below = [
            page.removeprefix(f"{root}/").removesuffix("index.html")
            for page in EVERY_PAGE_FILE
            if page.startswith(f"{root}/")
        ]
        assert listed == {f"{SITE_URL}{prefix}{page}": alternates(SITE_URL, page, EVERY_CODE) for page in below}


@pytest.mark.parametrize(
    "page", [f"{folder}/{name}" for folder in LANGUAGE_FOLDERS for name in ("index.html", "data/index.html")]
)
def test_the_footer_leads_to_the_licences_that_of_mnists_pictures_among_them(site: Path, page: str) -> None:
    text = (site / page).read_text(encoding="utf-8")
    (address,) = re.findall('<a href="([^"]+)" type="text/plain" rel="license">(?:Giấy phép|Licences)</a>', text)
    licences = (site / page).parent.joinpath(address).read_text(encoding="utf-8")
    assert licences == (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "drawn from MNIST, by Yann LeCun and Corinna Cortes, which is under CC BY-SA\n3.0" in licences
    assert "So is the digit with which the board to draw\non is shown" in licences


def test_the_footer_leads_to_the_article_and_to_what_those_need_who_take_part(site: Path, published: Path) -> None:
    for root in LANGUAGE_FOLDERS:
        text = (site / root / "sequential/index.html").read_text(encoding="utf-8")
        listed, footer = text.split('<footer class="md-footer">')
        assert f'href="{ARTICLE_ADDRESS}"' in footer
        assert 'href="../errata/"' in footer
        for name in PROJECT.navigation.contribute:
            assert f'<li><a href="../{name}/">' in footer
            assert f'href="../{name}/" class="md-nav__link' not in listed
    assert f"{REPOSITORY}/issues" in read_html(published / "en/add/index.html").links


def test_robots_txt_lists_every_sitemap(site: Path) -> None:
    lines = (site / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert lines == [
        "User-agent: *",
        "Allow: /",
        f"Sitemap: {SITE_URL}sitemap.xml",
        *(f"Sitemap: {SITE_URL}{code}/sitemap.xml" for code in EVERY_CODE[1:]),
    ]
    assert not (site / "en/robots.txt").exists()


def test_the_vietnamese_site_is_vietnamese_and_the_english_one_english(site: Path) -> None:
    for root, language in zip(LANGUAGE_FOLDERS, IN_LOCKSTEP, strict=True):
        text = (site / root / "index.html").read_text(encoding="utf-8")
        assert f'<html lang="{language.code}"' in text
        assert f"<span>{language.site_name}</span>" in text


def test_every_cell_has_its_download_and_without_a_repository_no_colab(site: Path) -> None:
    text = (site / "sequential/index.html").read_text(encoding="utf-8")
    assert 'href="../examples/sequential/#cell-id=build"' in text
    assert 'href="../examples/sequential/sequential.py"' in text
    assert 'href="../examples/sequential/sequential.ipynb"' in text
    assert "colab.research.google.com/github" not in text


def test_the_downloaded_script_is_the_script(site: Path) -> None:
    assert (site / "en/examples/sequential/sequential.py").read_bytes() == (
        ROOT / "examples/sequential.py"
    ).read_bytes()


# The examples' pages


@pytest.mark.parametrize("folder", EVERY_EXAMPLE_FOLDER)
def test_an_examples_page_has_under_130_kb_no_style_of_its_own_and_nothing_from_elsewhere(
    site: Path, folder: str
) -> None:
    text = (site / folder / "index.html").read_text(encoding="utf-8")
    assert len(text.encode()) < MOST_BYTES
    assert "<style" not in text
    assert not re.search(r'<(script|link|img)[^>]* (src|href)="(https?:)?//(?!localhost)', text)


@pytest.mark.parametrize("folder", EVERY_EXAMPLE_FOLDER)
def test_an_examples_page_shows_every_cell_and_its_output_and_offers_its_files(site: Path, folder: str) -> None:
    name = folder.partition("examples/")[2].strip("/")
    script = PROJECT.scripts[name]
    html = read_html(site / folder / "index.html")
    assert html.ids >= {f"cell-id={cell.name}" for cell in script.cells}
    assert html.links.count(f"{script.stem}.py") == html.links.count(f"{script.stem}.ipynb") == 1
    assert (site / folder / f"{script.stem}.ipynb").read_bytes() == (ROOT / script.record_path).read_bytes()
    text = (site / folder / "index.html").read_text(encoding="utf-8")
    outputs = [output for output in recorded(name).values() if output.text or output.picture]
    assert text.count('<div class="lesson-output') == len(outputs)
    assert all(escape(output.text, quote=False) in unescape_quotes(text) for output in outputs)
    pictures = [output.picture for output in outputs if output.picture]
    assert [(image["width"], image["height"]) for image in html.images] == [
        (shown(picture.width), shown(picture.height)) for picture in pictures
    ]
    for image, picture in zip(html.images, pictures, strict=True):
        assert is_alike((site / folder / str(image["src"])).read_bytes(), picture.png), image["src"]


def shown(pixels_of_picture: int) -> str:
    """The pixels of a page for those of a picture."""
    return str(round(pixels_of_picture * PAGE_DPI / PICTURE_DPI))


def is_alike(sent: bytes, drawn: bytes) -> bool:
    """Whether a picture has each pixel of what was drawn, or, where photographs are in it, nearly all of it."""
    shown, made = (Image.open(io.BytesIO(picture)).convert("RGB") for picture in (sent, drawn))
    lossless = b"VP8L" in sent[:32]
    difference = ImageStat.Stat(ImageChops.difference(shown, made))
    return shown.size == made.size and max(difference.mean) <= (0 if lossless else 4)


def unescape_quotes(text: str) -> str:
    return text.replace("&quot;", '"').replace("&#39;", "'")


@pytest.mark.parametrize("folder", EVERY_EXAMPLE_FOLDER)
def test_the_contents_of_an_examples_page_are_its_cells(site: Path, folder: str) -> None:
    name = folder.partition("examples/")[2].strip("/")
    links = read_html(site / folder / "index.html").links
    assert [link for link in links if link.startswith("#cell-id=")] == [
        f"#cell-id={cell.name}" for cell in PROJECT.scripts[name].cells
    ]


def test_the_search_finds_code_and_no_output(site: Path) -> None:
    for root in LANGUAGE_FOLDERS:
        index = json.loads((site / root / "search/search_index.json").read_text(encoding="utf-8"))
        texts = " ".join(entry["text"] for entry in index["docs"])
        assert "model.summary()" in texts
        assert "Epoch 1/10" not in texts


def test_an_examples_page_speaks_its_readers_language(published: Path) -> None:
    vietnamese = (published / "examples/add/index.html").read_text(encoding="utf-8")
    english = (published / "en/examples/add/index.html").read_text(encoding="utf-8")
    assert ("Cộng hai số." in vietnamese, "Add two numbers." in vietnamese) == (True, False)
    assert ("Cộng hai số." in english, "Add two numbers." in english) == (False, True)
    assert 'alt="Số ba."' in vietnamese
    assert 'alt="A three."' in english
    assert '<a href="../../add/" title="Bài học">Bài học</a>' in vietnamese


def test_an_examples_page_leads_to_colab_where_the_repository_is_known(published: Path) -> None:
    links = read_html(published / "en/examples/add/index.html").links
    colab = "https://colab.research.google.com/github/someone/something/blob/main/examples/notebooks/add.ipynb"
    assert f"{colab}#scrollTo=numbers" in links


def test_a_picture_is_one_file_that_the_lesson_and_the_example_share(published: Path) -> None:
    assert is_alike((published / "examples/add/sum.webp").read_bytes(), png(5, 3))
    for page in ("add/index.html", "examples/add/index.html"):
        (image,) = read_html(published / page).images
        assert ((published / page).parent / str(image["src"])).resolve() == (
            published / "examples/add/sum.webp"
        ).resolve()


def test_a_rendering_that_mkdocs_jupyter_has_changed_stops_the_build() -> None:
    script = PROJECT.scripts["data"]
    with pytest.raises(ValueError, match="mkdocs-jupyter renders data without"):
        rewrite('<div class="jupyter-wrapper"></div>', "vi", script, "", lambda _: "")


# The site built with the addresses of the repository and of the site


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the tiny project's site, built with the addresses of the repository and of the site."""
    project = make_buildable(make_project(tmp_path_factory.mktemp("project")))
    project.write("examples/notebooks/add.ipynb", record({"sum": [PRINTED, drawn(5, 3)]}))
    for language, text in {"vi": "Số ba.", "en": "A three."}.items():
        project.write(f"docs/{language}/add.md", f"{PAGE}\n```output\nadd.py#sum\n{text}\n```\n{PROGRAMS}")
    project.write_bytes("examples/photos.zip", photos())
    project.write("examples/programs/subtract.py", SCRIPT)
    project.confirm()
    folder = tmp_path_factory.mktemp("published")
    result = mkdocs_build(project.root, folder, REPO_URL=REPOSITORY, SITE_URL="https://example.org/keras/")
    assert result.returncode == 0, result.stderr
    return folder


def test_with_a_repository_every_cell_leads_to_colab_and_to_its_lines(published: Path) -> None:
    links = read_html(published / "en/add/index.html").links
    colab = "https://colab.research.google.com/github/someone/something/blob/main/examples/notebooks/add.ipynb"
    assert f"{colab}#scrollTo=sum" in links
    assert f"{REPOSITORY}/blob/main/examples/add.py#L9-L9" in links
    assert f"{REPOSITORY}/edit/main/docs/en/add.md" in links


@pytest.mark.parametrize("folder", ["", "en/"])
def test_a_program_made_of_cells_is_published_where_its_page_says(published: Path, folder: str) -> None:
    assert "../examples/programs/adding.py" in read_html(published / folder / "add/index.html").links
    text = (published / folder / "examples/programs/adding.py").read_text(encoding="utf-8")
    assert text == "a, b = 1, 2\n\n\nprint(a + b)\n"


@pytest.mark.parametrize("folder", ["", "en/"])
def test_a_program_that_is_a_file_is_published_beside_those_made_of_cells(published: Path, folder: str) -> None:
    assert "../examples/programs/subtract.py" in read_html(published / folder / "add/index.html").links
    assert (published / folder / "examples/programs/subtract.py").read_text(encoding="utf-8") == SCRIPT


@pytest.mark.parametrize("folder", ["", "en/"])
def test_a_file_that_scripts_ask_for_is_published_and_kept_only_once_it_was_loaded(
    published: Path, folder: str
) -> None:
    assert (published / folder / "examples/photos.zip").read_bytes() == photos()
    for path in SAMPLES.values():
        photo = photo_address(Path(path).name)
        assert (published / folder / photo).read_text(encoding="utf-8") == path
    build = (published / folder / WORKER_ADDRESS).read_text(encoding="utf-8").partition(" = ")[2].partition(";\n")[0]
    kept = json.loads(build)
    assert "examples/photos.zip" in kept["later"]
    assert "examples/photos.zip" not in kept["files"]


def test_the_sites_address_comes_from_the_environment(published: Path) -> None:
    assert "https://example.org/keras/en/add/" in (published / "en/sitemap.xml").read_text(encoding="utf-8")
    page = (published / "en/add/index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://example.org/keras/en/add/">' in page


def test_the_alternates_come_from_the_sites_address_below_a_path_too(published: Path) -> None:
    page = (published / "en/add/index.html").read_text(encoding="utf-8")
    found = re.findall('<link rel="alternate" hreflang="(.+?)" href="(.+?)">', page)
    assert found == alternates("https://example.org/keras/", "add/", ["vi", "en"])


@pytest.mark.parametrize(("path", "languages"), [("404.html", ["vi", "en"]), ("en/404.html", ["en", "vi"])])
def test_a_missing_page_speaks_both_languages_its_own_first(published: Path, path: str, languages: list[str]) -> None:
    text = (published / path).read_text(encoding="utf-8")
    labels = {language.code: language.labels for language in PROJECT.languages}
    assert f"<title>{labels[languages[0]]['not_found']} - " in text
    assert 'rel="alternate' not in text
    assert "copy-page" not in text
    sections = re.findall('<section class="not-found" lang="(..)">(.+?)</section>', text, re.DOTALL)
    assert [code for code, _ in sections] == languages
    for code, section in sections:
        (link,) = parse_html(section).links
        home = "https://example.org/keras/" if code == "vi" else "https://example.org/keras/en/"
        assert urljoin("https://example.org/keras/some/where/", link) == home
        assert all(labels[code][label] in section for label in ("not_found", "not_found_text", "home"))


def test_the_builder_stops_at_a_problem_and_says_all_of_them(buildable: TinyProject) -> None:
    buildable.replace("docs/vi/add.md", "add.py#sum", "add.py#sun")
    buildable.replace("docs/en/add.md", " { #code }", "")
    config = load_config(str(buildable.root / "mkdocs.yml"), plugins=[])
    # At a PluginError, MkDocs ends the build without a traceback.
    with pytest.raises(PluginError) as raised:
        config.plugins.on_config(config)
    problems = str(raised.value).splitlines()
    assert 'docs/vi/add.md:9: no cell "sun" in examples/add.py (cells: numbers, sum)' in problems
    assert [problem for problem in problems if problem.startswith('docs/en/add.md:9: the heading "Code" has no id')]


def test_what_leads_nowhere_and_what_is_older_than_its_source_stop_a_strict_build(
    buildable: TinyProject, tmp_path: Path
) -> None:
    for language in ("vi", "en"):
        links = "[no page](lost.md), [no heading](index.md#lost)"
        buildable.replace(f"docs/{language}/add.md", "## Code", f"{links}\n\n## Code")
    buildable.confirm()
    buildable.write_bytes("examples/weights/add.safetensors", weights())
    buildable.replace("examples/add.py", "a + b", "b + a")
    buildable.replace("docs/vi/add.md", "# Add", "# Cộng")
    result = mkdocs_build(buildable.root, tmp_path / "site")
    assert result.returncode == 1
    # MkDocs counts each language's warnings separately: those of the last one are its two links.
    assert "Aborted with 2 warnings in strict mode" in result.stdout
    warnings = re.findall(r"^WARNING -  (.+)", result.stderr, re.MULTILINE)
    for problem in (
        "contains a link 'lost.md', but the target is not found",
        "contains a link 'index.md#lost', but the doc 'index.md' does not contain an anchor",
    ):
        assert len([warning for warning in warnings if problem in warning]) == 2
    # These are reported only once, although both languages are built.
    for made in ("notebooks/add.ipynb", "weights/add.safetensors"):
        # The build names its Python from its own folder.
        outdated = (
            rf"examples/add\.py has changed since examples/{made} was made; make it again: \S+ -m examples record add"
        )
        assert len([warning for warning in warnings if re.fullmatch(outdated, warning)]) == 1
    older = "docs/en/add.md:7: #add is older than docs/vi/add.md:1"
    assert len([warning for warning in warnings if warning.startswith(older)]) == 1
    assert len(warnings) == 7


def test_the_site_is_the_same_whatever_wrote_its_text_and_cut_its_cache_short(
    buildable: TinyProject, tmp_path: Path
) -> None:
    buildable.replace("docs/vi/add.md", "# Add", "---\ndescription: Tiếng Việt.\n---\n\n# Tiếng Việt")
    buildable.confirm()
    before, after = tmp_path / "before", tmp_path / "after"
    assert mkdocs_build(buildable.root, before).returncode == 0
    kept = _files(buildable.root / ".cache")
    assert {Path(uri).parts[0] for uri in kept} == {"mkdocs-jupyter", "notebooks", "social"}
    for uri, content in kept.items():
        buildable.write_bytes(f".cache/{uri}", content[:-9])
    docs = buildable.root / "docs"
    for path in [*docs.rglob("*.md"), *docs.glob("*.yml"), *docs.rglob("*.css"), *docs.rglob("*.js")]:
        text = unicodedata.normalize("NFD", path.read_text(encoding="utf-8"))
        path.write_bytes(codecs.BOM_UTF8 + text.replace("\n", "\r\n").encode())
    result = mkdocs_build(buildable.root, after)
    assert result.returncode == 0, result.stderr
    assert _files(after) == _files(before)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
