"""What examples/functional.py calls."""

from collections.abc import Mapping, Sequence

from tests.support.calls import Call, call, output_of
from tests.support.digits import DIGITS, DISTINCT_TEST_IMAGES
from tests.support.programs import Run


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell: each layer is made first, and then called on the output of another."""
    model = run.names["model"]
    answers = model.predict(DIGITS.val_images[:3], verbose=0)
    once = slice(DISTINCT_TEST_IMAGES)
    answers_once = {"digit": DIGITS.test_one_hot[once], "odd": DIGITS.test_labels[once] % 2}
    scores = model.evaluate(DIGITS.test_images[once], answers_once, return_dict=True, verbose=0)
    image = output_of("InputLayer", "image", 28, 28)
    shared = output_of("Dense", "dense_4", 128)
    pixels = output_of("InputLayer", "pixels", 28, 28)
    return {
        "imports": [call("keras.utils.set_random_seed", 42)],
        "data": [
            call("keras.datasets.mnist.load_data"),
            call("keras.utils.to_categorical", DIGITS.labels, num_classes=10),
            call("keras.utils.to_categorical", DIGITS.test_labels, num_classes=10),
        ],
        "stack": [
            call("keras.Input", shape=(28, 28)),
            call("layers.Flatten"),
            call("layers.Flatten()", output_of("InputLayer", "input_layer", 28, 28)),
            call("layers.Dense", 256, activation="relu"),
            call("layers.Dense(256, activation='relu')", output_of("Flatten", "flatten", 784)),
            call("layers.Dense", 128, activation="relu"),
            call("layers.Dense(128, activation='relu')", output_of("Dense", "dense", 256)),
            call("layers.Dense", 10, activation="softmax"),
            call("layers.Dense(10, activation='softmax')", output_of("Dense", "dense_1", 128)),
            call(
                "keras.Model",
                inputs=output_of("InputLayer", "input_layer", 28, 28),
                outputs=output_of("Dense", "dense_2", 10),
            ),
            call("stack.count_params"),
            call("print", "235,146 parameters"),
        ],
        "two-outputs": [
            call("keras.Input", shape=(28, 28), name="image"),
            call("layers.Flatten"),
            call("layers.Flatten()", image),
            call("layers.Dense", 256, activation="relu"),
            call("layers.Dense(256, activation='relu')", output_of("Flatten", "flatten_1", 784)),
            call("layers.Dense", 128, activation="relu"),
            call("layers.Dense(128, activation='relu')", output_of("Dense", "dense_3", 256)),
            call("layers.Dense", 10, activation="softmax", name="digit"),
            call("layers.Dense(10, activation='softmax', name='digit')", shared),
            call("layers.Dense", 1, activation="sigmoid", name="odd"),
            call("layers.Dense(1, activation='sigmoid', name='odd')", shared),
            call(
                "keras.Model",
                inputs=image,
                outputs={"digit": output_of("Dense", "digit", 10), "odd": output_of("Dense", "odd", 1)},
            ),
        ],
        "summary": [call("model.summary")],
        "compile": [
            call(
                "model.compile",
                loss={"digit": "categorical_crossentropy", "odd": "binary_crossentropy"},
                optimizer="adam",
                metrics={"digit": ["accuracy"], "odd": ["accuracy"]},
            ),
        ],
        "fit": [
            call(
                "model.fit",
                DIGITS.train_images,
                {"digit": DIGITS.train_one_hot, "odd": DIGITS.train_labels % 2},
                batch_size=128,
                epochs=5,
                validation_data=(DIGITS.val_images, {"digit": DIGITS.val_one_hot, "odd": DIGITS.val_labels % 2}),
                verbose=2,
            ),
        ],
        "predict": [
            call("model.predict", DIGITS.val_images[:3], verbose=0),
            *(
                call("print", f"digit {digits.argmax()}, probability of odd {odd_probability[0]:.4f}, label {label}")
                for digits, odd_probability, label in zip(
                    answers["digit"], answers["odd"], DIGITS.val_labels[:3], strict=True
                )
            ),
        ],
        "hidden": [
            call("keras.Input", shape=(28, 28), name="pixels"),
            call("layers.Flatten"),
            call("layers.Flatten()", pixels),
            call("layers.Dense", 16_384, activation="relu"),
            call("layers.Dense(2 ** 14, activation='relu')", output_of("Flatten", "flatten_2", 784)),
            call("layers.Dense", 512, activation="relu"),
            call("layers.Dense(512, activation='relu')", output_of("Dense", "dense_5", 16_384)),
            call("layers.Dense", 784, activation="relu"),
            call("layers.Dense(28 * 28, activation='relu')", output_of("Dense", "dense_6", 512)),
        ],
        "skip": [
            call("layers.Reshape", (28, 28)),
            call("layers.Reshape((28, 28))", output_of("Dense", "dense_7", 784)),
            call("layers.Concatenate"),
            call("layers.Concatenate()", [pixels, output_of("Reshape", "reshape", 28, 28)]),
            call("layers.Flatten"),
            call("layers.Flatten()", output_of("Concatenate", "concatenate", 28, 56)),
            call("layers.Dense", 10, activation="softmax"),
            call("layers.Dense(10, activation='softmax')", output_of("Flatten", "flatten_3", 1_568)),
        ],
        "build": [call("keras.Model", inputs=pixels, outputs=output_of("Dense", "dense_8", 10))],
        "article-summary": [call("article.summary")],
        "evaluate": [
            call(
                "model.evaluate",
                DIGITS.test_images,
                {"digit": DIGITS.test_one_hot, "odd": DIGITS.test_labels % 2},
                return_dict=True,
                verbose=0,
            ),
            call(
                "print",
                f"test accuracy: digit {scores['digit_accuracy']:.4f}, odd or even {scores['odd_accuracy']:.4f}",
            ),
        ],
    }
