"""What a kind of fence is: functions that need nothing but what they are given."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from docs.plugins.fences.view import Code, View
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.project import Project
from docs.plugins.project.references import Reference

# The cell whose recorded output a fence shows, None where its body names none, and the description of a picture.
Shown: TypeAlias = tuple[Reference | None, str]
# The line of the page, None where a fence is missing on it, and what is wrong.
Problem: TypeAlias = tuple[int | None, str]


@dataclass(frozen=True)
class Kind:
    """A kind of fence, by its name, which stands after the backticks. `registry.py` says what each function does."""

    name: str
    problems: Callable[[Page, Sequence[Fence], Project, Language], Iterator[Problem]]
    html: Callable[[str, View], str]
    markdown: Callable[[str, View], Sequence[str | Code]]
    prose: Callable[[str], Sequence[str]]
    words: Callable[[str], Sequence[str]]
    shown: Callable[[str], Shown]
    scripts: Sequence[str]
    worker_scripts: Sequence[str]

    @property
    def bundle(self) -> str:
        """The address of its scripts, joined into one file, from the root of a language's site."""
        return bundle_of(self.name)

    @property
    def worker_bundle(self) -> str:
        """The address of the scripts of its Worker, joined into one file too."""
        return worker_bundle_of(self.name)


def bundle_of(name: str) -> str:
    """The address of the scripts of a kind of fence, by its name; docs/plugins/site/bundles.py joins them."""
    return f"assets/{name}.js"


def worker_bundle_of(name: str) -> str:
    """The address of the scripts that the Worker of a kind of fence runs, by the kind's name."""
    return f"assets/{name}_worker.js"
