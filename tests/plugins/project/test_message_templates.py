"""A template that `record` makes is the message without what differs from reader to reader, and finds the message."""

import re

import pytest

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.message_templates import LONGEST, template_of, with_template
from docs.plugins.project.messages import pattern_of, squeezed
from docs.plugins.project.mistakes import PAGE
from docs.plugins.project.scripts import RAISES, WARNS
from tests.support.programs import PROJECT

SHAPES = "Arguments must have the same shape. Received: target.shape="


def found(template: str, text: str) -> bool:
    return re.search(pattern_of(template), squeezed(text)) is not None


@pytest.mark.parametrize(
    ("message", "template"),
    [
        (f"{SHAPES}(None,), output.shape=(None, 28, 10)", f"{SHAPES}({{n}},), output.shape=({{n}}, {{n}}, {{n}})"),
        ("index 9 is out of bounds for axis 1 with size 9", "index {n} is out of bounds for axis {n} with size {n}"),
        ("Cannot convert '28' to a shape, or to 2.5.", "Cannot convert '{n}' to a shape, or to {n}."),
        ("expected min_ndim=4, found ndim=3 of Conv2D", "expected min_ndim=4, found ndim=3 of Conv2D"),
        ("Output of None or 3D is not connected", "Output of None or 3D is not connected"),
        (
            "Input with name 'a b' of layer 'dense_7' is not of the layer 'lstm'",
            "Input with name {…} of layer {…} is not of the layer {…}",
        ),
        (
            "'Sequential' object has no attribute 'fit_generator'",
            "'Sequential' object has no attribute 'fit_generator'",
        ),
        (
            "Only layers can be added. Received: <A b=1> (of type <class 'A'>)",
            "Only layers can be added. Received: {…} (of type {…})",
        ),
        ('Bad input Tensor("data:0", shape=(28, 28), dtype=float32) here', "Bad input {…} here"),
        (
            "cannot import name 'adam' from 'keras' (…/site-packages/keras/__init__.py)",
            "cannot import name 'adam' from 'keras'",
        ),
        ("Could not interpret loss identifier: cross_entropy", "Could not interpret loss identifier: {…}"),
        ("File not found: filepath=digits.keras Please look", "File not found: filepath={…} Please look"),
        ("Out of the valid range. Labels: 1 5 10 5 4 2", "Out of the valid range. Labels:"),
        ("Bad shapes of x=[[0.0, 0.5, 0.0, 1.0, 0.25, 0.5]]", "Bad shapes of x=[["),
        ("No loss to compute in two\nlines", "No loss to compute in two"),
        ("too many positional arguments", "ValueError: too many positional arguments"),
        ("'acc'", "ValueError: 'acc'"),
    ],
)
def test_a_template_has_a_mark_for_what_differs_from_reader_to_reader(message: str, template: str) -> None:
    text = f"1/2\nValueError: {message}"
    assert template_of(text) == template
    assert found(template, text)


def test_a_template_is_of_the_last_message_and_of_what_is_wrong() -> None:
    text = (
        "UserWarning: one is not right\nValueError: Exception encountered when calling A.call().\n\nBad shape\n\nHelp"
    )
    assert template_of(text) == "Bad shape"
    graph = "InvalidArgumentError: Graph execution error:\n\nDetected at node a defined at (most recent):\nBad label"
    assert template_of(graph) == "Bad label"


def test_a_template_of_a_warning_has_its_first_sentences() -> None:
    assert template_of("UserWarning: Do not pass it to a layer.") == "Do not pass it to a layer."
    template = template_of(f"UserWarning: {'Do not. ' * LONGEST}")
    assert LONGEST - len("Do not. ") <= len(template) <= LONGEST
    assert template.endswith("Do not.")


SHOWN = {
    cell.name: PROJECT.record(script).outputs[cell.name].text
    for script in PROJECT.scripts.values()
    if script.page == PAGE
    for cell in script.cells
    if RAISES in cell.tags or WARNS in cell.tags
}


@pytest.mark.parametrize("name", SHOWN)
def test_the_template_of_each_recorded_message_finds_it(name: str) -> None:
    assert found(template_of(SHOWN[name]), SHOWN[name])


YAML = """# Words.

one:
  template: "No \\"loss\\"."   # as before
  why: {vi: "…"}
two:
  also: ["a"]
  template: 'No data.'
three:
  template: "No
    labels."
"""


def test_a_template_takes_the_place_of_another_and_the_rest_stays_as_it_is() -> None:
    changed = with_template(YAML, "one", "No `loss` \\ “{…}”")
    before = '  template: "No \\"loss\\"."   # as before\n'
    assert before in YAML
    assert changed == YAML.replace(before, '  template: "No `loss` \\\\ “{…}”"\n')
    assert with_template(YAML, "two", 'a "b"') == YAML.replace("'No data.'", '"a \\"b\\""')


def test_a_template_in_several_lines_is_refused() -> None:
    with pytest.raises(ProjectError) as error:
        with_template(YAML, "three", "a")
    assert str(error.value) == 'docs/mistakes.yml:10: the template of "three" takes several lines; write it in one'
