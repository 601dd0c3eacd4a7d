"""What examples/solutions/your-own.py calls."""

import importlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from tests.support.calls import ANY, Call, call, like
from tests.support.digits import DIGITS
from tests.support.programs import Run

# A module whose name is no name in Python.
lesson = importlib.import_module("tests.pages.calls.your-own")
PHOTOS = [Path(path) for path in lesson.paths_of("practice")]
SHARES = (0.3, 0.4, 0.5, 0.6, 0.7)
# The numbers, from 0, of the photos that are refused with a share.
REFUSED = {0.3: (1, 3, 13, 15), 0.7: (0, 1, 15, 18)}
FOUND_IN_THE_NUMBER = 2


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    grey = lesson.grey_of(lesson.SEVEN)
    answers = run.names["model"].predict(lesson.VAL, verbose=0)
    sure = answers.max(axis=1) >= 0.9
    correct = answers.argmax(axis=1) == DIGITS.val_labels
    return {
        "set-up": [
            call("keras.utils.set_random_seed", 3),
            call("keras.datasets.mnist.load_data"),
            call("keras.utils.to_categorical", DIGITS.labels, num_classes=10),
            *lesson.built(),
            call("keras.optimizers.Adam", learning_rate=0.002),
            call("model.compile", loss="categorical_crossentropy", optimizer=like("Adam"), metrics=["accuracy"]),
            call("model.fit", lesson.TRAIN, DIGITS.train_one_hot, batch_size=64, epochs=3, verbose=0),
            call("model.evaluate", lesson.VAL, DIGITS.val_one_hot, verbose=0),
            call("shutil.unpack_archive", "photos.zip", "photos"),
            call("Path", "photos/practice"),
            call("Path('photos/practice').glob", "*/*"),
            call("np.array", lesson.labels_of("practice")),
        ],
        "chalk": [
            call("open_photo", lesson.SEVEN),
            call("prepare_chalk", 255 - grey),
            call("prepare", grey),
            call("model.predict", ANY, verbose=0),
            call("print", "read as", ANY),
        ],
        "level": [
            *(
                each
                for path in PHOTOS
                for each in (call("open_photo", path), call("shrink", ANY), call("find_ink", ANY))
            ),
            *(each for place in range(len(SHARES)) for each in at_a_share(run, place)),
        ],
        "number": [
            call("open_photo", "photos/odd/two-digits.jpg"),
            call("read_number", ANY),
            *(call(step, ANY) for step in ("shrink", "find_ink", "choose_level")),
            call("ndimage.binary_dilation", ANY, iterations=4),
            call("ndimage.label", ANY),
            call("np.bincount", ANY, minlength=FOUND_IN_THE_NUMBER + 1),
            call("np.flatnonzero", np.array([False, True, True])),
            call("ndimage.find_objects", ANY),
            call("np.argsort", ANY),
            *[call("thicken", ANY), call("place", ANY)] * FOUND_IN_THE_NUMBER,
            call("np.array", ANY),
            call("model.predict", ANY, verbose=0),
            call("print", "read as", ANY),
        ],
        "unsure": [
            *(each for path in PHOTOS for each in (call("open_photo", path), call("prepare", ANY))),
            call("np.array", ANY),
            call("model.predict", ANY, verbose=0),
            call("np.sum", ANY),
            call("print", "photos not sure:", run.names["unsure_photos"]),
            call("model.predict", lesson.VAL, verbose=0),
            call("np.sum", ~sure),
            call("np.mean", correct[sure]),
            call("print", f"images not sure: {(~sure).sum()} of {len(sure)}"),
            call("print", f"accuracy of the others: {correct[sure].mean():.4f}"),
        ],
    }


def at_a_share(run: Run, place: int) -> Iterator[Call]:
    """The calls for one share of the darkest place."""
    share, right, refused = SHARES[place], run.names["right"][place], REFUSED.get(SHARES[place], ())
    for number in range(len(PHOTOS)):
        yield call("choose_level", ANY)
        yield call("find_digit", ANY)
        if number not in refused:
            yield call("thicken", ANY)
            yield call("place", ANY)
    yield call("np.array", ANY)
    yield call("model.predict", ANY, verbose=0)
    yield call("np.sum", ANY)
    yield call("print", f"{share}: {right} right,", f"{len(refused)} refused")
