"""Every entry of `docs/errata.yml` and every claim of the page `errata`: a wrong line fails, the right one runs."""

import importlib.metadata
import re
import shlex
import subprocess
import warnings
from pathlib import Path

import markdown
import numpy as np
import pytest
from markdown_it import MarkdownIt

from docs.plugins.errata import read_errata
from docs.plugins.pages import prose
from examples.runner.quiet import import_keras
from examples.runner.sources import Arrays
from examples.runner.stand_in import stand_in_digits
from tests.support.building import parse_html
from tests.support.interpreters import run_on_packages
from tests.support.programs import ROOT, Run, run_cells, run_codes, script
from tests.support.reading import LANGUAGES, page, plain

pytestmark = pytest.mark.keras

ERRATA = read_errata(ROOT)
ARTICLE = ROOT.parent / "shared/article.vi.md"
EXTENSIONS = (
    "admonition",
    "attr_list",
    "md_in_html",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.superfences",
    "pymdownx.tabbed",
)


def answer(id_: str, wrong: str | None = None) -> str:
    """What becomes of an entry's wrong line: the error, or else the warnings and what was printed."""
    entry = ERRATA[id_]
    try:
        said, run = _run(f"{entry.before}\n{entry.wrong if wrong is None else wrong}")
    except Exception as error:
        text = error.msg if isinstance(error, SyntaxError) else str(error)
        return plain(f"{type(error).__name__}: {text}")
    return "\n".join([*said, run.output]).strip()


def right(id_: str) -> Run:
    """The run of an entry's right lines, which neither fail nor warn."""
    said, run = _run(f"{ERRATA[id_].before}\n{ERRATA[id_].right}")
    assert said == []
    return run


def _run(code: str) -> tuple[list[str], Run]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        run = run_codes({"erratum": compile(code, "<erratum>", "exec")}, stand_in_digits)
    return [f"{each.category.__name__}: {each.message}" for each in caught], run


def html(text: str) -> str:
    """The text as HTML by the extensions of this site that bear on it, without the colours of its code."""
    return markdown.markdown(
        text,
        extensions=EXTENSIONS,
        extension_configs={"pymdownx.highlight": {"use_pygments": False}, "pymdownx.tabbed": {"alternate_style": True}},
    )


def images(text: str) -> list[dict[str, str | None]]:
    """The attributes of every image in a page's text."""
    return parse_html(html(text)).images


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_every_entry_under_its_own_heading(language: str) -> None:
    errata = page("errata", language)
    sections = [heading for heading in errata.headings if heading.level == 2][:-1]
    assert list(ERRATA) == [f"W{number}" for number in range(1, 14)]
    assert [fence.body for fence in errata.fences if fence.info == "erratum"] == list(ERRATA)
    assert [heading.id for heading in sections] == [id_.lower() for id_ in ERRATA]
    assert [heading.title.split(". ")[0] for heading in sections] == list(ERRATA)
    lines = [fence.line for fence in errata.fences]
    starts = [heading.line for heading in sections]
    assert all(start < line < end for start, line, end in zip(starts, lines, [*starts[1:], 10**6], strict=True))


# TO TIE: claims("errata", "2020")
def test_the_article_is_of_2020_and_says_what_is_quoted_from_it() -> None:
    for language in LANGUAGES:
        assert re.search("“Giới thiệu tổng quan về keras”.* 2020 ", page("errata", language).text)
    if not ARTICLE.is_file():
        pytest.skip(f"the article is not at {ARTICLE}")
    lines = ARTICLE.read_text(encoding="utf-8").splitlines()
    assert "title: Giới thiệu tổng quan về keras" in lines
    assert "date:       2020-08-21" in lines
    for id_ in ("W1", "W2", "W3", "W4", "W7", "W9"):
        assert set(ERRATA[id_].wrong.splitlines()) <= {line.rstrip() for line in lines}, id_


# TO TIE: claims("errata", "3.15")
def test_the_answers_are_those_of_keras_3_15() -> None:
    assert import_keras().__version__.startswith("3.15.")


def test_w1_a_dot_before_dense_is_a_syntax_error_and_runs_nothing() -> None:
    assert answer("W1") == ERRATA["W1"].says
    assert answer("W1", f'raise RuntimeError("it ran")\n{ERRATA["W1"].wrong}') == ERRATA["W1"].says
    right("W1")


def test_w2_a_name_never_imported_is_not_defined_and_the_second_is_met_after_the_first() -> None:
    first, second = ERRATA["W2"].says.splitlines()
    assert answer("W2") == first
    assert answer("W2", f"from keras.layers import Concatenate\n{ERRATA['W2'].wrong}") == second
    right("W2")


def test_w3_an_input_shape_in_a_layer_gets_a_warning() -> None:
    assert answer("W3") == ERRATA["W3"].says
    assert answer("W3", "Flatten(input_shape=[28, 28])(Input(shape=[28, 28]))") == ERRATA["W3"].says
    right("W3")


def _check(keras_alone: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The article's check of the installation."""
    program, *arguments = shlex.split(ERRATA["W4"].wrong.splitlines()[1])
    assert program == "python"
    return run_on_packages(arguments, keras_alone, **environment)


def test_w4_keras_alone_has_no_backend_and_asks_for_tensorflow(keras_alone: Path) -> None:
    assert ERRATA["W4"].wrong.splitlines()[0] == "pip install keras"
    done = _check(keras_alone)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == ERRATA["W4"].says
    needed = " ".join(importlib.metadata.requires("keras") or [])
    assert not re.search("tensorflow|jax|torch", needed)


def test_w4_keras_asks_for_the_backend_of_the_variable_and_for_no_other(keras_alone: Path) -> None:
    # PyTorch's place is taken by an empty module: it is there, and Keras does not look for it.
    (keras_alone / "torch.py").touch()
    done = _check(keras_alone)
    assert done.stderr.splitlines()[-1] == ERRATA["W4"].says
    done = _check(keras_alone, KERAS_BACKEND="jax")
    assert done.stderr.splitlines()[-1] == "ModuleNotFoundError: No module named 'jax'"


def test_w4_with_keras_and_tensorflow_the_version_is_printed() -> None:
    install, check = ERRATA["W4"].right.splitlines()
    assert install == "pip install keras tensorflow"
    for package in ("keras", "tensorflow"):
        assert importlib.metadata.version(package)
    python, option, code = shlex.split(check)
    assert (python, option) == ("python", "-c")
    said, run = _run(code)
    assert (said, run.output.strip()) == ([], importlib.metadata.version("keras"))


# TO TIE: claims("errata", "32")
def test_w5_keras_has_no_classification_model_but_has_applications_for_images_of_32_pixels_or_more() -> None:
    assert answer("W5") == ERRATA["W5"].says
    assert right("W5").names["model"].output_shape == (None, 10)
    too_small = ERRATA["W5"].right.replace("classes=10", "classes=10, input_shape=(28, 28, 3)")
    assert answer("W5", too_small).startswith("ValueError: Input size must be at least 32x32")
    assert answer("W5", too_small.replace("28, 28", "32, 32")) == ""


# TO TIE: claims("errata", "21,668,442", "82.66", "92", "235,146")
def test_w6_the_functional_model_must_be_compiled_and_is_92_times_the_sequential_one() -> None:
    assert answer("W6") == ERRATA["W6"].says
    model = right("W6").names["model"]
    sequential = script("sequential")
    cells = (sequential.cell("imports"), sequential.cell("build"))
    small = run_cells(sequential.path, cells).names["model"]
    assert model.count_params() == 21_668_442
    assert small.count_params() == 235_146
    assert 21_668_442 // 235_146 == 92
    summary: list[str] = []
    model.summary(print_fn=summary.append)
    assert "Trainable params: 21,668,442 (82.66 MB)" in "\n".join(summary)


def test_w7_the_promise_is_followed_by_a_heading_and_its_pages_explain_each_part() -> None:
    assert html(ERRATA["W7"].wrong) == ERRATA["W7"].says
    assert 'href="sequential.md"' in html(ERRATA["W7"].right)
    words = ("Flatten", "Dense", "ReLU", "softmax", "loss", "optimizer", "metrics", "summary")
    for language in LANGUAGES:
        assert [word for word in words if word not in prose(page("sequential", language))] == []


def test_w8_a_block_closed_with_four_marks_swallows_the_text_after_it() -> None:
    assert html(ERRATA["W8"].wrong) == ERRATA["W8"].says
    correct = html(ERRATA["W8"].right)
    assert "<p>Mình sẽ giải thích cho bạn</p>" in correct
    blocks = re.findall("<code>(.*?)</code>", correct, re.DOTALL)
    assert blocks == ["model.summary()", "input_ = Input(shape=[28, 28])"]


def test_w8_commonmark_as_on_github_accepts_the_longer_closing_run() -> None:
    assert "<p>Mình sẽ giải thích cho bạn</p>" in MarkdownIt("commonmark").render(ERRATA["W8"].wrong)


def test_w9_the_placeholder_is_no_picture_and_the_right_line_is_one() -> None:
    assert html(ERRATA["W9"].wrong) == ERRATA["W9"].says
    assert images(ERRATA["W9"].wrong) == []
    (image,) = images(ERRATA["W9"].right)
    _check_images([image])


@pytest.mark.parametrize("language", LANGUAGES)
def test_w9_every_picture_of_the_site_has_alternative_text_and_a_file(language: str) -> None:
    pages = (prose(page(path.stem, language)) for path in (ROOT / "docs" / language).glob("*.md"))
    found = [image for text in pages for image in images(text)]
    assert found
    _check_images(found)


def _check_images(found: list[dict[str, str | None]]) -> None:
    for image in found:
        assert (image["alt"] or "").strip(), image
        # On the site, docs/assets is at the root of each language.
        assert (ROOT / "docs" / (image["src"] or "")).is_file(), image


def test_w10_dense_knows_no_output_dim_and_takes_its_units_first() -> None:
    assert answer("W10") == ERRATA["W10"].says
    assert right("W10").names["model"].layers[-1].units == 256


def test_w11_an_axis_too_many_fails_on_tensorflow_after_a_prediction_of_the_right_shape() -> None:
    assert answer("W11").startswith(ERRATA["W11"].says + "\n")
    right("W11")


def test_w11_an_axis_too_many_passes_on_tensorflow_as_the_first_prediction() -> None:
    first, second = ERRATA["W11"].wrong.splitlines()
    assert first == "model.predict(X_test)"
    assert "Error" not in answer("W11", second)


# TO TIE: claims("errata", "1", "28", "9")
def test_w11_the_slice_holds_one_image_whose_label_is_9(mnist: Arrays) -> None:
    _, (X_test, y_test) = mnist
    assert X_test[1998:1999].shape == (1, 28, 28)
    assert y_test[1998] == 9


def test_w12_np_is_not_defined_until_numpy_is_imported() -> None:
    assert answer("W12") == ERRATA["W12"].says
    assert right("W12").output == "9\n"
    assert answer("W12", "print(keras.ops.convert_to_numpy(y_predict).argmax())") == "9"


# TO TIE: claims("errata", "255", "376", "188")
def test_w13_dividing_by_255_makes_float64_which_takes_twice_the_bytes_of_float32() -> None:
    assert answer("W13") == ERRATA["W13"].says == "float64, 376,320,000 bytes"
    assert right("W13").output == "float32, 188,160,000 bytes\n"
    keras = import_keras()
    assert keras.config.floatx() == "float32"
    assert keras.utils.to_categorical(np.array([5, 0])).dtype == "float64"


def test_w13_the_array_is_of_the_shape_and_type_of_mnist(mnist: Arrays) -> None:
    (X_train, _), _ = mnist
    assert f'zeros({X_train.shape}, dtype="{X_train.dtype}")' in ERRATA["W13"].before
