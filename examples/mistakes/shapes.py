"""vi: Lỗi của kích thước (shape), và cách sửa từng lỗi.
en: Mistakes with shapes, and the cure of each.
"""

# %% shapes-setup
import keras
from keras import Input, Sequential, layers

(X, y), _ = keras.datasets.mnist.load_data()
X = X[:100].astype("float32") / 255
y = y[:100]

# %% no-flatten tags=["raises-exception"]
model = Sequential(
    [
        Input((28, 28)),
        layers.Dense(10, activation="softmax"),
    ]
)
model.compile(loss="sparse_categorical_crossentropy")
model.fit(X, y)

# %% no-flatten-cure
model = Sequential(
    [
        Input((28, 28)),
        layers.Flatten(),
        layers.Dense(10, activation="softmax"),
    ]
)
model.compile(loss="sparse_categorical_crossentropy")
model.fit(X, y, verbose=0)

# %% no-batch-axis tags=["raises-exception"]
model.predict(X[0])

# %% no-batch-axis-cure
model.predict(X[:1], verbose=0)

# %% other-input-shape tags=["raises-exception"]
model = Sequential(
    [
        Input((28, 28)),
        layers.Flatten(),
        layers.Dense(10, activation="softmax"),
    ]
)
pixels = X.reshape(-1, 784)
model.predict(pixels)

# %% other-input-shape-cure
model.predict(pixels.reshape(-1, 28, 28), verbose=0)

# %% other-width tags=["raises-exception"]
model = Sequential([Input((784,)), layers.Dense(10)])
cropped = X[:, 4:24, 4:24].reshape(-1, 400)
model.predict(cropped)

# %% other-width-cure
model = Sequential([Input((400,)), layers.Dense(10)])
model.predict(cropped, verbose=0)

# %% no-batch-axis-vector tags=["raises-exception"]
layers.Dense(10)(cropped[0])

# %% no-batch-axis-vector-cure
layers.Dense(10)(cropped[:1])

# %% other-units tags=["raises-exception"]
one_hot = keras.utils.to_categorical(y, 10)
model = Sequential(
    [
        Input((28, 28)),
        layers.Flatten(),
        layers.Dense(5, activation="softmax"),
    ]
)
model.compile(loss="categorical_crossentropy")
model.fit(X, one_hot)

# %% other-units-cure
model = Sequential(
    [
        Input((28, 28)),
        layers.Flatten(),
        layers.Dense(10, activation="softmax"),
    ]
)
model.compile(loss="categorical_crossentropy")
model.fit(X, one_hot, verbose=0)

# %% no-channel-axis tags=["raises-exception"]
model = Sequential(
    [
        Input((28, 28)),
        layers.Conv2D(8, 3, activation="relu"),
    ]
)

# %% no-channel-axis-cure
model = Sequential(
    [
        Input((28, 28, 1)),
        layers.Conv2D(8, 3, activation="relu"),
    ]
)
model.predict(X[..., None], verbose=0)

# %% other-channels tags=["raises-exception"]
model = Sequential(
    [
        Input((28, 28, 3)),
        layers.Conv2D(8, 3, activation="relu"),
    ]
)
model.predict(X[..., None])

# %% other-channels-cure
colour = keras.ops.repeat(X[..., None], 3, axis=-1)
model.predict(colour, verbose=0)

# %% shrunk-away tags=["raises-exception"]
model = Sequential([Input((28, 28, 1))])
for filters in (8, 16, 32, 64):
    model.add(layers.Conv2D(filters, 3, activation="relu"))
    model.add(layers.MaxPooling2D())

# %% shrunk-away-cure
model = Sequential([Input((28, 28, 1))])
for filters in (8, 16, 32, 64):
    conv = layers.Conv2D(
        filters, 3, padding="same", activation="relu"
    )
    model.add(conv)
    model.add(layers.MaxPooling2D())

# %% no-time-axis tags=["raises-exception"]
model = Sequential([Input((784,)), layers.LSTM(16)])

# %% no-time-axis-cure
model = Sequential([Input((28, 28)), layers.LSTM(16)])

# %% other-size tags=["raises-exception"]
model = Sequential(
    [
        Input((28, 28)),
        layers.Reshape((28, 28, 3)),
    ]
)

# %% other-size-cure
model = Sequential(
    [
        Input((28, 28)),
        layers.Reshape((28, 28, 1)),
    ]
)

# %% two-numbers tags=["raises-exception"]
Input(28, 28)

# %% two-numbers-cure
Input((28, 28))

# %% not-built tags=["raises-exception"]
model = Sequential([layers.Flatten(), layers.Dense(10)])
model.count_params()

# %% not-built-cure
model = Sequential(
    [
        Input((28, 28)),
        layers.Flatten(),
        layers.Dense(10),
    ]
)
print(model.count_params())
