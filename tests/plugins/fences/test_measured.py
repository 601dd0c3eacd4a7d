"""A network is measured by what its record says, and written as each language writes numbers."""

from collections.abc import Mapping

import pytest

from docs.plugins.fences import measured
from docs.plugins.fences.measured import Measurement, measure
from docs.plugins.project.records import Output, Record
from tests.plugins.rendering import fence, rendered
from tests.support.tiny_project import EPOCHS, NETWORK, PRINTED, SCRIPT, TinyProject, record
from tests.support.views import view_of

NETWORK_SCRIPT = SCRIPT + "".join(f"\n# %% {cell}\n{cell}()\n" for cell in NETWORK)


def of_network(**changed: str) -> Record:
    texts = NETWORK | changed
    return Record("examples/notebooks/add.ipynb", "", {cell: Output(text, None) for cell, text in texts.items()})


def write_network(project: TinyProject, texts: Mapping[str, str]) -> None:
    """A script whose cells have printed these texts, and its record."""
    project.write("examples/network.py", NETWORK_SCRIPT)
    outputs = {cell: [PRINTED | {"text": [text]}] for cell, text in texts.items()}
    project.write("examples/notebooks/network.ipynb", record(outputs, NETWORK_SCRIPT, "network"))


def test_it_is_a_script_a_line() -> None:
    assert measured.parse("add.py\nsolutions/add.py\nadd\n") == ["add", "solutions/add", None]


def test_a_network_is_measured_by_what_its_cells_print() -> None:
    assert measure(of_network()) == Measurement(1_007_850, 2, 1.5, 0.9774)


def test_a_single_epoch_is_not_numbered_by_keras_and_yet_counted() -> None:
    assert measure(of_network(fit=EPOCHS.splitlines()[1])) == Measurement(1_007_850, 1, 2, 0.9774)


@pytest.mark.parametrize("cell", NETWORK)
def test_a_cell_that_does_not_tell_it_leaves_no_measurement(cell: str) -> None:
    assert measure(of_network(**{cell: "nothing"})) is None


@pytest.mark.parametrize("cell", NETWORK)
def test_a_record_without_one_of_the_cells_has_no_measurement(cell: str) -> None:
    outputs = {name: output for name, output in of_network().outputs.items() if name != cell}
    assert measure(Record("examples/notebooks/add.ipynb", "", outputs)) is None


@pytest.mark.parametrize(
    ("language", "rows"),
    [
        ("vi", [("Tham số", "1.007.850"), ("Số epoch", "2"), ("Giây mỗi epoch", "1,5")]),
        ("en", [("Parameters", "1,007,850"), ("Epochs", "2"), ("Seconds per epoch", "1.5")]),
        ("vi", [("Độ chính xác trên tập kiểm tra", "0,9774")]),
        ("en", [("Accuracy on the test set", "0.9774")]),
    ],
)
def test_what_is_measured_is_a_table_in_the_language_s_way_of_writing_numbers(
    project: TinyProject, language: str, rows: list[tuple[str, str]]
) -> None:
    write_network(project, NETWORK)
    html = rendered(fence("measured", "network.py"), view_of(language, project.read()))
    assert '<th scope="col"><a href="../examples/network/"' in html
    assert "".join(f'<tr><th scope="row">{name}</th><td>{number}</td></tr>' for name, number in rows) in html


def test_seconds_of_two_digits_have_no_decimal(project: TinyProject) -> None:
    texts = NETWORK | {"fit": NETWORK["fit"].replace(" 2s ", " 10s ").replace(" 1s ", " 10s ")}
    write_network(project, texts)
    assert "<td>10</td>" in rendered(fence("measured", "network.py"), view_of("en", project.read()))


def test_in_markdown_it_is_the_same_table_which_leads_to_the_markdown_of_the_examples(project: TinyProject) -> None:
    write_network(project, NETWORK)
    assert measured.markdown("network.py", view_of("en", project.read())) == [
        "|  | [network.py](https://example.org/keras/en/examples/network/index.md) |",
        "|---|---|",
        "| Parameters | 1,007,850 |",
        "| Epochs | 2 |",
        "| Seconds per epoch | 1.5 |",
        "| Accuracy on the test set | 0.9774 |",
    ]
