"""The lesson's network, which the reader trains in the browser on MNIST's digits, changes, and takes home as Keras.

```trainer
train.py#history
train.py#model
train.py#fit
lesson | As in the lesson | Watch the two lines of the loss part.
digits=500 epochs=40 | Overfitting | From which epoch on does…
What the recorded picture shows.
```

Below the picture's cell stand the cells that build, compile and fit a network: their settings are the trainer's first,
and with the reader's in their places they are what "Copy as Keras" copies. Then come the presets: the settings that
differ from the lesson's, as trainer_settings.py names them, a name, and a sentence on what to look for. The trainer
begins with the first one: what its cells don't tell of the lesson, such as `digits=500`, the first one does.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from docs.plugins.fences.digits import bar, sample_buttons
from docs.plugins.fences.figure import figure_html, figure_markdown, figure_problem
from docs.plugins.fences.kind import Problem, Shown, worker_bundle_of
from docs.plugins.fences.pieces import labels_in_html
from docs.plugins.fences.recorded import prose as recorded_prose
from docs.plugins.fences.recorded import shown as recorded_shown
from docs.plugins.fences.trainer_code import Template, template_of
from docs.plugins.fences.trainer_drawing import PLOT, charts
from docs.plugins.fences.trainer_settings import FIELDS, NumberField, Preset, Settings, is_preset, preset_of
from docs.plugins.fences.view import Code, View
from docs.plugins.project.commands import DIGITS
from docs.plugins.project.languages import Language
from docs.plugins.project.links import DIGITS_ADDRESS
from docs.plugins.project.packed_digits import THRESHOLD, VALIDATION, PackedDigits
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.project import Project
from docs.plugins.project.references import cell_problem, parse_reference

OF_PAGE = (
    *("write_text", "tiles", "misread_digits", "digit_reading", "settings_form", "keras_script"),
    *("curves", "frame_by_frame", "apart", "trainer_view", "take_home", "drawn_digit", "trainer"),
)
SCRIPTS = (
    "figures/numbers.js",
    *(f"draw/{name}.js" for name in ("ink", "digit", "shortcut", "samples")),
    "figures/pixel_paper.js",
    *(f"trainer/{name}.js" for name in OF_PAGE),
)
OF_WORKER = ("random", "dense_network", "optimizers", "packed_digits", "training", "worker")
WORKER_SCRIPTS = ("figures/probabilities.js", *(f"trainer/{name}.js" for name in OF_WORKER))
SEED = 42
# The copied script before the lesson's cells; docs/plugins/fences/trainer_code.py says how its placeholders are filled.
SET_UP = """\
import keras
{imports}from keras import layers

keras.utils.set_random_seed($seed)

{comment}
(images, labels), _ = keras.datasets.mnist.load_data()
X = (images > {threshold}).astype("float32")
y = keras.utils.to_categorical(labels, num_classes=10)
X_train, y_train = X[:$digits], y[:$digits]
X_val, y_val = X[{validation}], y[{validation}]

"""
# As Keras writes their classes.
OPTIMIZERS = {"sgd": "SGD", "adam": "Adam"}
# As many misread digits as worker.js tells at most; until they are known, they keep their room.
MISREAD_DIGITS = 12
MISREAD_DIGIT = '<li hidden><svg viewBox="0 0 28 28" aria-hidden="true"><path/></svg><span>{}</span></li>'
COLUMNS = tuple(f"trainer_column_{name}" for name in ("epoch", "loss", "accuracy", "val_loss", "val_accuracy"))
# What the script says, besides what stands on the page from the start.
TEXTS = (
    *("summary", "loading", "running", "paused", "ended", "broken", "epoch", "wrong", "none_wrong", "misread"),
    *("answer", "untrained", "copied", "linked", "not_copied", "unknown", "number", "whole", "new"),
)


def shown(body: str) -> Shown:
    """The cell of the picture, and what it shows."""
    return recorded_shown(_recorded(body))


def problems(page: Page, fences: Sequence[Fence], project: Project, language: Language) -> Iterator[Problem]:
    """A picture, a cell or the digits that are not there, cells without a network, and a preset that can't be."""
    for fence in fences:
        for problem in _problems(fence.body, project):
            yield fence.line, problem


def html(body: str, view: View) -> str:
    """The trainer, and the recorded picture."""
    template, presets = _template(body, view.project), list(map(preset_of, filter(is_preset, body.splitlines())))
    digits = view.project.digits
    assert digits is not None
    settings: Settings = {**template.settings, "digits": digits.train, "seed": SEED, **_first(presets)}
    about = {
        "settings": settings,
        "zeros": template.zeros,
        "plot": PLOT,
        "optimizers": OPTIMIZERS,
        "presets": [{"settings": preset.settings, "sentence": preset.sentence} for preset in presets],
        "code": _code(template.text, view),
        "texts": {name: view.label(f"trainer_{name}") for name in TEXTS} | {"lowered": view.label("draw_lowered")},
    }
    addresses = {"digits": DIGITS_ADDRESS, "worker": worker_bundle_of("trainer")}
    data = "".join(f' data-{name}="{escape(view.address(address))}"' for name, address in addresses.items())
    # A form of this method sends nothing when Enter is pressed.
    form = f'<form class="trainer-body" method="dialog" novalidate{data}>'
    content = f"{form}{_content(settings, presets, digits, view)}</form>"
    return figure_html("trainer", _around(content, view.language), about, _recorded(body), view)


def markdown(body: str, view: View) -> Sequence[str | Code]:
    """The recorded picture."""
    return figure_markdown(_recorded(body), view)


def prose(body: str) -> Sequence[str]:
    """The names and the sentences of the presets, and what the picture shows."""
    lines = zip(body.split("\n"), recorded_prose(_recorded(body)), strict=True)
    return [line.partition("|")[2].strip() if is_preset(line) else description for line, description in lines]


def _recorded(body: str) -> str:
    """The body with an empty line in the place of each preset and of each cell but the first."""
    lines = body.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    return "\n".join(
        "" if is_preset(line) or (number != first and parse_reference(line)) else line
        for number, line in enumerate(lines)
    )


def _cells(body: str) -> list[str]:
    """The lines that name the cells of the network."""
    return [line.strip() for line in body.strip().splitlines()[1:] if parse_reference(line)]


def _template(body: str, project: Project) -> Template:
    references = filter(None, map(parse_reference, _cells(body)))
    return template_of([project.scripts[each.script].cell(each.cell).code for each in references])


def _problems(body: str, project: Project) -> Iterator[str]:
    if problem := figure_problem(_recorded(body), (), project):
        yield problem
    cells = _cells(body)
    wrong_cells = [problem for cell in cells if (problem := cell_problem(cell, project.scripts))]
    yield from wrong_cells
    if not wrong_cells:
        try:
            _template(body, project)
        except ValueError as error:
            named = ", ".join(cells) or "none"
            yield f"{error}; name the cells that build, compile and fit a network below the picture's (now: {named})"
    for line in filter(is_preset, body.splitlines()):
        try:
            preset_of(line)
        except ValueError as error:
            yield f"{error}; correct the preset: {line}"
    if project.digits is None:
        yield f"no {DIGITS_ADDRESS}, on which the reader trains; make it: {DIGITS}"


def _code(cells: str, view: View) -> str:
    """The script to copy, with placeholders."""
    set_up = SET_UP.format(
        imports="import matplotlib.pyplot as plt\n" if "plt." in cells else "",
        comment="\n".join(f"# {line}" for line in view.label("trainer_comment").strip().splitlines()),
        threshold=THRESHOLD,
        validation=f"{VALIDATION.start}:{VALIDATION.stop}",
    )
    return f"{set_up}{cells}\n"


def _around(content: str, language: Language) -> str:
    """The form between what is said where none can work, and whose digits these are."""
    labels = labels_in_html(language)
    return (
        f'<p class="trainer-needs" hidden>{labels["trainer_needs"]}</p>{content}'
        f'<p class="trainer-credit">{labels["trainer_credit"]}</p>'
    )


def _content(settings: Settings, presets: Sequence[Preset], digits: PackedDigits, view: View) -> str:
    language, labels = view.language, labels_in_html(view.language)
    kilobytes = f"{digits.size / 1000:.0f}"
    misread = MISREAD_DIGIT.format(labels["trainer_misread"].format(label=0, read=0))
    heads = "".join(f"<th>{labels[name]}</th>" for name in COLUMNS)
    return (
        f'{_presets(presets, settings, labels)}<details class="trainer-settings"><summary>{labels["trainer_settings"]} '
        f'<span class="trainer-summary"></span></summary><p class="trainer-unknown" role="alert"></p>'
        f'<div class="trainer-fields">{"".join(_field(name, settings[name], language) for name in FIELDS)}</div>'
        f'</details><div class="trainer-buttons">{_buttons(("train", "pause", "step", "again"), labels)}</div>'
        f'<div class="trainer-failed" role="alert" hidden><p>{labels["trainer_failed"]}</p>'
        f'<button type="button" class="md-button trainer-retry">{labels["draw_retry"]}</button></div>'
        '<div class="trainer-shown">'
        f'<p class="trainer-words">{labels["trainer_ready"].format(kilobytes=kilobytes)}</p>'
        f'<figure class="trainer-tiles"><canvas width="231" height="115" role="img" '
        f'aria-label="{labels["trainer_tiles"]}"></canvas><figcaption>{labels["trainer_tiles"]} '
        f"{labels['trainer_legend']}</figcaption></figure>"
        f'<div class="trainer-charts">{charts(language)}</div>'
        f'<div class="trainer-mistakes"><p class="trainer-count">{labels["trainer_mistakes"]}</p>'
        f"<ol>{misread * MISREAD_DIGITS}</ol></div>{_reading(language)}</div>"
        f'<details class="trainer-numbers"><summary>{labels["trainer_table"]}</summary>'
        f'<div tabindex="0" role="region" aria-label="{labels["trainer_table"]}"><table>'
        f"<thead><tr>{heads}</tr></thead><tbody></tbody></table></div></details>"
        f'<div class="trainer-buttons">{_buttons(("copy", "link"), labels)}</div>'
        '<p class="trainer-copied" role="status"></p>'
    )


def _reading(language: Language) -> str:
    """A small paper to draw on, and what the network reads there."""
    labels = labels_in_html(language)
    paper = f'tabindex="0" role="application" aria-label="{labels["trainer_paper"]} {labels["draw_keys"]}"'
    return (
        '<div class="trainer-reading"><figure class="trainer-paper"><div>'
        f'<canvas width="28" height="28" {paper}></canvas><span class="trainer-cursor" hidden></span></div>'
        f"<figcaption>{labels['trainer_paper']}</figcaption></figure>"
        f'<div class="trainer-tools"><span>{labels["draw_samples"]}</span>'
        f'<div role="toolbar" aria-label="{labels["draw_samples"]}">{sample_buttons(language)}</div>'
        f'<button type="button" class="md-button trainer-clear">{labels["draw_clear"]}</button></div>'
        f'<output class="trainer-answer">{labels["trainer_untrained"]}</output>'
        f'<ol class="trainer-bars" aria-label="{labels["draw_bars"]}">{"".join(map(bar, range(10)))}</ol></div>'
    )


def _first(presets: Sequence[Preset]) -> Settings:
    """The settings with which the trainer begins, besides those of its cells."""
    return presets[0].settings if presets else {}


def _presets(presets: Sequence[Preset], settings: Settings, labels: Mapping[str, str]) -> str:
    chosen = [preset.settings.items() <= settings.items() for preset in presets]
    buttons = "".join(
        f'<button type="button" class="md-button" aria-pressed="{str(is_chosen).lower()}">'
        f"{escape(preset.name)}</button>"
        for preset, is_chosen in zip(presets, chosen, strict=True)
    )
    first = next((escape(preset.sentence) for preset, is_chosen in zip(presets, chosen, strict=True) if is_chosen), "")
    return (
        f'<div class="trainer-presets" role="group" aria-label="{labels["trainer_presets"]}">{buttons}</div>'
        f'<output class="trainer-look">{first}</output>'
    )


def _buttons(names: Sequence[str], labels: Mapping[str, str]) -> str:
    return "".join(
        f'<button type="button" class="md-button trainer-{name}">{labels[f"trainer_{name}"]}</button>' for name in names
    )


def _field(name: str, value: float | str, language: Language) -> str:
    """A number to write, which no field of numbers would take with a decimal comma, or a name to choose."""
    label, field = escape(language.labels[f"trainer_{name}"]), FIELDS[name]
    if isinstance(field, NumberField):
        mode = "numeric" if field.whole else "decimal"
        return (
            f'<div><label>{label} <input type="text" inputmode="{mode}" name="{name}" '
            f'value="{escape(language.written(str(value)))}" data-lowest="{field.lowest}" '
            f'data-highest="{field.highest}"{" data-whole" * field.whole} autocomplete="off"></label>'
            '<p class="figure-error" role="alert"></p></div>'
        )
    options = "".join(
        f'<option value="{each}"{" selected" * (each == value)}>{OPTIMIZERS.get(each, each)}</option>' for each in field
    )
    return f'<div><label>{label} <select name="{name}" autocomplete="off">{options}</select></label></div>'
