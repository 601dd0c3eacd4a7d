"""What `make check-lesson` takes for the lesson's."""

import pytest

from tests.support.lessons import names_lesson

FILES = ["test_train.py", "test_train_record.py", "train.md"]
PLACES = ["train", "solutions/train", "./train/index.html", "train/#fit"]


@pytest.mark.parametrize("text", [*FILES, *PLACES])
def test_what_is_named_after_a_lesson_is_its_own(text: str) -> None:
    assert names_lesson(text, "train")


@pytest.mark.parametrize("text", ["training", "test_translate.py", "data", "data/#train", "a train"])
def test_what_only_has_its_letters_is_not(text: str) -> None:
    assert not names_lesson(text, "train")


def test_a_module_has_an_underscore_where_its_lesson_has_a_hyphen() -> None:
    assert names_lesson("test_batch_size_record.py", "batch-size")
