"""The trainer computes what Keras computes: from the same weights and batches, the same losses."""

import base64
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page

from examples.runner.quiet import import_keras
from tests.support.trainer import inked, unpacked, worker_script

pytestmark = pytest.mark.keras
STEPS = 40
BATCH = 32
SGD = {"optimizer": "sgd", "learningRate": 0.1, "batchSize": BATCH}
ADAM = {"optimizer": "adam", "learningRate": 0.001, "batchSize": BATCH}
NETWORKS: list[tuple[list[int], str, dict[str, Any]]] = [
    ([64], "relu", SGD),
    ([256, 128], "relu", ADAM),
    ([16], "tanh", SGD),
    ([16, 8], "sigmoid", ADAM),
]
# What the page has besides the Worker's functions.
GIVEN = """
const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const digitsOf = (text) => parseDigits(bytesOf(text).buffer).train;
"""
# Each batch of a training in the digits' own order; `weights` are Keras', the kernel and the bias of a layer together.
TRAINED = """({ hidden, activation, settings, weights, digits, steps }) => {
  const network = newNetwork([784, ...hidden, 10], activation, randomNumbers(1));
  network.forEach((layer, index) => layer.weights.set(new Float32Array(bytesOf(weights[index]).buffer)));
  const random = shuffled;
  window.shuffled = (digits) => digits;
  const step = newTraining(network, digitsOf(digits), settings);
  const batches = Array.from({ length: steps }, step);
  window.shuffled = random;
  return batches;
}"""
# The batch losses of two epochs of ten batches.
LOSSES = """([seed, digits, learningRate]) => {
  const random = randomNumbers(seed);
  const network = newNetwork([784, 10], "relu", random);
  const settings = { optimizer: "sgd", learningRate, batchSize: 10 };
  const step = newTraining(network, digitsOf(digits), settings, random);
  return Array.from({ length: 20 }, () => step().batchLoss);
}"""
# Two hundred orders of so many numbers.
ORDERS = """([count, seed]) => {
  const random = randomNumbers(seed);
  const numbers = Array.from({ length: count }, (_, number) => number);
  return Array.from({ length: 200 }, () => shuffled(numbers, random));
}"""
DRAWN = "([sizes, seed]) => newNetwork(sizes, 'relu', randomNumbers(seed)).map(({ kernel }) => [...kernel])"


@pytest.fixture(scope="module")
def page(used_tab: Page) -> Page:
    """A page with the functions of the Worker that compute."""
    used_tab.add_script_tag(content=worker_script("trainer/worker.js") + GIVEN)
    return used_tab


def text_of(numbers: bytes) -> str:
    """Bytes in letters, which are passed to a browser faster than a list of numbers."""
    return base64.b64encode(numbers).decode()


def keras_model(hidden: list[int], activation: str, settings: dict[str, Any]) -> Any:  # noqa: ANN401
    """A network of Keras with the same settings, whose initial weights come of a seed."""
    keras = import_keras()
    keras.utils.set_random_seed(42)
    layers = [keras.layers.Dense(units, activation) for units in hidden]
    model = keras.Sequential([keras.Input((784,)), *layers, keras.layers.Dense(10, "softmax")])
    optimizer = {"sgd": keras.optimizers.SGD, "adam": keras.optimizers.Adam}[settings["optimizer"]]
    model.compile(optimizer(settings["learningRate"]), "categorical_crossentropy", metrics=["accuracy"])
    return model


def trained(
    page: Page,
    network: tuple[list[int], str, dict[str, Any]],
    model: Any,  # noqa: ANN401
    digits: int,
    steps: int,
) -> list[dict[str, Any]]:
    """What the browser says of each batch, from the weights that the model has now, on so many digits."""
    hidden, activation, settings = network
    parts = [part.astype(np.float32).tobytes() for part in model.get_weights()]
    asked = {
        "hidden": hidden,
        "activation": activation,
        "settings": settings,
        "weights": [text_of(kernel + bias) for kernel, bias in zip(parts[::2], parts[1::2], strict=True)],
        "digits": text_of(unpacked(digits)),
        "steps": steps,
    }
    batches: list[dict[str, Any]] = page.evaluate(TRAINED, asked)
    return batches


def batch_loss(model: Any, images: NDArray[np.float32], labels: NDArray[np.uint8]) -> float:  # noqa: ANN401
    """The loss of a batch before the model is trained on it."""
    # Otherwise Keras gives the mean of all batches so far.
    model.reset_metrics()
    return float(model.train_on_batch(images, np.eye(10)[labels])[0])


@pytest.mark.parametrize("network", NETWORKS, ids=str)
def test_the_losses_of_forty_steps_are_those_of_keras(page: Page, network: Any) -> None:  # noqa: ANN401
    model = keras_model(*network)
    # The batches come round again after ten.
    images, labels = inked(10 * BATCH)
    ours = [batch["batchLoss"] for batch in trained(page, network, model, len(labels), STEPS)]
    batches = [slice(start, start + BATCH) for start in range(0, len(labels), BATCH)] * (STEPS // 10)
    differences = np.abs(np.array([batch_loss(model, images[part], labels[part]) for part in batches]) - ours)
    print(f"{network}: step 1 {differences[0]:.1e}, largest {differences.max():.1e}")
    assert ours[-1] < ours[0] - 0.1
    assert differences[0] < 1e-5
    assert differences.max() < 2e-3


def test_the_means_of_an_epoch_are_those_of_keras_history(page: Page) -> None:
    network = ([16], "relu", SGD)
    model = keras_model(*network)
    # Three batches of 32, and one of 4.
    images, labels = inked(100)
    batches = trained(page, network, model, len(labels), 4)
    assert [batch["ended"] for batch in batches] == [False, False, False, True]
    history = model.fit(images, np.eye(10)[labels], batch_size=BATCH, shuffle=False, verbose=0).history
    assert batches[-1]["loss"] == pytest.approx(history["loss"][0], abs=1e-5)
    assert batches[-1]["accuracy"] == pytest.approx(history["accuracy"][0], abs=1e-6)


def test_the_same_seed_gives_the_same_losses_and_another_seed_others(page: Page) -> None:
    digits = text_of(unpacked(100))
    one, again, other = (page.evaluate(LOSSES, [seed, digits, 0.1]) for seed in (1, 1, 2))
    assert one == again
    assert not set(one) & set(other)


def test_all_epochs_go_through_the_digits_in_one_order(page: Page) -> None:
    # At a rate of 0, the weights stay as they are, so that a batch's loss is the same in each epoch.
    losses = page.evaluate(LOSSES, [42, text_of(unpacked(100)), 0])
    assert losses[:10] == losses[10:]
    assert len(set(losses)) == 10


def test_each_order_is_another_in_which_every_item_may_be_anywhere(page: Page) -> None:
    orders = page.evaluate(ORDERS, [100, 42])
    assert all(sorted(order) == list(range(100)) for order in orders)
    assert len({*map(tuple, orders), tuple(range(100))}) == len(orders) + 1
    # Each place has numbers from everywhere: their mean is that of all, give or take four standard errors.
    assert np.abs(np.mean(orders, axis=0) - 49.5).max() < 4 * 100 / np.sqrt(12 * len(orders))


def test_kernels_are_drawn_as_by_glorot_uniform(page: Page) -> None:
    sizes = [784, 16, 10]
    for kernel, inputs, outputs in zip(page.evaluate(DRAWN, [sizes, 42]), sizes, sizes[1:], strict=False):
        limit = np.sqrt(6 / (inputs + outputs))
        assert len(kernel) == inputs * outputs
        # Uniform up to the limit: its mean is 0, its standard deviation the limit divided by the root of 3.
        assert 0.98 * limit < np.abs(kernel).max() <= limit
        assert abs(np.mean(kernel)) < 4 * limit / np.sqrt(3 * len(kernel))
        assert np.std(kernel) == pytest.approx(limit / np.sqrt(3), rel=0.1)
