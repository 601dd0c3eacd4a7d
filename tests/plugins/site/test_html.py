"""What is added to the HTML of a page."""

from pathlib import Path

from docs.plugins.site.html import drawing_size, finished


def sized(name: str) -> tuple[str, str]:
    return {"a-b.svg": ("20", "10")}[name]


def test_a_drawing_states_its_size_so_that_nothing_moves_when_it_comes() -> None:
    assert finished('<img alt="A." src="../assets/a-b.svg" />', sized) == (
        '<img alt="A." src="../assets/a-b.svg" width="20" height="10" />'
    )


def test_a_picture_that_is_no_drawing_stays_as_it_is() -> None:
    html = '<img src="../examples/add/sum.webp" width="5">'
    assert finished(html, sized) == html


def test_every_table_scrolls_by_itself() -> None:
    table = "<table>\n<tr><td>1</td></tr>\n</table>"
    assert finished(f"{table}<p>2</p>{table}", sized) == (
        f'<div class="table">{table}</div><p>2</p><div class="table">{table}</div>'
    )


def test_a_drawings_size_is_the_one_that_it_states(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="7" height="3"/>', encoding="utf-8")
    assert drawing_size(path) == ("7", "3")
