"""What a fence renders as, and where its links lead."""

from collections.abc import Mapping

import pytest
from docs.plugins.fences.everything import (
    Links,
    Reference,
    Renderer,
    alternative_texts,
    parse_draw,
    parse_measured,
    parse_output,
    parse_reference,
    read_library,
)
from markdown import Markdown
from pymdownx.superfences import SuperFencesException

from docs.plugins.project.pages import parse_page
from tests.support.tiny_project import NETWORK, PRINTED, SCRIPT, TinyProject, drawn, record, weights

NETWORK_SCRIPT = SCRIPT + "".join(f"\n# %% {cell}\n{cell}()\n" for cell in NETWORK)
REPOSITORY = "https://github.com/someone/something"


def rendered(project: TinyProject, text: str, language: int = 1, repository: str | None = None) -> str:
    library = read_library(project.root)
    renderer = Renderer(library, library.languages[language], Links(repository, True))
    renderer.page_url = "add/"
    fences = {"pymdownx.superfences": {"custom_fences": renderer.custom_fences}}
    return Markdown(extensions=["pymdownx.superfences"], extension_configs=fences).convert(text)


def test_a_reference_has_a_script_and_a_cell() -> None:
    assert parse_reference("solutions/add.py#sum\n") == Reference("solutions/add", "sum")


@pytest.mark.parametrize("body", ["", "add.py", "add#sum", "add.py#", "add.py#sum#sum"])
def test_what_is_not_of_that_form_is_no_reference(body: str) -> None:
    assert parse_reference(body) is None


def test_an_output_has_a_reference_and_below_it_the_alternative_text_on_one_line() -> None:
    assert parse_output("add.py#sum\n") == (Reference("add", "sum"), "")
    assert parse_output("add.py#sum\nA three,\n  in black.\n") == (Reference("add", "sum"), "A three, in black.")


def test_what_is_measured_is_a_script_a_line() -> None:
    assert parse_measured("add.py\nsolutions/add.py\nadd\n") == ["add", "solutions/add", ""]


def test_a_board_has_a_script_and_a_name_a_line() -> None:
    assert parse_draw("add.py A  network\nsolutions/add.py B\n") == [("add", "A  network"), ("solutions/add", "B")]


@pytest.mark.parametrize("line", ["", "add.py", "add.py ", "add A network", "a b.py A"])
def test_what_has_no_script_or_no_name_is_for_no_board(line: str) -> None:
    assert set(parse_draw(f"{line}\n")) <= {("", "")}


def test_a_board_leads_to_the_weights_of_its_networks_and_to_its_script(project: TinyProject) -> None:
    project.write_bytes("examples/weights/add.safetensors", weights())
    html = rendered(project, "```draw\nadd.py Mạng\n```", language=0)
    assert 'value="../examples/add/add.safetensors" checked> Mạng: 8\xa0tham\xa0số, 0\xa0kB<' in html
    assert 'data-script="../assets/draw.js"' in html


def test_the_alternative_texts_of_pages_are_those_of_their_output_fences() -> None:
    text = "```output\nadd.py#sum\nA three.\n```\n\n```output\nadd.py#all\n```\n\n```text\nadd.py#x\nA.\n```\n"
    assert alternative_texts([parse_page("a.md", text)]) == {Reference("add", "sum"): "A three."}


def test_a_cell_is_shown_highlighted_with_its_links(project: TinyProject) -> None:
    html = rendered(project, "```example\nadd.py#sum\n```")
    assert '<div class="highlight"><pre><span></span><code><span class="nb">print</span>' in html
    assert '<a href="../examples/add/#cell-id=sum" title="Example page">add.py › sum</a>' in html
    assert '<a href="../examples/add/add.py" title="add.py" download>.py file</a>' in html
    assert '<a href="../examples/add/add.ipynb" title="add.ipynb" download>Notebook</a>' in html
    assert "Colab" not in html


def test_where_pages_are_files_the_links_lead_to_files(project: TinyProject) -> None:
    library = read_library(project.root)
    renderer = Renderer(library, library.languages[1], Links(None, False))
    renderer.page_url = "add.html"
    html = renderer.example("add.py#sum")
    assert '<a href="examples/add.html#cell-id=sum" title="Example page">' in html
    assert '<a href="examples/add/add.py" title="add.py" download>' in html
    # mkdocs-jupyter puts it beside the page.
    assert '<a href="examples/add.ipynb" title="add.ipynb" download>' in html
    assert renderer.page_address(library.languages[0], "index") == "../index.html"
    renderer.page_url = "examples/add.html"
    html = renderer.example_links(library.scripts["add"])
    assert '<a href="../add.html" title="Lesson">' in html
    assert '<a href="add/add.py" title="add.py" download>' in html
    assert '<a href="add.ipynb" title="add.ipynb" download>' in html


def test_the_links_are_in_the_pages_language(project: TinyProject) -> None:
    assert "Tệp .py" in rendered(project, "```example\nadd.py#sum\n```", language=0)


def test_with_a_repository_there_is_colab_at_the_cell(project: TinyProject) -> None:
    html = rendered(project, "```example\nadd.py#sum\n```", repository=f"{REPOSITORY}.git")
    address = "colab.research.google.com/github/someone/something/blob/main/examples/notebooks/add.ipynb#scrollTo=sum"
    assert f'<a href="https://{address}" title="add.ipynb › sum">Open in Colab</a>' in html


def test_a_repository_elsewhere_has_no_colab(project: TinyProject) -> None:
    html = rendered(project, "```example\nadd.py#sum\n```", repository="https://example.org/someone/something")
    assert "Colab" not in html
    assert "example.org" not in html


def test_what_a_cell_prints_is_shown_under_a_label_that_says_so(project: TinyProject) -> None:
    html = rendered(project, "```output\nadd.py#sum\n```")
    assert '<p>Output</p><div class="highlight"><pre><span></span><code>3\n</code></pre></div>' in html
    assert "<p>Kết quả</p>" in rendered(project, "```output\nadd.py#sum\n```", language=0)


def test_what_a_cell_prints_is_no_markup(project: TinyProject) -> None:
    project.write("examples/notebooks/add.ipynb", record({"sum": [PRINTED | {"text": ["<b>3 & 4</b>\n"]}]}))
    assert "&lt;b&gt;3 &amp; 4&lt;/b&gt;" in rendered(project, "```output\nadd.py#sum\n```")


def test_a_picture_is_a_file_with_its_size_and_alternative_text_fetched_when_it_comes_near(
    project: TinyProject,
) -> None:
    project.write("examples/notebooks/add.ipynb", record({"sum": [PRINTED, drawn(5, 3)]}))
    html = rendered(project, '```output\nadd.py#sum\nA "three".\n```')
    assert html.index("<code>3\n</code>") < html.index(
        '<img src="../examples/add/sum.webp" alt="A &quot;three&quot;." width="5" height="3" loading="lazy">'
    )


@pytest.mark.parametrize(
    ("language", "rows"),
    [
        (0, [("Tham số", "1.007.850"), ("Số epoch", "2"), ("Giây mỗi epoch", "1,5")]),
        (1, [("Parameters", "1,007,850"), ("Epochs", "2"), ("Seconds per epoch", "1.5")]),
        (0, [("Độ chính xác trên tập kiểm tra", "0,9774")]),
        (1, [("Accuracy on the test set", "0.9774")]),
    ],
)
def test_what_is_measured_is_a_table_in_the_language_s_way_of_writing_numbers(
    project: TinyProject, language: int, rows: list[tuple[str, str]]
) -> None:
    write_network(project, NETWORK)
    html = rendered(project, "```measured\nnetwork.py\n```", language)
    assert '<th scope="col"><a href="../examples/network/"' in html
    assert "".join(f'<tr><th scope="row">{name}</th><td>{number}</td></tr>' for name, number in rows) in html


def write_network(project: TinyProject, texts: Mapping[str, str]) -> None:
    """A script whose cells have printed these texts, and its record."""
    project.write("examples/network.py", NETWORK_SCRIPT)
    outputs = {cell: [PRINTED | {"text": [text]}] for cell, text in texts.items()}
    project.write("examples/notebooks/network.ipynb", record(outputs, NETWORK_SCRIPT, "network"))


def test_seconds_of_two_digits_have_no_decimal(project: TinyProject) -> None:
    texts = NETWORK | {"fit": NETWORK["fit"].replace(" 2s ", " 10s ").replace(" 1s ", " 10s ")}
    write_network(project, texts)
    assert "<td>10</td>" in rendered(project, "```measured\nnetwork.py\n```")


def test_an_erratum_is_shown_in_three_parts(project: TinyProject) -> None:
    html = rendered(project, "```erratum\nW1\n```")
    labels = ["In the article", "What happens today", "What to write"]
    assert sorted(labels, key=html.index) == labels
    assert "SyntaxError: invalid syntax" in html


def test_the_glossary_is_a_table(project: TinyProject) -> None:
    html = rendered(project, "```glossary\nall\n```")
    assert '<tr id="sum"><th scope="row" lang="en" translate="no">sum</th>' in html


def test_a_fence_works_inside_a_fold(project: TinyProject) -> None:
    library = read_library(project.root)
    renderer = Renderer(library, library.languages[1], Links(None, True))
    fences = {"pymdownx.superfences": {"custom_fences": renderer.custom_fences}}
    markdown = Markdown(extensions=["pymdownx.superfences", "pymdownx.details"], extension_configs=fences)
    html = markdown.convert('??? example "Fold"\n    ```example\n    add.py#sum\n    ```\n')
    assert "<details" in html
    assert 'class="nb">print' in html


def test_a_bad_reference_is_an_error_and_not_a_hole(project: TinyProject) -> None:
    with pytest.raises(SuperFencesException, match="KeyError: 'sun'"):
        rendered(project, "```example\nadd.py#sun\n```")
