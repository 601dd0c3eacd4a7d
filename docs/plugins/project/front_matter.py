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
from collections.abc import Mapping
from dataclasses import dataclass, field

from docs.plugins.project.commands import SITE
from docs.plugins.project.errors import ProjectError
from docs.plugins.project.notation import FRONT_MATTER
from docs.plugins.project.yaml_lines import YamlError, load

KEY = "reflects"
KEYS = ("title", "description", KEY)
HASH = re.compile(r"[0-9a-f]{12}")
REFLECTED = re.compile(rf"^{KEY}:.*\n(?:[ \t].*\n)*", re.MULTILINE)


@dataclass(frozen=True)
class FrontMatter:
    """A page's front matter: `reflects` has the hashes of the source's sections that the page reflects, by their ids.

    `lines` are those on which it says so, and `last_line` is the one that closes it: 0 where there is no front matter.
    """

    description: str = ""
    reflects: Mapping[str, str] = field(default_factory=dict, hash=False)
    lines: Mapping[str, int] = field(default_factory=dict, hash=False)
    last_line: int = field(default=0, compare=False)


def parse_front_matter(path: str, text: str) -> FrontMatter:
    """Read the front matter of the page at `path` from the page's text; raises ProjectError where it has a bad one."""
    match = FRONT_MATTER.match(text)
    if match is None:
        return FrontMatter()
    try:
        # After an empty line, the YAML's lines are numbered as those of the page.
        values, lines = load("\n" + match["yaml"])
    except YamlError as error:
        raise ProjectError(f"{path}:{error.line}: the front matter is not YAML: {error.problem}") from None
    if not isinstance(values, dict | None):
        raise ProjectError(f'{path}:2: the front matter is not a list of entries such as "description: …"')
    values = values or {}
    for key, value in values.items():
        if key not in KEYS:
            raise ProjectError(f'{path}:{lines[(key,)]}: "{key}" is no key of a front matter (keys: {", ".join(KEYS)})')
        if key != KEY and not (isinstance(value, str) and value.strip()):
            raise ProjectError(f'{path}:{lines[(key,)]}: "{key}" is not text; write it in quotes')
    hashes = values.get(KEY, {})
    if not isinstance(hashes, dict):
        raise ProjectError(f"{path}:{lines[(KEY,)]}: {KEY} is not a list of sections, each with its hash")
    for section, hash_ in hashes.items():
        if not (isinstance(hash_, str) and HASH.fullmatch(hash_)):
            raise ProjectError(
                f'{path}:{lines[(KEY, section)]}: "{hash_}" is not a hash (12 of 0-9 and a-f, in quotes); '
                f"take the line out, then: {SITE} confirm {path}#{section}"
            )
    reflects_lines = {id_: lines[(KEY, id_)] for id_ in hashes}
    return FrontMatter(values.get("description", ""), hashes, reflects_lines, match[0].rstrip("\n").count("\n") + 1)


def confirmed(path: str, text: str, hashes: Mapping[str, str]) -> str:
    """As `with_reflected`; raises ProjectError where the result would not say so, and is not to be written."""
    new = with_reflected(text, hashes)
    try:
        if parse_front_matter(path, new).reflects == hashes:
            return new
    except ProjectError:
        pass
    raise ProjectError(
        f'{path}:1: "{KEY}" is not in the form that confirm writes; take it out, then: {SITE} confirm {path}'
    )


def with_reflected(text: str, hashes: Mapping[str, str]) -> str:
    """The text of a page whose front matter says that it reflects sections of these hashes."""
    match = FRONT_MATTER.match(text)
    others = REFLECTED.sub("", match["yaml"]) if match else ""
    body = text[match.end() :] if match else f"\n{text}"
    listed = "".join(f'  {section}: "{hash_}"\n' for section, hash_ in hashes.items())
    return f"---\n{others}{KEY}:\n{listed}---\n{body}"
