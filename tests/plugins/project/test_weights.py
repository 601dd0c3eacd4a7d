"""The weights of a network, as the site reads them."""

import json
import struct
from typing import Any

import pytest

from docs.plugins.project.commands import EXAMPLES
from docs.plugins.project.errors import ProjectError
from docs.plugins.project.scripts import parse_script
from docs.plugins.project.weights import Weights, parse_weights
from tests.support.tiny_project import SCRIPT, TinyProject, weights

ADD = parse_script("add", SCRIPT)
PATH = "examples/weights/add.safetensors"
AGAIN = f"make it again: {EXAMPLES} record add"
GOOD = weights()


def header(text: str) -> bytes:
    return struct.pack("<Q", len(text)) + text.encode()


def metadata(network: Any) -> bytes:  # noqa: ANN401
    return header(json.dumps({"__metadata__": {"network": json.dumps(network)}}))


def test_weights_tell_of_their_script_and_count_kernels_and_biases_as_parameters() -> None:
    assert parse_weights(GOOD, ADD) == Weights(PATH, ADD.hash, 3 * 2 + 2, len(GOOD), "Dense", (), False)


@pytest.mark.parametrize(("kinds", "rescales"), [(["Rescaling"], True), (["Flatten"], False)])
def test_a_network_that_rescales_its_images_is_known(kinds: list[str], rescales: bool) -> None:
    assert parse_weights(weights(before=kinds), ADD).rescales == rescales


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 7,
        struct.pack("<Q", 100) + b"{}",
        header("[]"),
        header("{}"),
        header("\xff"),
        header('{"__metadata__": {"network": "{"}}'),
        metadata([]),
        metadata({"script": "examples/add.py"}),
        GOOD.replace(b'"shape"', b'"shade"'),
        GOOD.replace(b"0.kernel", b"1.kernel"),
        GOOD.replace(b"0.kernel", b"0.colonel"),
    ],
)
def test_what_is_no_weights_is_named_with_the_command_that_makes_some(content: bytes) -> None:
    with pytest.raises(ProjectError) as error:
        parse_weights(content, ADD)
    assert str(error.value) == f"{PATH}: not a network's weights; {AGAIN}"


def test_another_scripts_weights_are_named() -> None:
    with pytest.raises(ProjectError) as error:
        parse_weights(weights(name="subtract"), ADD)
    assert str(error.value) == f"{PATH}: these are the weights of examples/subtract.py; {AGAIN}"


def test_only_the_scripts_that_have_weights_are_read(project: TinyProject) -> None:
    assert project.read().weights == {}
    project.write_bytes(PATH, GOOD)
    assert list(project.read().weights) == ["add"]


@pytest.mark.parametrize(("content", "size"), [(GOOD[:-1], len(GOOD) - 1), (GOOD + b"\0", len(GOOD) + 1)])
def test_weights_that_were_cut_or_grew_are_named(content: bytes, size: int) -> None:
    with pytest.raises(ProjectError) as error:
        parse_weights(content, ADD)
    assert str(error.value) == f"{PATH}: it should have {len(GOOD)} bytes, and has {size}; {AGAIN}"
