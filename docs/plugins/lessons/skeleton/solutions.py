"""vi: TODO: lời giải của bài nào, trong một câu
en: TODO: of which lesson these are the solutions, in one sentence
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
y_train = to_categorical(y_train, 10)
y_test = to_categorical(y_test, 10)

# %% first
# TODO: the solution of the first exercise, in the place of this network
first = Sequential([Input(shape=(28, 28)), Flatten(), Dense(64, activation="relu"), Dense(10, activation="softmax")])
print(f"{first.count_params():,} parameters")

# %% second
# TODO: the solution of the second exercise
print(f"{len(X_train):,} images")
