"""vi: Lời giải của bài về huấn luyện bằng nhiều máy.
en: Solutions to the lesson on training on more than one
    machine.
"""

# %% set-up
import keras
import numpy as np
from keras import layers

(images, labels), (test_images, test_labels) = (
    keras.datasets.mnist.load_data()
)
X = images.astype("float32") / 255

# %% unequal-parts
slopes = np.array([3, -1, 2, 5, -4, 1, 0, 2])
parts = [slopes[:5], slopes[5:7], slopes[7:]]
means = np.array([part.mean() for part in parts])
sizes = np.array([len(part) for part in parts])

whole = (means * sizes).sum() / sizes.sum()
print(f"whole: {whole:.2f}, directly: {slopes.mean():.2f}")


# %% whose-images
def part_of(epoch, workers, rank):
    generator = np.random.default_rng([42, epoch])
    order = generator.permutation(12)
    return order.reshape(-1, workers, 4 // workers)[:, rank]


parts = [part_of(0, 2, 0), part_of(0, 2, 1)]
for rank, part in enumerate(parts):
    print(f"worker {rank}:", *part)
print("one worker:", *part_of(0, 1, 0))


# %% accumulated
def train(batch_size, accumulation_steps):
    keras.utils.set_random_seed(42)
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(
            gradient_accumulation_steps=accumulation_steps
        ),
    )
    model.fit(
        X[:1200],
        labels[:1200],
        batch_size=batch_size,
        shuffle=False,
        verbose=0,
    )
    return model


whole_batches = train(240, None)
half_batches = train(120, 2)
gap = max(
    abs(weights - others).max()
    for weights, others in zip(
        whole_batches.get_weights(),
        half_batches.get_weights(),
    )
)
print(f"largest gap: {gap:.7f}")
