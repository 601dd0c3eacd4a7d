"""The theme's checkboxes are valid HTML."""

from docs.plugins.site.checkboxes import with_valid_checkboxes


def test_only_the_themes_checkboxes_lose_what_the_w3cs_checker_finds_wrong_in_them() -> None:
    search = '<input type="text" autocomplete="off">'
    assert with_valid_checkboxes(f'<input class="md-toggle" id="__drawer" autocomplete="off">{search}') == (
        f'<input class="md-toggle" id="__drawer">{search}'
    )
