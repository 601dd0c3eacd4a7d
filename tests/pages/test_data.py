"""Every claim of the page `data`."""

import ast
import re
import socket
import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from examples.runner.quiet import import_keras
from examples.runner.sources import Arrays
from examples.runner.stand_in import stand_in_digits
from tests.support.programs import ROOT, Run, lesson
from tests.support.reading import LANGUAGES, bodies, page, recorded

pytestmark = pytest.mark.keras

ARTICLE_IMPORTS_FOR_NOTHING = ["Dropout", "Activation", "Conv2D", "MaxPooling2D"]
# Those of the first sixteen batches.
FIRST_IMAGES = 16 * 128

MnistLesson = Callable[[str], Run]


def table_rows(language: str, start: str) -> list[list[str]]:
    """The cells of the rows of the table whose head starts with `start`, without the head."""
    _, _, table = page("data", language).text.partition(f"\n| {start} |")
    rows = table.partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def imported_by(name: str) -> set[str]:
    """The full names that the script imports: `keras`, `keras.layers.Dense`."""
    names: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / f"examples/{name}.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def mean_images(arrays: Arrays) -> NDArray[np.float64]:
    (images, labels), _ = arrays
    return np.stack([images[labels == digit].mean(axis=0) for digit in range(10)])


def distances(arrays: Arrays) -> dict[tuple[int, int], float]:
    """How far apart the mean images of two digits are, for each two."""
    means = mean_images(arrays)
    return {(a, b): float(np.linalg.norm(means[a] - means[b])) for a, b in combinations(range(10), 2)}


# MNIST


# TO TIE: claims("data", "70,000", "60,000", "10,000")
def test_mnist_has_60_000_images_to_train_and_10_000_to_test_which_is_70_000(mnist: Arrays) -> None:
    (X_train, y_train), (X_test, y_test) = mnist
    assert len(X_train) == len(y_train) == 60_000
    assert len(X_test) == len(y_test) == 10_000
    assert len(X_train) + len(X_test) == 70_000


# TO TIE: claims("data", "28", "784")
def test_an_image_is_28_pixels_high_and_wide_784_in_all(mnist: Arrays) -> None:
    (X_train, _), (X_test, _) = mnist
    assert X_train.shape[1:] == X_test.shape[1:] == (28, 28)
    assert X_train[0].size == 784


# TO TIE: claims("data", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
def test_the_labels_are_the_ten_digits_and_the_picture_s_first_row_has_those_that_its_text_says(mnist: Arrays) -> None:
    (_, y_train), (_, y_test) = mnist
    assert sorted(set(y_train)) == sorted(set(y_test)) == list(range(10))
    first_row = ", ".join(map(str, y_train[:10]))
    for language in LANGUAGES:
        assert f": {first_row}." in page("data", language).text


def test_the_picture_s_rows_hold_fours_and_ones_to_compare(mnist: Arrays) -> None:
    (_, y_train), _ = mnist
    assert min(np.count_nonzero(y_train[:30] == digit) for digit in (1, 4)) >= 3


# TO TIE: claims("data", "3.0")
def test_keras_documentation_names_the_licence_cc_by_sa_3_0() -> None:
    documentation = import_keras().datasets.mnist.load_data.__doc__
    assert "creativecommons.org/licenses/by-sa/3.0/" in documentation
    for language in LANGUAGES:
        assert "CC BY-SA 3.0" in page("data", language).text
        assert "https://keras.io/api/datasets/mnist/" in page("data", language).text


def test_the_page_names_the_makers_of_mnist_with_their_own_page() -> None:
    for language in LANGUAGES:
        assert re.search(
            r"\[Yann LeCun, Corinna Cortes .+ Burges\]\(http://yann\.lecun\.com/exdb/mnist/\)",
            page("data", language).text,
        )


# The imports


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_every_import_of_the_lessons_where_it_is_first_used(language: str) -> None:
    lessons = {"data.py": "data", "solutions/data.py": "#exercises"}
    lessons |= {f"{name}.py": f"{name}.md" for name in ("sequential", "functional", "train")}
    first_use: dict[str, str] = {}
    for path, place in lessons.items():
        for name in imported_by(path.removesuffix(".py")):
            first_use.setdefault(name, place)
    stated = {}
    for name, _, place in table_rows(language, {"vi": "Tên", "en": "Name"}[language]):
        link = re.search(r"\]\(([^)]+)\)", place)
        stated[name.strip("`")] = link[1] if link else "data"
    assert stated == first_use


def test_the_article_s_imports_for_nothing_are_layers_that_no_lesson_imports() -> None:
    layers = import_keras().layers
    imported = {name for path in ("data", "sequential", "functional", "train") for name in imported_by(path)}
    for name in ARTICLE_IMPORTS_FOR_NOTHING:
        assert isinstance(getattr(layers, name), type)
        assert f"keras.layers.{name}" not in imported
        assert all(f"`{name}`" in page("data", language).text for language in LANGUAGES)


# Loading


def test_the_recorded_outputs_are_what_the_lesson_prints_on_mnist(mnist_lesson: MnistLesson) -> None:
    printed = [output.text for output in recorded("data").values() if output.text]
    assert mnist_lesson("data").output == "\n".join(printed) + "\n"


def test_the_recorded_output_of_the_cell_scale_is_what_the_page_tells_to_check_for() -> None:
    shown = f"`{recorded('data')['scale'].text}`"
    assert all(shown in page("data", language).text for language in LANGUAGES)


# TO TIE: claims("data", "255")
def test_uint8_has_8_bits_and_goes_from_0_to_255(mnist: Arrays) -> None:
    (X_train, _), _ = mnist
    assert X_train.dtype == np.uint8
    assert (np.iinfo(np.uint8).bits, np.iinfo(np.uint8).min, np.iinfo(np.uint8).max) == (8, 0, 255)
    assert (X_train.min(), X_train.max()) == (0, 255)


# TO TIE: claims("data", "11")
def test_mnist_is_a_file_of_about_11_mb(mnist_path: Path) -> None:
    assert mnist_path.stat().st_size / 1e6 == pytest.approx(11, abs=0.6)


def without_the_internet(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    """Let no address be found, and let Keras' cache be another folder."""

    def not_found(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    import_keras()
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setattr(socket, "getaddrinfo", not_found)
    monkeypatch.setattr(sys.modules["keras.src.backend.config"], "keras_home", lambda: str(cache))


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_the_internet_load_data_says_what_the_page_shows(
    language: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    without_the_internet(monkeypatch, tmp_path)
    with pytest.raises(Exception, match="URL fetch failure") as raised:
        import_keras().datasets.mnist.load_data()
    assert [f"{raised.typename}: {raised.value}"] == bodies("data", language)


def test_a_file_with_other_contents_in_the_cache_is_downloaded_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cached = tmp_path / "datasets/mnist.npz"
    cached.parent.mkdir()
    cached.write_bytes(b"something else")
    without_the_internet(monkeypatch, tmp_path)
    with pytest.raises(Exception, match="URL fetch failure"):
        import_keras().datasets.mnist.load_data()
    assert "hash does not match" in capsys.readouterr().out


def test_the_stand_in_digits_are_fewer_than_mnist_and_coarser() -> None:
    (images, _), _ = stand_in_digits()
    assert len(images) < 60_000
    without_border = images[:, :, 2:-2]
    assert np.array_equal(without_border[:, :, ::3].repeat(3, axis=2), without_border)


# Looking


# TO TIE: claims("data", "14")
def test_row_14_of_the_first_image_cuts_the_stroke_of_a_five(mnist: Arrays) -> None:
    (X_train, y_train), _ = mnist
    assert y_train[0] == 5
    row = X_train[0, 14]
    ink = np.flatnonzero(row)
    assert np.array_equal(ink, np.arange(ink[0], ink[-1] + 1))
    assert row.max() > 250
    assert row[ink[0]] < 128 > row[ink[-1]]


# Scaling


def test_the_scaled_pixels_go_from_0_to_1_in_float32() -> None:
    names = lesson("data").names
    for images in (names["X_train"], names["X_test"]):
        assert (images.min(), images.max(), images.dtype) == (0, 1, np.float32)


# TO TIE: claims("data", "376", "188", "47")
def test_60_000_images_take_376_mb_as_float64_188_as_float32_and_47_as_they_come(mnist: Arrays) -> None:
    (X_train, _), _ = mnist
    one = X_train[:1]
    assert (one / 255).dtype == np.float64
    assert (one.astype("float32") / 255).dtype == np.float32
    megabytes = [X_train.size * dtype().itemsize / 1e6 for dtype in (np.float64, np.float32, np.uint8)]
    assert [round(size) for size in megabytes] == [376, 188, 47]
    assert [np.float64().itemsize, np.float32().itemsize] == [8, 4]


def test_keras_computes_in_float32_even_on_float64() -> None:
    keras = import_keras()
    assert keras.backend.standardize_dtype(keras.layers.Dense(1)(np.zeros((1, 2))).dtype) == "float32"


def test_the_same_step_of_a_weight_changes_the_first_layer_255_times_as_much_on_unscaled_pixels() -> None:
    (images, _), _ = stand_in_digits()
    pixels = images[0].reshape(-1).astype("float64")
    step = np.full_like(pixels, 0.001)
    assert pixels @ step == pytest.approx(255 * (pixels / 255 @ step))


def loss_of_the_first_batches(images: NDArray[Any], labels: NDArray[np.uint8]) -> float:
    keras = import_keras()
    keras.utils.set_random_seed(42)
    layers = [
        keras.layers.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(256, activation="relu"),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
    model = keras.Sequential(layers)
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", steps_per_execution=16)
    history = model.fit(images, labels, batch_size=128, epochs=1, shuffle=False, verbose=0)
    return float(history.history["loss"][0])


def assert_scaling_lowers_the_first_loss(arrays: Arrays) -> None:
    (images, labels), _ = arrays
    pixels, labels = images[:FIRST_IMAGES].astype("float32"), labels[:FIRST_IMAGES]
    assert loss_of_the_first_batches(pixels, labels) > 10 * loss_of_the_first_batches(pixels / 255, labels)


def test_unscaled_pixels_raise_no_error_but_make_the_first_loss_more_than_ten_times_as_high() -> None:
    assert_scaling_lowers_the_first_loss(stand_in_digits())


def test_so_they_do_on_the_real_mnist(mnist: Arrays) -> None:
    assert_scaling_lowers_the_first_loss(mnist)


def test_scaling_twice_is_no_error_either() -> None:
    scaled = lesson("data").names["X_train"]
    again = scaled.astype("float32") / 255
    assert again.max() == pytest.approx(1 / 255)


# One-hot


# TO TIE: claims("data", "0.1", "0.2", "0.7")
def test_the_table_s_label_is_what_to_categorical_gives_and_its_answer_is_ten_probabilities_for_a_5() -> None:
    to_categorical = import_keras().utils.to_categorical
    for language, start in {"vi": "Chữ số", "en": "Digit"}.items():
        label, answer = ([float(number.replace(",", ".")) for number in row[1:]] for row in table_rows(language, start))
        assert label == to_categorical([5], 10)[0].tolist()
        assert sum(answer) == pytest.approx(1)
        assert np.argmax(answer) == 5
        assert set(np.flatnonzero(answer)) == {3, 5, 8}


def test_argmax_gives_the_label_back() -> None:
    _, y_train = stand_in_digits()[0]
    one_hot = lesson("data").names["y_train"]
    assert np.array_equal(one_hot.argmax(axis=1), y_train)
    assert (one_hot.sum(axis=1) == 1).all()


def test_a_5_looks_more_like_a_3_and_an_8_than_like_a_4(mnist: Arrays) -> None:
    distance = distances(mnist)
    assert max(distance[3, 5], distance[5, 8]) < distance[4, 5]


def test_without_its_number_of_labels_to_categorical_counts_to_the_largest() -> None:
    to_categorical = import_keras().utils.to_categorical
    assert to_categorical([0, 9]).shape == (2, 10)
    assert to_categorical([0, 8]).shape == (2, 9)


def test_whole_numbers_as_labels_train_with_the_sparse_loss_and_stop_fit_with_the_other() -> None:
    keras = import_keras()
    (images, labels), _ = stand_in_digits()
    images, labels = images[:256].astype("float32") / 255, labels[:256]
    layers = [keras.layers.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")]
    model = keras.Sequential(layers)
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
    model.fit(images, labels, batch_size=128, verbose=0)
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    with pytest.raises(ValueError, match="must have the same rank"):
        model.fit(images, labels, batch_size=128, verbose=0)


# The solutions


# TO TIE: claims("data", "5,421", "6,742")
def test_5_is_the_rarest_digit_with_5_421_images_and_1_the_most_common_with_6_742(mnist: Arrays) -> None:
    (_, y_train), _ = mnist
    counts = np.bincount(y_train)
    assert [counts.argmin(), counts.min()] == [5, 5_421]
    assert [counts.argmax(), counts.max()] == [1, 6_742]


def test_always_answering_1_is_right_about_11_percent_of_the_time(mnist: Arrays) -> None:
    (_, y_train), _ = mnist
    assert 100 * (y_train == 1).mean() == pytest.approx(11, abs=0.5)


def test_the_mean_1_fades_from_the_middle_to_both_ends(mnist: Arrays) -> None:
    darkest = mean_images(mnist)[1].max(axis=1)
    middle = int(darkest.argmax())
    assert 12 <= middle <= 15
    assert (np.diff(darkest[: middle + 1]) >= 0).all()
    assert (np.diff(darkest[middle:]) <= 0).all()


def test_the_mean_4_and_9_are_the_most_alike_and_differ_mostly_at_the_top(mnist: Arrays) -> None:
    distance = distances(mnist)
    assert min(distance, key=lambda pair: distance[pair]) == (4, 9)
    means = mean_images(mnist)
    by_row = np.square(means[4] - means[9]).sum(axis=1)
    assert by_row[:14].sum() > by_row[14:].sum()


def test_the_solution_counts_every_image_and_gets_every_label_back() -> None:
    *counts, back = lesson("solutions/data").output.splitlines()
    assert sum(int(line.split()[1]) for line in counts) == len(stand_in_digits()[0][1])
    assert back == "True"


def test_argmax_without_an_axis_returns_a_single_number() -> None:
    assert np.ndim(lesson("data").names["y_test"].argmax()) == 0
