"""The files of a site that are not in its language's folder: what every language shares, and pages that stand in."""

import logging
import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from docs.plugins.project.given_files import given_path
from docs.plugins.project.links import (
    DIGITS_ADDRESS,
    photo_address,
    picture_address,
    program_address,
    script_address,
    weights_address,
)
from docs.plugins.project.packed_digits import PATH as DIGITS_PATH
from docs.plugins.project.programs import composed
from docs.plugins.project.references import Reference
from docs.plugins.project.scripts import Script
from docs.plugins.site.cache import cache_folder, write_copy
from docs.plugins.site.pictures import webp
from docs.plugins.site.site import Site

# Of the theme: docs/overrides/main.html says why its script is not used.
UNUSED = re.compile(r"assets/(javascripts/.*|stylesheets/palette\..*|.*\.map|images/favicon\.png)")
# A name by which every host and browser shows the file as text.
LICENCES = "LICENSE.txt"
log = logging.getLogger("mkdocs.hooks")


def add_shared_files(files: Files, config: MkDocsConfig, site: Site) -> None:
    """Add the licences, the assets, the packed digits, the files that scripts ask for, photos to try, the programs,
    each script with its record and its pictures, and pages that are not translated.
    """
    root = site.project.root
    for file in [file for file in files if UNUSED.match(file.src_uri)]:
        files.remove(file)
    files.append(File.generated(config, LICENCES, abs_src_path=str(root / "LICENSE")))
    _add_untranslated(files, config, site)
    for path in sorted((root / "docs/assets").rglob("*")):
        if path.is_file():
            uri = path.relative_to(root / "docs").as_posix()
            content = site.project.texts.get(f"docs/{uri}") or path.read_bytes()
            files.append(File.generated(config, uri, content=content))
    if site.project.digits:
        files.append(File.generated(config, DIGITS_ADDRESS, abs_src_path=str(root / DIGITS_PATH)))
    for uri in map(given_path, site.project.given_files):
        files.append(File.generated(config, uri, abs_src_path=str(root / uri)))
    for name, photo in site.project.sample_photos.items():
        files.append(File.generated(config, photo_address(name), content=photo))
    for program in site.project.programs.values():
        content = composed(program, site.project.scripts)
        files.append(File.generated(config, program_address(program.name), content=content))
    for script in site.project.whole_programs.values():
        address = program_address(f"{script.stem}.py")
        files.append(File.generated(config, address, abs_src_path=str(root / script.path)))
    for script in site.project.scripts.values():
        _add_example(files, script, config, site)


def _add_untranslated(files: Files, config: MkDocsConfig, site: Site) -> None:
    """Where a page has no translation, that of the language's fallback stands in for it."""
    folder = site.project.root / "docs" / site.fallback.code
    for name in site.project.pages[site.source.code]:
        if files.get_file_from_path(f"{name}.md") is None:
            files.append(File(f"{name}.md", str(folder), config.site_dir, config.use_directory_urls))


def _add_example(files: Files, script: Script, config: MkDocsConfig, site: Site) -> None:
    project = site.project
    record, weights = project.records[script.name], project.weights.get(script.name)
    uri = f"examples/{script.name}.ipynb"
    cache = cache_folder(project.root)
    copies = cache / "notebooks" / site.language.code
    write_copy(copies, uri, record.notebook.encode())
    # Not File.generated: mkdocs-jupyter 0.26 wraps the file in one that forgets its abs_src_path.
    files.append(File(uri, str(copies), config.site_dir, config.use_directory_urls))
    files.append(File.generated(config, script_address(script), abs_src_path=str(project.root / script.path)))
    if weights:
        path = project.root / weights.path
        files.append(File.generated(config, weights_address(script), abs_src_path=str(path)))
    for cell, output in record.outputs.items():
        if output.picture:
            address = picture_address(Reference(script.name, cell))
            picture = webp(output.picture.png, cache / "pictures")
            files.append(File.generated(config, address, content=picture))
