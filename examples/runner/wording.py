"""How Keras words the messages of mistakes today, against the templates of docs/mistakes.yml."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from docs.plugins.project.message_templates import template_of, with_template
from docs.plugins.project.messages import known_by
from docs.plugins.project.mistakes import PATH, Mistake
from docs.plugins.project.records import Record
from examples.runner.comparison import Difference
from examples.runner.files import write_whole


def unknown_messages(mistakes: Mapping[str, Mistake], record: Record) -> dict[str, str]:
    """What the cells of a run say that no template of their mistake finds, by the mistake's id."""
    return {
        id_: output.text
        for id_, output in record.outputs.items()
        if id_ in mistakes and mistakes[id_].templates and known_by(output.text, {id_: mistakes[id_].patterns}) is None
    }


def rewrite_templates(root: Path, mistakes: Mapping[str, Mistake], record: Record) -> Iterator[str]:
    """Write a new template for each message of a run that is not known by one of its own; yield a line on each."""
    for id_, text in unknown_messages(mistakes, record).items():
        template = template_of(text)
        content = (root / PATH).read_bytes().decode()
        write_whole(root / PATH, with_template(content, id_, template).encode())
        yield f'{PATH}: the message of "{id_}" is worded in another way; its template is now: {template}'


def template_differences(mistakes: Mapping[str, Mistake], record: Record) -> list[Difference]:
    """The messages of a run that are not known by their templates, each as a difference of the two."""
    return [
        Difference(id_, f"template: {mistakes[id_].template}", template_of(text))
        for id_, text in unknown_messages(mistakes, record).items()
    ]
