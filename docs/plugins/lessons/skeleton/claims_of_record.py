"""What the page `NAME` says of the recorded runs on MNIST."""

from tests.support.reading import recorded_value


def test_the_network_reads_most_of_the_test_set_correctly() -> None:
    # TODO: a test for each number of the page, with @claims; tests/pages/test_functional_record.py has many
    assert recorded_value("NAME", "test-accuracy") > 0.9
