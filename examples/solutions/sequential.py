"""vi: Lời giải của bài về mạng Sequential.
en: Solutions to the lesson on the Sequential network.
"""

# %% set-up
import keras
from keras import layers

keras.utils.set_random_seed(42)
(images, labels), (test_images, test_labels) = (
    keras.datasets.mnist.load_data()
)
X = images.astype("float32") / 255
y = keras.utils.to_categorical(labels, num_classes=10)

tenth = len(X) // 10
X_train, X_val = X[:-tenth], X[-tenth:]
y_train, y_val = y[:-tenth], y[-tenth:]

# %% count
small = keras.Sequential(
    [
        keras.Input(shape=(28, 28)),
        layers.Flatten(),
        layers.Dense(32, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ]
)
by_hand = (784 * 32 + 32) + (32 * 10 + 10)
print(by_hand)
print(small.count_params())

# %% linear
linear = keras.Sequential(
    [
        keras.Input(shape=(28, 28)),
        layers.Flatten(),
        layers.Dense(256),
        layers.Dense(128),
        layers.Dense(10, activation="softmax"),
    ]
)
linear.compile(
    loss="categorical_crossentropy",
    optimizer="adam",
    metrics=["accuracy"],
)
linear.fit(X_train, y_train, batch_size=128, epochs=5)
linear_loss, linear_accuracy = linear.evaluate(X_val, y_val)
print(
    f"without activation functions: {linear_accuracy:.4f}"
)

# %% sparse
sparse = keras.Sequential(
    [
        keras.Input(shape=(28, 28)),
        layers.Flatten(),
        layers.Dense(256, activation="relu"),
        layers.Dense(128, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ]
)
sparse.compile(
    loss="sparse_categorical_crossentropy",
    optimizer="adam",
    metrics=["accuracy"],
)
sparse.fit(
    X_train, labels[:-tenth], batch_size=128, epochs=5
)
val_loss, val_accuracy = sparse.evaluate(
    X_val, labels[-tenth:]
)
print(f"validation accuracy: {val_accuracy:.4f}")
