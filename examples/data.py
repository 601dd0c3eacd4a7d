"""vi: Bộ dữ liệu MNIST: tải về, xem thử, đưa về 0–1,
    mã hoá one-hot và chia làm ba tập.
en: The MNIST dataset: load it, look at it, scale it to
    0–1, one-hot encode it and split it in three.
"""

# %% imports
import keras
import matplotlib.pyplot as plt

# %% load
(images, labels), (test_images, test_labels) = (
    keras.datasets.mnist.load_data()
)

# %% shapes
print("images     ", images.shape, images.dtype)
print("labels     ", labels.shape, labels.dtype)
print("test_images", test_images.shape, test_images.dtype)
print("test_labels", test_labels.shape, test_labels.dtype)

# %% samples
figure, axes = plt.subplots(5, 6, figsize=(5.5, 6))
for ax, image, label in zip(axes.flat, images, labels):
    ax.imshow(image, cmap="gray_r")
    ax.set_title(label)
    ax.axis("off")
plt.show()

# %% pixels
print(images[0, 14])
print(images.min(), images.max())

# %% scale
X = images.astype("float32") / 255
X_test = test_images.astype("float32") / 255
print(X.min(), X.max(), X.dtype)

# %% one-hot
y = keras.utils.to_categorical(labels, num_classes=10)
y_test = keras.utils.to_categorical(
    test_labels, num_classes=10
)
print(labels[0])
print(y[0], y.shape)

# %% split
tenth = len(X) // 10
X_train, X_val = X[:-tenth], X[-tenth:]
y_train, y_val = y[:-tenth], y[-tenth:]
print(len(X_train), len(X_val), len(X_test))
