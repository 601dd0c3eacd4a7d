"""The named values of a run, evaluated. A kernel runs this file too, so it imports nothing of this project."""

import math
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import numpy as np

# An output that a layer gives to another: the layer's name, the number of its call, that of the output, and its shape.
Given: TypeAlias = tuple[str, int, int, tuple[int | None, ...]]
# Enough for a number, a shape or a small array: people read and compare records.
MOST_NUMBERS = 2_000


def evaluate(expressions: Mapping[str, str], names: Mapping[str, Any]) -> dict[str, Any]:
    """The value of each expression, by the value's name, with the names of the script and `np` to use.

    Raises ValueError, which says which one failed and why.
    """
    values = {}
    for name, expression in expressions.items():
        try:
            value = _plain(eval(expression, {"np": np, **names}))
            if (count := _count(value)) > MOST_NUMBERS:
                raise ValueError(f"{count} numbers are too many; at most {MOST_NUMBERS} are allowed")
            values[name] = value
        except Exception as error:  # whatever an expression may raise
            raise ValueError(f'the value "{name}" ({expression}): {type(error).__name__}: {error}') from None
    return values


def _plain(value: Any) -> Any:  # noqa: ANN401
    """The value in JSON's types, a Keras model as its layers; raises TypeError or ValueError where it has none."""
    # Where there is a model, there is Keras; other scripts need not import it.
    if (keras := sys.modules.get("keras")) and isinstance(value, keras.Model):
        return _layers(value, keras)
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"JSON has no number {value}")
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"{type(value).__name__} is not a number, a text, a model, or a list of them")


def _layers(model: Any, keras: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    """The layers of a model, from the input on, each after those that it takes: docs/plugins/project/networks.py.

    A Sequential model keeps its input to itself; the same network as a graph shows it. The name is there because Keras
    would count up its own for it, and print another one for the script's next model.
    """
    try:
        graph = keras.Model(model.inputs, model.outputs, name="network")
    except AttributeError as error:
        raise ValueError(f"{error}; begin the model with an Input") from None
    config = graph.get_config()
    takes = {layer["name"]: list(_taken(layer["inbound_nodes"])) for layer in config["layers"]}
    given = [taken for layer in takes.values() for taken in layer]
    given += [(*end, output.shape) for end, output in zip(config["output_layers"], graph.outputs, strict=True)]
    return [
        {
            "name": layer.name,
            "class": type(layer).__name__,
            "shapes": _shapes(layer, given, keras),
            # An operation such as `x + y` is no layer, and has nothing to count.
            "parameters": layer.count_params() if isinstance(layer, keras.Layer) else 0,
            "from": list(dict.fromkeys(name for name, *_ in takes[layer.name])),
        }
        for layer in graph.operations
    ]


def _shapes(layer: Any, given: Iterable[Given], keras: Any) -> list[list[int | None]]:  # noqa: ANN401
    """The shapes of a layer's outputs without the batch; `given` is what the layers of the model have of each other.

    Keras tells those of a layer's first call, whatever model that was for: raises ValueError where the model's differ.
    """
    shapes = [list(output.shape[1:]) for output in keras.tree.flatten(layer.output)]
    for name, _, number, (_, *shape) in given:
        if name == layer.name and shape != shapes[number]:
            raise ValueError(
                f'the layer "{name}" gives out {shape} in this model, but {shapes[number]} where it was called first; '
                "make a layer of its own for each shape"
            )
    return shapes


def _taken(config: Any) -> Iterator[Given]:  # noqa: ANN401
    """What a layer was called with, wherever it stands in that, of the outputs of others."""
    if isinstance(config, dict) and "keras_history" in config:
        yield (*config["keras_history"], config["shape"])
    elif isinstance(config, dict | list | tuple):
        for each in config.values() if isinstance(config, dict) else config:
            yield from _taken(each)


def _count(value: Any) -> int:  # noqa: ANN401
    """How many numbers, or texts, a value in JSON's types holds."""
    if isinstance(value, list | dict):
        return sum(map(_count, value.values() if isinstance(value, dict) else value))
    return 1
