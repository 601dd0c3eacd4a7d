"""vi: Lời giải của bài về bộ dữ liệu.
en: Solutions to the lesson on the dataset.
"""

# %% set-up
import keras
import matplotlib.pyplot as plt
import numpy as np
from keras.datasets import mnist
from keras.utils import to_categorical

keras.utils.set_random_seed(42)
(X_train, y_train), (X_test, y_test) = mnist.load_data()

# %% count
for digit, count in enumerate(np.bincount(y_train)):
    print(digit, count)

# %% mean
figure, axes = plt.subplots(1, 10, figsize=(10, 1.6), num="mean")
for digit, ax in enumerate(axes):
    ax.imshow(X_train[y_train == digit].mean(axis=0), cmap="gray_r")
    ax.set_title(digit)
    ax.axis("off")
plt.show()

# %% back
one_hot = to_categorical(y_test, 10)
print(np.array_equal(one_hot.argmax(axis=1), y_test))
