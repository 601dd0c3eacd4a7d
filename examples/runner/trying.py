"""A learner's own script, tried: it runs in a process of its own, and a lesson's checks say what of it holds."""

import difflib
import json
import os
import re
import signal
import stat
import subprocess
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docs.plugins.project.exercise_checks import ExerciseChecks, in_language, used_by
from docs.plugins.project.languages import Language
from docs.plugins.project.project import Project
from examples.runner.arrays import Arrays
from examples.runner.children import children_given
from examples.runner.environment import without_settings
from examples.runner.errors import INSTALL
from examples.runner.files import mode_of, no_room, temporary_folder
from examples.runner.giving import GivenFile, give
from examples.runner.interrupts import interrupts_deferred, interrupts_ignored
from examples.runner.npz import write_npz
from examples.runner.printed import said

ATTEMPT = Path(__file__).with_name("attempt.py")
# Of these, the first that is set says the language of the terminal.
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
# The code of the language where the locale's is none of the course's.
ELSEWHERE = "en"
KERAS = re.compile(rb"\bkeras\b")
HOLDS, FAILS = "✓", "✗"
# For a terminal that can't show them.
PLAIN_MARKS = {HOLDS: "+", FAILS: "-"}


class UnfitAnswerError(Exception):
    """Why a learner's script can't be checked, in a line in the language of the terminal.

    `message` is that of the script's own error, after its class and after those that it comes from; "" where there was
    none.
    """

    def __init__(self, line: str, message: str = "") -> None:
        super().__init__(line)
        self.message = message


@dataclass(frozen=True)
class Answer:
    """A learner's script: its path as it was given, and what is in the file."""

    script: Path
    content: bytes

    @property
    def uses_keras(self) -> bool:
        """Whether it may use Keras, by its text."""
        return KERAS.search(self.content) is not None

    @property
    def text(self) -> str:
        """Its text."""
        return self.content.decode()


def terminal_language(languages: Sequence[Language], environment: Mapping[str, str]) -> Language:
    """The language of the terminal, as its locale says."""
    locale = next((environment[name] for name in LOCALE if environment.get(name)), "")
    code = re.split(r"[-_.@]", locale)[0].lower()
    known = {language.code: language for language in languages}
    return known.get(code) or known.get(ELSEWHERE) or languages[0]


def exercises_of(project: Project, lesson: str, language: Language) -> Mapping[int, ExerciseChecks]:
    """The checks of a lesson's exercises; raises UnfitAnswerError where there is no such lesson, or none in it."""
    exercises = project.exercise_checks.get(lesson)
    if exercises:
        return exercises
    checked = [name for name, checks in project.exercise_checks.items() if checks]
    if lesson in project.navigation.lessons:
        raise _unfit(language, "no_exercises", name=lesson, lessons=", ".join(checked))
    lessons = list(dict.fromkeys([*project.navigation.lessons, *checked]))
    closest = difflib.get_close_matches(lesson, lessons, n=1)
    offered = language.labels["try_closest"].format(name=closest[0]) if closest else ""
    raise _unfit(language, "no_lesson", name=lesson, closest=offered, lessons=", ".join(lessons))


def read_answer(script: Path, language: Language) -> Answer:
    """Read a learner's script; raises UnfitAnswerError where it can't be read, or is not Python."""
    content = _read(script, language)
    try:
        content.decode()
    except UnicodeDecodeError:
        raise _unfit(language, "not_text", script=script) from None
    if b"\0" in content:
        raise _unfit(language, "not_text", script=script)
    try:
        with warnings.catch_warnings():
            # The script's own process gives them.
            warnings.simplefilter("ignore")
            compile(content, str(script), "exec", dont_inherit=True)
    except SyntaxError as error:
        raise _unfit(language, "syntax", place=_place(script, error.lineno), reason=error.msg) from None
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:  # such as brackets in a thousand others
        raise _unfit(language, "syntax", place=script, reason=str(error) or type(error).__name__) from None
    return Answer(script, content)


def checks_need_keras(exercises: Mapping[int, ExerciseChecks]) -> bool:
    """Whether a check uses Keras itself, not only what the script has made of it."""
    return any("keras" in used_by(check, each.given) for each in exercises.values() for check in each.checks)


def outcome_of(
    answer: Answer,
    exercises: Mapping[int, ExerciseChecks],
    language: Language,
    arrays: Arrays | None,
    files: Sequence[GivenFile],
    time_limit: int,
) -> list[dict[str, Any]]:
    """Run a learner's script; return what `checked` of attempt.py does.

    `load_data()` returns the arrays; None where nothing will ask for them. The files are in the folder in which the
    script runs. What it prints goes to this process's own streams. Raises UnfitAnswerError where the script
    fails, or takes more than `time_limit` seconds.
    """
    script = answer.script
    with temporary_folder() as folder:
        job, environment = _prepared(folder, answer, exercises, language, arrays, files)
        command = [sys.executable, "-P", str(ATTEMPT), str(job)]
        try:
            status = _ended(command, folder / "work", environment, time_limit)
        except subprocess.TimeoutExpired:
            seconds = language.written(f"{time_limit:,}")
            raise _unfit(language, "time", script=script, seconds=seconds) from None
        outcome = _read_outcome(folder / "outcome.json")
    if outcome is None:
        raise _unfit(language, "ended", script=script, how=_said(status, language))
    if "error" in outcome:
        raise _failure(outcome, script, language)
    exercises_checked: list[dict[str, Any]] = outcome["exercises"]
    if not any(each["results"] for each in exercises_checked):
        names = dict.fromkeys(name for exercise in exercises.values() for name in exercise.names)
        raise _unfit(language, "no_names", script=script, names=", ".join(f"`{name}`" for name in names))
    return exercises_checked


def is_right(exercise: Mapping[str, Any]) -> bool:
    """Whether an exercise is done, and all of it holds."""
    return bool(exercise["results"]) and all(result["holds"] for result in exercise["results"])


def report(exercises: Sequence[Mapping[str, Any]], language: Language, encoding: str) -> Iterator[str]:
    """What holds and what doesn't, exercise by exercise, and a sum: a line each, for a stream of that encoding."""
    labels = language.labels
    for exercise in exercises:
        heading = "try_exercise" if exercise["results"] else "try_not_done"
        yield labels[heading].format(number=exercise["number"])
        for result in exercise["results"]:
            mark = HOLDS if result["holds"] else FAILS
            yield f"  {_shown(mark, encoding)} {' '.join(result['text'].split())}"
    yield labels["try_summary"].format(right=sum(map(is_right, exercises)), total=len(exercises))


def _shown(mark: str, encoding: str) -> str:
    try:
        mark.encode(encoding)
    except UnicodeEncodeError:
        return PLAIN_MARKS[mark]
    return mark


def _read(script: Path, language: Language) -> bytes:
    mode = mode_of(script)
    if not mode:
        raise _unfit(language, "no_file", script=script)
    if stat.S_ISDIR(mode):
        raise _unfit(language, "folder", script=script)
    if script.suffix.lower() == ".ipynb":
        raise _unfit(language, "notebook", script=script)
    # A pipe or a device may never end.
    if not stat.S_ISREG(mode):
        raise _unfit(language, "no_file", script=script)
    try:
        return script.read_bytes()
    except OSError as error:
        raise _unfit(language, "unreadable", script=script, reason=error.strerror) from None


def _prepared(
    folder: Path,
    answer: Answer,
    exercises: Mapping[int, ExerciseChecks],
    language: Language,
    arrays: Arrays | None,
    files: Sequence[GivenFile],
) -> tuple[Path, dict[str, str]]:
    """The file of the job and the environment of its process; makes what they name in the folder."""
    data, job, temporary = folder / "data.npz", folder / "job.json", folder / "temporary"
    words = {
        "thousands": language.thousands_mark,
        "decimal": language.decimal_mark,
        "missing": language.labels["try_missing"],
        "unfit": language.labels["try_unfit"],
    }
    content = {
        "script": str(answer.script.resolve()),
        "imports_keras": answer.uses_keras,
        "data": str(data),
        "exercises": in_language(exercises, language),
        "words": words,
        "outcome": str(folder / "outcome.json"),
    }
    try:
        for each in (folder / "work", folder / "home", temporary):
            each.mkdir()
        if arrays is not None:
            write_npz(data, arrays)
        give(files, folder / "work")
        job.write_text(json.dumps(content), encoding="utf-8")
        environment = children_given(without_settings(os.environ, folder / "home"), data, folder / "startup")
    except OSError as error:
        raise no_room(folder, str(error.strerror)) from None
    return job, environment | {
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary)),
        # `plt.show()` would wait for someone to close its window.
        "MPLBACKEND": "Agg",
        # What is printed before an endless loop is seen.
        "PYTHONUNBUFFERED": "1",
    }


def _ended(command: Sequence[str], folder: Path, environment: Mapping[str, str], time_limit: int) -> int:
    """Run a command to its end, and return its status; afterwards, also after Ctrl-C, nothing that it started runs."""
    process = None
    try:
        # A Ctrl-C amid this would leave a process of which nobody knows.
        with interrupts_deferred(lambda: None):
            process = subprocess.Popen(
                command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, start_new_session=True
            )
        return process.wait(time_limit)
    finally:
        if process:
            with interrupts_ignored():
                _kill(process)


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process and all that it has started; Windows knows no such group."""
    if sys.platform == "win32":
        process.kill()
    else:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
    process.wait()


def _read_outcome(path: Path) -> dict[str, Any] | None:
    """What the process has written; None where it ended before that."""
    try:
        outcome: dict[str, Any] = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return outcome


def _said(status: int, language: Language) -> str:
    """How a process ended, by its status."""
    if status < 0:
        return language.labels["try_signal"].format(signal=signal.Signals(-status).name)
    return language.labels["try_status"].format(status=status)


def _failure(outcome: Mapping[str, Any], script: Path, language: Language) -> UnfitAnswerError:
    kind, reason = outcome["error"], outcome.get("reason", "")
    if kind == "no_keras":
        return _unfit(language, kind, reason=reason, install=INSTALL)
    error = _unfit(language, kind, place=_place(script, outcome["line"]), reason=reason)
    error.message = "\n".join(said(*each) for each in outcome.get("raised", ()))
    return error


def _place(script: Path, line: int | None) -> str:
    return f"{script}:{line}" if line else str(script)


def _unfit(language: Language, label: str, **values: object) -> UnfitAnswerError:
    return UnfitAnswerError(language.labels[f"try_{label}"].format(**values))
