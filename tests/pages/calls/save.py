"""What examples/save.py calls."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.support.calls import ANY, Call, call, like
from tests.support.digits import DIGITS
from tests.support.programs import Run

# The network takes its images as they are.
TRAIN, VAL, TEST = (255 * images for images in (DIGITS.train_images, DIGITS.val_images, DIGITS.test_images))
BITS = (8, 6, 4, 3, 2)


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    predictions = run.names["predictions"]
    kernel = run.names["model"].layers[2].get_weights()[0]
    resumed, forgetful = run.values["losses"]
    return {
        "imports": [call("keras.utils.set_random_seed", 42)],
        "data": [
            call("keras.datasets.mnist.load_data"),
            call("keras.utils.to_categorical", DIGITS.labels, num_classes=10),
            call("keras.utils.to_categorical", DIGITS.test_labels, num_classes=10),
        ],
        "fit": [
            *built(),
            *compiled(),
            call("keras.callbacks.ModelCheckpoint", "epoch-{epoch}.keras"),
            call("keras.callbacks.ModelCheckpoint", "epoch-{epoch}.weights.h5", save_weights_only=True),
            call(
                *("model.fit", TRAIN, DIGITS.train_one_hot),
                **{"batch_size": 64, "epochs": 3, "validation_data": (VAL, DIGITS.val_one_hot)},
                callbacks=[
                    like("ModelCheckpoint", save_weights_only=False, save_best_only=False, save_freq="epoch"),
                    like("ModelCheckpoint", save_weights_only=True, save_best_only=False, save_freq="epoch"),
                ],
            ),
        ],
        "predictions": [
            call("model.predict", VAL, verbose=0),
            *measured(predictions),
            call("print", f"val_accuracy: {accuracy(predictions):.4f}"),
        ],
        "save": [call("model.save", "digit.keras")],
        "load": [
            call("keras.models.load_model", "digit.keras"),
            call("loaded.predict", VAL, verbose=0),
            call("np.array_equal", predictions, predictions),
            call("print", True),
        ],
        "inside": [
            call("zipfile.ZipFile", "digit.keras"),
            call("archive.infolist"),
            *[call("print", ANY)] * 3,
            call("archive.read", "config.json"),
            call("json.loads", ANY),
            *(call("print", layer) for layer in ("InputLayer", *run.values["layers-inside"])),
        ],
        "size": sized("digit.keras"),
        "light": [
            call("keras.models.load_model", "digit.keras", compile=False),
            call("light.save", "light.keras"),
            *sized("light.keras"),
        ],
        "weights": [
            call("model.save_weights", "digit.weights.h5"),
            *built(),
            call("fresh.load_weights", "digit.weights.h5"),
            call("fresh.predict", VAL, verbose=0),
            call("np.array_equal", predictions, predictions),
            call("print", True),
        ],
        "other-shapes": [*built(units=32), call("narrow.load_weights", "digit.weights.h5"), call("print", ANY)],
        "other-activation": [
            *built(activation="tanh"),
            call("other.load_weights", "digit.weights.h5"),
            call("other.predict", VAL, verbose=0),
            *measured(ANY),
            call("print", ANY),
        ],
        "go-on": [call("keras.models.load_model", "epoch-1.keras"), *gone_on("resumed", steps_of_an_epoch(), resumed)],
        "without-state": [
            *built(),
            call("forgetful.load_weights", "epoch-1.weights.h5"),
            *compiled(),
            *gone_on("forgetful", 0, forgetful),
        ],
        "onnx": [
            call("model.export", "digit.onnx", format="onnx", verbose=False),
            call("onnxruntime.InferenceSession", "digit.onnx"),
            *sized("digit.onnx"),
            call("by_onnx", VAL),
            call("session.run", None, {"image": VAL}),
            *compared(),
        ],
        "speed": [
            *timed("model.predict(image)", "by_predict", 10, [call("model.predict", VAL[:1], verbose=0)]),
            *timed(
                *("model(image)", "by_call", 100),
                [call("model", VAL[:1]), call("keras.ops.convert_to_numpy", ANY)],
            ),
            *timed("ONNX Runtime", "by_onnx", 1000, [call("session.run", None, {"image": VAL[:1]})]),
        ],
        "saved-model": [
            call("model.export", "digit", format="tf_saved_model", verbose=False),
            call("keras.layers.TFSMLayer", "digit", call_endpoint="serve"),
            *sized("digit", files=4),
            call("saved_model", VAL),
            call("keras.ops.convert_to_numpy", ANY),
            *compared(),
        ],
        "litert": [
            call("model.export", "digit.tflite", format="litert", verbose=False),
            call("Interpreter", "digit.tflite"),
            call("interpreter.get_signature_runner"),
            *sized("digit.tflite"),
            call("by_litert", image=VAL),
            *compared(),
        ],
        "quantized": [
            call("model.layers[2].get_weights"),
            call("quantized", kernel, bits=8),
            *rounded(kernel, 8),
            *(call("print", each) for each in (kernel[:, :, 0, 0].round(4), first_integers(kernel), ANY)),
        ],
        "rounded": [
            call("keras.models.load_model", "light.keras"),
            *(each for bits in BITS for each in rounded_network(run, bits)),
        ],
        "quantize": [
            call("light.quantize", "int8", filters="dense"),
            call("light.save", "int8.keras"),
            *sized("int8.keras"),
            call("light.predict", VAL, verbose=0),
            *changes("int8"),
        ],
        "stranger": [
            call("keras.Input", shape=(28, 28)),
            call("layers.Lambda", like("function", __name__="<lambda>")),
            call("keras.Sequential", [like("KerasTensor", shape=(None, 28, 28)), like("Lambda")]),
            call("stranger.save", "stranger.keras"),
        ],
        "refused": [call("keras.models.load_model", "stranger.keras"), call("print", like("ValueError"))],
        "unsafe": [call("keras.models.load_model", "stranger.keras", safe_mode=False)],
        "safe": [
            call("keras.Input", shape=(28, 28)),
            call("keras.ops.divide", like("KerasTensor", shape=(None, 28, 28)), 255),
            call("keras.Model", like("KerasTensor"), like("KerasTensor", shape=(None, 28, 28))),
            call("safe.save", "safe.keras"),
            call("keras.models.load_model", "safe.keras"),
            call("loaded", VAL[:1]),
            call("keras.ops.convert_to_numpy", ANY),
            call("print", VAL[0].min() / 255, VAL[0].max() / 255),
        ],
        "evaluate": [
            call("keras.models.load_model", "digit.keras"),
            call("kept.evaluate", TEST, DIGITS.test_one_hot, verbose=0),
            call("print", f"test accuracy: {run.names['test_accuracy']:.4f}"),
        ],
    }


def built(**given: Any) -> Iterator[Call]:  # noqa: ANN401
    """A call of the function that builds the network, with what is `given`, and the calls that it makes."""
    yield call("build_model", **given)
    units, activation = given.get("units", 64), given.get("activation", "relu")
    yield call("keras.Input", shape=(28, 28), name="image")
    yield call("layers.Rescaling", 1 / 255)
    yield call("layers.Reshape", (28, 28, 1))
    for filters in (8, 16):
        yield call("layers.Conv2D", filters, 3, activation=activation)
        yield call("layers.MaxPooling2D")
    yield call("layers.Flatten")
    yield call("layers.Dense", units, activation=activation)
    yield call("layers.Dense", 10, activation="softmax")
    yield call(
        "keras.Sequential",
        [
            like("KerasTensor", shape=(None, 28, 28)),
            like("Rescaling", scale=1 / 255, offset=0.0),
            like("Reshape"),
            like("Conv2D", filters=8),
            like("MaxPooling2D"),
            like("Conv2D", filters=16),
            like("MaxPooling2D"),
            like("Flatten"),
            like("Dense", units=units),
            like("Dense", units=10),
        ],
    )


def compiled() -> Iterator[Call]:
    """A call of the function that compiles a network, and the calls that it makes."""
    yield call("compile_model", like("Sequential"))
    yield call("keras.optimizers.Adam", learning_rate=0.002)
    yield call("model.compile", loss="categorical_crossentropy", optimizer=like("Adam"), metrics=["accuracy"])


def accuracy(predictions: NDArray[np.float32]) -> float:
    """How large a part of the validation set is read correctly."""
    return float((predictions.argmax(axis=1) == DIGITS.val_labels).mean())


def measured(predictions: Any) -> Iterator[Call]:  # noqa: ANN401
    """A call of the function that computes the accuracy, and the calls that it makes."""
    yield call("accuracy", predictions)
    yield call("np.mean", ANY)


def sized(path: str, files: int = 1) -> list[Call]:
    """A call of the function that prints a size, and the calls that it makes; a folder has several files."""
    found = [call("path.rglob", "*.*")] if files > 1 else []
    return [
        *(call("print_size", path), call("Path", path), call("path.is_file"), *found),
        *[call("file.stat")] * files,
        call("print", ANY),
    ]


def steps_of_an_epoch() -> int:
    """How many batches of 64 images there are in an epoch."""
    return -(-len(TRAIN) // 64)


def gone_on(name: str, steps: int, loss: float) -> Iterator[Call]:
    """A call of the function that goes on training the network of this name, and the calls that it makes."""
    yield call("go_on", like("Sequential"))
    yield call("print", "steps so far:", steps)
    yield call("keras.utils.set_random_seed", 1)
    yield call(
        *("model.fit", TRAIN, DIGITS.train_one_hot),
        **{"batch_size": 64, "initial_epoch": 1, "epochs": 2, "verbose": 0},
    )
    yield call("print", "epochs:", [1])
    yield call("print", f"loss: {loss:.4f}")


def compared() -> Iterator[Call]:
    """A call of the function that prints the largest difference to the predictions, and the calls that it makes."""
    yield call("print_difference", ANY)
    yield call("print", ANY)


def timed(name: str, way: str, times: int, calls: Sequence[Call]) -> Iterator[Call]:
    """A call of the function that times a way to read one image: it does so once more than it measures."""
    yield call("print_time", name, like("function", __name__=way), times)
    yield call("run", VAL[:1])
    yield from calls
    yield call("time.perf_counter")
    for _ in range(times):
        yield call("run", VAL[:1])
        yield from calls
    yield call("time.perf_counter")
    yield call("print", ANY)


def rounded(kernel: NDArray[np.float32], bits: int) -> Iterator[Call]:
    """The calls of the function that rounds a kernel."""
    largest = 2 ** (bits - 1) - 1
    scale = abs(kernel).max(axis=tuple(range(kernel.ndim - 1))) / largest
    yield call("np.rint", kernel / scale)


def first_integers(kernel: NDArray[np.float32]) -> NDArray[np.float32]:
    """The first filter's weights as integers of eight bits."""
    first = kernel[:, :, 0, 0]
    integers: NDArray[np.float32] = np.rint(first / abs(first).max() * 127)
    return integers


def rounded_network(run: Run, bits: int) -> Iterator[Call]:
    """The calls that round a network to so many bits, and tell what that changes."""
    yield call("round_weights", bits)
    for layer in run.names["model"].layers:
        if layer.weights:
            kernel, _ = layer.get_weights()
            yield call("original.get_weights")
            yield call("quantized", kernel, bits)
            yield from rounded(kernel, bits)
            yield call("layer.set_weights", ANY)
    yield call("copy.predict", VAL, verbose=0)
    yield from changes(f"{bits} bits")


def changes(name: str) -> Iterator[Call]:
    """A call of the function that tells what changes, and the calls that it makes."""
    yield call("print_changes", name, ANY)
    yield call("np.sum", ANY)
    yield from measured(ANY)
    yield call("print", ANY)
