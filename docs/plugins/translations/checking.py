"""What is wrong with the translations: each problem begins with `PATH:LINE: `.

Languages in lockstep are held to the source: the same structure, no section older than it, the glossary's words. Of the
others only what claims to be current is compared; the rest is shown to their readers. None may use a banned rendering.
"""

from collections.abc import Iterator, Mapping, Sequence

from docs.plugins.project.commands import SITE
from docs.plugins.project.freshness import State, Translated, has_words
from docs.plugins.project.front_matter import KEY
from docs.plugins.project.glossary import Term
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import Page, Section
from docs.plugins.project.project import Project
from docs.plugins.translations.history import difference
from docs.plugins.translations.parity import compare_headings, compare_section, unknown_headings
from docs.plugins.translations.wording import Pair, banned, disagreement, pairs

# The share of the pairs of a page and a term in which a language in lockstep uses the agreed rendering.
LEAST_AGREEMENT = 0.98

Pages = Mapping[str, Page]


def check_translations(project: Project) -> list[str]:
    """Every problem of the translations of a project, whose pages `docs/plugins/check.py` has found good."""
    source, *others = project.languages
    sources = project.pages[source.code]
    problems = [problem for page in sources.values() for problem in _reflecting(page)]
    for progress in project.progress:
        for entry in progress.pages.values():
            if entry.translation:
                problems += _page(project, progress.language, entry.source, entry.translation, entry.sections)
    for language in project.languages:
        for page in project.pages[language.code].values():
            problems += banned(page, language.code, project.terms, _in_another_language(project, language, page))
    for language in others:
        if language.lockstep:
            pages = project.pages[language.code]
            problems += _disagreements(compare_terms(source.code, sources, language.code, pages, project.terms))
    return problems


def compare_terms(source: str, sources: Pages, language: str, pages: Pages, terms: Sequence[Term]) -> list[Pair]:
    """The pairs of a page and a term that a language shares with the source."""
    return [
        pair
        for name, page in pages.items()
        if name in sources
        for pair in pairs(sources[name], page, source, language, terms)
    ]


def _disagreements(compared: Sequence[Pair]) -> Iterator[str]:
    disagreeing = [pair for pair in compared if not pair.agrees]
    if len(compared) - len(disagreeing) < LEAST_AGREEMENT * len(compared):
        yield from map(disagreement, disagreeing)


def _reflecting(page: Page) -> Iterator[str]:
    """A page of the source language that claims to reflect another text."""
    if page.front_matter.fault:
        yield page.front_matter.fault
    for line in page.front_matter.lines.values():
        yield f"{page.path}:{line}: a page of the source language reflects no other; delete the line"


def _page(
    project: Project, language: Language, source: Page, page: Page, translated: Sequence[Translated]
) -> Iterator[str]:
    same_headings = True
    yield from _bad_hashes(source, page)
    if language.lockstep:
        yield from _unknown_sections(source, page, translated)
        headings = list(compare_headings(source, page))
        yield from headings
        same_headings = not headings
    else:
        yield from unknown_headings(source, page)
        yield from _copied_hashes(page, translated)
    says_nothing = language.lockstep and _says_nothing(page, translated)
    if says_nothing:
        today = f"{SITE} confirm {page.path}"
        yield f"{page.path}:1: does not say which text of {source.path} it reflects; if today's: {today}"
    for entry in translated:
        if entry.section and same_headings and (language.lockstep or entry.state is State.CURRENT):
            yield from compare_section(source, entry.source, page, entry.section)
        is_behind = language.lockstep and entry.state is State.BEHIND
        if is_behind and not says_nothing and (entry.reflects or not _is_told(page, entry)):
            yield _behind(project, source, page, entry)
        if language.lockstep and entry.section and entry.state is State.MISSING:
            yield _copied(source, page, entry.source, entry.section)


def _bad_hashes(source: Page, page: Page) -> Iterator[str]:
    """What stands where the page should say which text of the source it reflects."""
    if page.front_matter.fault:
        confirm = f"{SITE} confirm {page.path}"
        yield f"{page.front_matter.fault}; fix it or, if the page reflects today's {source.path}: {confirm}"
    for section in source.sections:
        if (stands := page.front_matter.not_hashes.get(section.id)) is not None:
            yield (
                f'{page.path}:{page.front_matter.lines[section.id]}: "{stands}" is not the hash of a text of '
                f"{source.path}:{section.line} #{section.id}; if the page reflects today's: "
                f"{SITE} confirm {page.path}#{section.id}"
            )


def _says_nothing(page: Page, translated: Sequence[Translated]) -> bool:
    """Whether a page of several sections, which is translated, is yet to be confirmed for the first time."""
    is_translated = all(entry.state is State.BEHIND for entry in translated)
    front_matter = page.front_matter
    return len(translated) > 1 and is_translated and not (front_matter.lines or front_matter.fault)


def _is_told(page: Page, entry: Translated) -> bool:
    return bool(page.front_matter.fault) or entry.source.id in page.front_matter.not_hashes


def _behind(project: Project, source: Page, page: Page, entry: Translated) -> str:
    """What to say of a section that is older than its source: where, what has changed, and what to do."""
    assert entry.section is not None
    here, there = f"{page.path}:{entry.section.line}", f"{source.path}:{entry.source.line}"
    confirm = f"{SITE} confirm {page.path}#{entry.source.id}"
    if not entry.reflects:
        return f"{here}: does not say which text of {there} #{entry.source.id} reflects; if today's: {confirm}"
    changed = difference(project.root, source.path, entry.source, entry.reflects).splitlines()
    changes = "".join(f"    {line}\n" for line in changed)
    return f"{here}: #{entry.source.id} is older than {there}\n{changes}  make it say the same, then: {confirm}"


def _copied(source: Page, page: Page, there: Section, here: Section) -> str:
    """What to say of a section that is still the text of its source."""
    confirm = f"{SITE} confirm {page.path}#{here.id}"
    remedy = "translate it" if has_words(page, here) else "translate its heading, or leave that if it is a name"
    where = f"{page.path}:{here.line}: #{here.id} is still the text of {source.path}:{there.line}"
    return f"{where}; {remedy}, then: {confirm}"


def _copied_hashes(page: Page, translated: Sequence[Translated]) -> Iterator[str]:
    """A page that was begun as a copy of another translation, and has what that one says of itself."""
    for entry in translated:
        if entry.state is State.MISSING and entry.section and entry.reflects:
            yield (
                f"{page.path}:{page.front_matter.lines[entry.source.id]}: says of #{entry.source.id} which text it "
                f"reflects, but that is still a copy; delete the lines of {KEY}, as confirm writes them"
            )
            return


def _in_another_language(project: Project, language: Language, page: Page) -> set[int]:
    """The lines of a page that are still to be translated."""
    progress = project.page_progress(language, page.name)
    copied = [entry.section for entry in progress.of_state(State.MISSING)] if progress else []
    return {line for section in copied if section for line in range(section.line, section.last_line + 1)}


def _unknown_sections(source: Page, page: Page, translated: Sequence[Translated]) -> Iterator[str]:
    known = {entry.source.id for entry in translated}
    for section, line in page.front_matter.lines.items():
        if section not in known:
            yield (f"{page.path}:{line}: {source.path} has no section #{section} to reflect; delete the line")
