"""The site's own styles joined to one file, and its scripts to another: on a slow network, a file costs a round trip.

They are joined as they are, in the order of `extra_css` and `extra_javascript`. What only a board to draw on needs is a
file of its own, in the order of `extra.draw_javascript`; so is what the search needs once it is opened, in the order of
`extra.search_javascript`.
"""

from collections.abc import Mapping, Sequence

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from docs.plugins.fences import draw

STYLE = "assets/site.css"
SCRIPT = "assets/site.js"
SEARCH_SCRIPT = "assets/search.js"


def bundles_of(config: MkDocsConfig, without: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Of which files each bundle is made, by its address, but for those `without` which the pages are to be."""
    return {
        STYLE: tuple(config.extra_css),
        SCRIPT: tuple(str(script) for script in config.extra_javascript if str(script) not in without),
        draw.SCRIPT: tuple(config.extra["draw_javascript"]),
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
    for bundle, paths in bundles.items():
        parts = [_file(path, files) for path in paths]
        files.append(File.generated(config, bundle, content="".join(part.content_string for part in parts)))
        for part in parts:
            files.remove(part)


def _file(path: str, files: Files) -> File:
    file = files.get_file_from_path(path)
    if file is None:
        raise PluginError(f"mkdocs.yml: docs/{path}: no such file; fix the list there that names it")
    return file
