"""What a cell printed and drew, and what a page says of the picture."""

from docs.plugins.fences import output
from docs.plugins.fences.view import Code
from docs.plugins.project.references import Reference
from tests.plugins.rendering import fence, rendered
from tests.support.tiny_project import PRINTED, TinyProject, drawn, record
from tests.support.views import view_of

RECORD = "examples/notebooks/add.ipynb"
SUM = fence("output", "add.py#sum")


def test_it_has_a_reference_and_below_it_the_alternative_text_on_one_line() -> None:
    assert output.shown("add.py#sum\n") == (Reference("add", "sum"), "")
    assert output.shown("add.py#sum\nA three,\n  in black.\n") == (Reference("add", "sum"), "A three, in black.")


def test_what_names_no_cell_is_not_of_the_form() -> None:
    assert output.shown("add.py sum\nA three.") == (None, "A three.")


def test_its_prose_is_the_alternative_text() -> None:
    assert output.prose("add.py#sum\nA three,\nin black.") == ["", "A three,", "in black."]
    assert output.prose("\nadd.py#sum\nA three.") == ["", "", "A three."]
    assert output.prose("") == [""]


def test_what_a_cell_prints_is_shown_under_a_label_that_says_so(project: TinyProject) -> None:
    html = rendered(SUM, view_of("en", project.read()))
    assert '<p>Output</p><div class="highlight"><pre><span></span><code>3\n</code></pre></div>' in html
    assert "<p>Kết quả</p>" in rendered(SUM, view_of("vi", project.read()))


def test_what_a_cell_prints_is_no_markup(project: TinyProject) -> None:
    project.write(RECORD, record({"sum": [PRINTED | {"text": ["<b>3 & 4</b>\n"]}]}))
    assert "&lt;b&gt;3 &amp; 4&lt;/b&gt;" in rendered(SUM, view_of("en", project.read()))


def test_a_picture_is_a_file_with_its_size_on_the_page_and_its_alternative_text_fetched_when_it_comes_near(
    project: TinyProject,
) -> None:
    project.write(RECORD, record({"sum": [PRINTED, drawn(825, 450)]}))
    html = rendered(fence("output", 'add.py#sum\nA "three".'), view_of("en", project.read()))
    assert html.index("<code>3\n</code>") < html.index(
        '<img src="../examples/add/sum.webp" alt="A &quot;three&quot;." width="528" height="288" loading="lazy">'
    )


def test_in_markdown_it_is_code_that_does_not_run_and_a_picture_at_its_absolute_address(project: TinyProject) -> None:
    project.write(RECORD, record({"sum": [PRINTED, drawn(5, 3)]}))
    assert output.markdown("add.py#sum\nA three.", view_of("en", project.read())) == [
        *["Output:", "", Code("3", "text"), ""],
        "![A three.](https://example.org/keras/en/examples/add/sum.webp)",
    ]
