"""What the page `sequential` says of Keras and of its networks; test_sequential_record.py has what it says of MNIST."""

import inspect
import math
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import pytest

from examples.runner.quiet import import_keras
from tests.support.claims import claims
from tests.support.digits import DIGITS
from tests.support.programs import Run, run_of, script
from tests.support.reading import LESSONS, plain, recorded, recorded_value

pytestmark = pytest.mark.keras

# Keras' modules are imported late and without types.
Model: TypeAlias = Any


def fresh(model: Model, **settings: object) -> Model:
    """The same layers with new weights, compiled as the lesson does."""
    keras = import_keras()
    model = keras.models.clone_model(model)
    defaults = {"loss": "categorical_crossentropy", "optimizer": "adam", "metrics": ["accuracy"]}
    model.compile(**defaults | settings)
    return model


def summary(model: Model, width: int) -> str:
    lines: list[str] = []
    model.summary(line_length=width, print_fn=lambda text, line_break=None: lines.append(text))
    return "\n".join(lines).strip()


@pytest.fixture
def run() -> Run:
    return run_of("sequential")


@pytest.fixture
def model(run: Run) -> Model:
    return run.names["model"]


# Ready-made networks


@claims(
    "sequential",
    vi="Cả hai đều không dành cho ảnh xám 28×28 của chữ số",
    en="Neither is made for grey 28×28 images of digits",
)
@claims(
    "sequential",
    vi="Hàm classification_model() không có trong Keras (W5)",
    en="Keras has no function classification_model() (W5)",
)
def test_the_ready_made_image_networks_are_not_for_grey_images_of_28_by_28() -> None:
    keras = import_keras()
    assert not hasattr(keras, "classification_model")
    with pytest.raises(ValueError, match="Input size must be at least 32x32"):
        keras.applications.MobileNetV2(input_shape=(28, 28, 1), weights=None)


# The layers


@claims(
    "sequential",
    vi="vì cả hai cho ra cùng một mạng",
    en="either way is fine, as both make the same network",
)
@claims(
    "sequential",
    vi="bắt đầu bằng keras.Sequential() rỗng rồi gọi model.add(...) cho từng lớp. Hai cách viết cho cùng kết quả",
    en="start from an empty keras.Sequential() and call model.add(...) for each layer. The result is the same",
)
def test_a_list_of_layers_and_add_and_the_functional_api_make_the_same_network(model: Model) -> None:
    keras = import_keras()
    added = keras.Sequential()
    added.add(keras.Input(shape=(28, 28)))
    start = end = keras.Input(shape=(28, 28))
    for layer in model.layers:
        added.add(type(layer).from_config(layer.get_config()))
        end = type(layer).from_config(layer.get_config())(end)
    images = np.random.default_rng(0).random((3, 28, 28))
    for other in (added, keras.Model(start, end)):
        other.set_weights(model.get_weights())
        shapes = [layer.output.shape for layer in other.layers]
        assert shapes[-len(model.layers) :] == [layer.output.shape for layer in model.layers]
        assert np.array_equal(other.predict(images, verbose=0), model.predict(images, verbose=0))


@claims(
    "sequential",
    vi="keras.Input(shape=(28, 28)) cho biết mỗi ảnh là một bảng 28×28 số. Số ảnh không nằm trong shape, "
    "vì mạng nhận bao nhiêu ảnh một lúc cũng được",
    en="keras.Input(shape=(28, 28)) says that each image is a table of 28×28 numbers. "
    "The number of images is not part of shape, as the network can take any number of images at once",
)
def test_the_network_takes_any_number_of_images_of_28_by_28(model: Model) -> None:
    assert model.input_shape == (None, 28, 28)
    assert [len(model(DIGITS.test_images[:number])) for number in (1, 2, 7)] == [1, 2, 7]


@claims(
    "sequential",
    vi="Nếu thiếu dòng này, phải đến khi nhận dữ liệu lần đầu, mạng mới có trọng số. "
    "Trước lúc đó, bảng summary() chỉ in được ? ở chỗ kích thước và 0 (unbuilt) ở chỗ tham số",
    en="Without this line, the network has no weights until it first receives data. "
    "Until then, summary() can print only ? for the shapes and 0 (unbuilt) for the parameters",
)
def test_without_an_input_the_network_has_no_weights_until_it_receives_data() -> None:
    keras = import_keras()
    without = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10)])
    assert without.weights == []
    table = summary(without, 70)
    assert "│ ? " in table
    assert "0 (unbuilt)" in table
    without(DIGITS.test_images[:1])
    assert [weights.shape for weights in without.weights] == [(784, 10), (10,)]


@claims(
    "sequential",
    vi="Flatten trải phẳng (flatten) bảng 28×28, tức là nối các hàng của bảng thành một hàng dài 28·28 = 784 số. "
    "Lớp này chỉ xếp lại các số, không có gì để học, nên không có tham số (parameter) nào",
    en="to flatten (trải phẳng) a table of 28×28 is to join its rows into one long row of 28·28 = 784 numbers. "
    "The layer only rearranges them. There is nothing to learn, so it has no parameters (tham số)",
)
@claims(
    "sequential",
    vi="(None, 784) nghĩa là mỗi ảnh thành 784 số",
    en="(None, 784) means that each image becomes 784 numbers",
)
def test_flatten_joins_the_rows_of_28_by_28_to_784_numbers_and_has_0_parameters(model: Model) -> None:
    flatten = model.layers[0]
    image = np.arange(28 * 28, dtype="float32").reshape(1, 28, 28)
    assert np.array_equal(flatten(image), np.arange(784).reshape(1, 784))
    assert flatten.count_params() == 0
    assert flatten.output.shape == (None, 784)


@claims("sequential", vi="Dense(256) là một lớp gồm 256 nơ-ron (neuron)", en="Dense(256) is a layer of 256 neurons")
@claims(
    "sequential",
    vi="Số nơ-ron của hai lớp đầu, 256 và 128, là do người viết chọn; chọn số khác cũng được",
    en="The sizes of the first two layers, 256 and 128, are a choice; others would work too",
)
@claims(
    "sequential",
    vi="thì phải có 10 nơ-ron, mỗi chữ số một nơ-ron",
    en="so it has 10 neurons, one for each",
)
def test_the_dense_layers_have_256_128_and_10_neurons(model: Model) -> None:
    assert [layer.units for layer in model.layers[1:]] == [256, 128, 10]
    assert [layer.activation.__name__ for layer in model.layers[1:]] == ["relu", "relu", "softmax"]


@claims(
    "sequential",
    vi="Con số này là đối số đầu tiên của Dense, tên là units",
    en="This number is the first argument of Dense, called units",
)
def test_units_is_the_first_argument_of_dense() -> None:
    _, first, *_ = inspect.signature(import_keras().layers.Dense.__init__).parameters
    assert first == "units"


@claims(
    "sequential",
    vi="nhân mỗi đầu vào với một trọng số riêng, cộng các tích lại, rồi cộng thêm bias. "
    "Sau đó, lớp đưa các tổng ấy qua hàm kích hoạt (activation function) của lớp",
    en="it multiplies each input by a weight of its own, adds the products up, and adds its bias. "
    "Then the layer passes the sums through its activation function (hàm kích hoạt)",
)
@claims(
    "sequential",
    vi="mỗi nơ-ron nhận tất cả các số mà lớp trước đưa ra",
    en="each neuron takes all the numbers that the layer before gives out",
)
def test_a_dense_layer_is_weights_times_inputs_plus_biases_through_the_activation(model: Model) -> None:
    inputs = np.random.default_rng(0).random((3, 784)).astype("float32")
    weights, biases = model.layers[1].get_weights()
    assert np.allclose(model.layers[1](inputs), np.maximum(0, inputs @ weights + biases), atol=1e-5)


@claims(
    "sequential",
    vi="Ban đầu, các trọng số là những số ngẫu nhiên nhỏ, còn các bias đều bằng 0",
    en="At first the weights are small random numbers, and all biases are 0",
)
def test_at_first_the_weights_are_small_random_numbers_and_the_biases_0(model: Model) -> None:
    for layer in fresh(model).layers[1:]:
        weights, biases = layer.get_weights()
        assert len(np.unique(weights)) > 0.9 * weights.size
        assert np.abs(weights).max() < 0.25
        assert not biases.any()


@claims(
    "sequential",
    vi="là hàm max(0, x) mà bạn đã biết: số âm thành 0, số dương giữ nguyên",
    en="is the function max(0, x) that you know: a negative number becomes 0, a positive one stays as it is",
)
def test_relu_makes_negative_numbers_0_and_keeps_the_others() -> None:
    keras = import_keras()
    assert np.array_equal(keras.activations.relu(np.array([-2.0, 0.0, 3.0])), [0, 0, 3])


@claims(
    "sequential",
    vi="hàm này biến mười điểm bất kỳ thành mười số không âm có tổng bằng 1. Số nào lớn nhất vẫn lớn nhất",
    en="this function turns any ten scores into ten numbers that are not negative and sum to 1. The largest "
    "stays the largest",
)
def test_softmax_gives_numbers_that_sum_to_1_in_the_order_of_those_it_got() -> None:
    keras = import_keras()
    numbers = np.array([[3.0, -1.0, 0.5, 2.0, 0.0, -4.0, 1.0, 1.5, -2.0, 2.5]])
    result = np.asarray(keras.activations.softmax(numbers))
    assert numbers.shape == result.shape == (1, 10)
    assert math.isclose(result.sum(), 1, abs_tol=1e-6)
    assert (result >= 0).all()
    assert np.array_equal(result.argsort(), numbers.argsort())


@claims(
    "sequential",
    vi="ReLU tính riêng cho từng nơ-ron, còn softmax cần kết quả của cả mười nơ-ron",
    en="While ReLU works on each neuron by itself, softmax needs the results of all ten",
)
def test_another_neuron_s_result_changes_what_softmax_makes_of_the_others_and_not_what_relu_does() -> None:
    activations = import_keras().activations
    ten = np.arange(10.0).reshape(1, 10)
    other = ten.copy()
    other[0, 9] = 20
    assert (np.asarray(activations.softmax(ten))[0, :9] != np.asarray(activations.softmax(other))[0, :9]).all()
    assert np.array_equal(np.asarray(activations.relu(ten))[0, :9], np.asarray(activations.relu(other))[0, :9])


@claims(
    "sequential",
    vi="ReLU giữ nguyên các điểm 2, 1 và 0 của bài trước, mà tổng của chúng là 3. Nếu cả ba điểm đều âm, "
    "ReLU cho toàn số 0",
    en="ReLU leaves the previous lesson's scores 2, 1 and 0 as they are, and they sum to 3. If all three "
    "were negative, ReLU would make each of them 0",
)
def test_relu_makes_nothing_that_sums_to_1_of_the_sums_2_1_and_0_to_which_softmax_was_put_before() -> None:
    results = np.array([[2.0, 1.0, 0.0]])
    assert "scores = np.array([2, 1, 0])" in script("learn").cell("softmax").code
    assert LESSONS.index("sequential") - LESSONS.index("learn") == 1
    relu = import_keras().activations.relu
    assert results.size == 3
    assert np.array_equal(relu(results), results)
    assert results.sum() == 3
    assert not np.asarray(relu(np.array([[-2.0, -1.0, -3.0]]))).any()


@claims(
    "sequential",
    vi="Softmax đổi ba điểm bằng nhau thành gì? Bạn hãy tự tính bằng tay: dù chúng bằng bao nhiêu, mỗi số "
    "đều thành một phần ba",
    en="What does softmax make of three equal scores? Work it out by hand: whatever they are, each becomes a third",
)
@pytest.mark.parametrize("result", [-4.0, 0.0, 7.5])
def test_softmax_makes_a_third_of_each_of_three_equal_results(result: float) -> None:
    shares = np.asarray(import_keras().activations.softmax(np.full((1, 3), result)))
    assert shares.shape == (1, 3)
    assert np.allclose(shares, 1 / 3)


@claims(
    "sequential",
    vi="Nối hai lớp như vậy lại, chúng ta vẫn chỉ được phép nhân và phép cộng, tức là chỉ bằng một lớp",
    en="Join two such layers, and you still only multiply and add: one layer could do the same",
)
@claims(
    "sequential",
    vi="ReLU xen một bước phi tuyến vào giữa hai lớp, tức là một bước không viết được bằng hai phép tính ấy",
    en="ReLU puts a nonlinear step between two layers, a step that multiplying and adding can't express",
)
def test_two_dense_layers_without_activation_are_one_and_with_relu_are_not() -> None:
    _, first, second, _ = run_of("solutions/sequential").names["linear"].layers
    (w1, b1), (w2, b2) = first.get_weights(), second.get_weights()
    images = DIGITS.test_images[:100].reshape(-1, 784)
    one = images @ (w1 @ w2) + (b1 @ w2 + b2)
    assert np.allclose(second(first(images)), one, atol=1e-3)
    relu = import_keras().activations.relu
    assert not np.allclose(second(relu(first(images))), one, atol=1e-1)


@claims(
    "sequential",
    vi="chia cho 10 cũng là nhân với 0,1. Lớp sau chỉ cần trọng số nhỏ hơn là làm được như vậy",
    en="to divide by 10 is to multiply by 0.1. The next layer can do as much with smaller weights",
)
@claims(
    "sequential",
    vi="Vẫn chỉ có nhân và cộng, nên hai lớp nối bằng hàm này vẫn gộp được thành một",
    en="That is still multiplying and adding, so two layers joined by it can still be merged into one",
)
@claims(
    "sequential",
    vi="Đường biểu diễn của hàm này gập lại ở 0, như của ReLU. Phép nhân và phép cộng chỉ cho đường thẳng",
    en="Its line has a bend at 0, as that of ReLU has. Multiplying and adding only make straight lines",
)
@pytest.mark.parametrize(
    ("function", "merges"),
    [(lambda x: x / 10, True), (lambda x: 2 * x + 1, True), (abs, False)],
    ids=["x / 10", "2 * x + 1", "abs(x)"],
)
def test_two_layers_joined_by_x_over_10_or_2x_plus_1_are_one_and_by_abs_are_not(
    function: Callable[[np.ndarray], np.ndarray], merges: bool
) -> None:
    random = np.random.default_rng(0)
    first, second, biases = random.normal(size=(4, 3)), random.normal(size=(3, 2)), random.normal(size=3)
    one, other = random.normal(size=(2, 20, 4))

    def joined(inputs: np.ndarray) -> np.ndarray:
        return function(inputs @ first + biases) @ second

    # What a single layer computes, it computes of the middle of two inputs as the middle of both results.
    assert np.allclose(joined((one + other) / 2), (joined(one) + joined(other)) / 2) == merges


@claims("sequential", vi="softmax cho ra mười số", en="softmax gives out ten numbers")
@claims("sequential", vi="Số nào cũng gần bằng 0", en="All ten numbers are close to 0")
@claims(
    "sequential",
    vi="Tổng của mười số phải bằng 1, nên không thể số nào cũng gần bằng 0",
    en="They have to add up to 1, so they can't all be close to 0",
)
@claims("sequential", vi="Tổng của mười số bằng 1", en="The ten numbers add up to 1")
@claims(
    "sequential",
    vi="Softmax đổi những điểm nào cũng thành các số có tổng bằng 1, dù ảnh là gì",
    en="Whatever the scores are, softmax turns them into numbers that sum to 1",
)
@claims("sequential", vi="Không số nào gần bằng 1", en="No number is close to 1")
def test_whatever_the_image_is_the_numbers_sum_to_1_and_one_of_them_may_be_close_to_1(model: Model) -> None:
    no_digits = np.random.default_rng(0).random((100, 28, 28)) * np.linspace(0, 50, 100).reshape(100, 1, 1)
    probabilities = model.predict(no_digits, verbose=0)
    assert probabilities.shape[1] == 10
    assert probabilities.sum(axis=1) == pytest.approx(1, abs=1e-5)
    assert (probabilities.max(axis=1) >= 0.1).all()
    assert probabilities.max() > 0.99


# Parameters and the summary


@claims(
    "sequential",
    vi="Một lớp Dense có một trọng số cho mỗi cặp đầu vào và nơ-ron, cộng một bias cho mỗi nơ-ron",
    en="A Dense layer has one weight for each pair of an input and a neuron, and one bias for each neuron",
)
@claims("sequential", vi="Dense(256) | 784·256 + 256 | 200.960", en="Dense(256) | 784·256 + 256 | 200,960")
@claims("sequential", vi="Dense(128) | 256·128 + 128 | 32.896", en="Dense(128) | 256·128 + 128 | 32,896")
@claims("sequential", vi="Dense(10) | 128·10 + 10 | 1.290", en="Dense(10) | 128·10 + 10 | 1,290")
@claims("sequential", vi="Cả mạng | | 235.146", en="The whole network | | 235,146")
@claims(
    "sequential",
    vi="Phần lớn tham số nằm ở lớp Dense đầu tiên, vì lớp này nhận nhiều đầu vào nhất",
    en="Most of the parameters are in the first Dense layer, as it has the most inputs",
)
def test_the_layers_have_the_parameters_that_the_table_counts_most_of_them_the_first(model: Model) -> None:
    shapes = [[weights.shape for weights in layer.get_weights()] for layer in model.layers[1:]]
    assert shapes == [[(784, 256), (256,)], [(256, 128), (128,)], [(128, 10), (10,)]]
    counted = [784 * 256 + 256, 256 * 128 + 128, 128 * 10 + 10]
    assert counted == [200_960, 32_896, 1_290]
    assert [layer.count_params() for layer in model.layers[1:]] == counted
    assert sum(counted) == model.count_params() == 235_146
    assert counted[0] > 235_146 / 2


@claims(
    "sequential",
    vi="Nếu lớp Dense đầu tiên chỉ còn một nửa số nơ-ron, cả mạng bớt đi bao nhiêu tham số",
    en="If the first Dense layer had only half its neurons, how many fewer parameters would the whole network have",
)
@claims(
    "sequential",
    vi="Bạn đã tính trọng số ở cả hai lớp. Mỗi nơ-ron bớt đi còn mang theo một bias",
    en="You have counted the weights of both layers. Each neuron that goes takes a bias with it, too",
)
@claims(
    "sequential",
    vi="Hãy cộng phần bớt đi ở hai lớp: lớp ấy mất một nửa số nơ-ron, lớp sau mất một nửa số đầu vào",
    en="Add up what goes from two layers: this one loses half its neurons, and the next one half its inputs",
)
def test_half_the_neurons_of_the_first_layer_take_parameters_from_it_and_from_the_next_layer(model: Model) -> None:
    keras = import_keras()
    layers = keras.layers
    smaller = keras.Sequential(
        [keras.Input((28, 28)), layers.Flatten(), layers.Dense(128), layers.Dense(128), layers.Dense(10)]
    )
    fewer = [
        whole.count_params() - half.count_params() for whole, half in zip(model.layers, smaller.layers, strict=True)
    ]
    assert [number > 0 for number in fewer] == [False, True, True, False]
    values = {name: recorded_value("sequential", f"half-the-neurons-{name}") for name in ("both-layers", "own-layer")}
    assert values == {"both-layers": sum(fewer), "own-layer": fewer[1]}


@claims("sequential", vi="Bạn đưa một lô 32 ảnh qua mạng", en="You send a batch of 32 images through the network")
@claims("sequential", vi="Mỗi ảnh cho một hàng mười số", en="Each image gives a row of ten numbers")
@claims("sequential", vi="Sau lớp ấy còn ba lớp nữa", en="After it come three more layers")
def test_a_batch_of_32_images_gives_32_rows_of_ten_numbers_after_flatten_and_three_more_layers(model: Model) -> None:
    assert list(recorded_value("sequential", "shape-of-a-batch-result")) == [32, 10]
    assert [type(layer).__name__ for layer in model.layers] == ["Flatten", "Dense", "Dense", "Dense"]


@claims(
    "sequential",
    vi="Mỗi tham số là một số thực (float) bốn byte",
    en="Each of them is a float (số thực) of four bytes",
)
def test_a_parameter_takes_four_bytes(model: Model) -> None:
    assert {weights.dtype for weights in model.get_weights()} == {np.dtype("float32")}
    assert np.dtype("float32").itemsize == 4


def test_the_recorded_summary_is_that_of_the_network(run: Run) -> None:
    assert recorded("sequential")["summary"].text.split() == plain(run.printed["summary"]).split()


@claims(
    "sequential",
    vi="Nếu bạn gọi summary() sau khi huấn luyện, bảng có thêm dòng Optimizer params: "
    "những con số mà bộ tối ưu (optimizer) tự ghi nhớ. Total params khi đó tính cả những con số ấy",
    en="If you call summary() after training, there is one more line, Optimizer params: "
    "numbers that the optimizer (bộ tối ưu) keeps for itself. Total params then counts them too",
)
def test_after_training_the_summary_counts_the_optimizer_s_numbers_too(model: Model) -> None:
    table = summary(model, 63)
    total = 235_146 + sum(math.prod(variable.shape) for variable in model.optimizer.variables)
    assert "Optimizer params:" in table
    assert f"Total params: {total:,} " in table


# compile


@claims(
    "sequential",
    vi="categorical_crossentropy là tên của −ln p, trong đó p là xác suất mà mạng dành cho nhãn đúng",
    en="categorical_crossentropy is the name of −ln p, where p is the probability that the network gives to the right",
)
@pytest.mark.parametrize("probability", [0.9, 0.1])
def test_the_loss_is_minus_ln_of_the_probability_of_the_right_label(probability: float) -> None:
    predicted = np.full((1, 10), (1 - probability) / 9)
    predicted[0, 3] = probability
    loss = float(import_keras().losses.categorical_crossentropy(np.eye(10)[[3]], predicted)[0])
    assert loss == pytest.approx(-math.log(probability), abs=1e-6)


@claims(
    "sequential",
    vi='"adam" là cách viết tắt của keras.optimizers.Adam(learning_rate=0.001)',
    en='"adam" is short for keras.optimizers.Adam(learning_rate=0.001)',
)
@claims(
    "train",
    vi='"adam" là cách viết tắt của keras.optimizers.Adam(), với tốc độ học 0,001',
    en='"adam" is short for keras.optimizers.Adam(), with a learning rate of 0.001',
)
def test_adam_is_short_for_the_optimizer_adam_with_a_learning_rate_of_0_001(model: Model) -> None:
    keras = import_keras()
    short = keras.optimizers.get("adam")
    assert type(model.optimizer) is type(short) is keras.optimizers.Adam
    # Keras numbers the names.
    for long in (keras.optimizers.Adam(learning_rate=0.001), keras.optimizers.Adam()):
        assert short.get_config() | {"name": ""} == long.get_config() | {"name": ""}
    assert float(short.learning_rate) == pytest.approx(0.001)


@claims(
    "sequential",
    vi="Như bạn đã làm từng bước, bộ tối ưu chỉnh mỗi tham số ngược dấu độ dốc của nó",
    en="As you did step by step, it adjusts each parameter against the sign of its slope",
)
@claims(
    "sequential",
    vi="Khác với SGD, vốn đi đúng những bước bạn tự tính, Adam còn tự điều chỉnh bước cho từng tham số",
    en="Unlike SGD, which took the same steps as you, Adam also adapts its step to each parameter",
)
def test_both_optimizers_go_against_the_gradient_sgd_by_its_size_and_adam_as_far_for_a_small_one() -> None:
    keras = import_keras()
    assert recorded_value("learn", "by-keras") == pytest.approx(recorded_value("learn", "by-hand"), abs=1e-5)
    for optimizer, expected in ((keras.optimizers.SGD, [-0.3, 0.003]), (keras.optimizers.Adam, [-0.1, 0.1])):
        parameters = keras.Variable([1.0, 1.0])
        optimizer(learning_rate=0.1).apply([keras.ops.convert_to_tensor([3.0, -0.03])], [parameters])
        assert np.asarray(parameters) - 1 == pytest.approx(expected, abs=1e-4)


@claims(
    "sequential",
    vi="Nếu bạn đưa thẳng các số nguyên từ 0 đến 9, mỗi ảnh có một số ở bên nhãn mà lại có mười số ở bên mạng, nên fit"
    " dừng lại với một lỗi",
    en="If you pass the integers from 0 to 9, each image has one number on the side of the labels and ten on the side"
    " of the network, so fit stops with an error",
)
def test_integer_labels_from_0_to_9_stop_fit(model: Model) -> None:
    images, labels = DIGITS.train_images[:200], DIGITS.train_labels[:200]
    assert set(labels) == set(range(10))
    assert (labels.shape[1:], model.output_shape[1:]) == ((), (10,))
    with pytest.raises(ValueError, match="must have the same rank"):
        fresh(model).fit(images, labels, batch_size=128, verbose=0)


# evaluate, predict


@claims("sequential", vi="evaluate không sửa tham số nào", en="evaluate changes no parameter")
def test_evaluate_changes_no_parameter(run: Run, model: Model) -> None:
    before = model.get_weights()
    model.evaluate(run.names["X_val"], run.names["y_val"], verbose=0)
    assert all(np.array_equal(*pair) for pair in zip(before, model.get_weights(), strict=True))


@claims(
    "sequential",
    vi="ảnh có chỉ số 1998 của tập kiểm tra, đếm từ 0. Ảnh này phải được chia cho 255",
    en="the one with index 1998 of the test set, counted from 0. It has to be divided by 255",
)
@claims(
    "sequential",
    vi="predict luôn nhận một lô ảnh, kể cả khi chỉ có một ảnh. Vì vậy, chúng ta viết test_images[1998:1999]: "
    "một lát cắt gồm một ảnh, kích thước (1, 28, 28). Kết quả có kích thước (1, 10): "
    "một hàng mười xác suất, vị trí đầu cho chữ số 0, vị trí cuối cho chữ số 9",
    en="predict always takes a batch of images, even if there is only one. "
    "That is why we write test_images[1998:1999]: a slice of one image, of shape (1, 28, 28). "
    "The result has the shape (1, 10): one row of ten probabilities, the first for a 0, the last for a 9",
)
def test_predict_gives_a_row_of_ten_probabilities_for_a_batch_of_one_image(run: Run) -> None:
    images = run.names["test_images"]
    assert images[1998:1999].shape == run.names["image"].shape == (1, 28, 28)
    # Numbers count from 0, so image 1998 is the last of the first 1999.
    assert np.array_equal(images[1998:1999][0], images[:1999][-1])
    assert np.allclose(run.names["image"] * 255, images[1998:1999])
    assert run.names["probabilities"].shape == (1, 10)
    # The network reads both 0 and 9 well, so the first and the last probability must be theirs.
    for digit, place in ((0, 0), (9, -1)):
        of_digit = run.names["model"].predict(DIGITS.test_images[DIGITS.test_labels == digit], verbose=0)
        assert of_digit[:, place].mean() > 0.5


@claims(
    "sequential",
    vi="test_images[1998] chỉ có kích thước (28, 28), thiếu trục đầu tiên, trục của lô, nên predict từ chối ảnh ấy",
    en="test_images[1998] has only the shape (28, 28): the axis of the batch, the first one, is missing, so predict"
    " refuses the image",
)
@claims(
    "sequential",
    vi="nếu trước đó đã có một lần predict đúng, thông báo lại là một câu khó hiểu, dù nguyên nhân vẫn vậy: "
    "Cannot take the length of shape with unknown rank",
    en="after a correct predict, the message is a puzzling one, though the cause is the same: "
    "Cannot take the length of shape with unknown rank",
)
@claims(
    "sequential",
    vi="Lời gọi reshape(1, 28, 28, 1) thừa một trục ở cuối, nên có thể dẫn đến thông báo khó hiểu ở trên (W11)",
    en="The call reshape(1, 28, 28, 1) makes one axis too many, at the end, "
    "which can lead to the puzzling message above (W11)",
)
def test_one_image_without_the_batch_axis_is_refused(run: Run, model: Model) -> None:
    clone = fresh(model)
    image = run.names["test_images"][1998].astype("float32") / 255
    assert image.shape == (28, 28)
    with pytest.raises(ValueError, match="incompatible shape"):
        clone.predict(image, verbose=0)
    # After a correct call, a missing axis, or one too many, gives the message that is hard to understand.
    clone.predict(image[np.newaxis], verbose=0)
    for wrong in (image, image.reshape(1, 28, 28, 1)):
        with pytest.raises(ValueError, match=r"Cannot take the length of shape with unknown rank\."):
            clone.predict(wrong, verbose=0)


# Exercises


@claims("sequential", vi="Hai dòng in ra cùng một số: 25.450", en="Both lines print the same number: 25,450")
@claims(
    "sequential",
    vi="lớp Dense đầu tiên có số nơ-ron giảm tám lần, mạng lại bớt đi một lớp, nên số tham số của cả mạng giảm "
    "khoảng chín lần",
    en="the first Dense layer has an eighth of the neurons, and there is one layer fewer, so the whole network has "
    "about a ninth of the parameters",
)
def test_the_smaller_network_has_25_450_parameters_about_a_ninth(model: Model) -> None:
    run = run_of("solutions/sequential")
    small = run.names["small"]
    assert run.printed["count"] == f"{small.count_params()}\n" * 2 == "25450\n25450\n"
    assert model.layers[1].units / small.layers[1].units == 8
    assert len(model.layers) - len(small.layers) == 1
    assert round(model.count_params() / small.count_params()) == 9


@claims(
    "sequential",
    vi="Số tham số vẫn như cũ, nhưng khi không có hàm kích hoạt, ba lớp Dense chỉ làm được việc của "
    "lớp Dense(10) duy nhất trong mạng một lớp, vốn chỉ có 784·10 + 10 = 7.850 tham số",
    en="The network has as many parameters as before, but without an activation function the three Dense layers "
    "can only do what the single Dense(10) of the one-layer network does, "
    "which has just 784·10 + 10 = 7,850 parameters",
)
def test_three_layers_without_activation_are_one_layer_of_7_850_parameters() -> None:
    keras = import_keras()
    run = run_of("solutions/sequential")
    linear = run.names["linear"]
    assert [type(layer).__name__ for layer in linear.layers] == ["Flatten", "Dense", "Dense", "Dense"]
    assert linear.count_params() == 235_146
    one = keras.Sequential(
        [keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")]
    )
    assert one.count_params() == recorded_value("learn", "parameters") == 784 * 10 + 10 == 7_850
    (w1, b1), (w2, b2), (w3, b3) = (layer.get_weights() for layer in linear.layers[1:])
    one.set_weights([w1 @ w2 @ w3, (b1 @ w2 + b2) @ w3 + b3])
    images = run.names["X_val"][:100]
    assert np.allclose(one.predict(images, verbose=0), linear.predict(images, verbose=0), atol=1e-4)


@claims(
    "sequential",
    vi="Hàm này tính ra cùng một con số như categorical_crossentropy với nhãn one-hot",
    en="It computes the same number as categorical_crossentropy does from one-hot labels",
)
@claims(
    "sequential",
    vi="Nhãn nguyên còn gọn hơn: mỗi ảnh chỉ cần một số thay vì mười",
    en="Integer labels are also smaller: one number for each image instead of ten",
)
def test_both_losses_compute_the_same_number_one_from_one_number_an_image_the_other_from_ten() -> None:
    keras = import_keras()
    run = run_of("solutions/sequential")
    labels = run.names["labels"][-100:].astype(int)
    assert labels.shape == (100,)
    assert keras.utils.to_categorical(labels, 10).shape == (100, 10)
    predicted = run.names["sparse"].predict(run.names["X_val"][-100:], verbose=0)
    assert np.allclose(
        keras.losses.sparse_categorical_crossentropy(labels, predicted),
        keras.losses.categorical_crossentropy(np.eye(10)[labels], predicted),
        atol=1e-6,
    )
    assert run.names["val_accuracy"] >= 0.90
