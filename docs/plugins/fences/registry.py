"""Finds the kinds of fences: each module of this package that has the functions below is the kind of its name.

    problems(page, fences, project, language)    what is wrong with the fences of this kind on a page
    html(body, view)                             what the site shows in the place of a fence
    markdown(body, view)                         what the page's Markdown shows there: lines and pieces of code
    prose(body)                                  optional: the end of each line that is in the page's language
    words(body)                                  optional: the same lines as readers see them, where that differs
    shown(body)                                  optional: the cell whose recorded output it shows, and its description
    SCRIPTS                                      optional: the files of docs/assets/javascripts that make it work
    WORKER_SCRIPTS                               optional: those of them that run in its Worker, apart from the page

All functions are pure. `tests/plugins/fences/` tests each, and `docs/plugins/check.py`, the site, the translations and
the tests of the pages work with a new kind as it is.
"""

import pkgutil
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from types import MappingProxyType, ModuleType

from docs.plugins import fences
from docs.plugins.fences.kind import Kind, Shown
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.references import Reference


@cache
def kinds() -> Mapping[str, Kind]:
    """The kinds by their names, in the order of the alphabet."""
    modules = {name: import_module(f"{fences.__name__}.{name}") for _, name, _ in pkgutil.iter_modules(fences.__path__)}
    return MappingProxyType({name: _kind(name, module) for name, module in modules.items() if hasattr(module, "html")})


def bundles_of_kinds() -> Mapping[str, Sequence[str]]:
    """Of which files each bundle of a kind is made, by its address: that of its scripts, and that of its Worker's."""
    of_pages = {kind.bundle: kind.scripts for kind in kinds().values() if kind.scripts}
    return {**of_pages, **worker_bundles()}


def worker_bundles() -> Mapping[str, Sequence[str]]:
    """Of which files the bundle of each kind's Worker is made, by its address: it has none of the page's scripts."""
    return {kind.worker_bundle: kind.worker_scripts for kind in kinds().values() if kind.worker_scripts}


def prose_of(fence: Fence) -> Sequence[str]:
    """The end of each line of a fence's body that is in the page's language: "" for code, and for what names things."""
    kind = kinds().get(fence.info)
    return kind.prose(fence.body) if kind else _none(fence.body)


def words_of(fence: Fence) -> Sequence[str]:
    """The same lines as readers see them: without what is there for others, and for the run."""
    kind = kinds().get(fence.info)
    return kind.words(fence.body) if kind else _none(fence.body)


def shown_by(fence: Fence) -> Shown:
    """The cell whose recorded output a fence shows, None for a fence of another kind, and the description of it."""
    kind = kinds().get(fence.info)
    return kind.shown(fence.body) if kind else _shows_none(fence.body)


def alternative_texts(pages: Iterable[Page]) -> Mapping[Reference, str]:
    """What the pages of one language say of each picture."""
    shown = (shown_by(fence) for page in pages for fence in page.fences)
    return {reference: text for reference, text in shown if reference and text}


def _kind(name: str, module: ModuleType) -> Kind:
    prose, shown = getattr(module, "prose", _none), getattr(module, "shown", _shows_none)
    scripts, worker_scripts = (
        [f"assets/javascripts/{script}" for script in getattr(module, names, ())]
        for names in ("SCRIPTS", "WORKER_SCRIPTS")
    )
    words = getattr(module, "words", prose)
    return Kind(name, module.problems, module.html, module.markdown, prose, words, shown, scripts, worker_scripts)


def _none(body: str) -> Sequence[str]:
    return [""] * len(body.split("\n"))


def _shows_none(body: str) -> Shown:
    return None, ""
