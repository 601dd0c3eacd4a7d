"""Trains the networks of a script's run cheaply: in few epochs, some in one step, and those that are alike once.

Each function takes a `keras.Model.fit` and gives one for a single run; `measured_once` does so with `evaluate`.
"""

import contextlib
import inspect
import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from typing import Any, TypeAlias

import numpy as np

# The methods of a `keras.Model`.
Fit: TypeAlias = Callable[..., Any]
Evaluate: TypeAlias = Callable[..., Any]

# A step of a network of so many parameters takes seconds, with what Keras prepares for it.
LARGE = 10_000_000
# How well a network has learnt is read in the record. One that may stop early needs more epochs to do so.
MOST_EPOCHS, MOST_EPOCHS_WITH_CALLBACKS = 10, 20

# The scripts that measure how long it takes to train: that is read in the record, and so is what they learn. As nothing
# is compiled, they run where Keras refuses to: PyTorch takes a single step at a time.
MEASURING = ("faster",)


def cheaply(fit: Fit) -> Fit:
    """In each of the ways below."""
    return in_few_epochs(in_one_step_if_large(in_one_step_if_random(once_if_alike(fit))))


def hardly(fit: Fit) -> Fit:
    """For MEASURING: a network is trained once, in a single step, uncompiled; later it stays as it is."""

    @wraps(fit)
    def in_one_step(model: Any, *positional: Any, **named: Any) -> Any:  # noqa: ANN401
        with uncompiled(model):
            return fit(model, *positional, **named | {"epochs": 1, "steps_per_epoch": 1})

    once = once_if_alike(in_one_step)

    def limited(model: Any, *positional: Any, **named: Any) -> Any:  # noqa: ANN401
        return model.history if int(model.optimizer.iterations) else once(model, *positional, **named)

    return limited


def in_few_epochs(fit: Fit) -> Fit:
    """No network is trained for more than a few epochs."""

    def limited(model: Any, *positional: Any, **named: Any) -> Any:  # noqa: ANN401
        most = MOST_EPOCHS_WITH_CALLBACKS if named.get("callbacks") else MOST_EPOCHS
        last = named.get("initial_epoch", 0) + most
        return fit(model, *positional, **named | {"epochs": min(named.get("epochs", 1), last)})

    return limited


def in_one_step_if_large(fit: Fit) -> Fit:
    """An epoch of a large network is a single step."""

    def limited(model: Any, *positional: Any, **named: Any) -> Any:  # noqa: ANN401
        large = model.built and model.count_params() > LARGE
        return fit(model, *positional, **named | ({"steps_per_epoch": 1} if large else {}))

    return limited


def in_one_step_if_random(fit: Fit) -> Fit:
    """A network with a layer that draws at random as it is trained, such as Dropout, takes a single step, uncompiled.

    Lessons compare many of those, and to compile a step takes as long as a hundred steps do.
    """

    def limited(model: Any, *positional: Any, **named: Any) -> Any:  # noqa: ANN401
        if not is_random(model):
            return fit(model, *positional, **named)
        with uncompiled(model):
            return fit(model, *positional, **named | {"epochs": 1, "steps_per_epoch": 1})

    return limited


def is_random(model: Any) -> bool:  # noqa: ANN401
    """Whether a layer draws at random, and not only its initializers."""
    return any("seed" in layer.get_config() for layer in model.layers)


def once_if_alike(fit: Fit) -> Fit:
    """Of networks that differ only in their seeds, the first is trained; the others get what it has learnt.

    They get its weights, its optimizer's state, and a history like its own; no log of theirs is printed. Networks are
    alike where layers, settings, data and arguments of `fit` are, other than `verbose`. Any doubt is resolved by
    training: callbacks, data in anything but arrays, or a function or class of the script's own.
    """
    learnt_by: dict[Any, _Learnt] = {}

    @wraps(fit)
    def limited(model: Any, *positional: Any, **named: Any) -> Any:  # noqa: ANN401
        likeness = _likeness(model, fit, positional, named) if _is_fresh(model) else None
        if likeness in learnt_by:
            return learnt_by[likeness].given_to(model)
        history = fit(model, *positional, **named)
        if likeness is not None:
            learnt_by[likeness] = _Learnt.by(model, history)
        return history

    return limited


def measured_once(evaluate: Evaluate) -> Evaluate:
    """Of networks that are alike, weights included, the first is measured, and the others get its numbers.

    In each network, Keras compiles anew what measures it, which takes longer than to measure it on the stand-in digits,
    so the first is measured uncompiled, in one step. On data that can't be compared each is measured, uncompiled too.
    Whoever wants a log gets it, as verbose is not 0 then.
    """
    found: dict[Any, Any] = {}

    @wraps(evaluate)
    def limited(model: Any, *positional: Any, **named: Any) -> Any:  # noqa: ANN401
        if named.get("verbose") != 0 or not model.built:
            return evaluate(model, *positional, **named)
        likeness = _likeness(model, evaluate, positional, named)
        if likeness is None:
            with uncompiled(model):
                return evaluate(model, *positional, **named)
        likeness = (likeness, _comparable([_array(weight) for weight in model.weights], {}))
        if likeness not in found:
            one_step = (
                {"batch_size": len(positional[0])} if positional and isinstance(positional[0], np.ndarray) else {}
            )
            with uncompiled(model):
                found[likeness] = evaluate(model, *positional, **named | one_step)
        return deepcopy(found[likeness])

    return limited


@contextlib.contextmanager
def uncompiled(model: Any) -> Iterator[None]:  # noqa: ANN401
    """Meanwhile, the network's steps are taken one by one as they are written, without compiling them first."""
    before = model.jit_compile, model.steps_per_execution
    model.jit_compile, model.steps_per_execution = False, 1
    model.run_eagerly = True
    # Keras keeps the steps as it has made them.
    model.train_function = model.test_function = None
    try:
        yield
    finally:
        model.run_eagerly = False
        model.jit_compile, model.steps_per_execution = before
        model.train_function = model.test_function = None


@dataclass(frozen=True)
class _Learnt:
    """What training has left in a network, copied, as the script may go on with it."""

    variables: list[np.ndarray]
    history: Mapping[str, Any]

    @classmethod
    def by(cls, model: Any, history: Any) -> "_Learnt":  # noqa: ANN401
        kept = {name: deepcopy(getattr(history, name)) for name in ("history", "epoch", "params")}
        return cls([_array(variable) for variable in _variables(model)], kept)

    def given_to(self, model: Any) -> Any:  # noqa: ANN401
        """The history of a network as if it had learnt this."""
        import keras

        model.optimizer.build(model.trainable_variables)
        for variable, value in zip(_variables(model), self.variables, strict=True):
            variable.assign(value)
        history = keras.callbacks.History()
        vars(history).update(deepcopy(dict(self.history)))
        history.set_model(model)
        model.history = history
        return history


def _variables(model: Any) -> list[Any]:  # noqa: ANN401
    return [*model.weights, *model.optimizer.variables]


def _array(variable: Any) -> np.ndarray:  # noqa: ANN401
    import keras

    # NumPy warns of how TensorFlow does it, which would pass for a warning of the script.
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        return np.array(keras.ops.convert_to_numpy(variable))


def _is_fresh(model: Any) -> bool:  # noqa: ANN401
    """Whether all weights are what their initializers give, and no step has been taken.

    An initializer gives the same numbers at each call, also without a seed. So this tells of all that may have been
    done to the weights: a `fit` before, `set_weights`, a loaded file, layers of another network. A weight of which no
    initializer is known counts as changed.
    """
    if not (model.built and model.compiled) or int(model.optimizer.iterations):
        return False
    return all(_is_as_initialized(weight, layer) for layer in model.layers for weight in layer.weights)


def _is_as_initialized(weight: Any, layer: Any) -> bool:  # noqa: ANN401
    initializer = getattr(layer, f"{weight.name}_initializer", None)
    return initializer is not None and np.array_equal(_array(initializer(weight.shape, weight.dtype)), _array(weight))


class _UnlikeAnyError(Exception):
    """Something that can't be compared."""


def _likeness(
    model: Any,  # noqa: ANN401
    method: Fit | Evaluate,
    positional: tuple[Any, ...],
    named: Mapping[str, Any],
) -> Any:  # noqa: ANN401
    """What is equal for networks that are alike; None for one that must be trained."""
    import keras

    try:
        arguments = inspect.signature(method).bind(model, *positional, **named).arguments
    except TypeError:
        # Keras has its own words for it.
        return None
    del arguments["self"]
    arguments.pop("verbose", None)
    if arguments.pop("callbacks", None) or not _is_of_keras(type(model).__module__):
        return None
    written = keras.saving.serialize_keras_object(model)
    names = {model.name: "model", model.optimizer.name: "optimizer"} | _made_names(model, written["config"]["layers"])
    try:
        return _comparable([written, arguments], names)
    except _UnlikeAnyError:
        return None


def _made_names(model: Any, layers: Sequence[Mapping[str, Any]]) -> dict[str, str]:  # noqa: ANN401
    """The names that Keras makes, such as dense_3, each with one that another network's layer has in the same place.

    Those of several outputs stay: the history is told by them.
    """
    # A Sequential network has one output and no such attribute.
    outputs = getattr(model, "output_names", ())
    told = outputs if len(outputs) > 1 else ()
    return {
        name: f"layer {number}"
        for number, layer in enumerate(layers)
        if (name := layer["config"]["name"]) not in told and _is_made(name, layer["class_name"])
    }


def _is_made(name: str, kind: str) -> bool:
    return re.sub(r"_\d+$", "", name).replace("_", "") == kind.lower()


def _comparable(value: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        if not _is_of_keras(value.get("module") or "keras") or value.get("class_name") == "__lambda__":
            raise _UnlikeAnyError
        return tuple((names.get(key, key), _comparable(each, names)) for key, each in value.items() if key != "seed")
    if isinstance(value, list | tuple):
        return tuple(_comparable(each, names) for each in value)
    if isinstance(value, np.ndarray) and not value.dtype.hasobject:
        return value.shape, value.dtype.str, sha256(value.tobytes()).hexdigest()
    if isinstance(value, str):
        return names.get(value, value)
    if value is None or isinstance(value, bool | int | float | np.generic):
        # As text, True is not 1.
        return type(value).__name__, repr(value)
    raise _UnlikeAnyError


def _is_of_keras(module: str) -> bool:
    return module.partition(".")[0] == "keras"
