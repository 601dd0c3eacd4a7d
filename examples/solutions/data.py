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
for digit, count in enumerate(np.bincount(labels)):
    print(digit, count)

# %% mean
figure, axes = plt.subplots(2, 5, figsize=(5.5, 2.8))
for digit, ax in enumerate(axes.flat):
    mean_image = images[labels == digit].mean(axis=0)
    ax.imshow(mean_image, cmap="gray_r")
    ax.set_title(digit)
    ax.axis("off")
plt.show()

# %% back
one_hot = keras.utils.to_categorical(
    test_labels, num_classes=10
)
print(np.array_equal(one_hot.argmax(axis=1), test_labels))
