"""What examples/cnn.py calls."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.support.calls import ANY, Call, call, like
from tests.support.digits import DIGITS
from tests.support.networks import SEQUENTIAL, convolutional, stack_of
from tests.support.programs import Run

SEEDS = (1, 2, 3, 4, 5)
KERNEL = np.array([[-1, 0, 1]] * 3)
# The calls that build each network, and the name by which the script has it.
BUILT = {"Sequential": stack_of(*SEQUENTIAL), "convolutional": convolutional()}


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    image = DIGITS.val_images[0]
    patch = image[10:13, 5:8]
    edges = map_of(image, KERNEL)
    # In a run of a test, the networks of all seeds are the same.
    networks = {name: run.names["networks"][name][0] for name in BUILT}
    kernels, biases = networks["convolutional"].layers[1].get_weights()
    maps = [np.maximum(map_of(image, kernels[:, :, 0, number]) + biases[number], 0) for number in range(8)]
    largest = np.abs(kernels).max()
    return {
        "imports": [call("keras.utils.set_random_seed", 42)],
        "data": [
            call("keras.datasets.mnist.load_data"),
            call("keras.utils.to_categorical", DIGITS.labels, num_classes=10),
            call("keras.utils.to_categorical", DIGITS.test_labels, num_classes=10),
        ],
        "kernel": [
            call("np.array", KERNEL.tolist()),
            call("print", patch),
            call("print", "sum:", (patch[:, 2] - patch[:, 0]).sum()),
        ],
        "slide": [
            call("np.zeros", (26, 26)),
            call("plt.subplots", 2, 1, figsize=(5.5, 9)),
            call("axes[0].imshow", image, cmap="gray_r"),
            call("axes[1].imshow", edges, cmap="PuOr_r", vmin=-3, vmax=3),
            *[call("ax.axis", "off")] * 2,
            call("plt.show"),
        ],
        "conv2d": [
            call("layers.Conv2D", 1, 3, use_bias=False),
            call("layer.build", (None, 28, 28, 1)),
            call("layer.set_weights", [KERNEL.reshape(3, 3, 1, 1)]),
            call("layer", image[None, :, :, None]),
            call("keras.ops.convert_to_numpy", ANY),
            call("print", (1, 26, 26, 1)),
            call("np.allclose", edges, edges, atol=1e-5),
            call("print", True),
        ],
        "padding": [
            each
            for padding in ("valid", "same")
            for each in (
                call("layers.Conv2D", 1, 3, padding=padding),
                call("padded", image[None, :, :, None]),
                # A shape of a type of TensorFlow's own; the record has what is printed.
                call("print", padding, ANY),
            )
        ],
        "pooling": [
            call("np.array", [[0, 1, 2, 3], [1, 0, 4, 1], [9, 1, 0, 0], [0, 0, 0, 5]], dtype="float32"),
            call("layers.MaxPooling2D"),
            call("layers.MaxPooling2D()", ANY),
            call("keras.ops.convert_to_numpy", ANY),
            call("print", np.array([[1, 4], [9, 5]], "float32")),
        ],
        "convolutional": [call("build_convolutional"), *BUILT["convolutional"]],
        "summary": [call("model.summary")],
        "compile": compiled(),
        "fit": [
            call(
                "model.fit",
                DIGITS.train_images,
                DIGITS.train_one_hot,
                batch_size=64,
                epochs=3,
                validation_data=(DIGITS.val_images, DIGITS.val_one_hot),
            ),
        ],
        "seeds": [
            call("dict.fromkeys", ANY, 0),
            *(
                each
                for seed in SEEDS
                for name, model in networks.items()
                for each in trained(seed, name, accuracy(model, DIGITS.val_images))
            ),
        ],
        "time": [call("print", f"{name}: {run.names['seconds'][name] / 15:.1f} seconds an epoch") for name in networks],
        "filters": [
            call("model.layers[1].get_weights"),
            *pictures([kernels[:, :, 0, number] for number in range(8)], cmap="PuOr_r", vmin=-largest, vmax=largest),
        ],
        "maps": [
            call(
                "keras.Model",
                [like("KerasTensor", shape=(None, 28, 28))],
                like("KerasTensor", shape=(None, 26, 26, 8)),
            ),
            call("first.predict", image[None], verbose=0),
            call("print", (1, 26, 26, 8)),
            *pictures(maps, cmap="gray_r"),
        ],
        "shift": [
            each
            for pixels in range(4)
            for each in (
                call("np.roll", DIGITS.val_images, pixels, axis=2),
                *(call for name, model in networks.items() for call in moved(pixels, name, model)),
            )
        ],
        "evaluate": [each for name, model in networks.items() for each in tested(name, model)],
    }


def map_of(image: NDArray[Any], kernel: NDArray[Any]) -> NDArray[Any]:
    """The sums of the products at all places of the kernel, computed another way than the script does."""
    edges: NDArray[Any] = np.zeros((26, 26))
    for row, column in np.ndindex(3, 3):
        edges = edges + kernel[row, column] * image[row : row + 26, column : column + 26]
    return edges


def accuracy(model: Any, images: NDArray[Any], one_hot: NDArray[Any] | None = None) -> float:  # noqa: ANN401
    """The share of images that a network reads correctly; they are the validation set's where no labels are given."""
    _, share = model.evaluate(images, DIGITS.val_one_hot if one_hot is None else one_hot, verbose=0)
    return float(share)


def compiled() -> list[Call]:
    """The calls that compile a network."""
    return [
        call("keras.optimizers.Adam", learning_rate=0.002),
        call(
            "model.compile",
            loss="categorical_crossentropy",
            optimizer=like("Adam"),
            metrics=["accuracy"],
        ),
    ]


def trained(seed: int, name: str, share: float) -> Iterator[Call]:
    """The calls for one seed of one network."""
    yield call("keras.utils.set_random_seed", seed)
    yield call("build")
    yield from BUILT[name]
    yield from compiled()
    yield call("time.perf_counter")
    yield call("model.fit", DIGITS.train_images, DIGITS.train_one_hot, batch_size=64, epochs=3, verbose=0)
    yield call("time.perf_counter")
    yield call("model.evaluate", DIGITS.val_images, DIGITS.val_one_hot, verbose=0)
    yield call("print", f"seed {seed}, {name}: {share:.4f}")


def pictures(tables: Sequence[NDArray[Any]], **colours: Any) -> Iterator[Call]:  # noqa: ANN401
    """The calls that draw eight tables, in two rows of four."""
    yield call("plt.subplots", 2, 4, figsize=(5.5, 3))
    for table in tables:
        yield call("ax.imshow", table, **colours)
        yield call("ax.axis", "off")
    yield call("plt.show")


def moved(pixels: int, name: str, model: Any) -> Iterator[Call]:  # noqa: ANN401
    """The calls that measure five networks on moved images."""
    # Python's own way to put the last columns first.
    images = np.concatenate([DIGITS.val_images[:, :, 28 - pixels :], DIGITS.val_images[:, :, : 28 - pixels]], axis=2)
    share = accuracy(model, images)
    yield from [call("model.evaluate", images, DIGITS.val_one_hot, verbose=0)] * len(SEEDS)
    yield call("np.mean", [share] * len(SEEDS))
    yield call("print", f"moved by {pixels}, {name}: {share:.4f}")


def tested(name: str, model: Any) -> Iterator[Call]:  # noqa: ANN401
    """The calls that measure five networks on the test set."""
    share = accuracy(model, DIGITS.test_images, DIGITS.test_one_hot)
    yield from [call("model.evaluate", DIGITS.test_images, DIGITS.test_one_hot, verbose=0)] * len(SEEDS)
    yield call("np.mean", [share] * len(SEEDS))
    yield call("print", f"{name}: mean {share:.4f}, lowest {share:.4f}, highest {share:.4f}")
