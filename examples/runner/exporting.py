"""A trained network for the browser: its layers, and its weights as integers of eight bits, in one small file.

The file is of the safetensors format (https://github.com/huggingface/safetensors): a header in JSON, which names each
tensor's type, shape and place, and then the tensors. Those of layer 2, counted from 0, are

    2.kernel    int8, in Keras' own shape: (inputs, outputs), or (rows, columns, channels, outputs)
    2.scale     float32, (outputs,): the factor by which the integers of that output are multiplied
    2.bias      float32, (outputs,)

The header's metadata have one entry, `network`, in JSON too: what the record says of its run (the script, its hash, the
packages' versions), and the layers in their order. docs/assets/javascripts/draw/ reads the file and runs the layers.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

from docs.plugins.project.errors import ProjectError, UserError
from docs.plugins.project.project import Project
from docs.plugins.project.references import parse_reference, parse_script_reference
from docs.plugins.project.scripts import Script, fitted
from examples.runner.quiet import import_keras

# The kinds of fences that run networks in the browser: each of their lines that names one begins with its script.
RUNNING = ("draw", "neuron")
# Those that run the network of the script of which they name a cell.
RUNNING_OF_CELL = ("photo",)
# The layers that do something only while a network is trained: the file lacks them.
TRAINING_LAYERS = ("Dropout", "RandomRotation", "RandomTranslation", "RandomZoom")
# The layers that the browser can run, with the settings that it assumes.
LAYERS: Mapping[str, Mapping[str, Any]] = {
    "Rescaling": {"offset": 0},
    "Flatten": {},
    "Reshape": {},
    "Dense": {"use_bias": True},
    "Conv2D": {
        "use_bias": True,
        "strides": (1, 1),
        "padding": "valid",
        "data_format": "channels_last",
        "dilation_rate": (1, 1),
        "groups": 1,
    },
    "MaxPooling2D": {
        "pool_size": (2, 2),
        "strides": (2, 2),
        "padding": "valid",
        "data_format": "channels_last",
    },
}
ACTIVATIONS = ("linear", "relu", "softmax")
LARGEST = 127


def drawn_networks(project: Project) -> dict[str, str]:
    """The networks that pages run in the browser: by the script's name, the variable that holds the model.

    It is the one that the script trains last. Raises ProjectError for a script that trains none.
    """
    names = {parse_script_reference(line.split()[0]) for line in _lines_of(RUNNING, project)}
    names |= {reference.script for line in _lines_of(RUNNING_OF_CELL, project) if (reference := parse_reference(line))}
    return {name: _trained_last(script) for name, script in project.scripts.items() if name in names}


def _lines_of(kinds: Sequence[str], project: Project) -> Iterator[str]:
    """The lines of all fences of these kinds that are not empty."""
    for pages in project.pages.values():
        for page in pages.values():
            for fence in page.fences:
                if fence.info in kinds:
                    yield from filter(str.strip, fence.body.splitlines())


def _trained_last(script: Script) -> str:
    fits = fitted(script)
    if not fits:
        raise ProjectError(f"{script.path}:1: a page runs its network, but it trains none; train one")
    return fits[-1].variable


def exported_file(model: Path, record: str) -> bytes:
    """The file of a model that was saved to a `.keras` file at the end of the run that the record is of.

    It says of the run what the record says, without the named values: no reader of the page needs to load them.
    """
    about = json.loads(record)["metadata"]["record"]
    del about["values"]
    try:
        return exported(import_keras().models.load_model(model), about)
    except UserError as error:
        raise UserError(f"{about['script']}: {error}") from None


def exported(model: Any, about: Mapping[str, Any]) -> bytes:  # noqa: ANN401
    """The file of a Keras model, whose input is one image (28, 28), with `about` in its header.

    Its values are from 0 to 1, or from 0 to 255 where the model itself rescales them. Raises UserError where the
    browser can't run one of the layers.
    """
    layers = []
    tensors: dict[str, NDArray[Any]] = {}
    run = [layer for layer in model.layers if type(layer).__name__ not in TRAINING_LAYERS]
    for number, layer in enumerate(run):
        layers.append(_described(layer))
        if weights := layer.get_weights():
            kernel, bias = weights
            integers, scale = quantized(kernel)
            tensors |= {f"{number}.kernel": integers, f"{number}.scale": scale, f"{number}.bias": bias}
    # A single entry: the library writes several in an order that changes from run to run.
    return bytes(save(tensors, {"network": json.dumps({**about, "layers": layers})}))


def quantized(kernel: NDArray[Any]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """The kernel as integers from -127 to 127, and for each output, its last axis, the scale that restores it.

    The largest weight of an output is 127 times its scale, so that no weight is off by more than half of the scale.
    """
    largest = np.abs(kernel).max(axis=tuple(range(kernel.ndim - 1)))
    # An output without weights has zeros, whatever they are multiplied by.
    scale = np.where(largest > 0, largest / LARGEST, 1).astype(np.float32)
    return np.rint(kernel / scale).astype(np.int8), scale


def _described(layer: Any) -> dict[str, Any]:  # noqa: ANN401
    """What the browser needs to know of a layer besides its weights."""
    kind, config = type(layer).__name__, layer.get_config()
    refusal = f'the browser cannot run the {kind} layer "{layer.name}"'
    if kind not in LAYERS:
        raise UserError(f"{refusal} (layers: {', '.join(LAYERS)})")
    for name, value in LAYERS[kind].items():
        if config[name] != value:
            raise UserError(f"{refusal} with {name}={config[name]}")
    if kind == "Rescaling":
        if not isinstance(config["scale"], int | float):
            raise UserError(f"{refusal} with scale={config['scale']}")
        return {"layer": kind, "scale": config["scale"]}
    if "activation" not in config:
        return {"layer": kind}
    if config["activation"] not in ACTIVATIONS:
        raise UserError(f"{refusal} with activation={config['activation']} (activations: {', '.join(ACTIVATIONS)})")
    return {"layer": kind, "activation": config["activation"]}
