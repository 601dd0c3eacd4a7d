"""The command line: what each command says, writes and ends with."""

import codecs
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from docs.plugins.cli import main
from docs.plugins.project.commands import PYTHON, SITE
from docs.plugins.project.errors import UserError
from docs.plugins.site import pdf
from tests.plugins.conftest import PAGE, SOURCE, add_french
from tests.support.claims import claims
from tests.support.programs import ROOT
from tests.support.tiny_project import TinyProject

FRENCH = "docs/fr/index.md"


@pytest.fixture(autouse=True)
def in_the_project(translated: TinyProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in the folder of the project."""
    monkeypatch.chdir(translated.root)


def error(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What is said on stderr where nothing is done."""
    assert main(arguments) == 2
    output, errors = capsys.readouterr()
    assert output == ""
    return errors.removesuffix("\n")


def test_status_counts_the_sections_of_each_page(translated: TinyProject, capsys: pytest.CaptureFixture[str]) -> None:
    add_french(translated)
    (translated.root / "docs/en/add.md").unlink()
    translated.replace(SOURCE, "hai\n", "ba\n\n## Bốn { #four }\n")
    assert main(["status"]) == 0
    assert capsys.readouterr().out == (
        "English (en)\n"
        "  add: not translated\n"
        "  index: 1 of 3 current; behind: #two; missing: #four\n"
        "Français (fr)\n"
        "  add: not translated\n"
        "  index: 1 of 3 current; behind: #two; missing: #four\n"
    )


def test_status_tells_what_nobody_has_confirmed_from_what_is_behind(
    translated: TinyProject, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (translated.root / PAGE).read_text(encoding="utf-8")
    translated.write(PAGE, re.sub(r"^  two: .*\n", "", text, flags=re.MULTILINE))
    translated.replace(SOURCE, "# Nhà", "# Cửa")
    assert main(["status"]) == 0
    assert "  index: 0 of 2 current; behind: #index; not confirmed: #two\n" in capsys.readouterr().out


def test_check_is_silent_where_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out == ""


def test_check_names_what_is_wrong_with_the_pages_first(
    translated: TinyProject, capsys: pytest.CaptureFixture[str]
) -> None:
    translated.replace(SOURCE, "hai\n", "ba\n")
    translated.replace(SOURCE, " { #two }", "")
    assert main(["check"]) == 1
    assert capsys.readouterr().out == (
        'docs/vi/index.md:9: the heading "Hai" has no id; end it with one, such as { #install }\n'
    )


def test_check_names_what_is_wrong_with_the_translations(
    translated: TinyProject, capsys: pytest.CaptureFixture[str]
) -> None:
    translated.replace(PAGE, "two\n", "- two\n")
    assert main(["check"]) == 1
    assert capsys.readouterr().out == (
        "docs/en/index.md:14: an item stands where docs/vi/index.md:11 has a paragraph\n"
    )


def test_diff_shows_what_has_changed_in_the_source(translated: TinyProject, capsys: pytest.CaptureFixture[str]) -> None:
    translated.replace(SOURCE, "một\n", "không\n")
    translated.replace(SOURCE, "hai\n", "ba\n")
    assert main(["diff", PAGE]) == 0
    whole = capsys.readouterr().out
    assert "-một\n+không\n" in whole
    assert "-hai\n+ba\n" in whole
    assert "\n\n" not in whole
    assert main(["diff", f"{PAGE}#two"]) == 0
    assert "một" not in capsys.readouterr().out


def test_diff_is_silent_of_what_is_current(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", PAGE]) == 0
    assert capsys.readouterr().out == ""


def test_confirm_makes_the_section_current_and_no_other(
    translated: TinyProject, capsys: pytest.CaptureFixture[str]
) -> None:
    translated.replace(SOURCE, "một\n", "không\n")
    translated.replace(SOURCE, "hai\n", "ba\n")
    assert main(["confirm", f"{PAGE}#two"]) == 0
    assert capsys.readouterr().out == "docs/en/index.md: confirmed: #two\n"
    assert main(["status"]) == 0
    assert "index: 1 of 2 current; behind: #index\n" in capsys.readouterr().out


def test_confirm_of_a_page_makes_all_of_it_current_and_forgets_what_the_source_no_longer_has(
    translated: TinyProject, capsys: pytest.CaptureFixture[str]
) -> None:
    translated.replace(PAGE, "reflects:\n", 'reflects:\n  gone: "0123456789ab"\n')
    translated.replace(SOURCE, "hai\n", "ba\n")
    assert main(["confirm", PAGE]) == 0
    assert main(["check"]) == 0
    text = (translated.root / PAGE).read_text(encoding="utf-8")
    assert "gone" not in text
    assert text.endswith("\n---\n\n# Home { #index }\n\none\n\n## Two { #two }\n\ntwo\n")
    assert capsys.readouterr().out == "docs/en/index.md: confirmed: #index, #two\n"


@pytest.mark.parametrize("stands", ["TODO", "“0123456789ab”", "", '"fedcba987654"', "yes: no: maybe"])
def test_confirm_writes_over_what_stands_in_the_place_of_a_hash(
    translated: TinyProject, capsys: pytest.CaptureFixture[str], stands: str
) -> None:
    text = (translated.root / PAGE).read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("  two: "))
    translated.replace(PAGE, line, f"  two: {stands}")
    assert main(["check"]) == 1
    assert main(["confirm", f"{PAGE}#two"]) == 0
    capsys.readouterr()
    assert main(["check"]) == 0
    assert (translated.root / PAGE).read_text(encoding="utf-8") == text


def test_confirm_of_a_page_with_a_byte_order_mark_writes_no_second_front_matter(translated: TinyProject) -> None:
    text = (translated.root / PAGE).read_bytes()
    translated.write_bytes(PAGE, codecs.BOM_UTF8 + text.replace(b"\n", b"\r\n"))
    assert main(["check"]) == 0
    assert main(["confirm", PAGE]) == 0
    assert (translated.root / PAGE).read_bytes() == text


def test_a_new_language_is_written_without_a_byte_order_mark(translated: TinyProject) -> None:
    path = translated.root / "docs/languages.yml"
    translated.write_bytes("docs/languages.yml", codecs.BOM_UTF8 + path.read_bytes())
    assert main(["new", "fr"]) == 0
    assert codecs.BOM_UTF8 not in path.read_bytes()
    assert main(["check"]) == 0


def test_confirm_of_several_sections_of_a_page_writes_it_once_for_all(
    translated: TinyProject, capsys: pytest.CaptureFixture[str]
) -> None:
    translated.replace(SOURCE, "một\n", "không\n")
    translated.replace(SOURCE, "hai\n", "ba\n")
    assert main(["confirm", f"{PAGE}#index", f"{PAGE}#two"]) == 0
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "docs/en/index.md: confirmed: #index, #two\n"


def test_confirm_of_a_section_says_nothing_of_another_that_has_no_hash(translated: TinyProject) -> None:
    translated.write(PAGE, "# Home { #index }\n\none\n\n## Two { #two }\n\ntwo\n")
    assert main(["confirm", f"{PAGE}#two"]) == 0
    assert list(translated.read().pages["en"]["index"].front_matter.reflects) == ["two"]


def test_confirm_does_not_confirm_a_section_that_is_not_there(
    translated: TinyProject, capsys: pytest.CaptureFixture[str]
) -> None:
    translated.replace(SOURCE, "hai\n", "hai\n\n## Ba { #three }\n")
    assert main(["confirm", PAGE]) == 0
    assert capsys.readouterr().out == "docs/en/index.md: confirmed: #index, #two\n"


@pytest.mark.parametrize("command", ["diff", "confirm"])
@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("docs/vi/index.md", "docs/vi/index.md: not a translated page; they are below docs/en"),
        ("README.md", "README.md: not a translated page; they are below docs/en"),
        ("docs/en/lost.md", "docs/en/lost.md: no such page"),
        ("docs/en/more.md", "docs/vi/more.md: no such page"),
        ("docs/en/index.md#lost", "docs/vi/index.md: no section #lost (sections: index, two)"),
    ],
)
def test_a_page_or_section_that_is_not_there_is_named(
    translated: TinyProject, capsys: pytest.CaptureFixture[str], command: str, target: str, message: str
) -> None:
    translated.write("docs/en/more.md", "# More { #more }\n")
    assert error(capsys, command, target) == f"error: {message}"


@pytest.mark.parametrize("command", ["status", "diff docs/en/index.md", "confirm docs/en/index.md"])
def test_a_bad_front_matter_is_named(translated: TinyProject, capsys: pytest.CaptureFixture[str], command: str) -> None:
    translated.replace(PAGE, "description: Home.", "description: Home: sweet")
    assert error(capsys, *command.split()) == (
        "error: docs/en/index.md:2: the front matter is not YAML: mapping values are not allowed here; "
        "put the text in double quotes"
    )


@pytest.mark.parametrize("command", ["status", "confirm docs/en/index.md", "new fr"])
def test_bad_languages_are_named(translated: TinyProject, capsys: pytest.CaptureFixture[str], command: str) -> None:
    translated.write("docs/languages.yml", "vi:\n  name: a: b\n")
    assert error(capsys, *command.split()) == (
        "error: docs/languages.yml:2: not YAML: mapping values are not allowed here; put the text in double quotes"
    )


@pytest.mark.parametrize("arguments", [["confirm"], ["diff"], ["new"], ["lost"], ["diff", "--lost"]])
def test_a_mistyped_command_is_answered_in_one_line(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    message = error(capsys, *arguments)
    assert message.startswith("error: ")
    assert message.endswith(f'(see "{SITE} --help")')
    assert "\n" not in message


def test_outside_of_a_project_the_command_says_so(
    capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert error(capsys, "status") == "error: no docs/languages.yml here; run this in the project's folder"


def test_a_file_that_cannot_be_written_is_named_and_left_as_it_was(
    translated: TinyProject, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (translated.root / PAGE).read_text(encoding="utf-8")

    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    assert error(capsys, "confirm", PAGE) == (
        f"error: {PAGE}: cannot be written (Permission denied); make room, or check its permissions"
    )
    assert (translated.root / PAGE).read_text(encoding="utf-8") == before
    assert sorted(path.name for path in (translated.root / "docs/en").iterdir()) == ["add.md", "index.md"]


def test_new_makes_a_language(translated: TinyProject, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "eo"]) == 0
    assert capsys.readouterr().out == (
        "Esperanto is made. Translate its entry at the end of docs/languages.yml; then copy pages from docs/en to "
        "docs/eo and translate them. The others are shown in English.\n"
    )
    assert (translated.root / "docs/eo/.gitkeep").is_file()


def test_new_refuses_an_unknown_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert error(capsys, "new", "xx").startswith('error: Material speaks no language "xx"; it speaks af, ar,')


def test_pdf_says_in_one_line_that_the_site_is_not_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pdf, "find_chromium", lambda: "chromium")
    site = tmp_path / "site"
    # The first of the languages, as long as both are missing.
    assert error(capsys, "pdf", str(site)) == (
        f"error: {site}/print/index.html: no such file; build the site first: {PYTHON} -m mkdocs build"
    )


def test_pdf_names_a_language_that_can_not_be_printed_though_the_one_before_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site"

    def print_pdf(page: Path, pdf: Path) -> None:
        if "en" in page.relative_to(site).parts:
            raise UserError(f"can't print {page}:\nno font")

    monkeypatch.setattr(pdf, "print_pdf", print_pdf)
    assert main(["pdf", str(site)]) == 2
    said = f"error: can't print {site}/en/print/index.html: no font\n"
    assert capsys.readouterr() == (f"{site}/hoc-keras.pdf\n", said)


def test_the_module_runs_the_commands_without_keras() -> None:
    program = (
        "import runpy, sys; sys.argv[1:] = ['check']\n"
        "try: runpy.run_module('docs.plugins', run_name='__main__')\n"
        "finally: print(sorted({'keras', 'tensorflow', 'numpy'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


def test_confirm_of_a_section_that_is_not_translated_yet_says_so(
    translated: TinyProject, capsys: pytest.CaptureFixture[str]
) -> None:
    translated.replace(SOURCE, "hai\n", "hai\n\n## Ba { #three }\n")
    before = (translated.root / PAGE).read_bytes()
    assert error(capsys, "confirm", f"{PAGE}#three") == (
        f"error: {PAGE}: no section #three yet; translate it from {SOURCE} first"
    )
    assert (translated.root / PAGE).read_bytes() == before


@pytest.fixture
def copied(translated: TinyProject) -> TinyProject:
    """A French page that is a copy of the English one, in which one of the sections is translated."""
    add_french(translated)
    translated.write(FRENCH, (translated.root / PAGE).read_text(encoding="utf-8").replace("two\n", "deux\n"))
    return translated


def test_status_calls_a_copied_section_missing(copied: TinyProject, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status"]) == 0
    assert capsys.readouterr().out.endswith("  index: 1 of 2 current; missing: #index\n")


@claims(
    "translate",
    vi="Với cả một trang, lệnh chỉ bỏ qua những mục vẫn còn là bản chép, và nêu tên các mục ấy",
    en="For a whole page, it leaves out only the sections that are still a copy, and names them",
)
def test_confirm_of_a_page_leaves_out_what_is_not_translated_yet_and_says_so(
    copied: TinyProject, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["confirm", FRENCH]) == 0
    assert capsys.readouterr().out == f"{FRENCH}: confirmed: #two\n{FRENCH}: not translated yet: #index\n"
    assert list(copied.read().pages["fr"]["index"].front_matter.reflects) == ["two"]


def test_confirm_refuses_a_section_that_is_not_translated_and_does_nothing(
    copied: TinyProject, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (copied.root / FRENCH).read_bytes()
    assert error(capsys, "confirm", f"{FRENCH}#two", f"{FRENCH}#index") == (
        f"error: {FRENCH}:8: #index is not translated yet; translate it first"
    )
    assert (copied.root / FRENCH).read_bytes() == before
    copied.write(FRENCH, (copied.root / PAGE).read_text(encoding="utf-8"))
    assert error(capsys, "confirm", FRENCH) == (
        f"error: {FRENCH}: no section of it is translated yet; translate one first"
    )


@claims(
    "translate",
    vi="Nếu một mục không có gì để dịch, chẳng hạn tiêu đề là một tên riêng và bên dưới chỉ có khối mã, hãy chạy "
    "confirm",
    en="Where there is nothing to translate, as under a heading that is a name with just a block of code below it, "
    "confirm",
)
def test_confirm_of_a_section_without_words_is_for_a_person_to_say_by_its_name(
    copied: TinyProject, capsys: pytest.CaptureFixture[str]
) -> None:
    copied.write("docs/fr/add.md", (copied.root / "docs/vi/add.md").read_text(encoding="utf-8"))
    assert error(capsys, "confirm", "docs/fr/add.md").endswith("translate one first")
    assert main(["confirm", "docs/fr/add.md#add", "docs/fr/add.md#code"]) == 0
    assert main(["status"]) == 0
    assert "  add: 2 of 2 current\n" in capsys.readouterr().out.partition("Français")[2]


def test_diff_of_a_section_that_says_nothing_of_its_source_says_so(
    copied: TinyProject, capsys: pytest.CaptureFixture[str]
) -> None:
    copied.write(FRENCH, "# Maison { #index }\n\nun\n")
    assert main(["diff", f"{FRENCH}#index"]) == 0
    assert capsys.readouterr().out == (
        f"no line says which text of {SOURCE}#index is translated; compare the whole section, from {SOURCE}:5 on\n"
    )


def test_a_terminal_that_lacks_a_letter_shows_a_question_mark(translated: TinyProject) -> None:
    translated.replace(SOURCE, "hai\n", "số\n")
    result = subprocess.run(
        [sys.executable, "-m", "docs.plugins", "diff", PAGE],
        cwd=translated.root,
        env=os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "+s?\n" in result.stdout
