"""vi: Mạng sai mà không báo lỗi, đặt cạnh mạng đúng.
en: Wrong networks that raise no error, beside right ones.
"""

# %% silent-network-setup
import keras
from keras import Input, Sequential, layers

(images, labels), _ = keras.datasets.mnist.load_data()
X, y = images[:5000] / 255, labels[:5000]
X_val, y_val = images[5000:6000] / 255, labels[5000:6000]


def train(
    build, loss="sparse_categorical_crossentropy", epochs=2
):
    for seed in (1, 2, 3):
        keras.utils.set_random_seed(seed)
        model = build()
        model.compile("adam", loss, metrics=["accuracy"])
        run = model.fit(
            X, y, batch_size=100, epochs=epochs, verbose=0
        )
        first, *_, last = run.history["loss"]
        seen = run.history["accuracy"][-1]
        _, new = model.evaluate(X_val, y_val, verbose=0)
        print(
            f"loss {first:.2f} to {last:.2f},",
            f"seen {seen:.1%}, new {new:.1%}",
        )


# %% relu-output
def build():
    return Sequential(
        [
            Input((28, 28)),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(10, activation="relu"),
        ]
    )


train(build)


# %% relu-output-cure
def build():
    return Sequential(
        [
            Input((28, 28)),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )


train(build)


# %% linear-output
def build():
    return Sequential(
        [
            Input((28, 28)),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(10),
        ]
    )


train(build)

# %% linear-output-cure
from_logits = keras.losses.SparseCategoricalCrossentropy(
    from_logits=True
)
train(build, loss=from_logits)


# %% softmax-twice
def build():
    return Sequential(
        [
            Input((28, 28)),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(10, activation="softmax"),
            layers.Softmax(),
        ]
    )


train(build)


# %% softmax-twice-cure
def build():
    return Sequential(
        [
            Input((28, 28)),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )


train(build)


# %% no-activation
def build():
    return Sequential(
        [
            Input((28, 28)),
            layers.Flatten(),
            layers.Dense(64),
            layers.Dense(64),
            layers.Dense(10, activation="softmax"),
        ]
    )


train(build, epochs=4)


# %% no-activation-cure
def build():
    return Sequential(
        [
            Input((28, 28)),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(64, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )


train(build, epochs=4)
