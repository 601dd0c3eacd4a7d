"""The trainer's Worker answers each message as the page expects, in order."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, Route

from tests.support.claims import claims
from tests.support.serving import served
from tests.support.trainer import inked, unpacked, worker_script

TRAIN, VALIDATION = 100, 40
SETTINGS = {
    "hidden": [8],
    "activation": "relu",
    "optimizer": "sgd",
    "learningRate": 0.1,
    "batchSize": 32,
    "epochs": 2,
    "digits": TRAIN,
    "seed": 42,
    "zeros": False,
}
BATCHES = 4
# A rate with which the weights are beyond all numbers after a step or two.
BREAKING = {"learningRate": 1e30}
# A Worker whose answers are kept until a test asks for them; `tell` sends messages in one turn.
NEW_WORKER = """() => {
  window.worker?.terminate();
  worker = new Worker("worker.js");
  const answers = [];
  // An error is an answer, too.
  worker.onerror = ({ message }) => answers.push({ type: "error", message });
  worker.onmessage = ({ data }) => answers.push(data);
  window.tell = (messages) => messages.forEach((message) => {
    if (message.image) message.image = Float32Array.from(message.image);
    worker.postMessage(message);
  });
  // The answers up to the first of which all these properties are so; all but the last two without their many numbers.
  window.answersUntil = (properties) => {
    const is = (answer) => Object.entries(properties).every(([key, value]) => answer[key] === value);
    if (!answers.some(is)) return null;
    const asked = answers.splice(0, answers.findIndex(is) + 1);
    for (const answer of asked.slice(0, -2)) for (const many of ["tiles", "wrong"]) delete answer[many];
    for (const answer of asked.slice(-2)) {
      if (answer.tiles) answer.tiles = [...answer.tiles];
      // All that was sent: a part of a buffer would bring the whole.
      for (const digit of answer.wrong?.digits ?? []) digit.image = [...new Float32Array(digit.image.buffer)];
    }
    return asked;
  };
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an empty page, the Worker's script and a file of digits."""
    folder = tmp_path_factory.mktemp("trainer")
    (folder / "index.html").write_text("<!doctype html><title>A page</title>", encoding="utf-8")
    (folder / "worker.js").write_text(worker_script(), encoding="utf-8")
    (folder / "digits.bin").write_bytes(gzip.compress(unpacked(TRAIN, VALIDATION)))
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The address at which the folder is served."""
    with served(folder) as address:
        yield address


class Trainer:
    """A Worker of a page: what is told to it, and its answers."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.digits = f"{address}/digits.bin"
        self.begun = 0
        page.evaluate(NEW_WORKER)

    def begin(self, **settings: Any) -> dict[str, Any]:  # noqa: ANN401
        """The message that begins, with other settings than the usual."""
        self.begun += 1
        return {"type": "begin", "number": self.begun, "address": self.digits, "settings": SETTINGS | settings}

    def tell(self, *messages: str | dict[str, Any]) -> None:
        """Send messages one right after the other; the name of a type is a message with nothing else."""
        self.page.evaluate("tell", [{"type": each} if isinstance(each, str) else each for each in messages])

    def until(self, type_: str, **properties: Any) -> list[dict[str, Any]]:  # noqa: ANN401
        """The answers that nobody has asked for yet, up to the first of this type and with these properties."""
        asked = {"type": type_, **properties}
        answers: list[dict[str, Any]] = self.page.wait_for_function("answersUntil", arg=asked).json_value()
        return answers


@pytest.fixture(scope="module")
def page(used_tab: Page, address: str) -> Page:
    """A page that the Workers of all tests have, one after the other."""
    used_tab.goto(f"{address}/")
    return used_tab


@pytest.fixture
def trainer(page: Page, address: str) -> Trainer:
    """A Worker that nothing has been told."""
    return Trainer(page, address)


def progress(state: dict[str, Any]) -> tuple[int, int, bool]:
    """The epoch, the batch, and whether it trains."""
    return state["epoch"], state["batch"], state["running"]


def types(answers: list[dict[str, Any]]) -> list[str]:
    return [answer["type"] for answer in answers]


def test_the_network_is_judged_and_shown_before_it_is_trained(trainer: Trainer) -> None:
    trainer.tell(trainer.begin())
    epoch, state = trainer.until("state")
    assert (epoch["type"], epoch["epoch"], epoch["loss"], epoch["accuracy"]) == ("epoch", 0, None, None)
    assert epoch["valLoss"] == pytest.approx(np.log(10), abs=1)
    count = epoch["wrong"]["count"]
    assert epoch["valAccuracy"] == pytest.approx(1 - count / VALIDATION)
    assert (len(epoch["wrong"]["digits"]), epoch["wrong"]["total"]) == (min(count, 12), VALIDATION)
    tiles = state.pop("tiles")
    assert len(tiles) == 8 * 784
    # It has learned nothing yet.
    assert not any(tiles)
    of_epoch = {"epoch": 0, "epochs": 2, "batch": 0, "batches": BATCHES, "loss": None, "accuracy": None}
    assert state == {"type": "state", "number": 1, "running": False, "probabilities": None, **of_epoch}


def test_digits_that_are_read_wrongly_are_shown_as_they_are(trainer: Trainer) -> None:
    # Without any weights, each digit is read as a 0, so the first twelve others are shown, in their order.
    trainer.tell(trainer.begin(hidden=[], zeros=True))
    epoch, state = trainer.until("state")
    assert not any(state["tiles"])
    assert epoch["valLoss"] == pytest.approx(np.log(10))
    images, labels = (part[TRAIN:] for part in inked(TRAIN + VALIDATION))
    wrong = np.flatnonzero(labels)
    assert epoch["wrong"]["count"] == len(wrong)
    assert [(digit["label"], digit["read"]) for digit in epoch["wrong"]["digits"]] == [
        (label, 0) for label in labels[wrong[:12]]
    ]
    np.testing.assert_array_equal([digit["image"] for digit in epoch["wrong"]["digits"]], images[wrong[:12]])


def test_a_tile_is_what_one_neuron_has_learned(trainer: Trainer) -> None:
    # After one step from nothing, the kernel is the slopes of the digits, whose paper has none.
    trainer.tell(trainer.begin(hidden=[], zeros=True, batchSize=TRAIN), "step")
    (*_, state) = trainer.until("state", epoch=1)
    images, labels = inked(TRAIN)
    slopes = (0.1 - np.eye(10)[labels]).T @ images / TRAIN
    np.testing.assert_allclose(np.reshape(state["tiles"], (10, 784)), -0.1 * slopes, atol=1e-6)


@claims(
    "learn",
    vi="mỗi ô một nơ-ron của lớp thứ nhất (nhiều nhất là 32 nơ-ron đầu)",
    en="one for each neuron of the first layer, or for the first 32 if it has more",
)
@pytest.mark.parametrize(("neurons", "tiles"), [(31, 31), (33, 32)])
def test_each_neuron_has_a_tile_up_to_the_first_32(trainer: Trainer, neurons: int, tiles: int) -> None:
    trainer.tell(trainer.begin(hidden=[neurons]))
    assert len(trainer.until("state")[-1]["tiles"]) == tiles * 784


def test_training_ends_after_the_last_epoch_and_tells_of_each_before_its_state(trainer: Trainer) -> None:
    trainer.tell(trainer.begin(), "train")
    answers = trainer.until("state", epoch=2)
    assert [answer["epoch"] for answer in answers if answer["type"] == "epoch"] == [0, 1, 2]
    complete = 0
    for answer in answers:
        if answer["type"] == "epoch":
            complete = answer["epoch"]
        else:
            assert answer["epoch"] == complete
            assert answer["running"] == (complete < 2 and answer is not answers[1])
            assert (answer["loss"] is None) == (answer["batch"] == 0)
    assert answers[-1]["batch"] == 0
    one, two = (answer for answer in answers if answer["type"] == "epoch" and answer["epoch"])
    assert two["loss"] < one["loss"]
    # Nothing more is told, neither of training nor of a step, until there are more epochs.
    trainer.tell("train", "step", "pause", {"type": "read", "image": None})
    assert [progress(answer) for answer in trainer.until("state")] == [(2, 0, False)]


def test_more_epochs_go_on_where_training_ended(trainer: Trainer) -> None:
    trainer.tell(trainer.begin(epochs=1), "train")
    trainer.until("state", epoch=1, running=False)
    trainer.tell({"type": "epochs", "epochs": 3}, "train")
    (more,) = trainer.until("state")
    assert (more["epochs"], progress(more)) == (3, (1, 0, False))
    (*_, last) = answers = trainer.until("state", running=False)
    assert (last["epoch"], last["epochs"]) == (3, 3)
    assert [answer["epoch"] for answer in answers if answer["type"] == "epoch"] == [2, 3]


def test_fewer_epochs_than_are_complete_end_the_training(trainer: Trainer) -> None:
    trainer.tell(trainer.begin(epochs=1000), "train")
    trainer.until("epoch", epoch=2)
    trainer.tell({"type": "epochs", "epochs": 1})
    (*_, last) = trainer.until("state", running=False)
    # The epoch that was under way is completed.
    assert last["epochs"] == last["epoch"] >= 2
    assert last["batch"] == 0
    # A drawing is read at once where nothing trains.
    trainer.tell({"type": "read", "image": None})
    assert [progress(each) for each in trainer.until("state")] == [progress(last)]


def test_a_step_is_one_batch_and_the_last_is_smaller(trainer: Trainer) -> None:
    trainer.tell(trainer.begin())
    trainer.until("state")
    for batch in range(1, BATCHES):
        trainer.tell("step")
        (state,) = trainer.until("state")
        assert progress(state) == (0, batch, False)
        # Some of 32, 64 and 96 digits are read rightly.
        assert state["accuracy"] * 32 * batch == pytest.approx(round(state["accuracy"] * 32 * batch))
    trainer.tell("step")
    epoch, state = trainer.until("state")
    assert progress(state) == (1, 0, False)
    assert epoch["accuracy"] * TRAIN == pytest.approx(round(epoch["accuracy"] * TRAIN))


def test_a_pause_rests_and_training_goes_on_from_there(trainer: Trainer) -> None:
    trainer.tell(trainer.begin(batchSize=1))
    trainer.until("state")
    trainer.tell("train", "pause")
    (*_, paused) = trainer.until("state", running=False)
    trainer.tell("pause", "step")
    assert [progress(each) for each in trainer.until("state")] == [(0, paused["batch"] + 1, False)]
    trainer.tell("train", "train", "step")
    *trained, stepped = trainer.until("state", running=False)
    assert paused["batch"] + 1 < trained[0]["batch"] < stepped["batch"]
    # A training that goes on beside would be told of.
    for batch in range(stepped["batch"] + 1, stepped["batch"] + 6):
        trainer.tell("step")
        assert [progress(each) for each in trainer.until("state")] == [(0, batch, False)]


def test_steps_and_training_take_the_same_way(trainer: Trainer) -> None:
    trainer.tell(trainer.begin(epochs=1), "train")
    (*_, trained, _) = trainer.until("state", epoch=1)
    trainer.tell(trainer.begin(epochs=1), *["step"] * BATCHES)
    (*_, stepped, _) = trainer.until("state", epoch=1)
    assert stepped == trained | {"number": 2}


def test_a_begin_while_it_trains_begins_anew_and_rests(trainer: Trainer) -> None:
    trainer.tell(trainer.begin(epochs=1000), "train")
    trainer.until("epoch", epoch=1)
    trainer.tell(trainer.begin(hidden=[4]))
    trainer.until("epoch", epoch=0)
    (state,) = trainer.until("state")
    assert progress(state) == (0, 0, False)
    assert len(state["tiles"]) == 4 * 784
    # A training that goes on beside would take a batch.
    trainer.tell("step")
    assert [progress(each) for each in trainer.until("state")] == [(0, 1, False)]
    trainer.tell({"type": "read", "image": None})
    assert [progress(each) for each in trainer.until("state")] == [(0, 1, False)]


def test_a_drawing_is_read_by_each_state_until_it_is_taken_away(trainer: Trainer) -> None:
    drawing = inked(1)[0][0].tolist()
    trainer.tell({"type": "read", "image": drawing}, trainer.begin())
    *_, state = trainer.until("state")
    assert len(state["probabilities"]) == 10
    assert sum(state["probabilities"]) == pytest.approx(1)
    trainer.tell("step", {"type": "read", "image": [0] * 784}, {"type": "read", "image": None})
    after_a_step, blank, none = trainer.until("state", probabilities=None)
    assert after_a_step["probabilities"] != state["probabilities"]
    assert blank["probabilities"] != after_a_step["probabilities"]
    assert [progress(each) for each in (after_a_step, blank, none)] == [(0, 1, False)] * 3


def test_a_loss_that_is_no_number_ends_the_training_until_the_next_begin(trainer: Trainer) -> None:
    trainer.tell(trainer.begin(**BREAKING), "train")
    (*_, broken) = trainer.until("broken")
    assert (broken["epoch"], broken["batch"]) == (0, 2)
    # A blank drawing would be read by the biases alone.
    trainer.tell("train", "step", "pause", {"type": "read", "image": [0] * 784})
    (state,) = trainer.until("state")
    assert (state["running"], state["probabilities"]) == (False, None)
    trainer.tell(trainer.begin(), "step")
    assert types(trainer.until("state", batch=1)) == ["epoch", "state", "state"]


def test_weights_that_are_beyond_all_numbers_read_nothing_though_the_last_loss_was_a_number(trainer: Trainer) -> None:
    trainer.tell(trainer.begin(**BREAKING), {"type": "read", "image": [1] * 784}, "step")
    *_, state = trainer.until("state", batch=1)
    assert (state["probabilities"], np.isfinite(state["loss"])) == (None, True)


def test_each_answer_has_the_number_of_its_network(trainer: Trainer) -> None:
    trainer.tell(trainer.begin(), "step", trainer.begin(**BREAKING), "step", "step")
    answers = trainer.until("broken")
    assert [answer["number"] for answer in answers] == [1, 1, 1, 2, 2, 2, 2]


def test_an_error_is_told_and_what_comes_after_it_is_still_handled(trainer: Trainer) -> None:
    trainer.tell("unheard of", trainer.begin())
    error, *others = trainer.until("state")
    assert error["type"] == "error"
    assert types(others) == ["epoch", "state"]


def test_weights_that_the_last_batch_breaks_are_no_epoch(trainer: Trainer) -> None:
    trainer.tell(trainer.begin(batchSize=TRAIN, **BREAKING), "step", trainer.begin(epochs=3))
    answers = trainer.until("state", epochs=3)
    assert types(answers) == ["epoch", "state", "broken", "epoch", "state"]
    assert (answers[2]["epoch"], answers[2]["batch"]) == (0, 1)


@pytest.mark.parametrize("file", ["missing", "no gzip", "cut off"])
def test_digits_that_cannot_be_had_are_asked_for_again(trainer: Trainer, file: str) -> None:
    body = gzip.compress(unpacked(TRAIN, VALIDATION)[:-1]) if file == "cut off" else file.encode()
    asked = []

    def answer(route: Route) -> None:
        asked.append(route)
        route.fulfill(status=404 if file == "missing" else 200, body=body)

    trainer.page.route("**/digits.bin", answer)
    # Nothing is trained meanwhile, and nothing told.
    trainer.tell(trainer.begin(), "train", "step", "pause", {"type": "epochs", "epochs": 5}, "read", trainer.begin())
    unloaded = [trainer.until("unloaded") for _ in range(2)]
    assert unloaded == [[{"type": "unloaded", "number": number}] for number in (1, 2)]
    trainer.page.unroute_all()
    trainer.tell(trainer.begin(), "step", trainer.begin())
    assert types(trainer.until("state", batch=1)) == ["epoch", "state", "state"]
    assert types(trainer.until("state")) == ["epoch", "state"]
    assert len(asked) == 2


def test_what_is_told_while_the_digits_load_is_done_afterwards(trainer: Trainer) -> None:
    held: list[Route] = []
    trainer.page.route("**/digits.bin", lambda route: held.append(route))
    with trainer.page.expect_request("**/digits.bin"):
        trainer.tell(trainer.begin(), "step")
    trainer.tell(trainer.begin(epochs=3), "step", "step")
    held[0].continue_()
    answers = trainer.until("state", epochs=3, batch=2)
    states = [(each["epochs"], *progress(each)) for each in answers if each["type"] == "state"]
    assert states == [(2, 0, 0, False), (2, 0, 1, False), (3, 0, 0, False), (3, 0, 1, False), (3, 0, 2, False)]
    # The digits are kept.
    assert len(held) == 1
