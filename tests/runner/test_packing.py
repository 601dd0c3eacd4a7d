"""MNIST's digits on which pages train a network: which they are, and how they are packed."""

import gzip

import numpy as np
import pytest

from docs.plugins.project.errors import ProjectError, UserError
from docs.plugins.project.packed_digits import PATH, parse_packed_digits
from examples.runner.arrays import Arrays
from examples.runner.packing import packed, unpacked
from tests.support.digits import packed_arrays
from tests.support.programs import ROOT

COMMITTED = (ROOT / PATH).read_bytes()
LARGEST = 75_000


@pytest.fixture(scope="module")
def arrays() -> Arrays:
    """Arrays of MNIST's form, blank but for a few pixels, with labels that tell the images apart."""
    images = np.zeros((54_500, 28, 28), np.uint8)
    images[0, 0, :3] = 128, 127, 255
    images[0, 27, 27] = 128
    images[1_999, 1, 0] = 200
    images[2_000], images[53_999] = 255, 255
    images[54_000, 0, 9] = 200
    images[54_499, 27, 0] = 200
    return (images, (np.arange(54_500) % 10).astype(np.uint8)), (images[:1], np.zeros(1, np.uint8))


def test_the_file_has_counts_then_labels_then_a_bit_a_pixel_row_by_row_from_the_most_significant(
    arrays: Arrays,
) -> None:
    content = gzip.decompress(packed(arrays))
    assert content[:4] == bytes([2_000 % 256, 2_000 // 256, 500 % 256, 500 // 256])
    labels, images = content[4:2_504], content[2_504:]
    assert list(labels) == [number % 10 for number in (*range(2_000), *range(54_000, 54_500))]
    assert len(images) == 2_500 * 98
    # A pixel of 127 is paper, and one of 128 is ink.
    assert images[:98] == b"\xa0" + bytes(96) + b"\x01"
    assert images[1_999 * 98 : 2_000 * 98] == bytes(3) + b"\x08" + bytes(94)
    assert images[2_000 * 98 : 2_001 * 98] == b"\0\x40" + bytes(96)
    assert images[-98:] == bytes(94) + b"\x08" + bytes(3)
    assert sum(map(int.bit_count, images)) == 3 + 1 + 1 + 1


def test_the_same_digits_are_the_same_file(arrays: Arrays) -> None:
    content = packed(arrays)
    assert packed(arrays) == content
    # The time in the head of gzip.
    assert content[4:8] == bytes(4)


def test_labels_may_be_integers_of_any_size(arrays: Arrays) -> None:
    (images, labels), test = arrays
    assert packed(((images, labels.astype(np.int64)), test)) == packed(arrays)


def test_what_was_packed_is_unpacked(arrays: Arrays) -> None:
    images, labels = arrays[0]
    for (ink, digits), numbers in zip(unpacked(packed(arrays)), (slice(0, 2_000), slice(54_000, 54_500)), strict=True):
        assert ink.dtype == digits.dtype == np.uint8
        np.testing.assert_array_equal(ink, images[numbers] > 127)
        np.testing.assert_array_equal(digits, labels[numbers])


def test_too_few_images_are_refused(arrays: Arrays) -> None:
    (images, labels), test = arrays
    with pytest.raises(UserError) as error:
        packed(((images[:-1], labels[:-1]), test))
    assert str(error.value) == (
        "x_train has 54,499 images, and 54,500 are needed; give --data PATH with the path of an mnist.npz"
    )


def test_what_is_damaged_is_not_unpacked() -> None:
    with pytest.raises(ProjectError, match="cut short"):
        unpacked(COMMITTED[:-1])


# The file of this project


def test_the_packed_digits_of_this_project_are_2000_and_500_of_every_label_in_at_most_75_000_bytes() -> None:
    counts = parse_packed_digits(COMMITTED)
    assert (counts.train, counts.validation) == (2_000, 500)
    assert counts.size == len(COMMITTED) <= LARGEST
    for images, labels in unpacked(COMMITTED):
        assert set(labels) == set(range(10))
        assert images.any(axis=(1, 2)).all()


def test_the_packed_digits_of_this_project_are_mnists(mnist: Arrays) -> None:
    # Not the file's own bytes: another version of zlib compresses otherwise.
    assert gzip.decompress(COMMITTED) == gzip.decompress(packed(mnist))


def test_the_packed_digits_stand_at_their_numbers_in_arrays_of_mnists_shapes() -> None:
    arrays = packed_arrays()
    assert [part.shape for pair in arrays for part in pair] == [
        (60_000, 28, 28),
        (60_000,),
        (10_000, 28, 28),
        (10_000,),
    ]
    assert {str(part.dtype) for pair in arrays for part in pair} == {"uint8"}
    assert set(np.unique(arrays[0][0])) == {0, 255}
    assert gzip.decompress(packed(arrays)) == gzip.decompress(COMMITTED)
