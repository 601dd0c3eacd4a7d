"""The two charts of a trainer, before there is anything to draw in them; curves.js draws. Pure."""

from docs.plugins.fences.pieces import labels_in_html
from docs.plugins.project.languages import Language

# The chart, and where in it curves.js draws.
WIDTH, HEIGHT = 320, 160
PLOT = {"left": 40, "top": 10, "width": 270, "height": 124}


def charts(language: Language) -> str:
    """The charts of the loss and of the accuracy, each with its two curves, and what they are."""
    return "".join(_chart(name, language) for name in ("loss", "accuracy"))


def _chart(name: str, language: Language) -> str:
    labels = labels_in_html(language)
    left, top, width, height = PLOT.values()
    bottom = top + height
    lines = "".join(f'<path d="M{left} {top + share * height:g}h{width}"/>' for share in (0, 0.5, 1))
    ticks = "".join(
        f'<text x="{left - 5}" y="{top + share * height + 5:g}" text-anchor="end"></text>' for share in (0, 0.5, 1)
    )
    return (
        f'<figure class="trainer-{name}"><svg viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">'
        f'<g class="trainer-grid">{lines}</g>{ticks}'
        f'<text x="{left}" y="{bottom + 18}">0</text>'
        f'<text x="{left + width}" y="{bottom + 18}" text-anchor="end"></text>'
        '<path class="trainer-line"/><path class="trainer-val-line"/></svg>'
        f'<figcaption><b>{labels[f"trainer_{name}"]}</b> <span class="trainer-key">'
        f'<span class="trainer-key-train" aria-hidden="true"></span>{labels["trainer_on_train"]}</span> '
        f'<span class="trainer-key"><span class="trainer-key-val" aria-hidden="true"></span>'
        f"{labels['trainer_on_val']}</span></figcaption></figure>"
    )
