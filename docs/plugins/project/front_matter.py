"""What a page says of itself: its description, and of a translation which text of the source each section reflects.

    ---
    description: What MNIST holds, …
    reflects:
      data: "3f2a9c0b1d2e"
      why-digits: "90ab41c7d8e2"
    ---

Nothing else holds the state of a translation.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from docs.plugins.project.commands import SITE
from docs.plugins.project.errors import ProjectError
from docs.plugins.project.notation import FRONT_MATTER
from docs.plugins.project.yaml_lines import YamlError, load

KEY = "reflects"
KEYS = ("title", "description", KEY)
HASH = re.compile(r"[0-9a-f]{12}")
REFLECTED_LINE = re.compile(rf"""[ \t]*([^\s:]+):[ \t]*["']?({HASH.pattern})["']?[ \t]*""")
# People have written there what is not YAML: a hash that is not indented, the bracket of a list on a line of its own.
REFLECTED = re.compile(
    rf"""^["']?{KEY}["']?[ \t]*:.*\n(?:(?:{REFLECTED_LINE.pattern}|(?!["']?\w+["']?[ \t]*:).*)\n)*""", re.MULTILINE
)
# Some editors write such quotes. YAML takes them as part of the text, and readers would see them.
CURLY = re.compile("[“„][^“”„]*[“”]")
NOT_CLOSED = 'the front matter is not closed before the title; end it with a line "---"'
# To YAML it is a comment.
HEADING_WITH_ID = re.compile(r"^#{1,6} .+\{ *#[^\s}]+ *\}[ \t]*$", re.MULTILINE)
COMMENT = re.compile(r"^[ \t]*#.*\n", re.MULTILINE)
# The other keys of a front matter, which may have come among the lines of `reflects`.
WORDS = re.compile(r"(?<![\w-])(?:title|description)(?![\w-])")
# Front matter that MkDocs doesn't recognise: after another line, with a dash for its hyphens, without its last line, or
# after another front matter.
UNSEEN = re.compile(
    rf"""(?:\s|<!--(?:(?!-->).)*-->)*(?P<begins>-{{3}}|[–—]|["']?(?:{"|".join(KEYS)})["']?[ \t]*:)""", re.DOTALL
)


@dataclass(frozen=True)
class FrontMatter:
    """A page's front matter: `reflects` has the hashes of the source's sections that the page reflects, by their ids.

    `lines` are those on which it says so, and `not_hashes` is what stands in the place of a hash. `fault` is what is
    wrong with `reflects` as a whole, with its place: "" where nothing is. `last_line` is the one that closes the front
    matter: 0 where there is none.
    """

    description: str = ""
    reflects: Mapping[str, str] = field(default_factory=dict, hash=False)
    lines: Mapping[str, int] = field(default_factory=dict, hash=False)
    not_hashes: Mapping[str, str] = field(default_factory=dict, hash=False)
    fault: str = ""
    last_line: int = field(default=0, compare=False)


def parse_front_matter(path: str, text: str) -> FrontMatter:
    """Read the front matter of the page at `path` from the page's text; raises ProjectError where it has a bad one.

    A bad `reflects` is no error but a `fault`, as `confirm` writes it again; its lines that can be read are kept.
    """
    match = FRONT_MATTER.match(text)
    _refuse_unseen(path, text, match.end() if match else 0)
    if match is None:
        return FrontMatter()
    if HEADING_WITH_ID.search(match["yaml"]):
        # It is closed by a line of hyphens further down.
        raise ProjectError(f"{path}:1: {NOT_CLOSED}")
    last_line = match[0].rstrip("\n").count("\n") + 1
    try:
        return _parsed(path, match["yaml"], last_line)
    except ProjectError as error:
        fault = str(error)
    others = REFLECTED.sub(lambda block: "\n" * block[0].count("\n"), match["yaml"])
    if others == match["yaml"]:
        raise ProjectError(fault)
    lines = _reflected_lines(match["yaml"])
    found = [(entry[1], entry[2], number) for number, line in lines if (entry := REFLECTED_LINE.fullmatch(line))]
    return replace(
        _parsed(path, others, last_line),
        reflects={section: hash_ for section, hash_, _ in found},
        lines={section: line for section, _, line in found},
        fault=fault,
    )


def confirmed(path: str, text: str, hashes: Mapping[str, str]) -> str:
    """As `with_reflected`; raises ProjectError where the result would not say so, or would lose what else is there."""
    match = FRONT_MATTER.match(text)
    for number, line in _reflected_lines(match["yaml"]) if match else ():
        if WORDS.search(line) and not REFLECTED_LINE.fullmatch(line):
            raise ProjectError(f'{path}:{number}: "{line.strip()}" stands within "{KEY}"; write it before "{KEY}:"')
    new = with_reflected(text, hashes)
    try:
        read = parse_front_matter(path, new)
    except ProjectError:
        read = FrontMatter()
    if read.reflects == hashes and not read.fault:
        return new
    raise ProjectError(
        f'{path}:1: "{KEY}" is not in the form that confirm writes; delete it, then: {SITE} confirm {path}'
    )


def with_reflected(text: str, hashes: Mapping[str, str]) -> str:
    """The text of a page whose front matter says that it reflects sections of these hashes."""
    match = FRONT_MATTER.match(text)
    others = REFLECTED.sub(lambda block: "".join(COMMENT.findall(block[0])), match["yaml"]) if match else ""
    body = text[match.end() :] if match else f"\n{text}"
    listed = "".join(f'  {section}: "{hash_}"\n' for section, hash_ in hashes.items())
    return f"---\n{others}{KEY}:\n{listed}---\n{body}"


def _reflected_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that stand below `reflects`, with their numbers on the page."""
    for block in REFLECTED.finditer(text):
        first = text.count("\n", 0, block.start()) + 2
        yield from enumerate(block[0].split("\n")[1:-1], start=first + 1)


def _refuse_unseen(path: str, text: str, start: int) -> None:
    """Raise ProjectError where what is meant as front matter begins the text after `start`: readers would see it."""
    if match := UNSEEN.match(text, start):
        line = text.count("\n", 0, match.start("begins")) + 1
        if text.partition("\n")[0].rstrip() == "---" and line == 1:
            raise ProjectError(f"{path}:1: {NOT_CLOSED}")
        raise ProjectError(
            f'{path}:{line}: a page has one front matter, from "---" on line 1 to the next "---"; write it so'
        )


def _parsed(path: str, text: str, last_line: int) -> FrontMatter:
    """The front matter with this YAML in it."""
    try:
        # After an empty line, the YAML's lines are numbered as those of the page.
        values, lines = load("\n" + text)
    except YamlError as error:
        raise ProjectError(f"{path}:{error.line}: the front matter is not YAML: {error.problem}") from None
    if not isinstance(values, dict | None):
        raise ProjectError(f'{path}:2: the front matter is not a list of entries such as "description: …"')
    values = values or {}
    for key, value in values.items():
        if key not in KEYS:
            raise ProjectError(
                f'{path}:{lines[(key,)]}: "{key}" is not a key of the front matter (keys: {", ".join(KEYS)})'
            )
        if key != KEY and not (isinstance(value, str) and value.strip()):
            raise ProjectError(f'{path}:{lines[(key,)]}: "{key}" is not text; write it in quotes')
        if key != KEY and CURLY.fullmatch(value):
            raise ProjectError(f'{path}:{lines[(key,)]}: "{key}" is in curly quotes; use straight ones')
    reflected = values.get(KEY, {})
    if not isinstance(reflected, dict):
        raise ProjectError(f"{path}:{lines[(KEY,)]}: {KEY} is not a list of sections, each with its hash")
    hashes = {id_: hash_ for id_, hash_ in reflected.items() if isinstance(hash_, str) and HASH.fullmatch(hash_)}
    not_hashes = {id_: "" if value is None else str(value) for id_, value in reflected.items() if id_ not in hashes}
    reflects_lines = {id_: lines[(KEY, id_)] for id_ in reflected}
    return FrontMatter(values.get("description", ""), hashes, reflects_lines, not_hashes, last_line=last_line)
