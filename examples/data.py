"""vi: Bộ dữ liệu MNIST: tải về, xem thử, đưa về 0–1 và mã hoá one-hot.
en: The MNIST dataset: load it, look at it, scale it to 0–1 and one-hot encode it.
"""

# %% imports
import keras
import matplotlib.pyplot as plt
from keras.datasets import mnist
from keras.utils import to_categorical

keras.utils.set_random_seed(42)

# %% load
(X_train, y_train), (X_test, y_test) = mnist.load_data()

# %% shapes
print("X_train", X_train.shape, X_train.dtype)
print("y_train", y_train.shape, y_train.dtype)
print("X_test ", X_test.shape, X_test.dtype)
print("y_test ", y_test.shape, y_test.dtype)

# %% samples
figure, axes = plt.subplots(3, 10, figsize=(10, 3.6), num="samples")
for ax, image, label in zip(axes.flat, X_train, y_train, strict=False):
    ax.imshow(image, cmap="gray_r")
    ax.set_title(label)
    ax.axis("off")
plt.show()

# %% pixels
print(X_train[0, 14])
print(X_train.min(), X_train.max())

# %% scale
X_train = X_train.astype("float32") / 255
X_test = X_test.astype("float32") / 255
print(X_train.min(), X_train.max(), X_train.dtype)

# %% one-hot
print(y_train[0])
y_train = to_categorical(y_train, 10)
y_test = to_categorical(y_test, 10)
print(y_train[0], y_train.shape)
