"""What a trainer copies as Keras code runs, on the very same digits, and learns as well as the page's own network."""

import contextlib
import io
import json
import random
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from examples.runner.arrays import Arrays
from examples.runner.quiet import import_keras
from examples.runner.replacing import replaced
from tests.support.browsers import visit
from tests.support.digits import packed_arrays
from tests.support.figures import come_near
from tests.support.programs import PROJECT, script
from tests.support.trainer import DECODED, TRAINED, encoded_digits, worker_script

pytestmark = pytest.mark.keras
SEEDS = (1, 2, 3)
# The cells that each lesson's trainer names.
CELLS = {
    "learn": ("one-layer", "fit", "evaluate"),
    "train": ("model", "fit", "history"),
    "generalize": ("network", "compile", "memorize", "curves"),
}
# How many digits it learns from, where that isn't all that there are.
FEWER_DIGITS = {"generalize": 500}
COPIED = """(settings) => {
  const about = JSON.parse(document.querySelector(".trainer").dataset.settings);
  return kerasScript(about, { ...about.settings, zeros: about.zeros, ...settings });
}"""
# The accuracy on the validation digits at the end of a training, for each seed.
ACCURACIES = """([file, { units1, units2, learning_rate, batch_size, ...others }, seeds]) => {
  const digits = decoded(file);
  const hidden = [units1, units2].filter(Boolean);
  const settings = { ...others, hidden, learningRate: learning_rate, batchSize: batch_size };
  return seeds.map((seed) => trained(digits, { ...settings, seed }).rows.at(-1).valAccuracy);
}"""


def some_settings(number: int) -> dict[str, Any]:
    """Settings as a reader might choose them, with which a network soon has learned most of what it can.

    With higher rates, or fewer steps, seeds differ by more than means over three of them even out.
    """
    draw = random.Random(number)
    optimizer, rates = draw.choice([("sgd", (0.1, 0.15)), ("adam", (0.002, 0.003))])
    return {
        "units1": draw.randint(32, 48),
        "units2": draw.choice([0, draw.randint(24, 32)]),
        "activation": draw.choice(["relu", "tanh"]),
        "optimizer": optimizer,
        "learning_rate": round(draw.uniform(*rates), 4),
        "batch_size": draw.randint(48, 64),
        "epochs": draw.randint(5, 6),
        "digits": draw.randint(1600, 2000),
        "zeros": False,
    }


@pytest.fixture(scope="module")
def arrays() -> Arrays:
    """The packed digits in MNIST's place."""
    return packed_arrays()


def run(code: str, arrays: Arrays) -> Mapping[str, Any]:
    """The names that a copied script leaves, after it has run on these arrays."""
    keras = import_keras()
    import matplotlib.pyplot as plt

    plt.switch_backend("Agg")
    names: dict[str, Any] = {"__name__": "__main__"}
    with (
        replaced(keras.datasets.mnist, "load_data", lambda: arrays),
        replaced(plt, "show", lambda: None),
        contextlib.redirect_stdout(io.StringIO()),
    ):
        exec(compile(code, "copied.py", "exec"), names)
    plt.close("all")
    return names


def accuracy_of(lesson: str, names: Mapping[str, Any]) -> float:
    """The accuracy on the validation digits at the end, as the lesson's script measures it."""
    return float(names["val_accuracy"] if lesson == "learn" else names["history"].history["val_accuracy"][-1])


def at_trainer(page: Page, address: str, lesson: str) -> Page:
    """The lesson, once its trainer can be used."""
    visit(page, f"{address}/en/{lesson}/#trainer")
    come_near(page, "trainer")
    return page


@pytest.mark.parametrize("lesson", CELLS)
def test_at_the_lessons_settings_what_is_copied_is_the_lessons_cells(tab: Page, address: str, lesson: str) -> None:
    copied = at_trainer(tab, address, lesson).evaluate(COPIED, {})
    cells = [script(lesson).cell(name).code for name in CELLS[lesson]]
    assert copied.endswith("\n\n".join(cells) + "\n")
    digits = PROJECT.digits
    assert digits is not None
    assert f"X[:{FEWER_DIGITS.get(lesson, digits.train)}]" in copied


def test_a_copied_script_learns_as_well_as_the_page(
    tab: Page, address: str, arrays: Arrays, request: pytest.FixtureRequest
) -> None:
    chosen = []
    for first, lesson in enumerate(CELLS):
        page = at_trainer(tab, address, lesson)
        for number in range(first, request.config.getoption("trainings"), len(CELLS)):
            settings = some_settings(number)
            codes = [page.evaluate(COPIED, settings | {"seed": seed}) for seed in SEEDS]
            chosen.append((lesson, settings, codes))
    tab.goto("about:blank")
    tab.add_script_tag(content=worker_script("trainer/worker.js") + TRAINED + DECODED)
    differences = {}
    for lesson, settings, codes in chosen:
        ours = np.mean(tab.evaluate(ACCURACIES, [encoded_digits(), settings, list(SEEDS)]))
        theirs = np.mean([accuracy_of(lesson, run(code, arrays)) for code in codes])
        # It has learned.
        assert theirs > 0.7, settings
        differences[json.dumps(settings)] = abs(ours - theirs)
    assert {settings: difference for settings, difference in differences.items() if difference >= 0.03} == {}
