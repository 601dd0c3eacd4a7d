"""What names a lesson: the file of a test, a page, a script, an address."""

import re


def names_lesson(text: str, lesson: str) -> bool:
    """Whether a file's name, or a test's parameter, is of the lesson: `test_train.py`, `en/train/`, `train/#fit`."""
    named = rf"(?:.*/)?(?:test_)?{lesson.replace('-', '[-_]')}(?:_record)?(?:[./#].*)?"
    return re.fullmatch(named, text) is not None
