"""vi: Mạng tích chập: một bộ lọc, lớp tích chập, gộp,
    rồi so sánh với mạng Sequential trên năm hạt giống.
en: A convolutional network: one kernel, convolution,
    pooling, and the Sequential network over five seeds.
"""

# %% imports
import time

import keras
import matplotlib.pyplot as plt
import numpy as np
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

# %% kernel
kernel = np.array(
    [
        [-1, 0, 1],
        [-1, 0, 1],
        [-1, 0, 1],
    ]
)
image = X_val[0]
patch = image[10:13, 5:8]
print(patch)
print("sum:", (patch * kernel).sum())

# %% slide
edges = np.zeros((26, 26))
for row in range(26):
    for column in range(26):
        patch = image[row : row + 3, column : column + 3]
        edges[row, column] = (patch * kernel).sum()

figure, axes = plt.subplots(2, 1, figsize=(5.5, 9))
axes[0].imshow(image, cmap="gray_r")
axes[1].imshow(edges, cmap="PuOr_r", vmin=-3, vmax=3)
for ax in axes:
    ax.axis("off")
plt.show()

# %% conv2d
layer = layers.Conv2D(1, 3, use_bias=False)
layer.build((None, 28, 28, 1))
layer.set_weights([kernel.reshape(3, 3, 1, 1)])

one_image = image.reshape(1, 28, 28, 1)
by_keras = keras.ops.convert_to_numpy(layer(one_image))
print(by_keras.shape)
print(np.allclose(by_keras[0, :, :, 0], edges, atol=1e-5))

# %% padding
for padding in ["valid", "same"]:
    padded = layers.Conv2D(1, 3, padding=padding)
    print(padding, padded(one_image).shape)

# %% pooling
table = np.array(
    [
        [0, 1, 2, 3],
        [1, 0, 4, 1],
        [9, 1, 0, 0],
        [0, 0, 0, 5],
    ],
    dtype="float32",
)
pooled = layers.MaxPooling2D()(table.reshape(1, 4, 4, 1))
print(keras.ops.convert_to_numpy(pooled).reshape(2, 2))


# %% convolutional
def build_convolutional():
    return keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            layers.Reshape((28, 28, 1)),
            layers.Conv2D(8, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(16, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )


model = build_convolutional()

# %% summary
model.summary()

# %% compile
model.compile(
    loss="categorical_crossentropy",
    optimizer=keras.optimizers.Adam(learning_rate=0.002),
    metrics=["accuracy"],
)

# %% fit
model.fit(
    X_train,
    y_train,
    batch_size=64,
    epochs=3,
    validation_data=(X_val, y_val),
)


# %% sequential
def build_sequential():
    return keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            layers.Flatten(),
            layers.Dense(256, activation="relu"),
            layers.Dense(128, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )


# %% seeds
builders = {
    "Sequential": build_sequential,
    "convolutional": build_convolutional,
}
networks = {name: [] for name in builders}
seconds = dict.fromkeys(builders, 0)
for seed in range(1, 6):
    for name, build in builders.items():
        keras.utils.set_random_seed(seed)
        model = build()
        model.compile(
            loss="categorical_crossentropy",
            optimizer=keras.optimizers.Adam(
                learning_rate=0.002
            ),
            metrics=["accuracy"],
        )
        start = time.perf_counter()
        model.fit(
            X_train,
            y_train,
            batch_size=64,
            epochs=3,
            verbose=0,
        )
        seconds[name] += time.perf_counter() - start
        networks[name].append(model)
        loss, accuracy = model.evaluate(
            X_val, y_val, verbose=0
        )
        print(f"seed {seed}, {name}: {accuracy:.4f}")

# %% time
for name in builders:
    per_epoch = seconds[name] / 15
    print(f"{name}: {per_epoch:.1f} seconds an epoch")

# %% filters
kernels, biases = model.layers[1].get_weights()
largest = abs(kernels).max()
figure, axes = plt.subplots(2, 4, figsize=(5.5, 3))
for number, ax in enumerate(axes.flat):
    ax.imshow(
        kernels[:, :, 0, number],
        cmap="PuOr_r",
        vmin=-largest,
        vmax=largest,
    )
    ax.axis("off")
plt.show()

# %% maps
first = keras.Model(model.inputs, model.layers[1].output)
maps = first.predict(image.reshape(1, 28, 28), verbose=0)
print(maps.shape)

figure, axes = plt.subplots(2, 4, figsize=(5.5, 3))
for number, ax in enumerate(axes.flat):
    ax.imshow(maps[0, :, :, number], cmap="gray_r")
    ax.axis("off")
plt.show()

# %% shift
for pixels in [0, 1, 2, 3]:
    moved = np.roll(X_val, pixels, axis=2)
    for name in builders:
        accuracies = []
        for model in networks[name]:
            loss, accuracy = model.evaluate(
                moved, y_val, verbose=0
            )
            accuracies.append(accuracy)
        mean = np.mean(accuracies)
        print(f"moved by {pixels}, {name}: {mean:.4f}")

# %% evaluate
for name in builders:
    accuracies = []
    for model in networks[name]:
        loss, accuracy = model.evaluate(
            X_test, y_test, verbose=0
        )
        accuracies.append(accuracy)
    test_accuracy = np.mean(accuracies)
    print(
        f"{name}: mean {test_accuracy:.4f}, "
        f"lowest {min(accuracies):.4f}, "
        f"highest {max(accuracies):.4f}"
    )
