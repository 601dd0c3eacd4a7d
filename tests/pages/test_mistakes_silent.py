"""What the page `mistakes` says of mistakes that raise no error, by what the scripts printed on MNIST.

Each of their cells prints a line for each random seed, beside the cell of the cure.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import e, log

import numpy as np
import pytest
from numpy.typing import NDArray

from examples.runner.learning import GUESSING
from tests.support.claims import claims
from tests.support.programs import PROJECT
from tests.support.reading import plain, recorded

SEEDS = (1, 2, 3)
CLASSES = 10
GUESS = 100 / CLASSES
NO_BETTER_THAN_GUESSING = 100 * GUESSING
# The loss of a network that gives each digit the same probability.
LOSS_OF_GUESSING = log(CLASSES)
# The softmax of probabilities gives no label more than that of a one-hot answer does.
SHARE_OF_SOFTMAX_TWICE = e / (e + CLASSES - 1)
LOSS_OF_SOFTMAX_TWICE = -log(SHARE_OF_SOFTMAX_TWICE)
# "loss 1.24 to 0.46, seen 88.3%, new 89.4%", "loss 0.39, right 88.4%", "new 78.2%  new 82.6%"
NUMBER = re.compile(r"(?P<name>really new|loss|to|seen|new|right|by up|pixel|became) (?:to )?(?P<number>-?[\d.]+)")
SILENT = [mistake.id for mistake in PROJECT.mistakes.values() if mistake.notice]

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Printed:
    """The numbers that a cell printed, by the word before them, each as often as there are seeds, in their order."""

    numbers: Mapping[str, Numbers]

    def __getitem__(self, name: str) -> Numbers:
        return self.numbers[name]

    @property
    def read(self) -> Numbers:
        """The percentages of new images that are read right, as the cell measured them."""
        return self.numbers["new" if "new" in self.numbers else "right"]


def printed(cell: str) -> Printed:
    scripts = [name for name in PROJECT.scripts if name.startswith("mistakes/silent-") and cell in recorded(name)]
    assert len(scripts) == 1
    numbers: dict[str, list[float]] = {}
    for match in NUMBER.finditer(plain(recorded(scripts[0])[cell].text)):
        numbers.setdefault(match["name"], []).append(float(match["number"]))
    return Printed({name: np.array(each) for name, each in numbers.items()})


def beside_its_cure(id_: str) -> tuple[Printed, Printed]:
    return printed(id_), printed(f"{id_}-cure")


# With these, the network itself reads fewer new images.
HARMFUL = (
    *("not-scaled", "scaled-twice", "byte-arithmetic", "shuffled-apart", "sorted-split"),
    *("relu-output", "linear-output", "softmax-twice", "no-activation"),
    *("high-rate", "low-rate", "binary-crossentropy"),
    *("white-paper", "turned", "numpy-resize", "training-mode", "label-column", "shuffled-dataset"),
)
# These measure a network as better than it is.
FLATTERING = ("copies-split", "second-fit", "seen-before", "binary-accuracy")
NO_BETTER = ("byte-arithmetic", "shuffled-apart", "low-rate", "numpy-resize", "label-column", "shuffled-dataset")
WORSE_THAN_GUESSING = ("sorted-split", "white-paper")

# By what a reader notices each, as its entry says: whether it is so for every seed. The second is with the cure.
Sign = Callable[[Printed, Printed], bool | np.bool]
NOTICED: Mapping[str, Sign] = {
    "not-scaled": lambda wrong, right: (wrong["loss"] > 5 * LOSS_OF_GUESSING).all() and below_guessing(right),
    "scaled-twice": lambda wrong, right: wrong["pixel"][0] < 0.01 and right["pixel"][0] == 1,
    "byte-arithmetic": lambda wrong, right: wrong["became"][0] > 0 > right["became"][0],
    "shuffled-apart": lambda wrong, _: (wrong["loss"] - wrong["to"] < 0.1).all(),
    "sorted-split": lambda wrong, _: (wrong["seen"] > 90).all() and (wrong["new"] < GUESS).all(),
    "copies-split": lambda wrong, right: (
        (abs(wrong["seen"] - wrong["new"]) < 2).all()
        and (wrong["new"] - wrong["really new"] > 2).all()
        and (right["new"] < right["really new"]).all()
    ),
    "relu-output": lambda wrong, right: np.ptp(wrong.read) > 30 and np.ptp(right.read) < 2,
    "linear-output": lambda wrong, right: np.ptp(wrong.read) > 30 and np.ptp(right.read) < 2,
    "softmax-twice": lambda wrong, right: (wrong["to"] > LOSS_OF_SOFTMAX_TWICE).all() and (right["to"] < 0.5).all(),
    "no-activation": lambda wrong, right: (wrong["seen"] < right["seen"]).all(),
    "high-rate": lambda wrong, right: (
        (wrong["to"] > right["to"]).all() and np.ptp(wrong.read) > 10 * np.ptp(right.read)
    ),
    "low-rate": lambda wrong, right: (wrong["loss"] - wrong["to"] < 0.02).all() and below_guessing(right),
    "binary-crossentropy": lambda wrong, right: (wrong["loss"] < right["loss"] / 3).all(),
    "second-fit": lambda wrong, _: (np.diff(wrong["new"].reshape(-1, 2)) > 10).all(),
    "frozen-late": lambda wrong, right: (wrong["by up"] > 0.01).all() and (right["by up"] == 0).all(),
    "white-paper": lambda wrong, _: (wrong.read < GUESS).all(),
    "unscaled-prediction": lambda wrong, right: (
        (abs(wrong.read - right.read) < 1).all() and (wrong["loss"] > 100 * right["loss"]).all()
    ),
    "turned": lambda wrong, _: (wrong.read < 30).all(),
    "numpy-resize": lambda wrong, _: (abs(wrong.read - GUESS) < 3).all(),
    # The cures of other entries print what `evaluate` gives.
    "training-mode": lambda wrong, right: (
        (wrong.read < right.read - 2).all() and (right.read == printed("white-paper-cure").read).all()
    ),
    "label-column": lambda wrong, right: (
        (abs(wrong.read - GUESS) < 3).all() and (right.read == printed("white-paper-cure").read).all()
    ),
    "shuffled-dataset": lambda wrong, right: (
        (abs(wrong.read - GUESS) < 3).all() and (right.read == printed("white-paper-cure").read).all()
    ),
    "seen-before": lambda wrong, right: (wrong.read - right.read > 5).all(),
    "binary-accuracy": lambda wrong, right: (wrong.read - right.read > 5).all(),
}


def below_guessing(network: Printed) -> np.bool:
    return (network["loss"] < LOSS_OF_GUESSING).all()


def test_there_are_fifteen_silent_mistakes_and_more_each_with_its_sign() -> None:
    assert set(SILENT) == set(NOTICED)
    assert len(SILENT) >= 15


def test_each_silent_mistake_harms_flatters_or_is_told_apart_here() -> None:
    assert sorted(SILENT) == sorted((*HARMFUL, *FLATTERING, "unscaled-prediction", "frozen-late"))


@pytest.mark.parametrize("id_", SILENT)
def test_each_is_measured_over_three_seeds_beside_its_cure(id_: str) -> None:
    for cell in (id_, f"{id_}-cure"):
        # The first of the two numbers of each seed, where there are two.
        assert {len(each) for each in printed(cell).numbers.values()} <= {len(SEEDS), 2 * len(SEEDS), 1}
        assert any(len(each) >= len(SEEDS) for each in printed(cell).numbers.values())


@pytest.mark.parametrize("id_", SILENT)
def test_a_silent_mistake_is_noticed_as_its_entry_says(id_: str) -> None:
    assert NOTICED[id_](*beside_its_cure(id_))


@pytest.mark.parametrize("id_", HARMFUL)
def test_with_each_seed_fewer_new_images_are_read_than_with_the_cure(id_: str) -> None:
    wrong, right = beside_its_cure(id_)
    assert (wrong.read < right.read).all()


@pytest.mark.parametrize("id_", FLATTERING)
def test_with_each_seed_a_number_flatters_the_network(id_: str) -> None:
    wrong, right = (each.read.reshape(len(SEEDS), -1)[:, -1] for each in beside_its_cure(id_))
    assert (wrong > right).all()


@pytest.mark.parametrize("id_", NO_BETTER)
def test_what_is_said_to_be_no_better_than_guessing_is_not(id_: str) -> None:
    assert (printed(id_).read < NO_BETTER_THAN_GUESSING).all()


@pytest.mark.parametrize("id_", WORSE_THAN_GUESSING)
def test_what_is_said_to_be_worse_than_guessing_is(id_: str) -> None:
    assert (printed(id_).read < GUESS).all()


def test_relu_in_the_last_layer_is_sometimes_no_better_than_guessing() -> None:
    read = printed("relu-output").read
    assert min(read) < NO_BETTER_THAN_GUESSING < max(read)


@pytest.mark.parametrize("id_", [id_ for id_ in SILENT if id_ != "frozen-late"])
def test_the_cure_reads_most_new_images(id_: str) -> None:
    assert (printed(f"{id_}-cure").read > 75).all()


def test_a_second_fit_begins_as_a_fresh_network_does() -> None:
    wrong, right = (each["new"].reshape(-1, 2)[:, 0] for each in beside_its_cure("second-fit"))
    np.testing.assert_array_equal(wrong, right)


# Why, where NumPy alone shows it


def test_unsigned_bytes_wrap_round_so_that_black_and_white_are_almost_alike() -> None:
    black, white = np.array([0, 255], np.uint8) - np.uint8(128)
    assert (black, white) == (128, 127)


def test_numpy_s_resize_takes_the_first_numbers_in_their_order() -> None:
    np.testing.assert_array_equal(np.resize(np.arange(16).reshape(4, 4), (2, 2)), [[0, 1], [2, 3]])


def test_numpy_compares_a_row_with_every_number_of_a_column() -> None:
    assert (np.arange(3) == np.arange(3).reshape(-1, 1)).shape == (3, 3)


# What the page says of all of them


@claims(
    "mistakes",
    vi="Đoán mò giữa mười chữ số cho giá trị mất mát khoảng 2.3",
    en="Guessing among ten digits has a loss of about 2.3",
)
@claims(
    "mistakes",
    vi="Đoán mò chỉ đúng khoảng một phần mười số chữ số",
    en="guessing, which gets about a tenth of the digits right",
)
def test_guessing_among_ten_digits_has_a_loss_of_2_3_and_gets_a_tenth_right() -> None:
    assert round(LOSS_OF_GUESSING, 1) == 2.3
    assert GUESS == 10


def test_with_softmax_twice_the_right_label_gets_at_most_24_hundredths_and_the_loss_stays_above_1_46() -> None:
    assert SHARE_OF_SOFTMAX_TWICE < 0.24
    assert LOSS_OF_SOFTMAX_TWICE > 1.46


@claims("mistakes", vi="Giá trị mất mát hầu như không giảm:", en="The loss hardly falls:")
@pytest.mark.parametrize("id_", ["scaled-twice", "byte-arithmetic", "shuffled-apart", "low-rate"])
def test_the_loss_hardly_falls(id_: str) -> None:
    wrong = printed(id_)
    assert (wrong["loss"] - wrong["to"] < 0.1).all()


@claims(
    "mistakes",
    vi="Mỗi hạt giống cho một độ chính xác khác hẳn:",
    en="Accuracy differs a lot from seed to seed:",
)
@pytest.mark.parametrize("id_", ["relu-output", "linear-output", "high-rate"])
def test_accuracy_differs_a_lot_from_seed_to_seed(id_: str) -> None:
    wrong, right = beside_its_cure(id_)
    assert np.ptp(wrong.read) > 10 > 2 > np.ptp(right.read)


@claims(
    "mistakes",
    vi="nên cao hơn seen cũng là chuyện thường",
    en="so it may well be higher",
)
def test_new_is_often_higher_than_seen() -> None:
    assert (printed("not-scaled-cure")["new"] > printed("not-scaled-cure")["seen"]).all()


# What is called a mistake, and does no harm here


@claims(
    "mistakes",
    vi="Với TensorFlow, các con số giống hệt nhau",
    en="With TensorFlow, the numbers are exactly the same. Keras only warns",
)
@claims(
    "mistakes",
    vi="Với TensorFlow, các con số lại giống hệt",
    en="With TensorFlow, the numbers are exactly the same again",
)
@pytest.mark.parametrize("id_", ["softmax-from-logits", "sigmoid-output"])
def test_what_keras_takes_back_on_tensorflow_reads_exactly_the_same(id_: str) -> None:
    read = printed(id_).read
    assert len(read) == len(SEEDS)
    np.testing.assert_array_equal(read, printed("usual").read)


@claims(
    "mistakes",
    vi="Sigmoid tính riêng cho từng nơ-ron, nên các kết quả không cộng lại thành 1",
    en="Sigmoid works on each neuron alone, so the results don't add up to 1",
)
@claims(
    "mistakes",
    vi="khi dự đoán, các kết quả vẫn không cộng lại thành 1",
    en="when you predict, the results still don't add up to 1",
)
def test_ten_sigmoids_do_not_add_up_to_one() -> None:
    scores = np.arange(CLASSES)
    assert (1 / (1 + np.exp(-scores))).sum() > 5


@claims("mistakes", vi="một mạng nhỏ, huấn luyện hai epoch", en="a small network, trained for two epochs")
def test_the_folklore_s_networks_are_trained_for_two_epochs() -> None:
    assert re.search(r"\bepochs=2\b", PROJECT.scripts["mistakes/silent-folklore"].cells[0].code)


@claims("mistakes", vi="Ở đây, sai số bình phương không hề kém hơn", en="Here, the squared error is no worse")
def test_the_squared_error_is_no_worse() -> None:
    read, usual = printed("mean-squared-error").read, printed("usual").read
    assert len(read) == len(SEEDS)
    assert read.mean() > usual.mean() - np.ptp(usual)
