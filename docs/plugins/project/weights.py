"""The weights of a network that pages load, as `python -m examples record` exports them.

A file of the safetensors format; examples/runner/exporting.py says what it holds. Here only its header is read.
"""

import json
import math
import struct
from dataclasses import dataclass

from docs.plugins.project.commands import record_command
from docs.plugins.project.errors import ProjectError
from docs.plugins.project.scripts import Script

HEADER_LENGTH = struct.Struct("<Q")


@dataclass(frozen=True)
class Weights:
    """The weights of a script's network; `hash` is that of the script that ran, `size` that of the file in bytes.

    `first_layer` is the kind of the first layer that has weights, such as Dense.
    """

    path: str
    hash: str
    parameters: int
    size: int
    first_layer: str


def parse_weights(content: bytes, script: Script) -> Weights:
    """Read weights from the content of their file; raises ProjectError where they are none, or another script's."""
    path, again = script.weights_path, f"make it again: {record_command(script)}"
    try:
        (length,) = HEADER_LENGTH.unpack_from(content)
        header = json.loads(content[HEADER_LENGTH.size : HEADER_LENGTH.size + length])
        network = json.loads(header.pop("__metadata__")["network"])
        trained = [tensor["shape"] for name, tensor in header.items() if not name.endswith(".scale")]
        kernels = [int(name.removesuffix(".kernel")) for name in header if name.endswith(".kernel")]
        first_layer = network["layers"][min(kernels)]["layer"]
        weights = Weights(path, network["hash"], sum(map(math.prod, trained)), len(content), first_layer)
        recorded_script = network["script"]
        end = HEADER_LENGTH.size + length + max((tensor["data_offsets"][1] for tensor in header.values()), default=0)
    except (AttributeError, LookupError, TypeError, ValueError, RecursionError, struct.error):
        raise ProjectError(f"{path}: not a network's weights; {again}") from None
    if recorded_script != script.path:
        raise ProjectError(f"{path}: these are the weights of {recorded_script}; {again}")
    if end != len(content):
        raise ProjectError(f"{path}: it should have {end:,} bytes, and has {len(content):,}; {again}")
    return weights
