"""What stands in for the sections that a translation lacks: those of the language that it falls back to. Pure."""

from collections.abc import Iterator, Mapping

from docs.plugins.project.freshness import PageProgress, State
from docs.plugins.project.pages import Page, Section, parse_page


def stand_ins(progress: PageProgress) -> Mapping[str, str]:
    """The sections that are shown in another language, by their ids, and the code of that language."""
    missing = [entry.source.id for entry in progress.of_state(State.MISSING)]
    return {id_: _original(progress, id_)[0].language for id_ in missing}


def completed(progress: PageProgress) -> Page:
    """The translation with the text that stands in for each missing section: in its place, or else after the others."""
    assert progress.translation is not None
    if not progress.of_state(State.MISSING):
        return progress.translation
    return parse_page(progress.translation.path, "\n".join(_lines(progress, progress.translation)) + "\n")


def _lines(progress: PageProgress, page: Page) -> Iterator[str]:
    missing = {entry.source.id: entry for entry in progress.of_state(State.MISSING)}
    order = [entry.source.id for entry in progress.sections]
    written: set[str] = set()

    def stand_in(id_: str) -> Iterator[str]:
        written.add(id_)
        original, section = _original(progress, id_)
        yield from ("", *original.lines[section.line - 1 : section.last_line], "")

    first = page.sections[0].line if page.sections else len(page.lines) + 1
    yield from page.lines[: first - 1]
    for section in page.sections:
        earlier = order[: order.index(section.id)] if section.id in order else []
        for id_ in earlier:
            # Where the translation has it further down, it keeps its place.
            if id_ in missing and missing[id_].section is None and id_ not in written:
                yield from stand_in(id_)
        if section.id in missing:
            yield from stand_in(section.id)
        else:
            yield from ("", *page.lines[section.line - 1 : section.last_line], "")
    for id_ in missing:
        if id_ not in written:
            yield from stand_in(id_)


def _original(progress: PageProgress, id_: str) -> tuple[Page, Section]:
    """The section of that id of the first original that has it, and its page: the source has it in any case."""
    return next((page, section) for page in progress.originals for section in page.sections if section.id == id_)
