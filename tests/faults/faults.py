"""The faults, from the lists beside this file: what each changes, and which tests are to notice it.

- what: evaluate measures the training images        # a unique description in a few words
changes:                                            # the file; a text that is in it once; what replaces it
    - {path: examples/train.py, old: "evaluate(X_test, y_test)", new: "evaluate(X_train, y_train)"}
  tests: [tests/pages/test_calls.py -k train]         # pytest's arguments; where there are several, any may notice
  unnoticed: why nothing notices it                   # only where that is so
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

LISTS = Path(__file__).parent


class FaultError(Exception):
    """A list that is not of the form above, or a fault whose place is no longer there."""


class Change(BaseModel):
    """A text of a file and what replaces it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str
    old: str = Field(min_length=1)
    new: str


class Fault(BaseModel):
    """A fault; its kind is the name of its list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str
    what: str
    changes: tuple[Change, ...] = Field(min_length=1)
    tests: tuple[str, ...] = Field(min_length=1)
    unnoticed: str = ""


def read_faults() -> tuple[Fault, ...]:
    """The faults of every list; raises FaultError."""
    return tuple(fault for path in sorted(LISTS.glob("*.yml")) for fault in _read(path))


def _read(path: Path) -> Iterator[Fault]:
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        try:
            yield Fault(kind=path.stem, **entry)
        except (ValidationError, TypeError) as error:
            raise FaultError(f"{path.name}: {entry}: {error}") from None


def changed(root: Path, fault: Fault) -> Mapping[str, str]:
    """The texts of the files that a fault changes, by their paths; raises FaultError where its place is not there."""
    texts: dict[str, str] = {}
    for change in fault.changes:
        text = texts.get(change.path) or (root / change.path).read_text(encoding="utf-8")
        if (times := text.count(change.old)) != 1:
            raise FaultError(
                f'{fault.kind}.yml: "{fault.what}": {change.path} has {times} times what it is to change: {change.old}'
            )
        texts[change.path] = text.replace(change.old, change.new)
    return texts
