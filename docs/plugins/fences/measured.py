"""What records tell of networks, to be compared in a table."""

import re
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from docs.plugins.project.languages import Language
from docs.plugins.project.records import Record

PARAMETERS = re.compile(r"Total params: ([\d,]+)")
# Of an epoch, as `fit` prints it: "469/469 ━━━━━━━━━━━━━━━━━━━━ 2s 3ms/step - accuracy: …".
EPOCH_SECONDS = re.compile(r"━ (\d+)s \d+[mu]?s/step")
TEST_ACCURACY = re.compile(r"^test accuracy: (\d\.\d+)$", re.MULTILINE)
# The labels of a table's rows.
LABELS = ("parameters", "epochs", "seconds_per_epoch", "test_accuracy")


@dataclass(frozen=True)
class Measurement:
    """What a record tells of a network: its parameters, its training, and its accuracy from 0 to 1."""

    parameters: int
    epochs: int
    seconds_per_epoch: float
    test_accuracy: float


def measure(record: Record) -> Measurement | None:
    """What the cells `summary`, `fit` and `evaluate` of a record tell; None where they don't."""
    summary, fit, evaluate = (record.outputs.get(cell) for cell in ("summary", "fit", "evaluate"))
    if not (summary and fit and evaluate):
        return None
    parameters = PARAMETERS.search(summary.text)
    seconds = [int(match) for match in EPOCH_SECONDS.findall(fit.text)]
    accuracy = TEST_ACCURACY.search(evaluate.text)
    if not (parameters and seconds and accuracy):
        return None
    return Measurement(int(parameters[1].replace(",", "")), len(seconds), statistics.mean(seconds), float(accuracy[1]))


def table(measurements: Mapping[str, Measurement], language: Language) -> str:
    """A table in HTML, a column a network, under the HTML that each is known by."""
    head = "".join(f'<th scope="col">{name}</th>' for name in measurements)
    columns = [_written(measurement, language) for measurement in measurements.values()]
    rows = "".join(
        f'<tr><th scope="row">{escape(language.labels[label])}</th>{_cells(numbers)}</tr>'
        for label, *numbers in zip(LABELS, *columns, strict=True)
    )
    return f'<table class="measured"><thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _written(measurement: Measurement, language: Language) -> list[str]:
    """The numbers that LABELS names, as the language writes them."""
    seconds = measurement.seconds_per_epoch
    english = [
        f"{measurement.parameters:,}",
        f"{measurement.epochs}",
        # `fit` prints whole seconds: a decimal means something only in the mean of short ones.
        f"{seconds:.1f}" if seconds < 10 else f"{seconds:.0f}",
        f"{measurement.test_accuracy:.4f}",
    ]
    return [language.written(number) for number in english]


def _cells(numbers: Iterable[str]) -> str:
    return "".join(f"<td>{number}</td>" for number in numbers)
