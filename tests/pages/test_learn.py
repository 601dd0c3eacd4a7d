"""What the page `learn` says of Keras and computes by hand; test_learn_record.py has what it says of MNIST."""

import math
from typing import Any, TypeAlias

import numpy as np
import pytest
from numpy.typing import NDArray

from examples.runner.quiet import import_keras
from tests.support.claims import claims
from tests.support.digits import DIGITS
from tests.support.programs import Run, run_of, script

pytestmark = pytest.mark.keras

# Keras' modules are imported late and without types.
Model: TypeAlias = Any
Array: TypeAlias = NDArray[Any]
Parameters: TypeAlias = tuple[float, float, float, float]
# The input and the target of the page's neurons.
INPUT, TARGET = np.array([[2.0]]), np.array([[4.0]])
# What the page's chain of two neurons begins with: w1, b1, w2, b2. In the others, the first ReLU is open or closed.
CHAIN: Parameters = (1.5, -1, 0.5, 1)
CHAINS: tuple[Parameters, ...] = (CHAIN, (0.7, 2.0, -1.3, 0.4), (2.0, 0.5, 3.0, -2.0), (1.5, -4, 0.5, 1))


@pytest.fixture
def run() -> Run:
    return run_of("learn")


def network(*layers: Any, loss: str = "mean_squared_error", rate: float = 0.05) -> Model:  # noqa: ANN401
    """A network of these layers that learns by plain steps down, each computed without preparing many of them."""
    keras = import_keras()
    model = keras.Sequential(layers)
    model.compile(loss=loss, optimizer=keras.optimizers.SGD(learning_rate=rate), run_eagerly=True)
    return model


def one_weight(weight: float, rate: float = 0.05) -> Model:
    """A neuron of one input that has a weight and no bias."""
    keras = import_keras()
    model = network(keras.Input((1,)), keras.layers.Dense(1, use_bias=False), rate=rate)
    model.set_weights([np.array([[weight]])])
    return model


def chain(parameters: Parameters) -> Model:
    """Two neurons, one after the other, the first with ReLU."""
    keras = import_keras()
    model = network(keras.Input((1,)), keras.layers.Dense(1, activation="relu"), keras.layers.Dense(1))
    w1, b1, w2, b2 = parameters
    model.set_weights([np.array([[w1]]), np.array([b1]), np.array([[w2]]), np.array([b2])])
    return model


def parameters_of(model: Model) -> list[float]:
    return [float(each) for weights in model.get_weights() for each in weights.flatten()]


def slopes(model: Model, inputs: Array, targets: Array) -> list[Array]:
    """The slopes of the loss of these examples for the model's parameters, as TensorFlow computes them."""
    import tensorflow as tf

    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(import_keras().losses.get(model.loss)(targets, model(inputs)))
    return [np.asarray(each) for each in tape.gradient(loss, model.trainable_variables)]


def chain_by_hand(cell: str, parameters: Parameters) -> dict[str, Any]:
    """The names after the page's code of this cell, which begins with these parameters."""
    first, _, forward = script("learn").cell("chain").code.partition("\n")
    assert first == "w1, b1, w2, b2 = 1.5, -1, 0.5, 1"
    names = dict(zip(("w1", "b1", "w2", "b2"), parameters, strict=True)) | {
        "x": 2,
        "target": 4,
        "print": lambda *_: None,
    }
    exec(forward, names)
    exec(script("learn").cell(cell).code, names)
    return names


# A neuron, a layer, softmax and the loss


@claims(
    "learn",
    vi="Ở đây là ReLU, hàm giữ nguyên số dương và đổi số âm thành 0",
    en="Here it is ReLU, which keeps positive numbers and turns negative ones into 0",
)
def test_relu_keeps_positive_numbers_and_turns_negative_ones_into_0() -> None:
    assert np.array_equal(import_keras().activations.relu(np.array([-2.0, -0.1, 0.1, 3.0])), [0, 0, 0.1, 3.0])


@claims(
    "learn",
    vi="Dòng set_random_seed(42) đặt hạt giống ngẫu nhiên (random seed), để mỗi lần chạy lại trên cùng một máy, các "
    "số ngẫu nhiên vẫn như cũ",
    en="The line set_random_seed(42) sets the random seed (hạt giống ngẫu nhiên), so that the random numbers stay "
    "the same each time you run the code on the same machine",
)
def test_the_random_numbers_after_the_same_seed_are_the_same() -> None:
    keras = import_keras()
    found = []
    for _ in range(2):
        keras.utils.set_random_seed(42)
        found.append((np.random.permutation(500), np.asarray(keras.random.normal((9,)))))
    assert all(np.array_equal(*each) for each in zip(*found, strict=True))


@claims(
    "learn",
    vi="Mạng có bao nhiêu tham số, gradient có bấy nhiêu con số",
    en="It has as many numbers as the network has parameters",
)
def test_the_gradient_has_as_many_numbers_as_the_network_has_parameters(run: Run) -> None:
    model = run.names["model"]
    gradient = slopes(model, DIGITS.val_images[:2], DIGITS.val_one_hot[:2])
    assert sum(each.size for each in gradient) == model.count_params() == 7_850


@claims(
    "learn",
    vi="Lớp Dense của Keras cũng làm đúng như vậy. Ô sau đưa cùng những con số ấy vào một lớp Dense có hai nơ-ron",
    en="Keras's layer Dense does the same. The next cell puts these very numbers into a Dense layer of two neurons",
)
@claims(
    "learn",
    vi="build báo cho lớp biết mỗi ví dụ có ba đầu vào",
    en="build tells the layer that each example has three inputs",
)
def test_a_dense_layer_is_one_matrix_product_with_biases_and_relu(run: Run) -> None:
    dense = run.names["dense"]
    kernel, biases = dense.get_weights()
    assert kernel.shape == (3, 2)
    for inputs in (np.array([[0, 0.5, 1]]), np.random.default_rng(0).normal(size=(5, 3))):
        assert np.allclose(dense(inputs), np.maximum(0, inputs @ kernel + biases), atol=1e-6)
    # Each column of the kernel is the weights of a neuron.
    by_neuron = [(np.array([0, 0.5, 1]) * kernel[:, number]).sum() + biases[number] for number in range(2)]
    assert np.allclose(np.array([[0, 0.5, 1]]) @ kernel + biases, by_neuron)


@claims(
    "learn",
    vi="Keras gọi hàm này là categorical_crossentropy",
    en="Keras calls this function categorical_crossentropy",
)
@pytest.mark.parametrize("sums", [[2.0, 1.0, 0.0], np.random.default_rng(0).normal(size=10, scale=3)])
def test_softmax_and_the_loss_by_hand_are_those_of_keras(sums: Array) -> None:
    keras = import_keras()
    powers = np.array([math.e**each for each in sums])
    probabilities = np.asarray(keras.activations.softmax(np.array(sums)[None]))[0]
    assert np.allclose(powers / powers.sum(), probabilities, atol=1e-6)
    for label, probability in enumerate(probabilities):
        loss = float(keras.losses.categorical_crossentropy(np.eye(len(sums))[label], probabilities))
        assert loss == pytest.approx(-math.log(probability), abs=1e-5)


def test_the_loss_of_the_bars_is_keras_for_the_page_s_sums(run: Run) -> None:
    keras = import_keras()
    probabilities = keras.activations.softmax(np.array([run.values["scores"]]))
    loss = float(keras.losses.categorical_crossentropy(np.eye(10)[[run.values["label"]]], probabilities)[0])
    assert loss == pytest.approx(run.values["bars-loss"], abs=1e-5)


# The slope, and steps down


@claims(
    "learn",
    vi="cứ nhích thử là thấy quy tắc đúng",
    en="nudging shows you that it is right",
)
@pytest.mark.parametrize("weight", [0, 0.8, 2, 3.5])
def test_the_slope_by_hand_is_that_of_tensorflow_and_almost_the_measured_one(weight: float) -> None:
    [[[slope]]] = slopes(one_weight(weight), INPUT, TARGET)
    assert slope == pytest.approx(2 * (weight * 2 - 4) * 2, abs=1e-5)
    nudged = ((weight + 0.001) * 2 - 4) ** 2 - (weight * 2 - 4) ** 2
    assert nudged / 0.001 == pytest.approx(slope, abs=0.005)


@pytest.mark.parametrize("rate", [0.005, 0.05, 0.1, 0.125, 0.2, 0.25, 0.26])
def test_a_step_multiplies_the_distance_from_the_lowest_place_by_1_minus_8_times_the_rate(rate: float) -> None:
    model = one_weight(0, rate)
    distance = 2.0
    for _ in range(4):
        model.train_on_batch(INPUT, TARGET)
        distance *= 1 - 8 * rate
        assert 2 - model.get_weights()[0].item() == pytest.approx(distance, abs=1e-5)


# Backpropagation


@claims(
    "learn",
    vi="Lan truyền ngược (backpropagation) tìm độ dốc của mọi tham số trong một lượt, đi từ giá trị mất mát ngược về "
    "lớp đầu",
    en="Backpropagation (lan truyền ngược) finds the slope for every parameter in one pass, from the loss back to "
    "the first layer",
)
@pytest.mark.parametrize("parameters", CHAINS)
def test_the_slopes_that_are_passed_back_by_hand_are_those_of_tensorflow(parameters: Parameters) -> None:
    by_hand = chain_by_hand("back", parameters)
    found = [by_hand[f"{name}_slope"] for name in ("w1", "b1", "w2", "b2")]
    computed = [each.item() for each in slopes(chain(parameters), INPUT, TARGET)]
    assert found == pytest.approx(computed, abs=1e-4)


@claims(
    "learn",
    vi="SGD là hạ gradient",
    en="SGD is gradient descent",
)
@claims(
    "learn",
    vi="khi gọi fit, Keras làm đúng những gì bạn vừa làm bằng tay",
    en="when you call fit, Keras does exactly what you have just done by hand",
)
@pytest.mark.parametrize("parameters", CHAINS)
def test_three_steps_by_hand_are_those_of_keras(parameters: Parameters) -> None:
    by_hand = chain_by_hand("by-hand", parameters)
    model = chain(parameters)
    for _ in range(3):
        model.train_on_batch(INPUT, TARGET)
    assert [by_hand[name] for name in ("w1", "b1", "w2", "b2")] == pytest.approx(parameters_of(model), rel=1e-4)


def test_the_page_s_three_steps_by_hand_agree_with_keras_to_six_places(run: Run) -> None:
    assert len(run.values["by-hand"]) == 4
    for by_hand, by_keras in zip(run.values["by-hand"], run.values["by-keras"], strict=True):
        assert f"{by_hand:.6f}" == f"{by_keras:.6f}"


@claims(
    "learn",
    vi="Cửa đóng nên w1 và b1 không nhận được gì",
    en="The door is shut, and nothing reaches w1 and b1",
)
@claims(
    "learn",
    vi="Vì chỉ học từ một ví dụ, nơ-ron thứ nhất không thể mở lại",
    en="As it learns from a single example, the first neuron can't open again",
)
def test_through_a_closed_relu_nothing_passes_and_only_b2_learns() -> None:
    closed = CHAINS[-1]
    assert closed[0] * 2 + closed[1] < 0
    of_w1, of_b1, of_w2, of_b2 = (each.item() for each in slopes(chain(closed), INPUT, TARGET))
    assert of_w1 == of_b1 == of_w2 == 0
    assert of_b2 != 0
    model = chain(closed)
    for _ in range(3):
        model.train_on_batch(INPUT, TARGET)
    *others, b2 = parameters_of(model)
    assert tuple(others) == closed[:3]
    assert round(b2, 3) == 1.813
    assert b2 > closed[3]


# Batches


@claims(
    "learn",
    vi="nên độ dốc của lô cũng là trung bình của các độ dốc",
    en="so the slope of the batch is the mean of their slopes as well",
)
def test_the_mean_of_a_batch_s_slopes_is_the_slope_of_its_mean_loss(run: Run) -> None:
    inputs, targets = np.array([[1.0], [2], [3], [4]]), np.array([[3.0], [3], [7], [8]])
    one_by_one = [slopes(one_weight(2), inputs[[at]], targets[[at]])[0].item() for at in range(4)]
    assert np.allclose(run.names["slopes"], one_by_one)
    [of_the_batch] = slopes(one_weight(2), inputs, targets)
    assert of_the_batch.item() == pytest.approx(np.mean(one_by_one)) == run.names["slopes"].mean()


@claims(
    "learn",
    vi="Giá trị mất mát của lô là trung bình của các giá trị ở từng ví dụ",
    en="The loss of a batch is the mean of its examples' losses",
)
def test_a_step_of_keras_with_a_batch_is_one_step_with_the_mean_slope() -> None:
    model = one_weight(2, rate=0.05)
    loss = model.train_on_batch(np.array([[1.0], [2], [3], [4]]), np.array([[3.0], [3], [7], [8]]))
    assert model.get_weights()[0].item() == pytest.approx(2 - 0.05 * -1)
    assert float(loss) == pytest.approx(np.mean([(2 - 3) ** 2, (4 - 3) ** 2, (6 - 7) ** 2, (8 - 8) ** 2]))


# Learning by heart


def test_the_wrong_labels_are_those_of_the_first_500_images_in_another_order(run: Run) -> None:
    wrong = run.names["wrong_labels"]
    assert wrong.shape == (500, 10)
    assert np.array_equal(wrong.sum(axis=0), DIGITS.train_one_hot[:500].sum(axis=0))
    assert (wrong.argmax(axis=1) != DIGITS.train_labels[:500]).mean() > 0.8


# One layer on the digits


def hidden_layer(initializer: str) -> Model:
    """A network with a hidden layer of four neurons, trained for a few steps."""
    keras = import_keras()
    model = network(
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(4, activation="relu", kernel_initializer=initializer),
        keras.layers.Dense(10, activation="softmax", kernel_initializer=initializer),
        loss="categorical_crossentropy",
        rate=0.1,
    )
    for at in range(0, 256, 64):
        model.train_on_batch(DIGITS.train_images[at : at + 64], DIGITS.train_one_hot[at : at + 64])
    return model


@claims(
    "learn",
    vi="nếu các nơ-ron của một lớp ẩn bắt đầu giống hệt nhau, chúng nhận độ dốc giống hệt nhau, và giống nhau mãi",
    en="if the neurons of a hidden layer begin equal, they get equal slopes, and stay equal for ever",
)
@pytest.mark.parametrize("value", [0, 0.01])
def test_hidden_neurons_with_equal_weights_stay_equal(value: float) -> None:
    kernel, _, after, _ = hidden_layer(import_keras().initializers.Constant(value)).get_weights()
    assert np.allclose(kernel, kernel[:, :1], atol=1e-7)
    assert np.allclose(after, after[:1], atol=1e-7)
    # Only from weights above 0 do they learn at all.
    assert (kernel == value).all() == (value == 0)


@claims(
    "learn",
    vi="Vì vậy, ở đó trọng số ban đầu phải là số ngẫu nhiên",
    en="There, the first weights have to be random",
)
def test_hidden_neurons_with_random_weights_differ() -> None:
    kernel = hidden_layer("glorot_uniform").get_weights()[0]
    assert not np.allclose(kernel, kernel[:, :1], atol=1e-2)


@claims(
    "learn",
    vi='Nhờ kernel_initializer="zeros", mọi trọng số bắt đầu từ 0. Như vậy, mọi thứ bạn sắp thấy đều là do học mà có. '
    "Mười nơ-ron tuy bắt đầu giống nhau nhưng mỗi nơ-ron có chữ số riêng, nên nhận độ dốc khác nhau",
    en='With kernel_initializer="zeros", all weights begin at 0. So everything you are about to see has been learned. '
    "The ten neurons begin equal, but each has a digit of its own, so they get different slopes",
)
@claims(
    "learn",
    vi="Trong mạng Sequential, sau tổng là ReLU. Mạng một lớp không có ReLU, mà đưa cả mười tổng qua softmax",
    en="In the Sequential network, ReLU follows the sum. The one-layer network has no ReLU, and passes all ten sums "
    "through softmax",
)
@claims(
    "learn",
    vi="Lớp cuối của mạng đọc chữ số có mười nơ-ron, mỗi chữ số một nơ-ron, nên cho ra mười tổng",
    en="The last layer of a network that reads digits has ten neurons, one for each digit, and so it gives ten sums",
)
def test_a_layer_without_a_hidden_one_learns_from_zeros_another_neuron_for_each_digit(run: Run) -> None:
    model = run.names["model"]
    assert [type(layer).__name__ for layer in model.layers] == ["Flatten", "Dense"]
    dense = model.layers[1]
    assert dense.units == 10
    assert dense.activation.__name__ == "softmax"
    assert run_of("sequential").names["model"].layers[1].activation.__name__ == "relu"
    assert not dense.kernel_initializer((784, 10)).numpy().any()
    kernel = model.get_weights()[0]
    assert len(np.unique(kernel, axis=1).T) == 10


@claims(
    "learn",
    vi="Một ảnh MNIST có 784 điểm ảnh (pixel), tức là 784 đầu vào. Vì thế, một nơ-ron nhìn ảnh ấy có 784 trọng số, "
    "mỗi điểm ảnh một trọng số. Xếp các trọng số thành 28 hàng, 28 cột",
    en="An image of MNIST has 784 pixels (điểm ảnh), and that means 784 inputs. A neuron that looks at it therefore "
    "has 784 weights, one for each pixel. Arrange the weights in 28 rows of 28",
)
def test_a_pixel_without_ink_keeps_its_weights_of_0_and_the_others_learn(run: Run) -> None:
    kernel = run.names["model"].get_weights()[0]
    assert kernel.shape == (28 * 28, 10) == (784, 10)
    ink = DIGITS.train_images.max(axis=0).flatten() > 0
    assert 0 < ink.sum() < 784
    assert not kernel[~ink].any()
    assert (np.abs(kernel[ink]).max(axis=1) > 0).all()


@claims(
    "learn",
    vi="độ dốc của mỗi điểm là xác suất trừ đi nhãn one-hot, tức là 1 ở nhãn đúng và 0 ở các nhãn khác",
    en="the slope of each score is the probability minus the one-hot label, which is 1 at the right label and 0 at the "
    "others",
)
@claims(
    "learn",
    vi="Độ dốc của một trọng số vẫn là độ dốc ấy nhân với đầu vào, ở đây là điểm ảnh",
    en="The slope of a weight is still that slope times the input, here the pixel",
)
def test_the_slope_of_a_neuron_s_weight_is_the_pixel_times_the_neuron_s_own_slope(run: Run) -> None:
    model = run.names["model"]
    image, label = DIGITS.val_images[:1], DIGITS.val_one_hot[:1]
    of_kernel, of_biases = slopes(model, image, label)
    assert np.allclose(of_kernel, np.outer(image.flatten(), of_biases), atol=1e-6)
    # With softmax, the slope of a neuron's sum is its probability less what the label asks for.
    assert np.allclose(of_biases, model.predict(image, verbose=0)[0] - label[0], atol=1e-6)


@claims(
    "learn",
    vi="Nơ-ron nào cho tổng kể cả bias lớn nhất? Chữ số của nơ-ron ấy là câu trả lời của mạng một lớp",
    en="Which neuron has the largest sum, bias included? Its digit is the answer of the one-layer network",
)
def test_the_one_neuron_s_sum_and_bias_are_what_the_network_adds_up(run: Run) -> None:
    kernel, biases = run.names["model"].get_weights()
    image = run.names["image"]
    total = run.names["products"].sum() + run.names["biases"][3]
    sums = image.flatten() @ kernel + biases
    assert total == pytest.approx(sums[3], abs=1e-4)
    powers = [math.e**each for each in sums]
    assert sums.argmax() == run.names["model"].predict(image[None], verbose=0).argmax()
    assert np.allclose(run.names["model"].predict(image[None], verbose=0)[0], np.array(powers) / sum(powers), atol=1e-5)
