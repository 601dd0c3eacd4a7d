"""A template that is found in the messages of other mistakes, whose readers it would lead astray: a line for each."""

import re
from collections.abc import Iterator, Mapping, Sequence

from docs.plugins.fences.mistake_parts import KIND, parse, parse_transcript
from docs.plugins.project.messages import pattern_of, squeezed
from docs.plugins.project.mistakes import PAGE, PATH, Mistake
from docs.plugins.project.project import Project
from docs.plugins.project.yaml_lines import Place
from docs.plugins.project.yaml_models import read_yaml


def template_problems(project: Project) -> Iterator[str]:
    """Each such template, with its line in docs/mistakes.yml and the other mistakes."""
    if not project.mistakes:
        return
    _, lines = read_yaml(PATH, project.files.text(PATH))
    messages = {id_: squeezed(text) for id_, text in _messages(project).items()}
    for mistake in project.mistakes.values():
        for place, template in _placed(mistake):
            found = re.compile(pattern_of(template))
            others = [id_ for id_, message in messages.items() if id_ != mistake.id and found.search(message)]
            if others:
                yield (
                    f'{PATH}:{lines[place]}: this template of "{mistake.id}" is found in {_messages_of(others)}, too; '
                    "write down more of its own message"
                )


def _messages_of(ids: Sequence[str]) -> str:
    """The messages of some mistakes in words: the first two are enough to see what the template lacks."""
    if len(ids) == 1:
        return f'the message of "{ids[0]}"'
    if len(ids) == 2:
        return f'the messages of "{ids[0]}" and "{ids[1]}"'
    return f'the messages of "{ids[0]}", "{ids[1]}" and {len(ids) - 2} more'


def _placed(mistake: Mistake) -> Iterator[tuple[Place, str]]:
    if mistake.template:
        yield (mistake.id, "template"), mistake.template
    for number, template in enumerate(mistake.also):
        yield (mistake.id, "also", number), template


def _messages(project: Project) -> Mapping[str, str]:
    """The message of each mistake that has one, by its id: what its cell has raised, or its terminal's lines say."""
    named = {id_ for id_, mistake in project.mistakes.items() if mistake.templates}
    recorded = {
        id_: output.text
        for id_, script in project.mistake_scripts.items()
        if id_ in named and (output := project.records[script.name].outputs.get(id_))
    }
    page = project.pages[project.source.code].get(PAGE)
    bodies = [parse(fence.body) for fence in page.fences_of(KIND)] if page else []
    transcribed = {
        id_: transcript.message for id_, text in bodies if id_ in named and (transcript := parse_transcript(text))
    }
    return {**transcribed, **recorded}
