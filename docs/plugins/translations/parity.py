"""Where the structure of a translated page departs from its source: each place with both files and lines. Pure."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from docs.plugins.project.pages import Page, Section
from docs.plugins.translations.blocks import PARAGRAPH, Block, blocks_of


def compare_headings(source: Page, page: Page) -> Iterator[str]:
    """The first place where the headings differ; what comes after it would only repeat that."""
    for there, here in zip_longest(source.sections, page.sections):
        if here is None:
            yield f"{page.path}: no heading {_heading(there)}, which stands at {source.path}:{there.line}"
            return
        if there is None:
            yield f"{page.path}:{here.line}: the heading {_heading(here)} stands where {source.path} ends"
            return
        if (here.level, here.id) != (there.level, there.id):
            yield (
                f"{page.path}:{here.line}: the heading {_heading(here)} stands where "
                f"{source.path}:{there.line} has {_heading(there)}"
            )
            return


def unknown_headings(source: Page, page: Page) -> Iterator[str]:
    """Headings whose ids the source doesn't have; one that the page says it has translated was there once."""
    known = {section.id for section in source.sections} | set(page.front_matter.reflects)
    here = {section.id for section in page.sections}
    missing = [f"#{section.id}" for section in source.sections if section.id not in here]
    remedy = f"keep the source's id, one of {', '.join(missing)}" if missing else "delete the section"
    for section in page.sections:
        if section.id not in known:
            yield f"{page.path}:{section.line}: no heading of {source.path} has the id #{section.id}; {remedy}"


def compare_section(source: Page, there: Section, page: Page, here: Section) -> Iterator[str]:
    """The first place where the blocks of a section differ, or lead to different addresses."""
    originals, translated = blocks_of(source, there), blocks_of(page, here)
    for theirs, ours in zip_longest(originals, translated):
        problem = _compare_blocks(source, there, theirs, page, here, ours)
        if problem:
            yield f"{problem}{_counted(originals, translated)}"
            return


def _counted(originals: Sequence[Block], translated: Sequence[Block]) -> str:
    """What has probably happened, where a section has more or fewer paragraphs than its source."""
    theirs, ours = (sum(block.kind == PARAGRAPH for block in blocks) for blocks in (originals, translated))
    if theirs == ours or len(originals) - theirs != len(translated) - ours:
        return ""
    if ours < theirs:
        return f"; {_number(theirs - ours + 1)} paragraphs were merged: put an empty line between them"
    return f"; a paragraph was split in {_number(ours - theirs + 1)}: delete the empty line in it"


def _number(count: int) -> str:
    return "two" if count == 2 else "several"


def _compare_blocks(
    source: Page, there: Section, theirs: Block | None, page: Page, here: Section, ours: Block | None
) -> str:
    if theirs is None:
        assert ours is not None
        return (
            f"{page.path}:{ours.line}: {ours.kind} stands where the section #{there.id} "
            f"of {source.path}:{there.last_line} ends"
        )
    origin = f"{source.path}:{theirs.line}"
    if ours is None:
        return f"{page.path}:{here.last_line}: the section #{here.id} ends where {origin} has {theirs.kind}"
    where = f"{page.path}:{ours.line}"
    if ours.kind != theirs.kind:
        return f"{where}: {ours.kind} stands where {origin} has {theirs.kind}"
    if ours.depth != theirs.depth:
        return f"{where}: {ours.kind} is indented by {ours.depth} levels, that of {origin} by {theirs.depth}"
    if ours.links != theirs.links:
        return f"{where}: {ours.kind} leads to {_list(ours.links)}, that of {origin} to {_list(theirs.links)}"
    if ours.pictures != theirs.pictures:
        return f"{where}: {ours.kind} shows {_list(ours.pictures)}, that of {origin} {_list(theirs.pictures)}"
    return ""


def _heading(section: Section) -> str:
    return f"{'#' * section.level} #{section.id}"


def _list(addresses: tuple[str, ...]) -> str:
    return ", ".join(addresses) or "nothing"
