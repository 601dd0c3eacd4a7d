"""The lesson's own cells as a template for other settings: where each setting stands in them. Pure.

docs/assets/javascripts/trainer/keras_script.js puts the reader's settings in the places of $layers, $optimizer,
$batch_size and $epochs.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docs.plugins.fences.trainer_settings import Settings

# The learning rates of optimizers that are given none, as Keras' documentation has them.
DEFAULT_RATES: Mapping[str, float] = {"sgd": 0.01, "adam": 0.001}


@dataclass(frozen=True)
class Template:
    """The text of cells with placeholders, the settings that stood there, and whether the weights begin at zero."""

    text: str
    settings: Settings
    zeros: bool


def template_of(cells: Sequence[str]) -> Template:
    """The template of cells that build a network of Dense layers, compile it and fit it.

    Raises ValueError, with what is missing, where the cells have no such network.
    """
    text = "\n\n".join(cells)
    calls = list(_calls(ast.parse(text)))
    layers = [call for name, call in calls if name == "Dense"]
    fit = next((_keywords(call) for name, call in calls if name == "fit"), {})
    compiled = next((_keywords(call) for name, call in calls if name == "compile"), {})
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
    *hidden, last = map(_dense, layers)
    if len(hidden) > 2:
        raise ValueError("its network has more than two hidden layers, which the form has no fields for")
    optimizer, rate = _optimizer(compiled["optimizer"])
    settings: Settings = {
        "units1": hidden[0]["units"] if hidden else 0,
        "units2": hidden[1]["units"] if hidden[1:] else 0,
        "activation": hidden[0]["activation"] if hidden else "relu",
        "optimizer": optimizer,
        "learning_rate": rate,
        "batch_size": ast.literal_eval(fit["batch_size"]),
        "epochs": ast.literal_eval(fit["epochs"]),
    }
    places = [
        (_start(text, layers[0]), _end(text, layers[-1]) + 1, "$layers"),
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
    return Template(text, settings, last["kernel_initializer"] == "zeros")


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Each call of a method or of a function of a module, with its name, in the order of the text."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        assert isinstance(call.func, ast.Attribute)
        yield call.func.attr, call


def _keywords(call: ast.Call) -> dict[str, ast.expr]:
    return {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}


def _dense(call: ast.Call) -> dict[str, int | str]:
    # Its first argument may stand without its name.
    nodes = {**dict(zip(("units",), call.args, strict=False)), **_keywords(call)}
    given = {name: ast.literal_eval(node) for name, node in nodes.items()}
    return {"kernel_initializer": "", "activation": "linear", **given}


def _optimizer(node: ast.expr) -> tuple[str, float]:
    """Its name and its learning rate, of `"adam"` or of `keras.optimizers.SGD(learning_rate=0.1)`.

    Raises ValueError for another optimizer, and for one that isn't written there.
    """
    if isinstance(node, ast.Constant):
        name, given = str(node.value), None
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        name, given = node.func.attr.lower(), _keywords(node).get("learning_rate")
    else:
        raise ValueError(f"its optimizer is {ast.unparse(node)}; write its name, or a call that makes it")
    if name not in DEFAULT_RATES:
        raise ValueError(f'its optimizer is "{name}", and the form has {", ".join(DEFAULT_RATES)}')
    return name, ast.literal_eval(given) if given else DEFAULT_RATES[name]


def _start(text: str, node: ast.expr) -> int:
    return _offset(text, node.lineno, node.col_offset)


def _end(text: str, node: ast.expr) -> int:
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return _offset(text, node.end_lineno, node.end_col_offset)


def _offset(text: str, line: int, column: int) -> int:
    """Where a place is in a text of ASCII, as ast counts columns in bytes."""
    return sum(len(each) for each in text.splitlines(keepends=True)[: line - 1]) + column
