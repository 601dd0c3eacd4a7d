"""What the page `data` says of Keras and of what its scripts do, tested on the stand-in digits and on Keras itself."""

import socket
import sys
from pathlib import Path

import numpy as np
import pytest

from examples.runner.quiet import import_keras
from examples.runner.stand_in import stand_in_digits
from tests.support.claims import claims
from tests.support.digits import DIGITS
from tests.support.programs import ROOT, run_of, script
from tests.support.reading import LANGUAGES, bodies, page

pytestmark = pytest.mark.keras

ARTICLE_IMPORTS_FOR_NOTHING = ["Dropout", "Activation", "Conv2D", "MaxPooling2D"]
BLACK, WHITE = (0.0, 0.0, 0.0, 1.0), (1.0, 1.0, 1.0, 1.0)


# MNIST


@claims(
    "data",
    vi="Ba mươi ảnh chữ số viết tay, xếp ba hàng mười cột, nét đen trên nền trắng, trên mỗi ảnh ghi nhãn của nó",
    en="Thirty images of handwritten digits in three rows of ten, black strokes on white, each under its label",
)
@claims("data", vi="subplots(3, 10) tạo ba hàng, mỗi hàng mười ô", en="subplots(3, 10) makes three rows of ten places")
@claims(
    "data",
    vi='cmap="gray_r" vẽ số nhỏ nhất thành màu trắng, số lớn nhất thành màu đen',
    en='cmap="gray_r" draws the smallest number white and the largest black',
)
def test_the_picture_has_thirty_images_black_on_white_in_three_rows_of_ten_each_under_its_label() -> None:
    axes = run_of("data").names["axes"]
    assert axes.shape == (3, 10)
    assert axes.size == 30
    for number, ax in enumerate(axes.flat):
        (image,) = ax.images
        assert np.array_equal(image.get_array(), DIGITS.train_pixels[number])
        assert ax.get_title() == str(DIGITS.train_labels[number])
        assert [image.cmap(image.norm(bound)) for bound in (0, image.get_array().max())] == [WHITE, BLACK]


@claims("data", vi="Bộ dữ liệu dùng giấy phép CC BY-SA 3.0, theo tài liệu", en="licence is CC BY-SA 3.0, according to")
def test_keras_documentation_names_the_licence_cc_by_sa_3_0() -> None:
    documentation = import_keras().datasets.mnist.load_data.__doc__
    assert "creativecommons.org/licenses/by-sa/3.0/" in documentation
    for language in LANGUAGES:
        assert "https://keras.io/api/datasets/mnist/" in page("data", language).text


# The imports


@claims(
    "data",
    vi="Conv2D và MaxPooling2D (hai lớp của mạng tích chập) mà không dùng đến",
    en="Conv2D and MaxPooling2D (two layers of convolutional networks), and uses none of them",
)
def test_the_article_s_imports_for_nothing_are_layers_that_no_lesson_imports() -> None:
    keras = import_keras()
    codes = [(ROOT / f"examples/{name}.py").read_text() for name in ("data", "sequential", "functional", "train")]
    for name in ARTICLE_IMPORTS_FOR_NOTHING:
        assert issubclass(getattr(keras.layers, name), keras.layers.Layer)
        assert not any(name in code for code in codes)
    images = keras.Input((28, 28, 1))
    of_convolutional_networks = [keras.layers.Conv2D(4, 3), keras.layers.MaxPooling2D()]
    assert [layer(images).shape for layer in of_convolutional_networks] == [(None, 26, 26, 4), (None, 14, 14, 1)]


# Loading


@claims(
    "data",
    vi="load_data() trả về bốn mảng NumPy, chia sẵn làm hai phần",
    en="load_data() returns four NumPy arrays, already split into two parts",
)
def test_keras_documentation_names_the_four_arrays_in_two_parts() -> None:
    documentation = import_keras().datasets.mnist.load_data.__doc__
    assert "Tuple of NumPy arrays: `(x_train, y_train), (x_test, y_test)`" in documentation


def without_the_internet(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    """Let every download fail because no address is found, and let Keras' cache be another folder."""

    def not_found(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    import_keras()
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setattr(socket, "getaddrinfo", not_found)
    monkeypatch.setattr(sys.modules["keras.src.backend.config"], "keras_home", lambda: str(cache))


@claims(
    "data",
    vi="Nếu ngay lần đầu đã không có Internet, chương trình dừng lại",
    en="If there is no Internet the first time, the program stops",
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_without_the_internet_load_data_says_what_the_page_shows(
    language: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    without_the_internet(monkeypatch, tmp_path)
    with pytest.raises(Exception, match="URL fetch failure") as raised:
        import_keras().datasets.mnist.load_data()
    assert [f"{raised.typename}: {raised.value}"] == bodies("data", language)


@claims(
    "data",
    vi="tệp có nội dung khác thì nó không dùng mà tải lại",
    en="a file with other contents is not used, but downloaded again",
)
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


@claims("data", vi="Chữ số của scikit-learn ít hơn và thô hơn", en="The digits of scikit-learn are fewer and coarser")
def test_the_stand_in_digits_are_fewer_than_mnist_and_coarser() -> None:
    (images, _), _ = stand_in_digits()
    assert len(images) < 60_000
    without_border = images[:, :, 2:-2]
    assert np.array_equal(without_border[:, :, ::3].repeat(3, axis=2), without_border)


# Scaling


@claims(
    "data",
    vi="Hãy chia mọi ảnh như nhau: tập huấn luyện, tập kiểm tra",
    en="Divide all images alike: the training set, the test set",
)
def test_the_lesson_leaves_both_sets_scaled_in_float32_and_their_labels_one_hot_encoded() -> None:
    names = run_of("data").names
    for images, expected in [("X_train", DIGITS.train_images), ("X_test", DIGITS.test_images)]:
        assert names[images].dtype == np.float32
        assert np.array_equal(names[images], expected)
    for labels, one_hot in [("y_train", DIGITS.train_one_hot), ("y_test", DIGITS.test_one_hot)]:
        assert np.array_equal(names[labels], one_hot)


@claims("data", vi="vì Keras vốn tính bằng float32", en="as Keras computes in float32 anyway")
def test_keras_computes_in_float32_even_on_float64() -> None:
    keras = import_keras()
    assert keras.backend.standardize_dtype(keras.layers.Dense(1)(np.zeros((1, 2))).dtype) == "float32"


@claims(
    "data",
    vi="Nếu đầu vào lớn gấp 255 lần thì cùng một bước chỉnh làm kết quả tính ở lớp đầu tiên thay đổi gấp 255 lần",
    en="If the inputs are 255 times as large, the same step changes what the first layer computes 255 times as much",
)
def test_the_same_step_of_a_weight_changes_the_first_layer_255_times_as_much_on_unscaled_pixels() -> None:
    layer = import_keras().layers.Dense(1)
    pixels = DIGITS.train_pixels[:1].reshape(1, -1).astype("float32")
    inputs = (pixels / 255, pixels)
    before = [float(layer(each)[0, 0]) for each in inputs]
    weights, bias = layer.get_weights()
    layer.set_weights([weights + 0.001, bias])
    scaled, unscaled = (float(layer(each)[0, 0]) - was for each, was in zip(inputs, before, strict=True))
    assert unscaled == pytest.approx(255 * scaled, rel=1e-3)


def test_unscaled_pixels_make_the_first_loss_more_than_ten_times_as_high_on_the_stand_in_digits_too() -> None:
    scaled, unscaled = run_of("data").values["first-losses"]
    assert unscaled > 10 * scaled > 0


@claims(
    "data",
    vi="đừng chạy ô này hai lần: dữ liệu sẽ bị chia hai lần, và cũng không có lỗi nào",
    en="don't run this cell twice: the data would be divided twice, and that is no error either",
)
def test_running_the_cell_twice_divides_the_data_twice_and_is_no_error() -> None:
    names = {"X_train": DIGITS.train_pixels, "X_test": DIGITS.test_pixels}
    code = script("data").cell("scale").code
    exec(code, names)
    exec(code, names)
    assert [names[name].max() for name in ("X_train", "X_test")] == pytest.approx([1 / 255] * 2)


# One-hot


def test_argmax_gives_the_label_back() -> None:
    assert run_of("data").values["one-hot-agrees"] == [True, True]


@claims(
    "data",
    vi="Nếu bỏ nó đi, Keras lấy nhãn lớn nhất cộng một",
    en="Without it, Keras takes the largest label plus one",
)
@claims(
    "data",
    vi="một phần dữ liệu tình cờ thiếu số 9 sẽ được mã hoá thiếu một cột",
    en="a piece of the data that happens to have no 9 would be encoded with a column missing",
)
def test_without_its_number_of_labels_to_categorical_counts_to_the_largest() -> None:
    to_categorical = import_keras().utils.to_categorical
    assert to_categorical(range(10)).shape == (10, 10)
    assert to_categorical(range(9)).shape == (9, 9)
    assert to_categorical([0, 8], 10).shape == (2, 10)


@claims(
    "data",
    vi="Hàm mất mát sparse_categorical_crossentropy nhận thẳng nhãn là số nguyên",
    en="The loss function sparse_categorical_crossentropy takes labels as whole numbers",
)
@claims(
    "data",
    vi="Đưa nhãn số nguyên cho categorical_crossentropy thì fit dừng lại với một lỗi",
    en="Give whole numbers to categorical_crossentropy, and fit stops with an error",
)
def test_whole_numbers_as_labels_train_with_the_sparse_loss_and_stop_fit_with_the_other() -> None:
    keras = import_keras()
    images, labels = DIGITS.train_images[:128], DIGITS.train_labels[:128]
    layers = [keras.layers.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")]
    model = keras.Sequential(layers)
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
    assert np.isfinite(model.train_on_batch(images, labels))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    with pytest.raises(ValueError, match="must have the same rank"):
        model.fit(images, labels, batch_size=128, verbose=0)


# The solutions


@claims(
    "data",
    vi="Mười ảnh mờ, mỗi ảnh là trung bình của một chữ số, từ 0 đến 9",
    en="Ten blurred images, each the mean of one digit, from 0 to 9",
)
def test_the_solution_draws_the_mean_image_of_each_of_the_ten_digits() -> None:
    axes = run_of("solutions/data").names["axes"]
    assert len(axes) == 10
    for digit, ax in enumerate(axes):
        (image,) = ax.images
        assert ax.get_title() == str(digit)
        mean = DIGITS.train_pixels[DIGITS.train_labels == digit].mean(axis=0)
        assert np.allclose(image.get_array(), mean)
        assert len(np.unique(mean)) > 20


@claims(
    "data",
    vi="argmax coi cả mảng là một dãy dài và chỉ trả về một số",
    en="argmax takes the whole array for one long row and returns a single number",
)
def test_argmax_without_an_axis_returns_a_single_number() -> None:
    assert np.ndim(run_of("data").names["y_test"].argmax()) == 0
    assert np.array([[0, 1, 0], [0, 0, 5]]).argmax() == 5
