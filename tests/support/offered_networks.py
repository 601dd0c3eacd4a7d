"""The networks that a reader can choose from in a fence of a lesson."""

from collections.abc import Mapping

from docs.plugins.fences.named_networks import parse
from examples.runner.exporting import drawn_networks
from tests.support.programs import PROJECT
from tests.support.reading import page


def offered_networks(lesson: str, kind: str) -> Mapping[str, str]:
    """Those of the lesson's only fence of a kind: by the script's name, the variable that holds the model."""
    (fence,) = page(lesson, "vi").fences_of(kind)
    return {network[0]: drawn_networks(PROJECT)[network[0]] for network in parse(fence.body) if network}
