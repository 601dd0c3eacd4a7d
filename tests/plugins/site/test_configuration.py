"""How Python-Markdown is told of the project's fences."""

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError
from pymdownx.superfences import SuperFencesException

from docs.plugins.fences.registry import kinds
from docs.plugins.site.configuration import custom_fences, language_of, site_of
from tests.plugins.rendering import fence, rendered
from tests.support.programs import ROOT
from tests.support.tiny_project import TinyProject
from tests.support.views import view_of


def test_every_kind_is_known(project: TinyProject) -> None:
    assert [settings["name"] for settings in custom_fences(view_of("en", project.read()))] == list(kinds())


def test_a_fence_works_inside_a_fold(project: TinyProject) -> None:
    text = '??? example "Fold"\n    ```example\n    add.py#sum\n    ```\n'
    html = rendered(text, view_of("en", project.read()), "pymdownx.details")
    assert "<details" in html
    assert 'class="nb">print' in html


def test_a_bad_reference_is_an_error_and_not_a_hole(project: TinyProject) -> None:
    with pytest.raises(SuperFencesException, match="KeyError: 'sun'"):
        rendered(fence("example", "add.py#sun"), view_of("en", project.read()))


def test_a_setting_that_mkdocs_yml_lacks_is_named(project: TinyProject) -> None:
    config = load_config(str(ROOT / "mkdocs.yml"), hooks=[], plugins=[])
    del config.extra["search_javascript"]
    read = project.read()
    with pytest.raises(PluginError, match=r"^mkdocs\.yml: extra has no search_javascript; add it$"):
        site_of(config, read, read.source, serving=False)


def test_pages_of_no_language_are_named(project: TinyProject) -> None:
    config = load_config(str(ROOT / "mkdocs.yml"), hooks=[], plugins=[], docs_dir=str(ROOT / "docs/assets"))
    with pytest.raises(
        PluginError, match=r"^mkdocs\.yml: docs_dir is docs/assets, no language of docs/languages\.yml; "
    ):
        language_of(config, project.read())
