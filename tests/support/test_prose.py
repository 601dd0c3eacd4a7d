"""A page as a reader sees it: the words without marks, and which of them are code."""

from docs.plugins.project.pages import parse_page
from tests.support.prose import prose_of

PAGE = """---
description: Train with fit,
  and save.
---

# Training { #train }

Each *batch* (*lô*) has **128** images,
of [`X_train`](data.md#x){ .a } <b>here</b>.

!!! warning "Keep `validation_split`"

    1. A 2 * 3 * 4 table.

| Layer | Parameters |
|---|--:|
| `Dense(10)` | 1,290 |

```output
train.py#fit
Two charts.
```

```example
train.py#fit
```
"""


def test_a_page_is_its_words_without_marks() -> None:
    assert prose_of(parse_page("docs/en/a.md", PAGE)).text.strip().split("\n") == [
        "Train with fit, and save.",
        "Training",
        "Each batch (lô) has 128 images, of X_train here.",
        '"Keep validation_split"',
        "A 2 * 3 * 4 table.",
        "| Layer | Parameters |",
        "| Dense(10) | 1,290 |",
        "Two charts.",
    ]


def test_the_words_in_code_are_known() -> None:
    prose = prose_of(parse_page("docs/en/a.md", PAGE))
    assert "".join(character for character, is_code in zip(prose.text, prose.code, strict=True) if is_code) == (
        "X_trainvalidation_splitDense(10)"
    )
    assert [prose.text[start:end] for start, end in prose.code_spans()] == [
        "X_train",
        "validation_split",
        "Dense(10)",
    ]


def test_a_sentence_ends_at_its_mark_or_with_its_paragraph() -> None:
    prose = prose_of(parse_page("docs/en/a.md", "One is 3.15. Two: 7? “Three.”\n\nFour"))
    assert [prose.text[start:end].strip() for start, end in prose.sentences()] == [
        "One is 3.15.",
        "Two:",
        "7?",
        "“Three.”",
        "Four",
    ]
