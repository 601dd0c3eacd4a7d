"""vi: Lời giải của bài về mạng tích chập.
en: Solutions to the lesson on convolutional networks.
"""

# %% set-up
import keras
import matplotlib.pyplot as plt
import numpy as np
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
image = X_val[0]

# %% horizontal
kernel = np.array(
    [
        [-1, -1, -1],
        [0, 0, 0],
        [1, 1, 1],
    ]
)
edges = np.zeros((26, 26))
for row in range(26):
    for column in range(26):
        patch = image[row : row + 3, column : column + 3]
        edges[row, column] = (patch * kernel).sum()

layer = layers.Conv2D(1, 3, use_bias=False)
layer.build((None, 28, 28, 1))
layer.set_weights([kernel.reshape(3, 3, 1, 1)])
by_keras = layer(image.reshape(1, 28, 28, 1))
print(np.allclose(by_keras[0, :, :, 0], edges, atol=1e-5))

plt.figure(figsize=(4, 4))
plt.imshow(edges, cmap="PuOr_r", vmin=-3, vmax=3)
plt.axis("off")
plt.show()

# %% same
same = keras.Sequential(
    [
        keras.Input(shape=(28, 28)),
        layers.Reshape((28, 28, 1)),
        layers.Conv2D(
            8, 3, padding="same", activation="relu"
        ),
        layers.MaxPooling2D(),
        layers.Conv2D(
            16, 3, padding="same", activation="relu"
        ),
        layers.MaxPooling2D(),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ]
)
same.summary()

# %% strides
strided = keras.Sequential(
    [
        keras.Input(shape=(28, 28)),
        layers.Reshape((28, 28, 1)),
        layers.Conv2D(8, 3, strides=2, activation="relu"),
        layers.Conv2D(16, 3, strides=2, activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ]
)
strided.compile(
    loss="categorical_crossentropy",
    optimizer=keras.optimizers.Adam(learning_rate=0.002),
    metrics=["accuracy"],
)
strided.fit(
    X_train, y_train, batch_size=64, epochs=3, verbose=0
)
val_loss, val_accuracy = strided.evaluate(
    X_val, y_val, verbose=0
)
print(f"{strided.count_params():,} parameters")
print(f"validation accuracy: {val_accuracy:.4f}")

# %% cover
label = y_val[0].argmax()
covered = []
for row in range(22):
    for column in range(22):
        one = image.copy()
        one[row : row + 7, column : column + 7] = 0.5
        covered.append(one)

probabilities = strided.predict(
    np.array(covered), verbose=0
)
label_probabilities = probabilities[:, label].reshape(
    22, 22
)
worst = label_probabilities.argmin()
row, column = np.unravel_index(worst, (22, 22))
lowest = label_probabilities[row, column]
print(f"label {label}: lowest {lowest:.3f}")
print(f"row {row}, column {column}")

figure, axes = plt.subplots(1, 2, figsize=(5.5, 2.8))
axes[0].imshow(covered[worst], cmap="gray_r")
axes[1].imshow(
    label_probabilities, cmap="gray", vmin=0, vmax=1
)
for ax in axes:
    ax.axis("off")
plt.show()
