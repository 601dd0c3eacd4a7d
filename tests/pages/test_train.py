"""Every claim of the page `train`."""

import re
from collections.abc import Callable, Mapping
from math import ceil
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import pytest
from safetensors.numpy import load_file

from docs.plugins.measurements import EPOCH_SECONDS
from examples.runner.quiet import import_keras
from examples.runner.sources import Arrays
from tests.support.programs import ROOT, Run, lesson, run_cells, script
from tests.support.reading import LANGUAGES, bodies, page, plain, recorded, recorded_accuracy

pytestmark = pytest.mark.keras

# The pages' `text` fences, in their order.
NO_PREDICT_CLASSES, NO_ENDING = range(2)

MnistLesson = Callable[[str], Run]


def curves(run: Run) -> Mapping[str, list[float]]:
    history: Mapping[str, list[float]] = run.names["history"].history
    return history


def confusion(run: Run) -> np.ndarray:
    """The confusion matrix, counted without scikit-learn."""
    matrix = np.zeros((10, 10), int)
    np.add.at(matrix, (run.names["labels"], run.names["predicted"]), 1)
    return matrix


# Three sets of data, fit


# TO TIE: claims("train", "60,000", "54,000", "6,000", "10,000")
def test_mnist_s_60_000_training_images_are_54_000_and_6_000_to_validate_and_10_000_are_to_test(mnist: Arrays) -> None:
    (X_train, _), (X_test, _) = mnist
    assert len(X_train) == 60_000
    assert int(len(X_train) * 0.9) == 54_000
    assert len(X_train) - 54_000 == 6_000
    assert len(X_test) == 10_000


# TO TIE: claims("train", "128", "422", "112")
def test_54_000_images_in_batches_of_128_are_422_steps_the_last_of_112_images() -> None:
    assert "batch_size=128" in script("train").cell("fit").code
    assert ceil(54_000 / 128) == 422
    assert 54_000 - 421 * 128 == 112


def test_fit_goes_through_ten_epochs_and_measures_both_sets_after_each() -> None:
    assert "epochs=10" in script("train").cell("fit").code
    history = curves(lesson("train"))
    assert set(history) == {"accuracy", "loss", "val_accuracy", "val_loss"}
    assert {len(values) for values in history.values()} == {10}


def test_validation_split_takes_the_last_tenth_before_shuffling() -> None:
    keras = import_keras()
    model = keras.Sequential(
        [keras.Input(shape=(1,)), keras.layers.Dense(1, use_bias=False, kernel_initializer="ones")]
    )
    # It gives back what it is given, and learns nothing: the mean absolute error is the mean of the inputs.
    model.compile(loss="mae", optimizer=keras.optimizers.SGD(0.0))
    inputs = np.arange(20.0).reshape(20, 1)
    history = model.fit(inputs, np.zeros((20, 1)), epochs=1, validation_split=0.1, verbose=0).history
    assert history["val_loss"] == [pytest.approx((18 + 19) / 2)]
    assert history["loss"] == [pytest.approx(np.mean(range(18)))]


def test_the_last_tenth_of_mnist_holds_every_digit(mnist: Arrays) -> None:
    (_, y_train), _ = mnist
    assert np.bincount(y_train[54_000:], minlength=10).min() > 400


# TO TIE: claims("train", "422")
def test_each_epoch_adds_two_lines_to_the_log_the_second_with_four_numbers() -> None:
    lines = recorded("train")["fit"].text.splitlines()
    assert lines[::2] == [f"Epoch {number}/10" for number in range(1, 11)]
    fields = " - ".join(rf"{name}: \d\.\d+" for name in ("accuracy", "loss", "val_accuracy", "val_loss"))
    assert all(re.match(rf"422/422 ━+ \d+s \d+ms/step - {fields}$", line) for line in lines[1::2])


def test_the_log_gives_the_time_of_a_step() -> None:
    assert re.search(r" \d+s \d+ms/step - accuracy", plain(lesson("train").output))


def test_the_count_of_steps_moves_in_jumps_of_steps_per_execution() -> None:
    assert "steps_per_execution=16" in script("train").cell("model").code
    assert "16/22" in plain(lesson("train").output)
    assert not re.search(r"\b([1-9]|1[0-5])/22\b", plain(lesson("train").output))


# The curves


def test_validation_accuracy_is_above_the_training_one_in_the_first_epoch(mnist_lesson: MnistLesson) -> None:
    history = curves(mnist_lesson("train"))
    assert history["val_accuracy"][0] > history["accuracy"][0]


def test_the_training_loss_keeps_falling_and_the_validation_loss_ends_above_its_lowest(
    mnist_lesson: MnistLesson,
) -> None:
    history = curves(mnist_lesson("train"))
    assert history["loss"][0] > history["loss"][2] > history["loss"][5] > history["loss"][9]
    assert history["val_loss"][0] > min(history["val_loss"])
    assert history["val_loss"][9] > 1.05 * min(history["val_loss"])
    assert history["val_loss"][9] > 2 * history["loss"][9]


# TO TIE: claims("train", "99", "97", "98")
def test_training_accuracy_passes_99_percent_where_validation_stays_at_97_to_98(mnist_lesson: MnistLesson) -> None:
    history = curves(mnist_lesson("train"))
    assert history["accuracy"][9] > 0.99
    assert all(0.965 <= value < 0.985 for value in history["val_accuracy"][4:])


def test_from_the_fifth_epoch_the_validation_accuracy_moves_by_less_than_a_percentage_point(
    mnist_lesson: MnistLesson,
) -> None:
    assert np.ptp(curves(mnist_lesson("train"))["val_accuracy"][4:]) < 0.01


def test_dropout_sets_a_part_of_the_outputs_to_zero_while_training_only() -> None:
    dropout = import_keras().layers.Dropout(0.5, seed=1)
    outputs = np.ones((1, 1000), "float32")
    assert 0.3 < np.mean(np.asarray(dropout(outputs, training=True)) == 0) < 0.7
    assert np.array_equal(dropout(outputs, training=False), outputs)


def test_the_same_seed_gives_the_same_numbers_again() -> None:
    entry = script("train")
    again = run_cells(entry.path, entry.cells[:4])
    assert curves(again) == curves(lesson("train"))


# Evaluating, the confusion matrix


# TO TIE: claims("train", "97", "98")
def test_the_test_accuracy_on_mnist_is_97_to_98_percent(mnist_lesson: MnistLesson) -> None:
    assert 0.965 <= mnist_lesson("train").names["test_accuracy"] < 0.985


# TO TIE: claims("train", "32")
def test_evaluate_takes_batches_of_32_images() -> None:
    steps = ceil(2_079 / 32)
    assert f"{steps}/{steps}" in plain(lesson("train").output)
    assert all(f"`{ceil(10_000 / 32)}/{ceil(10_000 / 32)}`" in page("train", language).text for language in LANGUAGES)


def test_the_batch_size_of_evaluate_changes_no_result() -> None:
    names = lesson("train").names
    loss, accuracy = names["model"].evaluate(names["X_test"], names["y_test"], batch_size=500, verbose=0)
    assert loss == pytest.approx(names["test_loss"], rel=1e-4)
    assert accuracy == pytest.approx(names["test_accuracy"])


def test_evaluate_adjusts_no_weight() -> None:
    names = lesson("train").names
    before = names["model"].get_weights()
    names["model"].evaluate(names["X_test"][:64], names["y_test"][:64], verbose=0)
    assert all(map(np.array_equal, before, names["model"].get_weights()))


def test_predict_gives_a_row_of_ten_probabilities_per_image(mnist_lesson: MnistLesson) -> None:
    probabilities = mnist_lesson("train").names["probabilities"]
    assert probabilities.shape == (10_000, 10)
    assert probabilities.sum(axis=1) == pytest.approx(np.ones(10_000), abs=1e-5)


# TO TIE: claims("train", "5", "3")
def test_row_5_column_3_counts_the_fives_read_as_threes(mnist_lesson: MnistLesson) -> None:
    from sklearn.metrics import confusion_matrix

    run = mnist_lesson("train")
    matrix = confusion_matrix(run.names["labels"], run.names["predicted"])
    assert matrix[5, 3] == ((run.names["labels"] == 5) & (run.names["predicted"] == 3)).sum()
    assert np.array_equal(matrix, confusion(run))


# TO TIE: claims("train", "2", "3", "4", "5", "7", "9")
@pytest.mark.parametrize("pair", [(3, 5), (4, 9), (2, 7)])
def test_this_pair_is_confused_more_than_most(pair: tuple[int, int], mnist_lesson: MnistLesson) -> None:
    matrix = confusion(mnist_lesson("train"))
    both_ways = matrix + matrix.T
    others = both_ways[np.triu_indices(10, k=1)]
    assert both_ways[pair] > np.median(others)
    assert both_ways[pair] > others.mean()


def test_the_easiest_and_the_hardest_digit_are_some_percentage_points_apart(mnist_lesson: MnistLesson) -> None:
    matrix = confusion(mnist_lesson("train"))
    shares = matrix.diagonal() / matrix.sum(axis=1)
    assert 0.01 < np.ptp(shares) < 0.1


# Predicting


# TO TIE: claims("train", "1998", "0", "9")
def test_number_1998_counted_from_0_is_a_9_and_is_read_as_one(mnist: Arrays, mnist_lesson: MnistLesson) -> None:
    _, (X_test, y_test) = mnist
    names = mnist_lesson("train").names
    assert y_test[1998] == 9
    assert np.array_equal(names["image"][0] * 255, X_test[1998])
    assert names["answer"][0].argmax() == 9
    assert names["answer"][0].max() > 0.9


def test_the_slice_keeps_the_batch_axis_and_the_index_drops_it() -> None:
    X_test = lesson("train").names["X_test"]
    assert X_test[1998:1999].shape == (1, 28, 28)
    assert X_test[1998].shape == (28, 28)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_image_without_its_batch_axis_is_refused_in_two_ways(language: str) -> None:
    image = np.zeros((28, 28), "float32")
    entry = script("train")
    fresh = run_cells(entry.path, (entry.cell("imports"), entry.cell("model"))).names["model"]
    with pytest.raises(ValueError, match=r"Expected shape \(None, 28, 28\)"):
        fresh.predict(image, verbose=0)
    used = lesson("train").names["model"]
    with pytest.raises(ValueError, match=r"Cannot take the length of shape with unknown rank\."):
        used.predict(image, verbose=0)
    assert "`Expected shape (None, 28, 28)`" in page("train", language).text
    assert "`Cannot take the length of shape with unknown rank.`" in page("train", language).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_predict_classes_is_gone(language: str) -> None:
    names = lesson("train").names
    with pytest.raises(AttributeError) as refusal:
        names["model"].predict_classes(names["X_test"])
    assert bodies("train", language)[NO_PREDICT_CLASSES] == f"AttributeError: {refusal.value}"


def test_softmax_chooses_a_digit_even_for_noise() -> None:
    noise = np.random.default_rng(0).random((5, 28, 28), "float32")
    probabilities = lesson("train").names["model"].predict(noise, verbose=0)
    assert probabilities.sum(axis=1) == pytest.approx(np.ones(5), abs=1e-5)


# TO TIE: claims("train", "0.9")
def test_more_than_a_quarter_of_the_misread_images_have_a_probability_of_0_9_or_more(mnist_lesson: MnistLesson) -> None:
    names = mnist_lesson("train").names
    assert np.mean(names["probabilities"][names["wrong"]].max(axis=1) >= 0.9) > 0.25


# TO TIE: claims("train", "10,000")
def test_a_few_hundred_of_10_000_images_are_wrong_and_the_first_twelve_are_shown(mnist_lesson: MnistLesson) -> None:
    names = mnist_lesson("train").names
    assert len(names["labels"]) == 10_000
    assert 150 < len(names["wrong"]) < 350
    assert len(names["axes"].flat) == 12


# One's own handwriting


def kilobytes(name: str) -> int:
    return round((ROOT / script(name).weights_path).stat().st_size / 1000)


# TO TIE: claims("train", "8", "32", "239")
def test_the_sequential_networks_whole_numbers_of_8_bits_are_a_quarter_of_floats_of_32_bits() -> None:
    tensors = load_file(ROOT / script("sequential").weights_path)
    assert {tensor.dtype for name, tensor in tensors.items() if name.endswith(".kernel")} == {np.dtype("int8")}
    assert all(tensors[f"{number}.scale"].shape == (units,) for number, units in ((1, 256), (2, 128), (3, 10)))
    assert kilobytes("sequential") == 239
    assert pytest.approx(1 / 4, abs=0.01) == 239_000 / (235_146 * 4)


# TO TIE: claims("train", "30")
def test_the_convolutional_networks_file_is_30_kb() -> None:
    assert kilobytes("solutions/train") == 30


# TO TIE: claims("train", "16,384", "21", "22")
def test_the_functional_network_of_over_21_million_parameters_would_be_almost_22_mb_and_reads_no_better() -> None:
    model = lesson("functional").names["model"]
    assert "2**14" in script("functional").cell("hidden").code
    assert 21_000_000 < model.count_params() < 22_000_000
    assert 21_500_000 < size_in_whole_numbers(model) < 22_000_000
    assert recorded_accuracy("functional") <= recorded_accuracy("sequential")


def size_in_whole_numbers(model: Any) -> int:  # noqa: ANN401
    """The bytes of its kernels as whole numbers, and of scales and biases as floats."""
    kernels = [layer.get_weights()[0] for layer in model.layers if layer.get_weights()]
    return sum(kernel.size + 8 * kernel.shape[-1] for kernel in kernels)


# Saving


def test_a_keras_file_holds_architecture_weights_and_the_compiled_optimizer(tmp_path: Path) -> None:
    keras = import_keras()
    model = lesson("train").names["model"]
    path = tmp_path / "digits.keras"
    model.save(path)
    assert {"config.json", "model.weights.h5"} <= set(ZipFile(path).namelist())
    loaded = keras.models.load_model(path)
    assert loaded.compiled
    assert loaded.to_json() == model.to_json()
    assert int(loaded.optimizer.iterations) == int(model.optimizer.iterations) > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_name_without_the_ending_is_refused(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match="Invalid filepath extension") as refusal:
        lesson("train").names["model"].save("digits")
    assert f"ValueError: {refusal.value}".startswith(bodies("train", language)[NO_ENDING])


def test_the_loaded_network_gives_the_very_probabilities_of_the_saved_one() -> None:
    assert lesson("train").output.endswith("True\n")


# Exercises


def test_early_stopping_would_stop_before_the_tenth_epoch_on_mnist(mnist_lesson: MnistLesson) -> None:
    """The solution's first epochs are those of the lesson: same seed, same network, same data."""
    losses = curves(mnist_lesson("train"))["val_loss"]
    best = [int(np.argmin(losses[: epoch + 1])) for epoch in range(10)]
    stops = [epoch + 1 for epoch in range(10) if epoch - best[epoch] == 2]
    assert stops[0] < 10


def test_the_recorded_early_stopping_stopped_before_the_tenth_epoch_two_after_the_best() -> None:
    losses = [
        float(loss) for loss in re.findall(r"val_loss: (\S+)", recorded("solutions/train")["early-stopping"].text)
    ]
    assert len(losses) < 10
    assert int(np.argmin(losses)) == len(losses) - 3
    assert recorded("solutions/train")["stopped"].text.startswith(f"{len(losses)} epochs\n")


def test_early_stopping_gives_back_the_best_epoch_s_weights() -> None:
    names = lesson("solutions/train").names
    assert names["stop"].restore_best_weights
    assert names["stop"].patience == 2
    last_tenth = len(names["X_train"]) // 10
    loss, _ = names["model"].evaluate(names["X_train"][-last_tenth:], names["y_train"][-last_tenth:], verbose=0)
    assert loss == pytest.approx(min(names["history"].history["val_loss"]), rel=1e-3)


def test_the_most_confused_pair_is_the_largest_cell_off_the_diagonal() -> None:
    names = lesson("solutions/train").names
    matrix = confusion(lesson("solutions/train"))
    np.fill_diagonal(matrix, 0)
    assert matrix[names["label"], names["answer"]] == matrix.max() > 0


# TO TIE: claims("train", "0.9")
def test_above_0_9_nearly_all_is_right_and_below_about_one_in_three_is_wrong(mnist_lesson: MnistLesson) -> None:
    """Measured on the lesson's network, which learned for longer than the solution's."""
    names = mnist_lesson("train").names
    correct = names["predicted"] == names["labels"]
    sure = names["probabilities"].max(axis=1) >= 0.9
    assert sure.mean() > 0.9
    assert correct[sure].mean() > 0.98
    assert 0.5 < correct[~sure].mean() < 0.8


# TO TIE: claims("train", "27,562", "8", "16", "3", "2", "64", "10,000")
def test_the_convolutional_network_of_27_562_parameters_less_than_an_eighth_errs_less() -> None:
    model = lesson("solutions/train").names["convolutional"]
    kernels = [layer.get_weights()[0].shape for layer in model.layers if layer.get_weights()]
    assert kernels == [(3, 3, 1, 8), (3, 3, 8, 16), (400, 64), (64, 10)]
    assert model.count_params() == 27_562 < 235_146 / 8
    assert "epochs=5" in script("solutions/train").cell("convolutional-fit").code
    accuracy = recorded_accuracy("solutions/train", "convolutional-evaluate")
    assert accuracy > max(recorded_accuracy("sequential"), recorded_accuracy("train"))


def test_an_epoch_of_the_convolutional_network_takes_longer_as_its_filters_work_at_hundreds_of_places() -> None:
    cells = recorded("solutions/train")
    stack, convolutional = (
        np.mean([int(seconds) for seconds in EPOCH_SECONDS.findall(cells[cell].text)])
        for cell in ("early-stopping", "convolutional-fit")
    )
    assert convolutional > stack
    places = [int(side) ** 2 for side in re.findall(r"\(Conv2D\) +│ \(None, (\d+), ", cells["convolutional"].text)]
    assert [100 < count < 1000 for count in places] == [True, True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_conv2d_refuses_images_without_an_axis_for_channels(language: str) -> None:
    keras = import_keras()
    with pytest.raises(ValueError, match=r"expected min_ndim=4, found ndim=3"):
        keras.Sequential([keras.Input((28, 28)), keras.layers.Conv2D(8, 3)])
    assert "`expected min_ndim=4, found ndim=3`" in page("train", language).text


# TO TIE: claims("train", "2")
def test_max_pooling_keeps_the_largest_of_each_square_of_2_by_2() -> None:
    image = np.array([[1, 5, 2, 0], [3, 4, 0, 9], [0, 0, 7, 7], [0, 6, 7, 7]], "float32").reshape(1, 4, 4, 1)
    assert np.asarray(import_keras().layers.MaxPooling2D()(image)).reshape(2, 2).tolist() == [[5, 9], [6, 7]]


@pytest.mark.parametrize("name", ["train", "solutions/train"])
def test_the_scripts_learn_the_stand_in_digits_too(name: str) -> None:
    assert lesson(name).names["test_accuracy"] >= 0.90
