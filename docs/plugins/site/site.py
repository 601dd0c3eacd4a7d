"""The site in one language: what the hook's events and the templates take of it, as `config.extra.site`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from markdown.extensions.toc import slugify

from docs.plugins.fences.registry import alternative_texts
from docs.plugins.fences.script_links import script_links
from docs.plugins.fences.shown_lessons import ShownLesson, shown_lessons
from docs.plugins.fences.view import View, markdown_file_name
from docs.plugins.project.changes import Change
from docs.plugins.project.errata import ARTICLE_ADDRESS
from docs.plugins.project.freshness import PageProgress
from docs.plugins.project.languages import Language
from docs.plugins.project.navigation import CONTRIBUTE, group_label
from docs.plugins.project.project import Project
from docs.plugins.project.references import Reference
from docs.plugins.project.scripts import Script
from docs.plugins.site.html import parted_below_title, with_relative_addresses


@dataclass(frozen=True)
class Site:
    """A site of `view.language`.

    `bundles` has, by its address, of which files each bundle is made. While someone writes, the pages are `serving`:
    nothing is kept.
    """

    view: View
    bundles: Mapping[str, Sequence[str]]
    serving: bool

    @property
    def project(self) -> Project:
        """What the repository says."""
        return self.view.project

    @property
    def language(self) -> Language:
        """The language of the site."""
        return self.view.language

    @property
    def source(self) -> Language:
        """The language that the others are translated from."""
        return self.project.source

    @property
    def fallback(self) -> Language:
        """The language whose pages stand in for those that are not translated."""
        return self.view.originals[0]

    @property
    def languages(self) -> Sequence[Language]:
        """All languages, the source first."""
        return self.project.languages

    @property
    def others(self) -> Sequence[Language]:
        """The languages whose sites stand in folders of this one: all others, in that of the source."""
        return self.languages[1:] if self.language == self.source else ()

    @cached_property
    def lessons(self) -> Sequence[ShownLesson]:
        """The pages that a reader can call done, in their order."""
        return shown_lessons(self.view)

    def lesson_at(self, uri: str) -> ShownLesson | None:
        """The lesson whose page has its source at `uri`; None for another page."""
        return next((lesson for lesson in self.lessons if f"{lesson.link.name}.md" == uri), None)

    def parted_below_title(self, html: str) -> tuple[str, str]:
        """The HTML of a page up to the end of its title, and what follows: a lesson's head stands between them."""
        return parted_below_title(html)

    def script_links(self, lesson: ShownLesson) -> Sequence[str]:
        """The links on a lesson's page to the files of its script, and to Colab; none where it has no script."""
        script = self.project.scripts.get(lesson.link.name)
        links = script_links(script, self.view) if script else []
        return [with_relative_addresses(link, self.view.from_root(lesson.link.address)) for link in links]

    @property
    def article_address(self) -> str:
        """Where the article stands that the course rewrites."""
        return ARTICLE_ADDRESS

    @property
    def contribute_group(self) -> str:
        """The name of the group of the navigation whose pages are in the footer."""
        return CONTRIBUTE

    @property
    def offered_terms(self) -> Sequence[tuple[str, str]]:
        """The names of the terms that an empty search offers, each with its address from the language's root."""
        page = self.view.links.page("glossary")
        terms = [term for term in self.project.terms if term.offered]
        return [(term.names[self.view.best(term.names)], f"{page}#{term.id}") for term in terms]

    def group_name(self, group: str) -> str:
        """The name of a group of the navigation for readers; without `nav`, MkDocs names its own groups."""
        return self.language.labels[group_label(group)] if group in self.project.navigation.groups else group

    @property
    def pdf_name(self) -> str:
        """The name of the PDF of all lessons, at the root of the language's site."""
        return pdf_name(self.language)

    @property
    def changes(self) -> Sequence[Change]:
        """What changed for readers, newest first."""
        return self.project.changes

    @cached_property
    def alternative_texts(self) -> Mapping[Reference, str]:
        """What the language's pages say of each picture; where they don't, what those do that stand in for them."""
        languages = [*reversed(self.view.originals), self.language]
        texts = [alternative_texts(self.project.pages[language.code].values()) for language in languages]
        return {reference: text for of_language in texts for reference, text in of_language.items()}

    @property
    def has_policy(self) -> bool:
        """Whether pages have a Content-Security-Policy.

        From a file:// address, a page and its own styles are of different origins. `mkdocs serve` adds a script.
        """
        return self.view.links.use_directory_urls and not self.serving

    def script_at(self, uri: str) -> Script | None:
        """The script whose example's page has its source at `uri`; None for another page."""
        path = PurePosixPath(uri)
        if path.suffix != ".ipynb":
            return None
        return self.project.scripts.get(path.relative_to("examples").with_suffix("").as_posix())

    def progress_of(self, uri: str) -> PageProgress | None:
        """How far the translation of a page has come; None for a page of the source, and for what is not written."""
        return self.project.page_progress(self.language, page_name(uri))

    def is_untranslated(self, uri: str) -> bool:
        """Whether a page of the language that this one falls back to stands in for one that is not translated yet."""
        progress = self.progress_of(uri)
        return progress is not None and progress.translation is None

    def markdown_file_name(self, address: str) -> str:
        """The name of the file of a page's Markdown, by the page's address."""
        return markdown_file_name(address)

    def markdown_address(self, name: str) -> str:
        """The absolute address of the Markdown of a page, by the page's name."""
        return self.view.markdown_address(name)


def page_name(uri: str) -> str:
    """The name of a page: its path below its language's folder without the ending."""
    return uri.removesuffix(".md")


def pdf_name(language: Language) -> str:
    """The site's name in letters that every file system and address takes: `hoc-keras.pdf`."""
    return f"{slugify(language.site_name, '-')}.pdf"
