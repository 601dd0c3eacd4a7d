"""Of the networks of a run that differ only in their seeds, the first is trained, and the others get what it learnt.

Those that are the same then are measured once.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import numpy as np
import pytest

from examples.runner.quiet import import_keras
from examples.runner.replacing import replaced
from tests.support import training
from tests.support.training import MOST_EPOCHS, MOST_EPOCHS_WITH_CALLBACKS, cheaply, hardly, measured_once

pytestmark = pytest.mark.keras

DIGITS = np.random.default_rng(0).random((8, 4), "float32")
LABELS = np.arange(8, dtype="float32").reshape(8, 1) % 2
ERROR = "mean_squared_error"


@pytest.fixture
def trained() -> Iterator[list[dict[str, Any]]]:
    """The arguments of each training that happens, in a run of its own."""
    keras = import_keras()
    calls: list[dict[str, Any]] = []

    @wraps(keras.Model.fit)
    def noting(model: Any, *positional: Any, **named: Any) -> Any:  # noqa: ANN401
        calls.append(named)
        return learn(model, *positional, **named)

    with replaced(keras.Model, "fit", cheaply(noting)):
        yield calls


def learn(model: Any, x: np.ndarray, y: object, *, epochs: int, **named: Any) -> Any:  # noqa: ANN401
    """What `fit` does to a network, quickly: in each epoch, a step adds 1 to every weight."""
    del y
    if not model.built:
        model.build(x.shape)
    model.optimizer.build(model.trainable_variables)
    for variable in (model.optimizer.iterations, *model.weights):
        variable.assign_add(epochs)
    history = import_keras().callbacks.History()
    names = ["loss", *(["val_loss"] if "validation_data" in named else [])]
    names += [f"{name}_mae" for name in getattr(model, "output_names", ())]
    history.history = {name: [0.5] * epochs for name in names}
    history.epoch = list(range(epochs))
    return history


def network(*, seed: int = 0, activation: str = "relu", rate: float = 0.1, **settings: Any) -> Any:  # noqa: ANN401
    """A compiled network of two Dense layers, whose weights come of the seed."""
    keras = import_keras()
    keras.utils.set_random_seed(seed)
    dense = keras.layers.Dense
    made = keras.Sequential([keras.Input((4,)), dense(3, activation=activation), dense(1, activation="sigmoid")])
    made.compile(**{"loss": ERROR, "optimizer": keras.optimizers.Adam(rate)} | settings)
    return made


def outputs_of(*names: str | None) -> Any:  # noqa: ANN401
    """A compiled network with an output of each name; Keras makes those that are None."""
    keras = import_keras()
    inputs = keras.Input((4,))
    made = keras.Model(inputs, [keras.layers.Dense(1, name=name)(inputs) for name in names])
    made.compile(loss=ERROR, optimizer="sgd", metrics=[["mae"] for _ in names])
    return made


def same_weights(one: Any, other: Any) -> bool:  # noqa: ANN401
    return all(map(np.array_equal, one.get_weights(), other.get_weights()))


def test_networks_that_differ_in_their_seeds_are_trained_once_and_are_the_same_then(
    trained: list[dict[str, Any]],
) -> None:
    first, second = network(seed=1), network(seed=2)
    assert not same_weights(first, second)
    first.fit(DIGITS, LABELS, epochs=3)
    second.fit(DIGITS, LABELS, epochs=3, verbose=2)
    assert len(trained) == 1
    assert same_weights(first, second)
    assert int(second.optimizer.iterations) == int(first.optimizer.iterations) == 3


def test_one_that_was_spared_has_all_that_training_by_keras_leaves() -> None:
    fit = cheaply(import_keras().Model.fit)
    first, second = network(seed=1), network(seed=2)
    of_first, of_second = (
        fit(each, DIGITS, LABELS, epochs=2, validation_data=(DIGITS, LABELS), verbose=0) for each in (first, second)
    )
    assert same_weights(first, second)
    assert all(map(np.array_equal, first.optimizer.variables, second.optimizer.variables))
    # Scripts read either.
    assert second.history is of_second
    assert second.history.model is second
    assert (of_second.history, of_second.epoch, of_second.params) == (of_first.history, of_first.epoch, of_first.params)
    assert list(of_second.history) == ["loss", "val_loss"]


@pytest.mark.filterwarnings("error")
def test_nothing_warns_that_is_not_of_the_script(trained: list[dict[str, Any]]) -> None:
    for _ in range(2):
        network().fit(DIGITS, LABELS)
    assert len(trained) == 1


def test_what_a_script_does_to_a_network_later_does_not_change_what_the_next_one_gets(
    trained: list[dict[str, Any]],
) -> None:
    first = network()
    history = first.fit(DIGITS, LABELS, epochs=2)
    before = first.get_weights()
    first.fit(DIGITS, LABELS, epochs=2)
    history.history["loss"].clear()
    second = network()
    assert len(second.fit(DIGITS, LABELS, epochs=2).history["loss"]) == 2
    assert len(trained) == 2
    assert all(map(np.array_equal, before, second.get_weights()))


def test_a_second_fit_goes_on_also_where_the_first_one_was_spared(trained: list[dict[str, Any]]) -> None:
    first, second = network(seed=1), network(seed=2)
    for each in (first, first, second, second):
        each.fit(DIGITS, LABELS)
    assert len(trained) == 3
    # With the optimizer's state, both have taken the same two steps.
    assert int(second.optimizer.iterations) == 2
    for one, other in zip(first.get_weights(), second.get_weights(), strict=True):
        assert one == pytest.approx(other, abs=1e-6)


def with_weights_of(other: Any) -> Any:  # noqa: ANN401
    made = network()
    made.set_weights(other.get_weights())
    return made


def with_a_layer_of(other: Any) -> Any:  # noqa: ANN401
    keras = import_keras()
    made = keras.Sequential([keras.Input((4,)), other.layers[0], keras.layers.Dense(1, activation="sigmoid")])
    made.compile(loss=ERROR, optimizer=keras.optimizers.Adam(0.1))
    return made


@pytest.mark.parametrize("changed", [with_weights_of, with_a_layer_of])
def test_a_network_that_does_not_begin_with_what_its_initializers_give_is_trained(
    trained: list[dict[str, Any]], changed: Callable[[Any], Any]
) -> None:
    first = network(seed=1)
    first.fit(DIGITS, LABELS)
    changed(first).fit(DIGITS, LABELS)
    assert len(trained) == 2
    # Nor does such a one stand in for others.
    network(seed=1).fit(DIGITS, LABELS)
    assert len(trained) == 2


def test_one_whose_weights_were_put_back_keeps_its_optimizer_and_is_trained(trained: list[dict[str, Any]]) -> None:
    first = network(seed=1)
    start = first.get_weights()
    first.fit(DIGITS, LABELS)
    first.set_weights(start)
    first.fit(DIGITS, LABELS)
    assert len(trained) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"activation": "tanh"},
        {"rate": 0.2},
        {"loss": "binary_crossentropy"},
        {"metrics": ["accuracy"]},
    ],
)
def test_another_layer_rate_loss_or_metric_is_another_network(
    trained: list[dict[str, Any]], other: dict[str, Any]
) -> None:
    network().fit(DIGITS, LABELS)
    network(**other).fit(DIGITS, LABELS)
    assert len(trained) == 2


def test_a_rate_that_is_set_after_compiling_counts(trained: list[dict[str, Any]]) -> None:
    network().fit(DIGITS, LABELS)
    later = network()
    later.optimizer.learning_rate = 0.5
    later.fit(DIGITS, LABELS)
    assert len(trained) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"x": DIGITS[:4], "y": LABELS[:4]},
        {"x": DIGITS + 1},
        {"y": 1 - LABELS},
        {"epochs": 2},
        {"batch_size": 4},
        {"shuffle": False},
        {"validation_data": (DIGITS, LABELS)},
    ],
)
def test_other_data_or_another_argument_is_another_training(
    trained: list[dict[str, Any]], other: dict[str, Any]
) -> None:
    network().fit(**{"x": DIGITS, "y": LABELS})
    history = network().fit(**{"x": DIGITS, "y": LABELS} | other)
    assert len(trained) == 2
    assert ("val_loss" in history.history) == ("validation_data" in other)


def test_with_callbacks_every_network_is_trained(trained: list[dict[str, Any]]) -> None:
    for _ in range(2):
        network().fit(DIGITS, LABELS, callbacks=[import_keras().callbacks.TerminateOnNaN()])
    assert len(trained) == 2


@pytest.mark.filterwarnings("ignore:The object being serialized includes a `lambda`")
def test_with_a_loss_or_a_class_of_the_script_s_own_every_network_is_trained(trained: list[dict[str, Any]]) -> None:
    keras = import_keras()

    class Own(keras.Sequential):  # type: ignore[misc, name-defined]
        pass

    for factor in (1, 2):
        network(loss=lambda labels, given, factor=factor: factor * (labels - given) ** 2).fit(DIGITS, LABELS)
        own = Own([keras.Input((4,)), keras.layers.Dense(1)])
        own.compile(loss=ERROR)
        own.fit(DIGITS, LABELS)
    assert len(trained) == 4


def test_names_that_keras_makes_do_not_count_unless_a_history_has_them(trained: list[dict[str, Any]]) -> None:
    for names in (("digit", "odd"), ("digit", "odd"), ("odd", "digit")):
        history = outputs_of(*names).fit(DIGITS, [LABELS, LABELS]).history
        assert {f"{name}_mae" for name in names} <= set(history)
    assert len(trained) == 2
    for _ in range(2):
        made = outputs_of(None, None)
        assert {f"{name}_mae" for name in made.output_names} <= set(made.fit(DIGITS, [LABELS, LABELS]).history)
    assert len(trained) == 4


def test_how_layers_are_connected_counts(trained: list[dict[str, Any]]) -> None:
    keras = import_keras()

    def joined(order: tuple[int, int]) -> Any:  # noqa: ANN401
        inputs = keras.Input((4,))
        parts = [keras.layers.Dense(1, activation=activation)(inputs) for activation in ("relu", "tanh")]
        made = keras.Model(inputs, keras.layers.Subtract()([parts[place] for place in order]))
        made.compile(loss=ERROR, optimizer="sgd")
        return made

    for order in ((0, 1), (0, 1), (1, 0)):
        joined(order).fit(DIGITS, LABELS)
    assert len(trained) == 2


def test_a_network_without_a_shape_yet_is_trained(trained: list[dict[str, Any]]) -> None:
    keras = import_keras()
    for _ in range(2):
        made = keras.Sequential([keras.layers.Dense(1)])
        made.compile(loss=ERROR)
        made.fit(DIGITS, LABELS)
    assert len(trained) == 2


def test_no_network_is_trained_for_more_than_a_few_epochs_and_a_large_one_for_one_step(
    trained: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "LARGE", 30)
    keras = import_keras()
    network().fit(DIGITS, LABELS, epochs=100)
    network().fit(DIGITS, LABELS, epochs=100, callbacks=[keras.callbacks.TerminateOnNaN()])
    network().fit(DIGITS, LABELS, initial_epoch=MOST_EPOCHS, epochs=MOST_EPOCHS + 1)
    large = keras.Sequential([keras.Input((4,)), keras.layers.Dense(7)])
    large.compile(loss=ERROR)
    large.fit(DIGITS, np.zeros((8, 7), "float32"), batch_size=2)
    assert [(each["epochs"], each.get("steps_per_epoch")) for each in trained] == [
        (MOST_EPOCHS, None),
        (MOST_EPOCHS_WITH_CALLBACKS, None),
        (MOST_EPOCHS + 1, None),
        (1, 1),
    ]
    assert int(large.optimizer.iterations) == 1


def test_a_network_with_dropout_takes_a_single_step_and_can_be_trained_as_any_other_then() -> None:
    keras = import_keras()
    made = keras.Sequential([keras.Input((4,)), keras.layers.Dropout(0.5), keras.layers.Dense(1)])
    made.compile(loss=ERROR)
    before = made.get_weights()
    history = cheaply(keras.Model.fit)(made, DIGITS, LABELS, batch_size=2, epochs=3, verbose=0)
    assert (history.epoch, int(made.optimizer.iterations)) == ([0], 1)
    assert not all(map(np.array_equal, made.get_weights(), before))
    made.fit(DIGITS, LABELS, batch_size=2, verbose=0)
    assert int(made.optimizer.iterations) == 1 + 4
    assert not made.run_eagerly


@pytest.fixture
def measured() -> Iterator[list[Any]]:
    """The networks that are measured, in a run of its own."""
    keras = import_keras()
    evaluate = keras.Model.evaluate
    models: list[Any] = []

    @wraps(evaluate)
    def noting(model: Any, *positional: Any, **named: Any) -> Any:  # noqa: ANN401
        models.append(model)
        return evaluate(model, *positional, **named)

    with replaced(keras.Model, "evaluate", measured_once(noting)):
        yield models


def test_networks_that_have_the_same_weights_are_measured_once(measured: list[Any]) -> None:
    first, second = network(metrics=["mae"]), network(metrics=["mae"])
    of_first = first.evaluate(DIGITS, LABELS, verbose=0)
    of_second = second.evaluate(DIGITS, LABELS, verbose=0)
    assert measured == [first]
    assert of_first == of_second
    # What a script does to one does not change the other.
    of_first.clear()
    assert len(second.evaluate(DIGITS, LABELS, verbose=0)) == 2


def test_other_weights_data_or_arguments_are_measured_and_so_is_whatever_prints_a_log(measured: list[Any]) -> None:
    network(seed=1).evaluate(DIGITS, LABELS, verbose=0)
    network(seed=2).evaluate(DIGITS, LABELS, verbose=0)
    network(seed=2).evaluate(DIGITS[::-1], LABELS, verbose=0)
    network(seed=2).evaluate(DIGITS, LABELS, verbose=0, return_dict=True)
    for _ in range(2):
        network(seed=2).evaluate(DIGITS, LABELS)
    assert len(measured) == 6


def test_a_network_is_measured_anew_once_it_has_learnt_more(measured: list[Any]) -> None:
    made = network()
    before = made.evaluate(DIGITS, LABELS, verbose=0)
    made.fit(DIGITS, LABELS, verbose=0)
    assert made.evaluate(DIGITS, LABELS, verbose=0) != before
    assert measured == [made, made]


def test_what_cannot_be_compared_is_measured_each_time_uncompiled(measured: list[Any]) -> None:
    made = network(metrics=["mae"])
    callbacks = [import_keras().callbacks.Callback()]
    watched = [made.evaluate(DIGITS, LABELS, callbacks=callbacks, verbose=0) for _ in range(2)]
    assert made.test_function is None
    assert watched == [pytest.approx(made.evaluate(DIGITS, LABELS, verbose=0), rel=1e-5)] * 2
    assert measured == [made] * 3


def test_what_is_measured_in_one_step_is_what_keras_measures(measured: list[Any]) -> None:
    made = network(metrics=["mae"])
    errors = import_keras().ops.convert_to_numpy(made(DIGITS)) - LABELS
    expected = [np.square(errors).mean(), np.abs(errors).mean()]
    assert made.evaluate(DIGITS, LABELS, batch_size=3, verbose=0) == pytest.approx(expected, rel=1e-5)
    assert not made.run_eagerly
    assert measured == [made]


def test_what_measures_time_trains_a_network_for_a_single_step_however_it_is_compiled_and_only_once() -> None:
    fit = hardly(import_keras().Model.fit)
    made = network(steps_per_execution=4, jit_compile=True)
    for _ in range(2):
        history = fit(made, DIGITS, LABELS, batch_size=2, epochs=3, verbose=0)
        assert (history.epoch, int(made.optimizer.iterations)) == ([0], 1)
    assert (made.steps_per_execution, made.jit_compile, made.run_eagerly) == (4, True, False)
