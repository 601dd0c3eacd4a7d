"""What a reader chooses in a trainer, by the names that Keras has for it; the page's links name it so too. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from docs.plugins.project.packed_digits import TRAIN

# By their names: units1 and units2 of the hidden layers, where 0 is no layer, the activation of both, the optimizer…
Settings: TypeAlias = Mapping[str, int | float | str]


@dataclass(frozen=True)
class NumberField:
    """A number to write, from the lowest to the highest."""

    lowest: float
    highest: float
    whole: bool = True


# A network of two layers of 256 still learns in seconds on a phone.
FIELDS: Mapping[str, NumberField | tuple[str, ...]] = {
    "units1": NumberField(0, 256),
    "units2": NumberField(0, 256),
    "activation": ("relu", "sigmoid", "tanh"),
    "optimizer": ("sgd", "adam"),
    "learning_rate": NumberField(0.0001, 10, whole=False),
    "batch_size": NumberField(1, 1000),
    "epochs": NumberField(1, 100),
    "digits": NumberField(100, TRAIN.stop),
    "seed": NumberField(0, 9999),
}


@dataclass(frozen=True)
class Preset:
    """Settings that differ from the lesson's, a name for their button, and what to look for with them."""

    settings: Settings
    name: str
    sentence: str


def is_preset(line: str) -> bool:
    """Whether a line of a fence's body is meant as a preset."""
    return line.count("|") == 2


def preset_of(line: str) -> Preset:
    """The preset of a line such as `digits=500 epochs=40 | Overfitting | Look at…`; `lesson` changes no setting.

    Raises ValueError, with what is wrong, for settings that the form doesn't have.
    """
    settings, name, sentence = (part.strip() for part in line.split("|"))
    pairs = [] if settings == "lesson" else settings.split()
    return Preset(dict(_setting(pair) for pair in pairs), name, sentence)


def checked(name: str, text: str) -> int | float | str:
    """The value that a setting's text stands for.

    Raises ValueError, with what is wrong, for a setting or a value that the form doesn't have.
    """
    field = FIELDS.get(name)
    if field is None:
        raise ValueError(f'no setting "{name}" (settings: {", ".join(FIELDS)})')
    if not isinstance(field, NumberField):
        if text not in field:
            raise ValueError(f'"{text}" is no {name} ({", ".join(field)})')
        return text
    try:
        number = int(text) if field.whole else float(text)
    except ValueError:
        number = float("nan")
    if not field.lowest <= number <= field.highest:
        raise ValueError(f'{name} is "{text}"; give a number from {field.lowest} to {field.highest}')
    return number


def _setting(pair: str) -> tuple[str, int | float | str]:
    name, _, text = pair.partition("=")
    return name, checked(name, text)
