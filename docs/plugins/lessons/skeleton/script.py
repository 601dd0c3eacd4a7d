"""vi: TODO: bài minh hoạ điều gì, trong một câu
en: TODO: what the lesson shows, in one sentence
"""

# %% imports
import keras
from keras import layers

keras.utils.set_random_seed(42)

# %% data
(images, labels), (test_images, test_labels) = (
    keras.datasets.mnist.load_data()
)
X = images.astype("float32") / 255
y = keras.utils.to_categorical(labels, num_classes=10)
X_test = test_images.astype("float32") / 255
y_test = keras.utils.to_categorical(
    test_labels, num_classes=10
)

tenth = len(X) // 10
X_train, X_val = X[:-tenth], X[-tenth:]
y_train, y_val = y[:-tenth], y[-tenth:]

# %% build
# TODO: the network of the lesson, in the place of this one;
# more cells where it needs them
model = keras.Sequential(
    [
        keras.Input(shape=(28, 28)),
        layers.Flatten(),
        layers.Dense(128, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ]
)

# %% compile
model.compile(
    loss="categorical_crossentropy",
    optimizer="adam",
    metrics=["accuracy"],
)

# %% fit
model.fit(
    X_train,
    y_train,
    batch_size=128,
    epochs=1,
    validation_data=(X_val, y_val),
)

# %% evaluate
test_loss, test_accuracy = model.evaluate(X_test, y_test)
print(f"test accuracy: {test_accuracy:.4f}")
