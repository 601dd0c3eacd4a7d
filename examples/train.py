"""vi: Huấn luyện mạng với ba tập dữ liệu: chọn số epoch,
    xem mạng sai ở đâu, đo một lần, rồi lưu lại.
en: Train with three sets of data: choose the epochs, see
    the mistakes, measure once, save the network.
"""

# %% imports
import keras
import matplotlib.pyplot as plt
import numpy as np
from keras import layers
from sklearn.metrics import ConfusionMatrixDisplay

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
val_labels = labels[-tenth:]


# %% model
def build_model():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            layers.Flatten(),
            layers.Dense(256, activation="relu"),
            layers.Dense(128, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(
        loss="categorical_crossentropy",
        optimizer="adam",
        metrics=["accuracy"],
    )
    return model


# %% fit
trial = build_model()
history = trial.fit(
    X_train,
    y_train,
    batch_size=128,
    epochs=10,
    validation_data=(X_val, y_val),
)

# %% history
epochs = range(1, len(history.history["loss"]) + 1)
figure, axes = plt.subplots(2, 1, figsize=(5.5, 6.5))
for ax, name in zip(axes, ["loss", "accuracy"]):
    values = history.history[name]
    val_values = history.history["val_" + name]
    ax.plot(epochs, values, "o-", label=name)
    ax.plot(epochs, val_values, "s--", label="val_" + name)
    ax.grid(axis="y")
    ax.set_xticks(epochs)
    ax.set_xlabel("epoch")
    ax.legend()
plt.show()

# %% choose
best = int(np.argmin(history.history["val_loss"])) + 1
print("lowest val_loss: epoch", best)

# %% chosen
model = build_model()
model.fit(
    X_train,
    y_train,
    batch_size=128,
    epochs=best,
)

# %% labels
probabilities = model.predict(X_val, verbose=0)
predicted = probabilities.argmax(axis=1)

# %% confusion-matrix
figure, ax = plt.subplots(figsize=(5.5, 5.5))
ConfusionMatrixDisplay.from_predictions(
    val_labels,
    predicted,
    ax=ax,
    cmap="Blues",
    colorbar=False,
    im_kw={"norm": "log"},
)
ax.set(xlabel="predicted", ylabel="label")
plt.show()

# %% wrong
wrong = np.flatnonzero(predicted != val_labels)
sure = probabilities[wrong].max(axis=1) >= 0.9
print(
    f"{len(wrong)} of {len(val_labels)} are wrong, "
    f"{sure.sum()} of them "
    "with a probability of 0.9 or more"
)

figure, axes = plt.subplots(3, 4, figsize=(5.5, 5))
for ax, number in zip(axes.flat, wrong):
    title = f"{val_labels[number]} → {predicted[number]}"
    ax.imshow(X_val[number], cmap="gray_r")
    ax.set_title(title)
for ax in axes.flat:
    ax.axis("off")
plt.show()

# %% evaluate
test_loss, test_accuracy = model.evaluate(X_test, y_test)
print(f"test accuracy: {test_accuracy:.4f}")

# %% predict
image = X_test[1998:1999]
answer = model.predict(image, verbose=0)
print("predicted:  ", answer[0].argmax())
print("probability:", f"{answer[0].max():.6f}")
print("label:      ", test_labels[1998])

# %% show
figure, axes = plt.subplots(2, 1, figsize=(5.5, 5))
axes[0].imshow(image[0], cmap="gray_r")
axes[0].axis("off")
axes[1].bar(range(10), answer[0])
axes[1].set_xticks(range(10))
axes[1].set_ylim(0, 1)
plt.show()

# %% save
model.save("digits.keras")

# %% load
loaded = keras.models.load_model("digits.keras")
print(np.allclose(loaded.predict(image, verbose=0), answer))
