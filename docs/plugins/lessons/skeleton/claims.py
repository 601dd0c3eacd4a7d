"""What the page `NAME` says of Keras and of its network; `test_NAME_record.py` tests the recorded runs."""

import pytest

from tests.support.programs import run_of

pytestmark = pytest.mark.keras


def test_the_network_answers_with_ten_probabilities() -> None:
    # TODO: a test for each thing that the page says of Keras, with @claims; tests/pages/test_functional.py has many
    assert run_of("NAME").names["model"].output_shape == (None, 10)
