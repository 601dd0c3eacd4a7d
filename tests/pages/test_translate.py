"""Every claim of the page `translate`."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from docs.plugins import cli
from docs.plugins.project.commands import SITE
from docs.plugins.project.pages import parse_page
from docs.plugins.project.project import read_project
from docs.plugins.translations.checking import check_translations
from tests.support.claims import claims
from tests.support.programs import PROJECT, ROOT
from tests.support.reading import LANGUAGES, bodies, section
from tests.support.tiny_project import languages_in_lockstep

# The program as the Makefile has it; on other machines, the messages name it as it is called there.
PROGRAM = ".venv/bin/python -m docs.plugins "


def commands(language: str) -> list[str]:
    """The commands of the page's table."""
    return re.findall(r"^\| `([^`]+)` \|", section("translate", language, "check"), re.MULTILINE)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project's pages in the languages in lockstep, in a repository of their own."""
    for language in LANGUAGES:
        shutil.copytree(ROOT / "docs" / language, tmp_path / "docs" / language)
    shutil.copy(ROOT / "docs/glossary.yml", tmp_path / "docs")
    shutil.copy(ROOT / "docs/errata.yml", tmp_path / "docs")
    (tmp_path / "docs/languages.yml").write_text(languages_in_lockstep(), encoding="utf-8")
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("__pycache__"))
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b"]
    for arguments in (["init", "--quiet"], ["add", "docs/vi"], ["commit", "--quiet", "--message", "a"]):
        subprocess.run([*git, *arguments], cwd=tmp_path, check=True)
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_front_matter_on_the_page_is_of_the_form_that_is_read(language: str) -> None:
    hashes = parse_page("docs/en/data.md", bodies("translate", language, "yaml")[0]).front_matter.reflects
    assert list(hashes) == ["data", "why-digits"]


@claims(
    "translate",
    vi="Bản tiếng Anh không được lỗi thời. Nếu một mục đã cũ, bước kiểm tra báo lỗi, cho xem bản gốc đã đổi gì",
    en="English must not be behind. If a section is behind, the checks fail, show what has changed in the source",
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_after_a_change_of_the_source_the_checks_print_what_the_page_shows(copy: Path, language: str) -> None:
    source = copy / "docs/vi/index.md"
    text = source.read_text(encoding="utf-8")
    assert "\nKhoá học này dùng TensorFlow" in text
    source.write_text(text.replace("\nKhoá học này dùng", "\nKhoá học dùng"), encoding="utf-8")
    (problem,) = check_translations(read_project(copy))
    said = problem.replace(f"{SITE} ", PROGRAM)
    # Line numbers change with the pages, so they are not compared.
    shown, said = (re.sub(r"\d+", "N", words) for words in (bodies("translate", language)[0], said))
    assert shown == said


@claims("translate", vi="Việc ngắt dòng lại không làm mã băm đổi", en="Re-wrapping lines doesn't change the hash")
def test_breaking_lines_differently_changes_nothing(copy: Path) -> None:
    source = copy / "docs/vi/index.md"
    text = source.read_text(encoding="utf-8")
    source.write_text(
        text.replace("Khoá học này dùng TensorFlow, ", "Khoá học này dùng TensorFlow,\n"), encoding="utf-8"
    )
    assert source.read_text(encoding="utf-8") != text
    assert check_translations(read_project(copy)) == []


@claims(
    "translate",
    vi="tên tệp | hai bản của một trang tìm nhau theo tên",
    en="the two versions of a page find each other by it",
)
def test_a_page_and_its_translation_have_the_same_file_name() -> None:
    source, translation = (PROJECT.pages[language] for language in LANGUAGES)
    assert list(source) == list(translation)
    for language, pages in zip(LANGUAGES, (source, translation), strict=True):
        assert [entry.path for entry in pages.values()] == [f"docs/{language}/{name}.md" for name in source]


@claims(
    "translate",
    vi="chế độ song ngữ ghép hai bản theo vị trí",
    en="the side-by-side view pairs the two by their positions",
)
def test_the_side_by_side_view_pairs_by_position() -> None:
    script = (ROOT / "docs/assets/javascripts/side_by_side.js").read_text(encoding="utf-8")
    assert "section.forEach((nodes, index) => {\n        const counterpart = theirs[id][index];" in script


@claims(
    "translate", vi="nêu mọi chỗ hai bản lệch nhau", en="names every place where a translation doesn't match its source"
)
@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("{ #what }", "{ #which }"),
        ("```draw\nsequential.py", "```draw\nfunctional.py"),
        ("\n- **It runs on CPUs", "\n1. **It runs on CPUs"),
        ("\n- [Glossary](glossary.md)", "\n- One more item\n- [Glossary](glossary.md)"),
        ("\nThe price is that", "\nA paragraph.\n\nThe price is that"),
        ("(install.md){", "(data.md){"),
    ],
)
def test_a_difference_in_what_must_stay_the_same_is_named(copy: Path, text: str, other: str) -> None:
    translation = copy / "docs/en/index.md"
    english = translation.read_text(encoding="utf-8")
    assert english.count(text) == 1
    line = english[: english.index(text)].count("\n") + 1
    translation.write_text(english.replace(text, other), encoding="utf-8")
    problems = check_translations(read_project(copy))
    assert problems
    named = [int(number) for number in re.findall(r"docs/en/index\.md:(\d+)", " ".join(problems))]
    assert any(line - 1 <= number <= line + 3 for number in named), problems


@claims(
    "translate",
    vi="confirm chỉ ghi mã băm, không đọc bản dịch. Hãy chạy lệnh này sau khi đã đối chiếu hai bản",
    en="confirm only writes hashes; it reads no translation. Run it only after reading the source and the translation "
    "side by side",
)
def test_confirm_accepts_any_text_as_a_translation(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for language, text, other in [
        ("vi", "Khoá học này dùng TensorFlow, backend mặc định", "Khoá học này dùng JAX, nhanh hơn"),
        ("en", "This course uses TensorFlow, the default backend", "Whatever stands here"),
    ]:
        path = copy / f"docs/{language}/index.md"
        before = path.read_text(encoding="utf-8")
        assert before.count(text) == 1
        path.write_text(before.replace(text, other), encoding="utf-8")
    assert check_translations(read_project(copy)) != []
    monkeypatch.chdir(copy)
    assert cli.main(["confirm", "docs/en/index.md#backend"]) == 0
    assert check_translations(read_project(copy)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_on_the_page_runs(copy: Path, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copy)
    shown = [*commands(language), *re.findall(r"`(\.venv/\S+ [^`]+)`", section("translate", language, "language"))]
    ours = [command.removeprefix(PROGRAM) for command in shown if command.startswith(PROGRAM)]
    assert [command.split()[0] for command in ours] == ["status", "diff", "confirm", "new"]
    assert [cli.main(command.split()) for command in ours] == [0, 0, 0, 0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_targets_of_make_on_the_page_are_there(language: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = [command.removeprefix("make ") for command in commands(language) if command.startswith("make ")]
    assert targets == ["check-translations", "site"]
    assert all(f"\n{target}: " in makefile for target in targets)


@claims("translate", vi="không in gì nghĩa là mọi thứ đều ổn", en="if it prints nothing, all is well")
def test_silence_means_that_all_is_well(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert cli.main(["check"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_calls_the_links_of_the_table_by_their_names(language: str) -> None:
    labels = next(entry for entry in PROJECT.languages if entry.code == language).labels
    for label in ("translate", "edit"):
        assert f"“{labels[label]}”" in section("translate", language, "page")


@claims(
    "translate",
    vi="tạo thư mục docs/fr và một mục cho tiếng Pháp ở cuối docs/languages.yml",
    en="makes the folder docs/fr, and an entry for French at the end of docs/languages.yml",
)
@claims(
    "translate",
    vi="Nếu thêm --like vi, dòng ấy là fallback: vi, và chữ trên các nút, trong các thông báo tạm thời bằng tiếng Việt",
    en="with --like vi, that line is fallback: vi and the words are Vietnamese",
)
def test_a_new_language_is_made_as_the_page_says(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copy)
    assert cli.main(["new", "fr"]) == 0
    assert (copy / "docs/fr").is_dir()
    languages = {language.code: language for language in read_project(copy).languages}
    assert list(languages)[-1] == "fr"
    assert (languages["fr"].labels, languages["fr"].fallback) == (languages["en"].labels, "en")
    assert cli.main(["new", "eo", "--like", "vi"]) == 0
    *_, esperanto = read_project(copy).languages
    assert (esperanto.labels, esperanto.fallback) == (languages["vi"].labels, "vi")
    assert check_translations(read_project(copy)) == []


def test_the_pages_have_this_many_sections_in_every_language_in_lockstep(capsys: pytest.CaptureFixture[str]) -> None:
    counts = {language: [len(entry.sections) for entry in PROJECT.pages[language].values()] for language in LANGUAGES}
    assert len({tuple(of_language) for of_language in counts.values()}) == 1
    with capsys.disabled():
        print(f" [{sum(counts[LANGUAGES[0]])} sections of {len(counts[LANGUAGES[0]])} pages]", end="")
