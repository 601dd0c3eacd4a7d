"""The networks that a fence names, a line each: by the script whose weights are exported, and a name for the reader."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from docs.plugins.fences.view import View
from docs.plugins.project.languages import Language
from docs.plugins.project.links import weights_address
from docs.plugins.project.project import Project
from docs.plugins.project.references import script_problem

NETWORK = re.compile(r"(?P<script>[\w/-]+)\.py +(?P<name>\S.*)")


@dataclass(frozen=True)
class Network:
    """A network to choose: the address of its weights, its name, its parameters, and the file's bytes."""

    address: str
    name: str
    parameters: int
    size: int


def parse(body: str) -> list[tuple[str, str] | None]:
    """The scripts, each with its network's name; None for a line that is not of the form above."""
    matches = map(NETWORK.fullmatch, body.strip().splitlines())
    return [(match["script"], match["name"].strip()) if match else None for match in matches]


def names_of(body: str) -> list[str]:
    """The name of a network at the end of each line; "" where it names none."""
    return [match["name"] if (match := NETWORK.fullmatch(line)) else "" for line in body.split("\n")]


def networks_of(body: str, view: View) -> list[Network]:
    """The networks that a body names; what else stands in it is left out."""
    networks = []
    for script, name in filter(None, parse(body)):
        weights = view.project.weights[script]
        address = view.address(weights_address(view.project.scripts[script]))
        networks.append(Network(address, name, weights.parameters, weights.size))
    return networks


def network_problem(line: str, project: Project) -> str:
    """What is wrong with a line that should name a network for images of 0 to 1; "" where nothing is."""
    match = NETWORK.fullmatch(line)
    if match is None:
        return f'"{line}" is not of the form "sequential.py A name"'
    script = match["script"]
    if problem := script_problem(f"{script}.py", project.scripts):
        return problem
    if script not in project.weights:
        weights = ", ".join(project.weights) or "none"
        return f"no weights of {project.scripts[script].path} (weights: {weights})"
    if project.weights[script].rescales:
        network = f"the network of {project.scripts[script].path} takes images of 0 to 255, which it rescales"
        return f"{network}, and this fence has images of 0 to 1; name another"
    return ""


def network_choices(networks: Iterable[Network], language: Language) -> str:
    """A button a network, of which one can be chosen, and the first one is. Its value is the address of the weights."""
    return "".join(
        f'<label><input type="radio" name="network" value="{escape(network.address)}"{" checked" * (not index)}> '
        f"{_described(network, language)}</label>"
        for index, network in enumerate(networks)
    )


def _described(network: Network, language: Language) -> str:
    parameters = language.written(f"{network.parameters:,}")
    kilobytes = f"{network.size / 1000:.0f}"
    text = language.labels["draw_network"].format(name=network.name, parameters=parameters, kilobytes=kilobytes)
    return escape(text)
