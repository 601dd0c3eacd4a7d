"""Each room of docs/plugins imports from those below it and from no other; no module leads back to itself.

An import counts wherever it stands: in a function, and for the type checker alone.
"""

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from docs.plugins.fences.registry import kinds
from docs.plugins.lessons.new_lesson import SKELETON
from tests.support.programs import ROOT

PACKAGE = "docs.plugins"
# From the top down. Rooms of one floor stand beside each other.
FLOORS = [{"doors"}, {"site"}, {"check", "translations"}, {"lessons"}, {"fences"}, {"project"}]
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
DOORS = {"hooks", "cli", "__main__"}
Imports = Mapping[str, set[str]]


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports_of(text: str) -> Iterator[str]:
    """The modules that a file imports; what it imports from one may be a module as well."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "import from docs.plugins: it tells the room"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(module: str) -> str:
    room = module.removeprefix(f"{PACKAGE}.").partition(".")[0]
    return "doors" if room in DOORS else room


def upward(imports: Imports) -> list[str]:
    """The imports that lead up, or to the room beside."""
    return [
        f"{module} imports {imported}"
        for module, those in imports.items()
        for imported in sorted(those)
        if room_of(module) != room_of(imported) and FLOOR_OF[room_of(module)] >= FLOOR_OF[room_of(imported)]
    ]


def circle(imports: Imports) -> list[str]:
    """Modules of which each imports the one before it, and the first the last; none where there are no such."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def read_imports(folder: str) -> Imports:
    """What the modules in a folder import of docs/plugins."""
    modules = {module_of(path) for path in (ROOT / "docs/plugins").rglob("*.py")} - {PACKAGE}

    def of_plugins(path: Path) -> Iterator[str]:
        for name in imports_of(path.read_text(encoding="utf-8")):
            # A name that is imported from a module leads to that.
            if found := {name, name.rpartition(".")[0]} & modules:
                yield max(found, key=len)

    return {module_of(path): set(of_plugins(path)) for path in (ROOT / folder).rglob("*.py")}


IMPORTS = read_imports("docs/plugins")


def test_every_module_stands_on_a_floor() -> None:
    assert {room_of(module) for module in IMPORTS if module != PACKAGE} == set(FLOOR_OF)


def test_imports_lead_down() -> None:
    assert upward(IMPORTS) == []


def test_imports_lead_in_no_circle() -> None:
    assert circle(IMPORTS) == []


def test_no_kind_of_fence_imports_the_registry_that_finds_it_or_another_kind() -> None:
    names = {f"{PACKAGE}.fences.{name}" for name in kinds()}
    assert {
        imported for kind in names for imported in IMPORTS[kind] if imported in {*names, f"{PACKAGE}.fences.registry"}
    } == set()


def test_the_runner_of_examples_takes_of_all_this_only_what_the_repository_says() -> None:
    imported = {each for those in read_imports("examples").values() for each in those}
    assert imported
    assert {room_of(module) for module in imported} == {"project"}


def test_nothing_here_imports_the_runner_or_the_tests() -> None:
    # What a new lesson's files will import stands in the skeleton, of which nothing is imported here.
    for path in set((ROOT / "docs/plugins").rglob("*.py")) - set(SKELETON.iterdir()):
        for name in imports_of(path.read_text(encoding="utf-8")):
            assert name.partition(".")[0] not in ("examples", "tests"), path


@pytest.mark.parametrize(
    "text",
    [
        "import docs.plugins.check",
        "import docs.plugins.check as c",
        "from docs.plugins import check",
        "def f():\n    from docs.plugins import check",
        "if TYPE_CHECKING:\n    from docs.plugins import check",
    ],
)
def test_an_import_is_found_wherever_it_stands(text: str) -> None:
    assert list(imports_of(text)) == ["docs.plugins.check"]


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("project.pages", "fences.kind"),
        ("fences.draw", "translations.blocks"),
        ("fences.draw", "site.html"),
        ("check", "translations.checking"),
        ("translations.checking", "check"),
        ("site.content", "hooks"),
        ("site.pdf", "cli"),
    ],
)
def test_an_import_that_leads_up_or_beside_is_found(module: str, imported: str) -> None:
    imports = {f"{PACKAGE}.{module}": {f"{PACKAGE}.{imported}"}}
    assert upward(imports) == [f"{PACKAGE}.{module} imports {PACKAGE}.{imported}"]


def test_a_circle_is_found() -> None:
    assert set(circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}})) == {"a", "b", "c"}
    assert circle({"a": {"b", "c"}, "b": {"c"}}) == []
