"""Whether the networks of a run have learnt, by what each cell printed and by its named values. Pure.

A loss that is not finite, or an accuracy of guessing, is a mistake of a script's, which would become a page's claim. A
cell that is there to show such a mistake has the tag "meant-to-fail".
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docs.plugins.project.records import Record
from docs.plugins.project.scripts import MEANT_TO_FAIL, Cell, Script

# Guessing reads 1 digit in 10, and always answering the most frequent digit reads 11.35 % of MNIST's test images. The
# least that a network of a lesson reads after its first epoch is 89 %.
GUESSING = 0.2
# Of two classes, such as odd and even, guessing reads about half; then the loss is that of two equal probabilities.
# A network that reads half of ten classes has a larger one.
HALF = (0.45, 0.56)
LOSS_OF_TWO, LOSS_TOLERANCE = math.log(2), 0.02
# Keras prints this line before each epoch's numbers, unless `fit` has only one epoch.
EPOCH = re.compile(r"Epoch (?P<number>\d+)/\d+")
NUMBER = r"[+-]?(?:\d+\.?\d*(?:e[+-]?\d+)?|nan|inf)"
# "accuracy: 0.9781", "val_accuracy: 0.97", "test accuracy: 0.9781", "'accuracy': [0.91, 0.97]", "accuracy 97.8%"
METRIC = re.compile(
    rf"(?P<name>[\w ]*?(?:loss|acc|accuracy))\b['\"]?[:=]?\s*"
    rf"(?P<value>{NUMBER}|\[{NUMBER}(?:, {NUMBER})*\])(?P<percent> ?%)?",
    re.IGNORECASE,
)
# What `print(model.evaluate(…))` prints: the loss, and then the accuracy.
EVALUATED = re.compile(rf"\[(?P<loss>{NUMBER}), (?P<accuracy>{NUMBER})\]")
NOT_FINITE = re.compile(r"(?<![\w.])[+-]?(?:nan|inf)(?![\w.])")
DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Failure:
    """A cell that has not learnt, or that was meant to fail and has not; `reason` says which number shows it."""

    cell: str
    reason: str


def failures(script: Script, record: Record) -> list[Failure]:
    """The cells of a run that have not learnt, or have learnt although they are meant to fail, in their order."""
    found = []
    for cell in script.cells:
        values = {name: value.value for name, value in record.values.items() if value.after == cell.name}
        reason = next(_signs(cell, record.outputs[cell.name].text, values), "")
        mark = f'# %% {cell.name} tags=["{MEANT_TO_FAIL}"]'
        if reason and MEANT_TO_FAIL not in cell.tags:
            found.append(Failure(cell.name, f"{reason}; correct it, or mark it as meant to fail: {mark}"))
        elif not reason and MEANT_TO_FAIL in cell.tags:
            found.append(
                Failure(cell.name, f"it is marked as meant to fail, and has not; remove the tag {MEANT_TO_FAIL}")
            )
    return found


def _signs(cell: Cell, text: str, values: Mapping[str, Any]) -> Iterator[str]:
    """What shows that a cell has not learnt, each in words."""
    if match := NOT_FINITE.search(text):
        yield f"it printed {match[0]}, which is not a finite number"
    for line in _final_lines(text):
        metrics = _metrics(line)
        if "evaluate(" in cell.code and (match := EVALUATED.fullmatch(line.strip())):
            metrics = {"loss": float(match["loss"]), "accuracy": float(match["accuracy"])}
        yield from _guessed(metrics)
    for name, value in values.items():
        nested = value if isinstance(value, dict) else {name: value}
        yield from _guessed({key: number for key, each in nested.items() if (number := _last_number(each)) is not None})


def _final_lines(text: str) -> Iterator[str]:
    """The lines of a text but for the epochs of a `fit` before its last, and for all but the last of similar lines."""
    pending: dict[str, str] = {}
    for line in text.splitlines():
        if epoch := EPOCH.match(line):
            if epoch["number"] == "1":
                yield from pending.values()
            pending = {}
        elif METRIC.search(line) or EVALUATED.fullmatch(line.strip()):
            # The lines of a loop differ in their numbers alone; Keras draws its bar once an epoch or an `evaluate`.
            kind = line if "━" in line else DIGITS.sub("#", line)
            pending[kind] = line
    yield from pending.values()


def _metrics(line: str) -> dict[str, float]:
    """The metrics that a line names, by their names; of a list, its last number."""
    found = {}
    for match in METRIC.finditer(line):
        number = float(match["value"].strip("[]").split(", ")[-1])
        found[match["name"].strip()] = number / 100 if match["percent"] else number
    return found


def _guessed(metrics: Mapping[str, float]) -> Iterator[str]:
    lower_case = {name.lower(): number for name, number in metrics.items()}
    for name, number in metrics.items():
        if name.lower().endswith(("accuracy", "acc")):
            loss = lower_case.get(re.sub("acc(uracy)?$", "loss", name.lower()), math.inf)
            of_two = HALF[0] <= number <= HALF[1] and abs(loss - LOSS_OF_TWO) < LOSS_TOLERANCE
            if number < GUESSING or of_two:
                yield f"its {name} is {number:.4g}, which is that of guessing"


def _last_number(value: Any) -> float | None:  # noqa: ANN401
    if isinstance(value, list) and value:
        return _last_number(value[-1])
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
