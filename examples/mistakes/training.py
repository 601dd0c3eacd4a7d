"""vi: Lỗi khi gọi compile và fit, và cách sửa từng lỗi.
en: Mistakes in compile and fit, and the cure of each.
"""

# %% training-setup
import keras
from keras import Input, Sequential, layers

keras.utils.set_random_seed(1)
(X, y), _ = keras.datasets.mnist.load_data()
X = X[:100].astype("float32") / 255
y = y[:100]

model = Sequential(
    [
        Input((28, 28)),
        layers.Flatten(),
        layers.Dense(10, activation="softmax"),
    ]
)

# %% not-compiled tags=["raises-exception"]
model.fit(X, y)

# %% not-compiled-cure
model.compile(loss="sparse_categorical_crossentropy")
model.fit(X, y, verbose=0)

# %% no-loss tags=["raises-exception"]
model = Sequential(
    [
        Input((28, 28)),
        layers.Flatten(),
        layers.Dense(10, activation="softmax"),
    ]
)
model.compile(optimizer="adam")
model.fit(X, y)

# %% no-loss-cure
model.compile(
    optimizer="adam", loss="sparse_categorical_crossentropy"
)
model.fit(X, y, verbose=0)

# %% loss-name tags=["raises-exception"]
model.compile(loss="sparse_categorical_cross_entropy")
model.fit(X, y)

# %% loss-name-cure
model.compile(loss="sparse_categorical_crossentropy")

# %% optimizer-name tags=["raises-exception"]
model.compile(
    optimizer="adma", loss="sparse_categorical_crossentropy"
)

# %% optimizer-name-cure
model.compile(
    optimizer="adam", loss="sparse_categorical_crossentropy"
)

# %% metric-name tags=["raises-exception"]
model.compile(
    loss="sparse_categorical_crossentropy",
    metrics=["acuracy"],
)
model.fit(X, y)

# %% metric-name-cure
model.compile(
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
model.fit(X, y, verbose=0)

# %% metrics-text tags=["raises-exception"]
model.compile(
    loss="sparse_categorical_crossentropy",
    metrics="accuracy",
)

# %% metrics-text-cure
model.compile(
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)

# %% activation-name tags=["raises-exception"]
layers.Dense(64, activation="rellu")

# %% activation-name-cure
layers.Dense(64, activation="relu")

# %% unknown-argument tags=["raises-exception"]
layers.Dense(64, activaton="relu")

# %% unknown-argument-cure
layers.Dense(64, activation="relu")

# %% history-key tags=["raises-exception"]
history = model.fit(X, y, verbose=0)
history.history["acc"]

# %% history-key-cure
print(list(history.history))
history.history["accuracy"]

# %% history-validation tags=["raises-exception"]
history = model.fit(X, y, verbose=0)
history.history["val_accuracy"]

# %% history-validation-cure
history = model.fit(X, y, validation_split=0.2, verbose=0)
history.history["val_accuracy"]

# %% early-stopping tags=["warns"]
stop = keras.callbacks.EarlyStopping(patience=2)
model.fit(X, y, callbacks=[stop], verbose=0)

# %% early-stopping-cure
model.fit(
    X, y, validation_split=0.2, callbacks=[stop], verbose=0
)

# %% one-unit-softmax tags=["warns"]
model = Sequential(
    [
        Input((28, 28)),
        layers.Flatten(),
        layers.Dense(1, activation="softmax"),
    ]
)
model.compile(loss="binary_crossentropy")
model.fit(X, y % 2, epochs=5, verbose=0)
print(model.predict(X[:4], verbose=0).ravel())

# %% one-unit-softmax-cure
model = Sequential(
    [
        Input((28, 28)),
        layers.Flatten(),
        layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile(loss="binary_crossentropy")
model.fit(X, y % 2, epochs=5, verbose=0)
print(model.predict(X[:4], verbose=0).ravel().round(2))
