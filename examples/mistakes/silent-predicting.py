"""vi: Đánh giá và dự đoán sai mà không báo lỗi, đặt cạnh
    cách đúng.
en: Wrong evaluating and predicting that raises no error,
    beside right ways.
"""

# %% silent-predicting-setup
import keras
import numpy as np
import tensorflow as tf
from keras import Input, Sequential, layers

(images, labels), _ = keras.datasets.mnist.load_data()
X, y = images[:1000] / 255, labels[:1000]
raw_val, y_val = images[5000:6000], labels[5000:6000]
X_val = raw_val / 255

models = []
for seed in (1, 2, 3):
    keras.utils.set_random_seed(seed)
    model = Sequential(
        [
            Input((28, 28)),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dropout(0.5),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer="adam",
        metrics=["accuracy"],
    )
    model.fit(X, y, epochs=20, verbose=0)
    models.append(model)


def evaluate(X, y):
    for model in models:
        loss, right = model.evaluate(X, y, verbose=0)
        print(f"loss {loss:.2f}, right {right:.1%}")


# %% white-paper
white = 1 - X_val
evaluate(white, y_val)

# %% white-paper-cure
evaluate(1 - white, y_val)

# %% unscaled-prediction
evaluate(raw_val, y_val)

# %% unscaled-prediction-cure
evaluate(raw_val / 255, y_val)

# %% turned
turned = X_val.transpose(0, 2, 1)
evaluate(turned, y_val)

# %% turned-cure
evaluate(turned.transpose(0, 2, 1), y_val)

# %% numpy-resize
large = X_val.repeat(2, axis=1).repeat(2, axis=2)
small = np.resize(large, (len(large), 28, 28))
evaluate(small, y_val)

# %% numpy-resize-cure
resize = keras.ops.image.resize
small = resize(large[..., None], (28, 28))[..., 0]
evaluate(small, y_val)

# %% training-mode
for model in models:
    answers = model(X_val, training=True)
    read = keras.ops.argmax(answers, axis=1).numpy()
    print(f"right {(read == y_val).mean():.1%}")

# %% training-mode-cure
for model in models:
    answers = model(X_val, training=False)
    read = keras.ops.argmax(answers, axis=1).numpy()
    print(f"right {(read == y_val).mean():.1%}")

# %% label-column
column = y_val.reshape(-1, 1)
for model in models:
    read = model.predict(X_val, verbose=0).argmax(axis=1)
    print(f"right {(read == column).mean():.1%}")

# %% label-column-cure
for model in models:
    read = model.predict(X_val, verbose=0).argmax(axis=1)
    print(f"right {(read == column[:, 0]).mean():.1%}")

# %% shuffled-dataset
dataset = tf.data.Dataset.from_tensor_slices((X_val, y_val))
dataset = dataset.shuffle(1000).batch(100)
for model in models:
    read = model.predict(dataset, verbose=0).argmax(axis=1)
    known = np.concatenate([part for _, part in dataset])
    print(f"right {(read == known).mean():.1%}")

# %% shuffled-dataset-cure
dataset = tf.data.Dataset.from_tensor_slices((X_val, y_val))
dataset = dataset.batch(100)
for model in models:
    read = model.predict(dataset, verbose=0).argmax(axis=1)
    known = np.concatenate([part for _, part in dataset])
    print(f"right {(read == known).mean():.1%}")

# %% seen-before
evaluate(X, y)

# %% seen-before-cure
evaluate(X_val, y_val)

# %% binary-accuracy
one_hot = keras.utils.to_categorical(y_val)
loss = "categorical_crossentropy"
for model in models:
    model.compile(loss=loss, metrics=["binary_accuracy"])
evaluate(X_val, one_hot)

# %% binary-accuracy-cure
for model in models:
    model.compile(loss=loss, metrics=["accuracy"])
evaluate(X_val, one_hot)
