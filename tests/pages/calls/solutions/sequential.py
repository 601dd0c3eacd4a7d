"""What examples/solutions/sequential.py calls."""

from collections.abc import Mapping, Sequence

from tests.support.calls import Call, call
from tests.support.digits import DIGITS
from tests.support.networks import RELU, SEQUENTIAL, SOFTMAX, stack_of
from tests.support.programs import Run


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    linear, sparse = run.names["linear"], run.names["sparse"]
    _, linear_accuracy = linear.evaluate(DIGITS.val_images, DIGITS.val_one_hot, verbose=0)
    _, accuracy = sparse.evaluate(DIGITS.val_images, DIGITS.val_labels, verbose=0)
    return {
        "set-up": [
            call("keras.utils.set_random_seed", 42),
            call("keras.datasets.mnist.load_data"),
            call("keras.utils.to_categorical", DIGITS.labels, num_classes=10),
        ],
        "count": [
            *stack_of((32, RELU), (10, SOFTMAX)),
            call("print", 25_450),
            call("small.count_params"),
            call("print", 25_450),
        ],
        "linear": [
            *stack_of((256, {}), (128, {}), (10, SOFTMAX)),
            call("linear.compile", loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"]),
            call("linear.fit", DIGITS.train_images, DIGITS.train_one_hot, batch_size=128, epochs=5),
            call("linear.evaluate", DIGITS.val_images, DIGITS.val_one_hot),
            call("print", f"without activation functions: {linear_accuracy:.4f}"),
        ],
        "sparse": [
            *stack_of(*SEQUENTIAL),
            call("sparse.compile", loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"]),
            call("sparse.fit", DIGITS.train_images, DIGITS.train_labels, batch_size=128, epochs=5),
            call("sparse.evaluate", DIGITS.val_images, DIGITS.val_labels),
            call("print", f"validation accuracy: {accuracy:.4f}"),
        ],
    }
