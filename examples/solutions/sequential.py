"""vi: Lời giải của bài về mạng Sequential.
en: Solutions to the lesson on the Sequential network.
"""

# %% set-up
import keras
from keras.datasets import mnist
from keras.layers import Dense, Flatten, Input
from keras.models import Sequential
from keras.utils import to_categorical

keras.utils.set_random_seed(42)
(X_train, y_train), (X_test, y_test) = mnist.load_data()
X_train = X_train.astype("float32") / 255
X_test = X_test.astype("float32") / 255

# %% count
small = Sequential(
    [
        Input(shape=(28, 28)),
        Flatten(),
        Dense(32, activation="relu"),
        Dense(10, activation="softmax"),
    ]
)
print((784 * 32 + 32) + (32 * 10 + 10))
print(small.count_params())

# %% linear
linear = Sequential(
    [
        Input(shape=(28, 28)),
        Flatten(),
        Dense(256),
        Dense(128),
        Dense(10, activation="softmax"),
    ]
)
linear.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
linear.fit(X_train, to_categorical(y_train, 10), batch_size=128, epochs=5)
linear_loss, linear_accuracy = linear.evaluate(X_test, to_categorical(y_test, 10))
print(f"without activation functions: {linear_accuracy:.4f}")

# %% sparse
model = Sequential(
    [
        Input(shape=(28, 28)),
        Flatten(),
        Dense(256, activation="relu"),
        Dense(128, activation="relu"),
        Dense(10, activation="softmax"),
    ]
)
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(X_train, y_train, batch_size=128, epochs=5)
test_loss, test_accuracy = model.evaluate(X_test, y_test)
print(f"test accuracy: {test_accuracy:.4f}")
