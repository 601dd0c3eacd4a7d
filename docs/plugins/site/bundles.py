"""The MkDocs hook that joins the site's own styles, and its own scripts: on a slow network, a file costs a round trip.

They are joined as they are, in the order of `extra_css` and `extra_javascript`. What only a board to draw on needs is a
file of its own, in the order of `extra.draw_javascript`. It comes after docs/plugins/hooks.py, which adds the files
that every language shares.
"""

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from docs.plugins.fences.everything import DRAW_SCRIPT

STYLE = "assets/site.css"
SCRIPT = "assets/site.js"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Let pages load the two files, and keep what they are made of."""
    config.extra["bundles"] = {
        STYLE: config.extra_css,
        SCRIPT: [str(script) for script in config.extra_javascript],
        DRAW_SCRIPT: config.extra["draw_javascript"],
    }
    script = ExtraScriptValue(SCRIPT)
    script.defer = True
    config.extra_css = [STYLE]
    config.extra_javascript = [script]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put the two files in the place of their parts; raises PluginError where a part is missing."""
    for bundle, paths in config.extra["bundles"].items():
        parts = [_file(path, files) for path in paths]
        files.append(File.generated(config, bundle, content="".join(part.content_string for part in parts)))
        for part in parts:
            files.remove(part)
    return files


def _file(path: str, files: Files) -> File:
    file = files.get_file_from_path(path)
    if file is None:
        raise PluginError(f"mkdocs.yml: docs/{path}: no such file; mend extra_css, extra_javascript or draw_javascript")
    return file
