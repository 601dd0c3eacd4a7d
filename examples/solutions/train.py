"""vi: Lời giải của bài về huấn luyện.
en: Solutions to the lesson on training.
"""

# %% set-up
import keras
import numpy as np
from keras.callbacks import EarlyStopping
from keras.datasets import mnist
from keras.layers import Conv2D, Dense, Flatten, Input, MaxPooling2D, Reshape
from keras.models import Sequential
from keras.utils import to_categorical
from sklearn.metrics import confusion_matrix

keras.utils.set_random_seed(42)
(X_train, y_train), (X_test, y_test) = mnist.load_data()
X_train = X_train.astype("float32") / 255
X_test = X_test.astype("float32") / 255
y_train = to_categorical(y_train, 10)
y_test = to_categorical(y_test, 10)

model = Sequential(
    [
        Input(shape=(28, 28)),
        Flatten(),
        Dense(256, activation="relu"),
        Dense(128, activation="relu"),
        Dense(10, activation="softmax"),
    ]
)
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"], steps_per_execution=16)

# %% early-stopping
stop = EarlyStopping(monitor="val_loss", patience=2, restore_best_weights=True)
history = model.fit(X_train, y_train, batch_size=128, epochs=20, validation_split=0.1, callbacks=[stop])

# %% stopped
print(len(history.history["loss"]), "epochs")
test_loss, test_accuracy = model.evaluate(X_test, y_test)

# %% confused
probabilities = model.predict(X_test, verbose=0)
predicted = probabilities.argmax(axis=1)
labels = y_test.argmax(axis=1)
errors = confusion_matrix(labels, predicted)
np.fill_diagonal(errors, 0)
label, answer = np.unravel_index(errors.argmax(), errors.shape)
print(f"{label} → {answer}: {errors[label, answer]}")

# %% unsure
correct = predicted == labels
sure = probabilities.max(axis=1) >= 0.9
print(f"at least 0.9: {sure.mean():.1%} of the images, accuracy {correct[sure].mean():.3f}")
print(f"below 0.9:    {(~sure).mean():.1%} of the images, accuracy {correct[~sure].mean():.3f}")

# %% convolutional
convolutional = Sequential(
    [
        Input(shape=(28, 28)),
        Reshape((28, 28, 1)),
        Conv2D(8, 3, activation="relu"),
        MaxPooling2D(),
        Conv2D(16, 3, activation="relu"),
        MaxPooling2D(),
        Flatten(),
        Dense(64, activation="relu"),
        Dense(10, activation="softmax"),
    ]
)
convolutional.summary()

# %% convolutional-fit
convolutional.compile(
    loss="categorical_crossentropy",
    optimizer="adam",
    metrics=["accuracy"],
    steps_per_execution=16,
)
convolutional.fit(X_train, y_train, batch_size=128, epochs=5)

# %% convolutional-evaluate
convolutional_loss, convolutional_accuracy = convolutional.evaluate(X_test, y_test)
print(f"test accuracy: {convolutional_accuracy:.4f}")
