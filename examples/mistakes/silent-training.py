"""vi: Huấn luyện sai mà không báo lỗi, đặt cạnh cách đúng.
en: Wrong training that raises no error, beside right ways.
"""

# %% silent-training-setup
import keras
from keras import Input, Sequential, layers

(images, labels), _ = keras.datasets.mnist.load_data()
one_hot = keras.utils.to_categorical(labels)
X, y = images[:5000] / 255, one_hot[:5000]
X_val, y_val = images[5000:6000] / 255, one_hot[5000:6000]


def build(rate=0.001, loss="categorical_crossentropy"):
    model = Sequential(
        [
            Input((28, 28)),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    adam = keras.optimizers.Adam(learning_rate=rate)
    model.compile(adam, loss, metrics=["accuracy"])
    return model


def train(**settings):
    for seed in (1, 2, 3):
        keras.utils.set_random_seed(seed)
        model = build(**settings)
        run = model.fit(
            X, y, batch_size=100, epochs=2, verbose=0
        )
        first, *_, last = run.history["loss"]
        _, new = model.evaluate(X_val, y_val, verbose=0)
        print(
            f"loss {first:.2f} to {last:.2f},",
            f"new {new:.1%}",
        )


# %% high-rate
train(rate=0.1)

# %% high-rate-cure
train(rate=0.001)

# %% low-rate
train(rate=0.000001)

# %% low-rate-cure
train(rate=0.001)

# %% binary-crossentropy
train(loss="binary_crossentropy")

# %% binary-crossentropy-cure
train(loss="categorical_crossentropy")

# %% second-fit
halves = [(X[:500], y[:500]), (X[500:1000], y[500:1000])]
for seed in (1, 2, 3):
    keras.utils.set_random_seed(seed)
    model = build()
    for half, other in (halves, halves[::-1]):
        model.fit(*half, epochs=5, verbose=0)
        _, new = model.evaluate(*other, verbose=0)
        print(f"new {new:.1%}", end="  ")
    print()

# %% second-fit-cure
for seed in (1, 2, 3):
    keras.utils.set_random_seed(seed)
    for half, other in (halves, halves[::-1]):
        model = build()
        model.fit(*half, epochs=5, verbose=0)
        _, new = model.evaluate(*other, verbose=0)
        print(f"new {new:.1%}", end="  ")
    print()

# %% frozen-late
for seed in (1, 2, 3):
    keras.utils.set_random_seed(seed)
    model = build()
    model.fit(X[:1000], y[:1000], verbose=0)
    hidden = model.layers[1]
    hidden.trainable = False
    before = hidden.kernel.numpy()
    model.fit(X[:1000], y[:1000], verbose=0)
    moved = abs(hidden.kernel.numpy() - before).max()
    print(f"weights moved by up to {moved:.3f}")

# %% frozen-late-cure
for seed in (1, 2, 3):
    keras.utils.set_random_seed(seed)
    model = build()
    model.fit(X[:1000], y[:1000], verbose=0)
    hidden = model.layers[1]
    hidden.trainable = False
    model.compile("adam", "categorical_crossentropy")
    before = hidden.kernel.numpy()
    model.fit(X[:1000], y[:1000], verbose=0)
    moved = abs(hidden.kernel.numpy() - before).max()
    print(f"weights moved by up to {moved:.3f}")
