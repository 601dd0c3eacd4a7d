"""The weights of a network that pages load, as `python -m examples record` exports them.

A file of the safetensors format; examples/runner/exporting.py says what it holds. Here only its header is read.
"""

import json
import math
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docs.plugins.project.commands import record_command
from docs.plugins.project.errors import ProjectError
from docs.plugins.project.scripts import Script

HEADER_LENGTH = struct.Struct("<Q")
# The rows and columns of the image that a network is given.
IMAGE_SIDE = 28


@dataclass(frozen=True)
class FeatureMaps:
    """What a Conv2D layer gives out: how many maps, of how many rows and columns each."""

    count: int
    side: int


@dataclass(frozen=True)
class Weights:
    """The weights of a script's network; `hash` is that of the script that ran, `size` that of the file in bytes.

    `first_layer` is the kind of the first layer that has weights, such as Dense; `feature_maps` are of each Conv2D one.
    A network that `rescales` is given images of 0 to 255, and any other images of 0 to 1.
    """

    path: str
    hash: str
    parameters: int
    size: int
    first_layer: str
    feature_maps: tuple[FeatureMaps, ...]
    rescales: bool


def parse_weights(content: bytes, script: Script) -> Weights:
    """Read weights from the content of their file; raises ProjectError where they are none, or another script's."""
    path, again = script.weights_path, f"make it again: {record_command(script)}"
    try:
        (length,) = HEADER_LENGTH.unpack_from(content)
        header = json.loads(content[HEADER_LENGTH.size : HEADER_LENGTH.size + length])
        network = json.loads(header.pop("__metadata__")["network"])
        trained = [tensor["shape"] for name, tensor in header.items() if not name.endswith(".scale")]
        kernels = [int(name.removesuffix(".kernel")) for name in header if name.endswith(".kernel")]
        layers, size = network["layers"], len(content)
        first_layer = layers[min(kernels)]["layer"]
        maps = tuple(_feature_maps(layers, header))
        rescales = any(layer["layer"] == "Rescaling" for layer in layers)
        weights = Weights(path, network["hash"], sum(map(math.prod, trained)), size, first_layer, maps, rescales)
        recorded_script = network["script"]
        end = HEADER_LENGTH.size + length + max((tensor["data_offsets"][1] for tensor in header.values()), default=0)
    except (AttributeError, LookupError, TypeError, ValueError, RecursionError, struct.error):
        raise ProjectError(f"{path}: not a network's weights; {again}") from None
    if recorded_script != script.path:
        raise ProjectError(f"{path}: these are the weights of {recorded_script}; {again}")
    if end != len(content):
        raise ProjectError(f"{path}: it should have {end:,} bytes, and has {len(content):,}; {again}")
    return weights


def _feature_maps(layers: Sequence[Mapping[str, Any]], tensors: Mapping[str, Any]) -> Iterator[FeatureMaps]:
    """Those of each Conv2D layer, computed as docs/assets/javascripts/draw/network.js runs the layers."""
    side = IMAGE_SIDE
    for number, layer in enumerate(layers):
        if layer["layer"] == "Conv2D":
            rows, *_, count = tensors[f"{number}.kernel"]["shape"]
            side -= rows - 1
            yield FeatureMaps(count, side)
        elif layer["layer"] == "MaxPooling2D":
            side //= 2
