"""The kinds of fences are found, and named nowhere else."""

import ast
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.plugins import fences
from docs.plugins.fences import descent
from docs.plugins.fences.registry import (
    alternative_texts,
    bundles_of_kinds,
    kinds,
    prose_of,
    shown_by,
    worker_bundles,
)
from docs.plugins.project.pages import parse_page
from docs.plugins.project.references import Reference
from tests.support.programs import ROOT

# What is not the kind that has the same name.
OTHERS = {
    ("docs/plugins/check.py", "example"): "the kind whose fences show programs",
    ("docs/plugins/project/errata.py", "erratum"): "an entry of docs/errata.yml, in messages",
    ("docs/plugins/project/mistakes.py", "mistake"): "an entry of docs/mistakes.yml, in messages",
    ("docs/plugins/project/navigation.py", "lessons"): "the name of a group of pages",
    ("docs/plugins/project/programs.py", "program"): "the kind whose fences say which programs there are",
    ("docs/plugins/project/questions.py", "question"): "the kind whose fences declare values of a run",
    ("docs/plugins/site/content.py", "output"): "the name of a label",
    ("docs/plugins/site/search.py", "glossary"): "the name of a page",
    ("docs/plugins/site/site.py", "glossary"): "the name of a page",
    ("docs/plugins/site/tooltips.py", "glossary"): "the name of a part of Python-Markdown",
    ("tests/support/commands.py", "program"): "the name of a group of a regular expression",
    ("tests/support/corrections.py", "erratum"): "the name of a program",
    **{
        ("tests/support/figures.py", kind): "when a figure of the kind can be used"
        for kind in ("convolution", "descent", "neuron", "photo", "softmax", "trainer")
    },
    ("tests/support/networks.py", "softmax"): "the name of an activation of Keras",
    ("tests/support/tiny_project.py", "softmax"): "the name of an activation of Keras",
}


def python_files() -> Iterator[Path]:
    plugins = ROOT / "docs/plugins"
    yield plugins / "check.py"
    for folder in (plugins / "project", plugins / "translations", plugins / "site", ROOT / "tests/support"):
        yield from folder.rglob("*.py")


def named_kinds(path: Path) -> Iterator[tuple[str, str]]:
    """The kinds that a file names in its code, each with the file's path."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and node.value in kinds():
            yield path.relative_to(ROOT).as_posix(), str(node.value)


def test_each_module_that_makes_html_of_a_fence_is_a_kind() -> None:
    helpers = {"cells", "descent_drawing", "diagram_drawing", "diagram_layout", "digits", "figure", "inline", "kind"}
    helpers |= {"mistake_parts", "mistake_problems", "mistake_tags", "mistake_templates", "named_networks"}
    helpers |= {"named_values", "pieces", "question_problems", "question_texts", "recorded", "registry", "script_links"}
    helpers |= {"shown_lessons", "trainer_code", "trainer_drawing", "trainer_settings", "view"}
    modules = {module.name for module in pkgutil.iter_modules(fences.__path__)}
    assert set(kinds()) == modules - helpers
    assert all(name == kind.name for name, kind in kinds().items())


def test_each_kind_has_a_test_file_of_its_own() -> None:
    tests = {path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")}
    assert set(kinds()) <= tests


@pytest.fixture
def descent_in_a_worker() -> Iterator[None]:
    """Let the kind `descent` have a Worker."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(descent, "WORKER_SCRIPTS", ("figures/squared_loss.js", "figures/worker.js"), raising=False)
        kinds.cache_clear()
        yield
    kinds.cache_clear()


@pytest.mark.usefixtures("descent_in_a_worker")
def test_the_scripts_of_a_kinds_worker_are_a_bundle_of_their_own_beside_that_of_the_page() -> None:
    of_worker = ["assets/javascripts/figures/squared_loss.js", "assets/javascripts/figures/worker.js"]
    bundles = bundles_of_kinds()
    assert bundles["assets/descent_worker.js"] == worker_bundles()["assets/descent_worker.js"] == of_worker
    assert bundles["assets/descent.js"] == [f"assets/javascripts/{script}" for script in descent.SCRIPTS]


def test_a_kind_without_scripts_or_without_a_worker_has_no_bundle_of_them() -> None:
    assert "assets/descent.js" in bundles_of_kinds()
    assert not {"assets/erratum.js", "assets/descent_worker.js"} & set(bundles_of_kinds())
    assert "assets/descent.js" not in worker_bundles()


def test_no_other_room_names_a_kind() -> None:
    assert {named for path in python_files() for named in named_kinds(path)} == set(OTHERS)


@pytest.mark.parametrize(
    ("fence", "prose"),
    [
        ("```python\na = 1\nb = 2\n```", ["", ""]),
        ("```text\n```", [""]),
        ("```example\nadd.py#sum\n```", [""]),
        ("```output\nadd.py#sum\nA three.\n```", ["", "A three."]),
        ("```draw\nadd.py A network\n```", ["A network"]),
    ],
)
def test_of_a_fence_only_what_its_kind_says_is_in_the_pages_language(fence: str, prose: list[str]) -> None:
    assert prose_of(parse_page("docs/en/add.md", fence).fences[0]) == prose


def test_a_fence_shows_the_output_of_a_cell_where_its_kind_says_so() -> None:
    text = "```output\nadd.py#sum\nA three.\n```\n\n```example\nadd.py#sum\n```\n\n```python\nadd.py#sum\n```\n"
    sum_of_add = Reference("add", "sum")
    assert [shown_by(fence) for fence in parse_page("a.md", text).fences] == [
        (sum_of_add, "A three."),
        (None, ""),
        (None, ""),
    ]


def test_what_the_pages_of_a_language_say_of_pictures_is_found_in_every_kind_that_shows_them() -> None:
    output = "```output\nadd.py#sum\nA three.\n```\n\n```output\nadd.py#all\n```\n"
    figure = "```softmax\nadd.py#bars\nTen bars.\n```\n\n```text\nadd.py#x\nA.\n```\n"
    assert alternative_texts([parse_page("a.md", output), parse_page("b.md", figure)]) == {
        Reference("add", "sum"): "A three.",
        Reference("add", "bars"): "Ten bars.",
    }
