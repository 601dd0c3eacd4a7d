"""Every claim of the page `sequential`."""

import math
import re
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import pytest

from examples.runner.quiet import import_keras
from examples.runner.sources import Arrays
from tests.support.programs import Run, lesson
from tests.support.reading import LANGUAGES, bodies, plain, recorded

pytestmark = pytest.mark.keras

MnistLesson = Callable[[str], Run]
# Keras' modules are imported late and without types.
Model: TypeAlias = Any


def fresh(model: Model, **settings: object) -> Model:
    """The same layers with new weights, compiled as the lesson does."""
    keras = import_keras()
    model = keras.models.clone_model(model)
    defaults = {"loss": "categorical_crossentropy", "optimizer": "adam", "metrics": ["accuracy"]}
    model.compile(**defaults | {"steps_per_execution": 16} | settings)
    return model


def summary(model: Model, width: int) -> str:
    lines: list[str] = []
    model.summary(line_length=width, print_fn=lambda text, line_break=None: lines.append(text))
    return "\n".join(lines).strip()


def scaled(mnist: Arrays) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """The real MNIST as the lesson's cell `data` leaves it."""
    train, test = ((images.astype("float32") / 255, np.eye(10)[labels]) for images, labels in mnist)
    return train, test


@pytest.fixture
def run() -> Run:
    return lesson("sequential")


@pytest.fixture
def model(run: Run) -> Model:
    return run.names["model"]


# Ready-made networks


# TO TIE: claims("sequential", "28")
def test_the_ready_made_image_networks_are_not_for_grey_images_of_28_by_28() -> None:
    keras = import_keras()
    assert not hasattr(keras, "classification_model")
    with pytest.raises(ValueError, match="Input size must be at least 32x32"):
        keras.applications.MobileNetV2(input_shape=(28, 28, 1), weights=None)


# The layers


def test_a_list_of_layers_and_add_make_the_same_network(model: Model) -> None:
    keras = import_keras()
    added = keras.models.Sequential()
    added.add(keras.layers.Input(shape=(28, 28)))
    for layer in model.layers:
        added.add(type(layer).from_config(layer.get_config()))
    added.set_weights(model.get_weights())
    assert [layer.output.shape for layer in added.layers] == [layer.output.shape for layer in model.layers]
    images = np.random.default_rng(0).random((3, 28, 28))
    assert np.array_equal(added.predict(images, verbose=0), model.predict(images, verbose=0))


def test_without_an_input_the_network_is_unbuilt() -> None:
    keras = import_keras()
    table = summary(keras.models.Sequential([keras.layers.Flatten(), keras.layers.Dense(10)]), 70)
    assert "│ ? " in table
    assert "0 (unbuilt)" in table


# TO TIE: claims("sequential", "784", "0")
def test_flatten_joins_the_rows_of_28_by_28_to_784_numbers_and_has_0_parameters(model: Model) -> None:
    flatten = model.layers[0]
    image = np.arange(28 * 28, dtype="float32").reshape(1, 28, 28)
    assert np.array_equal(flatten(image), np.arange(784).reshape(1, 784))
    assert flatten.count_params() == 0


# TO TIE: claims("sequential", "256", "128", "10")
def test_the_dense_layers_have_256_128_and_10_neurons(model: Model) -> None:
    assert [layer.units for layer in model.layers[1:]] == [256, 128, 10]
    assert [layer.activation.__name__ for layer in model.layers[1:]] == ["relu", "relu", "softmax"]


def test_a_dense_layer_is_weights_times_inputs_plus_biases_through_the_activation(model: Model) -> None:
    inputs = np.random.default_rng(0).random((3, 784)).astype("float32")
    weights, biases = model.layers[1].get_weights()
    assert np.allclose(model.layers[1](inputs), np.maximum(0, inputs @ weights + biases), atol=1e-5)


# TO TIE: claims("sequential", "0")
def test_relu_makes_negative_numbers_0_and_keeps_the_others() -> None:
    keras = import_keras()
    assert np.array_equal(keras.activations.relu(np.array([-2.0, 0.0, 3.0])), [0, 0, 3])


# TO TIE: claims("sequential", "1")
def test_softmax_gives_numbers_that_sum_to_1_in_the_order_of_those_it_got() -> None:
    keras = import_keras()
    numbers = np.array([[3.0, -1.0, 0.5, 2.0, 0.0, -4.0, 1.0, 1.5, -2.0, 2.5]])
    result = np.asarray(keras.activations.softmax(numbers))
    assert math.isclose(result.sum(), 1, abs_tol=1e-6)
    assert (result >= 0).all()
    assert np.array_equal(result.argsort(), numbers.argsort())


# TO TIE: claims("sequential", "0", "9")
def test_the_labels_are_the_digits_0_to_9(mnist: Arrays) -> None:
    for _, labels in mnist:
        assert np.array_equal(np.unique(labels), range(10))


# Parameters and the summary


# TO TIE: claims("sequential", "200,960", "32,896", "1,290")
def test_the_layers_have_the_parameters_that_the_table_counts(model: Model) -> None:
    counted = [784 * 256 + 256, 256 * 128 + 128, 128 * 10 + 10]
    assert counted == [200_960, 32_896, 1_290]
    assert [layer.count_params() for layer in model.layers[1:]] == counted


# TO TIE: claims("sequential", "235,146")
def test_the_network_has_235_146_parameters_most_of_them_in_the_first_dense_layer(model: Model) -> None:
    assert 200_960 + 32_896 + 1_290 == model.count_params() == 235_146
    assert model.layers[1].count_params() > 235_146 / 2


def test_a_parameter_takes_four_bytes(model: Model) -> None:
    assert {weights.dtype for weights in model.get_weights()} == {np.dtype("float32")}
    assert f"{235_146 * 4 / 1024:.2f} KB" == "918.54 KB"


def test_after_training_the_summary_counts_the_optimizer_s_numbers_too(model: Model) -> None:
    table = summary(model, 63)
    total = 235_146 + sum(math.prod(variable.shape) for variable in model.optimizer.variables)
    assert "Optimizer params:" in table
    assert f"Total params: {total:,} " in table


# compile


# TO TIE: claims("sequential", "0.9", "0.1", "2.3")
def test_the_loss_is_about_0_1_where_the_right_label_gets_0_9_and_2_3_where_it_gets_0_1() -> None:
    keras = import_keras()
    for probability, loss in ((0.9, 0.1), (0.1, 2.3)):
        predicted = np.full((1, 10), (1 - probability) / 9)
        predicted[0, 3] = probability
        assert round(float(keras.losses.categorical_crossentropy(np.eye(10)[[3]], predicted)[0]), 1) == loss


# TO TIE: claims("sequential", "16")
def test_16_steps_in_each_call_give_the_same_numbers_as_one(run: Run, model: Model) -> None:
    assert model.steps_per_execution == 16
    losses = []
    for steps in (16, 1):
        import_keras().utils.set_random_seed(0)
        history = fresh(model, steps_per_execution=steps).fit(
            run.names["X_train"], run.names["y_train"], batch_size=128, verbose=0
        )
        losses.append(history.history["loss"][0])
    assert losses[0] == pytest.approx(losses[1], rel=1e-5)


@pytest.mark.parametrize("language", LANGUAGES)
# TO TIE: claims("sequential", "0", "9")
def test_integer_labels_from_0_to_9_fail_as_the_page_says(language: str, run: Run, model: Model) -> None:
    labels = run.names["y_train"].argmax(axis=1)
    with pytest.raises(ValueError, match="same rank") as caught:
        fresh(model).fit(run.names["X_train"], labels, batch_size=128, verbose=0)
    assert bodies("sequential", language)[0] == f"ValueError: {plain(str(caught.value))}"


# fit, evaluate, predict


# TO TIE: claims("sequential", "128", "60,000", "469")
def test_60_000_images_in_batches_of_128_are_469_batches(mnist: Arrays, mnist_lesson: MnistLesson) -> None:
    assert len(mnist[0][0]) == 60_000
    assert math.ceil(60_000 / 128) == 469
    assert 60_000 % 128
    assert "469/469" in plain(mnist_lesson("sequential").output)


def test_each_epoch_prints_two_lines_of_which_the_second_counts_the_batches() -> None:
    lines = recorded("sequential")["fit"].text.splitlines()
    assert lines[::2] == [f"Epoch {number}/5" for number in range(1, 6)]
    assert all(re.match(r"469/469 ━+ \d+s \d+ms/step - accuracy: 0\.\d+ - loss: 0\.\d+$", line) for line in lines[1::2])


def test_the_loss_falls_and_the_accuracy_rises_in_five_epochs(mnist_lesson: MnistLesson) -> None:
    history = mnist_lesson("sequential").names["model"].history.history
    assert len(history["loss"]) == 5
    assert history["loss"] == sorted(history["loss"], reverse=True)
    assert history["accuracy"] == sorted(history["accuracy"])


# TO TIE: claims("sequential", "10,000", "97")
def test_the_network_reads_over_97_percent_of_the_10_000_test_images(mnist: Arrays, mnist_lesson: MnistLesson) -> None:
    assert len(mnist[1][0]) == 10_000
    assert mnist_lesson("sequential").names["test_accuracy"] > 0.97


def test_the_test_accuracy_is_lower_than_that_on_the_training_set(mnist_lesson: MnistLesson) -> None:
    names = mnist_lesson("sequential").names
    assert names["test_accuracy"] < names["model"].history.history["accuracy"][-1]


def test_evaluate_changes_no_parameter(run: Run, model: Model) -> None:
    before = model.get_weights()
    model.evaluate(run.names["X_test"], run.names["y_test"], verbose=0)
    assert all(np.array_equal(*pair) for pair in zip(before, model.get_weights(), strict=True))


# TO TIE: claims("sequential", "1998", "9", "0")
def test_number_1998_counted_from_0_is_a_9_and_is_read_as_one(mnist: Arrays, mnist_lesson: MnistLesson) -> None:
    names = mnist_lesson("sequential").names
    assert mnist[1][1][1998] == 9
    assert names["probabilities"].argmax() == 9


def test_predict_gives_a_row_of_ten_probabilities_for_a_batch_of_one_image(run: Run) -> None:
    assert run.names["X_test"][1998:1999].shape == (1, 28, 28)
    assert run.names["probabilities"].shape == (1, 10)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_image_without_the_batch_axis_fails_as_the_page_says(language: str, run: Run, model: Model) -> None:
    clone = fresh(model)
    image = run.names["X_test"][1998]
    assert image.shape == (28, 28)
    _, first, second = bodies("sequential", language)
    with pytest.raises(ValueError, match="incompatible shape") as caught:
        clone.predict(image, verbose=0)
    assert all(part.strip() in plain(str(caught.value)) for part in first.split("…"))
    # Whatever the missing axis, a correct call before it makes the message the second one.
    clone.predict(image[np.newaxis], verbose=0)
    for wrong in (image, image.reshape(1, 28, 28, 1)):
        with pytest.raises(ValueError, match="unknown rank") as caught:
            clone.predict(wrong, verbose=0)
        assert second in plain(str(caught.value))


# Exercises


def test_the_recorded_solutions_print_what_the_text_says_of_them() -> None:
    outputs = recorded("solutions/sequential")
    assert outputs["count"].text == "25450\n25450"
    accuracies = [float(outputs[cell].text.rpartition(" ")[2]) for cell in ("linear", "sparse")]
    assert accuracies[0] < 0.94 < 0.97 < accuracies[1]


# TO TIE: claims("sequential", "25,450")
def test_the_smaller_network_has_25_450_parameters_about_a_ninth() -> None:
    run = lesson("solutions/sequential")
    assert run.output.startswith("25450\n25450\n")
    assert 256 / 32 == 8
    assert round(235_146 / run.names["small"].count_params()) == 9


# TO TIE: claims("sequential", "94", "97")
def test_without_activation_functions_it_stays_below_94_percent(mnist: Arrays) -> None:
    (X_train, y_train), (X_test, y_test) = scaled(mnist)
    linear = fresh(lesson("solutions/sequential").names["linear"])
    linear.fit(X_train, y_train, batch_size=128, epochs=5, verbose=0)
    accuracy = linear.evaluate(X_test, y_test, verbose=0)[1]
    assert 0.90 < accuracy < 0.94
    # At least 6 of 100 wrong, where the lesson's network has less than 3.
    assert (100 - 94) / (100 - 97) == 2


# TO TIE: claims("sequential", "7,850")
def test_three_layers_without_activation_are_one_layer_of_7_850_parameters() -> None:
    keras = import_keras()
    run = lesson("solutions/sequential")
    linear = run.names["linear"]
    assert linear.count_params() == 235_146
    one = keras.models.Sequential(
        [keras.layers.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")]
    )
    assert one.count_params() == 784 * 10 + 10 == 7_850
    (w1, b1), (w2, b2), (w3, b3) = (layer.get_weights() for layer in linear.layers[1:])
    one.set_weights([w1 @ w2 @ w3, (b1 @ w2 + b2) @ w3 + b3])
    images = run.names["X_test"][:100]
    assert np.allclose(one.predict(images, verbose=0), linear.predict(images, verbose=0), atol=1e-4)


def test_both_losses_compute_the_same_number() -> None:
    keras = import_keras()
    run = lesson("solutions/sequential")
    labels = run.names["y_test"][:100].astype(int)
    predicted = run.names["model"].predict(run.names["X_test"][:100], verbose=0)
    assert np.allclose(
        keras.losses.sparse_categorical_crossentropy(labels, predicted),
        keras.losses.categorical_crossentropy(np.eye(10)[labels], predicted),
        atol=1e-6,
    )
    assert run.names["test_accuracy"] >= 0.90
