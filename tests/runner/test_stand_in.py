"""The stand-in digits are scikit-learn's in MNIST's form."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from docs.plugins.project.errors import UserError
from examples.runner.stand_in import stand_in_digits
from tests.support.digits import DISTINCT_TEST_IMAGES

ROOT = Path(__file__).resolve().parents[2]
FIRST_LABELS = [6, 6, 6, 2, 5, 6, 6, 2, 2, 1, 1, 9]


def scikit_learns() -> Any:  # noqa: ANN401 (scikit-learn has no types)
    """scikit-learn's digits, imported here, as that would take a second in each process that collects tests."""
    from sklearn.datasets import load_digits

    return load_digits()


def test_shapes_and_types_are_those_of_mnist() -> None:
    (images_train, labels_train), (images_test, labels_test) = stand_in_digits()
    assert (images_train.shape, labels_train.shape) == ((3000, 28, 28), (3000,))
    assert (images_test.shape, labels_test.shape) == ((2079, 28, 28), (2079,))
    assert {array.dtype for array in (images_train, labels_train, images_test, labels_test)} == {np.dtype(np.uint8)}


def test_pixels_go_from_0_to_255_and_labels_from_0_to_9() -> None:
    for images, labels in stand_in_digits():
        assert (images.min(), images.max()) == (0, 255)
        assert set(labels) == set(range(10))


def test_each_pixel_is_three_by_three_within_a_border_of_two() -> None:
    (images, _), _ = stand_in_digits()
    border = images.copy()
    border[:, 2:26, 2:26] = 0
    assert not border.any()
    pixels = images[:, 2:26, 2:26].reshape(-1, 8, 3, 8, 3)
    assert (pixels == pixels[:, :, :1, :, :1]).all()


def test_every_digit_of_scikit_learn_is_in_one_part_and_keeps_its_label() -> None:
    (images_train, labels_train), (images_test, labels_test) = stand_in_digits()
    images = np.concatenate([*once(images_train), images_test[:DISTINCT_TEST_IMAGES]])[:, 2:26:3, 2:26:3]
    labels = np.concatenate([*once(labels_train), labels_test[:DISTINCT_TEST_IMAGES]])
    ours = sorted((*image.ravel().tolist(), int(label)) for image, label in zip(images, labels, strict=True))
    digits = scikit_learns()
    theirs = sorted(
        (*np.round(image * 255 / 16).astype(int).ravel().tolist(), int(label))
        for image, label in zip(digits.images, digits.target, strict=True)
    )
    assert ours == theirs


def test_the_order_is_shuffled_and_always_the_same() -> None:
    (_, labels), _ = stand_in_digits()
    assert labels[:12].tolist() == FIRST_LABELS
    assert scikit_learns().target[:12].tolist() != FIRST_LABELS


def once(train: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The images or labels that the lessons train with, each once, and those of the last tenth."""
    return train[:1350], train[2700:2850]


def test_each_part_repeats_itself() -> None:
    (images_train, labels_train), (images_test, labels_test) = stand_in_digits()
    for array in (images_train, labels_train):
        assert np.array_equal(array[1350:2700], array[:1350])
        assert np.array_equal(array[2850:], array[2700:2850])
    first = DISTINCT_TEST_IMAGES
    assert np.array_equal(images_test[first:], np.tile(images_test[:first], (6, 1, 1)))
    assert np.array_equal(labels_test[first:], np.tile(labels_test[:first], 6))


def test_no_image_of_the_last_tenth_of_the_training_part_is_among_the_others() -> None:
    (images, _), _ = stand_in_digits()
    others = {image.tobytes() for image in images[:2700]}
    assert not others & {image.tobytes() for image in images[2700:]}


def test_keras_is_not_imported_for_them() -> None:
    code = (
        "import sys; from examples.runner.stand_in import stand_in_digits; "
        "stand_in_digits(); print('keras' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout == "False\n"


def test_without_scikit_learn_the_message_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)
    with pytest.raises(UserError) as error:
        stand_in_digits()
    assert str(error.value) == (
        "the stand-in digits are scikit-learn's, which cannot be imported (import of sklearn.datasets halted; "
        "None in sys.modules); install it: pip install scikit-learn"
    )
