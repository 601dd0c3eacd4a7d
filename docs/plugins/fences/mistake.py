"""A mistake of `docs/mistakes.yml`, by its id: what Keras says, why, the cure, and the code that makes it in a fold.

```mistake
no-flatten
```

Its code is that of the cells `no-flatten` and `no-flatten-cure` in examples/mistakes, and its message is recorded. One
that raises nothing shows what the two cells print, side by side. Of one that no script can make, the terminal's lines
stand below its id: what is typed, the message, and what cures it.

```mistake
no-backend
$ pip install keras
$ python -c "import keras"
ModuleNotFoundError: No module named 'tensorflow'
$ pip install tensorflow
```
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from docs.plugins.fences.cells import cell_code, cell_html
from docs.plugins.fences.inline import inline_html, inline_markdown
from docs.plugins.fences.kind import Problem
from docs.plugins.fences.mistake_parts import Parts, parts_of
from docs.plugins.fences.mistake_problems import mistake_problems
from docs.plugins.fences.pieces import code_row, highlighted, is_error
from docs.plugins.fences.recorded import recorded_html, recorded_markdown
from docs.plugins.fences.view import Code, View, section_address
from docs.plugins.project.inline import inline_of
from docs.plugins.project.languages import Language
from docs.plugins.project.mistakes import Mistake
from docs.plugins.project.pages import Fence, Page, Section
from docs.plugins.project.project import Project
from docs.plugins.project.references import Reference

# Stands for the title of the lesson's section.
SECTION = "{section}"


def problems(page: Page, fences: Sequence[Fence], project: Project, language: Language) -> Iterator[Problem]:
    """A mistake that is not there, that is shown twice, elsewhere or nowhere, or that lacks a part."""
    yield from mistake_problems(page, project, language)


def html(body: str, view: View) -> str:
    """The message or the two outputs, each sentence, the cure's code, and in a fold the code that makes the mistake.

    docs/assets/javascripts/paste/paste.js finds a mistake by the patterns of its messages.
    """
    parts = parts_of(body, view.project)
    mistake = parts.mistake
    patterns = escape(json.dumps(mistake.patterns, ensure_ascii=False))
    messages = f' data-messages="{patterns}"' if mistake.patterns else ""
    notice = _sentence("notice", mistake.notice, view) if mistake.notice else ""
    return (
        f'<div class="mistake" data-mistake="{mistake.id}"{messages}>{_seen_html(parts, view)}{notice}'
        f"{_sentence('why', mistake.why, view, _lesson_html(mistake, view))}"
        f"{_sentence('cure', mistake.cure, view)}{_cure_html(parts, view)}"
        f'<details class="mistake-code" data-search-exclude><summary>{escape(_code_label(parts, view))}</summary>'
        f"{_code_html(parts, view)}</details></div>"
    )


def markdown(body: str, view: View) -> Sequence[str | Code]:
    """The same in Markdown, where the cure's code comes last: it may go on with that which makes the mistake."""
    parts = parts_of(body, view.project)
    mistake = parts.mistake
    message: list[str | Code] = []
    if parts.message:
        message = [f"{view.label('mistake_says')}:", "", Code(parts.message, "text"), ""]
    notice = [_markdown_sentence("notice", mistake.notice, view), ""] if mistake.notice else []
    makes, cures = _code_markdown(parts, view)
    return [
        *(*message, *notice),
        f"{_markdown_sentence('why', mistake.why, view)} {_lesson_markdown(mistake, view)}",
        *("", f"{_code_label(parts, view)}:", "", *makes, ""),
        _markdown_sentence("cure", mistake.cure, view),
        *("", *cures),
    ]


def _seen_html(parts: Parts, view: View) -> str:
    """What readers see of the mistake: its message, or else what the cells print before and after the cure."""
    if parts.message:
        kind = " error" if is_error(parts.message) else ""
        label = code_row(view.label("mistake_says"))
        return f'<div class="mistake-says no-copy{kind}">{label}{highlighted(parts.message, "text")}</div>'
    assert parts.cells is not None
    labelled = zip(parts.cells, ("mistake_before", "mistake_after"), strict=True)
    outputs = "".join(recorded_html(cell, "", view, label) for cell, label in labelled)
    return f'<div class="mistake-outputs">{outputs}</div>'


def _cure_html(parts: Parts, view: View) -> str:
    """The code that cures it, and what that prints, where it doesn't stand above already."""
    if parts.transcript:
        return highlighted(parts.transcript.cures, "bash")
    assert parts.cells is not None
    _, cure = parts.cells
    output = recorded_html(cure, "", view) if parts.message and _prints(cure, view) else ""
    return f"{_cell_html(cure, view)}{output}"


def _code_html(parts: Parts, view: View) -> str:
    if parts.transcript:
        return highlighted(parts.transcript.makes, "bash")
    assert parts.cells is not None
    return _cell_html(parts.cells[0], view)


def _cell_html(reference: Reference, view: View) -> str:
    script = view.project.scripts[reference.script]
    return cell_html(script, script.cell(reference.cell), view)


def _code_markdown(parts: Parts, view: View) -> tuple[Sequence[str | Code], Sequence[str | Code]]:
    """The code that makes it and the code that cures it, each with what it prints; the message stands above."""
    if parts.transcript:
        return [Code(parts.transcript.makes, "bash")], [Code(parts.transcript.cures, "bash")]
    assert parts.cells is not None
    script = view.project.scripts[parts.cells[0].script]
    makes, cures = (
        [
            cell_code(script, script.cell(cell.cell)),
            *(["", *recorded_markdown(cell, "", view)] if is_output_shown and _prints(cell, view) else []),
        ]
        for cell, is_output_shown in zip(parts.cells, (not parts.message, True), strict=True)
    )
    return makes, cures


def _code_label(parts: Parts, view: View) -> str:
    if parts.transcript:
        return view.label("mistake_commands")
    return view.label("mistake_code" if parts.message else "mistake_code_before")


def _prints(cell: Reference, view: View) -> bool:
    return bool(view.project.records[cell.script].outputs[cell.cell].text)


def _sentence(name: str, texts: Mapping[str, str], view: View, more: str = "") -> str:
    """A sentence under its name, in the view's language or in one that stands in for it; `more` is HTML after it."""
    code = view.best(texts)
    lang = "" if code == view.language.code else f' lang="{code}"'
    label = escape(view.label(f"mistake_{name}"))
    text = inline_html(inline_of(texts[code]))
    return f'<p class="mistake-{name}"><strong>{label}:</strong> <span{lang}>{text}</span>{more and f" {more}"}</p>'


def _markdown_sentence(name: str, texts: Mapping[str, str], view: View) -> str:
    return f"**{view.label(f'mistake_{name}')}:** {inline_markdown(inline_of(texts[view.best(texts)]))}"


def _lesson_html(mistake: Mistake, view: View) -> str:
    name, section = _section(mistake, view)
    address = f"{view.address(view.links.page(name))}#{section.id}"
    link = f'<a href="{escape(address)}">{inline_html(inline_of(section.title))}</a>'
    return escape(view.label("mistake_lesson")).replace(SECTION, link)


def _lesson_markdown(mistake: Mistake, view: View) -> str:
    name, section = _section(mistake, view)
    link = f"[{inline_markdown(inline_of(section.title))}]({section_address(view.markdown_address(name), section)})"
    return view.label("mistake_lesson").replace(SECTION, link)


def _section(mistake: Mistake, view: View) -> tuple[str, Section]:
    """The page that explains a mistake, and the section, in the view's language or in one that stands in for it."""
    name, _, id_ = mistake.lesson.partition("#")
    pages = [view.project.pages[language.code].get(name) for language in (view.language, *view.originals)]
    return name, next(section for page in filter(None, pages) for section in page.sections if section.id == id_)
