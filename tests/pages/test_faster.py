"""What the page `faster` says of its script's own functions; `test_faster_settings.py` is about what Keras sets."""

import math

import numpy as np
import pytest

from tests.support.digits import DIGITS
from tests.support.programs import Run, run_of

pytestmark = pytest.mark.keras


@pytest.fixture(scope="module")
def run() -> Run:
    return run_of("faster")


def test_each_way_is_measured_over_three_seeds_two_epochs_each(run: Run) -> None:
    assert list(run.names["ratios"]) == list(run.names["accuracies"]) == list(run.names["networks"])
    for name, ratios in run.names["ratios"].items():
        assert (len(ratios), len(run.names["accuracies"][name]), len(run.names["first_epochs"][name])) == (6, 3, 3)
        assert min(ratios) > 0


def test_the_cost_of_a_step_and_of_an_image_give_back_the_two_measurements(run: Run) -> None:
    of_a_step, of_an_image = run.values["fixed-ms"], run.values["image-ms"]
    for batch_size in (32, 512):
        assert of_a_step + batch_size * of_an_image == pytest.approx(run.names["milliseconds"][batch_size])


def test_after_the_lesson_layers_calculate_in_float32_again(run: Run) -> None:
    keras = run.names["keras"]
    assert keras.mixed_precision.dtype_policy().name == "float32"
    assert keras.layers.Dense(1).compute_dtype == "float32"


def test_with_mixed_precision_the_last_layer_still_calculates_in_float32(run: Run) -> None:
    (network, *_) = run.names["networks"]["mixed_bfloat16"]
    *hidden, last = (layer.compute_dtype for layer in network.layers if layer.weights)
    assert (hidden, last) == (["bfloat16", "bfloat16"], "float32")
    assert {weight.dtype for weight in network.weights} == {"float32"}


def test_in_float16_keras_scales_the_loss_by_itself(run: Run) -> None:
    assert run.values["float16-optimizer"] == "LossScaleOptimizer"


def test_every_batch_of_the_class_has_the_same_images_in_each_epoch(run: Run) -> None:
    batches = run.names["Batches"]()
    assert len(batches) == len(DIGITS.train_images) // 32
    images, labels = batches[1]
    assert np.array_equal(images, DIGITS.train_images[32:64])
    assert np.array_equal(labels, DIGITS.train_one_hot[32:64])


def test_an_epoch_of_the_solution_has_each_image_once_with_its_label() -> None:
    names = run_of("solutions/faster").names
    numbers = np.arange(100)
    shuffled = names["Shuffled"](numbers, numbers, 32)
    assert len(shuffled) == math.ceil(100 / 32)
    orders = []
    for _ in range(2):
        batches = [shuffled[number] for number in range(len(shuffled))]
        assert all(np.array_equal(images, labels) for images, labels in batches)
        orders.append(np.concatenate([images for images, _ in batches]))
        assert np.array_equal(np.sort(orders[-1]), numbers)
        shuffled.on_epoch_end()
    first, second = orders
    assert not np.array_equal(first, second)


def test_the_batch_size_of_predict_changes_no_answer() -> None:
    names = run_of("solutions/faster").names
    assert np.array_equal(names["small"].argmax(axis=1), names["large"].argmax(axis=1))
    assert run_of("solutions/faster").values["largest-difference"] < 1e-5
