"""Plausible wrong answers to each exercise: by lesson, exercise and check, one for each of the check's hints, in order.

Each is a few lines of Python that change the names which the solutions define. They have NETWORKS to use, too.
"""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np

from examples.runner.quiet import import_keras

# How many neurons a Dense layer has, and its activation function.
Dense = tuple[int, str | None]


def stack(*dense: Dense) -> Any:  # noqa: ANN401
    """An untrained Sequential network that flattens its image for these Dense layers."""
    keras = import_keras()
    layers = [keras.layers.Dense(units, activation=activation) for units, activation in dense]
    return keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), *layers])


def convolving(
    *, units: int = 64, pooled: bool = True, strides: int = 1, paddings: tuple[str, str] = ("valid", "valid")
) -> Any:  # noqa: ANN401
    """An untrained convolutional network."""
    keras = import_keras()
    layers = [keras.Input((28, 28)), keras.layers.Reshape((28, 28, 1))]
    for filters, padding in zip((8, 16), paddings, strict=True):
        layers.append(keras.layers.Conv2D(filters, 3, strides=strides, padding=padding, activation="relu"))
        if pooled:
            layers.append(keras.layers.MaxPooling2D())
    layers += [keras.layers.Flatten(), keras.layers.Dense(units, "relu"), keras.layers.Dense(10, "softmax")]
    return keras.Sequential(layers)


def skipping(first: int, second: int) -> Any:  # noqa: ANN401
    """An untrained network whose skip ends before its second hidden layer."""
    keras = import_keras()
    image = keras.Input((28, 28))
    flat = keras.layers.Flatten()(image)
    joined = keras.layers.Concatenate()([flat, keras.layers.Dense(first, "relu")(flat)])
    hidden = keras.layers.Dense(second, "relu")(joined)
    return keras.Model(image, keras.layers.Dense(10, "softmax")(hidden))


def answering(*, hidden: tuple[int, int] = (256, 128), odd: int = 1, shared: bool = True) -> Any:  # noqa: ANN401
    """An untrained network that answers with the digit and with so many numbers for odd or even."""
    keras = import_keras()
    image = keras.Input((28, 28))
    ends = []
    for _ in range(2):
        end = keras.layers.Flatten()(image)
        for units in hidden:
            end = keras.layers.Dense(units, "relu")(end)
        ends.append(end)
    outputs = {
        "digit": keras.layers.Dense(10, "softmax")(ends[0]),
        "odd": keras.layers.Dense(odd, "sigmoid")(ends[0] if shared else ends[1]),
    }
    return keras.Model(image, outputs)


def untrained(model: Any) -> Any:  # noqa: ANN401
    """The same network with new weights."""
    keras = import_keras()
    keras.utils.set_random_seed(1)
    return keras.models.clone_model(model)


def without_digits(model: Any, count: int) -> Any:  # noqa: ANN401
    """A copy of a network that never answers with the first so many digits."""
    copy = untrained(model)
    *weights, biases = model.get_weights()
    biases[:count] = -1000
    copy.set_weights([*weights, biases])
    return copy


def rounded_weights(model: Any, largest: int, *, each_output: bool = False, factor: int = 1) -> Any:  # noqa: ANN401
    """A copy of a network with kernels of integers up to the largest, times a scale or one an output, and a factor."""
    copy = untrained(model)
    weights = []
    for kernel in model.get_weights():
        axes = tuple(range(kernel.ndim - 1)) if each_output else None
        scale = np.abs(kernel).max(axis=axes) / largest
        weights.append(factor * scale * np.rint(kernel / scale) if kernel.ndim > 1 else kernel)
    copy.set_weights(weights)
    return copy


def logged(model: Any, *losses: float) -> Any:  # noqa: ANN401
    """The network as if its log had these losses on the validation set."""
    history = SimpleNamespace(history={"val_loss": list(losses)})
    return type("Logged", (), {"history": history, "__call__": staticmethod(model)})()


def digits_read(model: Any, images: Any) -> Any:  # noqa: ANN401
    """The digits that a network reads in images from 0 to 255."""
    # `predict` would compile the network first. Without `training`, a layer that augments its images would do so.
    return import_keras().ops.convert_to_numpy(model(images.astype("float32") / 255, training=False)).argmax(axis=1)


def changed(of: type, **methods: Any) -> type:  # noqa: ANN401
    """A class like this one, some of whose methods are others."""
    return type(of.__name__, (of,), methods)


def one_order(images: Sequence[Any]) -> Any:  # noqa: ANN401
    """An order of the images, the same at each call."""
    return np.random.default_rng(0).permutation(len(images))


NETWORKS = {
    each.__name__: each
    for each in (
        *(stack, convolving, skipping, answering),
        *(untrained, without_digits, rounded_weights, logged, digits_read),
        *(changed, one_order),
    )
}

# It takes the pieces in the order of `label`, from top to bottom, and all of them.
PIECES_AS_NUMBERED = """
def read_number(grey):
    ink = find_ink(shrink(grey))
    pieces, count = ndimage.label(ink > choose_level(ink))
    found = [place(thicken(pieces == piece)) for piece in range(1, count + 1)]
    answers = model.predict(np.array(found)[..., None], verbose=0).argmax(axis=1)
    return "".join(str(answer) for answer in answers)
"""

WRONG: Mapping[str, Mapping[int, Mapping[str, Sequence[str]]]] = {
    "data": {
        1: {
            "ten-digits": [
                "counts = np.unique(labels, return_counts=True)",
                "counts = np.bincount(labels)[1:]",
            ],
            "label-counts": [
                "counts = np.bincount(test_labels)",
                "counts = sorted(np.bincount(labels))",
                "counts = [(labels == digit).mean() for digit in range(10)]",
            ],
            "share": [
                "share = 100 * share",
                "share = 1 / 10",
                "share = counts.argmax() / len(labels)",
                "share = counts.min() / len(labels)",
            ],
        },
        2: {
            "ten-images": [
                "mean_images = images[labels == 9].mean(axis=0)",
                "mean_images = [images[labels == digit].mean(axis=0) for digit in range(1, 10)]",
            ],
            "shape": [
                "mean_images = [images[labels == digit].mean() for digit in range(10)]",
                "mean_images = [images[labels == digit].mean(axis=1) for digit in range(10)]",
            ],
            "pixels": [
                "mean_images = [(images / 255)[labels == digit].mean(axis=0) for digit in range(10)]",
                "mean_images = [images[labels == digit].sum(axis=0) for digit in range(10)]",
                "mean_images = [test_images[test_labels == digit].mean(axis=0) for digit in range(10)]",
                "mean_images = np.round(mean_images)",
                "mean_images = [images.mean(axis=0) for digit in range(10)]",
            ],
        },
        3: {
            "one-hot-shape": [
                "one_hot = keras.utils.to_categorical(labels, num_classes=10)",
                "one_hot = test_labels",
                "one_hot = keras.utils.to_categorical(test_labels, num_classes=11)",
            ],
            "one-hot": ["one_hot = np.roll(one_hot, 1, axis=1)"],
            "one-digit-each": [
                "digits = one_hot.argmax()",
                "digits = one_hot.argmax(axis=0)",
                "digits = one_hot",
            ],
            "digits": [
                "digits = one_hot.max(axis=1)",
                "digits = one_hot.argmax(axis=1) + 1",
            ],
        },
    },
    "learn": {
        1: {
            "sums": [
                "sums = sums[-1:]",
                "sums = [2.5 - bias for bias in (-1, -2, -3)]",
                "sums = [inputs.sum() + bias for bias in (-1, -2, -3)]",
                "sums = outputs",
                "sums = [(inputs * [3, -2, 1]).sum() + bias for bias in (-1, -2, -3)]",
            ],
            "outputs": [
                "outputs = sums",
                "outputs = [1 if each > 0 else 0 for each in sums]",
            ],
            "zero-bias": ["zero_bias = 2.5", "zero_bias = -3"],
        },
        2: {
            "one-step": ["one_step_rate = 0.25", "one_step_rate = 0.1"],
            "to-and-fro": ["to_and_fro_rate = 0", "to_and_fro_rate = 0.2", "to_and_fro_rate = 0.26"],
        },
        3: {
            "first-neuron": ["b1 = -1", "w1 = 1.8"],
            "second-weight": ["w2 = 0.2"],
            "second-bias": ["b2 = 1", "b2 = 4 - 3 * 0.9**4", "b2 = 4"],
        },
        4: {
            "adjustments": [
                "adjustments = [each // 3 for each in adjustments]",
                "adjustments = [3 * (len(X_train) // size) for size in (128, 1000, len(X_train))]",
                "adjustments = [3 * math.ceil(len(X) / size) for size in (128, 1000, len(X))]",
                "adjustments = [128, 1000, len(X_train)]",
            ],
            "accuracies": [
                "val_accuracies = val_accuracies[-1:]",
                "val_accuracies = [100 * each for each in val_accuracies]",
            ],
            "smaller-is-better": [
                "val_accuracies = sorted(val_accuracies)",
                "val_accuracies = [0.8, 0.7, 0.9]",
            ],
        },
    },
    "sequential": {
        1: {
            "by-hand": [
                "by_hand = 784 * 32 + (32 * 10 + 10)",
                "by_hand = (784 * 32 + 32) + 32 * 10",
                "by_hand = 784 * 32 + 32 * 10",
                "by_hand = (28 * 32 + 32) + (32 * 10 + 10)",
                "by_hand = 784 * 32 * 10",
            ],
            "output-shape": [
                "small = keras.Sequential([layers.Flatten(), layers.Dense(32, 'relu'), layers.Dense(10, 'softmax')])",
                "first = keras.Input((28, 28))\n"
                "small = keras.Sequential([first, layers.Dense(32, 'relu'), layers.Dense(10, 'softmax')])",
                "small = stack((32, 'relu'), (1, 'sigmoid'))",
            ],
            "parameters": [
                "small = stack((256, 'relu'), (128, 'relu'), (10, 'softmax'))",
                "small = stack((64, 'relu'), (10, 'softmax'))",
            ],
            "activations": [
                "small = stack((32, 'relu'), (10, None))",
                "small = stack((32, None), (10, 'softmax'))",
                "small = stack((32, 'sigmoid'), (10, 'softmax'))",
            ],
        },
        2: {
            "activations": [
                "linear = stack((256, None), (128, None), (10, None))",
                "linear = sparse",
                "linear = stack((256, None), (10, 'softmax'))",
            ],
            "parameters": ["linear = stack((128, None), (128, None), (10, 'softmax'))"],
            "trained": ["linear = untrained(linear)"],
            "measured": [
                "linear_accuracy = [linear_loss, linear_accuracy]",
                # The solution's network happens to read as many of the test set as of the validation set.
                "linear = without_digits(linear, 4)\n"
                "linear_accuracy = (digits_read(linear, test_images) == test_labels).mean()",
                "linear_accuracy = linear_loss",
            ],
        },
        3: {
            "loss": [
                "sparse = stack((256, 'relu'), (128, 'relu'), (10, 'softmax'))",
                "sparse = linear",
                "sparse = untrained(sparse)\nsparse.compile(loss='mse')",
            ],
            "activations": [
                "sparse = stack((256, 'relu'), (128, 'relu'), (10, None))",
                "sparse = linear",
            ],
            "trained": [
                "sparse = untrained(sparse)",
                "sparse = without_digits(sparse, 4)",
            ],
        },
    },
    "train": {
        1: {
            "five": ["accuracies = accuracies[-1:]", "accuracies = accuracies[1:]"],
            "accuracies": [
                "accuracies = [[0.1, each] for each in accuracies]",
                "accuracies = [1 - each for each in accuracies]",
                "accuracies = [100 * each for each in accuracies]",
            ],
            "seeds": ["accuracies = 5 * accuracies[:1]"],
            "spread": [
                "spread = min(accuracies) - max(accuracies)",
                "spread = np.std(accuracies)",
                "spread = max(accuracies)",
            ],
        },
        2: {
            "validation": ["stopped = history", "stopped = untrained(stopped)", "stopped = rated"],
            "patience": [
                "stopped = logged(stopped, 0.5, 0.4, *18 * [0.6])",
                "stopped = logged(stopped, 0.3, 0.2, 0.25)",
            ],
            "weights": [
                "loss = min(history.history['val_loss'])\nstopped = logged(stopped, loss / 2, 2 * loss, loss)",
                "loss = min(history.history['val_loss'])\nstopped = logged(stopped, loss / 2, 2 * loss, 3 * loss)",
            ],
            "best-epoch": [
                "best_epoch = np.argmin(history.history['val_loss'])",
                "best_epoch = len(history.epoch)",
                "best_epoch = 1",
            ],
        },
        3: {
            "three": ["val_losses = val_losses[-1:]"],
            "rates": ["val_losses = 3 * val_losses[:1]"],
            "losses": ["val_losses = [0.9, 0.95, 0.96]", "val_losses = [0.9, 1.2, 0.3]"],
            "best-rate": [
                "best_rate = np.argmin(val_losses)",
                "best_rate = rates[np.argmax(val_losses)]",
                "best_rate = rates[np.argsort(val_losses)[1]]",
            ],
        },
        4: {
            "shape": ["confusion = confusion.sum(axis=0)"],
            "images": [
                "confusion = errors",
                "confusion = confusion_matrix(test_labels, digits_read(stopped, test_images))",
                "confusion = confusion_matrix(predicted, val_labels)",
                "confusion = confusion_matrix(val_labels[:100], predicted[:100])",
            ],
            "off-diagonal": [
                "pair = errors.argmax()",
                "pair = np.unravel_index(confusion.argmax(), confusion.shape)",
            ],
            "largest": ["pair = pair[::-1]", "pair = (0, 1)"],
        },
        5: {
            "sure": [
                "sure_accuracy = unsure_accuracy",
                "sure_accuracy = sure.mean()",
                "sure_accuracy = (correct & sure).mean()",
                "sure_accuracy = correct.mean()",
            ],
            "unsure": [
                "unsure_accuracy = (~sure).mean()",
                "unsure_accuracy = 1 - sure_accuracy",
                "unsure_accuracy = correct.mean()",
            ],
        },
    },
    "functional": {
        1: {
            "parameters": [
                "narrow = stack((256, 'relu'), (128, 'relu'), (10, 'softmax'))",
                "narrow = skipping(256, 128)",
                "narrow = stack((128, 'relu'), (10, 'softmax'))",
            ],
            "added": ["added = 784", "added = 784 * 10 + 10", "added = 242_986"],
            "trained": ["narrow = untrained(narrow)"],
        },
        2: {
            "two-outputs": ["both = narrow", "both = answering(odd=2)"],
            "shared": ["both = answering(shared=False)", "both = answering(hidden=(128, 64))"],
            "alone": ["alone = narrow", "alone = stack((64, 'relu'), (1, 'sigmoid'))"],
            "probability": [
                "alone = stack((256, 'relu'), (128, 'relu'), (1, 'softmax'))",
                "alone = stack((256, 'relu'), (128, 'relu'), (1, None))",
            ],
            "trained": ["alone = untrained(alone)"],
            "apart": [
                "parameters_apart = both.count_params() + alone.count_params()",
                "parameters_apart = 2 * both.count_params()",
                "parameters_apart = alone.count_params()",
            ],
        },
        3: {
            "by-digit": [
                "by_digit = (answers['digit'].argmax(axis=1) == labels[-tenth:]).mean()",
                "by_digit = (answers['digit'].argmax(axis=1) == odd_val).mean()",
            ],
            "by-output": [
                "by_output = (answers['odd'].argmax(axis=1) == odd_val).mean()",
                "by_output = ((answers['odd'][:, 0] < 0.5) == odd_val).mean()",
                "by_output = ((answers['odd'] >= 0.5) == odd_val).mean()",
            ],
        },
        4: {
            "quarter": ["quarter = len(X) // 4", "quarter = 13_500", "quarter = len(X_train)"],
            "stack": [
                "stack_accuracies = stack_accuracies[-1:]",
                "stack_accuracies = [100 * each for each in stack_accuracies]",
            ],
            "article": [
                "article_accuracies = article_accuracies[-1:]",
                "article_accuracies = [100 * each for each in article_accuracies]",
            ],
            "seeds": ["stack_accuracies = 3 * stack_accuracies[:1]"],
        },
    },
    "cnn": {
        1: {
            "edges": [
                "kernel = kernel[::2]",
                "kernel = -kernel",
                "kernel = kernel.T",
                "kernel = abs(kernel)",
            ],
            "even": ["kernel = np.array([[-1, -1, -1], [0, 0, 0], [2, 2, 2]])"],
            "places": ["edges = np.zeros((28, 28))", "edges = edges.flatten()"],
            "map": [
                "edges = edges.T",
                "edges = -edges",
                "edges = 255 * edges",
                "edges = X_val[1, :26, :26]",
            ],
            "by-keras": [
                "by_keras = layers.Conv2D(8, 3)(image.reshape(1, 28, 28, 1))",
                "by_keras = keras.ops.relu(by_keras)",
            ],
        },
        2: {
            "maps": [
                "same = convolving()",
                "same = convolving(paddings=('same', 'valid'))",
                "same = convolving(paddings=('same', 'same'), strides=2)",
            ],
            "parameters": [
                "same = convolving(paddings=('same', 'same'), pooled=False)",
                "same = convolving(paddings=('same', 'same'), units=32)",
            ],
        },
        3: {
            "maps": [
                "strided = convolving(strides=2)",
                "strided = convolving(strides=2, paddings=('same', 'same'), pooled=False)",
                "strided = convolving(pooled=False)",
            ],
            "parameters": ["strided = convolving(strides=2, pooled=False, units=32)"],
            "trained": ["strided = untrained(strided)"],
            "measured": [
                "strided = without_digits(strided, 4)\n"
                "val_accuracy = (digits_read(strided, test_images) == test_labels).mean()",
                "val_accuracy = val_loss",
            ],
        },
        4: {
            "places": [
                "label_probabilities = label_probabilities.flatten()",
                "label_probabilities = label_probabilities[:21, :21]",
            ],
            "probabilities": [
                "label_probabilities = np.full((22, 22), label_probabilities[-1, -1])",
                "label_probabilities = label_probabilities.T",
                "label_probabilities = strided.predict(image[None], verbose=0)[0, label] - label_probabilities",
                "blank = np.where(np.array(covered) == 0.5, 0, covered)\n"
                "label_probabilities = strided.predict(blank, verbose=0)[:, label].reshape(22, 22)",
                "label_probabilities = probabilities[:, 3].reshape(22, 22)",
            ],
            "worst": [
                "row, column = worst, worst",
                "row, column = column, row",
                "row, column = np.unravel_index(label_probabilities.argmax(), (22, 22))",
                "row, column = np.unravel_index(label_probabilities.flatten().argsort()[1], (22, 22))",
            ],
        },
    },
    "generalize": {
        1: {
            "stopped": [
                "stopped_epoch = len(val_losses)",
                "stopped_epoch = 7",
                "stopped_epoch = 9",
                "stopped_epoch = 3",
            ],
            "best": [
                "best_epoch = val_losses.index(min(val_losses[:stopped_epoch]))",
                "best_epoch = val_losses.index(min(val_losses)) + 1",
                "best_epoch = stopped_epoch",
                "best_epoch = 3",
            ],
        },
        2: {
            "rotation": [
                "turned = turned.history",
                "turned = scoring",
                "turned = build_model([layers.RandomRotation(0.05)])",
            ],
            "three": ["turned_accuracies = turned_accuracies[-1:]", "turned_accuracies = turned_accuracies[1:]"],
            "seeds": ["turned_accuracies = 3 * turned_accuracies[:1]"],
            "measured": [
                "turned_accuracies = [[0.1, each] for each in turned_accuracies]",
                "turned_accuracies[-1] = (digits_read(turned, test_images) == test_labels).mean()",
                "turned_accuracies[-1] = turned.evaluate(X_val, y_val, verbose=0)[0]",
            ],
        },
        3: {
            "augmentation": ["both = both.history", "both = scoring", "both = turned"],
            "dropout": [
                "both = build_model(augmentation)",
                "both = keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dropout(0.3)])",
                "both = build_model(augmentation, dropout=0.5)",
            ],
            "three": ["both_accuracies = both_accuracies[-1:]"],
            "seeds": ["both_accuracies = 3 * both_accuracies[:1]"],
            "measured": [
                "both_accuracies[-1] = (digits_read(both, test_images) == test_labels).mean()",
                "both_accuracies[-1] = both.evaluate(X_val, y_val, verbose=0)[0]",
            ],
        },
        4: {
            "scores": ["scoring = both", "scoring = stack((256, 'relu'), (128, 'relu'), (10, 'sigmoid'))"],
            "loss": [
                "scoring = stack((256, 'relu'), (128, 'relu'), (10, None))",
                "scoring = untrained(scoring)\nscoring.compile(loss='categorical_crossentropy')",
                "scoring = untrained(scoring)\nscoring.compile(loss=keras.losses.CategoricalCrossentropy())",
            ],
            "trained": ["scoring = untrained(scoring)"],
            "shape": ["probabilities = probabilities[0]"],
            "sums": [
                "probabilities = scores",
                "probabilities = keras.ops.convert_to_numpy(keras.ops.softmax(scores, axis=0))",
                "probabilities = keras.ops.convert_to_numpy(keras.ops.sigmoid(scores))",
            ],
            "softmax": ["probabilities = keras.ops.convert_to_numpy(keras.ops.softmax(probabilities))"],
        },
    },
    "your-own": {
        1: {
            "shape": [
                "prepare_chalk = prepare",
                "prepare_chalk = lambda file: prepare(255 - open_photo(file))",
                "prepare_chalk = lambda grey: prepare(255 - grey)[None, ..., None]",
            ],
            "ink": [
                "prepare_chalk = lambda grey: 255 - prepare(255 - grey)",
                "prepare_chalk = lambda grey: prepare(255 - grey) / 255",
            ],
            "place": [
                "prepare_chalk = lambda grey: prepare(255 - grey.T)",
                "prepare_chalk = lambda grey: np.roll(prepare(255 - grey), 2, axis=0)",
            ],
        },
        2: {
            "five": ["right = right[2]", "refused = refused[:4]"],
            "refused": [
                "refused = [8, 6, 6, 4, 0]",
                "refused = [0, 0, 0, 6, 11]",
                "refused = [4, 0, 0, 0, 5]",
                "refused = [20 - each for each in right]",
                "refused = [0] * 5",
            ],
            "right": [
                "right = [each / 20 for each in right]",
                "right = [5 * each for each in right]",
                "right = [2] * 5",
                "right = [20] * 5",
            ],
        },
        3: {
            "digits": [
                "read_number = lambda grey: model.predict(prepare(grey)[None, ..., None], verbose=0).argmax()",
                "one = read_number\nread_number = lambda file: one(open_photo(file))",
                "one = read_number\nread_number = lambda grey: print(one(grey))",
                "one = read_number\nread_number = lambda grey: one(grey)[0]",
                "one = read_number\nread_number = lambda grey: '0' + one(grey)",
            ],
            "order": [
                "one = read_number\nread_number = lambda grey: int(one(grey)[::-1])",
                PIECES_AS_NUMBERED,
                "read_number = lambda grey: '171'",
            ],
            "dirt": [
                PIECES_AS_NUMBERED,
                "one = read_number\nread_number = lambda grey: one(grey) + '1' * bool(grey[0, 0] < 100)",
            ],
        },
        4: {
            "photos": [
                "photo_probabilities = photo_probabilities.T",
                "unsure_photos = 20 - unsure_photos",
                "unsure_photos = photos",
            ],
            "unsure": [
                "unsure = sure.sum()",
                "unsure = (~sure).mean()",
                "unsure = (model.predict(X_val / 255, verbose=0).max(axis=1) < 0.9).sum()",
                "unsure = (model.predict(X_train, verbose=0).max(axis=1) < 0.9).sum()",
            ],
            "accuracy": [
                "sure_accuracy = correct.mean()",
                "sure_accuracy = (correct & sure).mean()",
                "sure_accuracy = correct[~sure].mean()",
                "sure_accuracy = correct[::-1][sure].mean()",
            ],
        },
    },
    "save": {
        1: {
            "bare": ["bare = model"],
            "weights": ["bare = untrained(bare)"],
            "outputs": [
                "bare_outputs = bare.predict(X_val, verbose=0)",
                "bare_outputs = bare_outputs.argmax(axis=1)",
                "bare_outputs = bare.predict(X_val / 128, verbose=0)",
            ],
        },
        2: {
            "safe": ["inverting = keras.Sequential([image, layers.Lambda(lambda pixels: 255 - pixels), model])"],
            "inverted": [
                "inverting = model",
                "inverting = keras.Model(image, model(1 - image))",
                "inverting = keras.Model(image, model(128 - image))",
            ],
        },
        3: {
            "rounded": [
                "coarse = model",
                "coarse = rounded_weights(model, 1)",
                "coarse = rounded_weights(model, 3, each_output=True)",
            ],
            "near": ["coarse = rounded_weights(coarse, 3, factor=2)"],
            "measured": [
                "coarse_accuracy = val_accuracy",
                "coarse = without_digits(coarse, 4)\n"
                "coarse_accuracy = np.mean(coarse.predict(test_images.astype('float32'), verbose=0).argmax(axis=1) "
                "== test_labels)",
                "coarse_accuracy = 100 * coarse_accuracy",
            ],
        },
        4: {
            "steps": [
                "straight = untrained(straight)\nstraight.compile()",
                "resumed = paused",
                "resumed = untrained(resumed)\n"
                "resumed.compile()\n"
                "resumed.optimizer.build(resumed.trainable_variables)\n"
                "resumed.optimizer.iterations.assign(7)",
            ],
            "equal": ["resumed = model"],
            "gap": ["gap = 1"],
        },
    },
    "faster": {
        1: {
            "steps": ["steps = 54_000 / 256", "steps = 256"],
            "seconds": [
                "seconds *= 1000",
                "seconds = of_steps / 1000",
                "seconds = steps * 1.208 / 1000",
                "seconds = 0",
            ],
            "fastest": ["fastest *= 1000", "fastest = seconds", "fastest = of_steps / 1000"],
        },
        2: {
            "shape": ["small = small.argmax(axis=1)", "large = large[:100]"],
            "same": ["large = 1 - large"],
            "batches": [
                "small_batches, large_batches = large_batches, small_batches",
                "small_batches, large_batches = len(X_val) // 32, len(X_val) // 1024",
                "small_batches, large_batches = 32, 1024",
            ],
        },
        3: {
            "length": [
                "Shuffled = changed(Shuffled, __len__=lambda self: len(self.X) // self.batch_size)",
                "Shuffled = changed(Shuffled, __len__=lambda self: len(self.X))",
            ],
            "once": [
                "Shuffled = changed(Shuffled, __getitem__=lambda self, at: 2 * [self.X[: 32 if at < 31 else 8]])",
                "Shuffled = changed(Shuffled, __getitem__=lambda self, at: 2 * [self.X[at : at + 1]])",
            ],
            "pairs": ["Shuffled = changed(Shuffled, __getitem__=lambda self, at: [self.X, self.y[self.order]])"],
            "order": [
                "Shuffled = changed(Shuffled, on_epoch_end=lambda self: setattr(self, 'order', np.arange(len(self.X))))"
            ],
            "anew": [
                "Shuffled = changed(Shuffled, on_epoch_end=lambda self: setattr(self, 'order', one_order(self.X)))"
            ],
        },
    },
    "backends": {
        1: {
            "outputs": [
                "limited = ops.relu",
                "limited = lambda inputs: ops.minimum(inputs, 6)",
                "limited = lambda inputs: ops.clip(inputs, 0, 1)",
            ],
            "portable": ["limited = lambda inputs: np.clip(inputs, 0, 6)"],
            "used": ["bounded = stack((64, 'relu'), (10, 'softmax'))"],
        },
        2: {
            "start": [
                "leaky = stack((64, 'relu'), (10, 'softmax'))",
                "leaky = keras.Sequential([keras.Input((64,)), LearnedSlope()])",
                "leaky = keras.Sequential([keras.Input((64,)), LearnedSlope(start=0.5)])",
            ],
            "config": ["loaded = keras.Sequential([keras.Input((64,)), LearnedSlope()])"],
            "file": [
                "loaded = leaky",
                "loaded = untrained(leaky)",
            ],
        },
        3: {
            "steps": [
                "looped = untrained(looped)\nlooped.compile('adam')",
                "fitted = untrained(fitted)\nfitted.compile('adam')",
            ],
            "same": ["looped = fitted", "looped = untrained(fitted)"],
            "gap": ["gap = max(weights.max() for weights in looped.get_weights())"],
        },
    },
    "scale": {
        1: {
            "parts": ["sizes = np.array([5, 3, 0])", "means = means[::-1]"],
            "whole": ["whole = means.mean()", "whole = (means * sizes).sum()", "whole = means.sum()"],
        },
        2: {
            "disjoint": ["parts = [part_of(0, 2, 0)] * 2", "parts = [part_of(0, 2, 0), part_of(1, 2, 1)]"],
            "batches": [
                "order = np.random.default_rng([42, 0]).permutation(12)\nparts = [order[:6], order[6:]]",
                "parts = [part_of(1, 2, 0), part_of(1, 2, 1)]",
            ],
            "epochs": [
                "right = part_of\npart_of = lambda epoch, workers, rank: right(0, workers, rank)",
                "right = part_of\npart_of = lambda epoch, workers, rank: right(epoch, 2, rank % 2)",
            ],
        },
        3: {
            "accumulates": ["half_batches = whole_batches"],
            "equal": ["half_batches.set_weights([0 * weights for weights in half_batches.get_weights()])"],
            "gap": ["gap = 1"],
        },
    },
}
