"""What `make pdf` says where it can't print, and how it calls what it prints."""

from pathlib import Path

import pytest

from docs.plugins.project.errors import UserError
from docs.plugins.site import pdf
from docs.plugins.site.pdf import main, pdf_name
from tests.support.programs import PROJECT


def test_without_a_chromium_make_pdf_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_chromium", lambda: None)
    with pytest.raises(UserError, match="no Chromium on this machine: install"):
        pdf.print_pdf(tmp_path / "index.html", tmp_path / "x.pdf")


def test_without_a_built_site_make_pdf_says_in_one_line_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pdf, "find_chromium", lambda: "chromium")
    assert main([str(tmp_path)]) == 2
    # The first of the languages, as long as both are missing.
    said = f"error: {tmp_path}/print/index.html: no such file; build the site first\n"
    assert capsys.readouterr() == ("", said)


def test_a_language_that_can_not_be_printed_is_named_though_the_one_before_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def print_pdf(page: Path, pdf: Path) -> None:
        if "en" in page.relative_to(tmp_path).parts:
            raise UserError(f"can't print {page}:\nno font")

    monkeypatch.setattr(pdf, "print_pdf", print_pdf)
    assert main([str(tmp_path)]) == 2
    said = f"error: can't print {tmp_path}/en/print/index.html: no font\n"
    assert capsys.readouterr() == (f"{tmp_path}/hoc-keras.pdf\n", said)


def test_a_pdf_is_named_as_its_site() -> None:
    assert [pdf_name(language) for language in PROJECT.languages] == ["hoc-keras.pdf", "learn-keras.pdf"]
