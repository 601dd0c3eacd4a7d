"""The site's JavaScript files: the functions that they share, and their order."""

from pathlib import Path

import pytest
from mkdocs.config import load_config

from tests.support.javascript import problems
from tests.support.programs import ROOT

SCRIPTS = sorted((ROOT / "docs/assets/javascripts").rglob("*.js"))


def test_each_script_says_what_it_needs_of_others_and_gives_them_and_comes_after_what_it_needs() -> None:
    config = load_config(str(ROOT / "mkdocs.yml"), hooks=[], plugins=[])
    # A page with a board loads the second list after the first, and any page the third when its search is opened.
    lists = [config.extra_javascript, config.extra["draw_javascript"], config.extra["search_javascript"]]
    paths = [Path(str(path)) for scripts in lists for path in scripts]
    texts = {path.name: (ROOT / "docs" / path).read_text(encoding="utf-8") for path in paths}
    assert len(texts) == len(SCRIPTS)
    assert list(problems(texts)) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_short(path: Path) -> None:
    assert path.stat().st_size < 6_000
