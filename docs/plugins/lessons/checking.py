"""What a lesson lacks beside a page without mistakes: each problem begins with its place.

None of these keeps the site from being shown to whoever writes the lesson: they stop a strict build, and the tests.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from docs.plugins.lessons.activities import activity_problems
from docs.plugins.lessons.answers import answer_problems, check_file_problems
from docs.plugins.lessons.callouts import callout_problems
from docs.plugins.lessons.exercises import exercise_problems
from docs.plugins.lessons.marks import MARKED, unwritten
from docs.plugins.project import changes, glossary, lessons, mistakes, navigation, tolerances
from docs.plugins.project.languages import Language
from docs.plugins.project.notation import LINK
from docs.plugins.project.project import Project
from docs.plugins.project.records import Record, outdated, record_problem
from docs.plugins.project.scripts import ACCURACIES, TEST_SET, Script, assigned, fitted, tested

HOME = "index"
# The kind of block that shows the map of the course there.
MAP = "lessons"
# The section of a lesson that leads to the page after it.
NEXT = "next"
# What search engines show of a description, in characters.
SHORTEST, LONGEST = 50, 160
# Where the tests say what each script calls.
CALLS = "tests/pages/calls"
# What readers are expected to type into the search, by which a test asks in a browser.
QUERIES = "tests/browser/search_queries.yml"
# A cell that trains or evaluates a network, and so prints other numbers on another machine.
PRINTS_RESULTS = re.compile(r"\.(?:fit|evaluate)\(")


def check_lessons(project: Project) -> list[str]:
    """Every problem of the lessons of a project, whose pages `docs/plugins/check.py` has found good."""
    complete = project.complete_languages
    return [
        *unwritten(project.every_text),
        *_navigation(project),
        *(problem for language in complete for problem in _map(project, language)),
        *(problem for language in complete for problem in _next(project, language)),
        *(problem for language in complete for problem in _descriptions(project, language)),
        *(
            problem
            for language in complete
            for page in project.pages[language.code].values()
            for problem in (*callout_problems(page), *exercise_problems(page), *answer_problems(page))
        ),
        *(
            problem
            for language in complete
            for name in project.navigation.lessons
            if (page := project.pages[language.code].get(name))
            for problem in activity_problems(page)
        ),
        *(problem for script in project.scripts.values() for problem in _script(project, script)),
        *check_file_problems(project),
        *_entries(project),
        *_outcomes(project),
        *_offered(project),
        *_changes(project),
        *_searched(project),
    ]


def _navigation(project: Project) -> Iterator[str]:
    """A page to which the navigation doesn't lead, and one that it has and nobody has written."""
    source, lines = project.source.code, project.navigation.lines
    for name, line in lines.items():
        if name not in project.pages[source]:
            yield f"{navigation.PATH}:{line}: no page docs/{source}/{name}.md; write it, or delete the line"
    for name, page in project.pages[source].items():
        if lines and name not in lines:
            yield f'{page.path}: not in the navigation; add it below "{navigation.LESSONS}" in {navigation.PATH}'


def _map(project: Project, language: Language) -> Iterator[str]:
    """A home page without the map of the course."""
    page = project.pages[language.code].get(HOME)
    if page and project.navigation.lessons and not page.fences_of(MAP):
        yield f"{page.path}: no map of the course; add a block that begins with ```{MAP} and holds the word all"


def _entries(project: Project) -> Iterator[str]:
    """A lesson of which nothing says what it gives and asks."""
    for name in project.navigation.lessons:
        if name not in project.lessons:
            yield f'{lessons.PATH}:1: no entry for the lesson "{name}"; add it'


def _outcomes(project: Project) -> Iterator[str]:
    """An outcome that is no end of the sentence that the lesson's head begins."""
    for name, lesson in project.lessons.items():
        lines = project.files.text(lessons.PATH).splitlines()
        entry = next((number for number, line in enumerate(lines, 1) if line.startswith(f"{name}:")), 1)
        for language in project.complete_languages:
            outcome = lesson.outcomes[language.code]
            if not MARKED.search(outcome) and (problem := _outcome_problem(outcome)):
                yield (
                    f'{lessons.PATH}:{entry}: the outcome in "{language.code}" {problem}; it ends a sentence of the '
                    "page: write one line from a small letter on, without a full stop"
                )


def _outcome_problem(outcome: str) -> str:
    if "\n" in outcome:
        return "has several lines"
    if not outcome[0].isalpha() or outcome[0].isupper():
        return f'begins with "{outcome[0]}"'
    return f'ends with "{outcome[-1]}"' if outcome[-1] in ".,:;!?…" else ""


def _offered(project: Project) -> Iterator[str]:
    """More terms for an empty search than it has room for, or fewer than it could offer."""
    offered = sum(term.offered for term in project.terms)
    if offered != min(glossary.OFFERED, len(project.terms)):
        yield (
            f"{glossary.PATH}:1: {offered} terms are offered, and an empty search shows {glossary.OFFERED}; "
            "say offered: true in as many"
        )


def _next(project: Project, language: Language) -> Iterator[str]:
    """A lesson whose last section does not lead to the page after it."""
    for name, following in pairwise(project.navigation.pages):
        page = project.pages[language.code].get(name)
        if page is None or name not in project.navigation.lessons:
            continue
        section = next((each for each in page.sections if each.id == NEXT), None)
        if section is None:
            yield f"{page.path}: no section #{NEXT}; end the page with one, which leads to {following}.md"
        elif f"{following}.md" not in [link["address"] for link in LINK.finditer(section.text)]:
            yield f"{page.path}:{section.line}: the section #{NEXT} does not lead to {following}.md; link to it there"


def _descriptions(project: Project, language: Language) -> Iterator[str]:
    """A description that search results would not show as it is: of a page, and of an example's page."""
    named = project.navigation.lines
    for page in [page for name, page in project.pages[language.code].items() if name in named]:
        line = next((number for number, text in enumerate(page.lines, 1) if text.startswith("description:")), 1)
        if problem := _length_problem(page.front_matter.description):
            yield f"{page.path}:{line}: the description {problem}"
    for script in [script for script in project.scripts.values() if script.page in named]:
        own = script.descriptions.get(language.code, "")
        if own and (problem := _length_problem(language.labels["example_description"].format(description=own))):
            yield f'{script.path}:1: as its page shows it, the description in "{language.code}" {problem}'


def _length_problem(description: str) -> str:
    length = len(description)
    if SHORTEST <= length <= LONGEST:
        return ""
    remedy = f"{length - LONGEST} fewer" if length > LONGEST else f"{SHORTEST - length} more"
    return f"has {length} characters, and search results show {SHORTEST} to {LONGEST}; write {remedy}"


def _script(project: Project, script: Script) -> Iterator[str]:
    record, weights = project.records[script.name], project.weights.get(script.name)
    if problem := record_problem(script, record, project.values(script)):
        yield problem
    if weights and (problem := outdated(script, weights)):
        yield problem
    # A network that is a mistake need not be good, and its error is the test.
    if script.page != mistakes.PAGE:
        yield from _of_lesson(project, script, record)


def _of_lesson(project: Project, script: Script, record: Record) -> Iterator[str]:
    if (project.root / CALLS).is_dir() and not (project.root / f"{CALLS}/{script.name}.py").is_file():
        yield f"{CALLS}/{script.name}.py: no such file; write down there, cell by cell, what {script.path} is to call"
    is_lesson = script.name == script.page
    trains = fitted(script)
    # A solution may be about something else than how well its network reads.
    if is_lesson and trains and not assigned(script).intersection(ACCURACIES):
        yield (
            f"{script.path}:{trains[0].line}: the script trains a network, but sets no val_accuracy or test_accuracy; "
            "name its accuracy on the validation set, or at the end of a lesson on the test set, so"
        )
    # Whatever a solution finds out, the lesson has used its test set by then.
    allowed = 1 if is_lesson else 0
    for line in tested(script)[allowed:]:
        yield (
            f"{script.path}:{line}: the test set is used again; a lesson evaluates on {TEST_SET} in one cell, at its "
            "end, so let this one evaluate on X_val"
        )
    for cell in script.cells:
        printed = record.outputs.get(cell.name)
        if (
            printed
            and printed.text
            and PRINTS_RESULTS.search(cell.code)
            and cell.name not in project.tolerances.get(script.name, {})
        ):
            yield (
                f'{tolerances.PATH}: no tolerance of the cell "{cell.name}" of {script.path}; add it, as its numbers '
                "differ from machine to machine"
            )


def _changes(project: Project) -> Iterator[str]:
    told = {name for change in project.changes for name in change.pages}
    for name in project.navigation.lessons:
        if name not in told:
            yield f'{changes.PATH}:1: no change names the lesson "{name}"; add one, so that readers hear of it'


def _searched(project: Project) -> Iterator[str]:
    """A lesson that no query of those which the tests type has to find."""
    if not (project.root / QUERIES).is_file():
        return
    queries = project.files.text(QUERIES)
    for name in project.navigation.lessons:
        if f'"{name}/' not in queries:
            yield (
                f'{QUERIES}:1: no query leads to the lesson "{name}"; add what readers will type to find it, below '
                f'"vi" and "en", with the place "{name}/"'
            )
