"""A network's file for the browser: whole numbers that restore its weights, and a header with everything else."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import load

from docs.plugins.fences.registry import kinds
from docs.plugins.project.errors import ProjectError, UserError
from examples.runner.exporting import (
    LARGEST,
    RUNNING,
    RUNNING_OF_CELL,
    drawn_networks,
    exported,
    exported_file,
    quantized,
)
from examples.runner.quiet import import_keras
from tests.support.tiny_project import SCRIPT, make_project

pytestmark = pytest.mark.keras

ABOUT = {"script": "examples/tiny.py", "hash": "0" * 64, "data": "mnist", "versions": {"keras": "3.0"}}


@pytest.mark.parametrize(
    ("kind", "line"),
    [*((kind, "add.py A name") for kind in RUNNING), *((kind, "add.py#sum\nA picture.") for kind in RUNNING_OF_CELL)],
)
def test_a_page_runs_the_network_that_the_script_trains_last(tmp_path: Path, kind: str, line: str) -> None:
    project = make_project(tmp_path)
    assert kinds()[kind].scripts
    project.write("examples/add.py", f"{SCRIPT}\n# %% fit\nfirst.fit(1)\nsecond.fit(2)\n")
    project.write("examples/other.py", f"{SCRIPT}\n# %% fit\nthird.fit(1)\n")
    assert drawn_networks(project.read()) == {}
    project.replace("docs/en/index.md", "# Home { #index }\n", f"# Home {{ #index }}\n\n```{kind}\n{line}\n```\n")
    assert drawn_networks(project.read()) == {"add": "second"}
    project.write("examples/add.py", SCRIPT)
    with pytest.raises(ProjectError, match=r"^examples/add\.py:1: a page runs its network, but "):
        drawn_networks(project.read())


def network(*layers: Any) -> Any:  # noqa: ANN401
    """A network of these layers, whose weights and biases are random."""
    keras = import_keras()
    model = keras.Sequential([keras.Input(shape=(28, 28)), *layers])
    random = np.random.default_rng(0)
    model.set_weights([random.normal(size=weights.shape) for weights in model.get_weights()])
    return model


def layers() -> Any:  # noqa: ANN401
    return import_keras().layers


def every_layer() -> list[Any]:
    """One of each kind that the browser runs."""
    kinds = layers()
    return [
        kinds.Rescaling(1 / 255),
        kinds.Reshape((28, 28, 1)),
        kinds.Conv2D(3, 5, activation="relu"),
        kinds.MaxPooling2D(),
        kinds.Flatten(),
        kinds.Dense(7),
        kinds.Dense(10, activation="softmax"),
    ]


def header(content: bytes, folder: Path) -> dict[str, Any]:
    """The entry `network` of the header's metadata."""
    (folder / "a.safetensors").write_bytes(content)
    with safe_open(folder / "a.safetensors", "numpy") as file:
        metadata = file.metadata()
    assert list(metadata) == ["network"]
    about: dict[str, Any] = json.loads(metadata["network"])
    return about


def test_the_header_describes_the_run_and_the_layers_in_their_order(tmp_path: Path) -> None:
    assert header(exported(network(*every_layer()), ABOUT), tmp_path) == ABOUT | {
        "layers": [
            {"layer": "Rescaling", "scale": 1 / 255},
            {"layer": "Reshape"},
            {"layer": "Conv2D", "activation": "relu"},
            {"layer": "MaxPooling2D"},
            {"layer": "Flatten"},
            {"layer": "Dense", "activation": "linear"},
            {"layer": "Dense", "activation": "softmax"},
        ]
    }


def test_each_kernel_is_whole_numbers_of_its_own_shape_with_a_scale_an_output_and_the_bias() -> None:
    model = network(*every_layer())
    tensors = load(exported(model, ABOUT))
    assert {name: (tensor.dtype.name, tensor.shape) for name, tensor in tensors.items()} == {
        "2.kernel": ("int8", (5, 5, 1, 3)),
        "2.scale": ("float32", (3,)),
        "2.bias": ("float32", (3,)),
        "5.kernel": ("int8", (432, 7)),
        "5.scale": ("float32", (7,)),
        "5.bias": ("float32", (7,)),
        "6.kernel": ("int8", (7, 10)),
        "6.scale": ("float32", (10,)),
        "6.bias": ("float32", (10,)),
    }
    for number in (2, 5, 6):
        kernel, bias = model.layers[number].get_weights()
        back = tensors[f"{number}.kernel"] * tensors[f"{number}.scale"]
        assert np.all(np.abs(back - kernel) <= tensors[f"{number}.scale"] / 2 + 1e-7)
        assert np.array_equal(tensors[f"{number}.bias"], bias)


def test_the_largest_weight_of_each_output_is_127_of_its_scale() -> None:
    kernel = np.array([[0.5, -3.0], [-1.0, 2.0]], np.float32)
    integers, scale = quantized(kernel)
    assert integers.tolist() == [[64, -127], [-127, 85]]
    assert scale == pytest.approx([1 / LARGEST, 3 / LARGEST])


def test_an_output_whose_weights_are_all_zero_stays_zero() -> None:
    integers, scale = quantized(np.zeros((3, 2), np.float32))
    assert not integers.any()
    assert np.isfinite(scale).all()


def test_layers_that_only_change_images_in_training_are_left_out_and_not_counted(tmp_path: Path) -> None:
    kinds = layers()
    augmenting = [kinds.RandomTranslation(0.1, 0.1), kinds.RandomRotation(0.1), kinds.RandomZoom(0.1)]
    others = [kinds.Reshape((28, 28, 1)), kinds.Flatten(), kinds.Dense(10)]
    reshape, flatten, dense = others
    whole = exported(network(reshape, *augmenting, flatten, kinds.Dropout(0.5), dense), ABOUT)
    assert whole == exported(network(*others), ABOUT)
    assert [layer["layer"] for layer in header(whole, tmp_path)["layers"]] == ["Reshape", "Flatten", "Dense"]


def test_the_file_is_the_same_each_time() -> None:
    model = network(*every_layer())
    assert exported(model, ABOUT) == exported(model, ABOUT)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (
            lambda: layers().BatchNormalization(name="b"),
            'the BatchNormalization layer "b" (layers: Rescaling, Flatten, Reshape, Dense, Conv2D, MaxPooling2D)',
        ),
        (lambda: layers().Dense(2, use_bias=False, name="d"), 'the Dense layer "d" with use_bias=False'),
        (
            lambda: layers().Dense(2, activation="tanh", name="d"),
            'the Dense layer "d" with activation=tanh (activations: linear, relu, softmax)',
        ),
        (lambda: layers().Conv1D(2, 3, name="d"), 'the Conv1D layer "d" (layers: '),
        (lambda: layers().Rescaling(1 / 127.5, -1, name="r"), 'the Rescaling layer "r" with offset=-1'),
        (lambda: layers().Rescaling([1.0, 2.0] * 14, name="r"), 'the Rescaling layer "r" with scale=[1.0, 2.0, '),
    ],
)
def test_a_layer_that_the_browser_does_not_run_is_named(make: Any, says: str) -> None:  # noqa: ANN401
    with pytest.raises(UserError) as error:
        exported(network(make()), ABOUT)
    assert str(error.value).startswith(f"the browser cannot run {says}")


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"padding": "same"}, "padding=same"),
        ({"strides": 2}, "strides=(2, 2)"),
        ({"dilation_rate": 2}, "dilation_rate=(2, 2)"),
    ],
)
def test_a_convolution_that_the_browser_does_not_run_is_named(settings: dict[str, Any], says: str) -> None:
    kinds = layers()
    with pytest.raises(UserError) as error:
        exported(network(kinds.Reshape((28, 28, 1)), kinds.Conv2D(2, 3, name="c", **settings)), ABOUT)
    assert str(error.value) == f'the browser cannot run the Conv2D layer "c" with {says}'


def test_a_pooling_that_the_browser_does_not_run_is_named() -> None:
    kinds = layers()
    with pytest.raises(UserError, match=r"the MaxPooling2D layer \S+ with pool_size=\(3, 3\)$"):
        exported(network(kinds.Reshape((28, 28, 1)), kinds.MaxPooling2D(3)), ABOUT)


def record(about: dict[str, Any]) -> str:
    return json.dumps({"metadata": {"record": {"values": {}, **about}}})


def test_the_file_of_a_saved_model_says_what_its_record_says_except_the_named_values(tmp_path: Path) -> None:
    model = network(*every_layer())
    model.save(tmp_path / "model.keras")
    whole = ABOUT | {"values": {"loss": {}}}
    assert exported_file(tmp_path / "model.keras", record(whole)) == exported(model, ABOUT)


def test_an_error_names_the_script(tmp_path: Path) -> None:
    network(layers().BatchNormalization()).save(tmp_path / "model.keras")
    with pytest.raises(UserError, match=r"^examples/tiny\.py: the browser cannot run the BatchNormalization layer"):
        exported_file(tmp_path / "model.keras", record(ABOUT))
