"""What examples/learn.py calls."""

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from tests.support.calls import Call, call, like
from tests.support.digits import DIGITS
from tests.support.networks import RELU, SOFTMAX, stack_of
from tests.support.programs import Run

RATES = (0.005, 0.05, 0.26)
# The parameters of the chain of two neurons: w1, b1, w2 and b2, as they are first, and after three steps.
FIRST = ([[1.5]], [-1], [[0.5]], [1])
AFTER_THREE_STEPS = (1.777102, -0.861449, 1.008505, 1.244447)
SUMS = [-2.1, -0.3, 1, 1.8, -1.7, 1.9, 0.1, -1.7, 2.6, -1.5]
WEIGHT_COLOURS = "PuOr_r"


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    model, memory = run.names["model"], run.names["memory"]
    seen_images, seen_labels = DIGITS.train_images[:500], run.names["wrong_labels"]
    _, seen = memory.evaluate(seen_images, seen_labels, verbose=0)
    _, new = memory.evaluate(DIGITS.val_images, DIGITS.val_one_hot, verbose=0)
    _, accuracy = model.evaluate(DIGITS.val_images, DIGITS.val_one_hot, verbose=0)
    kernel, biases = model.get_weights()
    probabilities = softmax([2, 1, 0])
    return {
        "imports": [call("keras.utils.set_random_seed", 42)],
        "neuron": [
            call("np.array", [0, 0.5, 1]),
            call("np.array", [1, -2, 3]),
            call("print", "products:", np.array([0, -1, 3])),
            call("print", "total:   ", 1),
            call("print", "ReLU:    ", 1),
        ],
        "layer": [
            call("np.array", [[1, 2], [-2, 1], [3, -4]]),
            call("np.array", [-1, 0.5]),
            call("print", "totals:", np.array([1, -3])),
            call("np.maximum", 0, np.array([1, -3])),
            call("print", "ReLU:  ", np.array([1, 0])),
        ],
        "layer-keras": [
            call("layers.Dense", 2, activation="relu"),
            call("dense.build", (None, 3)),
            call("dense.set_weights", [np.array([[1, 2], [-2, 1], [3, -4]]), np.array([-1, 0.5])]),
            call("dense", np.array([[0, 0.5, 1]])),
            call("np.array", np.array([[1, 0]])),
            call("print", "Keras: ", np.array([[1, 0]])),
        ],
        "softmax": [
            call("np.array", [2, 1, 0]),
            call("np.exp", np.array([2, 1, 0])),
            call("print", "powers:       ", np.array([7.39, 2.72, 1])),
            call("print", "sum:          ", 11.11),
            call("print", "probabilities:", np.array([0.67, 0.24, 0.09])),
        ],
        "loss": [
            each
            for p in (1, 0.9, 0.5, 0.25, 0.1, 0.01)
            for each in (call("np.log", p), call("print", p, f"{abs(math.log(p)):.2f}"))
        ],
        "loss-keras": [
            call("np.array", [1, 0, 0]),
            call("keras.losses.categorical_crossentropy", np.array([1, 0, 0]), probabilities),
            call("np.log", probabilities[0]),
            call("print", "by hand: 0.407606"),
            call("print", "Keras:   0.407606"),
        ],
        "bars": list(bars()),
        "squared": [call("print", weight, 2 * weight, (2 * weight - 4) ** 2) for weight in range(5)],
        "slope": [call("print", "measured: -15.996"), call("print", "computed:", -16)],
        "descent": [
            call("print", f"{step}: w {weight:.3f}, slope {8 * (weight - 2):.3f}")
            for step, weight in enumerate(steps_down(0.05, 5))
        ],
        "rates": list(rates()),
        "chain": [
            call("print", "hidden:", 2),
            call("print", "answer:", 2),
            call("print", "loss:  ", 4),
        ],
        "back": [
            call("print", "second neuron:", -8, -4),
            call("print", "first neuron: ", -4, -2),
        ],
        "by-hand": [
            *(call("print", f"{step}: loss {loss}") for step, loss in enumerate(("4.000000", "0.302500", "0.011137"))),
            *(call("print", f"{parameter:.6f}") for parameter in AFTER_THREE_STEPS),
        ],
        "by-keras": [
            call("keras.Input", shape=(1,)),
            call("layers.Dense", 1, activation="relu"),
            call("layers.Dense", 1),
            call(
                "keras.Sequential",
                [like("KerasTensor", shape=(None, 1)), like("Dense", units=1), like("Dense", units=1)],
            ),
            *(call("np.array", parameter) for parameter in FIRST[:2]),
            call("pair.layers[0].set_weights", [np.array(parameter) for parameter in FIRST[:2]]),
            *(call("np.array", parameter) for parameter in FIRST[2:]),
            call("pair.layers[1].set_weights", [np.array(parameter) for parameter in FIRST[2:]]),
            call("keras.optimizers.SGD", learning_rate=0.05),
            call("pair.compile", loss="mean_squared_error", optimizer=like("SGD")),
            call("np.array", [[2]]),
            call("np.array", [[4]]),
            call("pair.fit", np.array([[2]]), np.array([[4]]), epochs=3, verbose=0),
            call("pair.get_weights"),
            *(call("print", f"{parameter:.6f}") for parameter in AFTER_THREE_STEPS),
        ],
        "batch": [
            call("np.array", [1, 2, 3, 4]),
            call("np.array", [3, 3, 7, 8]),
            call("print", "slopes:", np.array([-2, 4, -6, 0])),
            call("print", "mean:  ", -1),
        ],
        "data": [
            call("keras.datasets.mnist.load_data"),
            call("keras.utils.to_categorical", DIGITS.labels, num_classes=10),
        ],
        "memorise": [
            call("np.random.permutation", DIGITS.train_one_hot[:500]),
            *stack_of((256, RELU), (10, SOFTMAX)),
            call("memory.compile", loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"]),
            call("memory.fit", seen_images, seen_labels, batch_size=50, epochs=50, verbose=0),
            call("memory.evaluate", seen_images, seen_labels, verbose=0),
            call("memory.evaluate", DIGITS.val_images, DIGITS.val_one_hot, verbose=0),
            call("print", f"images it has learned from: {seen:.3f}"),
            call("print", f"new images:                 {new:.3f}"),
        ],
        "one-layer": one_layer(),
        "fit": [call("model.fit", DIGITS.train_images, DIGITS.train_one_hot, batch_size=128, epochs=3)],
        "evaluate": [
            call("model.evaluate", DIGITS.val_images, DIGITS.val_one_hot, verbose=0),
            call("print", f"validation accuracy: {accuracy:.4f}"),
        ],
        "weights": [call("model.get_weights"), *weights(kernel)],
        "one-neuron": list(one_neuron(kernel, biases)),
    }


def one_layer() -> list[Call]:
    """The calls that build a layer of ten neurons whose weights are 0, and compile it."""
    return [
        *stack_of((10, SOFTMAX | {"kernel_initializer": "zeros"})),
        call("keras.optimizers.SGD", learning_rate=0.1),
        call("model.compile", loss="categorical_crossentropy", optimizer=like("SGD"), metrics=["accuracy"]),
    ]


def softmax(sums: Sequence[float]) -> np.ndarray:
    """The probabilities that softmax makes of a few neurons' sums."""
    powers = [math.e**each for each in sums]
    return np.array([power / sum(powers) for power in powers])


def steps_down(rate: float, steps: int) -> np.ndarray:
    """The weight at first and after each step: the distance from 2, where the loss is 0, shrinks by the same factor."""
    return np.array([2 - 2 * (1 - 8 * rate) ** step for step in range(steps + 1)])


def bars() -> Iterator[Call]:
    """The calls that draw ten probabilities as bars."""
    probabilities = softmax(SUMS)
    yield call("np.array", SUMS)
    yield call("np.exp", np.array(SUMS))
    yield call("plt.subplots", figsize=(5.5, 3.5))
    yield call("ax.bar", range(10), probabilities)
    yield call("ax.set_xticks", range(10))
    yield call("ax.set_ylim", 0, 1)
    yield call("ax.set_xlabel", "digit")
    yield call("ax.set_ylabel", "probability")
    yield call("np.log", probabilities[8])
    yield call("ax.set_title", f"label 8: loss {-math.log(probabilities[8]):.2f}")
    yield call("plt.show")


def rates() -> Iterator[Call]:
    """The calls that draw nine steps down at each of three learning rates."""
    curve = np.arange(-2, 6.01, 0.08)
    yield call("np.linspace", -2, 6, 101)
    yield call("plt.subplots", 3, figsize=(5.5, 9))
    for rate in RATES:
        path = steps_down(rate, 9)
        yield call("np.zeros", 10)
        yield call("ax.plot", curve, (2 * curve - 4) ** 2, marker="")
        yield call("ax.plot", path, (2 * path - 4) ** 2)
        yield call("ax.set_title", f"learning rate {rate}")
        yield call("ax.set_xlabel", "weight")
        yield call("ax.set_ylabel", "loss")
    yield call("plt.show")


def weights(kernel: np.ndarray) -> Iterator[Call]:
    """The calls that draw the weights of ten neurons as images of one scale."""
    largest = max(abs(kernel.flatten()))
    yield call("np.abs", kernel)
    yield call("plt.subplots", 4, 3, figsize=(5.5, 7.6))
    yield from [call("ax.axis", "off")] * 12
    for digit, of_neuron in enumerate(kernel.T):
        table = of_neuron.reshape(28, 28)
        yield call("ax.imshow", table, cmap=WEIGHT_COLOURS, vmin=-largest, vmax=largest)
        yield call("ax.set_title", digit)
    yield call("plt.show")


def one_neuron(kernel: np.ndarray, biases: np.ndarray) -> Iterator[Call]:
    """The calls that draw the first 3 of the validation set, the weights of the neuron for 3, and their products."""
    largest = max(abs(kernel.flatten()))
    image = next(image for image, label in zip(DIGITS.val_images, DIGITS.val_labels, strict=True) if label == 3)
    table = kernel[:, 3].reshape(28, 28)
    yield call("plt.subplots", 2, 2, figsize=(5.5, 6))
    yield from [call("ax.axis", "off")] * 4
    yield call("axes[0, 0].imshow", image, cmap="gray_r")
    yield call("axes[0, 0].set_title", "pixels")
    for values, title in ((table, "weights"), (image * table, "products")):
        yield call("ax.imshow", values, cmap=WEIGHT_COLOURS, vmin=-largest, vmax=largest)
        yield call("ax.set_title", title)
    yield call("plt.show")
    yield call("print", "sum: ", (image * table).sum().round(2))
    yield call("print", "bias:", biases[3].round(2))
