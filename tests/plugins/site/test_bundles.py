"""The site's own styles and scripts, joined."""

import gzip
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from docs.plugins.fences.registry import bundles_of_kinds
from docs.plugins.site.bundles import SCRIPT, SEARCH_SCRIPT, STYLE, bundles_of, join, shortened
from tests.support.addresses import EVERY_CODE, EVERY_PAGE_FILE, LANGUAGE_FOLDERS
from tests.support.programs import ROOT
from tests.support.serving import LEVEL

ASSETS = ROOT / "docs/assets"
# As it is sent to a reader.
MOST_CODE = 7_000
# The scripts of each kind of fence that has some, below the folder of all assets, by the address of their bundle.
OF_KINDS = {
    bundle: [path.removeprefix("assets/") for path in scripts] for bundle, scripts in bundles_of_kinds().items()
}


@pytest.mark.parametrize("root", LANGUAGE_FOLDERS)
def test_every_style_and_script_is_in_its_bundle_and_nowhere_else(site: Path, root: str) -> None:
    # The search knows the messages that the field for pasted ones knows.
    of_search = ["javascripts/search/*.js", "javascripts/paste/messages.js"]
    patterns = {STYLE: ["stylesheets/*.css"], SCRIPT: ["javascripts/*.js"], SEARCH_SCRIPT: of_search}
    parts_of = {
        bundle: {path for pattern in patterns for path in ASSETS.glob(pattern)}
        for bundle, patterns in (patterns | OF_KINDS).items()
    }
    assert set().union(*parts_of.values()) == {path for path in ASSETS.rglob("*") if path.suffix in (".css", ".js")}
    for bundle, parts in parts_of.items():
        joined = (site / root / bundle).read_text(encoding="utf-8")
        texts = {part.name: part.read_text(encoding="utf-8") for part in parts}
        if bundle != STYLE:
            texts = {name: shortened(text) for name, text in texts.items()}
        apart = {name for name, text in texts.items() if text not in joined}
        # Of the printed page alone.
        assert apart == ({"print.css"} if bundle == STYLE else set())
        assert sum(len(text) for name, text in texts.items() if name not in apart) == len(joined)


def test_only_lines_that_are_comments_empty_lines_and_the_spaces_before_code_are_left_out_of_scripts() -> None:
    script = """// What it is.
/** What a function gives,
 * in two lines. */
/** Two numbers. */ const c = [1, 2];
/** What it does. */
function a() {
  // Why.
  const b = 1; // here

  return "  // no comment" + /\\/\\//;
}
"""
    assert (
        shortened(script)
        == """/** Two numbers. */ const c = [1, 2];
function a() {
const b = 1; // here
return "  // no comment" + /\\/\\//;
}
"""
    )


def test_the_site_has_no_scripts_but_its_own(site: Path) -> None:
    scripts = {path.relative_to(site).as_posix() for path in site.rglob("*.js")}
    assert scripts == {
        f"{folder}{name}"
        for folder in ("", *(f"{code}/" for code in EVERY_CODE[1:]))
        for name in (SCRIPT, SEARCH_SCRIPT, *OF_KINDS, "service-worker.js")
    }


def test_the_script_of_every_page_is_at_most_7000_bytes_even_without_being_minified(site: Path) -> None:
    for root in LANGUAGE_FOLDERS:
        assert len(gzip.compress((site / root / SCRIPT).read_bytes(), LEVEL)) <= MOST_CODE


@pytest.mark.parametrize("page", EVERY_PAGE_FILE)
def test_a_page_loads_one_script_and_two_styles(site: Path, page: str) -> None:
    html = (site / page).read_text(encoding="utf-8")
    assert html.count("<script src=") == html.count(f'{SCRIPT}" defer></script>') == 1
    assert html.count('<link rel="stylesheet"') == 2


@pytest.mark.parametrize(
    "part",
    [
        "assets/stylesheets/colors.css",
        "assets/javascripts/stored.js",
        # Of a kind of fence.
        "assets/javascripts/draw/network.js",
        "assets/javascripts/search/words.js",
    ],
)
def test_a_part_that_is_missing_stops_the_build(part: str) -> None:
    config = load_config(str(ROOT / "mkdocs.yml"), hooks=[], plugins=[])
    # MkDocs can generate files once it has run an event.
    config = config.plugins.on_config(config)
    bundles = bundles_of(config, without=[])
    parts = [path for paths in bundles.values() for path in paths]
    assert part in parts
    folder = str(ROOT / "docs")
    files = [File(path, folder, config.site_dir, config.use_directory_urls) for path in parts if path != part]
    # MkDocs ends a build with it.
    with pytest.raises(PluginError) as error:
        join(Files(files), config, bundles)
    assert str(error.value) == (
        f"docs/{part}: no such file; take it out of the list that names it, "
        "in mkdocs.yml or in the SCRIPTS of docs/plugins/fences"
    )
