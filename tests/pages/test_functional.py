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
from tests.support.programs import Run, run_of, script
from tests.support.reading import LANGUAGES, page, recorded, recorded_value

pytestmark = pytest.mark.keras

# Keras' modules are imported late and without types.
Model: TypeAlias = Any


@pytest.fixture
def run() -> Run:
    return run_of("functional")


@pytest.fixture
def model(run: Run) -> Model:
    """The network with two outputs."""
    return run.names["model"]


@pytest.fixture
def article(run: Run) -> Model:
    """The article's network, which is not trained here."""
    return run.names["article"]


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
    vi="Mô hình này có 235.146 tham số, đúng bằng mạng Sequential, vì có cùng những lớp ấy.",
    en="This model has 235,146 parameters, exactly as many as the Sequential network, because it has the same layers.",
)
def test_the_stack_has_the_sequential_model_s_235_146_parameters_and_layers(run: Run) -> None:
    stack, sequential = run.names["stack"], run_of("sequential").names["model"]
    assert stack.count_params() == sequential.count_params() == 235_146
    before = stack.get_weights()
    stack.set_weights(sequential.get_weights())
    images = DIGITS.test_images[:10]
    assert np.array_equal(stack.predict(images, verbose=0), sequential.predict(images, verbose=0))
    stack.set_weights(before)


@claims(
    "functional",
    vi="Hãy gọi stack.summary() và so kết quả với bảng của mạng Sequential: chỉ có hàng của đầu vào là mới.",
    en="Call stack.summary() and compare what it prints with the table of the Sequential network: only the row of the"
    " input is new.",
)
def test_the_stack_s_summary_is_the_sequential_network_s_with_a_row_for_the_input(run: Run) -> None:
    tables = [summary_cells(model) for model in (run.names["stack"], run_of("sequential").names["model"])]
    stack, sequential = ([row for row in table if len(row) > 1] for table in tables)
    assert [row for row in stack if row not in sequential] == [["input_layer (InputLayer)", "(None, 28, 28)", "0"]]
    assert [row for row in sequential if row not in stack] == []


def summary_cells(model: Model) -> list[list[str]]:
    """The cells of each row of a model's summary."""
    lines: list[str] = []
    model.summary(print_fn=lines.append)
    rows = "\n".join(lines).splitlines()
    return [[cell.strip() for cell in row.strip("│┃").split("│")] for row in rows if row.startswith("│")]


@claims(
    "functional",
    vi="Trong một chồng, mỗi lớp có một lớp đứng trước và một lớp đứng sau.",
    en="In a stack, each layer has one layer before it and one after it.",
)
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
    vi="inputs là một KerasTensor, tức là một chỗ giữ sẵn, chỉ ghi kích thước (shape) và kiểu của dữ liệu sẽ đến, cùng"
    " lớp tạo ra dữ liệu ấy.",
    en="inputs is a KerasTensor, a placeholder that only knows the shape (kích thước) and the type of the data to"
    " come, and the layer that made it.",
)
@claims("functional", vi="Lúc này chưa có con số nào chảy qua mạng.", en="No numbers flow through the network yet.")
def test_the_input_is_a_keras_tensor_without_numbers(run: Run) -> None:
    inputs = run.names["inputs"]
    assert type(inputs).__name__ == "KerasTensor"
    assert (inputs.shape, inputs.dtype) == ((None, 28, 28), "float32")
    assert inputs._keras_history.operation is run.names["stack"].layers[0]
    with pytest.raises(ValueError, match="symbolic"):
        np.asarray(inputs)


@claims(
    "functional",
    vi="keras.Model(inputs=…, outputs=…) gói tất cả những gì nằm giữa hai đầu thành một mô hình",
    en="keras.Model(inputs=…, outputs=…) then wraps all that lies between the two in a model",
)
def test_a_model_is_all_that_lies_between_its_input_and_its_output(run: Run) -> None:
    stack = run.names["stack"]
    assert (stack.input, stack.output) == (run.names["inputs"], run.names["outputs"])
    between = import_keras().Model(inputs=run.names["flat_input"], outputs=run.names["hidden2"])
    assert [type(layer).__name__ for layer in between.layers] == ["InputLayer", "Dense", "Dense"]


@claims(
    "functional",
    vi="Hai dòng tiếp theo đã đặt tên ấy cho kết quả khác",
    en="The next two lines give the name to other results",
)
def test_a_model_that_ends_at_x_is_without_the_last_layer_as_two_lines_gave_the_name_x_anew(run: Run) -> None:
    to_x = import_keras().Model(inputs=run.names["inputs"], outputs=run.names["x"])
    assert to_x.layers == run.names["stack"].layers[:-1]
    assert list(to_x.output_shape) == list(recorded_value("functional", "model-to-x-last-hidden"))
    assert script("functional").cell("stack").code.count("\nx = ") == 1 + 2


@claims(
    "functional",
    vi="Một lớp có thể được gọi nhiều lần, chẳng hạn trên hai ảnh cần so sánh. Mọi lần gọi dùng chung các trọng số"
    " (weight) của lớp.",
    en="A layer may be called several times, for instance on two images that are to be compared. All the calls share"
    " its weights (trọng số).",
)
@claims(
    "functional",
    vi="Chẳng hạn, mạng nhận một ảnh và một đoạn văn bản",
    en="A network may take an image and a text, for instance",
)
@claims(
    "functional",
    vi="rồi gọi lớp ấy trên hai ảnh đã trải phẳng, mỗi ảnh một lần",
    en="and call it on two flattened images, once on each",
)
@claims("functional", vi="Hai lớp thì có từng ấy", en="Two layers would have that many")
@claims(
    "functional",
    vi="Lần gọi thứ hai dùng lại bộ ấy",
    en="The second call uses it again",
)
@claims(
    "functional",
    vi="Đó là số tham số của một lớp nhận hai ảnh nối thành một hàng",
    en="That would be a layer that takes both images joined in one row",
)
def test_a_layer_called_twice_shares_its_weights_and_a_model_may_have_several_inputs() -> None:
    keras = import_keras()
    shared = keras.layers.Dense(3)
    left, right = keras.Input((4,)), keras.Input((4,))
    both = keras.Model([left, right], [shared(left), shared(right)])
    assert both.count_params() == shared.count_params() == 4 * 3 + 3
    assert len(both.inputs) == 2
    assert keras.Model(left, [shared(left), keras.layers.Dense(3)(left)]).count_params() == 2 * shared.count_params()


# Two outputs


@claims(
    "functional",
    vi="Kết quả của lớp ấy, tensor shared, đi tới hai lớp.",
    en="Its result, the tensor shared, then goes to two layers.",
)
@claims(
    "functional",
    vi="Cho đến Dense 128, mạng này là chồng cũ.",
    en="Down to Dense 128, this network is the old stack.",
)
@claims(
    "functional",
    vi="Như vậy, hai đầu ra dùng chung mọi lớp ẩn (hidden layer), tức là các lớp nằm giữa đầu vào và đầu ra, và những"
    " gì các lớp ấy tìm được trong ảnh phải phục vụ cả hai câu hỏi.",
    en="So the two outputs share all the hidden layers (lớp ẩn), which are the layers between the input and the"
    " outputs, and what these find in the image has to serve both questions.",
)
@claims(
    "functional",
    vi="Nhờ đó, các lớp ẩn học từ cả hai câu hỏi cùng một lúc.",
    en="In this way, the hidden layers learn from both questions at once.",
)
@claims(
    "functional",
    vi="Lần này mỗi kết quả có một tên riêng, vì shared được dùng hai lần.",
    en="This time each result has a name of its own, since shared is needed twice.",
)
def test_down_to_the_fork_the_network_is_the_stack_and_both_outputs_take_its_last_hidden_layer(
    run: Run, model: Model
) -> None:
    assert list(edges(model).items()) == [
        ("InputLayer 28×28", []),
        ("Flatten 784", ["InputLayer 28×28"]),
        ("Dense 256", ["Flatten 784"]),
        ("Dense 128", ["Dense 256"]),
        ("Dense 10", ["Dense 128"]),
        ("Dense 1", ["Dense 128"]),
    ]
    stack = edges(run.names["stack"])
    assert list(edges(model).items())[: len(stack)] == list(stack.items())
    assert model.get_layer("digit").input is model.get_layer("odd").input is run.names["shared"]


@claims(
    "functional",
    vi="Một danh sách lớp không diễn tả được chỗ rẽ này, vì danh sách chỉ có một đầu cuối.",
    en="A list of layers can't express this fork, because a list has only one end.",
)
def test_a_sequential_model_of_the_same_layers_has_only_the_last_output() -> None:
    keras = import_keras()
    layers = keras.layers
    ends = [layers.Dense(10, name="digit"), layers.Dense(1, name="odd")]
    listed = keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(128), *ends])
    assert [output.shape for output in listed.outputs] == [(None, 1)]
    assert ends[1].input is ends[0].output


@claims(
    "functional",
    vi="Lớp digit cho mười xác suất (probability), mỗi chữ số một xác suất, như trước. Lớp odd chỉ cho một số, là xác"
    " suất để chữ số ấy lẻ.",
    en="The layer digit gives ten probabilities (xác suất), one for each digit, as before. The layer odd gives a"
    " single one, the probability that the digit is odd.",
)
@claims(
    "functional",
    vi="Vì thế, với một câu hỏi “có hay không”, một nơ-ron (neuron) là đủ. Nếu xác suất lẻ là 0,9 thì xác suất chẵn là"
    " 0,1.",
    en="For a question that is answered by yes or no, one neuron (nơ-ron) is therefore enough. If the probability of"
    " odd is 0.9, that of even is 0.1.",
)
@claims(
    "functional",
    vi='answers["digit"] có mười xác suất cho mỗi ảnh, còn answers["odd"] có một',
    en='answers["digit"] holds ten probabilities for each image, and answers["odd"] holds one',
)
def test_one_output_is_ten_probabilities_and_the_other_that_of_an_odd_digit(run: Run, model: Model) -> None:
    assert {name: answer.shape for name, answer in run.names["answers"].items()} == {"digit": (3, 10), "odd": (3, 1)}
    layer = model.get_layer("odd")
    assert (layer.units, layer.activation.__name__) == (1, "sigmoid")
    answers = model.predict(DIGITS.val_images, verbose=0)
    assert answers["digit"].sum(axis=1) == pytest.approx(1, abs=1e-5)
    assert (answers["digit"].argmax(axis=1) == DIGITS.val_labels).mean() >= 0.9
    assert ((answers["odd"][:, 0] > 0.5) == DIGITS.val_labels % 2).mean() >= 0.9


@claims(
    "functional",
    vi="Hàm này biến một số bất kỳ thành một xác suất: 0 thành 0,5, số dương lớn thành gần 1, số âm lớn thành gần 0.",
    en="It turns any number into a probability: 0 becomes 0.5, a large positive number comes close to 1, and a large"
    " negative one close to 0.",
)
def test_sigmoid_turns_0_into_0_5_and_large_numbers_into_almost_1_or_almost_0() -> None:
    middle, high, low = np.asarray(import_keras().activations.sigmoid(np.array([0.0, 10, -10], "float32")))
    assert middle == 0.5
    assert 0.999 < high < 1
    assert 0 < low < 0.001


@claims(
    "functional",
    vi='name="digit" và name="odd" đặt tên cho lớp, còn outputs={"digit": digit, "odd": odd} đặt tên cho đầu'
    " ra. Các bước sau dùng hai tên này để chỉ rõ đang nói đến đầu ra nào.",
    en='name="digit" and name="odd" name the layers, and outputs={"digit": digit, "odd": odd} names the'
    " outputs. All the following steps use these two names to say which output they mean.",
)
def test_the_dictionary_names_the_outputs_and_name_the_layers() -> None:
    keras = import_keras()
    numbers = keras.Input((4,))
    layers = [keras.layers.Dense(3, activation="softmax", name="one"), keras.layers.Dense(1, name="other")]
    model = keras.Model(numbers, dict(zip(("digit", "odd"), (layer(numbers) for layer in layers), strict=True)))
    assert [layer.name for layer in model.layers[1:]] == ["one", "other"]
    assert list(model.output) == ["digit", "odd"]
    losses = {"digit": "categorical_crossentropy", "odd": "mean_squared_error"}
    model.compile(loss=losses)
    scores = model.evaluate(np.zeros((2, 4)), {"digit": np.eye(3)[:2], "odd": np.zeros(2)}, return_dict=True, verbose=0)
    assert set(scores) == {"loss", "digit_loss", "odd_loss"}


@claims(
    "functional",
    vi="Câu hỏi “có hay không” thì dùng binary_crossentropy, với cùng một cách tính: hàm này xét xác suất mà mạng dành"
    " cho câu trả lời đúng, và xác suất ấy càng thấp thì giá trị mất mát càng lớn.",
    en="A question answered by yes or no takes binary_crossentropy, which works in the same way: it looks at the"
    " probability that the network gives to the right answer, and the lower that is, the larger the loss.",
)
@pytest.mark.parametrize("probability", [0.9, 0.5, 0.1])
def test_binary_crossentropy_is_the_categorical_one_of_two_answers(probability: float) -> None:
    losses = import_keras().losses
    right = np.array([[probability, 1 - probability]], "float32")
    categorical = float(losses.categorical_crossentropy(np.array([[1.0, 0]], "float32"), right)[0])
    odd = float(losses.binary_crossentropy(np.array([[1.0]], "float32"), right[:, :1])[0])
    even = float(losses.binary_crossentropy(np.array([[0.0]], "float32"), right[:, 1:])[0])
    assert categorical == pytest.approx(-math.log(probability), rel=1e-4)
    assert odd == pytest.approx(categorical, rel=1e-4)
    assert even == pytest.approx(categorical, rel=1e-4)


@claims(
    "functional",
    vi="mỗi giá trị mất mát chỉ tác động ngược về những lớp nằm trên đường đi tới đầu ra của nó",
    en="Each loss, though, goes back only to the layers on the way to its own output",
)
@claims("functional", vi="Cả hai lớp ẩn", en="Both hidden layers")
@claims(
    "functional",
    vi="Dù các giá trị mất mát được cộng lại, lớp này chỉ học từ giá trị của riêng mình",
    en="Though the losses are added up, this layer learns only from its own",
)
@claims(
    "functional",
    vi="Lớp này nằm trên đường đi tới odd, nhưng không có trọng số nào để chỉnh",
    en="It lies on the way to odd, but has no weights to adjust",
)
def test_the_loss_of_odd_changes_its_own_layer_and_both_hidden_layers_and_no_other(model: Model) -> None:
    trained = import_keras().models.clone_model(model)
    losses = {"digit": "categorical_crossentropy", "odd": "binary_crossentropy"}
    trained.compile(loss=losses, loss_weights={"digit": 0.0, "odd": 1.0}, optimizer="adam")
    before = {layer.name: layer.get_weights() for layer in trained.layers}
    answers = {"digit": DIGITS.train_one_hot[:128], "odd": DIGITS.train_labels[:128] % 2}
    trained.fit(DIGITS.train_images[:128], answers, batch_size=128, verbose=0)
    changed = [
        layer.name
        for layer in trained.layers
        if any(not np.array_equal(*pair) for pair in zip(before[layer.name], layer.get_weights(), strict=True))
    ]
    assert changed == ["dense_3", "dense_4", "odd"]
    assert trained.get_layer("flatten_1").weights == []


@claims(
    "functional",
    vi="labels % 2 là số dư của phép chia cho 2, bằng 1 với chữ số lẻ và bằng 0 với chữ số chẵn.",
    en="labels % 2 is the remainder of a division by 2, which is 1 for an odd digit and 0 for an even one.",
)
@claims(
    "functional",
    vi="Giờ mỗi tập có một từ điển chứa nhãn (label) của cả hai đầu ra, theo tên.",
    en="Each set now has a dictionary with the labels (nhãn) of both outputs, by their names.",
)
@claims(
    "functional",
    vi="Tập huấn luyện và tập kiểm định lấy phần của mình từ is_odd giống như từ y.",
    en="The training set and the validation set get their part of is_odd in the same way as of y.",
)
def test_each_set_has_the_labels_of_both_outputs(run: Run) -> None:
    assert [digit % 2 for digit in range(10)] == [0, 1] * 5
    for name, one_hot, labels in (
        ("answers_train", DIGITS.train_one_hot, DIGITS.train_labels),
        ("answers_val", DIGITS.val_one_hot, DIGITS.val_labels),
        ("answers_test", DIGITS.test_one_hot, DIGITS.test_labels),
    ):
        answers = run.names[name]
        assert list(answers) == ["digit", "odd"]
        assert np.array_equal(answers["digit"], one_hot)
        assert np.array_equal(answers["odd"], [label in (1, 3, 5, 7, 9) for label in labels])


# The article's network


@claims(
    "functional",
    vi="Một tensor còn có thể đi thẳng tới một lớp ở phía sau, bỏ qua các lớp ở giữa.",
    en="A tensor may also go to a later layer, past the layers in between.",
)
@claims(
    "functional",
    vi="Mạng này lại chỉ có một đầu ra, nhưng đầu vào đi theo hai đường:",
    en="It has one output again, but its input takes two paths:",
)
def test_each_layer_takes_its_input_from_the_layers_that_the_page_says_and_has_the_shape_it_says(
    article: Model,
) -> None:
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
    assert list(edges(article).items()) == list(from_top_to_bottom.items())
    assert len(article.outputs) == 1


@claims("functional", vi="Đường dài: ba lớp ẩn", en="The long path: three hidden layers")
@claims(
    "functional",
    vi="2**14 là 16.384 nơ-ron. Lớp ẩn cuối có 28·28 = 784 nơ-ron, vừa đủ để xếp thành một bảng bằng kích thước của"
    " ảnh.",
    en="2**14 is 16,384 neurons. The last hidden layer has 28·28 = 784 of them, just enough to be arranged in a table"
    " of the image's size.",
)
def test_three_hidden_layers_have_16384_512_and_784_neurons_and_relu(run: Run, article: Model) -> None:
    assert 2**14 == 16_384
    assert 28 * 28 == 784
    hidden = [layer for layer in article.layers if hasattr(layer, "units")][:-1]
    assert [(layer.units, layer.activation.__name__) for layer in hidden] == [
        (16_384, "relu"),
        (512, "relu"),
        (784, "relu"),
    ]
    assert [run.names[name]._keras_history.operation for name in ("hidden1", "hidden2", "hidden3")] == hidden
    assert run.names["reshaped"].shape == run.names["pixels"].shape == (None, 28, 28)
    assert article.layers[-1].activation.__name__ == "softmax"


@claims(
    "functional",
    vi="Nghe hợp lý, nhưng hai mạng còn khác nhau ở số lớp và số nơ-ron",
    en="That sounds reasonable, but the networks also differ in their layers and neurons",
)
def test_the_networks_compared_differ_in_more_than_the_skip(run: Run, article: Model) -> None:
    stack = run.names["stack"]
    neurons = [[layer.units for layer in model.layers if hasattr(layer, "units")] for model in (stack, article)]
    assert neurons == [[256, 128, 10], [16_384, 512, 784, 10]]


@claims(
    "functional",
    vi="Nhờ vậy, lớp cuối cùng nhìn thấy cả những gì các lớp ẩn tính được lẫn chính các điểm ảnh",
    en="Because of it, the last layer sees both what the hidden layers have computed and the pixels",
)
def test_the_last_layer_sees_both_the_hidden_layers_and_the_pixels_themselves(run: Run, article: Model) -> None:
    images = DIGITS.test_images[:3]
    wanted = [run.names[name] for name in ("joined", "hidden3", "joined_flat")]
    joined, hidden3, joined_flat = import_keras().Model(article.input, wanted).predict(images, verbose=0)
    assert np.array_equal(joined[:, :, :28], images)
    assert np.array_equal(joined[:, :, 28:], hidden3.reshape(3, 28, 28))
    assert np.array_equal(joined_flat, joined.reshape(3, -1))
    assert article.layers[-1].input is run.names["joined_flat"]


@claims(
    "functional",
    vi="Reshape làm ngược lại Flatten: lớp này xếp 784 số thành bảng 28×28. Concatenate đặt hai bảng cạnh nhau. Lớp"
    " này nối theo trục cuối cùng, nên (28, 28) và (28, 28) cho ra (28, 56). Mọi trục khác phải bằng nhau, vì thế mới"
    " cần Reshape",
    en="Reshape undoes what Flatten does: it arranges 784 numbers in a table of 28×28. Concatenate puts the two tables"
    " side by side. It joins them along the last axis, so (28, 28) and (28, 28) make (28, 56). All the other axes have"
    " to be equal, which is why the Reshape is needed",
)
@claims(
    "functional",
    vi="Sau đó, Flatten trải phẳng bảng 28×56 thành một hàng 1.568 số cho lớp cuối.",
    en="Flatten then lays the table of 28×56 out as a row of 1,568 numbers for the last layer.",
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


@claims(
    "functional",
    vi="nếu nối thẳng ảnh với một hàng 784 số, Keras từ chối",
    en="if you join the image with a row of 784 numbers, Keras refuses",
)
def test_joining_an_image_with_a_row_of_784_numbers_fails() -> None:
    keras = import_keras()
    image = keras.Input((28, 28))
    row = keras.layers.Flatten()(image)
    assert row.shape == (None, 784)
    with pytest.raises(ValueError, match="matching shapes except for the concatenation axis"):
        keras.layers.Concatenate()([image, row])


@claims(
    "functional",
    vi="Vì cuối cùng mọi số đều nằm trên một hàng, mạng cũng có thể nối hai hàng 784 số mà không cần Reshape.",
    en="As everything ends up in one row, the network could also join two rows of 784 numbers and do without Reshape.",
)
def test_two_rows_of_784_numbers_joined_are_the_same_numbers_in_another_order() -> None:
    layers = import_keras().layers
    image, hidden = DIGITS.test_images[:1], np.arange(784, dtype="float32")[None] / 784
    rows = np.asarray(layers.Concatenate()([layers.Flatten()(image), hidden]))
    tables = np.asarray(layers.Flatten()(layers.Concatenate()([image, layers.Reshape((28, 28))(hidden)])))
    assert rows.shape == tables.shape == (1, 1_568)
    assert not np.array_equal(rows, tables)
    assert np.array_equal(np.sort(rows), np.sort(tables))


# The summaries, and the parameters


def test_the_summary_and_the_parameters_printed_on_the_stand_in_digits_are_those_that_are_recorded(run: Run) -> None:
    for cell in ("stack", "summary", "article-summary"):
        assert run.printed[cell].rstrip("\n") == recorded("functional")[cell].text


@claims(
    "functional",
    vi="Đầu ra thứ hai chỉ thêm 129 tham số, gồm 128 trọng số và một bias.",
    en="The second output adds only 129 parameters, which are 128 weights and one bias.",
)
def test_the_second_output_adds_129_parameters(run: Run, model: Model) -> None:
    odd = model.get_layer("odd")
    assert [weights.shape for weights in odd.get_weights()] == [(128, 1), (1,)]
    assert odd.count_params() == model.count_params() - run.names["stack"].count_params() == 129


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_layers_have_the_parameters_that_the_table_counts(language: str, article: Model) -> None:
    rows = re.findall(
        r"^\| (?:`(Dense\(.*\))`|[^|`]+) \| ([^|]*)\| ([\d.,]+) \|$", page("functional", language).text, re.M
    )
    dense = [layer for layer in article.layers if hasattr(layer, "units")]
    counted = [int(re.sub(r"\D", "", parameters)) for _, _, parameters in rows]
    assert counted == [*(layer.count_params() for layer in dense), article.count_params()]
    assert [eval(written.removeprefix("Dense")) for written, _, _ in rows[:-1]] == [layer.units for layer in dense]
    for (_, formula, _), layer in zip(rows, dense, strict=False):
        ins, outs, biases = (int(re.sub(r"\D", "", part)) for part in re.split("[·+]", formula))
        assert (ins, outs, biases) == (*layer.kernel.shape, *layer.bias.shape)


@claims(
    "functional",
    vi="vì bộ tối ưu Adam ghi nhớ thêm hai số cho mỗi tham số",
    en="because the Adam optimizer remembers two more numbers for each parameter",
)
def test_adam_remembers_two_numbers_for_each_parameter(model: Model) -> None:
    remembered = sum(math.prod(variable.shape) for variable in model.optimizer.variables)
    assert type(model.optimizer).__name__ == "Adam"
    assert remembered // model.count_params() == 2


# Compiled, and not


@claims(
    "functional",
    vi="Nếu bạn quên compile, fit dừng ngay với một lỗi",
    en="If you have forgotten compile, fit stops at once with an error",
)
def test_fit_without_compile_fails(run: Run) -> None:
    with pytest.raises(ValueError, match=r"You must call `compile\(\)` before using the model\."):
        run.names["stack"].fit(DIGITS.train_images[:10], DIGITS.train_one_hot[:10], verbose=0)


@claims(
    "functional",
    vi="bạn viết một class Python kế thừa keras.Model. Hãy dùng cách này khi phép tính cần vòng lặp hay điều kiện",
    en="you write a Python class that inherits from keras.Model. Use it when the computation needs loops or conditions",
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
    vi="Lấy chồng 256–128–10 của bài về Sequential và cho ảnh đã trải phẳng đi tắt tới ngay trước lớp cuối.",
    en="Take the 256–128–10 stack of the lesson on Sequential, and let the flattened image skip ahead to just before"
    " the last layer.",
)
@claims(
    "functional",
    vi="Mạng có 242.986 tham số. Lớp cuối nhận thêm 784 đầu vào, mỗi đầu vào nối tới 10 nơ-ron, nên có thêm 7.840"
    " trọng số.",
    en="The network has 242,986 parameters. The last layer gets 784 more inputs, each of them connected to 10 neurons,"
    " which makes 7,840 more weights.",
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


def test_the_solutions_compare_the_network_with_two_outputs_and_the_same_without_the_digit(
    run: Run, solutions: Run
) -> None:
    of_the_lesson = list(edges(run.names["model"]).items())
    assert list(edges(solutions.names["both"]).items()) == of_the_lesson
    alone = list(edges(solutions.names["alone"]).items())
    assert alone == [pair for pair in of_the_lesson if pair[0] != "Dense 10"]
