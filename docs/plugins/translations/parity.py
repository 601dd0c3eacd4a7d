"""Where the structure of a translated page departs from its source: each place with both files and lines. Pure."""

from collections.abc import Iterator
from itertools import zip_longest

from docs.plugins.project.pages import Page, Section
from docs.plugins.translations.blocks import Block, blocks_of


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


def compare_section(source: Page, there: Section, page: Page, here: Section) -> Iterator[str]:
    """The first place where the blocks of a section differ, or lead to different addresses."""
    for theirs, ours in zip_longest(blocks_of(source, there), blocks_of(page, here)):
        problem = _compare_blocks(source, there, theirs, page, here, ours)
        if problem:
            yield problem
            return


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
