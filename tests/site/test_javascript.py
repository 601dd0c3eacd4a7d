"""The site's JavaScript files: the functions that they share, and their order."""

import re
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import pytest
from mkdocs.config import load_config

from docs.plugins.fences.registry import bundles_of_kinds, worker_bundles
from tests.support.javascript import out_of_reach, problems, templates_of_several_lines
from tests.support.programs import ROOT

SCRIPTS = sorted((ROOT / "docs/assets/javascripts").rglob("*.js"))


def test_each_script_says_what_it_needs_of_others_and_gives_them_and_comes_after_what_it_needs() -> None:
    config = load_config(str(ROOT / "mkdocs.yml"), hooks=[], plugins=[])
    of_every_page = [str(path) for path in config.extra_javascript]
    workers = worker_bundles()
    of_kinds = [scripts for address, scripts in bundles_of_kinds().items() if address not in workers]
    # A page loads these after its own: some where it has a fence of a kind, and some when its search is opened.
    later = [*of_kinds, config.extra["search_javascript"]]
    # Several kinds have scripts in common, and a Worker has none of the page's: so what is among all scripts may be
    # missing among those that are loaded together.
    together = [of_every_page, *([*of_every_page, *scripts] for scripts in later), *workers.values()]
    texts = texts_of(chain.from_iterable(together))
    assert len(texts) == len(SCRIPTS)
    assert list(problems(texts)) == []
    for scripts in together:
        assert list(out_of_reach(texts_of(scripts))) == []


def test_all_that_is_stored_under_a_name_is_erased_with_the_rest() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in SCRIPTS}
    stored = {name for text in texts.values() for name in stored_names(text)}
    (erased,) = re.findall(r"const all = \[(.+)\];", texts["stored.js"])
    assert sorted(stored) == sorted(re.findall(r'"(.+?)"', erased))


def stored_names(text: str) -> set[str]:
    """The names under which a script reads or stores something; a constant may hold one."""
    constants = dict(re.findall(r'const ([A-Z]+) = "(.+)";', text))
    arguments = re.findall(r"\b(?:stored|store|storedNames|storeName)\(([^,()]+)", text)
    # In stored.js itself, the name is a parameter.
    return {constants.get(argument, argument.strip('"')) for argument in arguments} - {"name", "list"}


def texts_of(paths: Iterable[str]) -> dict[str, str]:
    """The texts of scripts, by their names; their paths are from docs."""
    return {Path(path).name: (ROOT / "docs" / path).read_text(encoding="utf-8") for path in paths}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_template_has_several_lines_so_that_the_spaces_before_a_line_mean_nothing(path: Path) -> None:
    assert templates_of_several_lines(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_short(path: Path) -> None:
    assert path.stat().st_size < 6_000
