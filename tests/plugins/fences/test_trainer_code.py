"""The lesson's cells as a template, and the settings that stood in them."""

import re

import pytest

from docs.plugins.fences.trainer_code import template_of

ONE_LAYER = """model = keras.Sequential(
    [
        layers.Flatten(),
        layers.Dense(
            10,
            activation="softmax",
            kernel_initializer="zeros",
        ),
    ]
)
model.compile(
    loss="categorical_crossentropy",
    optimizer=keras.optimizers.SGD(learning_rate=0.1),
)"""
FIT = "model.fit(X_train, y_train, batch_size=128, epochs=3)"
TWO_HIDDEN = """def build():
    model = keras.Sequential(
        [
            layers.Dense(256, activation="tanh"),
            layers.Dense(units=128, activation="tanh"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    return model"""


def test_every_dense_layer_and_every_setting_becomes_a_placeholder_and_the_rest_stays_as_it_is() -> None:
    assert template_of([ONE_LAYER, FIT]).text == (
        ONE_LAYER.partition("layers.Dense")[0]
        + '$layers\n    ]\n)\nmodel.compile(\n    loss="categorical_crossentropy",\n    optimizer=$optimizer,\n)\n\n'
        + "model.fit(X_train, y_train, batch_size=$batch_size, epochs=$epochs)"
    )


def test_a_network_of_one_layer_that_begins_with_zeros_is_known() -> None:
    template = template_of([ONE_LAYER, FIT])
    assert template.zeros
    assert template.settings == {
        "units1": 0,
        "units2": 0,
        "activation": "relu",
        "optimizer": "sgd",
        "learning_rate": 0.1,
        "batch_size": 128,
        "epochs": 3,
    }


def test_hidden_layers_in_a_function_and_an_optimizer_that_is_named_are_known() -> None:
    template = template_of([TWO_HIDDEN, "build().fit(X, y, epochs=10, batch_size=32)", "plt.show()"])
    assert not template.zeros
    assert template.settings == {
        "units1": 256,
        "units2": 128,
        "activation": "tanh",
        "optimizer": "adam",
        "learning_rate": 0.001,
        "batch_size": 32,
        "epochs": 10,
    }
    assert template.text == (
        "def build():\n    model = keras.Sequential(\n        [\n            $layers\n        ]\n    )\n"
        '    model.compile(optimizer=$optimizer, loss="categorical_crossentropy")\n    return model\n\n'
        "build().fit(X, y, epochs=$epochs, batch_size=$batch_size)\n\nplt.show()"
    )


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ([], "its cells have no layers.Dense and no optimizer and no batch_size and no epochs"),
        ([ONE_LAYER], "its cells have no batch_size and no epochs"),
        ([FIT], "its cells have no layers.Dense and no optimizer"),
        ([ONE_LAYER, "model.fit(X, y, epochs=3)"], "its cells have no batch_size"),
        (
            [TWO_HIDDEN.replace("        [\n", '        [\n            layers.Dense(64, activation="relu"),\n'), FIT],
            "its network has more than two hidden layers, which the form has no fields for",
        ),
        ([ONE_LAYER.replace("SGD", "RMSprop"), FIT], '"rmsprop" is no optimizer (sgd, adam)'),
        ([TWO_HIDDEN.replace('"adam"', '"nadam"'), FIT], '"nadam" is no optimizer (sgd, adam)'),
        ([TWO_HIDDEN.replace('"adam"', "best"), FIT], "its optimizer is best; write its name, or a call that makes it"),
    ],
    ids=["nothing", "no fit", "no network", "no batches", "three hidden", "class", "name", "variable"],
)
def test_cells_that_no_form_could_change_are_said_to_be_so(cells: list[str], problem: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(problem)}$"):
        template_of(cells)


def test_an_argument_may_stand_without_its_name() -> None:
    one = ONE_LAYER.replace("learning_rate=", "").replace('activation="softmax"', '"softmax"')
    assert template_of([one, "model.fit(X_train, y_train, 128, 3)"]).settings == template_of([ONE_LAYER, FIT]).settings
    two = TWO_HIDDEN.replace("activation=", "").replace("units=", "")
    assert template_of([two, FIT]).settings == template_of([TWO_HIDDEN, FIT]).settings


def test_a_fit_that_prints_nothing_is_one_that_the_form_can_change() -> None:
    quiet = FIT.replace(", epochs=3", ", epochs=3, verbose=0")
    assert template_of([ONE_LAYER, quiet]).text.endswith("batch_size=$batch_size, epochs=$epochs, verbose=0)")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("256", "512", 'units1 is "512"; give a number from 0 to 256'),
        ("units=128", "units=width", 'units2 is "width"; give a number from 0 to 256'),
        ("units=128, ", "", 'units2 is ""; give a number from 0 to 256'),
        ("tanh", "elu", '"elu" is no activation (relu, sigmoid, tanh)'),
        (', activation="tanh"', "", '"linear" is no activation (relu, sigmoid, tanh)'),
        ('"adam"', "keras.optimizers.Adam(100)", 'learning_rate is "100"; give a number from 0.0001 to 10'),
        ("batch_size=128", "batch_size=4096", 'batch_size is "4096"; give a number from 1 to 1000'),
        ("epochs=3", "epochs=best", 'epochs is "best"; give a number from 1 to 100'),
    ],
)
def test_a_setting_that_the_form_would_refuse_is_said_as_for_a_preset(old: str, new: str, problem: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(problem)}$"):
        template_of([TWO_HIDDEN.replace(old, new), FIT.replace(old, new)])


ONE_BELOW_THE_OTHER = "its layers.Dense don't stand one below the other, with a comma and nothing else after each"
LAST = 'its last layer is not layers.Dense(10, activation="softmax")'


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "            layers.Dense(units",
            "            layers.Dropout(0.5),\n            layers.Dense(units",
            "its network has layers.Dropout(0.5), and the page trains Input, Flatten, Dense",
        ),
        (
            "        ]\n",
            "            keras.layers.Rescaling(2),\n        ]\n",
            "its network has keras.layers.Rescaling(2), and the page trains Input, Flatten, Dense",
        ),
        ("            layers.Dense(10", "            # The last.\n            layers.Dense(10", ONE_BELOW_THE_OTHER),
        ("            layers.Dense(10", "            middle,\n            layers.Dense(10", ONE_BELOW_THE_OTHER),
        ('layers.Dense(10, activation="softmax"),', 'layers.Dense(10, activation="softmax")', ONE_BELOW_THE_OTHER),
        ("            layers.Dense(256", "            start, layers.Dense(256", ONE_BELOW_THE_OTHER),
        ("Dense(10", "Dense(12", LAST),
        ('"softmax"', '"sigmoid"', LAST),
        (
            '256, activation="tanh"',
            '256, activation="relu"',
            "its hidden layers have relu and tanh, and the form has one activation",
        ),
        (
            '"softmax"',
            '"softmax", kernel_initializer="zeros"',
            "its kernel_initializer is zeros, and only a network of one layer may have one, which is zeros",
        ),
        ('"softmax"', '"softmax", use_bias=False', "its Dense has use_bias=False, which the form has no field for"),
        ("Dense(10", "Dense(10, **last", "its Dense has **last, which the form has no field for"),
        (
            '"adam"',
            "keras.optimizers.SGD(0.1, 0.9, nesterov=True)",
            "its SGD has 0.9, nesterov=True, which the form has no field for",
        ),
        ("epochs=3", "epochs=3, shuffle=False", "its fit has shuffle=False, which the form has no field for"),
        ("categorical_crossentropy", "mse", "its loss is mse, and the page trains with categorical_crossentropy"),
        (
            "return model",
            'print("$layers")',
            'its cells have a "$", which marks the places of settings in what is copied',
        ),
    ],
    ids=[
        *("layer between", "layer after", "comment between", "name between", "no comma", "name before"),
        *("classes", "no softmax", "two activations", "zeros after a layer", "no bias", "unpacked", "momentum"),
        *("in order", "loss", "placeholder"),
    ],
)
def test_what_the_page_would_not_train_with_is_said_and_not_dropped(old: str, new: str, problem: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(problem)}$"):
        template_of([TWO_HIDDEN.replace(old, new), FIT.replace(old, new)])


def test_a_single_layer_may_begin_with_zeros_and_with_nothing_else() -> None:
    problem = "its kernel_initializer is ones, and only a network of one layer may have one, which is zeros"
    with pytest.raises(ValueError, match=f"^{problem}$"):
        template_of([ONE_LAYER.replace("zeros", "ones"), FIT])
