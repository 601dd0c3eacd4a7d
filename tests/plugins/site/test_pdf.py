"""What is said where a PDF can't be printed, and where it is written."""

import subprocess
from pathlib import Path

import pytest

from docs.plugins.project.commands import PYTHON
from docs.plugins.project.errors import UserError
from docs.plugins.site import pdf
from docs.plugins.site.pdf import print_languages
from docs.plugins.site.site import pdf_name
from tests.support.reading import IN_LOCKSTEP


def test_without_a_chromium_make_pdf_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_chromium", lambda: None)
    with pytest.raises(UserError, match="no Chromium on this machine: install"):
        pdf.print_pdf(tmp_path / "index.html", tmp_path / "x.pdf")


def test_a_page_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_chromium", lambda: "chromium")
    with pytest.raises(UserError) as error:
        pdf.print_pdf(tmp_path / "index.html", tmp_path / "x.pdf")
    assert str(error.value) == f"{tmp_path}/index.html: no such file; build the site first: {PYTHON} -m mkdocs build"


def test_the_pages_of_all_languages_are_printed_each_to_its_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[tuple[str, str]] = []

    def print_pdf(page: Path, pdf: Path) -> None:
        printed.append((page.relative_to(tmp_path).as_posix(), pdf.relative_to(tmp_path).as_posix()))

    monkeypatch.setattr(pdf, "print_pdf", print_pdf)
    paths = [path.relative_to(tmp_path).as_posix() for path in print_languages(tmp_path, IN_LOCKSTEP)]
    assert paths == ["hoc-keras.pdf", "en/learn-keras.pdf"]
    assert sorted(printed) == [
        ("en/print/index.html", "en/learn-keras.pdf"),
        ("print/index.html", "hoc-keras.pdf"),
    ]


def test_a_pdf_is_named_as_its_site() -> None:
    assert [pdf_name(language) for language in IN_LOCKSTEP] == ["hoc-keras.pdf", "learn-keras.pdf"]


def test_a_chromium_that_hangs_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(command: list[str], **_: object) -> None:
        raise subprocess.TimeoutExpired(command, pdf.SECONDS)

    monkeypatch.setattr(pdf, "find_chromium", lambda: "chromium")
    monkeypatch.setattr(subprocess, "run", hang)
    page = tmp_path / "index.html"
    page.touch()
    with pytest.raises(UserError, match=rf"^chromium did not print {page} in 120 s; close other programs$"):
        pdf.print_pdf(page, tmp_path / "a.pdf")
