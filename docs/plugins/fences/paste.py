"""A field for a pasted message, whole traceback or screenshot's text, which leads to its mistake on the same page.

```paste
```

It looks for the message in the browser, by the patterns that the page's mistakes have, and sends nothing.
"""

import json
from collections.abc import Iterator, Sequence
from html import escape

from docs.plugins.fences.kind import Problem, bundle_of
from docs.plugins.fences.pieces import labels_in_html
from docs.plugins.fences.view import View
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.project import Project

SCRIPTS = ("paste/messages.js", "paste/paste.js")
# The id of the field: docs/plugins/site/search.py leads the search's readers to it.
FIELD = "paste-field"
# What the script says, by the labels.
TEXTS = ("known", "unknown", "nearest", "ask", "empty", "picture")
# Where to ask, if the site has no repository.
ELSEWHERE = "https://stackoverflow.com/questions/tagged/keras"


def problems(page: Page, fences: Sequence[Fence], project: Project, language: Language) -> Iterator[Problem]:
    """A body, a second field on a page, and a page without mistakes."""
    for fence in fences:
        if fence.body.strip():
            yield (
                fence.line,
                f'"{" ".join(fence.body.split())}": the fence shows a field and takes no lines; remove them',
            )
    for fence in fences[1:]:
        yield fence.line, "a second field on the page; remove it"
    if fences and not page.fences_of("mistake"):
        yield fences[0].line, 'no mistake on this page, to which the field could lead; add a fence "mistake"'


def html(body: str, view: View) -> str:
    """The field, and what stands there without a script."""
    labels = labels_in_html(view.language)
    settings = {name: view.label(f"paste_{name}") for name in TEXTS} | {"address": view.links.issues or ELSEWHERE}
    return (
        f'<div class="paste" data-script="{escape(view.address(bundle_of("paste")))}" '
        f'data-settings="{escape(json.dumps(settings, ensure_ascii=False))}">'
        f'<div class="paste-live" data-search-exclude><label for="{FIELD}">{labels["paste"]}</label>'
        f'<p id="paste-how">{labels["paste_how"]}</p>'
        f'<textarea id="{FIELD}" rows="5" autocapitalize="off" autocomplete="off" autocorrect="off" spellcheck="false" '
        f'translate="no" aria-describedby="paste-how"></textarea>'
        f'<button type="button" class="md-button">{labels["paste_find"]}</button>'
        '<div role="status"></div></div>'
        f'<div class="paste-needs" data-search-exclude>{labels["paste_needs"]}</div></div>'
    )


def markdown(body: str, view: View) -> Sequence[str]:
    """A link to the page: no text takes another."""
    return [f"[{view.label('paste_needs')}]({view.absolute(view.page)})"]
