"""vi: TODO: lời giải của bài nào, trong một câu
en: TODO: of which lesson these are the solutions,
    in one sentence
"""

# %% set-up
import keras
from keras import layers

(images, labels), (test_images, test_labels) = (
    keras.datasets.mnist.load_data()
)
X = images.astype("float32") / 255
y = keras.utils.to_categorical(labels, num_classes=10)

tenth = len(X) // 10
X_train, X_val = X[:-tenth], X[-tenth:]
y_train, y_val = y[:-tenth], y[-tenth:]

# %% first
# TODO: the solution of the first exercise, in the place
# of this network; where one trains, the set-up also sets
# the random seed, as the lesson does
first = keras.Sequential(
    [
        keras.Input(shape=(28, 28)),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ]
)
print(f"{first.count_params():,} parameters")

# %% second
# TODO: the solution of the second exercise
second = len(X_train)
print(f"{second:,} images")
