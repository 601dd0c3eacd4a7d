"""How Python-Markdown is told of the project's fences."""

import pytest
from pymdownx.superfences import SuperFencesException

from docs.plugins.fences.registry import kinds
from docs.plugins.site.configuration import custom_fences
from tests.plugins.rendering import fence, rendered
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
