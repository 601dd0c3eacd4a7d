"""The pages of a language as the chapters of one."""

import pytest

from docs.plugins.site.print_page import Chapter, PageContent, PrintedSection, chapters

SITE = "https://example.com/keras/en/"


def printed(html: str, name: str = "train") -> str:
    """The content of a page as it is printed after the home page."""
    home = PageContent("index", "", "<h1>Home</h1>")
    return chapters([home, PageContent(name, f"{name}/", html)], SITE)[1].html


def test_a_chapter_has_its_title_and_its_sections_without_the_marks_of_a_screen() -> None:
    html = (
        '<h1 id="train">Train <code>fit</code><a class="headerlink" href="#train">¶</a></h1><h2 id="save">Save\nit</h2>'
    )
    assert chapters([PageContent("train", "train/", html)], SITE) == [
        Chapter(
            "train",
            "Train fit",
            (PrintedSection("train--save", "Save it"),),
            '<h1 id="train--train">Train <code>fit</code></h1><h2 id="train--save">Save\nit</h2>',
        )
    ]


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("#save", "#train--save"),
        ("../", "#index"),
        ("../#home", "#index--home"),
        ("./", "#train"),
        ("../examples/train/#cell-id=fit", f"{SITE}examples/train/#cell-id=fit"),
        ("../../train/", "https://example.com/keras/train/"),
        ("../print/train.py", f"{SITE}print/train.py"),
    ],
)
def test_a_link_leads_to_a_chapter_or_else_to_the_site(link: str, leads: str) -> None:
    assert printed(f'<a href="{link}">x</a>') == f'<a href="{leads}">x</a>'


def test_a_link_to_another_site_has_its_address_printed_unless_the_text_is_it() -> None:
    assert 'class="external"' in printed('<a href="https://keras.io/">Keras</a>')
    assert 'class="external"' not in printed('<a href="https://keras.io/">https://keras.io/</a>')


def test_where_pages_are_files_links_lead_to_chapters_too() -> None:
    pages = [
        PageContent("index", "index.html", ""),
        PageContent("train", "train.html", '<a href="index.html#home">x</a>'),
    ]
    assert chapters(pages, SITE)[1].html == '<a href="#index--home">x</a>'


def test_a_picture_is_found_from_the_printed_page_and_does_not_wait_to_be_seen() -> None:
    assert printed('<img src="../examples/a.png" loading="lazy">') == '<img src="../examples/a.png">'
    assert printed('<img src="a.png">') == '<img src="../train/a.png">'


def test_what_refers_to_an_id_refers_to_the_unique_one() -> None:
    html = '<input id="tab_1" name="tabs"><label for="tab_1">A</label>'
    cell = '<table><tbody><tr><td headers="{}"></td></tr></tbody></table>'
    assert printed(html + cell.format("a b")) == (
        '<input id="train--tab_1" name="train--tabs"><label for="train--tab_1">A</label>'
        + cell.format("train--a train--b")
    )


def test_an_empty_board_to_draw_on_leaves_the_line_that_stands_for_it() -> None:
    assert printed('<div class="draw">x</div><p class="draw-needs" hidden="">y</p>') == '<p class="draw-needs">y</p>'


def test_a_board_with_a_sample_leaves_the_sample_alone_without_its_script() -> None:
    image = '<img src="data:image/png;base64,iVBORw0K/+==">'
    board = f'<div class="draw" data-script="x.js" data-sample="y">{image}<p class="draw-live">z</p></div>'
    assert printed(board) == f'<div class="draw" data-sample="y">{image}</div>'


def test_what_stands_folded_is_open() -> None:
    assert printed("<details><p>x</p></details>") == '<details open=""><p>x</p></details>'


def test_a_question_leaves_its_choices_without_its_script_and_the_answers_stay_at_the_end() -> None:
    rest = '<p class="question-field"></p><details class="question-answer"><summary>y</summary></details></div>'
    answers = '<div class="question-answers"><p>z</p></div>'
    html = f'<div class="question" id="question-a" data-script="x.js"><ul><li>x</li></ul>{rest}{answers}'
    asked = '<div class="question" id="train--question-a"><ul><li>x</li></ul></div>'
    assert printed(html) == f"{asked}{answers}"


def test_buttons_that_only_a_screen_has_are_left_out() -> None:
    html = '<details><p>x</p><button class="predict-always" hidden>y</button></details><div class="erasing">z</div>'
    assert printed(html) == '<details open=""><p>x</p></details>'
