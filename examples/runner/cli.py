"""The command line.

    python -m examples list
    python -m examples run NAME [--data auto|mnist|digits|PATH] [--epochs N]
    python -m examples record [NAME…] [--data auto|mnist|PATH] [--time-limit SECONDS]
    python -m examples verify [NAME…] [--since auto|REVISION] [--data auto|mnist|PATH] [--time-limit SECONDS]
    python -m examples digits [--data auto|mnist|PATH]
    python -m examples photos
    python -m examples try NAME SCRIPT [--data digits|mnist|auto|PATH] [--language CODE] [--time-limit SECONDS]

Exit status: 0; 1 where a script fails, does not print and draw what is recorded, or does not solve an exercise that it
attempts; 2 for what the user can fix, said in one line; 130 after Ctrl-C, 143 after SIGTERM, 129 after SIGHUP, 141
where the reader of a pipe has gone.
"""

import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager, nullcontext
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import typer

from docs.plugins.project import packed_digits, stops
from docs.plugins.project.commands import EXAMPLES
from docs.plugins.project.errors import USER_ERROR, ProjectError, UserError, replace_unencodable, report_error
from docs.plugins.project.given_files import given_path
from docs.plugins.project.languages import Language
from docs.plugins.project.mistakes import PAGE, Mistake
from docs.plugins.project.project import Project, read_project
from docs.plugins.project.records import parse_record, record_problem
from docs.plugins.project.scripts import Script
from examples.runner.arrays import Arrays
from examples.runner.children import children_find
from examples.runner.comparison import Difference, compare, moved_versions, of_package
from examples.runner.data import STAND_IN, Data, choose, choose_mnist
from examples.runner.environment import home_folder_known, settings_ignored
from examples.runner.errors import STOPPED, did_you_mean
from examples.runner.execution import FailedScriptError, execute
from examples.runner.exporting import drawn_networks, exported_file
from examples.runner.files import publish, refuse_unwritable, temporary_folder, write_whole
from examples.runner.giving import find_given, given
from examples.runner.interrupts import interrupts_ignored
from examples.runner.kernel import RunOptions
from examples.runner.known_mistakes import named
from examples.runner.packages import installed, missing_of, not_compared, refuse_without
from examples.runner.packing import packed
from examples.runner.photos import NAME as PHOTOS
from examples.runner.photos import archived, photos
from examples.runner.quiet import import_keras
from examples.runner.recording import FailedRecordError, record_of, versions_today
from examples.runner.replacing import replaced
from examples.runner.report import cells_shown, print_differences, print_examples, print_line, print_outcome
from examples.runner.settings import TENSORFLOW, asked_backend
from examples.runner.touched import AUTO, changed_since, find_base, touched
from examples.runner.trying import (
    UnfitAnswerError,
    checks_need_keras,
    exercises_of,
    is_right,
    outcome_of,
    read_answer,
    report,
    terminal_language,
)
from examples.runner.wording import rewrite_templates, template_differences

ROOT = Path(__file__).resolve().parents[2]
OUTPUTS = Path("outputs")
FAILED = 1
# Seconds for a cell: the slowest, the functional lesson's `fit`, takes 40 to 180 on two cores.
TIME_LIMIT = 900
# Seconds for a learner's script.
ANSWER_TIME_LIMIT = 600

app = typer.Typer(
    help="The course's examples.", add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)


def main(arguments: Sequence[str]) -> int:
    """Run the command; return its exit status."""
    return stops.run(lambda: _run(arguments), STOPPED)


def _run(arguments: Sequence[str]) -> int:
    replace_unencodable()
    try:
        # The status that a command exits with, or else None.
        status: int | None = app(arguments, prog_name=EXAMPLES, standalone_mode=False)
    except typer.TyperException as error:
        return report_error(f'{_uncapitalized(error.format_message())} (see "{EXAMPLES} --help")')
    except ProjectError as error:
        return report_error(str(error))
    except FailedRecordError as error:
        report_error(str(error))
        return FAILED
    except FailedScriptError:
        return FAILED
    return status or 0


def find(scripts: Mapping[str, Script], name: str) -> Script:
    """The script of that name; raises UserError, which offers the closest name."""
    if name not in scripts:
        raise UserError(f'no example "{name}"{did_you_mean(name, scripts)} (examples: {", ".join(scripts)})')
    return scripts[name]


def parse_epochs(text: str) -> int:
    """The number that `--epochs` gives; raises UserError unless it is 1 or more."""
    return _parse_count("--epochs", text)


def parse_time_limit(text: str) -> int:
    """The seconds that `--time-limit` gives; raises UserError unless they are 1 or more."""
    return _parse_count("--time-limit", text)


Names = Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="Examples; all where none is named.")]
MnistChoice = Annotated[str, typer.Option(help="auto, mnist, or the path of an mnist.npz.")]
TimeLimit = Annotated[
    int, typer.Option(parser=parse_time_limit, metavar="SECONDS", help="The most seconds that a cell may take.")
]


@app.command("list")
def list_examples() -> None:
    """List the examples and what each shows."""
    print_examples(read_project(ROOT).scripts.values())


@app.command()
def run(
    name: Annotated[str, typer.Argument(metavar="NAME", help="An example, as list names it.")],
    data: Annotated[str, typer.Option(help="auto, mnist, digits, or the path of an .npz file.")] = "auto",
    epochs: Annotated[
        int | None, typer.Option(parser=parse_epochs, metavar="N", help="Train for N epochs at most.")
    ] = None,
) -> None:
    """Run an example; what it saves and draws goes to outputs/NAME."""
    project = read_project(ROOT)
    script = find(project.scripts, name)
    get_data = choose(data)
    files = find_given(project, script.code)
    target = OUTPUTS / name
    refuse_unwritable(target)
    with temporary_folder() as home, home_folder_known(home), temporary_folder() as folder:
        keras = import_keras()
        chosen = get_data(keras.datasets.mnist.load_data)
        starts_processes = not all(cell.is_tested for cell in script.cells)
        # What Keras leaves among temporary files when a save fails would stay there.
        with (
            replaced(tempfile, "tempdir", str(home)),
            given(files, folder),
            children_find(chosen.arrays) if starts_processes else nullcontext(),
        ):
            try:
                outcome = execute(ROOT / script.path, script.cells, keras, chosen.arrays, epochs, folder)
            except FailedScriptError as error:
                _name_entry(error.message, project, terminal_language(project.complete_languages, os.environ))
                raise
        # After a Ctrl-C from here on, "nothing unfinished was written" would be untrue.
        with interrupts_ignored():
            saved = publish(folder, target)
            print_outcome(name, outcome, chosen, keras, saved)


@app.command()
def record(names: Names = None, data: MnistChoice = "auto", time_limit: TimeLimit = TIME_LIMIT) -> None:
    """Run examples on MNIST and keep what they print and draw, for the pages to show."""
    project = read_project(ROOT)
    scripts = _choose_scripts(project, names)
    networks = drawn_networks(project)
    mistakes = _mistakes_of(project, scripts)
    for script in scripts:
        refuse_unwritable((ROOT / script.record_path).parent)
        refuse_without(script, find_given(project, script.code))
    with _without_settings() as folder:
        models = {name: {variable: folder / f"{variable}.keras"} for name, variable in networks.items()}
        for script, text in _records(project, scripts, data, time_limit, models):
            _write_record(script, text, models.get(script.name, {}))
            for line in rewrite_templates(ROOT, mistakes[script.name], parse_record(script, text)):
                print_line(line)


@app.command()
def verify(
    names: Names = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="REVISION", help="Only examples touched since; auto: by the current change."),
    ] = None,
    data: MnistChoice = "auto",
    time_limit: TimeLimit = TIME_LIMIT,
) -> None:
    """Run examples again, and compare what they print and draw with what is recorded."""
    project = read_project(ROOT)
    scripts = _choose_scripts(project, names)
    if since is not None:
        scripts = _choose_touched(project, scripts, since)
        if not scripts:
            return
    recorded = {script.name: project.record(script) for script in scripts}
    tolerances = project.tolerances
    for script in scripts:
        if problem := record_problem(script, recorded[script.name], project.values(script)):
            raise UserError(problem)
    for line in moved_versions({name: each.versions for name, each in recorded.items()}, versions_today(installed())):
        print_line(line)
    missing = {name: missing_of(each.versions) for name, each in recorded.items()}
    for name, packages in missing.items():
        for package in packages:
            if places := of_package(recorded[name], package):
                print_line(not_compared(name, package, places))
    differences: list[tuple[str, Difference]] = []
    mistakes = _mistakes_of(project, scripts)
    with _without_settings():
        for script, text in _records(project, scripts, data, time_limit):
            found = parse_record(script, text)
            between = compare(
                recorded[script.name],
                found,
                tolerances.get(script.name, {}),
                project.values(script),
                missing[script.name],
            )
            between += template_differences(mistakes[script.name], found)
            differences += [(script.name, difference) for difference in between]
    if differences:
        print_differences(differences)
        raise typer.Exit(FAILED)
    print_line("They print and draw what is recorded, within the tolerances.")


@app.command("digits")
def pack_digits(data: MnistChoice = "auto") -> None:
    """Pack the digits of MNIST on which pages train a network."""
    get_data = choose_mnist(data)
    path = ROOT / packed_digits.PATH
    refuse_unwritable(path.parent)
    with temporary_folder() as home, home_folder_known(home):
        content = packed(get_data(_load_mnist).arrays)
    write_whole(path, content)
    made = packed_digits.parse_packed_digits(content)
    print_line(
        f"{packed_digits.PATH}: {made.train:,} digits to train and {made.validation:,} to validate, {made.size:,} bytes"
    )


@app.command("photos")
def draw_photos() -> None:
    """Draw pictures like photographs of digits on paper, which scripts read."""
    path = ROOT / given_path(PHOTOS)
    refuse_unwritable(path.parent)
    files = dict(photos())
    content = archived(files)
    write_whole(path, content)
    counts = Counter(name.partition("/")[0] for name in files)
    made = ", ".join(f"{count} {folder}" for folder, count in counts.items())
    print_line(f"{given_path(PHOTOS)}: {made}, {len(content):,} bytes")


@app.command("try")
def try_answer(
    lesson: Annotated[str, typer.Argument(metavar="NAME", help="A lesson.")],
    script: Annotated[Path, typer.Argument(metavar="SCRIPT", help="Your answers to its exercises, a .py file.")],
    data: Annotated[str, typer.Option(help="digits, mnist, auto, or the path of an .npz file.")] = "digits",
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="The language to answer in; else that of the terminal.")
    ] = None,
    time_limit: Annotated[
        int, typer.Option(parser=parse_time_limit, metavar="SECONDS", help="The most seconds that the script may take.")
    ] = ANSWER_TIME_LIMIT,
) -> None:
    """Check your own answers to the exercises of a lesson."""
    project = read_project(ROOT)
    chosen = _choose_language(project.complete_languages, language)
    try:
        _try_answer(project, lesson, script, data, chosen, time_limit)
    except UnfitAnswerError as error:
        print(chosen.labels["try_error"].format(message=error), file=sys.stderr)
        _name_entry(error.message, project, chosen)
        raise typer.Exit(USER_ERROR) from None


def _try_answer(project: Project, lesson: str, script: Path, choice: str, language: Language, time_limit: int) -> None:
    exercises = exercises_of(project, lesson, language)
    answer = read_answer(script, language)
    files = find_given(project, answer.text)
    # The digits take a second to make; of another choice, a mistake is told in any case.
    is_asked = answer.uses_keras or checks_need_keras(exercises) or choice != "digits"
    data = _data(choice) if is_asked else None
    checked = outcome_of(answer, exercises, language, data.arrays if data else None, files, time_limit)
    # What the script has printed ends here.
    print_line("")
    for line in report(checked, language, sys.stdout.encoding):
        print_line(line)
    if answer.uses_keras and data and data.name == STAND_IN:
        print_line(language.labels["try_stand_in"])
    if not all(is_right(exercise) for exercise in checked if exercise["results"]):
        raise typer.Exit(FAILED)


def _name_entry(message: str, project: Project, language: Language) -> None:
    """Name the entry of the page of mistakes that explains the message, if one does."""
    if sentence := named(message, project, language, os.environ):
        print(sentence, file=sys.stderr)


def _data(choice: str) -> Data:
    get_data = choose(choice)
    with temporary_folder() as home, home_folder_known(home):
        return get_data(_load_mnist)


def _choose_language(languages: Sequence[Language], code: str | None) -> Language:
    """The language of that code, or else of the terminal; raises UserError for one that the course is not in."""
    if code is None:
        return terminal_language(languages, os.environ)
    known = {language.code: language for language in languages}
    if code not in known:
        raise UserError(f'no language "{code}"{did_you_mean(code, known)} (languages: {", ".join(known)})')
    return known[code]


def _load_mnist() -> Arrays:
    """MNIST as Keras loads it, which is imported only where it is asked."""
    arrays: Arrays = import_keras().datasets.mnist.load_data()
    return arrays


@contextmanager
def _without_settings() -> Iterator[Path]:
    """Ignore the user's settings meanwhile; yields an empty folder, which is gone afterwards."""
    backend, where = asked_backend(os.environ)
    if backend not in {"", TENSORFLOW}:
        print_line(f"{where} asks for {backend}, but records are of TensorFlow: that is what runs.")
    with temporary_folder() as home, settings_ignored(home), temporary_folder() as folder:
        yield folder


def _choose_scripts(project: Project, names: Sequence[str] | None) -> list[Script]:
    return [find(project.scripts, name) for name in names] if names else list(project.scripts.values())


def _mistakes_of(project: Project, scripts: Sequence[Script]) -> Mapping[str, Mapping[str, Mistake]]:
    """The mistakes that cells may make, by script: other scripts run whatever the mistakes' file is like.

    A lesson's cell may be called as a mistake is, and makes none.
    """
    return {script.name: project.mistakes if script.page == PAGE else {} for script in scripts}


def _choose_touched(project: Project, scripts: Sequence[Script], since: str) -> list[Script]:
    """The scripts that have been touched since the revision; prints which they are."""
    revision = find_base(ROOT) if since == AUTO else since
    if revision is None:
        print_line("The base of this change is unknown: every record is verified.")
        return list(scripts)
    chosen = touched(changed_since(ROOT, revision), scripts, project.programs)
    names = ", ".join(script.name for script in chosen)
    print_line(f"Touched since {revision}: {names or 'no example, so none is verified'}.")
    return chosen


def _write_record(script: Script, text: str, models: Mapping[str, Path]) -> None:
    """Write a record, and the weights of the models that its run has saved."""
    weights = [exported_file(path, text) for path in models.values()]
    # One written without the other would leave a record and weights of different runs.
    with interrupts_ignored():
        for content in weights:
            write_whole(ROOT / script.weights_path, content)
        write_whole(ROOT / script.record_path, text.encode())


def _records(
    project: Project,
    scripts: Sequence[Script],
    choice: str,
    time_limit: int,
    models: Mapping[str, Mapping[str, Path]] = MappingProxyType({}),
) -> Iterator[tuple[Script, str]]:
    """Each script with its new record; shows the cell that runs, and afterwards how long the script took.

    `models` has by the script's name the path to which each model is saved, by its variable.
    """
    # Before the first run, which takes minutes.
    languages, values = project.languages, {script.name: project.values(script) for script in scripts}
    files = {script.name: find_given(project, script.code) for script in scripts}
    get_data = choose_mnist(choice)
    # Matplotlib, which Keras imports, reads a file of settings in the current folder before any other.
    with temporary_folder() as empty, chdir(empty):
        keras = import_keras()
    data = get_data(keras.datasets.mnist.load_data)
    for script in scripts:
        start = time.monotonic()
        with cells_shown(script) as begins:
            options = RunOptions(
                time_limit, begins, values[script.name], models.get(script.name, {}), files[script.name]
            )
            text = record_of(script, languages, data, options)
        yield script, text
        print_line(f"{script.name}: {time.monotonic() - start:.1f} s")


def _parse_count(option: str, text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise UserError(f'{option} is "{text}"; give a whole number, 1 or more')
    return number


def _uncapitalized(message: str) -> str:
    return message[:1].lower() + message[1:].rstrip(".")
