"""Two records of one script, compared: what a second run printed and drew that the first did not."""

import json
import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from docs.plugins.project.records import Output, Picture, Record
from docs.plugins.project.values import Declaration
from examples.runner.packages import names_one

NOTHING = "–"
# As in Keras' "2s 544us/step".
TIME = re.compile(r"\b\d+(\.\d+)?(us|ms|s)\b")
NUMBER = re.compile(r"(?<![\w.])-?\d+(?:,\d{3})*(?:\.\d*)?(?:e[+-]\d+)?")
# NumPy pads each number with spaces to the width of the longest.
PADDING = re.compile(r"(?<=\[) +| +(?=\])|(?<= ) +| +$")
# How far a picture's width and height may be from the recorded ones: other numbers make wider or narrower labels, and
# a picture is cropped to what is drawn.
SIZE_TOLERANCE = 0.05
# How far a value that is no whole number may always be, as a share of it: each processor adds floats in its own order,
# and a float32 has seven digits.
ROUNDING = 1e-6


@dataclass(frozen=True)
class Difference:
    """A place where two records differ: the cell or the named value, and what each has there."""

    place: str
    recorded: str
    found: str


def compare(
    recorded: Record,
    found: Record,
    tolerances: Mapping[str, float],
    values: Sequence[Declaration] = (),
    missing: Collection[str] = (),
) -> list[Difference]:
    """The differences of two records of the same cells and of the named values that `values` declares.

    `tolerances` says by the cell's name how far a number may be from the recorded one: 0 where it has no entry; with
    an infinite one the cell may print anything. Times and spaces are not compared, nor the rounding of values, nor what
    `of_package` tells of the missing packages.
    """
    differences = [
        difference
        for cell, output in recorded.outputs.items()
        for difference in _compare(cell, output, found.outputs[cell], tolerances.get(cell, 0.0), missing)
    ]
    for declared in values:
        there, here = (_without(record.values[declared.name].value, missing) for record in (recorded, found))
        if not _same_value(there, here, declared.tolerance):
            differences.append(Difference(declared.name, json.dumps(there), json.dumps(here)))
    return differences


def of_package(record: Record, package: str) -> list[str]:
    """The cells and the named values of a record that have something of a package's.

    Of a cell, these are the lines in which its name is a word; of a value, the entries in whose key it is one.
    """
    cells = [cell for cell, output in record.outputs.items() if names_one(output.text, [package])]
    values = [name for name, each in record.values.items() if _without(each.value, [package]) != each.value]
    return [*cells, *values]


def moved_versions(recorded: Mapping[str, Mapping[str, str]], today: Mapping[str, str]) -> list[str]:
    """A line for each package that today is another than the one with which records were made.

    `recorded` has the versions of each record by its script's name, which is told where others were made with another.
    """
    made: dict[tuple[str, str], list[str]] = {}
    for name, versions in recorded.items():
        for package, version in versions.items():
            if today.get(package, version) != version:
                made.setdefault((package, version), []).append(name)
    return [
        f"{'' if len(names) == len(recorded) else ', '.join(names) + ': '}"
        f"recorded with {package} {version}; today {today[package]}"
        for (package, version), names in made.items()
    ]


def _without(value: Any, packages: Collection[str]) -> Any:  # noqa: ANN401
    """A value of JSON without the entries of these packages."""
    if isinstance(value, list):
        return [_without(each, packages) for each in value]
    if isinstance(value, dict):
        return {key: _without(each, packages) for key, each in value.items() if not names_one(key, packages)}
    return value


def _same_value(recorded: Any, found: Any, tolerance: float) -> bool:  # noqa: ANN401
    """Whether two values of JSON have the same form, and numbers that are as close as the tolerance demands."""
    if math.isinf(tolerance):
        return True
    if isinstance(recorded, list) and isinstance(found, list):
        pairs = zip(recorded, found, strict=False)
        return len(recorded) == len(found) and all(_same_value(*pair, tolerance) for pair in pairs)
    if isinstance(recorded, dict) and isinstance(found, dict):
        return recorded.keys() == found.keys() and all(
            _same_value(recorded[key], found[key], tolerance) for key in recorded
        )
    if _is_number(recorded) and _is_number(found):
        return _same_but_for_rounding(recorded, found) or (
            abs(Decimal(str(recorded)) - Decimal(str(found))) <= Decimal(str(tolerance))
        )
    # In Python, True equals 1.
    return type(recorded) is type(found) and bool(recorded == found)


def _same_but_for_rounding(recorded: float, found: float) -> bool:
    return not (isinstance(recorded, int) and isinstance(found, int)) and math.isclose(
        recorded, found, rel_tol=ROUNDING
    )


def _is_number(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, int | float) and not isinstance(value, bool)


def _compare(
    cell: str, recorded: Output, found: Output, tolerance: float, missing: Collection[str]
) -> Iterator[Difference]:
    if not math.isinf(tolerance):
        lines, others = (
            [line for line in output.text.splitlines() if not names_one(line, missing)] for output in (recorded, found)
        )
        for line, other in zip_longest(lines, others, fillvalue=NOTHING):
            if not _same_line(line, other, tolerance):
                yield Difference(cell, line, other)
    if not _same_size(recorded.picture, found.picture):
        yield Difference(cell, _size(recorded.picture), _size(found.picture))


def _same_line(recorded: str, found: str, tolerance: float) -> bool:
    recorded, found = (PADDING.sub("", TIME.sub("(time)", line)) for line in (recorded, found))
    return NUMBER.sub("#", recorded) == NUMBER.sub("#", found) and all(
        abs(one - other) <= Decimal(str(tolerance))
        for one, other in zip(_numbers(recorded), _numbers(found), strict=True)
    )


def _numbers(line: str) -> list[Decimal]:
    """The numbers of a line, exactly: as floats, 1.00 and 0.97 would be further apart than 0.03."""
    return [Decimal(number.replace(",", "")) for number in NUMBER.findall(line)]


def _same_size(recorded: Picture | None, found: Picture | None) -> bool:
    if recorded is None or found is None:
        return recorded is found
    pairs = ((recorded.width, found.width), (recorded.height, found.height))
    return all(math.isclose(one, other, rel_tol=SIZE_TOLERANCE) for one, other in pairs)


def _size(picture: Picture | None) -> str:
    return f"a picture of {picture.width}×{picture.height} pixels" if picture else "no picture"
