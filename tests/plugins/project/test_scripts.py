"""The cells that we read from a script are those that Jupytext, and with it editors and Colab, reads."""

import json

import pytest

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.mistakes import PAGE
from docs.plugins.project.scripts import (
    MEANT_TO_FAIL,
    RAISES,
    STARTS_PROCESSES,
    TAGS,
    WARNS,
    Cell,
    Fit,
    assigned,
    fitted,
    parse_script,
)
from tests.support.programs import PROJECT, ROOT
from tests.support.tiny_project import SCRIPT

SCRIPTS = PROJECT.scripts


def test_a_script_has_its_descriptions_and_cells() -> None:
    script = parse_script("add", SCRIPT)
    assert script.path == "examples/add.py"
    assert script.descriptions == {"vi": "Cộng hai số.", "en": "Add two numbers."}
    assert script.cells == (Cell("numbers", 6, "a, b = 1, 2"), Cell("sum", 9, "print(a + b)"))


def test_a_description_goes_on_in_an_indented_line() -> None:
    folded = SCRIPT.replace("Cộng hai", "Cộng\n    hai").replace("Add two", "Add\n    two")
    assert parse_script("add", folded).descriptions == {"vi": "Cộng hai số.", "en": "Add two numbers."}
    alone = parse_script("add", '"""en: Add\n    two\n    numbers.\n"""\n# %% sum\n')
    assert alone.descriptions == {"en": "Add two numbers."}


def test_a_cells_lines_leave_out_the_blank_ones_around_it() -> None:
    cell = parse_script("add", SCRIPT.replace("print", "\n\nprint") + "print(b)\n\n").cell("sum")
    assert (cell.line, cell.last_line, cell.code) == (11, 12, "print(a + b)\nprint(b)")


def test_the_networks_that_a_script_trains_are_told_in_its_order_with_their_lines() -> None:
    trains = "# %% one\nif data:\n    history = first.fit(data)\n# %% two\nmodel.fit(data)\nevaluate(data).fit(1)\n"
    script = parse_script("add", SCRIPT + trains)
    assert fitted(script) == [Fit("first", 12), Fit("model", 14)]
    assert assigned(script) == {"a", "b", "history"}


def test_an_unknown_cell_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="sun"):
        parse_script("add", SCRIPT).cell("sun")


def test_a_cell_may_be_meant_to_fail_and_has_the_same_name_and_code() -> None:
    script = parse_script("add", SCRIPT.replace("# %% sum", '# %% sum tags=["meant-to-fail"]'))
    assert script.cells == (Cell("numbers", 6, "a, b = 1, 2"), Cell("sum", 9, "print(a + b)", (MEANT_TO_FAIL,)))


def test_a_cell_may_be_there_to_raise_an_error_or_to_warn() -> None:
    text = SCRIPT.replace("# %% sum", '# %% sum tags=["raises-exception", "warns"]')
    assert parse_script("add", text).cell("sum").tags == (RAISES, WARNS)


@pytest.mark.parametrize("tag", TAGS)
def test_the_tests_run_all_cells_but_those_that_start_processes(tag: str) -> None:
    script = parse_script("add", SCRIPT.replace("# %% sum", f'# %% sum tags=["{tag}"]'))
    assert [cell.is_tested for cell in script.cells] == [True, tag != STARTS_PROCESSES]


@pytest.mark.parametrize("tags", [[tag] for tag in TAGS] + [list(TAGS)])
def test_jupytext_reads_the_same_tags(tags: list[str]) -> None:
    # Here, as above.
    import jupytext

    text = SCRIPT.replace("# %% sum", f"# %% sum tags={json.dumps(tags)}")
    cell = jupytext.reads(text, fmt="py:percent").cells[-1]
    assert (cell.metadata["title"], cell.metadata["tags"]) == ("sum", tags)
    assert cell.source == parse_script("add", text).cells[-1].code


@pytest.mark.parametrize(
    ("tags", "message"),
    [
        ('["meant-to-fial"]', f'examples/add.py:8: no tag "meant-to-fial" for a cell (tags: {", ".join(TAGS)})'),
        ("meant-to-fail", 'the tags meant-to-fail are not a list of texts, as in tags=["meant-to-fail"]'),
        ("[1]", 'the tags [1] are not a list of texts, as in tags=["meant-to-fail"]'),
        ("", 'the tags  are not a list of texts, as in tags=["meant-to-fail"]'),
    ],
)
def test_a_tag_that_is_not_known_is_named_with_those_that_are(tags: str, message: str) -> None:
    with pytest.raises(ProjectError) as error:
        parse_script("add", SCRIPT.replace("# %% sum", f"# %% sum tags={tags}"))
    assert str(error.value).endswith(message)


@pytest.mark.parametrize("name", SCRIPTS)
def test_jupytext_reads_the_same_cells(name: str) -> None:
    # Here: it would take a fifth of a second of each process that collects tests.
    import jupytext

    script = SCRIPTS[name]
    cells = [cell for cell in jupytext.read(ROOT / script.path).cells if cell.cell_type == "code"]
    named = [(cell.metadata["title"], cell.source) for cell in cells if "title" in cell.metadata]
    assert named == [(cell.name, cell.code) for cell in script.cells]


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_imports_nothing_of_this_project(name: str) -> None:
    text = (ROOT / SCRIPTS[name].path).read_text(encoding="utf-8")
    assert "examples" not in text
    assert "docs" not in text


# Of networks that end in an error nothing is shown, but what the error itself may say of their weights.
SHOWN = [name for name, script in SCRIPTS.items() if script.page != PAGE or script.stem.startswith("silent")]


@pytest.mark.parametrize("name", SHOWN)
def test_a_script_sets_the_seed_if_it_trains(name: str) -> None:
    # A network that predicts without training begins with random numbers, too.
    assert "keras.utils.set_random_seed(" in SCRIPTS[name].code or not fitted(SCRIPTS[name])
