"""The recorded runs of the lesson `generalize`: what it says of each three networks, and what its rule says of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.support.programs import script
from tests.support.reading import plain, recorded, recorded_value

SCRIPT = "generalize"
HELPS, HARMS, NOT_CLEAR = "helps", "harms", "not clear"
NOTHING = "nothing"
# Each has one line for each three networks that it measures on the validation set.
CELLS = (
    *("nothing", "learning-rate", "batch-size", "early-stopping"),
    *("with-dropout", "weight-decay", "with-augmentation", "more-data"),
)


@dataclass(frozen=True)
class Measured:
    """What `report` prints of three networks: of their accuracies and, of their losses, the mean."""

    mean: float
    lowest: float
    highest: float
    loss: float


def value(name: str, of: str = SCRIPT) -> Any:  # noqa: ANN401
    return recorded_value(of, name)


def printed(cell: str, of: str = SCRIPT) -> str:
    return plain(recorded(of)[cell].text)


def code(cell: str, of: str = SCRIPT) -> str:
    return script(of).cell(cell).code


def reported(cell: str) -> Mapping[str, Measured]:
    """What a cell printed of networks, by the name that it printed."""
    lines = re.findall(r"^(.+): mean (\S+), (\S+) to (\S+), loss (\S+)$", printed(cell), re.MULTILINE)
    return {name: Measured(*map(float, numbers)) for name, *numbers in lines}


def measured() -> Mapping[str, Measured]:
    """All networks of the page on the validation set, by the name that is printed."""
    return {name: each for cell in CELLS for name, each in reported(cell).items()}


def without() -> Measured:
    """The three networks without a cure, on the validation set."""
    return measured()[NOTHING]


def spread() -> float:
    """How far apart the networks without a cure are that differ in nothing but their seeds."""
    return without().highest - without().lowest


def verdict(of: Measured, against: Measured) -> str:
    """What the rule of the page says of a cure."""
    if of.lowest > against.highest:
        return HELPS
    return HARMS if of.highest < against.lowest else NOT_CLEAR


def verdicts() -> Mapping[str, str]:
    """What the rule says of each cure on the validation set."""
    return {name: verdict(each, without()) for name, each in measured().items() if name != NOTHING}
