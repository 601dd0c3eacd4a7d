"""The lesson's own cells as a template for other settings: where each setting stands in them. Pure.

docs/assets/javascripts/trainer/keras_script.js puts the reader's settings in the places of $layers, $optimizer,
$batch_size and $epochs.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docs.plugins.fences.trainer_settings import Settings, checked

# The learning rates of optimizers that are given none, as Keras' documentation has them.
DEFAULT_RATES: Mapping[str, str] = {"sgd": "0.01", "adam": "0.001"}
# The arguments that the page trains with, or that don't change a training: those that may stand without their names, as
# Keras orders them, and the others.
ARGUMENTS: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {
    "Dense": (("units", "activation"), ("kernel_initializer",)),
    "compile": (("optimizer", "loss"), ("metrics",)),
    "fit": (("x", "y", "batch_size", "epochs"), ("validation_data", "verbose")),
    "SGD": (("learning_rate",), ()),
    "Adam": (("learning_rate",), ()),
}
# The layers of the network that the page trains.
LAYERS = ("Input", "Flatten", "Dense")
LOSS = "categorical_crossentropy"


@dataclass(frozen=True)
class Template:
    """The text of cells with placeholders, the settings that stood there, and whether the weights begin at zero."""

    text: str
    settings: Settings
    zeros: bool


def template_of(cells: Sequence[str]) -> Template:
    """The template of cells that build a network of Dense layers, compile it and fit it.

    Raises ValueError, with what is missing or what the page couldn't train, where the cells have no such network.
    """
    text = "\n\n".join(cells)
    if "$" in text:
        raise ValueError('its cells have a "$", which marks the places of settings in what is copied')
    calls = list(_calls(ast.parse(text)))
    layers = [call for name, call in calls if name == "Dense"]
    fit = next((_arguments(call) for name, call in calls if name == "fit"), {})
    compiled = next((_arguments(call) for name, call in calls if name == "compile"), {})
    missing = [
        what
        for what, there in (
            ("layers.Dense", layers),
            ("optimizer", "optimizer" in compiled),
            ("batch_size", "batch_size" in fit),
            ("epochs", "epochs" in fit),
        )
        if not there
    ]
    if missing:
        raise ValueError(f"its cells have no {' and no '.join(missing)}")
    if "loss" in compiled and (loss := _value(compiled["loss"])) != LOSS:
        raise ValueError(f"its loss is {loss}, and the page trains with {LOSS}")
    of_layers, zeros = _network(calls)
    settings: Settings = {
        **of_layers,
        **_optimizer(compiled["optimizer"]),
        "batch_size": checked("batch_size", _value(fit["batch_size"])),
        "epochs": checked("epochs", _value(fit["epochs"])),
    }
    places = [
        (*_place_of_layers(text, layers), "$layers"),
        *(
            (_start(text, value), _end(text, value), f"${name}")
            for name, value in (
                ("optimizer", compiled["optimizer"]),
                ("batch_size", fit["batch_size"]),
                ("epochs", fit["epochs"]),
            )
        ),
    ]
    for start, end, placeholder in sorted(places, reverse=True):
        text = text[:start] + placeholder + text[end:]
    return Template(text, settings, zeros)


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Each call of a method or of a function of a module, with its name, in the order of the text."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        assert isinstance(call.func, ast.Attribute)
        yield call.func.attr, call


def _arguments(call: ast.Call) -> dict[str, ast.expr]:
    """The arguments of a call by their names; raises ValueError for one that the page doesn't train with."""
    assert isinstance(call.func, ast.Attribute)
    positional, others = ARGUMENTS[call.func.attr]
    unknown = [
        *call.args[len(positional) :],
        *(keyword for keyword in call.keywords if keyword.arg not in (*positional, *others)),
    ]
    if unknown:
        given = ", ".join(map(ast.unparse, unknown))
        raise ValueError(f"its {call.func.attr} has {given}, which the form has no field for")
    named = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    return {**dict(zip(positional, call.args, strict=False)), **named}


def _value(node: ast.expr) -> str:
    """What is written there, without the quotation marks of a text."""
    return str(node.value) if isinstance(node, ast.Constant) else ast.unparse(node)


def _network(calls: Sequence[tuple[str, ast.Call]]) -> tuple[Settings, bool]:
    """The settings of the layers, and whether the weights begin at zero.

    Raises ValueError for a network that the page couldn't train.
    """
    for _, call in calls:
        _check_layer(call)
    dense = [_arguments(call) for name, call in calls if name == "Dense"]
    *hidden, last = [{name: _value(node) for name, node in arguments.items()} for arguments in dense]
    if len(hidden) > 2:
        raise ValueError("its network has more than two hidden layers, which the form has no fields for")
    if (last.get("units"), last.get("activation")) != ("10", "softmax"):
        raise ValueError('its last layer is not layers.Dense(10, activation="softmax")')
    initializers = [layer["kernel_initializer"] for layer in (*hidden, last) if "kernel_initializer" in layer]
    if initializers and (hidden or initializers != ["zeros"]):
        raise ValueError(
            f"its kernel_initializer is {initializers[0]}, and only a network of one layer may have one, which is zeros"
        )
    # Without a hidden layer, none is chosen.
    activations = dict.fromkeys(layer.get("activation", "linear") for layer in hidden) or ["relu"]
    if len(activations) > 1:
        raise ValueError(f"its hidden layers have {' and '.join(activations)}, and the form has one activation")
    units = [*(layer.get("units", "") for layer in hidden), "0", "0"]
    texts = {"units1": units[0], "units2": units[1], "activation": next(iter(activations))}
    return {name: checked(name, text) for name, text in texts.items()}, bool(initializers)


def _check_layer(call: ast.Call) -> None:
    """Raise ValueError for a layer that the page's network couldn't have."""
    assert isinstance(call.func, ast.Attribute)
    if ast.unparse(call.func.value) in ("layers", "keras.layers") and call.func.attr not in LAYERS:
        raise ValueError(f"its network has {ast.unparse(call)}, and the page trains {', '.join(LAYERS)}")


def _optimizer(node: ast.expr) -> Settings:
    """The optimizer and its learning rate, of `"adam"` or of `keras.optimizers.SGD(learning_rate=0.1)`.

    Raises ValueError for another optimizer, and for one that isn't written there.
    """
    if isinstance(node, ast.Constant):
        name = str(node.value)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        name = node.func.attr.lower()
    else:
        raise ValueError(f"its optimizer is {ast.unparse(node)}; write its name, or a call that makes it")
    optimizer = checked("optimizer", name)
    given = _arguments(node).get("learning_rate") if isinstance(node, ast.Call) else None
    return {
        "optimizer": optimizer,
        "learning_rate": checked("learning_rate", _value(given) if given else DEFAULT_RATES[name]),
    }


def _place_of_layers(text: str, layers: Sequence[ast.Call]) -> tuple[int, int]:
    """Where the Dense layers begin, and where the comma after the last one ends.

    Raises ValueError where they don't stand one below the other: what is between them would be lost.
    """
    starts, ends = ([place(text, layer) for layer in layers] for place in (_start, _end))
    before, after = text[: starts[0]].rpartition("\n")[2], text[ends[-1] :].partition("\n")[0]
    between = (text[end:start] for end, start in zip(ends, starts[1:], strict=False))
    if before.strip() or after != "," or not all(re.fullmatch(r",\n *", each) for each in between):
        raise ValueError("its layers.Dense don't stand one below the other, with a comma and nothing else after each")
    return starts[0], ends[-1] + 1


def _start(text: str, node: ast.expr) -> int:
    return _offset(text, node.lineno, node.col_offset)


def _end(text: str, node: ast.expr) -> int:
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return _offset(text, node.end_lineno, node.end_col_offset)


def _offset(text: str, line: int, column: int) -> int:
    """Where a place is in a text of ASCII, as ast counts columns in bytes."""
    return sum(len(each) for each in text.splitlines(keepends=True)[: line - 1]) + column
