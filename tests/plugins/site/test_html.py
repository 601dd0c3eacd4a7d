"""What is added to the HTML of a page."""

import pytest

from docs.plugins.project.errors import ProjectError
from docs.plugins.site.html import (
    finished,
    parse_drawing_size,
    parted_below_title,
    with_labels,
    with_relative_addresses,
)


def sized(name: str) -> tuple[str, str]:
    return {"a-b.svg": ("20", "10")}[name]


def test_a_drawing_states_its_size_so_that_nothing_moves_when_it_comes() -> None:
    assert finished('<img alt="A." src="../assets/a-b.svg" />', sized) == (
        '<img alt="A." src="../assets/a-b.svg" width="20" height="10" />'
    )


def test_a_picture_that_is_no_drawing_stays_as_it_is() -> None:
    html = '<img src="../examples/add/sum.webp" width="5">'
    assert finished(html, sized) == html


@pytest.mark.parametrize("word", ["nơ-ron", "0–1", "VI–EN", "one-hot", "0,1–0,2"])
def test_a_line_does_not_break_in_a_short_word_or_range(word: str) -> None:
    assert finished(f"<p>a ({word}) b</p>", sized) == f'<p>a (<span class="unbroken">{word}</span>) b</p>'


@pytest.mark.parametrize("text", ["a - b", "state-of-the-art", "hyperparameter-free", "−1", "a – b", "--x"])
def test_any_other_word_can_break(text: str) -> None:
    assert finished(f"<p>{text}</p>", sized) == f"<p>{text}</p>"


def test_code_and_attributes_have_no_unbroken_words() -> None:
    html = '<pre><code>a-b</code></pre><code>a-b</code><a title="a > 0–1" href="x-y">c</a>'
    assert finished(html, sized) == html


def text_block(text: str) -> str:
    return f'<div class="language-text highlight"><pre><span></span><code>{text}\n</code></pre></div>'


@pytest.mark.parametrize(
    "text",
    [
        "ValueError: no",
        "keras.a.SomeError: no",
        "Exception: no",
        "ERROR: no",
        "Traceback:\n  x\nNameError: no",
        "OSError: &lt;",
    ],
)
def test_a_block_of_text_that_is_an_error_has_a_label_that_says_so(text: str) -> None:
    assert with_labels(f"<p>1</p>{text_block(text)}<p>2</p>", "Error", "Output") == (
        '<p>1</p><div class="error"><div class="code-row">Error</div>'
        f'<div class="highlight"><pre><span></span><code>{text}\n</code></pre></div></div><p>2</p>'
    )


@pytest.mark.parametrize("text", ["3.15.1", "UserWarning: no", "no ValueError: here", "Errors: 2"])
def test_what_else_is_printed_looks_like_the_output_of_a_cell(text: str) -> None:
    assert with_labels(text_block(text), "Error", "<Output>") == (
        '<div class="lesson-output no-copy wraps"><p>&lt;Output&gt;</p>'
        f'<div class="highlight"><pre><span></span><code>{text}\n</code></pre></div></div>'
    )


def test_code_that_begins_like_an_error_is_none() -> None:
    code = text_block("ValueError: 1").replace("text", "python")
    assert with_labels(code, "Error", "Output") == code


def test_a_drawing_that_is_not_there_is_left_to_the_warning_of_mkdocs() -> None:
    html = '<img alt="A." src="../assets/lost.svg" />'
    assert finished(html, lambda name: None) == html


def test_a_drawings_size_is_the_one_that_it_states() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="7" height="3"/>'
    assert parse_drawing_size(svg, "a.svg") == ("7", "3")


@pytest.mark.parametrize(
    ("svg", "problem"), [(b"<svg", "unclosed token: line 1, column 0"), (b'<svg height="3"/>', "'width'")]
)
def test_a_drawing_without_a_size_is_named(svg: bytes, problem: str) -> None:
    with pytest.raises(ProjectError) as error:
        parse_drawing_size(svg, "docs/assets/images/a.svg")
    assert str(error.value) == (
        f"docs/assets/images/a.svg: not a drawing with a width and a height ({problem}); give it both"
    )


def test_a_page_is_parted_below_its_title() -> None:
    assert parted_below_title("<p>1</p><h1>A</h1><p>2</p>") == ("<p>1</p><h1>A</h1>", "<p>2</p>")


def test_a_page_without_a_title_follows_whole() -> None:
    assert parted_below_title("<p>1</p>") == ("", "<p>1</p>")


# Addresses


@pytest.mark.parametrize(
    ("page", "leads"),
    [
        ("add/", "../examples/add/#cell-id=sum"),
        ("en/add/", "../../examples/add/#cell-id=sum"),
        ("", "examples/add/#cell-id=sum"),
        ("add.html", "examples/add/#cell-id=sum"),
        ("examples/add/", "./#cell-id=sum"),
    ],
)
def test_the_addresses_of_fences_are_relative_to_the_page_they_stand_on(page: str, leads: str) -> None:
    html = '<a href="site-root:examples/add/#cell-id=sum">x</a>'
    assert with_relative_addresses(html, page) == f'<a href="{leads}">x</a>'


def test_every_attribute_is_made_relative_and_nothing_else() -> None:
    html = '<img src="site-root:a.webp"><input value="site-root:b">site-root:c <a href="https://keras.io/">x</a>'
    assert with_relative_addresses(html, "add/") == (
        '<img src="../a.webp"><input value="../b">site-root:c <a href="https://keras.io/">x</a>'
    )
