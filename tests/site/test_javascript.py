"""The site's JavaScript files: the functions that they share, and their order."""

from itertools import chain
from pathlib import Path

import pytest
from mkdocs.config import load_config

from docs.plugins.fences.registry import bundles_of_kinds
from tests.support.javascript import problems, read_script
from tests.support.programs import ROOT

SCRIPTS = sorted((ROOT / "docs/assets/javascripts").rglob("*.js"))


def test_each_script_says_what_it_needs_of_others_and_gives_them_and_comes_after_what_it_needs() -> None:
    config = load_config(str(ROOT / "mkdocs.yml"), hooks=[], plugins=[])
    of_every_page = [str(path) for path in config.extra_javascript]
    # A page loads these after its own: some where it has a fence of a kind, and some when its search is opened.
    later = [*bundles_of_kinds().values(), config.extra["search_javascript"]]
    texts = {Path(path).name: text_of(path) for path in [*of_every_page, *chain.from_iterable(later)]}
    assert len(texts) == len(SCRIPTS)
    assert list(problems(texts)) == []
    # Several kinds have scripts in common, so what is among all scripts may be missing among those of one kind.
    for scripts in later:
        loaded = {Path(path).name for path in [*of_every_page, *scripts]}
        for path in scripts:
            assert {file for _, file in read_script(text_of(path)).needs} <= loaded, path


def text_of(path: str) -> str:
    """The text of a script, by its path from docs."""
    return (ROOT / "docs" / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_short(path: Path) -> None:
    assert path.stat().st_size < 6_000
