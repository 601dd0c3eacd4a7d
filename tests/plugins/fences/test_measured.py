"""A network is measured by what its record says, and written as each language writes numbers."""

import pytest

from docs.plugins.fences.measured import Measurement, measure
from docs.plugins.project.records import Output, Record
from tests.support.tiny_project import EPOCHS, NETWORK


def of_network(**changed: str) -> Record:
    texts = NETWORK | changed
    return Record("examples/notebooks/add.ipynb", "", {cell: Output(text, None) for cell, text in texts.items()})


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
