"""The calls that build the network of several scripts."""

from collections.abc import Mapping
from typing import Any

from tests.support.calls import Call, call, like

RELU, SOFTMAX = {"activation": "relu"}, {"activation": "softmax"}
# The Dense layers of the lesson on Sequential: how many neurons each has, and what else it is given.
SEQUENTIAL = ((256, RELU), (128, RELU), (10, SOFTMAX))


def stack_of(*dense: tuple[int, Mapping[str, str]]) -> list[Call]:
    """The calls that build a Sequential network of these Dense layers."""
    layers = [like("Flatten"), *(like("Dense", units=units) for units, _ in dense)]
    return [
        call("keras.Input", shape=(28, 28)),
        call("layers.Flatten"),
        *(call("layers.Dense", units, **settings) for units, settings in dense),
        call("keras.Sequential", [like("KerasTensor", shape=(None, 28, 28)), *layers]),
    ]


def convolutional(*, pooled: bool = True, **settings: Any) -> list[Call]:  # noqa: ANN401
    """The calls that build the convolutional network, whose Conv2D layers have these settings besides their own."""
    made: list[Call] = [call("layers.Reshape", (28, 28, 1))]
    kinds = [like("Reshape", target_shape=(28, 28, 1))]
    for filters in (8, 16):
        made.append(call("layers.Conv2D", filters, 3, **settings, activation="relu"))
        kinds.append(like("Conv2D", filters=filters, kernel_size=(3, 3)))
        if pooled:
            made.append(call("layers.MaxPooling2D"))
            kinds.append(like("MaxPooling2D", pool_size=(2, 2)))
    return [
        call("keras.Input", shape=(28, 28)),
        *made,
        call("layers.Flatten"),
        call("layers.Dense", 64, **RELU),
        call("layers.Dense", 10, **SOFTMAX),
        call(
            "keras.Sequential",
            [
                like("KerasTensor", shape=(None, 28, 28)),
                *kinds,
                like("Flatten"),
                like("Dense", units=64),
                like("Dense", units=10),
            ],
        ),
    ]
