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
        ([ONE_LAYER.replace("SGD", "RMSprop"), FIT], 'its optimizer is "rmsprop", and the form has sgd, adam'),
        ([TWO_HIDDEN.replace('"adam"', '"nadam"'), FIT], 'its optimizer is "nadam", and the form has sgd, adam'),
        ([TWO_HIDDEN.replace('"adam"', "best"), FIT], "its optimizer is best; write its name, or a call that makes it"),
    ],
    ids=["nothing", "no fit", "no network", "no batches", "three hidden", "class", "name", "variable"],
)
def test_cells_that_no_form_could_change_are_said_to_be_so(cells: list[str], problem: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(problem)}$"):
        template_of(cells)
