"""vi: Dữ liệu sai mà không báo lỗi, đặt cạnh dữ liệu đúng.
en: Wrong data that raises no error, beside right data.
"""

# %% silent-data-setup
import keras
import numpy as np
from keras import Input, Sequential, layers

(images, labels), _ = keras.datasets.mnist.load_data()
raw, y = images[:5000], labels[:5000]
raw_val, y_val = images[5000:6000], labels[5000:6000]
X, X_val = raw / 255, raw_val / 255


def train(X, y, **options):
    models = []
    for seed in (1, 2, 3):
        keras.utils.set_random_seed(seed)
        model = Sequential(
            [
                Input((28, 28)),
                layers.Flatten(),
                layers.Dense(64, activation="relu"),
                layers.Dense(10, activation="softmax"),
            ]
        )
        model.compile(
            loss="sparse_categorical_crossentropy",
            optimizer="adam",
            metrics=["accuracy"],
        )
        run = model.fit(
            X,
            y,
            batch_size=100,
            epochs=2,
            verbose=0,
            **options,
        )
        first, *_, last = run.history["loss"]
        seen = run.history["accuracy"][-1]
        new = run.history["val_accuracy"][-1]
        print(
            f"loss {first:.2f} to {last:.2f},",
            f"seen {seen:.1%}, new {new:.1%}",
        )
        models.append(model)
    return models


# %% not-scaled
train(raw, y, validation_data=(raw_val, y_val))

# %% not-scaled-cure
X, X_val = raw / 255, raw_val / 255
train(X, y, validation_data=(X_val, y_val))

# %% scaled-twice
twice, twice_val = X / 255, X_val / 255
print("brightest pixel", twice.max())
train(twice, y, validation_data=(twice_val, y_val))

# %% scaled-twice-cure
print("brightest pixel", X.max())
train(X, y, validation_data=(X_val, y_val))

# %% byte-arithmetic
wrapped, wrapped_val = raw - 128, raw_val - 128
print("black", raw.min(), "became", wrapped[0, 0, 0])
train(
    wrapped / 128,
    y,
    validation_data=(wrapped_val / 128, y_val),
)

# %% byte-arithmetic-cure
centred = raw.astype("float32") - 128
centred_val = raw_val.astype("float32") - 128
print("black", raw.min(), "became", centred[0, 0, 0])
train(
    centred / 128,
    y,
    validation_data=(centred_val / 128, y_val),
)

# %% shuffled-apart
rng = np.random.default_rng(1)
mixed = rng.permutation(X)
train(mixed, y, validation_data=(X_val, y_val))

# %% shuffled-apart-cure
order = rng.permutation(len(X))
mixed, mixed_y = X[order], y[order]
train(mixed, mixed_y, validation_data=(X_val, y_val))

# %% sorted-split
order = np.argsort(y)
train(X[order], y[order], validation_split=0.2)

# %% sorted-split-cure
order = rng.permutation(len(X))
train(X[order], y[order], validation_split=0.2)

# %% copies-split
copies = np.tile(X[:1000], (5, 1, 1))
copies_y = np.tile(y[:1000], 5)
order = rng.permutation(len(copies))
models = train(
    copies[order], copies_y[order], validation_split=0.2
)
for model in models:
    loss, right = model.evaluate(X_val, y_val, verbose=0)
    print(f"really new {right:.1%}")

# %% copies-split-cure
copies = np.tile(X[:800], (5, 1, 1))
copies_y = np.tile(y[:800], 5)
apart = (X[800:1000], y[800:1000])
models = train(copies, copies_y, validation_data=apart)
for model in models:
    loss, right = model.evaluate(X_val, y_val, verbose=0)
    print(f"really new {right:.1%}")
