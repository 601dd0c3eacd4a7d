"""The calls that build the network of several scripts."""

from collections.abc import Mapping

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
