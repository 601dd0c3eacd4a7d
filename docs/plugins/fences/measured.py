"""A table of networks side by side: their parameters, seconds an epoch and accuracy, by their records.

```measured
sequential.py
functional.py
```
"""

import re
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from docs.plugins.fences.kind import Problem
from docs.plugins.fences.pieces import link, markdown_table
from docs.plugins.fences.view import View
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.project import Project
from docs.plugins.project.records import Record
from docs.plugins.project.references import parse_script_reference, script_problem

PARAMETERS = re.compile(r"Total params: ([\d,]+)")
# The line that `fit` prints for an epoch: "469/469 ━━━━━━━━━━━━━━━━━━━━ 2s 3ms/step - accuracy: …".
EPOCH_SECONDS = re.compile(r"━ (\d+)s \d+[mu]?s/step")
TEST_ACCURACY = re.compile(r"^test accuracy: (\d\.\d+)$", re.MULTILINE)
# The labels of the table's rows, in docs/languages.yml.
LABELS = ("parameters", "epochs", "seconds_per_epoch", "test_accuracy")


@dataclass(frozen=True)
class Measurement:
    """What a record says of a network: its parameters, its training, and its accuracy from 0 to 1."""

    parameters: int
    epochs: int
    seconds_per_epoch: float
    test_accuracy: float


def measure(record: Record) -> Measurement | None:
    """What the cells `summary`, `fit` and `evaluate` of a record say; None where one of them does not."""
    summary, fit, evaluate = (record.outputs.get(cell) for cell in ("summary", "fit", "evaluate"))
    if not (summary and fit and evaluate):
        return None
    parameters = PARAMETERS.search(summary.text)
    seconds = [int(match) for match in EPOCH_SECONDS.findall(fit.text)]
    accuracy = TEST_ACCURACY.search(evaluate.text)
    if not (parameters and seconds and accuracy):
        return None
    return Measurement(int(parameters[1].replace(",", "")), len(seconds), statistics.mean(seconds), float(accuracy[1]))


def parse(body: str) -> list[str | None]:
    """The names of the scripts; None for a line that is not of the form above."""
    return [parse_script_reference(line) for line in body.split()]


def problems(page: Page, fences: Sequence[Fence], project: Project, language: Language) -> Iterator[Problem]:
    """A script that is not there, and one whose record holds no measurement."""
    for fence in fences:
        if not fence.body.split():
            yield fence.line, "the fence names no script; write one a line, such as sequential.py"
        for line, name in zip(fence.body.split(), parse(fence.body), strict=True):
            if problem := script_problem(line, project.scripts):
                yield fence.line, problem
            elif name and measure(project.records[name]) is None:
                yield (
                    fence.line,
                    f"{project.records[name].path} holds no measurement; its cells summary, fit and evaluate "
                    'must print "Total params:", the epochs and "test accuracy:"',
                )


def html(body: str, view: View) -> str:
    """A column a network, under a link to its example's page."""
    names = _names(body)
    links = [link(view.address(_example(name, view)), f"{name}.py", view.label("example")) for name in names]
    head = "".join(f'<th scope="col">{each}</th>' for each in links)
    rows = "".join(
        f'<tr><th scope="row">{escape(label)}</th>{_cells(numbers)}</tr>' for label, *numbers in _rows(names, view)
    )
    return f'<table class="measured"><thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table>'


def markdown(body: str, view: View) -> Sequence[str]:
    """The same table in Markdown."""
    names = _names(body)
    links = [f"[{name}.py]({view.markdown_address(f'examples/{name}')})" for name in names]
    return markdown_table([["", *links], *_rows(names, view)])


def _names(body: str) -> list[str]:
    return [name for name in parse(body) if name]


def _example(name: str, view: View) -> str:
    return view.links.page(f"examples/{name}")


def _rows(names: Iterable[str], view: View) -> list[list[str]]:
    """A row for each of LABELS: the label, and a number a network."""
    columns = []
    for name in names:
        measurement = measure(view.project.records[name])
        assert measurement is not None
        columns.append(_written(measurement, view.language))
    return [[view.label(label), *numbers] for label, *numbers in zip(LABELS, *columns, strict=True)]


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
