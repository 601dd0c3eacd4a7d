"""What examples/functional.py calls."""

from collections.abc import Mapping, Sequence

from tests.support.calls import Call, call, output_of
from tests.support.digits import DIGITS, DISTINCT_TEST_IMAGES
from tests.support.programs import Run


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell: each layer is made first, and then called on the output of another."""
    model = run.names["model"]
    probabilities = model.predict(DIGITS.test_images[1998:1999], verbose=0)
    once = slice(DISTINCT_TEST_IMAGES)
    _, accuracy = model.evaluate(DIGITS.test_images[once], DIGITS.test_one_hot[once], batch_size=128, verbose=0)
    image = output_of("InputLayer", "image", 28, 28)
    return {
        "imports": [call("keras.utils.set_random_seed", 42)],
        "data": [
            call("mnist.load_data"),
            call("to_categorical", DIGITS.train_labels, 10),
            call("to_categorical", DIGITS.test_labels, 10),
        ],
        "stack": [
            call("Input", shape=(28, 28)),
            call("Flatten"),
            call("Flatten()", output_of("InputLayer", "input_layer", 28, 28)),
            call("Dense", 256, activation="relu"),
            call("Dense(256, activation='relu')", output_of("Flatten", "flatten", 784)),
            call("Dense", 128, activation="relu"),
            call("Dense(128, activation='relu')", output_of("Dense", "dense", 256)),
            call("Dense", 10, activation="softmax"),
            call("Dense(10, activation='softmax')", output_of("Dense", "dense_1", 128)),
            call(
                "Model",
                inputs=output_of("InputLayer", "input_layer", 28, 28),
                outputs=output_of("Dense", "dense_2", 10),
            ),
            call("stack.count_params"),
            call("print", "235,146 parameters"),
        ],
        "hidden": [
            call("Input", shape=(28, 28), name="image"),
            call("Flatten"),
            call("Flatten()", image),
            call("Dense", 16_384, activation="relu"),
            call("Dense(2 ** 14, activation='relu')", output_of("Flatten", "flatten_1", 784)),
            call("Dense", 512, activation="relu"),
            call("Dense(512, activation='relu')", output_of("Dense", "dense_3", 16_384)),
            call("Dense", 784, activation="relu"),
            call("Dense(28 * 28, activation='relu')", output_of("Dense", "dense_4", 512)),
        ],
        "skip": [
            call("Reshape", (28, 28)),
            call("Reshape((28, 28))", output_of("Dense", "dense_5", 784)),
            call("Concatenate"),
            call("Concatenate()", [image, output_of("Reshape", "reshape", 28, 28)]),
            call("Flatten"),
            call("Flatten()", output_of("Concatenate", "concatenate", 28, 56)),
            call("Dense", 10, activation="softmax"),
            call("Dense(10, activation='softmax')", output_of("Flatten", "flatten_2", 1_568)),
        ],
        "build": [call("Model", inputs=image, outputs=output_of("Dense", "dense_6", 10))],
        "summary": [call("model.summary")],
        "compile": [
            call("model.compile", loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"]),
        ],
        "fit": [call("model.fit", DIGITS.train_images, DIGITS.train_one_hot, batch_size=128, epochs=1)],
        "evaluate": [
            call("model.evaluate", DIGITS.test_images, DIGITS.test_one_hot, batch_size=128),
            call("print", f"test accuracy: {accuracy:.4f}"),
        ],
        "predict": [
            call("model.predict", DIGITS.test_images[1998:1999], verbose=0),
            call("print", "predicted:", probabilities.argmax()),
            call("print", "label:    ", DIGITS.test_labels[1998]),
        ],
    }
