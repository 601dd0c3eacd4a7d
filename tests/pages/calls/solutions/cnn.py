"""What examples/solutions/cnn.py calls."""

from collections.abc import Mapping, Sequence

import numpy as np

from tests.pages.calls.cnn import accuracy, map_of
from tests.support.calls import ANY, Call, call, like
from tests.support.digits import DIGITS
from tests.support.networks import convolutional
from tests.support.programs import Run

KERNEL = np.array([[-1] * 3, [0] * 3, [1] * 3])


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    image, label = DIGITS.val_images[0], int(DIGITS.val_labels[0])
    edges = map_of(image, KERNEL)
    strided = run.names["strided"]
    places = [(row, column) for row in range(22) for column in range(22)]
    covered = np.stack([image] * len(places))
    for number, (row, column) in enumerate(places):
        covered[number, row : row + 7, column : column + 7] = 0.5
    answers = strided.predict(covered, verbose=0)[:, label]
    worst = min(range(len(places)), key=lambda number: answers[number])
    row, column = places[worst]
    return {
        "set-up": [
            call("keras.utils.set_random_seed", 42),
            call("keras.datasets.mnist.load_data"),
            call("keras.utils.to_categorical", DIGITS.labels, num_classes=10),
        ],
        "horizontal": [
            call("np.array", KERNEL.tolist()),
            call("np.zeros", (26, 26)),
            call("layers.Conv2D", 1, 3, use_bias=False),
            call("layer.build", (None, 28, 28, 1)),
            call("layer.set_weights", [KERNEL.reshape(3, 3, 1, 1)]),
            call("layer", image[None, :, :, None]),
            call("np.allclose", ANY, edges, atol=1e-5),
            call("print", True),
            call("plt.figure", figsize=(4, 4)),
            call("plt.imshow", edges, cmap="PuOr_r", vmin=-3, vmax=3),
            call("plt.axis", "off"),
            call("plt.show"),
        ],
        "same": [*convolutional(padding="same"), call("same.summary")],
        "strides": [
            *convolutional(pooled=False, strides=2),
            call("keras.optimizers.Adam", learning_rate=0.002),
            call("strided.compile", loss="categorical_crossentropy", optimizer=like("Adam"), metrics=["accuracy"]),
            call("strided.fit", DIGITS.train_images, DIGITS.train_one_hot, batch_size=64, epochs=3, verbose=0),
            call("strided.evaluate", DIGITS.val_images, DIGITS.val_one_hot, verbose=0),
            call("strided.count_params"),
            call("print", "38,826 parameters"),
            call("print", f"validation accuracy: {accuracy(strided, DIGITS.val_images):.4f}"),
        ],
        "cover": [
            call("np.array", list(covered)),
            call("strided.predict", covered, verbose=0),
            call("np.unravel_index", worst, (22, 22)),
            call("print", f"label {label}: lowest {answers[worst]:.3f}"),
            call("print", f"row {row}, column {column}"),
            call("plt.subplots", 1, 2, figsize=(5.5, 2.8)),
            call("axes[0].imshow", covered[worst], cmap="gray_r"),
            call("axes[1].imshow", answers.reshape(22, 22), cmap="gray", vmin=0, vmax=1),
            *[call("ax.axis", "off")] * 2,
            call("plt.show"),
        ],
    }
