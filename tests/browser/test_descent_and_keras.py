"""The weight of the figure takes the steps that Keras' SGD takes."""

import numpy as np
import pytest
from playwright.sync_api import Page

from examples.runner.quiet import import_keras
from tests.support.figures import at_figure
from tests.support.reading import recorded_value

pytestmark = pytest.mark.keras
STEPS = 10
# Besides those that are recorded: one step to the bottom, swinging for ever, and the highest of the figure.
OTHER_RATES = [0.125, 0.25, 0.3]
PATHS = """([input, target, weight, rates, steps]) => {
  const { step } = squaredLoss(input, target);
  return rates.map((rate) => {
    const path = [weight];
    for (let number = 0; number < steps; number++) path.push(step(path.at(-1), rate));
    return path;
  });
}"""


def keras_paths(first: float, target: float, weight: float, rates: list[float]) -> list[list[float]]:
    """The weight before and after each of the steps, for each rate."""
    keras = import_keras()
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False)])
    optimizer = keras.optimizers.SGD(rates[0])
    model.compile(loss="mean_squared_error", optimizer=optimizer)

    def path(rate: float) -> list[float]:
        optimizer.learning_rate = rate
        model.set_weights([np.array([[weight]])])
        weights = [weight]
        for _ in range(STEPS):
            model.train_on_batch(np.array([[first]], "float32"), np.array([[target]], "float32"))
            weights.append(model.get_weights()[0].item())
        return weights

    return [path(rate) for rate in rates]


def test_the_figure_takes_the_steps_of_keras_sgd(tab: Page, address: str) -> None:
    first, target, weight, recorded = (
        recorded_value("learn", name) for name in ("input", "target", "weight", "learning-rates")
    )
    rates = [*recorded, *OTHER_RATES]
    shown = at_figure(tab, address, "descent").page.evaluate(PATHS, [first, target, weight, rates, STEPS])
    trained = keras_paths(first, target, weight, rates)
    # The paths differ from each other, and each goes somewhere.
    assert len({path[-1] for path in trained}) == len(rates)
    for rate, ours, theirs in zip(rates, shown, trained, strict=True):
        assert ours == [pytest.approx(each, rel=1e-6, abs=1e-6) for each in theirs], rate
