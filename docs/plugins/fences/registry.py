"""Finds the kinds of fences: each module of this package that has the functions below is the kind of its name.

    problems(page, fences, project, language)    what is wrong with the fences of this kind on a page
    html(body, view)                             what the site shows in the place of a fence
    markdown(body, view)                         what the page's Markdown shows there: lines and pieces of code
    prose(body)                                  optional: the end of each line that is in the page's language

All are pure. `tests/plugins/fences/` tests each, and `docs/plugins/check.py`, the site, the translations and the tests
of the pages work with a new kind as it is.
"""

import pkgutil
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from types import MappingProxyType, ModuleType

from docs.plugins import fences
from docs.plugins.fences.kind import Kind
from docs.plugins.project.pages import Fence


@cache
def kinds() -> Mapping[str, Kind]:
    """The kinds by their names, in the order of the alphabet."""
    modules = {name: import_module(f"{fences.__name__}.{name}") for _, name, _ in pkgutil.iter_modules(fences.__path__)}
    return MappingProxyType({name: _kind(name, module) for name, module in modules.items() if hasattr(module, "html")})


def prose_of(fence: Fence) -> Sequence[str]:
    """The end of each line of a fence's body that is in the page's language: "" for code, and for what names things."""
    kind = kinds().get(fence.info)
    return kind.prose(fence.body) if kind else _none(fence.body)


def _kind(name: str, module: ModuleType) -> Kind:
    return Kind(name, module.problems, module.html, module.markdown, getattr(module, "prose", _none))


def _none(body: str) -> Sequence[str]:
    return [""] * len(body.split("\n"))
