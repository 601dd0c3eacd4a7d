"""Every claim of the page `functional`."""

import math
import re
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import pytest

from docs.plugins.measurements import Measurement, measure
from docs.plugins.records import Record
from examples.runner.quiet import import_keras
from examples.runner.sources import Arrays
from tests.support.programs import Run, lesson
from tests.support.reading import LANGUAGES, bodies, recorded

pytestmark = pytest.mark.keras

# The pages' `text` fences, in their order.
UNEQUAL_SHAPES, NOT_COMPILED = range(2)

MnistLesson = Callable[[str], Run]
# Keras' modules are imported late and without types.
Model: TypeAlias = Any


@pytest.fixture
def run() -> Run:
    return lesson("functional")


@pytest.fixture
def model(run: Run) -> Model:
    return run.names["model"]


# A stack


# TO TIE: claims("functional", "235,146")
def test_the_stack_has_the_sequential_model_s_235_146_parameters_and_layers(run: Run) -> None:
    stack, sequential = run.names["stack"], lesson("sequential").names["model"]
    assert stack.count_params() == sequential.count_params() == 235_146
    stack.set_weights(sequential.get_weights())
    images = run.names["X_test"][:10]
    assert np.array_equal(stack.predict(images, verbose=0), sequential.predict(images, verbose=0))


def test_the_input_is_a_keras_tensor_without_numbers(run: Run) -> None:
    inputs = run.names["inputs"]
    assert type(inputs).__name__ == "KerasTensor"
    assert (inputs.shape, inputs.dtype) == ((None, 28, 28), "float32")
    with pytest.raises(ValueError, match="symbolic"):
        np.asarray(inputs)


def test_a_layer_called_twice_shares_its_weights() -> None:
    keras = import_keras()
    shared = keras.layers.Dense(3)
    left, right = keras.layers.Input((4,)), keras.layers.Input((4,))
    both = keras.models.Model([left, right], [shared(left), shared(right)])
    assert both.count_params() == shared.count_params() == 4 * 3 + 3


# The graph


# TO TIE: claims("functional", "28", "784", "16,384", "512", "56", "1,568", "10")
def test_the_shapes_are_those_of_the_page_and_its_drawing(model: Model) -> None:
    shapes = [layer.output.shape[1:] for layer in model.layers]
    assert shapes == [(28, 28), (784,), (16_384,), (512,), (784,), (28, 28), (28, 56), (1_568,), (10,)]
    assert 2**14 == 16_384
    assert 28 * 28 == 784


def test_the_last_layer_sees_the_pixels_themselves(run: Run, model: Model) -> None:
    keras = import_keras()
    images = run.names["X_test"][:3]
    joined = keras.models.Model(model.input, run.names["joined"]).predict(images, verbose=0)
    assert np.array_equal(joined[:, :, :28], images)


@pytest.mark.parametrize("language", LANGUAGES)
# TO TIE: claims("functional", "784")
def test_joining_an_image_with_a_row_of_784_numbers_fails_as_the_page_says(language: str) -> None:
    keras = import_keras()
    image = keras.layers.Input((28, 28))
    with pytest.raises(ValueError, match="Concatenate") as caught:
        keras.layers.Concatenate()([image, keras.layers.Flatten()(image)])
    assert bodies("functional", language)[UNEQUAL_SHAPES] == f"ValueError: {caught.value}"


def test_the_summary_s_names_begin_after_those_of_the_stack_and_concatenate_has_two_sources() -> None:
    summary = recorded("functional")["summary"].text
    assert all(name in summary for name in ("Connected to", " flatten_1 (Flatten)", " dense_3 (Dense)"))
    assert " dense_2 (Dense)" not in summary
    assert re.search(r"concatenate  .* image\[0\]\[0\], .*\n.*\(Concatenate\) .* reshape\[0\]\[0\] ", summary)


# TO TIE: claims("functional", "12,861,440", "8,389,120", "402,192", "15,690", "21,668,442")
def test_the_layers_have_the_parameters_that_the_table_counts(model: Model) -> None:
    counted = [784 * 16_384 + 16_384, 16_384 * 512 + 512, 512 * 784 + 784, 1_568 * 10 + 10]
    assert counted == [12_861_440, 8_389_120, 402_192, 15_690]
    assert [layer.count_params() for layer in model.layers if layer.count_params()] == counted
    assert sum(counted) == model.count_params() == 21_668_442


# TO TIE: claims("functional", "92", "98", "82.66")
def test_it_is_92_times_the_sequential_model_98_percent_of_it_in_two_layers_and_takes_82_66_mb() -> None:
    assert round(21_668_442 / 235_146) == 92
    assert round((12_861_440 + 8_389_120) / 21_668_442 * 100) == 98
    assert f"{21_668_442 * 4 / 1024**2:.2f}" == "82.66"


def test_adam_remembers_two_numbers_for_each_parameter(model: Model) -> None:
    remembered = sum(math.prod(variable.shape) for variable in model.optimizer.variables)
    assert remembered // model.count_params() == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_fit_without_compile_fails_as_the_page_says(language: str, run: Run) -> None:
    stack = run.names["stack"]
    with pytest.raises(ValueError, match="compile") as caught:
        stack.fit(run.names["X_train"], run.names["y_train"], verbose=0)
    assert bodies("functional", language)[NOT_COMPILED] == f"ValueError: {caught.value}"


# On the real MNIST


# TO TIE: claims("functional", "95", "1998", "9")
def test_after_one_epoch_it_reads_over_95_percent_and_number_1998_as_a_9(
    mnist: Arrays, mnist_lesson: MnistLesson
) -> None:
    names = mnist_lesson("functional").names
    assert len(names["model"].history.epoch) == 1
    assert names["test_accuracy"] > 0.95
    assert mnist[1][1][1998] == names["probabilities"].argmax() == 9


# TO TIE: claims("functional", "95", "97")
def test_the_sequential_model_reads_over_95_percent_after_one_epoch_and_over_97_after_five(
    mnist_lesson: MnistLesson,
) -> None:
    keras = import_keras()
    names = mnist_lesson("sequential").names
    assert len(names["model"].history.epoch) == 5
    assert names["test_accuracy"] > 0.97
    keras.utils.set_random_seed(42)
    once = keras.models.clone_model(names["model"])
    once.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"], steps_per_execution=16)
    once.fit(names["X_train"], names["y_train"], batch_size=128, verbose=0)
    assert once.evaluate(names["X_test"], names["y_test"], verbose=0)[1] > 0.95


# As measured


@pytest.fixture
def measurements() -> list[Measurement]:
    """Of the Sequential network, and of this lesson's, as the table shows them."""
    records = [Record("", "", recorded(name)) for name in ("sequential", "functional")]
    return [measurement for record in records if (measurement := measure(record))]


def test_the_table_is_of_the_two_networks_after_five_epochs_and_after_one(measurements: list[Measurement]) -> None:
    assert [measurement.parameters for measurement in measurements] == [235_146, 21_668_442]
    assert [measurement.epochs for measurement in measurements] == [5, 1]


def test_an_epoch_takes_dozens_of_times_as_long(measurements: list[Measurement]) -> None:
    sequential, functional = measurements
    assert functional.seconds_per_epoch > 24 * sequential.seconds_per_epoch


def test_the_measured_accuracies_are_above_97_and_95_percent(measurements: list[Measurement]) -> None:
    sequential, functional = measurements
    assert sequential.test_accuracy > 0.97
    assert 0.95 < functional.test_accuracy < sequential.test_accuracy


# Exercises


# TO TIE: claims("functional", "256", "128", "10", "242,986", "7,840", "784")
def test_a_skip_adds_7_840_weights_to_the_256_128_10_stack() -> None:
    run = lesson("solutions/functional")
    dense = [layer.units for layer in run.names["narrow"].layers if hasattr(layer, "units")]
    assert dense == [256, 128, 10]
    assert run.names["narrow"].count_params() == 242_986
    assert 242_986 - 235_146 == 784 * 10 == 7_840
    assert run.names["test_accuracy"] >= 0.90


# TO TIE: claims("functional", "0", "1")
def test_the_second_output_is_one_probability_from_0_to_1() -> None:
    run = lesson("solutions/functional")
    odd = run.names["model"].predict(run.names["X_test"], verbose=0)["odd"]
    assert odd.shape[1:] == (1,)
    assert odd.min() >= 0
    assert odd.max() <= 1


# TO TIE: claims("functional", "3", "5")
def test_3_and_5_are_both_odd_and_the_two_losses_are_added_up() -> None:
    scores = lesson("solutions/functional").names["scores"]
    assert 3 % 2 == 5 % 2 == 1
    assert scores["loss"] == pytest.approx(scores["digit_loss"] + scores["odd_loss"], rel=1e-3)
    assert min(scores["digit_accuracy"], scores["odd_accuracy"]) >= 0.90
