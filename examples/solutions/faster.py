"""vi: Lời giải của bài về huấn luyện nhanh hơn.
en: Solutions to the lesson on training faster.
"""

# %% set-up
import math

import keras
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

# %% predicted
ms_of_a_step = 1.2
ms_of_an_image = 0.008
number_of_images = 54_000

steps = math.ceil(number_of_images / 256)
of_steps = steps * ms_of_a_step
of_images = number_of_images * ms_of_an_image
seconds = (of_steps + of_images) / 1000
fastest = of_images / 1000
print(f"{steps} steps, {seconds:.3f} seconds")
print(f"never below {fastest:.3f} seconds")

# %% predict
model = keras.Sequential(
    [
        keras.Input(shape=(28, 28)),
        layers.Flatten(),
        layers.Dense(256, activation="relu"),
        layers.Dense(128, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ]
)
small = model.predict(X_val, batch_size=32, verbose=0)
large = model.predict(X_val, batch_size=1024, verbose=0)
small_batches = math.ceil(len(X_val) / 32)
large_batches = math.ceil(len(X_val) / 1024)
print(f"{small_batches} and {large_batches} batches")
print(np.allclose(small, large, atol=1e-5))


# %% shuffled
class Shuffled(keras.utils.PyDataset):
    def __init__(self, X, y, batch_size):
        super().__init__()
        self.X, self.y = X, y
        self.batch_size = batch_size
        self.on_epoch_end()

    def __len__(self):
        return math.ceil(len(self.X) / self.batch_size)

    def __getitem__(self, number):
        first = number * self.batch_size
        last = first + self.batch_size
        chosen = self.order[first:last]
        return self.X[chosen], self.y[chosen]

    def on_epoch_end(self):
        self.order = np.random.permutation(len(self.X))


shuffled = Shuffled(X_train, y_train, 256)
before = shuffled[0]
shuffled.on_epoch_end()
after = shuffled[0]
print(f"{len(shuffled)} batches")
print(np.array_equal(before[0], after[0]))
