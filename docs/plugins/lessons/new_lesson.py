"""Makes the skeleton of a lesson: each file that a lesson has, and its entry wherever lessons are listed.

The files of the folder `skeleton` hold the text. NAME stands for the lesson's name, BEFORE for that of the lesson
before it, FOLLOWING for that of the page after it, and TODAY for the date. What the author has to write is marked.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from docs.plugins.lessons.checking import HOME
from docs.plugins.project import changes, lessons, navigation, tolerances
from docs.plugins.project.errors import ProjectError, UserError
from docs.plugins.project.project import Project
from docs.plugins.project.scripts import KEBAB_CASE

# Where each hint of a lesson's checks has an answer that gets it; the file ends with the last lesson's.
WRONG_ANSWERS = "tests/pages/wrong_answers.py"
SKELETON = Path(__file__).with_name("skeleton")
# The files of a lesson, by those of the skeleton; `test_name` is the name as Python's modules have it.
FILES = {
    "script.py": "examples/{name}.py",
    "solutions.py": "examples/solutions/{name}.py",
    "values.yml": "examples/values/{name}.yml",
    "checks.yml": "examples/checks/{name}.yml",
    "calls.py": "tests/pages/calls/{name}.py",
    "calls_of_solutions.py": "tests/pages/calls/solutions/{name}.py",
    "claims.py": "tests/pages/test_{test_name}.py",
    "claims_of_record.py": "tests/pages/test_{test_name}_record.py",
}


def create(project: Project, name: str, today: date) -> list[str]:
    """Make the skeleton of the lesson of that name, after the last one; return the paths of what was written.

    Raises ProjectError where there is such a lesson, or where a file can't be written: then nothing is.
    """
    made = new_files(project, name)
    for path in made:
        if (project.root / path).exists():
            raise UserError(f"{path}: there already; choose another name")
    changed = changed_files(project, name, today)
    _write_all(project, made, changed)
    return [*made, *changed]


def new_files(project: Project, name: str) -> dict[str, str]:
    """The text of each new file, by its path."""
    if not KEBAB_CASE.fullmatch(name):
        raise UserError(f'the name "{name}" is part of addresses; write it in kebab-case, as in "batch-size"')
    names = project.navigation.lessons
    if not names:
        raise UserError(f'{navigation.PATH}: no "{navigation.LESSONS}" in nav to add a lesson to; add them')
    pages = project.navigation.pages
    following = next(iter(pages[pages.index(names[-1]) + 1 :]), HOME)
    paths = {file: path.format(name=name, test_name=name.replace("-", "_")) for file, path in FILES.items()}
    paths |= {f"page.{code}.md": f"docs/{code}/{name}.md" for code in _codes(project)}
    return {path: _filled(file, name).replace("FOLLOWING", following) for file, path in paths.items()}


def changed_files(project: Project, name: str, today: date) -> dict[str, str]:
    """The new text of each file that lists lessons, by its path."""
    all_tolerances = project.files.text(tolerances.PATH).rstrip("\n")
    all_lessons = project.files.text(lessons.PATH).rstrip("\n")
    entry = _filled("lesson.yml", name).replace("BEFORE", project.navigation.lessons[-1])
    return {
        navigation.PATH: _with_page(project, name),
        lessons.PATH: f"{all_lessons}\n{entry}",
        tolerances.PATH: f"{all_tolerances}\n{_filled('tolerances.yml', name)}",
        WRONG_ANSWERS: _with_wrong_answers(project.files.text(WRONG_ANSWERS), _filled("wrong_answers.txt", name)),
        changes.PATH: _with_change(
            project.files.text(changes.PATH), _filled("change.yml", name).replace("TODAY", today.isoformat())
        ),
    }


def _codes(project: Project) -> list[str]:
    """The languages of the skeleton that the project has."""
    return [language.code for language in project.languages if (SKELETON / f"page.{language.code}.md").is_file()]


def _filled(file: str, name: str) -> str:
    return (SKELETON / file).read_text(encoding="utf-8").replace("NAME", name)


def _with_page(project: Project, name: str) -> str:
    """The text of `mkdocs.yml` with a lesson after the last one."""
    names = project.navigation.lessons
    line = project.navigation.lines[names[-1]]
    lines = project.files.text(navigation.PATH).split("\n")
    lines.insert(line, lines[line - 1].partition("-")[0] + f"- {name}.md")
    text = "\n".join(lines)
    if navigation.parse_navigation(text).lessons != (*names, name):
        raise ProjectError(f'{navigation.PATH}:{line}: "{navigation.LESSONS}" is on one line; write a line for each')
    return text


def _with_change(text: str, change: str) -> str:
    """The text of `docs/changes.yml` with a change above all others."""
    before, first, after = text.partition("- id:")
    return f"{before}{change}{first}{after}"


def _with_wrong_answers(text: str, answers: str) -> str:
    """The text of `tests/pages/wrong_answers.py` with those of a lesson after all others."""
    before, end, after = text.rpartition("}")
    return f"{before}{answers}{end}{after}"


def _write_all(project: Project, made: Mapping[str, str], changed: Mapping[str, str]) -> None:
    """Write all the files, or leave all as they were and raise ProjectError."""
    before = {path: project.files.text(path) for path in changed}
    try:
        for path, text in {**made, **changed}.items():
            project.files.write(path, text)
    except ProjectError:
        for path in made:
            (project.root / path).unlink(missing_ok=True)
        for path, text in before.items():
            with suppress(ProjectError):
                project.files.write(path, text)
        raise
