"""What examples/solutions/functional.py calls."""

from collections import Counter
from collections.abc import Mapping, Sequence

from tests.support.calls import ANY, Call, Like, call, output_of
from tests.support.digits import DIGITS
from tests.support.programs import Run

SEEDS = (1, 2, 3)
# What Keras calls the layers of a kind to which the script gives no name.
NAMES = {
    "InputLayer": "input_layer",
    "Flatten": "flatten",
    "Dense": "dense",
    "Reshape": "reshape",
    "Concatenate": "concatenate",
}


class Layers:
    """The calls of a network that is being built; Keras numbers the names of the layers through the whole run."""

    def __init__(self) -> None:
        self._made: Counter[str] = Counter()
        self.calls: list[Call] = []

    def input(self) -> Like:
        """The input of the next network, whose calls begin here."""
        self.calls = [call("keras.Input", shape=(28, 28))]
        return self._output("InputLayer", 28, 28)

    def add(self, made: Call, of: object, *shape: int, written: str = "") -> Like:
        """A layer is made, and then called; `written` is the first call where the script writes it in another way."""
        self.calls += [made, call(written or str(made), of)]
        kind = made.name.removeprefix("layers.")
        name = made.named.get("name")
        return output_of(kind, name, *shape) if name else self._output(kind, *shape)

    def dense(self, units: int, activation: str, of: object, name: str = "", written: str = "") -> Like:
        """A layer of so many neurons."""
        named = {"name": name} if name else {}
        return self.add(call("layers.Dense", units, activation=activation, **named), of, units, written=written)

    def flat(self) -> tuple[Like, Like]:
        """An input, and the layer that flattens it."""
        image = self.input()
        return image, self.add(call("layers.Flatten"), image, 784)

    def hidden(self) -> tuple[Like, Like, Like]:
        """An input, the layer that flattens it, and the last of the lesson's hidden layers."""
        image, flat = self.flat()
        return image, flat, self.dense(128, "relu", self.dense(256, "relu", flat))

    def model(self, inputs: Like, outputs: object) -> list[Call]:
        """All calls of the network."""
        return [*self.calls, call("keras.Model", inputs=inputs, outputs=outputs)]

    def stack(self) -> list[Call]:
        """The calls of `build_stack`."""
        image, _, last = self.hidden()
        return self.model(image, self.dense(10, "softmax", last))

    def article(self) -> list[Call]:
        """The calls of `build_article`."""
        image, flat = self.flat()
        first = self.dense(2**14, "relu", flat, written="layers.Dense(2 ** 14, activation='relu')")
        second = self.dense(512, "relu", first)
        third = self.dense(28 * 28, "relu", second, written="layers.Dense(28 * 28, activation='relu')")
        table = self.add(call("layers.Reshape", (28, 28)), third, 28, 28)
        joined = self.add(call("layers.Concatenate"), [image, table], 28, 56)
        row = self.add(call("layers.Flatten"), joined, 28 * 56)
        return self.model(image, self.dense(10, "softmax", row))

    def narrow(self) -> list[Call]:
        """The calls of the narrow network with a skip."""
        image, flat, last = self.hidden()
        joined = self.add(call("layers.Concatenate"), [flat, last], 784 + 128)
        return self.model(image, self.dense(10, "softmax", joined))

    def two_outputs(self) -> list[Call]:
        """The calls of `build_two_outputs`."""
        image, _, last = self.hidden()
        digit = self.dense(10, "softmax", last, name="digit")
        return self.model(image, {"digit": digit, "odd": self.dense(1, "sigmoid", last, name="odd")})

    def odd(self) -> list[Call]:
        """The calls of `build_odd`."""
        image, _, last = self.hidden()
        return self.model(image, self.dense(1, "sigmoid", last))

    def _output(self, kind: str, *shape: int) -> Like:
        number = self._made[kind]
        self._made[kind] += 1
        return output_of(kind, f"{NAMES[kind]}_{number}" if number else NAMES[kind], *shape)


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    narrow, both, alone = (run.names[name] for name in ("narrow", "both", "alone"))
    labels = {"digit": DIGITS.train_one_hot, "odd": DIGITS.train_labels % 2}
    val_labels = {"digit": DIGITS.val_one_hot, "odd": DIGITS.val_labels % 2}
    _, narrow_accuracy = narrow.evaluate(DIGITS.val_images, DIGITS.val_one_hot, verbose=0)
    # What is printed of the last seed: the networks of the others are gone.
    scores = both.evaluate(DIGITS.val_images, val_labels, return_dict=True, verbose=0)
    together = f"seed {SEEDS[-1]}: digit {scores['digit_accuracy']:.4f}, odd {scores['odd_accuracy']:.4f}"
    _, odd_accuracy = alone.evaluate(DIGITS.val_images, val_labels["odd"], verbose=0)
    apart = f"seed {SEEDS[-1]}: odd {odd_accuracy:.4f}"
    answers = both.predict(DIGITS.val_images, verbose=0)
    from_digit = (answers["digit"].argmax(axis=1) % 2 == val_labels["odd"]).mean()
    from_odd = ((answers["odd"][:, 0] >= 0.5) == val_labels["odd"]).mean()
    quarter = len(DIGITS.train_images) // 4
    layers = Layers()
    return {
        "set-up": [
            call("keras.datasets.mnist.load_data"),
            call("keras.utils.to_categorical", DIGITS.labels, num_classes=10),
        ],
        "narrow": [
            call("keras.utils.set_random_seed", 42),
            *layers.narrow(),
            call("narrow.count_params"),
            call("print", "242,986 parameters"),
            call("narrow.count_params"),
        ],
        "narrow-fit": [
            call("narrow.compile", loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"]),
            call("narrow.fit", DIGITS.train_images, DIGITS.train_one_hot, batch_size=128, epochs=5, verbose=0),
            call("narrow.evaluate", DIGITS.val_images, DIGITS.val_one_hot, verbose=0),
            call("print", f"validation accuracy: {narrow_accuracy:.4f}"),
        ],
        "together": [
            each
            for seed in SEEDS
            for each in (
                call("keras.utils.set_random_seed", seed),
                call("build_two_outputs"),
                *layers.two_outputs(),
                call(
                    "both.compile",
                    loss={"digit": "categorical_crossentropy", "odd": "binary_crossentropy"},
                    optimizer="adam",
                    metrics={"digit": ["accuracy"], "odd": ["accuracy"]},
                ),
                call("both.fit", DIGITS.train_images, labels, batch_size=128, epochs=5, verbose=0),
                call("both.evaluate", DIGITS.val_images, val_labels, return_dict=True, verbose=0),
                call("print", together if seed == SEEDS[-1] else ANY),
            )
        ],
        "apart": [
            *(
                each
                for seed in SEEDS
                for each in (
                    call("keras.utils.set_random_seed", seed),
                    call("build_odd"),
                    *layers.odd(),
                    call("alone.compile", loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"]),
                    call("alone.fit", DIGITS.train_images, labels["odd"], batch_size=128, epochs=5, verbose=0),
                    call("alone.evaluate", DIGITS.val_images, val_labels["odd"], verbose=0),
                    call("print", apart if seed == SEEDS[-1] else ANY),
                )
            ),
            call("both.count_params"),
            call("alone.count_params"),
            call("print", "235,275 parameters for both answers, 233,985 for odd or even"),
            call("alone.count_params"),
        ],
        "parity": [
            call("both.predict", DIGITS.val_images, verbose=0),
            call("print", f"odd or even, by the digit:      {from_digit:.4f}"),
            call("print", f"odd or even, by its own output: {from_odd:.4f}"),
        ],
        "seeds": [
            each
            for name, built in (("Sequential", layers.stack), ("article", layers.article))
            for seed in SEEDS
            for each in (
                call("keras.utils.set_random_seed", seed),
                call("build"),
                *built(),
                call("network.compile", loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"]),
                call("print", f"{name}, seed {seed}"),
                call(
                    "network.fit",
                    DIGITS.train_images[:quarter],
                    DIGITS.train_one_hot[:quarter],
                    batch_size=128,
                    epochs=1,
                    validation_data=(DIGITS.val_images, DIGITS.val_one_hot),
                    verbose=2,
                ),
            )
        ],
    }
