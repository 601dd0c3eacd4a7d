"""The packed digits on which pages train a network, as the site reads them."""

import gzip
import struct

import pytest

from docs.plugins.project.commands import EXAMPLES
from docs.plugins.project.errors import ProjectError
from docs.plugins.project.packed_digits import PackedDigits, parse_packed_digits
from tests.support.tiny_project import TinyProject, digits

PATH = "examples/digits.bin"
GOOD = digits()


def test_packed_digits_tell_how_many_there_are_to_train_and_to_validate() -> None:
    assert parse_packed_digits(GOOD) == PackedDigits(2, 1, len(GOOD))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "cut short"),
        (b"PK\x03\x04", "not a gzip file, or a damaged one"),
        (GOOD[:-6] + b"\0" + GOOD[-5:], "not a gzip file, or a damaged one"),
        (GOOD[:-1], "cut short"),
        (GOOD + b"\0", "1 bytes too long"),
        (GOOD + GOOD, f"{len(GOOD)} bytes too long"),
        # With the time of now, it would have another name in each of pytest's processes.
        (gzip.compress(b"\0\0\0", mtime=0), "it does not say how many digits there are"),
        (
            gzip.compress(struct.pack("<HH", 1, 1) + bytes(197), mtime=0),
            "unpacked, it should have 202 bytes, and has 201",
        ),
        (
            gzip.compress(struct.pack("<HH", 1, 1) + bytes(199), mtime=0),
            "unpacked, it should have 202 bytes, and has 203",
        ),
        (digits(train=3), "3 digits to train and 0 to validate are too few"),
        (digits(train=0), "0 digits to train and 3 to validate are too few"),
        (digits(b"\x01\x02\x0a"), "the label 10 is no digit"),
    ],
)
def test_what_is_no_packed_digits_is_named_with_the_command_that_makes_some(content: bytes, problem: str) -> None:
    with pytest.raises(ProjectError) as error:
        parse_packed_digits(content)
    assert str(error.value) == f"{PATH}: {problem}; make it again: {EXAMPLES} digits"


def test_a_project_has_packed_digits_where_their_file_is(project: TinyProject) -> None:
    assert project.read().digits is None
    project.write_bytes(PATH, GOOD)
    assert project.read().digits == PackedDigits(2, 1, len(GOOD))
