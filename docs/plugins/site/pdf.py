"""The page of all lessons of each language of a built site, printed as a PDF."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from docs.plugins.project.commands import PYTHON
from docs.plugins.project.errors import UserError
from docs.plugins.project.languages import Language
from docs.plugins.site.print_page import TEMPLATE
from docs.plugins.site.site import pdf_name

SECONDS = 120
CHROMIUMS = ("chromium-headless-shell", "chromium", "google-chrome")


def find_chromium() -> str | None:
    """The system's Chromium: preferably the headless one, which loads a page in half the time."""
    return next(filter(None, map(shutil.which, CHROMIUMS)), None)


def print_pdf(page: Path, pdf: Path) -> None:
    """Print a page with its headings as the PDF's outline; raises UserError where that fails."""
    chromium = find_chromium()
    if chromium is None:
        raise UserError(f"no Chromium on this machine: install one of {', '.join(CHROMIUMS)}, and try again")
    if not page.is_file():
        raise UserError(f"{page}: no such file; build the site first: {PYTHON} -m mkdocs build")
    with TemporaryDirectory() as profile:
        # With the user's profile, a browser that is already open would take the address, and print nothing. Without
        # a sandbox, because containers don't offer one, and the page is ours.
        command = [
            *[chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}"],
            *["--no-pdf-header-footer", "--generate-pdf-document-outline", "--export-tagged-pdf"],
            *[f"--print-to-pdf={pdf.resolve()}", page.resolve().as_uri()],
        ]
        try:
            result = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            raise UserError(f"{chromium} did not print {page} in {SECONDS} s; close other programs") from None
    if result.returncode or not pdf.is_file():
        raise UserError(f"{chromium} can't print {page}:\n{result.stderr}")


def print_languages(site: Path, languages: Sequence[Language]) -> Iterator[Path]:
    """Print the lessons of each language of a built site; yields the path of each PDF, in the languages' order."""
    folders = [site, *(site / language.code for language in languages[1:])]
    pdfs = [folder / pdf_name(language) for folder, language in zip(folders, languages, strict=True)]
    # At the same time: each starts a Chromium, which takes seconds.
    with ThreadPoolExecutor() as printers:
        for pdf, _ in zip(pdfs, printers.map(print_pdf, [folder / TEMPLATE for folder in folders], pdfs), strict=True):
            yield pdf
