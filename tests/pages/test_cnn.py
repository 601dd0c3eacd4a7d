"""What the page `cnn` says of Keras and of its networks; `test_cnn_record.py` tests the recorded runs."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from examples.runner.quiet import import_keras
from tests.support.claims import claims
from tests.support.digits import DIGITS
from tests.support.programs import run_of

pytestmark = pytest.mark.keras


def network(name: str) -> Any:  # noqa: ANN401
    """A trained network of that name; in a run of a test, those of all seeds are the same."""
    return run_of("cnn").names["networks"][name][0]


def given(layer: Any, images: Any) -> NDArray[Any]:  # noqa: ANN401
    """What a layer gives out for images."""
    return np.asarray(import_keras().ops.convert_to_numpy(layer(np.asarray(images, "float32"))))


def convolution(filters: int, side: int, channels: int = 1, rows: int = 28, **settings: Any) -> Any:  # noqa: ANN401
    """A built Conv2D layer."""
    layer = import_keras().layers.Conv2D(filters, side, **settings)
    layer.build((None, rows, rows, channels))
    return layer


def pooled(table: Any, layer: Any = None) -> NDArray[Any]:  # noqa: ANN401
    """A table after pooling."""
    table = np.asarray(table)
    return given(layer or import_keras().layers.MaxPooling2D(), table[None, :, :, None])[0, :, :, 0]


@claims(
    "cnn",
    vi="Mạng Sequential bắt đầu bằng Flatten: ảnh thành một hàng số, và mạng không còn biết điểm ảnh nào nằm cạnh "
    "điểm ảnh nào. Giả sử điểm ảnh (pixel) của mọi ảnh được xáo trộn theo cùng một cách, cả khi học lẫn khi đọc. "
    "Bạn không còn nhận ra chữ số, nhưng mạng ấy vẫn học được như thường.",
    en="The Sequential network begins with Flatten: the image becomes a row of numbers, and the network no longer "
    "knows which pixel is next to which. If the pixels (điểm ảnh) of every image were shuffled in the same way "
    "before training, you could no longer read the digits, but that network would learn them just as well.",
)
def test_the_sequential_network_sees_no_difference_where_all_images_are_shuffled_alike() -> None:
    trained = network("Sequential")
    assert type(trained.layers[0]).__name__ == "Flatten"
    order = np.random.default_rng(0).permutation(784)
    shuffled = DIGITS.val_images[:50].reshape(50, 784)[:, order].reshape(50, 28, 28)
    other = import_keras().models.clone_model(trained)
    first, *others = trained.get_weights()
    other.set_weights([first[order], *others])
    assert given(other, shuffled) == pytest.approx(given(trained, DIGITS.val_images[:50]), abs=1e-5)
    assert given(trained, shuffled) != pytest.approx(given(trained, DIGITS.val_images[:50]), abs=0.1)


@claims(
    "cnn",
    vi="Ở đây, bộ lọc (filter) là một kernel cùng với một bias, được cộng thêm vào tổng.",
    en="Here a filter (bộ lọc) is a kernel together with a bias, which is added to the sum.",
)
@claims(
    "cnn",
    vi="Tắt ReLU, bạn thấy những số âm, màu xanh lam; bật lại, chúng thành 0.",
    en="Switch it off, and you see the negative numbers in blue; switch it on again, and they become 0.",
)
def test_a_filter_adds_its_bias_and_relu_turns_negative_numbers_into_0() -> None:
    layer = convolution(1, 3, activation="relu")
    layer.set_weights([np.zeros((3, 3, 1, 1)), np.array([-0.5])])
    assert not given(layer, np.ones((1, 28, 28, 1))).any()
    layer.set_weights([np.zeros((3, 3, 1, 1)), np.array([0.5])])
    assert (given(layer, np.ones((1, 28, 28, 1))) == 0.5).all()


@claims(
    "cnn",
    vi="Trong Keras, lớp Conv2D làm phép tính ấy. Conv2D(1, 3) có một kernel, rộng 3 và cao 3.",
    en="In Keras, the layer Conv2D does this computation. Conv2D(1, 3) has one kernel, 3 wide and 3 high.",
)
@claims(
    "cnn",
    vi="Các con số 1 trong kích thước (shape) là gì? Conv2D cần mỗi ảnh có ba trục: hàng, cột và kênh (channel). "
    "Ảnh màu có ba kênh, đỏ, lục và lam; ảnh xám của chúng ta chỉ có một. Đứng trước ba trục ấy là trục lô "
    "(batch), như ở mọi lớp. Vì vậy, ảnh có kích thước (1, 28, 28, 1), còn đầu ra (output) là (1, 26, 26, 1). "
    "Kernel có kích thước (3, 3, 1, 1): hàng, cột, số kênh nhận vào và số kênh cho ra.",
    en="What are the 1s in the shapes? Conv2D needs each image to have three axes: rows, columns and channels "
    "(kênh). A colour photo has three channels, red, green and blue; our grey image has only one. Before these "
    "three axes comes the axis of the batch (lô), as in every layer. So the image has the shape (1, 28, 28, 1), "
    "and the output (đầu ra) (1, 26, 26, 1). The kernel has the shape (3, 3, 1, 1): rows, columns, channels in, "
    "and channels out.",
)
def test_conv2d_takes_rows_columns_and_channels_behind_the_batch() -> None:
    layer = convolution(1, 3, use_bias=False)
    assert [weights.shape for weights in layer.get_weights()] == [(3, 3, 1, 1)]
    assert layer.kernel_size == (3, 3)
    assert given(layer, np.ones((1, 28, 28, 1))).shape == (1, 26, 26, 1)
    # Of the four axes, the first is that of the batch.
    assert layer.input_spec.ndim is None
    assert layer.input_spec.min_ndim == 1 + 3
    assert convolution(5, 3, channels=2).get_weights()[0].shape == (3, 3, 2, 5)
    in_colour, grey = (import_keras().utils.array_to_img(np.zeros((2, 2, channels))).mode for channels in (3, 1))
    assert (in_colour, grey) == ("RGB", "L")


@claims(
    "cnn",
    vi="trọng số ban đầu là những số ngẫu nhiên, và hạ gradient chỉnh chúng như chỉnh mọi trọng số khác.",
    en="the weights begin as random numbers, and gradient descent adjusts them as it adjusts all others.",
)
def test_weights_begin_as_random_numbers_and_training_adjusts_them() -> None:
    one, other = (convolution(8, 3).get_weights()[0] for _ in range(2))
    assert not np.array_equal(one, other)
    keras = import_keras()
    model = keras.Sequential(
        [keras.Input((28, 28, 1)), keras.layers.Conv2D(1, 3), keras.layers.GlobalAveragePooling2D()]
    )
    model.compile(loss="mse", optimizer="sgd")
    before = model.layers[0].get_weights()[0].copy()
    model.train_on_batch(np.ones((1, 28, 28, 1)), np.full((1, 1), 10.0))
    assert not np.array_equal(before, model.layers[0].get_weights()[0])


@claims(
    "cnn",
    vi="Bộ lọc gồm một kernel cho mỗi kênh nhận vào, cùng với một bias, và mỗi bộ lọc cho ra một bản đồ. Ở lớp "
    "đầu chỉ có một kênh, nên mỗi bộ lọc chỉ có một kernel. Lớp Conv2D(8, 3) có tám bộ lọc, nên đầu ra có tám "
    "kênh.",
    en="A filter has one kernel for each channel of its input, and one bias; it gives one map. In the first layer "
    "there is only one channel, so each filter has only one kernel. The layer Conv2D(8, 3) has eight filters, so "
    "its output has eight channels.",
)
@claims(
    "cnn",
    vi="Lớp Conv2D đứng sau nhận cả tám bản đồ cùng một lúc: mỗi bộ lọc của lớp ấy có một kernel 3×3 cho từng bản "
    "đồ, cộng tất cả các tích lại, rồi cộng thêm bias.",
    en="A Conv2D layer after it gets all eight maps at once: each of its filters has a 3×3 kernel for every map, "
    "adds up all of the products, and adds its bias.",
)
def test_each_filter_gives_a_map_and_has_a_table_for_each_map_that_it_gets() -> None:
    first = convolution(8, 3)
    kernels, biases = first.get_weights()
    assert (kernels.shape, biases.shape) == ((3, 3, 1, 8), (8,))
    maps = given(first, np.ones((1, 28, 28, 1)))
    assert maps.shape == (1, 26, 26, 8)
    second = convolution(16, 3, channels=8)
    kernels, biases = second.get_weights()
    assert (kernels.shape, biases.shape) == ((3, 3, 8, 16), (16,))
    patch = np.random.default_rng(0).random((1, 3, 3, 8))
    by_hand = [(patch[0] * kernels[..., number]).sum() for number in range(16)]
    assert given(second, patch).flatten() == pytest.approx(by_hand, abs=1e-5)


@claims(
    "cnn",
    vi="Muốn bản đồ to bằng ảnh thì làm thế nào? Bạn hãy so hai kích thước:",
    en="How do you get a map as large as the image? Compare the two shapes:",
)
@claims(
    "cnn",
    vi='Với padding="valid", mặc định của Keras, kernel luôn nằm trọn trong ảnh. Với padding="same", Keras thêm '
    "một viền số 0 quanh ảnh, gọi là phần đệm (padding). Nhờ vậy, ô giữa của kernel đặt được cả lên những điểm ở "
    "mép, và bản đồ to bằng ảnh.",
    en='With padding="valid", which is Keras\'s default, the kernel always lies inside the image. With '
    'padding="same", Keras puts a border of 0s around the image, which is called padding (phần đệm). The middle '
    "of the kernel can then lie on the pixels at the edge as well, and the map is as large as the image.",
)
@claims(
    "cnn",
    vi="Bạn cần cách thứ hai khi ở mép ảnh có gì quan trọng, hoặc khi xếp nhiều lớp Conv2D nối tiếp nhau mà không "
    "muốn bản đồ cứ nhỏ dần.",
    en='Use "same" when many Conv2D layers follow one another, since the maps would keep shrinking otherwise, or '
    "when something important is at the edge.",
)
def test_same_puts_a_border_of_0s_around_the_image_and_valid_makes_maps_smaller() -> None:
    layers = import_keras().layers
    assert layers.Conv2D(1, 3).padding == "valid"
    images = DIGITS.val_images[:1, :, :, None]
    same = convolution(1, 3, padding="same", use_bias=False)
    valid = convolution(1, 3, rows=30, use_bias=False)
    valid.set_weights(same.get_weights())
    bordered = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)))
    assert given(same, images).shape == images.shape
    assert given(same, images) == pytest.approx(given(valid, bordered), abs=1e-5)
    assert given(valid, given(valid, images)).shape == (1, 24, 24, 1)


@claims(
    "cnn",
    vi="MaxPooling2D() chia bản đồ thành những ô vuông 2×2, và chỉ giữ lại số lớn nhất của mỗi ô vuông:",
    en="MaxPooling2D() divides the map into squares of 2×2, and only keeps the largest number of each:",
)
@claims(
    "cnn",
    vi="Làm vậy có hai cái lợi: lớp sau chỉ còn phải xem một phần tư số con số, và khi nét chữ xê dịch một chút, "
    "kết quả ít đổi hơn.",
    en="This gains two things: the next layer has only a quarter of the numbers to look at, and when a stroke "
    "moves a little, the result changes less.",
)
@claims(
    "cnn",
    vi="Số hàng hay số cột mà ô vuông, hay kernel, dời đi mỗi lần gọi là bước trượt (stride). Ở MaxPooling2D(), "
    "bước trượt là 2, bằng bề rộng của ô vuông, nên các ô vuông không chồng lên nhau. Ở Conv2D, bước trượt mặc "
    "định là 1;",
    en="The number of rows or columns by which a square, or a kernel, moves on each time is called the stride "
    "(bước trượt). In MaxPooling2D() it is 2, the width of a square, so the squares don't overlap. In Conv2D the "
    "stride is 1 unless you say otherwise;",
)
@claims(
    "cnn",
    vi="Nếu số hàng hay số cột là số lẻ thì hàng hay cột cuối bị bỏ qua: từ bản đồ 11×11, phép gộp cho ra bản đồ 5×5.",
    en="If the number of rows or columns is odd, the last one is left out: from a map of 11×11, pooling makes one "
    "of 5×5.",
)
def test_pooling_keeps_the_largest_number_of_each_square_and_leaves_out_an_odd_row() -> None:
    layers = import_keras().layers
    pooling = layers.MaxPooling2D()
    assert pooling.pool_size == pooling.strides == (2, 2)
    assert layers.Conv2D(1, 3).strides == (1, 1)
    table = np.random.default_rng(0).random((12, 12), "float32")
    assert np.array_equal(pooled(table), table.reshape(6, 2, 6, 2).max(axis=(1, 3)))
    assert pooled(table).size == table.size / 4
    assert pooled(table[:11, :11]).shape == (5, 5)
    assert np.array_equal(pooled(table[:11, :11]), pooled(table[:10, :10]))


@claims(
    "cnn",
    vi="Bạn hãy thay MaxPooling2D() bằng AveragePooling2D(2), lớp lấy trung bình của mỗi ô vuông, và tự tính bốn "
    "số trước khi chạy. Bạn được 0,5; 2,5; 2,5 và 1,25. Ô vuông có một số 9 rất rõ giờ bằng đúng ô vuông có 2, 3, "
    "4 và 1.",
    en="Replace MaxPooling2D() by AveragePooling2D(2), the layer that takes the mean of each square, and work out "
    "the four numbers before you run it. You get 0.5, 2.5, 2.5 and 1.25. The square with a very clear 9 is now "
    "just equal to the square with 2, 3, 4 and 1.",
)
def test_average_pooling_gives_the_means_of_the_squares() -> None:
    means = pooled(run_of("cnn").names["table"], import_keras().layers.AveragePooling2D(2))
    with pytest.raises(TypeError, match="pool_size"):
        import_keras().layers.AveragePooling2D()
    assert means.tolist() == [[0.5, 2.5], [2.5, 1.25]]
    assert run_of("cnn").names["table"].tolist() == [[0, 1, 2, 3], [1, 0, 4, 1], [9, 1, 0, 0], [0, 0, 0, 5]]
    assert np.mean([2, 3, 4, 1]) == np.mean([9, 1, 0, 0])


@claims(
    "cnn",
    vi="Trên một bản đồ chỉ có một số lớn, còn lại là 0. Số ấy dời sang phải một cột. Sau MaxPooling2D(), những "
    "điều nào có thể xảy ra? Kết quả không đổi | Xảy ra khi chỗ mới vẫn nằm trong cùng ô vuông 2×2. Số ấy dời "
    "sang phải một cột | Xảy ra khi chỗ mới nằm trong ô vuông bên cạnh. Mỗi cột của kết quả ứng với hai cột của "
    "bản đồ. Số ấy giảm còn một nửa | Phép gộp này không tính trung bình. Nó giữ nguyên số lớn nhất. Số ấy dời "
    "sang phải nửa cột | Kết quả cũng chỉ có những cột nguyên: số ấy hoặc ở yên, hoặc sang cột bên cạnh.",
    en="On a map there is one large number, and 0 everywhere else. That number moves one column to the right. "
    "Which of these may happen after MaxPooling2D()? The result stays the same | This happens if the new place is "
    "in the same 2×2 square. That number moves one column to the right | This happens if the new place is in the "
    "next square. Each column of the result stands for two columns of the map. That number is halved | This "
    "pooling doesn't take a mean. It keeps the largest number as it is. That number moves half a column to the "
    "right | The result only has whole columns, too: the number either stays, or goes to the next column.",
)
def test_a_number_that_moves_by_a_column_stays_or_moves_by_a_column_after_pooling() -> None:
    found = []
    for column in range(5):
        table = np.zeros((6, 6))
        table[2, column] = 7
        found.append(pooled(table))
    assert [int(each[1].argmax()) for each in found] == [0, 0, 1, 1, 2]
    assert all(each[each != 0].tolist() == [7] for each in found)


@claims(
    "cnn",
    vi="Reshape thêm trục kênh mà Conv2D cần. Nếu thiếu lớp này, Keras từ chối ngay",
    en="Reshape adds the axis of channels that Conv2D needs. Without it, Keras refuses at once",
)
def test_without_reshape_keras_refuses_the_images() -> None:
    keras = import_keras()
    with pytest.raises(ValueError, match="expected min_ndim=4, found ndim=3"):
        keras.Sequential([keras.Input((28, 28)), keras.layers.Conv2D(8, 3, activation="relu")])
    assert run_of("cnn").names["model"].layers[0].output.shape == (None, 28, 28, 1)


@claims(
    "cnn",
    vi='Còn Activation là hàm kích hoạt (activation function) đứng thành lớp riêng: layers.Activation("relu") đặt '
    'sau một lớp cũng như đối số activation="relu" của lớp ấy.',
    en='Activation is an activation function (hàm kích hoạt) as a layer of its own: layers.Activation("relu") '
    'after a layer does what the argument activation="relu" of that layer does.',
)
def test_activation_as_a_layer_does_what_the_argument_does() -> None:
    keras = import_keras()
    within = convolution(2, 3, activation="relu")
    without = convolution(2, 3)
    without.set_weights(within.get_weights())
    images = DIGITS.val_images[:2, :, :, None]
    after = keras.layers.Activation("relu")(without(images))
    assert np.array_equal(keras.ops.convert_to_numpy(after), given(within, images))
    assert given(without, images).min() < 0


@claims(
    "cnn",
    vi="Những điều nào làm thay đổi số tham số của một lớp Conv2D? Số bộ lọc | Mỗi bộ lọc có các trọng số và bias "
    "riêng. Kích thước của ảnh | Ảnh lớn hơn thì có nhiều chỗ để đặt kernel hơn, nhưng chỗ nào cũng dùng cùng "
    "những trọng số. Chỉ số phép nhân tăng lên. Số kênh mà lớp nhận vào | Mỗi bộ lọc có một kernel cho từng kênh. "
    "padding | Phần đệm là những số 0 thêm vào ảnh, không phải trọng số.",
    en="Which of these change the number of parameters of a Conv2D layer? The number of filters | Each filter has "
    "weights and a bias of its own. The size of the image | A larger image has more places for the kernel, but "
    "all of them use the same weights. Only the multiplications increase. The number of channels that the layer "
    "gets | Each filter has a kernel for every channel. padding | Padding is 0s that are added to the image, and "
    "not weights.",
)
def test_the_parameters_of_conv2d_depend_on_filters_and_channels_and_not_on_images_and_padding() -> None:
    usual = convolution(8, 3).count_params()
    assert convolution(9, 3).count_params() > usual
    assert convolution(8, 3, channels=2).count_params() > usual
    assert convolution(8, 3, rows=280).count_params() == usual
    assert convolution(8, 3, padding="same").count_params() == usual


@claims(
    "cnn",
    vi="Tốc độ học (learning rate) là 0,002, gấp đôi mặc định của Adam.",
    en="The learning rate (tốc độ học) is 0.002, twice the default of Adam.",
)
def test_the_learning_rate_is_twice_adam_s_default() -> None:
    keras = import_keras()
    default = float(keras.optimizers.Adam().learning_rate)
    model = run_of("cnn").names["model"]
    assert float(model.optimizer.learning_rate) == pytest.approx(0.002) == pytest.approx(2 * default)
    # `model` is the network of the last seed; that of `fit` has the same settings.
    assert [call.named for _, call in run_of("cnn").calls if call.name == "keras.optimizers.Adam"] == [
        {"learning_rate": 0.002}
    ] * 11
    sizes = {call.named["batch_size"] for _, call in run_of("cnn").calls if call.name == "model.fit"}
    assert sizes == {64}


@claims(
    "cnn",
    vi="Với Functional API, chúng ta lấy ra đầu ra của một lớp ở giữa: một mô hình (model) mới đi từ đầu vào của "
    "mạng đến lớp Conv2D thứ nhất, và dùng chung các trọng số đã học.",
    en="With the Functional API, we take the output of a layer in the middle: a new model (mô hình) leads from "
    "the network's input to its first Conv2D layer, and shares the weights that were learned.",
)
@claims(
    "cnn",
    vi="Bạn hãy đổi model.layers[1] thành model.layers[3], lớp Conv2D thứ hai.",
    en="Change model.layers[1] to model.layers[3], the second Conv2D layer.",
)
@claims(
    "cnn",
    vi="Bạn có được (1, 11, 11, 16) không? Ô chỉ vẽ tám bản đồ đầu trong số ấy.",
    en="Do you get (1, 11, 11, 16)? The cell only draws the first eight of these maps.",
)
def test_the_network_of_the_maps_shares_the_weights_and_the_second_conv2d_layer_gives_16_maps() -> None:
    keras = import_keras()
    names = run_of("cnn").names
    model = names["networks"]["convolutional"][-1]
    assert names["first"].layers[-1] is model.layers[1]
    second = keras.Model(model.inputs[0], model.layers[3].output)
    assert type(model.layers[3]).__name__ == "Conv2D"
    assert given(second, DIGITS.val_images[:1]).shape == (1, 11, 11, 16)
    assert len(names["axes"].flat) == 8


@claims(
    "cnn",
    vi="Khi chữ số dịch đi, các bản đồ chỉ dịch theo, và phép gộp bỏ qua những xê dịch nhỏ.",
    en="When the digit moves, the maps only move with it, and pooling overlooks small moves.",
)
@claims(
    "cnn",
    vi="Lấy đúng mạng này và dịch ảnh đi bốn điểm. Mạng đọc kém đi vì lớp nào? Các lớp Conv2D | Bộ lọc tìm cùng "
    "một thứ ở mọi chỗ. Ảnh dịch thì bản đồ dịch theo, không mất gì. Các lớp MaxPooling2D | Bốn điểm là đúng hai "
    "ô vuông của lớp gộp thứ nhất, và đúng một ô vuông của lớp gộp thứ hai. Vì vậy, vẫn ra những số cũ, chỉ dời "
    "đi một ô. Lớp Dense sau Flatten | Qua hai lần gộp, các bản đồ 5×5 cuối cùng dịch đi một ô. Mỗi đầu vào của "
    "lớp này là một ô cố định, với trọng số riêng. Số lớn dịch sang ô bên cạnh thì gặp những trọng số khác.",
    en="Take this very network, and move the image by four pixels. Which layer makes it read worse? The Conv2D "
    "layers | A filter looks for the same thing everywhere. When the image moves, the map moves with it, and "
    "nothing is lost. The MaxPooling2D layers | Four pixels are two whole squares for the first of them, and one "
    "for the second. So the same numbers come out, only one cell further on. The Dense layer after Flatten | "
    "After pooling twice, the last maps, of 5×5, move by one cell. Each of this layer's inputs is a fixed cell, "
    "with weights of its own. A large number that moves to the next cell meets other weights.",
)
def test_maps_move_with_the_digit_and_after_two_poolings_by_a_quarter_as_far() -> None:
    keras = import_keras()
    model = network("convolutional")
    image = np.zeros((1, 28, 28), "float32")
    image[0, 10:16, 8:12] = DIGITS.val_images[0, 10:16, 8:12] + 0.5
    moved = np.roll(image, 4, axis=2)
    for number, by in ((1, 4), (2, 2), (4, 1)):
        maps = keras.Model(model.inputs[0], model.layers[number].output)
        before, after = given(maps, image), given(maps, moved)
        assert after[:, :, by:] == pytest.approx(before[:, :, :-by], abs=1e-5)
        assert after != pytest.approx(before, abs=1e-5)
    assert model.layers[4].output.shape == (None, 5, 5, 16)
    # The layer behind them has weights of its own for each cell.
    kernel, _ = model.layers[6].get_weights()
    assert kernel.shape == (400, 64)
    assert len(np.unique(kernel, axis=0)) == 400


@claims(
    "cnn",
    vi="Ở chỗ không có mực, mọi tích đều bằng 0, nên chỉ còn bias.",
    en="Where there is no ink, every product is 0, so only the bias is left.",
)
def test_where_there_is_no_ink_a_filter_gives_its_bias() -> None:
    layer = convolution(2, 3)
    layer.set_weights([layer.get_weights()[0], np.array([0.25, -0.25])])
    assert (given(layer, np.zeros((1, 28, 28, 1))) == [0.25, -0.25]).all()


@claims(
    "cnn",
    vi="Số tham số của Conv2D có phụ thuộc vào kích thước của bản đồ không?",
    en="Does the number of parameters of a Conv2D layer depend on the size of the map?",
)
def test_the_exercise_s_network_with_padding_has_the_same_filters() -> None:
    same, lesson = run_of("solutions/cnn").names["same"], network("convolutional")
    assert [same.layers[each].count_params() for each in (1, 3)] == [80, 1_168]
    assert [lesson.layers[each].count_params() for each in (1, 3)] == [80, 1_168]
