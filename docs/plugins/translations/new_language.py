"""Makes a language: a folder for its pages, and an entry in `docs/languages.yml` to be translated."""

import dataclasses
import re
import shutil

import yaml
from babel import Locale, UnknownLocaleError

from docs.plugins.project.errors import ProjectError, UserError
from docs.plugins.project.languages import PATH, Language, theme_languages
from docs.plugins.project.project import Project


def create(project: Project, code: str, like: str) -> Language:
    """Make the language of that code; its words are those of the language `like` until someone translates them."""
    languages = {language.code: language for language in project.languages}
    if code in languages:
        raise UserError(f'{PATH} has the language "{code}" already')
    if like not in languages:
        raise UserError(f'no language "{like}" in {PATH} to start from (languages: {", ".join(languages)})')
    language = dataclasses.replace(describe(code, languages[like]), fallback=_complete(project, languages[like]))
    folder = project.root / "docs" / code
    is_new = not folder.exists()
    try:
        folder.mkdir(exist_ok=True)
        # Git does not store an empty folder, and MkDocs stops where the folder is missing.
        (folder / ".gitkeep").touch()
    except OSError as error:
        raise UserError(f"docs/{code}: cannot be made ({error.strerror}); move away what is in its place") from None
    before = project.files.text(PATH).rstrip("\n")
    try:
        project.files.write(PATH, f"{before}\n{as_yaml(language)}")
    except ProjectError:
        if is_new:
            shutil.rmtree(folder)
        raise
    return language


def describe(code: str, like: Language) -> Language:
    """The language of that code, with the name and the numbers' marks that Unicode's CLDR gives it."""
    if code not in theme_languages():
        raise UserError(f'Material speaks no language "{code}"; it speaks {", ".join(theme_languages())}')
    try:
        locale = Locale.parse(code, sep="-")
    except UnknownLocaleError:
        raise UserError(f'Unicode has no data on "{code}"; write its entry in {PATH} by hand') from None
    name = str(locale.get_display_name())
    marks = locale.number_symbols["latn"]
    return dataclasses.replace(
        like,
        code=code,
        name=name[0].upper() + name[1:],
        thousands_mark=marks["group"],
        decimal_mark=marks["decimal"],
        lockstep=False,
    )


def as_yaml(language: Language) -> str:
    """The language's entry for `docs/languages.yml`."""
    entry = dataclasses.asdict(language)
    code = entry.pop("code")
    # People add `lockstep: true` once every page is translated.
    del entry["lockstep"]
    # Near the top, where people see it: the labels after it fill a screen.
    entry = {"name": entry.pop("name"), "fallback": entry.pop("fallback"), **entry}
    text = yaml.safe_dump({code: entry}, allow_unicode=True, sort_keys=False, width=120)
    # A space at a line's end is not seen, and editors trim it.
    return "".join(re.sub(r"(?<=_mark: )\s$", _escaped, line) + "\n" for line in text.split("\n")[:-1])


def _escaped(space: re.Match[str]) -> str:
    return f'"\\u{ord(space[0]):04x}"'


def _complete(project: Project, like: Language) -> str:
    """The language to fall back to: the one it is like, or what that one falls back to itself, until it has all."""
    return like.code if like in project.complete_languages else project.originals(like)[0].code
