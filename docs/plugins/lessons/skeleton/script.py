"""vi: TODO: bài minh hoạ điều gì, trong một câu
en: TODO: what the lesson shows, in one sentence
"""

# %% imports
import keras
from keras.datasets import mnist
from keras.layers import Dense, Flatten, Input
from keras.models import Sequential
from keras.utils import to_categorical

keras.utils.set_random_seed(42)

# %% data
(X_train, y_train), (X_test, y_test) = mnist.load_data()
X_train = X_train.astype("float32") / 255
X_test = X_test.astype("float32") / 255
y_train = to_categorical(y_train, 10)
y_test = to_categorical(y_test, 10)

# %% build
# TODO: the network of the lesson, in the place of this one; more cells where it needs them
model = Sequential([Input(shape=(28, 28)), Flatten(), Dense(128, activation="relu"), Dense(10, activation="softmax")])

# %% compile
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])

# %% fit
model.fit(X_train, y_train, batch_size=128, epochs=1)

# %% evaluate
test_loss, test_accuracy = model.evaluate(X_test, y_test, batch_size=128)
print(f"test accuracy: {test_accuracy:.4f}")
