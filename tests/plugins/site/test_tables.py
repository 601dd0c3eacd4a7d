"""The tables of pages, which fit a phone."""

from docs.plugins.site.tables import with_fitting_tables


def test_every_table_scrolls_by_itself() -> None:
    table = "<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>"
    assert with_fitting_tables(f"{table}<p>2</p>{table}") == (
        f'<div class="table">{table}</div><p>2</p><div class="table">{table}</div>'
    )


def test_a_table_of_prose_names_the_column_of_each_cell_for_phones_which_show_it_row_by_row() -> None:
    prose = "x" * 25
    table = "<table><thead><tr><th>A</th><th>B <em>c</em></th></tr></thead><tbody><tr><td>{}</td><td>1</td></tr>"
    html = with_fitting_tables(f"{table}</tbody></table>".format(prose))
    assert html.startswith('<div class="table rows"><table>')
    assert f'<td data-head="A">{prose}</td><td data-head="B c">1</td>' in html
    assert "data-head" not in with_fitting_tables(f"{table}</tbody></table>".format(prose[1:]))


def test_a_table_without_heads_only_scrolls() -> None:
    table = f"<table><tbody><tr><td>{'x' * 25}</td></tr></tbody></table>"
    assert with_fitting_tables(table) == f'<div class="table">{table}</div>'


def test_a_table_that_a_fence_makes_keeps_its_form() -> None:
    table = f'<table class="glossary"><tr><td><code>a.b</code>{"x" * 25}</td></tr></table>'
    assert with_fitting_tables(table) == f'<div class="table">{table}</div>'


def test_a_name_in_the_code_of_a_table_can_break_after_its_dots() -> None:
    html = with_fitting_tables("<table><tr><td><em><code>a.b.c(...)</code></em> d.e</td></tr></table>")
    assert "<code>a.<wbr>b.<wbr>c(...)</code></em> d.e" in html
