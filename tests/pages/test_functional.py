"""What the page `functional` says of Keras and of its models; `test_functional_record.py` tests the recorded runs."""

import math
import re
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
import pytest

from examples.runner.quiet import import_keras
from tests.support.claims import claims
from tests.support.digits import DIGITS
from tests.support.programs import Run, run_of
from tests.support.reading import LANGUAGES, bodies, page, recorded

pytestmark = pytest.mark.keras

# The pages' `text` fences, in their order.
UNEQUAL_SHAPES, NOT_COMPILED = range(2)

# Keras' modules are imported late and without types.
Model: TypeAlias = Any


@pytest.fixture
def run() -> Run:
    return run_of("functional")


@pytest.fixture
def model(run: Run) -> Model:
    return run.names["model"]


def edges(model: Model) -> dict[str, list[str]]:
    """The layers from which each layer of a model takes its input, all by their kind and their output's shape."""
    # Only the model's own nodes count: a layer has others too if it was called for another model.
    nodes = chain(*model._nodes_by_depth.values())
    tensors = {node.operation: node.input_tensors for node in nodes}
    return {
        described(layer): [described(tensor._keras_history.operation) for tensor in tensors[layer]]
        for layer in model.layers
    }


def described(layer: Any) -> str:  # noqa: ANN401
    return f"{type(layer).__name__} {'×'.join(map(str, layer.output.shape[1:]))}"


# A stack


@claims(
    "functional",
    vi="Mô hình này có 235.146 tham số (parameter), đúng bằng mạng của bài trước, vì đó là cùng một mạng.",
    en="This model has 235,146 parameters (tham số), just as many as the network of the previous lesson, since it is"
    " the same network.",
)
def test_the_stack_has_the_sequential_model_s_235_146_parameters_and_layers(run: Run) -> None:
    stack, sequential = run.names["stack"], run_of("sequential").names["model"]
    assert stack.count_params() == sequential.count_params() == 235_146
    before = stack.get_weights()
    stack.set_weights(sequential.get_weights())
    images = DIGITS.test_images[:10]
    assert np.array_equal(stack.predict(images, verbose=0), sequential.predict(images, verbose=0))
    stack.set_weights(before)


def test_each_layer_of_the_stack_takes_its_input_from_the_one_before(run: Run) -> None:
    assert edges(run.names["stack"]) == {
        "InputLayer 28×28": [],
        "Flatten 784": ["InputLayer 28×28"],
        "Dense 256": ["Flatten 784"],
        "Dense 128": ["Dense 256"],
        "Dense 10": ["Dense 128"],
    }


@claims(
    "functional",
    vi="vì flatten và ba lớp dense đầu tiên thuộc về chồng ở trên",
    en="because flatten and the first three dense layers belong to the stack above",
)
def test_the_first_names_belong_to_the_stack(run: Run, model: Model) -> None:
    assert [layer.name for layer in run.names["stack"].layers[1:]] == ["flatten", "dense", "dense_1", "dense_2"]
    assert [layer.name for layer in model.layers][1:3] == ["flatten_1", "dense_3"]


@claims(
    "functional",
    vi="inputs là một KerasTensor: nó chỉ biết kích thước (shape) và kiểu của dữ liệu sẽ đến, cùng lớp đã tạo ra nó.",
    en="inputs is a KerasTensor: it only knows the shape (kích thước) and the type of the data to come, and the layer"
    " that made it.",
)
@claims("functional", vi="Lúc này chưa có con số nào chảy qua mạng.", en="No numbers flow through the network yet.")
def test_the_input_is_a_keras_tensor_without_numbers(run: Run, model: Model) -> None:
    inputs = run.names["inputs"]
    assert type(inputs).__name__ == "KerasTensor"
    assert (inputs.shape, inputs.dtype) == ((None, 28, 28), "float32")
    assert inputs._keras_history.operation is model.layers[0]
    with pytest.raises(ValueError, match="symbolic"):
        np.asarray(inputs)


@claims(
    "functional",
    vi="Model(inputs=…, outputs=…) gói tất cả những gì nằm giữa hai đầu thành một mô hình",
    en="Model(inputs=…, outputs=…) wraps all that lies between the two in a model",
)
def test_a_model_is_all_that_lies_between_its_input_and_its_output(run: Run, model: Model) -> None:
    assert (model.input, model.output) == (run.names["inputs"], run.names["outputs"])
    keras = import_keras()
    between = keras.models.Model(inputs=run.names["flat"], outputs=run.names["hidden2"])
    assert [type(layer).__name__ for layer in between.layers] == ["InputLayer", "Dense", "Dense"]


@claims(
    "functional",
    vi="một lớp có thể được gọi nhiều lần. Mọi lần gọi dùng chung các trọng số (weight) của nó",
    en="a layer may be called several times. All the calls share its weights",
)
@claims("functional", vi="mô hình có thể có nhiều đầu vào", en="a model may have several inputs")
def test_a_layer_called_twice_shares_its_weights_and_a_model_may_have_several_inputs() -> None:
    keras = import_keras()
    shared = keras.layers.Dense(3)
    left, right = keras.layers.Input((4,)), keras.layers.Input((4,))
    both = keras.models.Model([left, right], [shared(left), shared(right)])
    assert both.count_params() == shared.count_params() == 4 * 3 + 3
    assert len(both.inputs) == 2


@claims("functional", vi="một mạng mà Sequential không làm được", en="one that Sequential can't")
def test_a_sequential_model_cannot_join(model: Model) -> None:
    keras = import_keras()
    with pytest.raises(ValueError, match="should be called on a list"):
        keras.models.Sequential([keras.layers.Input((28, 28)), keras.layers.Concatenate()])


# The graph


@claims(
    "functional",
    vi="Đồ thị của mô hình, từ trên xuống: Input 28×28, Flatten 784, Dense 16384, Dense 512, Dense 784, Reshape 28×28,"
    " Concatenate 28×56, Flatten 1568, Dense 10.",
    en="The model's graph, from top to bottom: Input 28×28, Flatten 784, Dense 16384, Dense 512, Dense 784, Reshape"
    " 28×28, Concatenate 28×56, Flatten 1568, Dense 10.",
)
@claims(
    "functional",
    vi="một tensor có thể đi tới nhiều lớp, chẳng hạn đi tắt qua vài lớp. Đó là kết nối tắt",
    en="a tensor may go to several layers, and so skip ahead past some of them. That is a skip connection",
)
def test_each_layer_takes_its_input_from_the_layers_that_the_page_says_and_has_the_shape_it_says(model: Model) -> None:
    from_top_to_bottom = {
        "InputLayer 28×28": [],
        "Flatten 784": ["InputLayer 28×28"],
        "Dense 16384": ["Flatten 784"],
        "Dense 512": ["Dense 16384"],
        "Dense 784": ["Dense 512"],
        "Reshape 28×28": ["Dense 784"],
        "Concatenate 28×56": ["InputLayer 28×28", "Reshape 28×28"],
        "Flatten 1568": ["Concatenate 28×56"],
        "Dense 10": ["Flatten 1568"],
    }
    assert list(edges(model).items()) == list(from_top_to_bottom.items())


@claims("functional", vi="Đường dài: ba lớp ẩn", en="The long path: three hidden layers")
@claims(
    "functional",
    vi="2**14 là 16.384 nơ-ron (neuron). Lớp ẩn cuối có 28·28 = 784 nơ-ron, vừa đủ để xếp lại thành một bảng bằng kích"
    " thước của ảnh.",
    en="2**14 is 16,384 neurons (nơ-ron). The last hidden layer has 28·28 = 784 of them, just enough to be arranged in"
    " a table the size of the image.",
)
def test_three_hidden_layers_have_16384_512_and_784_neurons_and_relu(run: Run, model: Model) -> None:
    assert 2**14 == 16_384
    assert 28 * 28 == 784
    hidden = [layer for layer in model.layers if hasattr(layer, "units")][:-1]
    assert [(layer.units, layer.activation.__name__) for layer in hidden] == [
        (16_384, "relu"),
        (512, "relu"),
        (784, "relu"),
    ]
    assert [run.names[name]._keras_history.operation for name in ("hidden1", "hidden2", "hidden3")] == hidden
    assert run.names["reshaped"].shape == run.names["inputs"].shape == (None, 28, 28)
    assert model.layers[-1].activation.__name__ == "softmax"


@claims(
    "functional",
    vi="Lớp cuối cùng vì thế nhìn thấy cả hai: những gì các lớp ẩn tính được, và chính các điểm ảnh",
    en="So the last layer sees both: what the hidden layers have computed, and the pixels",
)
def test_the_last_layer_sees_both_the_hidden_layers_and_the_pixels_themselves(run: Run, model: Model) -> None:
    keras = import_keras()
    images = DIGITS.test_images[:3]
    wanted = [run.names[name] for name in ("joined", "hidden3", "joined_flat")]
    joined, hidden3, joined_flat = keras.models.Model(model.input, wanted).predict(images, verbose=0)
    assert np.array_equal(joined[:, :, :28], images)
    assert np.array_equal(joined[:, :, 28:], hidden3.reshape(3, 28, 28))
    assert np.array_equal(joined_flat, joined.reshape(3, -1))
    assert model.layers[-1].input is run.names["joined_flat"]


@claims(
    "functional",
    vi="Reshape làm ngược lại Flatten: nó xếp 784 số thành bảng 28×28. Concatenate đặt hai bảng cạnh nhau. Nó nối theo"
    " trục cuối cùng: (28, 28) và (28, 28) cho ra (28, 56). Các trục còn lại phải bằng nhau, và đó là lý do cần"
    " Reshape.",
    en="Reshape undoes what Flatten does: it arranges 784 numbers in a table of 28×28. Concatenate puts the two tables"
    " side by side. It joins them along the last axis: (28, 28) and (28, 28) make (28, 56). The other axes have to be"
    " equal, which is why we need the Reshape.",
)
@claims(
    "functional",
    vi="Sau đó Flatten trải bảng 28×56 thành một hàng 1.568 số cho lớp cuối.",
    en="Then Flatten lays the table of 28×56 out as a row of 1,568 numbers for the last layer.",
)
def test_reshape_undoes_flatten_and_concatenate_joins_along_the_last_axis() -> None:
    layers = import_keras().layers
    images = DIGITS.test_images[:2]
    row = layers.Flatten()(images)
    table = layers.Reshape((28, 28))(row)
    joined = layers.Concatenate()([images, table])
    assert (row.shape, table.shape, joined.shape) == ((2, 784), (2, 28, 28), (2, 28, 56))
    assert np.array_equal(table, images)
    assert np.array_equal(joined, np.concatenate([images, images], axis=-1))
    assert layers.Flatten()(joined).shape == (2, 1_568)
    layers.Concatenate()([images, images[:, :, :5]])
    with pytest.raises(ValueError, match="matching shapes except for the concatenation axis"):
        layers.Concatenate()([images, images[:, :27]])


@pytest.mark.parametrize("language", LANGUAGES)
@claims(
    "functional",
    vi="Nếu nối thẳng ảnh với một hàng 784 số, Keras báo lỗi:",
    en="If you join the image with a row of 784 numbers, Keras refuses:",
)
def test_joining_an_image_with_a_row_of_784_numbers_fails_as_the_page_says(language: str) -> None:
    keras = import_keras()
    image = keras.layers.Input((28, 28))
    row = keras.layers.Flatten()(image)
    assert row.shape == (None, 784)
    with pytest.raises(ValueError, match="Concatenate") as caught:
        keras.layers.Concatenate()([image, row])
    assert f"ValueError: {caught.value}" == bodies("functional", language)[UNEQUAL_SHAPES]


@claims(
    "functional",
    vi="Vì đằng nào cũng trải ra, ta có thể nối hai hàng 784 số mà không cần Reshape.",
    en="As it all ends up in one row, we could join two rows of 784 numbers and do without Reshape.",
)
def test_two_rows_of_784_numbers_joined_are_the_same_numbers_in_another_order() -> None:
    layers = import_keras().layers
    image, hidden = DIGITS.test_images[:1], np.arange(784, dtype="float32")[None] / 784
    rows = np.asarray(layers.Concatenate()([layers.Flatten()(image), hidden]))
    tables = np.asarray(layers.Flatten()(layers.Concatenate()([image, layers.Reshape((28, 28))(hidden)])))
    assert rows.shape == tables.shape == (1, 1_568)
    assert not np.array_equal(rows, tables)
    assert np.array_equal(np.sort(rows), np.sort(tables))


# Its summary


def test_the_summary_and_the_parameters_printed_on_the_stand_in_digits_are_those_that_are_recorded(run: Run) -> None:
    for cell in ("stack", "summary"):
        assert run.printed[cell].rstrip("\n") == recorded("functional")[cell].text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_layers_have_the_parameters_that_the_table_counts(language: str, model: Model) -> None:
    rows = re.findall(
        r"^\| (?:`(Dense\(.*\))`|[^|`]+) \| ([^|]*)\| ([\d.,]+) \|$", page("functional", language).text, re.M
    )
    dense = [layer for layer in model.layers if hasattr(layer, "units")]
    counted = [int(re.sub(r"\D", "", parameters)) for _, _, parameters in rows]
    assert counted == [*(layer.count_params() for layer in dense), model.count_params()]
    assert [eval(written.removeprefix("Dense")) for written, _, _ in rows[:-1]] == [layer.units for layer in dense]
    for (_, formula, _), layer in zip(rows, dense, strict=False):
        ins, outs, biases = (int(re.sub(r"\D", "", part)) for part in re.split("[·+]", formula))
        assert (ins, outs, biases) == (*layer.kernel.shape, *layer.bias.shape)


@claims(
    "functional",
    vi="vì bộ tối ưu (optimizer) Adam ghi nhớ thêm hai số cho mỗi tham số",
    en="as the Adam optimizer (bộ tối ưu) remembers two more numbers for each parameter",
)
def test_adam_remembers_two_numbers_for_each_parameter(model: Model) -> None:
    remembered = sum(math.prod(variable.shape) for variable in model.optimizer.variables)
    assert type(model.optimizer).__name__ == "Adam"
    assert remembered // model.count_params() == 2


# Compiled, and not


@pytest.mark.parametrize("language", LANGUAGES)
@claims(
    "functional",
    vi="Gọi fit mà quên compile, bạn sẽ thấy:",
    en="If you call fit and have forgotten compile, you will see:",
)
def test_fit_without_compile_fails_as_the_page_says(language: str, run: Run) -> None:
    with pytest.raises(ValueError, match="compile") as caught:
        run.names["stack"].fit(DIGITS.train_images[:10], DIGITS.train_one_hot[:10], verbose=0)
    assert f"ValueError: {caught.value}" == bodies("functional", language)[NOT_COMPILED]


@claims(
    "functional",
    vi="viết một class Python kế thừa keras.Model (subclassing), khi phép tính cần vòng lặp hay điều kiện",
    en="you write a Python class that inherits from keras.Model, when the computation needs loops or conditions",
)
def test_a_class_that_inherits_from_model_may_loop_and_decide() -> None:
    keras = import_keras()

    class Repeated(keras.Model):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.dense = keras.layers.Dense(4)

        def call(self, numbers: Any) -> Any:  # noqa: ANN401
            while keras.ops.max(keras.ops.abs(numbers)) > 0.5:
                numbers = self.dense(numbers) / 20
            return numbers

    model = Repeated()
    assert np.abs(model(np.full((1, 4), 100, "float32"))).max() <= 0.5
    assert model.count_params() == 4 * 4 + 4
    assert np.array_equal(model(np.full((1, 4), 0.25, "float32")), np.full((1, 4), 0.25))


# Exercises


@pytest.fixture
def solutions() -> Run:
    return run_of("solutions/functional")


@claims(
    "functional",
    vi="Lấy chồng 256–128–10 của bài trước và cho ảnh đã trải đi tắt tới ngay trước lớp cuối.",
    en="Take the 256–128–10 stack of the previous lesson, and let the flattened image skip ahead to just before the"
    " last layer.",
)
@claims(
    "functional",
    vi="Mạng có 242.986 tham số. Lớp cuối nhận thêm 784 đầu vào, mỗi đầu vào nối tới 10 nơ-ron, nên có thêm 7.840 trọng"
    " số.",
    en="The network has 242,986 parameters. The last layer gets 784 more inputs, each connected to 10 neurons, which"
    " makes 7,840 more weights.",
)
def test_a_skip_adds_7_840_weights_to_the_256_128_10_stack(solutions: Run) -> None:
    narrow = solutions.names["narrow"]
    assert edges(narrow) == {
        "InputLayer 28×28": [],
        "Flatten 784": ["InputLayer 28×28"],
        "Dense 256": ["Flatten 784"],
        "Dense 128": ["Dense 256"],
        "Concatenate 912": ["Flatten 784", "Dense 128"],
        "Dense 10": ["Concatenate 912"],
    }
    stack = [layer.units for layer in run_of("sequential").names["model"].layers if hasattr(layer, "units")]
    dense = [layer for layer in narrow.layers if hasattr(layer, "units")]
    assert [layer.units for layer in dense] == stack == [256, 128, 10]
    assert [layer.activation.__name__ for layer in dense] == ["relu", "relu", "softmax"]
    assert narrow.count_params() == 242_986
    assert dense[-1].kernel.shape == (128 + 784, 10)
    assert 242_986 - 235_146 == 784 * 10 == 7_840
    assert solutions.names["test_accuracy"] >= 0.90


@claims(
    "functional",
    vi="Hai đầu ra. Dựng một mạng vừa đọc chữ số, vừa trả lời chữ số ấy chẵn hay lẻ. Hai đầu ra dùng chung lớp ẩn.",
    en="Two outputs. Build a network that reads the digit and also tells whether it is odd or even. The two outputs"
    " share the hidden layer.",
)
@claims(
    "functional",
    vi="Mỗi đầu ra có tên, và compile, fit, evaluate nhận hàm mất mát (loss function), thước đo (metric) và nhãn"
    " (label) theo tên ấy.",
    en="Each output has a name, and by that name compile, fit and evaluate take the loss function (hàm mất mát), the"
    " metric (thước đo) and the labels (nhãn).",
)
def test_the_two_outputs_share_the_hidden_layer_and_are_told_apart_by_their_names(solutions: Run) -> None:
    model = solutions.names["model"]
    assert edges(model) == {
        "InputLayer 28×28": [],
        "Flatten 784": ["InputLayer 28×28"],
        "Dense 256": ["Flatten 784"],
        "Dense 10": ["Dense 256"],
        "Dense 1": ["Dense 256"],
    }
    assert {name: output.shape for name, output in model.output.items()} == {"digit": (None, 10), "odd": (None, 1)}
    answers = model.predict(DIGITS.test_images, verbose=0)
    assert (answers["digit"].argmax(axis=1) == DIGITS.test_labels).mean() >= 0.9
    assert ((answers["odd"][:, 0] > 0.5) == DIGITS.test_labels % 2).mean() >= 0.9


@claims(
    "functional",
    vi="Đầu ra chẵn lẻ chỉ cần một nơ-ron với hàm sigmoid, cho một xác suất (probability) từ 0 đến 1.",
    en="For odd or even, one neuron with the function sigmoid is enough: it gives one probability (xác suất) from 0 to"
    " 1.",
)
def test_the_second_output_is_one_probability_from_0_to_1(solutions: Run) -> None:
    layer = solutions.names["model"].get_layer("odd")
    assert (layer.units, layer.activation.__name__) == (1, "sigmoid")
    odd = solutions.names["model"].predict(DIGITS.test_images, verbose=0)["odd"]
    assert odd.shape[1:] == (1,)
    assert odd.min() >= 0
    assert odd.max() <= 1


def test_the_two_losses_are_added_up(solutions: Run) -> None:
    scores = solutions.names["scores"]
    assert scores["loss"] == pytest.approx(scores["digit_loss"] + scores["odd_loss"], rel=1e-3)
    assert min(scores["digit_accuracy"], scores["odd_accuracy"]) >= 0.90
