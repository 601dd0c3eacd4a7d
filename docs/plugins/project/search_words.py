"""What readers type for a section that neither its text nor the glossary says, from `docs/search.yml`.

train:
  history: {vi: [biểu đồ huấn luyện], en: [training chart]}
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, TypeAlias

from pydantic import TypeAdapter, ValidationError

from docs.plugins.project.languages import Language, unknown_languages
from docs.plugins.project.yaml_lines import Lines
from docs.plugins.project.yaml_models import Expected, Problems, Texts, read_nested_yaml, refuse

PATH = "docs/search.yml"
FORM = 'PAGE: {SECTION: {vi: ["…"]}}; write a page, below it the id of a section, and its words by language'
# By the page's name, the section's id and the language's code.
SearchWords: TypeAlias = Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]
WORDS = TypeAdapter(Annotated[dict[str, Texts], Expected(dict, "given by language; write it as {vi: […]}")])


def parse_search_words(text: str, languages: Sequence[Language], pages: Mapping[str, Sequence[str]]) -> SearchWords:
    """Read the words from the YAML of `docs/search.yml`; `pages` has the ids of each page's sections, by its name.

    Raises ProjectError at the first problem.
    """
    entries, lines = read_nested_yaml(PATH, text, FORM)
    refuse(PATH, lines, _problems(entries, lines, languages, pages))
    return entries


def _problems(
    entries: SearchWords, lines: Lines, languages: Sequence[Language], pages: Mapping[str, Sequence[str]]
) -> Problems:
    """Each problem with its place. Stop at the first: what comes after it expects that it is not there."""
    for page, sections in entries.items():
        if page not in pages:
            yield (page,), f'no page "{page}" (pages: {", ".join(sorted(pages))})'
        for section, words in sections.items():
            place = (page, section)
            if section not in pages[page]:
                yield place, f'the page "{page}" has no section "{section}" (sections: {", ".join(pages[page])})'
            try:
                WORDS.validate_python(words, strict=True)
            except ValidationError as error:
                for details in error.errors():
                    at = tuple(key for key in details["loc"] if key != "[key]")
                    there = (*place, *at)
                    yield there if there in lines else place, f'"{section}" {details["msg"]}'
            yield from unknown_languages((((*place, code), code) for code in words), languages)
