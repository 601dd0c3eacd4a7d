"""A page's Markdown: what becomes of each fence, and of all that only the site understands."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from pytest_codeblocks.main import extract_from_buffer

from docs.plugins.project.freshness import Translated, compare
from docs.plugins.project.pages import parse_page
from docs.plugins.project.references import Reference
from docs.plugins.site.markdown_pages import example_markdown, page_markdown
from tests.plugins.fences.mistakes import MESSAGE, add_mistakes
from tests.plugins.fences.mistakes import PAGE as MISTAKES
from tests.support.tiny_project import PRINTED, SCRIPT, TinyProject, drawn, record
from tests.support.views import view_of

ROOT = "https://example.org/keras/en/"
CONT = "<!--pytest-codeblocks:cont-->\n"
DESCRIPTION = "---\ndescription: To add.\n---\n\n"
HEAD = f"# Add\n\n> To add.\n\n<{ROOT}add/>\n"


def markdown(
    project: TinyProject,
    text: str,
    sections: Sequence[Translated] | None = (),
    stand_ins: Mapping[str, str] | None = None,
    directory_urls: bool = True,
) -> str:
    """The Markdown of the English page `add` of that text."""
    view = view_of("en", project.read(), directory_urls=directory_urls)
    return page_markdown(parse_page("docs/en/add.md", text), view.at(view.links.page("add")), sections, stand_ins or {})


def test_the_title_stands_above_the_description_and_the_pages_address(project: TinyProject) -> None:
    assert markdown(project, f"{DESCRIPTION}# Add {{ #add }}\n\nText.\n") == f"{HEAD}\nText.\n"


def test_a_page_without_a_description_has_none(project: TinyProject) -> None:
    assert markdown(project, "# Add { #add }\n") == f"# Add\n\n<{ROOT}add/>\n"


def test_a_heading_keeps_its_id_as_an_anchor(project: TinyProject) -> None:
    assert markdown(project, "### Why `+`? { #why }\n") == '### Why `+`? <a id="why"></a>\n'


# Fences


def test_the_answers_of_its_questions_end_the_page(project: TinyProject) -> None:
    body = "a one\nb?\n+ c | d\n- e | f"
    asked = f"```question\n{body}\n```"
    text = markdown(project, f"{asked}\n\nMore.\n\n{asked.replace('b?', 'g?')}\n")
    before, answers = text.split("\n## Answers to the questions\n\n")
    assert before == "**Question:** b?\n\n- e\n- c\n\nMore.\n\n**Question:** g?\n\n- e\n- c\n"
    assert answers == "".join(f"{each}\n\n- **Wrong:** e – f\n- **Right:** c – d\n\n" for each in ("b?", "g?"))[:-1]


def test_the_cells_of_a_script_continue_each_other_over_what_stands_between(project: TinyProject) -> None:
    bodies = {"example": "add.py#numbers", "text": "x", "output": "add.py#sum"}
    text = "".join(f"```{info}\n{body}\n```\n\n" for info, body in bodies.items()) + "```example\nadd.py#sum\n```"
    assert markdown(project, text) == (
        "```python\na, b = 1, 2\n```\n\n~~~text\nx\n~~~\n\nOutput:\n\n~~~text\n3\n~~~\n\n"
        f"{CONT}```python\nprint(a + b)\n```\n"
    )


def test_the_cells_of_another_script_begin_again(project: TinyProject) -> None:
    project.write("examples/solutions/add.py", SCRIPT)
    project.write("examples/notebooks/solutions/add.ipynb", record({"sum": [PRINTED]}, name="solutions/add"))
    text = "```example\nadd.py#numbers\n```\n\n```example\nsolutions/add.py#numbers\n```"
    assert CONT not in markdown(project, text)


@pytest.mark.parametrize("between", ["```bash\npwd\n```", "```python\n1\n```", "```erratum\nW1\n```"])
def test_a_cell_does_not_continue_a_block_that_is_not_of_its_script(project: TinyProject, between: str) -> None:
    text = f"```example\nadd.py#numbers\n```\n\n{between}\n\n```example\nadd.py#sum\n```"
    assert CONT not in markdown(project, text)


def test_a_page_begins_with_no_block_to_continue(project: TinyProject) -> None:
    text = "```example\nadd.py#numbers\n```"
    assert CONT not in markdown(project, text) + markdown(project, text)


@pytest.mark.parametrize("language", ["bash", "python"])
def test_a_block_that_is_run_stands_between_backticks(project: TinyProject, language: str) -> None:
    assert markdown(project, f"```{language}\n1\n```") == f"```{language}\n1\n```\n"


def test_plain_pytest_codeblocks_runs_the_cells_of_a_script_as_one_block_and_a_shells_lines_until_one_fails(
    project: TinyProject, tmp_path: Path
) -> None:
    project.write("docs/errata.yml", "W1:\n  wrong: n +\n  says: x\n  before: n = 1\n  right: assert n + 1 == 2\n")
    cells = "```example\nadd.py#numbers\n```\n\n```text\nx\n```\n\n```example\nadd.py#sum\n```\n\n"
    others = "```python\nassert 'a' not in globals()\n```\n\n```erratum\nW1\n```\n\n```bash\nfalse\ntrue\n```\n"
    for name, text in {"cells": cells, "others": others}.items():
        (tmp_path / f"{name}.md").write_text(markdown(project, text), encoding="utf-8")
    # pytest-codeblocks looks only at how a shell block ends: here its first error ends it.
    (tmp_path / "strict.sh").write_text("set -euo pipefail\n", encoding="utf-8")
    command = ["-m", "pytest", "--codeblocks", "-rA", "-p", "pytest_codeblocks.plugin", "-p", "no:cacheprovider"]
    result = subprocess.run(
        [sys.executable, *command, "--rootdir", tmp_path, "cells.md", "others.md"],
        cwd=tmp_path,
        env=os.environ | {"BASH_ENV": str(tmp_path / "strict.sh"), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    outcomes = re.findall(r"^(PASSED|FAILED) (\w+)\.md::", result.stdout, re.MULTILINE)
    assert outcomes == [("PASSED", "cells"), ("PASSED", "others"), ("PASSED", "others"), ("FAILED", "others")]


def test_plain_pytest_codeblocks_runs_the_cells_of_mistakes_as_one_block_that_no_error_stops(
    project: TinyProject,
) -> None:
    add_mistakes(project)
    (block,) = extract_from_buffer(StringIO(markdown(project, MISTAKES)))
    with redirect_stdout(StringIO()) as printed:
        exec(block.code, {})
    assert printed.getvalue().splitlines()[:2] == [MESSAGE, "1"]


@pytest.mark.parametrize("language", ["text", "powershell"])
def test_a_block_that_is_not_run_stands_between_tildes(project: TinyProject, language: str) -> None:
    assert markdown(project, f"```{language}\n1\n```") == f"~~~{language}\n1\n~~~\n"


def test_a_block_with_tildes_in_it_stands_between_more(project: TinyProject) -> None:
    assert markdown(project, "```text\n~~~\n```") == "~~~~text\n~~~\n~~~~\n"


def test_a_block_with_backticks_in_it_stands_in_a_quotation_between_cells_that_go_on(project: TinyProject) -> None:
    project.write("docs/errata.yml", 'W1:\n  language: markdown\n  wrong: "````"\n  says: x\n  right: "```\\n\\n~~~"\n')
    cell = "```example\nadd.py#{}\n```"
    text = markdown(project, f"{cell.format('numbers')}\n\n```erratum\nW1\n```\n\n{cell.format('sum')}")
    assert "> ~~~markdown\n> ````\n> ~~~\n" in text
    assert "> ~~~~markdown\n> ```\n>\n> ~~~\n> ~~~~\n" in text
    (block,) = extract_from_buffer(StringIO(text))
    assert block.code == "a, b = 1, 2\nprint(a + b)\n"


def test_a_picture_is_shown_from_its_absolute_address(project: TinyProject) -> None:
    project.write("examples/notebooks/add.ipynb", record({"sum": [PRINTED, drawn(5, 3)]}))
    assert markdown(project, "```output\nadd.py#sum\nA three.\n```") == (
        f"Output:\n\n~~~text\n3\n~~~\n\n![A three.]({ROOT}examples/add/sum.webp)\n"
    )


def test_an_erratum_has_three_parts_of_which_the_right_one_runs(project: TinyProject) -> None:
    assert markdown(project, "```erratum\nW1\n```") == (
        "In the article:\n\n~~~python\n1 +\n~~~\n\nWhat happens today:\n\n~~~text\nSyntaxError: invalid syntax\n~~~\n\n"
        "What to write:\n\n```python\n1 + 1\n```\n"
    )


def test_what_runs_ahead_of_an_erratum_is_a_comment(project: TinyProject) -> None:
    project.replace("docs/errata.yml", "  wrong", "  before: a = 1\n  wrong")
    text = markdown(project, "```erratum\nW1\n```")
    assert text.endswith(f"<!--\n```python\na = 1\n```\n-->\n{CONT}```python\n1 + 1\n```\n")


def test_an_erratum_that_is_no_python_does_not_run(project: TinyProject) -> None:
    project.replace("docs/errata.yml", "  wrong", "  language: bash\n  wrong")
    assert "```" not in markdown(project, "```erratum\nW1\n```")


def test_the_glossary_is_a_table(project: TinyProject) -> None:
    assert markdown(project, "```glossary\nall\n```") == (
        "| English | Tiếng Việt | Meaning |\n|---|---|---|\n| sum | tổng | What adding gives. |\n"
    )


def test_a_mark_of_tables_in_a_cell_is_escaped(project: TinyProject) -> None:
    project.replace("docs/glossary.yml", "What adding gives.", "What a|b gives.")
    assert r"| What a\|b gives. |" in markdown(project, "```glossary\nall\n```")


def test_the_progress_is_a_table_whose_rows_are_all_as_wide(project: TinyProject) -> None:
    project.confirm()
    lines = markdown(project, "```translations\nall\n```").splitlines()
    assert {line.count("|") for line in lines} == {5}
    assert f"| [Add]({ROOT}add/index.md) | 2/2 | – |  |" in lines


def test_of_a_board_to_draw_on_a_line_is_left_that_leads_to_the_page(project: TinyProject) -> None:
    said = "Here is a board to draw a digit on. It runs only on the website, in a browser with JavaScript."
    assert markdown(project, "```draw\nadd.py A network\n```") == f"[{said}]({ROOT}add/)\n"


# Notes, folds and tabs


def test_a_note_is_quoted_under_its_title_to_its_end(project: TinyProject) -> None:
    text = '!!! note "So"\n\n    One.\n\n    - Two.\n      Three.\n\nFour.\n'
    assert markdown(project, text) == "> **So**\n>\n> One.\n>\n> - Two.\n>   Three.\n\nFour.\n"


def test_two_notes_are_two_quotations(project: TinyProject) -> None:
    text = '!!! note "A"\n\n    One.\n\n!!! warning "B"\n\n    Two.\n'
    assert markdown(project, text) == "> **A**\n>\n> One.\n\n> **B**\n>\n> Two.\n"


def test_a_fence_in_a_note_is_quoted_with_it(project: TinyProject) -> None:
    assert markdown(project, '!!! note "A"\n\n    ```text\n    x\n\n    y\n    ```\n') == (
        "> **A**\n>\n> ~~~text\n> x\n>\n> y\n> ~~~\n"
    )


def test_folds_in_an_item_are_titles_within_the_item(project: TinyProject) -> None:
    text = (
        '1. Add.\n\n    ??? solution "Solution"\n\n        ??? example "Set-up"\n\n            ```example\n'
        "            add.py#numbers\n            ```\n\n"
        "        ```example\n        add.py#sum\n        ```\n\n2. Next.\n"
    )
    assert markdown(project, text) == (
        "1. Add.\n\n    **Solution**\n\n    **Set-up**\n\n    ```python\n    a, b = 1, 2\n    ```\n\n"
        f"    {CONT}    ```python\n    print(a + b)\n    ```\n\n2. Next.\n"
    )


def test_tabs_are_titles(project: TinyProject) -> None:
    text = (
        '=== "Linux, macOS"\n\n    ```bash\n    pwd\n    ```\n\n=== "Windows"\n\n    ```powershell\n    cd\n    ```\n'
    )
    assert markdown(project, text) == (
        "**Linux, macOS**\n\n```bash\npwd\n```\n\n**Windows**\n\n~~~powershell\ncd\n~~~\n"
    )


# Addresses


@pytest.mark.parametrize(
    ("link", "there"),
    [
        ("[x](index.md)", f"[x]({ROOT}index.md)"),
        ("[x](add.md#code)", f"[x]({ROOT}add/index.md#code)"),
        ("[x](#code)", "[x](#code)"),
        ("[x](https://keras.io/a.md)", "[x](https://keras.io/a.md)"),
        ("![x](assets/images/x.svg)", f"![x]({ROOT}assets/images/x.svg)"),
        ("![x](assets/images/x.svg){ width=100 }", f"![x]({ROOT}assets/images/x.svg)"),
        ("[x](https://keras.io/){ .big }", "[x](https://keras.io/)"),
        ("`[x](add.md)` [x](add.md)", f"`[x](add.md)` [x]({ROOT}add/index.md)"),
        ("| [`x`](add.md) |", f"| [`x`]({ROOT}add/index.md) |"),
    ],
)
def test_a_link_leads_to_the_markdown_of_a_page_and_any_other_address_is_absolute(
    project: TinyProject, link: str, there: str
) -> None:
    assert markdown(project, link) == f"{there}\n"


def test_where_pages_are_files_links_lead_to_files(project: TinyProject) -> None:
    text = markdown(project, "# Add { #add }\n\n[x](index.md)\n", directory_urls=False)
    assert text == f"# Add\n\n<{ROOT}add.html>\n\n[x]({ROOT}index.md)\n"


# Pages that are not wholly translated


def read_in(section: str = "") -> str:
    vietnamese, english = ROOT.removesuffix("en/"), ROOT
    return f"Read it in: [Tiếng Việt]({vietnamese}add/index.md{section}) · [English]({english}add/index.md{section})"


def test_a_page_that_another_languages_stands_in_for_says_so(project: TinyProject) -> None:
    notice = f"> This page is not translated yet and is shown in English. {read_in()}\n"
    assert markdown(project, f"{DESCRIPTION}# Add {{ #add }}\n\nText.\n", None) == f"{HEAD}\n{notice}\nText.\n"


def test_sections_that_are_behind_or_missing_are_told_of_in_their_places(project: TinyProject) -> None:
    source = parse_page("docs/vi/add.md", "# Cộng { #add }\n\n## Một { #one }\n\n## Hai { #two }\n")
    text = f'---\ndescription: To add.\nreflects:\n  add: "{"0" * 12}"\n---\n\n# Add {{ #add }}\n\n'
    sections = compare(source, parse_page("docs/en/add.md", f"{text}## Two {{ #two }}\n"))
    shown = f"{text}## Một {{ #one }}\n\n## Two {{ #two }}\n\nText.\n"
    assert markdown(project, shown, sections, {"one": "vi"}) == (
        f"{HEAD}\n> The original of this section has changed since it was translated. {read_in()}\n\n"
        f'## Một <a id="one"></a>\n\n'
        f"> This section is not translated yet and is shown in Tiếng Việt. {read_in('#one')}\n\n"
        f'## Two <a id="two"></a>\n\n> Nobody has compared the translation of this section with the original yet. '
        f"{read_in('#two')}\n\nText.\n"
    )


# Examples


def test_an_example_is_its_title_its_files_and_every_cell_with_its_output(project: TinyProject) -> None:
    project.write("examples/notebooks/add.ipynb", record({"sum": [PRINTED, drawn(5, 3)]}))
    view = view_of("en", project.read()).at("examples/add/")
    assert example_markdown(view.project.scripts["add"], view, {Reference("add", "sum"): "A three."}) == (
        f"# add.py\n\nAdd two numbers.\n\n<{ROOT}examples/add/>\n\n"
        f"[Lesson]({ROOT}add/index.md) · [.py file]({ROOT}examples/add/add.py) · "
        f"[Notebook]({ROOT}examples/add/add.ipynb)\n\n## numbers\n\n```python\na, b = 1, 2\n```\n\n## sum\n\n"
        f"{CONT}```python\nprint(a + b)\n```\n\nOutput:\n\n~~~text\n3\n~~~\n\n"
        f"![A three.]({ROOT}examples/add/sum.webp)\n"
    )
