"""The network that the reader trains, as a fence makes it."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup

from docs.plugins.check import check
from docs.plugins.fences import trainer
from docs.plugins.fences.trainer_settings import FIELDS
from docs.plugins.project.commands import DIGITS
from docs.plugins.project.languages import Language
from docs.plugins.project.references import Reference
from tests.plugins.fences import figures
from tests.plugins.fences.figures import only, write_record
from tests.plugins.rendering import fence
from tests.support.reading import IN_LOCKSTEP
from tests.support.tiny_project import TinyProject, digits, record
from tests.support.views import view_of

# A script that has printed nothing yet.
NETWORK = '''"""vi: Mạng.
en: A network.
"""

# %% build
model = keras.Sequential(
    [
        layers.Dense(16, activation="tanh"),
        layers.Dense(10, activation="softmax"),
    ]
)
model.compile(optimizer="adam")

# %% fit
model.fit(X_train, y_train, batch_size=32, epochs=4)

# %% curves
plt.show()
'''
PRESETS = "lesson | As <there> | Look.\nlearning_rate=0.5 digits=100 | Too much | What becomes of it?"
BODY = f"add.py#sum\nnetwork.py#build\nnetwork.py#fit\n{PRESETS}\nTwo pictures\nof curves."


def with_network(project: TinyProject, network: str = NETWORK) -> TinyProject:
    """The tiny project, whose script has drawn a picture, with the script of a network and packed digits."""
    write_record(project, {})
    project.write("examples/network.py", network)
    project.write("examples/notebooks/network.ipynb", record({}, network, "network"))
    project.write_bytes("examples/digits.bin", digits())
    return project


def made(project: TinyProject, body: str = BODY, language: str = "en") -> BeautifulSoup:
    """The HTML of the fence."""
    return figures.made(with_network(project), "trainer", body, language)


def about(html: BeautifulSoup) -> dict[str, Any]:
    """What the script finds in the element."""
    settings: dict[str, Any] = json.loads(str(only(html, ".trainer")["data-settings"]))
    return settings


def problems_of(project: TinyProject, body: str) -> list[str]:
    """What is wrong with a fence of this body."""
    return figures.problems_of(project, "trainer", body)


def test_cells_and_presets_stand_below_the_cell_of_the_picture_and_the_rest_describes_it() -> None:
    assert trainer.shown(BODY) == (Reference("add", "sum"), "Two pictures of curves.")


def test_its_prose_is_the_names_and_sentences_of_the_presets_and_the_description() -> None:
    presets = ["As <there> | Look.", "Too much | What becomes of it?"]
    assert trainer.prose(BODY) == ["", "", "", *presets, "Two pictures", "of curves."]


def test_the_cell_of_the_picture_may_be_one_of_the_network_too(project: TinyProject) -> None:
    body = BODY.replace("network.py#fit", "network.py#fit\nadd.py#sum")
    assert trainer.shown(body) == (Reference("add", "sum"), "Two pictures of curves.")
    assert problems_of(with_network(project), body) == []
    assert about(made(project, body))["code"].endswith("epochs=$epochs)\n\nprint(a + b)\n")


def test_the_recorded_picture_is_described_without_the_cells_and_the_presets(project: TinyProject) -> None:
    assert only(made(project), ".figure.trainer + .figure-recorded img")["alt"] == "Two pictures of curves."
    assert trainer.markdown(BODY, view_of("en", project.read()))[-1] == (
        "![Two pictures of curves.](https://example.org/keras/en/examples/add/sum.webp)"
    )


def test_the_first_settings_are_the_lessons_with_all_the_digits(project: TinyProject) -> None:
    html = made(project)
    settings = {"units1": 16, "units2": 0, "activation": "tanh", "optimizer": "adam", "learning_rate": 0.001}
    settings |= {"batch_size": 32, "epochs": 4, "digits": 2, "seed": 42}
    assert about(html)["settings"] == settings
    assert about(html)["zeros"] is False
    fields = html.select(".trainer-fields :is(input, select)")
    shown = {str(field["name"]): field["value"] if field.name == "input" else only_selected(field) for field in fields}
    assert shown == {name: str(value) for name, value in settings.items()}
    assert list(shown) == list(FIELDS)


def only_selected(field: Any) -> str:  # noqa: ANN401 (a Tag, which BeautifulSoup also gives as text)
    """The value of a field's option that is selected."""
    (option,) = field.select("option[selected]")
    return str(option["value"])


def test_a_number_is_written_as_the_language_writes_it_and_has_its_bounds(project: TinyProject) -> None:
    for language, written in (("en", "0.001"), ("vi", "0,001")):
        rate = only(made(project, language=language), "[name=learning_rate]")
        assert (rate["value"], rate["data-lowest"], rate["data-highest"]) == (written, "0.0001", "10")
        assert "data-whole" not in rate.attrs
    epochs = only(made(project), "[name=epochs]")
    assert (epochs["data-lowest"], epochs["data-highest"], epochs["inputmode"]) == ("1", "100", "numeric")
    assert "data-whole" in epochs.attrs


def test_the_presets_are_buttons_and_that_of_the_lesson_is_chosen(project: TinyProject) -> None:
    html = made(project)
    buttons = [(each["aria-pressed"], each.get_text()) for each in html.select(".trainer-presets button")]
    assert buttons == [("true", "As <there>"), ("false", "Too much")]
    assert only(html, ".trainer-look").get_text() == "Look."
    assert about(html)["presets"] == [
        {"settings": {}, "sentence": "Look."},
        {"settings": {"learning_rate": 0.5, "digits": 100}, "sentence": "What becomes of it?"},
    ]


def test_it_begins_with_the_settings_of_the_first_preset(project: TinyProject) -> None:
    html = made(project, BODY.replace("lesson |", "digits=100 |"))
    assert about(html)["settings"]["digits"] == 100
    assert only(html, "[name=digits]")["value"] == "100"
    assert [each["aria-pressed"] for each in html.select(".trainer-presets button")] == ["true", "false"]
    assert only(html, ".trainer-look").get_text() == "Look."


def test_the_code_to_copy_prepares_the_digits_in_the_language_and_has_the_cells_with_placeholders(
    project: TinyProject,
) -> None:
    code = about(made(project))["code"]
    assert code == (
        "import keras\nfrom keras import layers\n\nkeras.utils.set_random_seed($seed)\n\n"
        "# The same digits as on the page:\n# a pixel over 127 becomes 1, any other 0.\n"
        "(images, labels), _ = keras.datasets.mnist.load_data()\n"
        'X = (images > 127).astype("float32")\ny = keras.utils.to_categorical(labels, num_classes=10)\n'
        "X_train, y_train = X[:$digits], y[:$digits]\nX_val, y_val = X[54000:54500], y[54000:54500]\n\n"
        "model = keras.Sequential(\n    [\n        $layers\n    ]\n)\nmodel.compile(optimizer=$optimizer)\n\n"
        "model.fit(X_train, y_train, batch_size=$batch_size, epochs=$epochs)\n"
    )
    vietnamese = about(made(project, language="vi"))["code"]
    assert "# Như các chữ số trên trang: điểm ảnh\n# lớn hơn 127 là mực (1), còn lại là 0.\n" in vietnamese


def test_matplotlib_is_imported_only_for_cells_that_draw(project: TinyProject) -> None:
    code = about(made(project, BODY.replace("#fit", "#fit\nnetwork.py#curves")))["code"]
    assert code.startswith("import keras\nimport matplotlib.pyplot as plt\nfrom keras import layers\n\n")


def test_it_knows_where_the_digits_and_the_script_of_its_worker_are(project: TinyProject) -> None:
    form = only(made(project), "form")
    assert form["data-digits"] == "../examples/digits.bin"
    assert form["data-worker"] == "../assets/trainer_worker.js"
    # A form of this method sends nothing.
    assert form["method"] == "dialog"


def test_no_id_could_be_there_twice(project: TinyProject) -> None:
    assert made(project).select(".trainer [id], .trainer [for]") == []


@pytest.mark.parametrize("language", IN_LOCKSTEP, ids=lambda language: language.code)
def test_everything_is_said_in_the_language(project: TinyProject, language: Language) -> None:
    html = made(project, language=language.code)
    found = about(html)
    said = "\n".join(
        [
            html.get_text(),
            *(str(element["aria-label"]) for element in html.select("[aria-label]")),
            *found["texts"].values(),
            found["code"].replace("# ", ""),
        ]
    )
    own = {name: text for name, text in language.labels.items() if name.startswith("trainer_")}
    own |= {name: language.labels[name] for name in ("draw_keys", "draw_clear", "draw_samples", "draw_bars")}
    own["trainer_ready"] = own["trainer_ready"].format(kilobytes=0)
    assert [name for name, text in own.items() if text.strip() not in said] == []


# What may be wrong


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("add.py#sum", "add.py", '"add.py" is not of the form "sequential.py#build"'),
        ("\nTwo pictures\nof curves.", "", 'the cell "sum" draws a picture; say below the reference what it shows'),
        ("#build", "#made", 'no cell "made" in examples/network.py (cells: build, fit, curves)'),
        ("network.py#fit", "net.py#fit", 'no script "net.py" in examples (scripts: add, network)'),
        (
            "\nnetwork.py#fit",
            "",
            "its cells have no batch_size and no epochs; name the cells that build, compile and fit a network below "
            "the picture's (now: network.py#build)",
        ),
        (
            "\nnetwork.py#build\nnetwork.py#fit",
            "",
            "its cells have no layers.Dense and no optimizer and no batch_size and no epochs; name the cells that "
            "build, compile and fit a network below the picture's (now: none)",
        ),
        (
            "digits=100",
            "digits=1",
            'digits is "1"; give a number from 100 to 2000; correct the preset: '
            "learning_rate=0.5 digits=1 | Too much | What becomes of it?",
        ),
    ],
    ids=["no picture", "no description", "no cell", "no script", "no fit", "no network", "preset"],
)
def test_what_is_wrong_is_said_with_the_remedy(project: TinyProject, old: str, new: str, problem: str) -> None:
    assert problems_of(with_network(project), BODY) == []
    assert problems_of(project, BODY.replace(old, new)) == [problem]


def test_a_network_with_more_hidden_layers_than_the_form_has_is_a_problem(project: TinyProject) -> None:
    hidden = '        layers.Dense(16, activation="tanh"),\n'
    assert problems_of(with_network(project, NETWORK.replace(hidden, 3 * hidden)), BODY) == [
        "its network has more than two hidden layers, which the form has no fields for; name the cells that build, "
        "compile and fit a network below the picture's (now: network.py#build, network.py#fit)"
    ]


def test_without_digits_to_train_on_the_command_that_makes_them_is_named(project: TinyProject) -> None:
    (with_network(project).root / "examples/digits.bin").unlink()
    assert problems_of(project, BODY) == [f"no examples/digits.bin, on which the reader trains; make it: {DIGITS}"]


def test_the_check_finds_a_problem_on_the_page(project: TinyProject) -> None:
    with_network(project)
    block = fence("trainer", BODY.replace("learning_rate=0.5", "rate=0.5"))
    project.replace("docs/en/add.md", "# Add { #add }\n", f"# Add {{ #add }}\n\n{block}\n")
    problem = f'no setting "rate" (settings: {", ".join(FIELDS)}); correct the preset: '
    assert any(each.startswith(f"docs/en/add.md:3: {problem}") for each in check(project.read()))
