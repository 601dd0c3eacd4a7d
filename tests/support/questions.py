"""Questions of each form, and outputs to guess, on a page of the built site, whatever the lessons ask."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Locator, Page, Route

from docs.plugins.fences import predict, question
from docs.plugins.fences.view import View
from tests.plugins.rendering import relative
from tests.support.browsers import visit
from tests.support.tiny_project import PRINTED, make_project, record
from tests.support.views import view_of

# The page that shows them.
NAME = "data"
VALUES = {
    "sample-number-total": 200960,
    "sample-number-weights": 200704,
    "sample-rate-rate": 0.1,
    "sample-shape-batch": [None, 784],
    "sample-shape-row": [784],
}
FENCES = (
    """sample-one one
What is so?
- *This* isn't, nor is `keras.layers.Dense(units=256, activation="relu", use_bias=True)`. | Not this.
+ That is. | For `that` is so.
- Nor is a third. | It is a third.""",
    """sample-all all
What holds?
+ The first. | It holds.
- The second. | It doesn't hold.
+ The third. | It holds, too.""",
    """sample-number type add.py#sum
How many?
+ {total} | Weights and biases.
- {weights} | The biases are missing.
* | Multiply, and add the biases.""",
    """sample-rate type add.py#sum
How fast?
+ {rate} | As slow as that.
* | Slower.""",
    """sample-shape type add.py#sum
Which shape?
+ {batch} | A row for each image.
- {row} | The batch is missing.
* | Look at the summary.""",
)
# The output of a cell, to be guessed.
PREDICTED = "add.py#sum\nWhat is one and two?"


def with_questions(page: Page) -> None:
    """Let the page of that name have the questions below its title, in each language."""
    _with(page, {code: "".join(shown) for code, shown in _questions().items()})


def with_outputs_to_guess(page: Page) -> None:
    """Let it have two such outputs below its title, with text between them, in each language."""
    _with(
        page, {code: f'<div id="to-guess">{shown}<p>Between.</p>{shown}</div>' for code, shown in _predicted().items()}
    )


def at_questions(page: Page, address: str, root: str = "en") -> Locator:
    """Go to the page with the questions, and wait until they can be used."""
    with_questions(page)
    visit(page, f"{address}/{root}/{NAME}/")
    questions = page.locator("[data-question^=sample-]")
    questions.first.scroll_into_view_if_needed()
    page.locator("#question-sample-shape input").wait_for()
    return questions


def _with(page: Page, shown: Mapping[str, str]) -> None:
    def answer(route: Route) -> None:
        response = route.fetch()
        head, end, rest = response.text().partition("</h1>")
        language = "en" if "/en/" in route.request.url else "vi"
        route.fulfill(response=response, body=f"{head}{end}{shown[language]}{rest}")

    page.route(f"**/{NAME}/", answer)


@cache
def _questions() -> Mapping[str, str]:
    return {
        code: "".join(relative(question.html(body, view), view, NAME) for body in FENCES)
        for code, view in _views().items()
    }


@cache
def _predicted() -> Mapping[str, str]:
    return {code: relative(predict.html(PREDICTED, view), view, NAME) for code, view in _views().items()}


def _views() -> Mapping[str, View]:
    """The views of a project in which the values are recorded."""
    with TemporaryDirectory() as folder:
        project = make_project(Path(folder))
        project.write("examples/notebooks/add.ipynb", record({"sum": [PRINTED]}, values=VALUES))
        read = project.read()
        # Read before the folder is gone.
        assert read.records
        return {code: view_of(code, read) for code in ("vi", "en")}
