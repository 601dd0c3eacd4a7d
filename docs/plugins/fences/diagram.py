"""A network of a script, drawn from the model that its run has built: a Keras model among the values of its record.

```diagram
sequential.py#network
```

The model is declared in examples/values/sequential.yml, as `network: model`. The drawing is made of what was recorded,
so it can't differ from the network. It has room for layers that each give out a row, a table or a stack of tables of
numbers (channels last, as Conv2D gives them), and for two of them side by side.
"""

from collections.abc import Iterator, Sequence
from html import escape

from docs.plugins.fences.diagram_drawing import Text, draw
from docs.plugins.fences.diagram_layout import layout_problem
from docs.plugins.fences.kind import Problem
from docs.plugins.fences.view import View
from docs.plugins.project.commands import record_command
from docs.plugins.project.languages import Language
from docs.plugins.project.networks import Layer, parse_network
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.project import Project
from docs.plugins.project.records import Record
from docs.plugins.project.references import ValueReference, parse_value_reference, script_problem


def parse(body: str) -> ValueReference | None:
    """The value; None where the body is not of the form above."""
    return parse_value_reference(body)


def problems(page: Page, fences: Sequence[Fence], project: Project, language: Language) -> Iterator[Problem]:
    """A script or a value that is not there, a value that is no network, and a network that can't be drawn."""
    for fence in fences:
        if problem := _problem(fence.body, project):
            yield fence.line, problem


def html(body: str, view: View) -> str:
    """The drawing; its names and numbers are nothing to search for."""
    network = _network(body, view)
    texts = {layer.name: Text(_title(layer, view.language), _parameters(layer, view)) for layer in network}
    described = view.label("diagram").format(layers=_described(network, view))
    drawing = draw(network, texts, f'role="img" aria-label="{escape(described)}"')
    return f'<figure class="diagram" data-search-exclude>{drawing}</figure>'


def markdown(body: str, view: View) -> Sequence[str]:
    """A list of the layers."""
    network = _network(body, view)
    lines = [view.label("diagram").format(layers=""), ""]
    for before, layer in zip([None, *network], network, strict=False):
        parameters = "" if layer.is_input else f" ({_parameters(layer, view)})"
        lines.append(f"- {_with_what_it_takes(layer, before, network, view)}{parameters}")
    return [line.rstrip() for line in lines]


def _problem(body: str, project: Project) -> str:
    reference = parse(body)
    if reference is None:
        return f'"{" ".join(body.split())}" is not of the form "sequential.py#network"'
    if problem := script_problem(f"{reference.script}.py", project.scripts):
        return problem
    script, record, name = project.scripts[reference.script], project.records[reference.script], reference.value
    if name not in record.values:
        return (
            f'no value "{name}" in {record.path} (networks: {_networks(record)}); name one of them, or declare a model '
            f"in {script.values_path}, such as network: model, then: {record_command(script)}"
        )
    network = parse_network(record.values[name].value)
    if network is None:
        return (
            f'the value "{name}" in {record.path} is no network (networks: {_networks(record)}); name one of them, or '
            f"let its expression in {script.values_path} be a model, then: {record_command(script)}"
        )
    problem = layout_problem(network)
    return f'the network "{name}" in {record.path} can\'t be drawn: {problem}' if problem else ""


def _networks(record: Record) -> str:
    return ", ".join(name for name, value in record.values.items() if parse_network(value.value)) or "none"


def _network(body: str, view: View) -> Sequence[Layer]:
    reference = parse(body)
    assert reference is not None
    network = parse_network(view.project.records[reference.script].values[reference.value].value)
    assert network is not None
    return network


def _title(layer: Layer, language: Language) -> str:
    """A layer as the page's text calls it, such as "digit: Dense 10"."""
    name = f"{layer.given_name}: " if layer.given_name else ""
    size = "×".join(language.written(f"{number:,}") for number in layer.shape)
    return f"{name}{'Input' if layer.is_input else layer.kind} {size}"


def _parameters(layer: Layer, view: View) -> str:
    if layer.is_input:
        return ""
    if not layer.parameters:
        return view.label("diagram_no_parameters")
    return view.label("diagram_parameters").format(parameters=view.language.written(f"{layer.parameters:,}"))


def _described(network: Sequence[Layer], view: View) -> str:
    """The layers on one line, with an arrow from each to the next, where that takes it and nothing else."""
    text = ""
    for before, layer in zip([None, *network], network, strict=False):
        described = _with_what_it_takes(layer, before, network, view)
        mark = " → " if before and layer.takes == (before.name,) else "; " if before else ""
        text += f"{mark}{described}"
    return text


def _with_what_it_takes(layer: Layer, before: Layer | None, network: Sequence[Layer], view: View) -> str:
    """A layer, with those that it takes, unless that is just the one before it."""
    title = _title(layer, view.language)
    if not layer.takes or (before and layer.takes == (before.name,)):
        return title
    taken = ", ".join(_title(each, view.language) for each in network if each.name in layer.takes)
    return view.label("diagram_takes").format(layer=title, layers=taken)
