"""What a translated page says of itself: the hash of each section of the source that it reflects. Pure.

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

from docs.plugins.project.pages import Page, PageError
from docs.plugins.project.yaml_lines import Lines, YamlError, load

# As MkDocs takes it.
FRONT_MATTER = re.compile(r"\A-{3}[ \t]*\n(?P<yaml>.*?\n|)-{3}[ \t]*(\n|\Z)", re.DOTALL)
KEY = "reflects"
HASH = re.compile(r"[0-9a-f]{12}")
REFLECTED = re.compile(rf"^{KEY}:.*\n(?:[ \t].*\n)*", re.MULTILINE)


def read_front_matter(page: Page) -> tuple[Mapping[str, object], Lines]:
    """A page's front matter, and the lines of its entries in the page; raises PageError where it is not YAML."""
    match = FRONT_MATTER.match(page.text)
    if match is None:
        return {}, {}
    try:
        # Behind an empty line, its lines are those of the page.
        values, lines = load("\n" + match["yaml"])
    except YamlError as error:
        raise PageError(f"{page.path}:{error.line}: the front matter is not YAML: {error.problem}") from None
    if not isinstance(values, dict | None):
        raise PageError(f'{page.path}:2: the front matter is not a list of entries such as "description: …"')
    return values or {}, lines


def reflected(page: Page) -> tuple[Mapping[str, str], Lines]:
    """The hashes of the source's sections that a page reflects, by the sections' ids, and the lines where it says so.

    Raises PageError where they are not of the form above.
    """
    values, lines = read_front_matter(page)
    hashes = values.get(KEY, {})
    if not isinstance(hashes, dict):
        raise PageError(f"{page.path}:{lines[(KEY,)]}: {KEY} is not a list of sections, each with its hash")
    for section, hash_ in hashes.items():
        if not (isinstance(hash_, str) and HASH.fullmatch(hash_)):
            raise PageError(
                f'{page.path}:{lines[(KEY, section)]}: "{hash_}" is not a hash of 12 digits in quotes; '
                f"let `confirm {page.path}#{section}` write it"
            )
    return hashes, {path[1:]: line for path, line in lines.items() if path[:1] == (KEY,)}


def with_reflected(text: str, hashes: Mapping[str, str]) -> str:
    """The text of a page whose front matter says that it reflects sections of these hashes."""
    match = FRONT_MATTER.match(text)
    others = REFLECTED.sub("", match["yaml"]) if match else ""
    body = text[match.end() :] if match else f"\n{text}"
    listed = "".join(f'  {section}: "{hash_}"\n' for section, hash_ in hashes.items())
    return f"---\n{others}{KEY}:\n{listed}---\n{body}"
