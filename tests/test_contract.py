"""What we lean on of Material's, MkDocs' and mkdocs-jupyter's insides is there in the installed packages.

A release that renames one fails here, with what it is and where we use it. Names of a pattern, such as the classes of
Material's styles, are looked for in all our files; `contract.yml` has what no pattern finds.
"""

import re
import sysconfig
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from itertools import chain
from pathlib import Path

import pytest
import yaml

from tests.support.programs import ROOT

PACKAGES = Path(sysconfig.get_path("purelib"))
SHARED = Path(sysconfig.get_path("data"))
TEMPLATES = "material/templates"
ASSETS, OVERRIDES, PLUGINS = "docs/assets/**/*.*s", "docs/overrides/**/*.*", "docs/plugins/**/*.*"
Places = Mapping[str, list[str]]


@dataclass(frozen=True)
class Kind:
    """Names that match a pattern in our files, each of which has to match another in theirs."""

    what: str
    ours: str
    our_files: tuple[str, ...]
    theirs: str
    their_files: tuple[str, ...]


@dataclass(frozen=True)
class Reliance:
    """Words in our files that rely on words in theirs, by the paths of the files."""

    what: str
    ours: Mapping[str, list[str]]
    theirs: Mapping[str, list[str]]


STYLES = f"{TEMPLATES}/assets/stylesheets/main.*.css"
CLASS = r"(?<![\w-])(md-[a-z][\w-]*\w)"
CLASS_OF_JUPYTER = r"(?<![\w-])(jp-[A-Z][\w-]*\w)"
ATTRIBUTE = r"self\.(\w+)\b|def (\w+)|^    (\w+)(?::| =)"
KINDS = [
    Kind(
        "class of Material's styles",
        CLASS,
        (ASSETS, OVERRIDES, PLUGINS, "docs/*/*.md"),
        CLASS,
        (STYLES, f"{TEMPLATES}/**/*.html"),
    ),
    Kind("property of Material's styles", r"(--md-[\w-]*\w)", (ASSETS,), r"(--md-[\w-]*\w)", (STYLES,)),
    Kind(
        "attribute of Material's templates",
        r"(data-md-[\w-]*\w)",
        (ASSETS, OVERRIDES),
        r"(data-md-[\w-]*\w)",
        (f"{TEMPLATES}/base.html",),
    ),
    # Where a language lacks one, Material takes the English.
    Kind(
        "phrase of Material's languages",
        r"""lang\.t\(["']([\w.]+)""",
        (OVERRIDES,),
        r'^  "([\w.]+)": ',
        (f"{TEMPLATES}/partials/languages/en.html",),
    ),
    Kind(
        "block of Material's base.html", r"{% block (\w+)", (OVERRIDES,), r"{% block (\w+)", (f"{TEMPLATES}/base.html",)
    ),
    Kind(
        "class of Jupyter's pages",
        CLASS_OF_JUPYTER,
        (ASSETS, PLUGINS),
        CLASS_OF_JUPYTER,
        ("share/jupyter/nbconvert/templates/lab/*.j2",),
    ),
    Kind("event of MkDocs", r"^def (on_\w+)", ("docs/plugins/hooks.py",), r"^    def (on_\w+)", ("mkdocs/plugins.py",)),
    # Python's own checks know only what is used in Python.
    *(
        Kind(f"attribute of MkDocs' {name}", rf"\b{name}\.(?!html|yml)([a-z_]+)", (OVERRIDES,), ATTRIBUTE, (file,))
        for name, file in {
            "page": "mkdocs/structure/pages.py",
            "nav": "mkdocs/structure/nav.py",
            "file": "mkdocs/structure/files.py",
            "config": "mkdocs/config/defaults.py",
        }.items()
    ),
]
RELIANCES = [Reliance(**each) for each in yaml.safe_load((ROOT / "tests/contract.yml").read_text(encoding="utf-8"))]


def our_files(patterns: Iterable[str]) -> list[Path]:
    """Our files that match the patterns; those that hold text."""
    found = (path for pattern in patterns for path in sorted(ROOT.glob(pattern)))
    return [path for path in found if path.suffix in {".css", ".js", ".html", ".xml", ".txt", ".py", ".md", ".yml"}]


def their_files(patterns: Iterable[str]) -> list[Path]:
    """The files of the installed packages that match the patterns."""
    return [
        path
        for pattern in patterns
        for path in (SHARED if pattern.startswith("share/") else PACKAGES).glob(pattern)
        if path.is_file()
    ]


def used(pattern: str, patterns: Iterable[str]) -> Places:
    """The names that our files have of others, each with its places."""
    places: dict[str, list[str]] = {}
    for path in our_files(patterns):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            for name in re.findall(pattern, line):
                places.setdefault(name, []).append(f"{path.relative_to(ROOT).as_posix()}:{number}")
    return places


def there(pattern: str, patterns: Iterable[str]) -> set[str]:
    """The names that the installed packages have."""
    return {
        name
        for path in their_files(patterns)
        for match in re.finditer(pattern, path.read_text(encoding="utf-8"), re.MULTILINE)
        for name in match.groups()
        if name
    }


def lost(what: str, places: Places, names: Iterable[str]) -> list[str]:
    """A line for each used name that is not among those that there are."""
    return [f"{what}: {name} is gone; used in {', '.join(places[name])}" for name in sorted(places.keys() - set(names))]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.what)
def test_every_name_of_others_that_we_use_is_there(kind: Kind) -> None:
    places = used(kind.ours, kind.our_files)
    assert places, f"{kind.what}: nothing uses one any more; take it out of KINDS"
    gone = lost(kind.what, places, there(kind.theirs, kind.their_files))
    assert not gone, "\n".join(gone)


@pytest.mark.parametrize("reliance", RELIANCES, ids=lambda reliance: reliance.what)
def test_what_we_rely_on_is_there(reliance: Reliance) -> None:
    places = {
        words: used(re.escape(words), [path]).get(words, []) for path, all_ in reliance.ours.items() for words in all_
    }
    unused = [words for words, found in places.items() if not found]
    assert unused == [], "nothing uses it any more; take it out of contract.yml"
    for path, all_ in reliance.theirs.items():
        text = "".join(file.read_text(encoding="utf-8") for file in their_files([path]))
        gone = [words for words in all_ if words not in text]
        assert gone == [], f"{reliance.what}: gone from {path}; used in {', '.join(chain(*places.values()))}"


def test_every_icon_that_we_use_is_there() -> None:
    places = {**used(r"\.icons/([\w/-]+)\.svg", [OVERRIDES]), **used(r"^    repo: (\w+/[\w/-]+)", ["mkdocs.yml"])}
    icons = [name for name in places if (PACKAGES / TEMPLATES / f".icons/{name}.svg").is_file()]
    gone = lost("icon of Material's", places, icons)
    assert not gone, "\n".join(gone)


def test_every_template_is_ours_or_materials_and_somebody_asks_for_ours() -> None:
    own = {path.relative_to(ROOT / "docs/overrides").as_posix() for path in our_files([OVERRIDES])}
    # Not the beginning of a path that a language's code completes.
    asks = r"{% (?:include|extends|import) \"(?!\.icons/)([^\"]+)\"(?! ~)"
    places = used(asks, [OVERRIDES])
    theirs = [name for name in places if (PACKAGES / TEMPLATES / name).is_file()]
    gone = lost("template of Material's", places, own.union(theirs))
    assert not gone, "\n".join(gone)
    # MkDocs asks for the page's template and the static ones, its own and those of mkdocs.yml.
    asked = places.keys() | there(asks, [f"{TEMPLATES}/**/*.html"]) | {"main.html", "404.html", "sitemap.xml"}
    asked |= used(r"^    - ([\w/]+\.(?:txt|xml|html))$", ["mkdocs.yml"]).keys()
    assert own - asked == set(), "nobody asks for these templates any more"


def test_every_import_from_them_is_there() -> None:
    imports = used(r"^from ((?:mkdocs|material|mkdocs_jupyter)[\w.]* import [\w, ]+)", ["docs/plugins/**/*.py"])
    gone = [
        f"{module}: {name} is gone; used in {', '.join(places)}"
        for statement, places in imports.items()
        for module, _, names in [statement.partition(" import ")]
        for name in names.split(", ")
        if not hasattr(import_module(module), name)
    ]
    assert imports
    assert not gone, "\n".join(gone)


def test_a_name_that_is_gone_is_told_with_its_places() -> None:
    places = {"md-grid": ["docs/a.css:1", "docs/b.html:2"], "md-nav": ["docs/a.css:3"]}
    assert lost("class", places, ["md-nav", "md-top"]) == [
        "class: md-grid is gone; used in docs/a.css:1, docs/b.html:2"
    ]
