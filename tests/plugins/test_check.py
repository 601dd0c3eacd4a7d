"""What the builder says of a bad page or script: one tiny bad project per rule, and the exact message."""

import json
from unicodedata import normalize

import pytest

from docs.plugins.check import check
from docs.plugins.project.commands import EXAMPLES
from docs.plugins.translations.new_language import create
from tests.support.programs import PROJECT
from tests.support.tiny_project import PAGE, PRINTED, SCRIPT, TinyProject, digits, drawn, record, sealed, weights

RECORD = "examples/notebooks/add.ipynb"
WEIGHTS = "examples/weights/add.safetensors"
AGAIN = f"{EXAMPLES} record add"


def test_this_project_has_no_problem() -> None:
    assert check(PROJECT) == []


def test_a_project_in_order_has_no_problem(project: TinyProject) -> None:
    assert check(project.read()) == []


def test_an_unknown_script_is_named_with_those_there_are(project: TinyProject) -> None:
    project.replace("docs/vi/add.md", "add.py#sum", "ad.py#sum")
    assert check(project.read())[0] == 'docs/vi/add.md:9: no script "ad.py" in examples (scripts: add)'


def test_an_unknown_cell_is_named_with_those_there_are(project: TinyProject) -> None:
    project.replace("docs/en/add.md", "add.py#sum", "add.py#sun")
    assert check(project.read())[0] == 'docs/en/add.md:9: no cell "sun" in examples/add.py (cells: numbers, sum)'


def test_a_cell_shown_twice_is_named_with_both_lines(project: TinyProject) -> None:
    project.write("docs/vi/add.md", PAGE + "\n```example\nadd.py#sum\n```\n")
    assert check(project.read()) == [
        'docs/vi/add.md:13: the cell "sum" of examples/add.py is shown twice; first at line 9'
    ]


def test_a_cell_not_shown_is_named(project: TinyProject) -> None:
    project.write("docs/vi/add.md", PAGE.rpartition("```example")[0])
    assert check(project.read()) == [
        'docs/vi/add.md: the cell "sum" of examples/add.py is not shown; add it, in the script\'s order'
    ]


def test_cells_out_of_the_scripts_order_are_named(project: TinyProject) -> None:
    first, second = "add.py#numbers", "add.py#sum"
    swapped = PAGE.replace(first, "@").replace(second, first).replace("@", second)
    project.write("docs/en/add.md", swapped)
    assert check(project.read()) == [
        'docs/en/add.md:9: the cell "numbers" comes after "sum", but before it in examples/add.py'
    ]


def test_a_reference_of_another_form_is_shown_the_right_one(project: TinyProject) -> None:
    project.replace("docs/vi/add.md", "add.py#sum", "add.py sum")
    assert check(project.read())[0] == 'docs/vi/add.md:9: "add.py sum" is not of the form "sequential.py#build"'


def test_a_script_shown_on_another_page_is_sent_to_its_own(project: TinyProject) -> None:
    for language in ("vi", "en"):
        project.write(f"docs/{language}/index.md", "# Home { #index }\n\n```example\nadd.py#sum\n```\n")
    assert check(project.read()) == [
        "docs/vi/index.md:3: examples/add.py belongs to the page add; show it there",
        "docs/en/index.md:3: examples/add.py belongs to the page add; show it there",
    ]


def test_an_unknown_erratum_is_named_with_those_there_are(project: TinyProject) -> None:
    for language in ("vi", "en"):
        project.write(f"docs/{language}/index.md", "# Home { #index }\n\n```erratum\nW2\n```\n")
    assert check(project.read())[0] == 'docs/vi/index.md:3: no erratum "W2" in docs/errata.yml (errata: W1)'


def test_a_page_missing_in_one_language_is_named_with_its_translation(project: TinyProject) -> None:
    (project.root / "docs/en/index.md").unlink()
    assert check(project.read()) == [
        "docs/en/index.md: no such page, but there is docs/vi/index.md; write it in this language too"
    ]


def test_a_script_without_a_page_is_named(project: TinyProject) -> None:
    project.write("examples/solutions/subtract.py", SCRIPT)
    project.write("examples/notebooks/solutions/subtract.ipynb", record({}, name="solutions/subtract"))
    assert check(project.read()) == [
        "examples/solutions/subtract.py:1: no page shows this script; write subtract.md in each language, "
        "or delete the script"
    ]


def test_a_script_without_a_description_in_a_language_is_named(project: TinyProject) -> None:
    project.replace("examples/add.py", "en: Add two numbers.\n", "")
    assert check(project.read()) == ['examples/add.py:1: no description in "en"; add its line to the docstring']


def test_a_heading_without_an_id_is_named(project: TinyProject) -> None:
    for language in ("vi", "en"):
        project.replace(f"docs/{language}/add.md", " { #code }", "")
    assert check(project.read()) == [
        'docs/vi/add.md:3: the heading "Code" has no id; end it with one, such as { #install }',
        'docs/en/add.md:3: the heading "Code" has no id; end it with one, such as { #install }',
    ]


def test_a_heading_id_used_twice_is_named_with_both_lines(project: TinyProject) -> None:
    for language in ("vi", "en"):
        project.replace(f"docs/{language}/add.md", "#code", "#add")
    assert check(project.read())[0] == "docs/vi/add.md:3: a second heading #add; the first is at line 1"


def test_a_folder_of_pages_in_no_known_language_is_named(project: TinyProject) -> None:
    project.write("docs/xx/index.md", "# Home { #index }\n")
    assert check(project.read()) == [
        "docs/xx: no language of docs/languages.yml; add its entry there, or take the folder out"
    ]


def test_bad_languages_are_named(project: TinyProject) -> None:
    project.write("docs/languages.yml", "vi:\n  name: a: b\n")
    assert check(project.read()) == [
        "docs/languages.yml:2: not YAML: mapping values are not allowed here; put the text in double quotes"
    ]


def test_a_language_that_is_not_in_lockstep_may_lack_pages_cells_and_descriptions(project: TinyProject) -> None:
    create(project.read(), "fr", "en")
    project.write("docs/fr/add.md", PAGE.rpartition("```example")[0])
    assert check(project.read()) == []


def test_what_such_a_language_shows_must_be_there(project: TinyProject) -> None:
    create(project.read(), "fr", "en")
    project.write("docs/fr/add.md", PAGE.replace("add.py#sum", "add.py#sun").replace(" { #code }", ""))
    assert check(project.read()) == [
        'docs/fr/add.md:9: no cell "sun" in examples/add.py (cells: numbers, sum)',
        'docs/fr/add.md:3: the heading "Code" has no id; end it with one, such as { #install }',
    ]


def test_a_page_that_only_such_a_language_has_is_named(project: TinyProject) -> None:
    create(project.read(), "fr", "en")
    project.write("docs/fr/more.md", "# More { #more }\n")
    assert check(project.read()) == ["docs/fr/more.md: no page of docs/vi has this name; keep the source's file name"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_front_matter_that_is_not_yaml_is_named_in_every_language(project: TinyProject, language: str) -> None:
    project.write(f"docs/{language}/index.md", "---\ndescription: a: b\n---\n\n# Home { #index }\n")
    assert check(project.read()) == [
        f"docs/{language}/index.md:2: the front matter is not YAML: mapping values are not allowed here; "
        "put the text in double quotes"
    ]


# As a keyboard, a file system that ignores case, or macOS writes it.
@pytest.mark.parametrize("name", ["dữ-liệu", normalize("NFD", "dữ-liệu"), "First", "one two", "first_steps"])
def test_a_name_that_is_no_plain_address_is_named(project: TinyProject, name: str) -> None:
    for language in ("vi", "en"):
        project.write(f"docs/{language}/{name}.md", "# More { #more }\n")
    assert check(project.read()) == [
        f'docs/{language}/{name}.md: its name is part of an address; rename it in kebab-case, as in "first-steps"'
        for language in ("vi", "en")
    ]


def test_the_name_of_a_script_that_is_no_plain_address_is_named(project: TinyProject) -> None:
    project.write("examples/tolerances.yml", "")
    (project.root / "examples/add.py").rename(project.root / "examples/Add.py")
    (project.root / "examples/notebooks/add.ipynb").write_text(record({"sum": [PRINTED]}, name="Add"), encoding="utf-8")
    (project.root / "examples/notebooks/add.ipynb").rename(project.root / "examples/notebooks/Add.ipynb")
    assert check(project.read())[0] == (
        'examples/Add.py: its name is part of an address; rename it in kebab-case, as in "first-steps"'
    )


def test_a_character_that_no_one_means_to_write_is_named(project: TinyProject) -> None:
    project.write("docs/vi/index.md", "# Home { #index }\n\nm\ufffdt\n")
    assert check(project.read()) == ['docs/vi/index.md:3: "\ufffd" stands for a letter that was lost; write it again']


def test_a_line_below_a_fence_is_no_heading(project: TinyProject) -> None:
    project.write("docs/vi/index.md", "# Home { #index }\n\ntext\n```text\na\n```\n---\n")
    assert check(project.read()) == []


@pytest.mark.parametrize("line", ["=======", "---", "-"])
def test_a_heading_of_another_form_is_named(project: TinyProject, line: str) -> None:
    project.write("docs/vi/index.md", f"# Home {{ #index }}\n\nMore\n{line}\n\n---\n\n```text\nTotal\n=======\n```\n")
    assert check(project.read()) == [
        'docs/vi/index.md:3: a heading is written with "#" before it, not with a line below it'
    ]


@pytest.mark.parametrize(
    "path",
    ["docs/glossary.yml", "docs/assets/javascripts/a.js", "docs/overrides/a.html", "examples/add.py", "mkdocs.yml"],
)
def test_a_lost_letter_is_named_in_every_kind_of_text(project: TinyProject, path: str) -> None:
    before = (project.root / path).read_text(encoding="utf-8") if (project.root / path).exists() else ""
    project.write(path, f"{before}# \ufffd\n")
    line = before.count("\n") + 1
    assert f'{path}:{line}: "\ufffd" stands for a letter that was lost; write it again' in check(project.read())


@pytest.mark.parametrize(
    "path",
    [
        *("docs/overrides/.DS_Store", "docs/overrides/._main.html", "docs/assets/javascripts/._theme.js"),
        *("docs/overrides/a.png", "docs/en/.obsidian/a.md", "docs/en/.ipynb_checkpoints/add.md", "docs/en/.add.md.swp"),
    ],
)
def test_what_a_system_or_an_editor_has_put_there_for_itself_is_no_text(project: TinyProject, path: str) -> None:
    project.write_bytes(path, b"\0\xff")
    assert check(project.read()) == []


@pytest.mark.parametrize("opener", ["!!! note “Title”", "??? tip „Title“", "    === «Title»", "???+ note ‘Title’"])
def test_curly_quotes_round_a_title_are_named(project: TinyProject, opener: str) -> None:
    project.write("docs/vi/index.md", f"# Home {{ #index }}\n\n{opener}\n\n    text\n")
    assert check(project.read()) == [
        'docs/vi/index.md:3: the title of a note, a fold or a tab stands between straight quotes: "Title"'
    ]


@pytest.mark.parametrize(
    "line", ['!!! note "A “quoted” title"', "!!! note", "“!!! note”", "==== “", "```text\n!!! “\n```"]
)
def test_other_curly_quotes_are_text(project: TinyProject, line: str) -> None:
    project.write("docs/vi/index.md", f"# Home {{ #index }}\n\n{line}\n")
    assert check(project.read()) == []


@pytest.mark.parametrize(
    "path",
    [
        "docs/vi/index.md",
        "docs/en/index.md",
        "docs/languages.yml",
        "docs/glossary.yml",
        "docs/errata.yml",
        "docs/changes.yml",
        "docs/assets/stylesheets/text.css",
        "docs/assets/javascripts/site.js",
        "docs/overrides/partials/nav.html",
        "examples/add.py",
        "examples/values/add.yml",
        "examples/checks/add.yml",
    ],
)
def test_the_mark_of_a_conflict_is_named_wherever_text_is_read(project: TinyProject, path: str) -> None:
    project.write(path, "a\n<<<<<<< HEAD\nb\n")
    assert check(project.read()) == [
        f'{path}:2: "<<<<<<< HEAD" is git\'s mark of a conflict; resolve it, and delete its marks'
    ]


def test_a_fence_never_closed_is_named(project: TinyProject) -> None:
    project.write("docs/vi/add.md", PAGE + "\n```text\nlost\n````\n")
    assert check(project.read()) == ['docs/vi/add.md:13: the fence is never closed by a line of "```"']


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("print(1)\n", '1: no cells; begin each with a line such as "# %% imports"'),
        ("# %% Sum\n", '1: the cell\'s name "Sum" is not in kebab-case, as in "load-data"'),
        ("# %%\n", '1: the cell\'s name "" is not in kebab-case, as in "load-data"'),
        ("# %% a\n\n# %% a\n", '3: a second cell "a"; the first is at line 1'),
        ("# %% a\n", '1: no docstring; it describes the script, a line a language: "en: What it shows."'),
        ('"""en: A."""\nx = 1\n# %% a\n', "2: code before the first cell"),
        ('"""Adds."""\n# %% a\n', '1: the docstring\'s line "Adds." is not of the form "en: What it shows."'),
        ('"""en: A."""\nx = \n# %% a\n', "2: invalid syntax"),
    ],
)
def test_a_script_of_another_form_is_named_with_its_line(project: TinyProject, text: str, message: str) -> None:
    project.write("examples/add.py", text)
    assert check(project.read()) == [f"examples/add.py:{message}"]


# Records and their fences


def add_fence(project: TinyProject, text: str) -> None:
    """A fence at line 13 of the page in each language."""
    for language in ("vi", "en"):
        project.write(f"docs/{language}/add.md", f"{PAGE}\n```{text}\n```\n")


def test_a_missing_record_is_named_with_the_command_that_makes_it(project: TinyProject) -> None:
    (project.root / RECORD).unlink()
    assert check(project.read()) == [f"{RECORD}: no such record; make it: {AGAIN}"]


def test_a_record_that_cannot_be_read_is_named(project: TinyProject) -> None:
    (project.root / RECORD).unlink()
    (project.root / RECORD).mkdir()
    assert check(project.read()) == [
        f"{RECORD}: cannot be read (Is a directory); check its permissions, or make it again: {AGAIN}"
    ]


def test_a_record_that_is_not_utf_8_is_named(project: TinyProject) -> None:
    (project.root / RECORD).write_bytes(b"\xff")
    assert check(project.read()) == [f"{RECORD}: not JSON (invalid start byte); make it again: {AGAIN}"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", ":1: not JSON (Expecting value)"),
        ('{"cells":\n  [', ":2: not JSON (Expecting value)"),
        ("[]", ": not a record"),
        ("{}", ": not a record"),
        ('{"metadata": {"record": {"hash": "", "script": ""}}}', ": not a record"),
        (record({}).replace('"script": "examples/add.py", ', ""), ": not a record"),
        (record({"sum": [drawn(1, 1)]}).replace('"iVBOR', '"iVBQR'), ": not a record"),
        (record({"sum": [drawn(1, 1)]}).replace('"iVBOR', '"iVBO'), ": not a record"),
        (record({"sum": [PRINTED]}).replace(', "text": ["3\\n"]', ""), ": not a record"),
        (record({"sum": [PRINTED]}).replace('["3\\n"]', '["4\\n"]'), ": it was changed after the run that it is of"),
        (record({"sum": [drawn(1, 1)]}, name="subtract"), ": this is the record of examples/subtract.py"),
    ],
)
def test_a_bad_record_is_named_with_what_is_wrong(project: TinyProject, text: str, problem: str) -> None:
    project.write(RECORD, text)
    assert check(project.read()) == [f"{RECORD}{problem}; make it again: {AGAIN}"]


def test_an_output_fence_is_in_order_where_its_cell_prints(project: TinyProject) -> None:
    add_fence(project, "output\nadd.py#sum")
    assert check(project.read()) == []


def test_an_output_fence_may_stand_on_any_page(project: TinyProject) -> None:
    for language in ("vi", "en"):
        project.write(f"docs/{language}/index.md", "# Home { #index }\n\n```output\nadd.py#sum\n```\n")
    assert check(project.read()) == []


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("add.py sum", '"add.py sum" is not of the form "sequential.py#build"'),
        ("ad.py#sum", 'no script "ad.py" in examples (scripts: add)'),
        ("add.py#sun", 'no cell "sun" in examples/add.py (cells: numbers, sum)'),
        ("add.py#numbers", f'the cell "numbers" has no output in {RECORD}; take the fence out'),
        ("add.py#sum\nThree.", 'the cell "sum" draws no picture; take its description out'),
    ],
)
def test_a_bad_output_fence_is_named(project: TinyProject, body: str, problem: str) -> None:
    add_fence(project, f"output\n{body}")
    assert check(project.read()) == [f"docs/{language}/add.md:13: {problem}" for language in ("vi", "en")]


def test_a_record_without_the_cell_is_named_with_the_command_that_makes_it_again(project: TinyProject) -> None:
    project.write(RECORD, sealed(json.loads(record({"sum": [PRINTED]}).replace('"id": "sum"', '"id": "total"'))))
    add_fence(project, "output\nadd.py#sum")
    assert check(project.read())[0] == f'docs/vi/add.md:13: no cell "sum" in {RECORD}; make it again: {AGAIN}'


def test_a_picture_needs_its_alternative_text(project: TinyProject) -> None:
    project.write(RECORD, record({"sum": [drawn(1, 1)]}))
    add_fence(project, "output\nadd.py#sum")
    assert check(project.read())[0] == (
        'docs/vi/add.md:13: the cell "sum" draws a picture; say below the reference what it shows'
    )


def test_a_picture_that_no_page_describes_is_named(project: TinyProject) -> None:
    project.write(RECORD, record({"sum": [PRINTED, drawn(1, 1)]}))
    assert check(project.read()) == [
        f'docs/{language}/add.md: the picture of the cell "sum" of examples/add.py is not shown; add an output fence'
        for language in ("vi", "en")
    ]


def test_a_picture_that_a_figure_shows_is_described(project: TinyProject) -> None:
    values = {"scores": [0] * 10, "label": 3}
    project.write(RECORD, record({"sum": [PRINTED, drawn(1, 1)]}, values=values))
    add_fence(project, "softmax\nadd.py#sum\nTen bars.")
    assert [problem for problem in check(project.read()) if "picture" in problem] == []


def test_a_board_is_in_order_where_its_networks_have_weights(project: TinyProject) -> None:
    project.write_bytes(WEIGHTS, weights())
    add_fence(project, "draw\nadd.py A network")
    assert check(project.read()) == []


def test_a_boards_networks_need_a_script_weights_and_a_name(project: TinyProject) -> None:
    add_fence(project, "draw\nadd.py A network\nad.py Another\nadd.py\nadd Nameless")
    assert check(project.read())[:4] == [
        "docs/vi/add.md:13: no weights of examples/add.py (weights: none)",
        'docs/vi/add.md:13: no script "ad.py" in examples (scripts: add)',
        'docs/vi/add.md:13: "add.py" is not of the form "sequential.py A name"',
        'docs/vi/add.md:13: "add Nameless" is not of the form "sequential.py A name"',
    ]


@pytest.mark.parametrize("fence", ["draw\nadd.py A network", "neuron\nadd.py#sum\nadd.py A network\nA neuron."])
def test_a_network_for_images_of_0_to_255_is_for_no_board(project: TinyProject, fence: str) -> None:
    project.write_bytes(WEIGHTS, weights(before=["Rescaling"]))
    add_fence(project, fence)
    assert (
        "docs/vi/add.md:13: the network of examples/add.py takes images of 0 to 255, which it rescales, "
        "and this fence has images of 0 to 1; name another"
    ) in check(project.read())


def test_bad_weights_are_named(project: TinyProject) -> None:
    project.write_bytes(WEIGHTS, b"")
    assert check(project.read()) == [f"{WEIGHTS}: not a network's weights; make it again: {AGAIN}"]


def test_a_file_that_a_script_asks_for_and_is_not_there_is_named(project: TinyProject) -> None:
    asks = SCRIPT.replace("a, b = 1, 2", 'a, b = 1, len("photos.zip")')
    project.write("examples/add.py", asks)
    project.write(RECORD, record({"sum": [PRINTED]}, asks))
    assert check(project.read()) == [
        f"examples/add.py: it asks for photos.zip, and there is no examples/photos.zip; make it: {EXAMPLES} photos"
    ]
    project.write_bytes("examples/photos.zip", b"")
    assert check(project.read()) == []


def test_a_program_that_a_script_imports_and_no_page_makes_is_named(project: TinyProject) -> None:
    imports = SCRIPT.replace("a, b = 1, 2", "import photo\n\na, b = 1, 2")
    project.write("examples/add.py", imports)
    project.write(RECORD, record({"sum": [PRINTED]}, imports))
    assert check(project.read()) == [
        "examples/add.py: it imports photo, and no page makes photo.py; write a `program` fence"
    ]


def test_packed_digits_that_are_damaged_are_named(project: TinyProject) -> None:
    path = "examples/digits.bin"
    project.write_bytes(path, digits())
    assert check(project.read()) == []
    project.write_bytes(path, digits()[:-1])
    assert check(project.read()) == [f"{path}: cut short; make it again: {EXAMPLES} digits"]


# What the site would show wrongly, without a word


def test_a_group_of_pages_without_a_name_for_readers_is_named(project: TinyProject) -> None:
    project.write("mkdocs.yml", "nav:\n  - index.md\n  - look-up: [add.md]\n")
    assert check(project.read()) == []
    project.write("mkdocs.yml", "nav:\n  - index.md\n  - my-notes: [add.md]\n")
    assert check(project.read()) == [
        'mkdocs.yml:3: no language has a name for the group "my-notes"; '
        'add the label "group_my_notes" to each in docs/languages.yml'
    ]


def test_a_page_without_a_title_is_named(project: TinyProject) -> None:
    for language in ("vi", "en"):
        project.write(f"docs/{language}/index.md", "Home.\n")
    assert check(project.read()) == [
        f'docs/{language}/index.md:1: no title; begin the page with one, such as "# Data {{ #data }}"'
        for language in ("vi", "en")
    ]


@pytest.mark.parametrize(
    ("info", "problem"),
    [
        (
            "exmple",
            '"exmple" is no kind of fence, and no language to highlight; fix it (kinds: answer, convolution, '
            "descent, diagram, draw, erratum, example, feature_maps, glossary, ",
        ),
        ("EXAMPLE", '"EXAMPLE" is no kind of fence, and no language to highlight; fix it (kinds: '),
        ('example title="x"', '"title="x"" stands after "example"; only the name may stand there'),
    ],
)
def test_a_misspelt_kind_of_fence_is_named(project: TinyProject, info: str, problem: str) -> None:
    add_fence(project, f"{info}\nadd.py#sum")
    assert check(project.read())[0].startswith(f"docs/vi/add.md:13: {problem}")


@pytest.mark.parametrize(
    ("kind", "problem"),
    [
        ("draw", "the fence names no network; write one a line, such as: sequential.py A name"),
    ],
)
def test_a_fence_that_names_nothing_is_named(project: TinyProject, kind: str, problem: str) -> None:
    add_fence(project, f"{kind}\n")
    assert check(project.read())[0] == f"docs/vi/add.md:13: {problem}"


def test_an_erratum_in_an_unknown_language_is_named(project: TinyProject) -> None:
    project.replace("docs/errata.yml", "  wrong", "  language: pyhton\n  wrong")
    add_fence(project, "erratum\nW1")
    assert check(project.read())[0] == 'docs/vi/add.md:13: Pygments knows no language "pyhton", in which W1 is written'


def test_a_language_without_a_folder_is_named(project: TinyProject) -> None:
    create(project.read(), "fr", "en")
    (project.root / "docs/fr/.gitkeep").unlink()
    (project.root / "docs/fr").rmdir()
    assert check(project.read()) == [
        "docs/fr: no such folder; make it, with an empty file .gitkeep in it as long as it has no page"
    ]


def test_a_page_that_is_gone_is_named_before_what_speaks_of_it(project: TinyProject) -> None:
    (project.root / "docs/vi/add.md").unlink()
    assert check(project.read())[0] == (
        "docs/vi/add.md: no such page, but there is docs/en/add.md; write it in this language too"
    )


def test_a_folder_of_the_site_may_have_notes_and_hidden_files_are_no_pages(project: TinyProject) -> None:
    project.write("docs/assets/README.md", "Notes.\n")
    (project.root / "docs/vi/.#add.md").symlink_to("nobody@nowhere.1")
    project.write("examples/.#add.py", "")
    assert check(project.read()) == []


def test_a_bad_named_value_is_named(project: TinyProject) -> None:
    project.write("examples/values/add.yml", "sum: {total: [a]}\n")
    assert check(project.read()) == [
        'examples/values/add.yml:1: the value "total" has an expression that is not text; write it in quotes'
    ]
