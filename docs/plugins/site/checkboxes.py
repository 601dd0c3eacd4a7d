"""The theme's checkboxes, without what the W3C's checker finds wrong in them. Pure."""

import re

# Material's, of the drawer and of its own search. Only an input of text may have the attribute.
CHECKBOX = re.compile(r'(?P<checkbox><input class="md-toggle"[^>]*) autocomplete="off"')


def with_valid_checkboxes(html: str) -> str:
    """The whole page with checkboxes that are valid HTML."""
    return CHECKBOX.sub(r"\g<checkbox>", html)
