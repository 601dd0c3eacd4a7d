"""`python -m docs.plugins.site.pdf SITE` prints the page of all lessons of each language of the site SITE as a PDF."""

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from markdown.extensions.toc import slugify

from docs.plugins.project.errors import UserError, report_error
from docs.plugins.project.languages import Language, read_languages
from docs.plugins.site.print_page import TEMPLATE

ROOT = Path(__file__).parents[3]
SECONDS = 120
CHROMIUMS = ("chromium-headless-shell", "chromium", "google-chrome")


def find_chromium() -> str | None:
    """The system's Chromium; best the one without windows, which loads a page in half the time."""
    return next(filter(None, map(shutil.which, CHROMIUMS)), None)


def print_pdf(page: Path, pdf: Path) -> None:
    """Print a page with its headings as the PDF's outline; raises UserError where that fails."""
    chromium = find_chromium()
    if chromium is None:
        raise UserError(f"no Chromium on this machine: install one of {', '.join(CHROMIUMS)}, and try again")
    if not page.is_file():
        raise UserError(f"{page}: no such file; build the site first")
    with TemporaryDirectory() as profile:
        # A profile of its own: a browser that is open would take the address, and print nothing. No sandbox: the
        # page is ours, and a container has none to give.
        result = subprocess.run(
            [
                *[chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}"],
                *["--no-pdf-header-footer", "--generate-pdf-document-outline", "--export-tagged-pdf"],
                *[f"--print-to-pdf={pdf.resolve()}", page.resolve().as_uri()],
            ],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    if result.returncode or not pdf.is_file():
        raise UserError(f"{chromium} can't print {page}:\n{result.stderr}")


def pdf_name(language: Language) -> str:
    """The site's name in letters that every file system and address takes: `hoc-keras.pdf`."""
    return f"{slugify(language.site_name, '-')}.pdf"


def main(arguments: list[str]) -> int:
    """Print every language of the site in the folder that is named, say where, and return the exit status."""
    if len(arguments) != 1:
        return report_error("name the folder of the built site: python -m docs.plugins.site.pdf site")
    site = Path(arguments[0])
    languages = read_languages(ROOT)
    folders = [site, *(site / language.code for language in languages[1:])]
    pdfs = [folder / pdf_name(language) for folder, language in zip(folders, languages, strict=True)]
    pages = [folder / TEMPLATE for folder in folders]
    try:
        # Each has a Chromium of its own, which takes seconds.
        with ThreadPoolExecutor() as printers:
            for pdf, _ in zip(pdfs, printers.map(print_pdf, pages, pdfs), strict=True):
                print(pdf)
    except UserError as error:
        return report_error(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
