"""Tries the code of which the page `backends` says where it runs, on the backend of this process.

An expression comes to the type of its result, or to the type and the message of its error.
`python -m tests.support.portability` prints them as JSON.
"""

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from tests.support.programs import script

STEPS, EPOCHS = 5, 2


def trials() -> dict[str, Any]:
    """What each piece of code came to, by its name."""
    import keras
    from keras import layers, ops

    calls = []

    class NumPyReLU(layers.Layer):  # type: ignore[misc]
        def call(self, inputs: Any) -> Any:  # noqa: ANN401
            return np.maximum(inputs, 0)

    class Counting(layers.Layer):  # type: ignore[misc]
        def call(self, inputs: Any) -> Any:  # noqa: ANN401
            calls.append(inputs)
            return inputs * 2

    class PythonIf(layers.Layer):  # type: ignore[misc]
        def call(self, inputs: Any) -> Any:  # noqa: ANN401
            return inputs if ops.max(inputs) > 0 else -inputs

    class Where(layers.Layer):  # type: ignore[misc]
        def call(self, inputs: Any) -> Any:  # noqa: ANN401
            return ops.where(ops.max(inputs) > 0, inputs, -inputs)

    class OwnLoss(keras.Sequential):  # type: ignore[misc]
        def compute_loss(self, x: Any, y: Any, y_pred: Any, *_: Any, **__: Any) -> Any:  # noqa: ANN401
            return ops.mean(ops.abs(y - y_pred))

    def own_loss(labels: Any, outputs: Any) -> Any:  # noqa: ANN401
        return ops.mean(ops.abs(labels - outputs))

    def built(*between: Any, kind: Any = keras.Sequential, loss: Any = "mse") -> Any:  # noqa: ANN401
        network = kind([keras.Input((2,)), layers.Dense(3), *between, layers.Dense(2)])
        network.compile(loss=loss)
        return network

    def fit(network: Any, repeated: int = 1, epochs: int = 1) -> Any:  # noqa: ANN401
        many = [np.repeat(array, repeated, axis=0) for array in (images, answers)]
        return network.fit(*many, batch_size=1, epochs=epochs, verbose=0)

    def changed(numbers: Any) -> None:  # noqa: ANN401
        numbers[0] = 1

    def loss_of(label: Any, probabilities: Any) -> float:  # noqa: ANN401
        return float(keras.losses.CategoricalCrossentropy()(label, probabilities))

    images, answers = np.array([[-1, 2]], "float32"), np.ones((1, 2), "float32")
    before = "tensorflow" in sys.modules
    keras.utils.set_random_seed(1)
    after = "tensorflow" in sys.modules
    model = built()
    outputs = model(images)
    found: dict[str, Any] = {
        "TensorFlow before and after the seed": [before, after],
        "first weights": model.get_weights()[0].tolist(),
        "shuffled": weight_after_an_epoch(),
        "ops.maximum": outcome(lambda: ops.maximum(images, 0)),
        "ops.convert_to_numpy": outcome(lambda: ops.convert_to_numpy(outputs)),
        "np.argmax": outcome(lambda: np.argmax(outputs, axis=1)),
        "outputs.argmax": outcome(lambda: outputs.argmax(axis=1)),
        "outputs.numpy": outcome(lambda: outputs.numpy()),
        "ops.argmax": outcome(lambda: ops.argmax(outputs, axis=1)),
        "model.predict": outcome(lambda: model.predict(images, verbose=0)),
        "change": outcome(lambda: changed(ops.zeros(3))),
        "slice_update": ops.convert_to_numpy(ops.slice_update(ops.zeros(3), [0], ops.ones(1))).tolist(),
        "beyond": outcome(lambda: ops.convert_to_numpy(ops.arange(3)[10])),
        "NumPy alone": outcome(lambda: NumPyReLU()(images)),
        "NumPy in a network": outcome(lambda: built(NumPyReLU())),
        "Adam": type(keras.optimizers.Adam()).__module__,
        "train_on_batch": outcome(lambda: model.train_on_batch(images, answers)),
        "if": outcome(lambda: fit(built(PythonIf()))),
        "ops.where": outcome(lambda: fit(built(Where()))),
        "own loss": outcome(lambda: fit(built(loss=own_loss))),
        "compute_loss": outcome(lambda: fit(built(kind=OwnLoss, loss=None))),
        "loss of the impossible": loss_of(ops.array([[1.0, 0.0]]), ops.softmax(ops.array([[0.0, 40.0]]))),
        "too large a label": outcome(
            lambda: float(keras.losses.sparse_categorical_crossentropy(ops.array([5]), ops.array([[0.5, 0.5]]))[0])
        ),
    }
    if found["NumPy in a network"] == "Sequential":
        found["NumPy in fit"] = outcome(lambda: fit(built(NumPyReLU())))
    counted = built(Counting())
    calls.clear()
    fit(counted, STEPS, EPOCHS)
    found["calls"] = len(calls)
    found["compiled"] = counted.jit_compile
    found["layer"] = _as_prelu(keras)
    exported = {"tensorflow": (), "jax": ("model.tflite", "model.onnx"), "torch": ("model.tflite", "model")}
    found |= {name: _exported(model, name) for name in exported[keras.backend.backend()]}
    return found


def _exported(model: Any, name: str) -> str:  # noqa: ANN401
    """What exporting to a file of that name comes to, in the format of such files."""
    formats = {"model.tflite": "litert", "model.onnx": "onnx", "model": "tf_saved_model"}
    with tempfile.TemporaryDirectory() as folder:
        return outcome(lambda: model.export(str(Path(folder, name)), format=formats[name], verbose=False))


def weight_after_an_epoch() -> float:
    """The weight of a network that begins at 0, which depends on the order in which `fit` takes the images."""
    import keras

    keras.utils.set_random_seed(1)
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False, kernel_initializer="zeros")])
    model.compile(loss="mse", optimizer=keras.optimizers.SGD(0.2))
    images = np.ones((20, 1), "float32")
    model.fit(images, np.arange(20, dtype="float32")[:, None], batch_size=1, verbose=0)
    return float(model.get_weights()[0].item())


def _as_prelu(keras: Any) -> bool:  # noqa: ANN401
    """Whether the page's layer computes what Keras' own does, with slopes of other values than at the start."""
    names: dict[str, Any] = {"keras": keras, "layers": keras.layers, "ops": keras.ops}
    exec(script("backends").cell("layer").code, names)
    inputs = np.random.default_rng(0).normal(size=(4, 3)).astype("float32")
    own, theirs = names["LearnedSlope"](), keras.layers.PReLU()
    results = []
    for layer in (own, theirs):
        layer(inputs)
        layer.set_weights([np.array([0.5, -1, 2], "float32")])
        results.append(keras.ops.convert_to_numpy(layer(inputs)))
    return bool(np.allclose(*results))


def outcome(action: Callable[[], Any]) -> str:
    """The type of what this gives, or of its error, with the message."""
    try:
        return type(action()).__name__
    except Exception as error:
        return f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    print(json.dumps(trials()))
