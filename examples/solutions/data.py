"""vi: Lời giải của bài về bộ dữ liệu.
en: Solutions to the lesson on the dataset.
"""

# %% set-up
import keras
import matplotlib.pyplot as plt
import numpy as np

(images, labels), (test_images, test_labels) = (
    keras.datasets.mnist.load_data()
)

# %% count
counts = np.bincount(labels)
for digit, count in enumerate(counts):
    print(digit, count)
share = counts.max() / len(labels)

# %% mean
mean_images = [
    images[labels == digit].mean(axis=0)
    for digit in range(10)
]
figure, axes = plt.subplots(2, 5, figsize=(5.5, 2.8))
for digit, ax in enumerate(axes.flat):
    ax.imshow(mean_images[digit], cmap="gray_r")
    ax.set_title(digit)
    ax.axis("off")
plt.show()

# %% back
one_hot = keras.utils.to_categorical(
    test_labels, num_classes=10
)
digits = one_hot.argmax(axis=1)
print(np.array_equal(digits, test_labels))
