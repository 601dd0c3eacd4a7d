"""What examples/solutions/functional.py calls."""

from collections.abc import Mapping, Sequence

from tests.support.calls import Call, call, output_of
from tests.support.digits import DIGITS
from tests.support.programs import Run


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell: each layer is made first, and then called on the output of another."""
    narrow, two_outputs = run.names["narrow"], run.names["model"]
    _, accuracy = narrow.evaluate(DIGITS.test_images, DIGITS.test_one_hot, verbose=0)
    train_labels = {"digit": DIGITS.train_one_hot, "odd": DIGITS.train_labels % 2}
    test_labels = {"digit": DIGITS.test_one_hot, "odd": DIGITS.test_labels % 2}
    scores = two_outputs.evaluate(DIGITS.test_images, test_labels, return_dict=True, verbose=0)
    return {
        "set-up": [call("keras.utils.set_random_seed", 42), call("mnist.load_data")],
        "narrow": [
            call("Input", shape=(28, 28)),
            call("Flatten"),
            call("Flatten()", output_of("InputLayer", "input_layer", 28, 28)),
            call("Dense", 256, activation="relu"),
            call("Dense(256, activation='relu')", output_of("Flatten", "flatten", 784)),
            call("Dense", 128, activation="relu"),
            call("Dense(128, activation='relu')", output_of("Dense", "dense", 256)),
            call("Concatenate"),
            call("Concatenate()", [output_of("Flatten", "flatten", 784), output_of("Dense", "dense_1", 128)]),
            call("Dense", 10, activation="softmax"),
            call("Dense(10, activation='softmax')", output_of("Concatenate", "concatenate", 784 + 128)),
            call(
                "Model",
                inputs=output_of("InputLayer", "input_layer", 28, 28),
                outputs=output_of("Dense", "dense_2", 10),
            ),
            call("narrow.count_params"),
            call("print", "242,986 parameters"),
        ],
        "narrow-fit": [
            call("narrow.compile", loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"]),
            call("to_categorical", DIGITS.train_labels, 10),
            call("narrow.fit", DIGITS.train_images, DIGITS.train_one_hot, batch_size=128, epochs=5),
            call("to_categorical", DIGITS.test_labels, 10),
            call("narrow.evaluate", DIGITS.test_images, DIGITS.test_one_hot),
            call("print", f"test accuracy: {accuracy:.4f}"),
        ],
        "two-outputs": [
            call("Input", shape=(28, 28)),
            call("Flatten"),
            call("Flatten()", output_of("InputLayer", "input_layer_1", 28, 28)),
            call("Dense", 256, activation="relu"),
            call("Dense(256, activation='relu')", output_of("Flatten", "flatten_1", 784)),
            call("Dense", 10, activation="softmax", name="digit"),
            call("Dense(10, activation='softmax', name='digit')", output_of("Dense", "dense_3", 256)),
            call("Dense", 1, activation="sigmoid", name="odd"),
            call("Dense(1, activation='sigmoid', name='odd')", output_of("Dense", "dense_3", 256)),
            call(
                "Model",
                inputs=output_of("InputLayer", "input_layer_1", 28, 28),
                outputs={"digit": output_of("Dense", "digit", 10), "odd": output_of("Dense", "odd", 1)},
            ),
            call(
                "model.compile",
                loss={"digit": "categorical_crossentropy", "odd": "binary_crossentropy"},
                optimizer="adam",
                metrics={"digit": "accuracy", "odd": "accuracy"},
            ),
        ],
        "two-outputs-fit": [
            call("to_categorical", DIGITS.train_labels, 10),
            call("to_categorical", DIGITS.test_labels, 10),
            call("model.fit", DIGITS.train_images, train_labels, batch_size=128, epochs=5),
            call("model.evaluate", DIGITS.test_images, test_labels, return_dict=True),
            call("print", f"digit {scores['digit_accuracy']:.4f}, odd {scores['odd_accuracy']:.4f}"),
        ],
    }
