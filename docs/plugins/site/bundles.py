"""The site's own styles joined to one file, and its scripts to another: on a slow network, a file costs a round trip.

They are joined in the order of `extra_css` and `extra_javascript`. What only one kind of fence needs, such as a board
to draw on, is a file of its own, in the order of the kind's `SCRIPTS`, and another in that of its `WORKER_SCRIPTS`; so
is what the search needs once it is opened, in the order of `extra.search_javascript`. What scripts are shortened by was
a third of what a reader loads, and stands in the project.
"""

import re
from collections.abc import Mapping, Sequence

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from docs.plugins.fences.registry import bundles_of_kinds

STYLE = "assets/site.css"
SCRIPT = "assets/site.js"
SEARCH_SCRIPT = "assets/search.js"
# Comments that have their lines to themselves; tests/site/test_javascript.py lets no template have several lines.
COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*(?:(?!\*/).)*\*/[ \t]*)\n", re.MULTILINE | re.DOTALL)
SPACES = re.compile(r"^\s+", re.MULTILINE)


def bundles_of(config: MkDocsConfig, without: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Of which files each bundle is made, by its address, but for those `without` which the pages are to be."""
    return {
        STYLE: tuple(config.extra_css),
        SCRIPT: tuple(str(script) for script in config.extra_javascript if str(script) not in without),
        **bundles_of_kinds(),
        SEARCH_SCRIPT: tuple(config.extra["search_javascript"]),
    }


def load_bundles(config: MkDocsConfig) -> None:
    """Let pages load the bundles in the place of their parts."""
    script = ExtraScriptValue(SCRIPT)
    script.defer = True
    config.extra_css = [STYLE]
    config.extra_javascript = [script]


def join(files: Files, config: MkDocsConfig, bundles: Mapping[str, Sequence[str]]) -> None:
    """Put the bundles in the place of their parts; raises PluginError where a part is missing."""
    # Several bundles may have a part in common.
    parts = {path: _file(path, files) for paths in bundles.values() for path in paths}
    for bundle, paths in bundles.items():
        texts = [parts[path].content_string for path in paths]
        content = "".join(map(shortened, texts) if bundle.endswith(".js") else texts)
        files.append(File.generated(config, bundle, content=content))
    for part in parts.values():
        files.remove(part)


def shortened(script: str) -> str:
    """A script without the lines that are nothing but a comment, empty lines, and the spaces before its other lines."""
    return SPACES.sub("", COMMENT.sub("", script))


def _file(path: str, files: Files) -> File:
    file = files.get_file_from_path(path)
    if file is None:
        lists = "in mkdocs.yml or in the SCRIPTS of docs/plugins/fences"
        raise PluginError(f"docs/{path}: no such file; take it out of the list that names it, {lists}")
    return file
