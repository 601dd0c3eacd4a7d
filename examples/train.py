"""vi: Tập huấn luyện, kiểm định, kiểm tra: huấn luyện mạng, đo nó, xem nó sai ở đâu, lưu nó lại.
en: Training, validation, test: train the network, measure it, see where it errs, save it.
"""

# %% imports
import keras
import matplotlib.pyplot as plt
import numpy as np
from keras.datasets import mnist
from keras.layers import Dense, Flatten, Input
from keras.models import Sequential
from keras.utils import to_categorical
from sklearn.metrics import ConfusionMatrixDisplay

keras.utils.set_random_seed(42)

# %% data
(X_train, y_train), (X_test, y_test) = mnist.load_data()
X_train = X_train.astype("float32") / 255
X_test = X_test.astype("float32") / 255
y_train = to_categorical(y_train, 10)
y_test = to_categorical(y_test, 10)

# %% model
model = Sequential(
    [
        Input(shape=(28, 28)),
        Flatten(),
        Dense(256, activation="relu"),
        Dense(128, activation="relu"),
        Dense(10, activation="softmax"),
    ]
)
model.compile(
    loss="categorical_crossentropy",
    optimizer="adam",
    metrics=["accuracy"],
    steps_per_execution=16,
)

# %% fit
history = model.fit(X_train, y_train, batch_size=128, epochs=10, validation_split=0.1)

# %% history
epochs = range(1, len(history.history["loss"]) + 1)
figure, axes = plt.subplots(1, 2, figsize=(10, 3.6), num="history")
for ax, name in zip(axes, ["loss", "accuracy"], strict=True):
    ax.plot(epochs, history.history[name], "o-", label=name)
    ax.plot(epochs, history.history["val_" + name], "s--", label="val_" + name)
    ax.set_xticks(epochs)
    ax.set_xlabel("epoch")
    ax.legend()
plt.show()

# %% evaluate
test_loss, test_accuracy = model.evaluate(X_test, y_test)
print(f"test accuracy: {test_accuracy:.4f}")

# %% labels
probabilities = model.predict(X_test, verbose=0)
predicted = probabilities.argmax(axis=1)
labels = y_test.argmax(axis=1)

# %% confusion-matrix
figure, ax = plt.subplots(figsize=(6, 6), num="confusion-matrix")
ConfusionMatrixDisplay.from_predictions(labels, predicted, ax=ax, cmap="Blues", colorbar=False, im_kw={"norm": "log"})
ax.set(xlabel="predicted", ylabel="labels")
plt.show()

# %% predict
image = X_test[1998:1999]
answer = model.predict(image, verbose=0)
print("predicted:  ", answer[0].argmax())
print("probability:", answer[0].max())
print("label:      ", labels[1998])

# %% show
figure, axes = plt.subplots(1, 2, figsize=(8, 3.2), num="prediction")
axes[0].imshow(image[0], cmap="gray_r")
axes[0].axis("off")
axes[1].bar(range(10), answer[0])
axes[1].set_xticks(range(10))
axes[1].set_ylim(0, 1)
plt.show()

# %% wrong
wrong = np.flatnonzero(predicted != labels)
print(f"{len(wrong)} of {len(labels)} are wrong")

figure, axes = plt.subplots(2, 6, figsize=(9, 3.6), num="wrong")
for ax, number in zip(axes.flat, wrong, strict=False):
    ax.imshow(X_test[number], cmap="gray_r")
    ax.set_title(f"{labels[number]} → {predicted[number]}")
for ax in axes.flat:
    ax.axis("off")
plt.show()

# %% save
model.save("digits.keras")

# %% load
loaded = keras.models.load_model("digits.keras")
print(np.array_equal(loaded.predict(image, verbose=0), answer))
