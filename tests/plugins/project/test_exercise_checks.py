"""The checks of exercises are read from a file of each lesson, and what can't be meant there is named."""

from collections.abc import Mapping

import pytest

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.exercise_checks import ExerciseChecks, in_language, pieces
from docs.plugins.project.exercise_checks_file import parse_exercise_checks
from tests.support.checks import CHECKS, PATH, write_checks
from tests.support.programs import PROJECT
from tests.support.tiny_project import TinyProject


def parse(text: str) -> Mapping[int, ExerciseChecks]:
    return parse_exercise_checks(text, PATH, PROJECT.languages)


def test_each_file_has_the_checks_of_its_lesson(project: TinyProject) -> None:
    assert project.read().exercise_checks == {}
    write_checks(project)
    assert project.read().exercise_checks == {"add": parse(CHECKS)}


def test_an_exercise_has_its_names_and_its_checks() -> None:
    one, two = parse(CHECKS).values()
    assert (one.number, one.line, two.number, two.line) == (1, 1, 2, 11)
    assert two.names["mean"] == {"vi": "trung bình", "en": "the mean"}
    assert [check.name for check in two.checks] == ["mean", "parts"]
    assert [hint.when for hint in one.checks[0].hints] == ["total < 1_234", ""]
    assert one.checks[0].hints[1].texts == {"vi": "{total} không phải là tổng.", "en": "{total} is no sum."}


def test_in_one_language_texts_are_in_pieces_and_a_check_says_what_it_needs() -> None:
    one, two = in_language(parse(CHECKS), PROJECT.language("en"))
    assert one["names"] == {"total": "the sum, a number `int`"}
    assert one["checks"][0]["says"] == ("the sum is ", ("total", ""), ".")
    assert one["checks"][0]["hints"][1] == {"when": "", "text": (("total", ""), " is no sum.")}
    assert [check["needs"] for check in two["checks"]] == [["mean"], ["mean", "parts"]]


def test_a_check_says_which_modules_it_uses_wherever_it_does() -> None:
    text = CHECKS.replace("{len(parts)} số.", "{np.size(parts)} số.").replace("total < 1_234", "keras.ops.sum(total)")
    one, two = in_language(parse(text), PROJECT.language("en"))
    assert [check["modules"] for check in (*one["checks"], *two["checks"])] == [
        {"keras": "keras"},
        {},
        {"np": "numpy"},
    ]


GIVEN = """given:
  labels: np.array([1, 2])
  count: len(labels)
  most: max(labels)
"""
COUNTED = CHECKS.replace("total < 1_234", "total < count").replace("mean == 0.5", "mean == most")


def test_a_check_has_what_is_given_to_it_and_what_that_is_made_of() -> None:
    one, two = in_language(parse(GIVEN + COUNTED), PROJECT.language("en"))
    labels = {"labels": "np.array([1, 2])"}
    assert one["checks"][0]["given"] == labels | {"count": "len(labels)"}
    assert one["checks"][0]["modules"] == {"np": "numpy"}
    assert [check["given"] for check in two["checks"]] == [labels | {"most": "max(labels)"}, {}]
    assert [check["needs"] for check in two["checks"]] == [["mean"], ["mean", "parts"]]


def test_an_exercise_s_own_names_are_those_that_none_above_it_has() -> None:
    shared = CHECKS.replace("    parts: {vi", "    total: {vi: a, en: b}\n    parts: {vi")
    text = shared.replace("{len(parts)} số", "{total} số").replace("{len(parts)} numbers", "{total} numbers")
    one, two = in_language(parse(text), PROJECT.language("en"))
    assert (one["own"], two["own"]) == (["total"], ["mean", "parts"])
    assert list(two["names"]) == ["mean", "total", "parts"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  count:", "  np:", '3: "np" can be no name of a value; write one such as labels'),
        ("  count:", "  1:", '3: "1" can be no name of a value; write one such as labels'),
        ("len(labels)", "2", '3: "count" is no expression; write it in quotes'),
        ("len(labels)", "len(", "3: not a Python expression ('(' was never closed): len("),
        (
            "len(labels)",
            "len(most)",
            '3: there is no name "most" here (names: labels, np, keras); add it to them, or correct it',
        ),
        ("  most:", "  total:", '7: "total" is given already; give the variable another name'),
        ("total < count", "total < 1", '3: no check has the name "count"; add one, or take the name out'),
        (
            "    parts: {vi: các số, en: the numbers}\n",
            "",
            '25: there is no name "parts" here (names: mean, labels, count, most, np, keras); ',
        ),
    ],
)
def test_what_an_author_gets_wrong_about_what_is_given_is_named(old: str, new: str, message: str) -> None:
    assert old in GIVEN + COUNTED
    with pytest.raises(ProjectError) as error:
        parse((GIVEN + COUNTED).replace(old, new, 1))
    assert str(error.value).startswith(f"{PATH}:{message}")


def test_an_exercise_without_a_name_of_its_own_is_named() -> None:
    _, second = CHECKS.split("2:\n")
    with pytest.raises(ProjectError) as error:
        parse(f"1:\n{second}2:\n{second}")
    assert str(error.value) == (
        f"{PATH}:17: exercises above have all of these names, so that nobody knows when this one is begun; add one"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("None here.", ("None here.",)),
        ("{a}", (("a", ""),)),
        ("{ a } and { {1: 2}[1] }!", (("a", ""), " and ", ("{1: 2}[1]", ""), "!")),
        ("{a:.1%}{b[1:2]}", (("a", ".1%"), ("b[1:2]", ""))),
        ('{"}" + a}', (('"}" + a', ""),)),
    ],
)
def test_a_text_is_cut_at_its_expressions(text: str, expected: tuple[object, ...]) -> None:
    assert pieces(text) == expected


SAYS = 'says: {vi: "tổng là {total}.", en: "the sum is {total}."}'
LAST = '- {vi: "{total} không phải là tổng.", en: "{total} is no sum."}'


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("1:\n", "a:\n", '1: "a" is no number of an exercise; write it as 1'),
        ("1:\n", "0:\n", '1: "0" is no number of an exercise; write it as 1'),
        ("2:\n", "1:\n", '11: not YAML: a second "1"; the first is at line 1'),
        ("    total:", "    1st:", '3: "1st" can be no variable of an answer; write one such as small'),
        ("    total:", "    class:", '3: "class" can be no variable of an answer; write one such as small'),
        ("    total:", "    np:", '3: "np" can be no variable of an answer; write one such as small'),
        ("    sum:", "    Sum:", '5: the check "Sum" is not named in kebab-case, as in "val-loss"'),
        ("      holds:", "      hold:", '6: "hold" is no key of a check (keys: holds, says, hints)'),
        ("holds: total == 1_234", "holds: total ==", "6: not a Python expression (invalid syntax): total =="),
        (
            "holds: total == 1_234",
            "holds: totl == 1_234",
            '6: there is no name "totl" here (names: total, np, keras); add it to them, or correct it',
        ),
        (
            "holds: total == 1_234",
            "holds: len([1]) == 1",
            "6: it has no name of the exercise (names: total); say what must hold of one",
        ),
        (SAYS, 'says: {vi: "tổng là {total}."}', '7: no text in "en"; add it'),
        (SAYS, 'says: {vi: "a", en: "b", fr: "c"}', '7: no language "fr" in docs/languages.yml (languages: vi, en)'),
        (
            SAYS,
            'says: {vi: "a", en: "{total +}"}',
            '7: "{total +}" is not a Python expression; an expression stands in braces, as in "{len(images)}"',
        ),
        (
            SAYS,
            'says: {vi: "a", en: "{total"}',
            '7: "{total" has no "}"; an expression stands in braces, as in "{len(images)}"',
        ),
        (
            SAYS,
            'says: {vi: "a", en: "total}"}',
            '7: the text has a "}" without "{"; an expression stands in braces, as in "{len(images)}"',
        ),
        (LAST, LAST.replace("{vi", "{when: total, vi"), '10: the last hint has a "when", so that none may hold; '),
        ("{when: total < 1_234, vi", "{vi", '9: a hint without "when" that is not the last: those below it are never'),
        ("when: total < 1_234", "when: total <", "9: not a Python expression (invalid syntax): total <"),
        ("    parts: {vi", "    rest: {vi", '22: there is no name "parts" here (names: mean, rest, np, keras); '),
        (
            "    parts: {vi",
            "    more: {vi: a, en: b}\n    parts: {vi",
            '14: no check has the name "more"; add one, or ',
        ),
    ],
)
def test_what_an_author_gets_wrong_is_named_with_its_line(old: str, new: str, message: str) -> None:
    assert old in CHECKS
    with pytest.raises(ProjectError) as error:
        parse(CHECKS.replace(old, new, 1))
    assert str(error.value).startswith(f"{PATH}:{message}")
