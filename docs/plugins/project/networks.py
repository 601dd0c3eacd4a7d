"""Networks among the named values of records, as examples/runner/evaluation.py writes a Keras model down. Pure.

    [{"name": "image", "class": "InputLayer", "shapes": [[28, 28]], "parameters": 0, "from": []},
     {"name": "flatten", "class": "Flatten", "shapes": [[784]], "parameters": 0, "from": ["image"]}, …]

Each layer has the shapes of its outputs without the batch, and comes after those that it takes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

KEYS = {"name", "class", "shapes", "parameters", "from"}
INPUT = "InputLayer"
# A size that the network does not fix is None.
Shape: TypeAlias = tuple[int | None, ...]


@dataclass(frozen=True)
class Layer:
    """A layer by its name, its class, and the names of the layers that it takes."""

    name: str
    kind: str
    shapes: tuple[Shape, ...]
    parameters: int
    takes: tuple[str, ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of what it gives out, where that is one output and all its sizes are known."""
        (shape,) = self.shapes
        return tuple(size for size in shape if size is not None)

    @property
    def is_input(self) -> bool:
        """Whether it is where the data go in."""
        return self.kind == INPUT

    @property
    def given_name(self) -> str:
        """The name that the script gives it; "" where Keras has made one of the class, as dense_1."""
        made = re.sub(r"_\d+$", "", self.name).replace("_", "")
        return "" if made == self.kind.lower() else self.name


def parse_network(value: Any) -> tuple[Layer, ...] | None:  # noqa: ANN401
    """The layers of a named value that is a network; None where it is something else."""
    if not isinstance(value, list) or not value:
        return None
    if not all(isinstance(layer, dict) and layer.keys() == KEYS for layer in value):
        return None
    return tuple(
        Layer(
            layer["name"],
            layer["class"],
            tuple(map(tuple, layer["shapes"])),
            layer["parameters"],
            tuple(layer["from"]),
        )
        for layer in value
    )


def outputs_of(network: Sequence[Layer]) -> tuple[Layer, ...]:
    """The layers that no other takes."""
    taken = {name for layer in network for name in layer.takes}
    return tuple(layer for layer in network if layer.name not in taken)
