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
from tests.support.reading import LANGUAGES, PROGRAMMED, page

pytestmark = pytest.mark.keras

ARTICLE_IMPORTS_FOR_NOTHING = ["Dropout", "Activation", "Conv2D", "MaxPooling2D"]
BLACK, WHITE = (0.0, 0.0, 0.0, 1.0), (1.0, 1.0, 1.0, 1.0)


# MNIST


@claims(
    "data",
    vi="Ba mươi ảnh chữ số viết tay, xếp năm hàng sáu cột, trên mỗi ảnh ghi nhãn của nó",
    en="Thirty images of handwritten digits in five rows of six, each under its label",
)
@claims("data", vi="subplots(5, 6) tạo năm hàng, mỗi hàng sáu ô", en="subplots(5, 6) makes five rows of six places")
@claims(
    "data",
    vi="figsize là chiều rộng và chiều cao của hình, tính bằng inch",
    en="figsize is the width and the height of the picture, in inches",
)
@claims(
    "data",
    vi="axes.flat lần lượt lấy từng ô, còn zip ghép mỗi ô với một ảnh và nhãn của ảnh đó, rồi dừng khi hết ô",
    en="axes.flat goes through the places one by one, while zip pairs each of them with an image and its label, "
    "and stops when the places run out",
)
@claims(
    "data",
    vi='cmap="gray_r" vẽ số nhỏ nhất thành màu trắng, số lớn nhất thành màu đen',
    en='cmap="gray_r" draws the smallest number white and the largest black',
)
def test_the_picture_has_thirty_images_black_on_white_in_five_rows_of_six_each_under_its_label() -> None:
    axes, figure = run_of("data").names["axes"], run_of("data").names["figure"]
    assert axes.shape == (5, 6)
    assert (figure.get_figwidth(), figure.get_figheight()) == (5.5, 6)
    assert axes.size == 30
    for number, ax in enumerate(axes.flat):
        (image,) = ax.images
        assert np.array_equal(image.get_array(), DIGITS.pixels[number])
        assert ax.get_title() == str(DIGITS.labels[number])
        assert [image.cmap(image.norm(bound)) for bound in (0, image.get_array().max())] == [WHITE, BLACK]


@claims(
    "data",
    vi="Theo tài liệu của Keras, bộ dữ liệu dùng giấy phép CC BY-SA 3.0",
    en="According to Keras's documentation, the dataset's licence is CC BY-SA 3.0",
)
def test_keras_documentation_names_the_licence_cc_by_sa_3_0() -> None:
    documentation = import_keras().datasets.mnist.load_data.__doc__
    assert "creativecommons.org/licenses/by-sa/3.0/" in documentation
    for language in LANGUAGES:
        assert "https://keras.io/api/datasets/mnist/" in page("data", language).text


# The imports


@claims(
    "data",
    vi="Đó vẫn là cùng một lớp (layer), chỉ khác cách viết",
    en="It is the same layer (lớp), only written differently",
)
def test_dense_is_the_same_layer_however_it_is_imported() -> None:
    keras = import_keras()
    names: dict[str, object] = {}
    exec("from keras import layers\nfrom keras.layers import Dense", names)
    assert names["Dense"] is names["layers"].Dense is keras.layers.Dense  # type: ignore[attr-defined]


@claims(
    "data",
    vi="Conv2D và MaxPooling2D (hai lớp của mạng tích chập) mà không dùng đến",
    en="Conv2D and MaxPooling2D (two layers of convolutional networks), and uses none of them",
)
def test_the_article_s_imports_for_nothing_are_layers_of_which_later_lessons_use_three() -> None:
    keras = import_keras()
    codes = {name: (ROOT / f"examples/{name}.py").read_text() for name in PROGRAMMED}
    for name in ARTICLE_IMPORTS_FOR_NOTHING:
        assert issubclass(getattr(keras.layers, name), keras.layers.Layer)
    used = {
        (name, lesson) for name in ARTICLE_IMPORTS_FOR_NOTHING for lesson in codes if f"layers.{name}(" in codes[lesson]
    }
    convolutional = {(name, lesson) for name in ("Conv2D", "MaxPooling2D") for lesson in ("cnn", "your-own", "save")}
    assert used == convolutional | {("Dropout", "generalize")}
    images = keras.Input((28, 28, 1))
    of_convolutional_networks = [keras.layers.Conv2D(4, 3), keras.layers.MaxPooling2D()]
    assert [layer(images).shape for layer in of_convolutional_networks] == [(None, 26, 26, 4), (None, 14, 14, 1)]


# Loading


@claims(
    "data",
    vi="load_data() trả về bốn mảng NumPy, chia sẵn làm hai phần",
    en="load_data() returns four NumPy arrays, already split into two parts",
)
@claims(
    "data",
    vi="Phần thứ hai là test_images và test_labels, để dành cho lần kiểm tra cuối cùng",
    en="The second part, test_images and test_labels, is kept for the final test",
)
def test_keras_documentation_names_the_four_arrays_in_two_parts() -> None:
    documentation = import_keras().datasets.mnist.load_data.__doc__
    assert "Tuple of NumPy arrays: `(x_train, y_train), (x_test, y_test)`" in documentation
    assert script("data").cell("load").code.startswith("(images, labels), (test_images, test_labels) = ")


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
def test_without_the_internet_load_data_says_what_the_page_mistakes_shows(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    without_the_internet(monkeypatch, tmp_path)
    with pytest.raises(Exception, match=r"URL fetch failure on .*: None -- .") as raised:
        import_keras().datasets.mnist.load_data()
    for language in LANGUAGES:
        assert f"\n{raised.typename}: {raised.value}\n" in page("mistakes", language).text


@claims(
    "data",
    vi="nếu nội dung khác đi, Keras không dùng tệp ấy mà tải lại",
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
    vi="Hãy chia mọi ảnh như nhau: ảnh để huấn luyện, ảnh để kiểm tra",
    en="Divide all images alike: those to train with, those to test with",
)
def test_the_lesson_leaves_all_three_sets_scaled_in_float32_and_their_labels_one_hot_encoded() -> None:
    names = run_of("data").names
    sets = {"train": DIGITS.train_images, "val": DIGITS.val_images, "test": DIGITS.test_images}
    for each, expected in sets.items():
        assert names[f"X_{each}"].dtype == np.float32
        assert np.array_equal(names[f"X_{each}"], expected)
    one_hot = {"train": DIGITS.train_one_hot, "val": DIGITS.val_one_hot, "test": DIGITS.test_one_hot}
    assert all(np.array_equal(names[f"y_{each}"], expected) for each, expected in one_hot.items())


@claims(
    "data",
    vi="X là các ảnh đã chia, còn images vẫn là các ảnh gốc",
    en="X holds the divided images, while images still holds the original ones",
)
@claims(
    "data",
    vi="y là các nhãn đã mã hoá, còn labels vẫn giữ các nhãn ban đầu",
    en="y holds the encoded labels, while labels keeps the original ones",
)
def test_the_lesson_leaves_the_images_and_labels_as_they_were_loaded() -> None:
    names = run_of("data").names
    kept = {"images": DIGITS.pixels, "labels": DIGITS.labels}
    kept |= {"test_images": DIGITS.test_pixels, "test_labels": DIGITS.test_labels}
    for name, expected in kept.items():
        assert names[name].dtype == np.uint8
        assert np.array_equal(names[name], expected)


@claims("data", vi="vì Keras vốn tính bằng float32", en="as Keras computes in float32 anyway")
def test_keras_computes_in_float32_even_on_float64() -> None:
    keras = import_keras()
    assert keras.backend.standardize_dtype(keras.layers.Dense(1)(np.zeros((1, 2))).dtype) == "float32"


@claims(
    "data",
    vi="được chọn cho đầu vào có độ lớn khoảng 1. Nếu đầu vào lớn gấp 255 lần thì cùng một lần chỉnh làm các tổng "
    "thay đổi gấp 255 lần",
    en="chosen for inputs of about 1. If the inputs are 255 times as large, the same adjustment changes the sums "
    "255 times as much",
)
def test_the_same_adjustment_of_the_weights_changes_the_first_layer_255_times_as_much_on_unscaled_pixels() -> None:
    layer = import_keras().layers.Dense(1)
    pixels = DIGITS.pixels[:1].reshape(1, -1).astype("float32")
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
    vi="bạn chạy lại ô này bao nhiêu lần cũng được cùng kết quả",
    en="you can therefore run this cell as often as you like: the result stays the same",
)
def test_running_the_cell_again_gives_the_same_images() -> None:
    names = {"images": DIGITS.pixels, "test_images": DIGITS.test_pixels}
    code = script("data").cell("scale").code
    exec(code, names)
    exec(code, names)
    assert np.array_equal(names["X"], DIGITS.images)
    assert np.array_equal(names["X_test"], DIGITS.test_images)


# One-hot


def test_argmax_gives_the_label_back() -> None:
    assert run_of("data").values["one-hot-agrees"] == [True, True]


@claims(
    "data",
    vi="Nếu thiếu đối số này, Keras lấy nhãn lớn nhất cộng một",
    en="Without it, Keras takes the largest label plus one",
)
@claims(
    "data",
    vi="một phần dữ liệu tình cờ thiếu số 9 sẽ được mã hoá thiếu một cột",
    en="a piece of the data that happens to have no 9 would get only nine columns",
)
def test_without_its_number_of_labels_to_categorical_counts_to_the_largest() -> None:
    to_categorical = import_keras().utils.to_categorical
    assert to_categorical(range(10)).shape == (10, 10)
    assert to_categorical(range(9)).shape == (9, 9)
    assert to_categorical([0, 8], 10).shape == (2, 10)


@claims(
    "data",
    vi="Hàm sparse_categorical_crossentropy thì nhận thẳng nhãn là số nguyên",
    en="The function sparse_categorical_crossentropy takes labels as whole numbers instead",
)
@claims(
    "data",
    vi="Nếu đưa nhãn số nguyên cho categorical_crossentropy, fit sẽ dừng lại với một lỗi",
    en="If you give whole numbers to categorical_crossentropy, fit stops with an error",
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
    vi="Mười ảnh mờ, xếp hai hàng năm cột, mỗi ảnh là trung bình của một chữ số, từ 0 đến 9",
    en="Ten blurred images in two rows of five, each the mean of one digit, from 0 to 9",
)
def test_the_solution_draws_the_mean_image_of_each_of_the_ten_digits() -> None:
    axes = run_of("solutions/data").names["axes"]
    assert axes.shape == (2, 5)
    for digit, ax in enumerate(axes.flat):
        (image,) = ax.images
        assert ax.get_title() == str(digit)
        mean = DIGITS.pixels[DIGITS.labels == digit].mean(axis=0)
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
