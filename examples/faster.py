"""vi: Mỗi cách tăng tốc được bao nhiêu, trên máy của bạn
    hay trên GPU của Colab miễn phí.
en: What each way to speed up training gains, on your
    machine or on the GPU of a free Colab.
"""

# %% imports
import os
import platform
import time

import keras
import numpy as np
import tensorflow as tf
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
X_val, y_val = X[-tenth:], y[-tenth:]
X_train, y_train = X[:-tenth], y[:-tenth]
X_train, y_train = X_train[:10240], y_train[:10240]

# %% device
gpus = tf.config.list_physical_devices("GPU")
if gpus:
    details = tf.config.experimental.get_device_details(
        gpus[0]
    )
    device = details["device_name"]
else:
    device = f"{platform.machine()} CPU"
print(f"{device}, {os.cpu_count()} processor cores")
print(time.strftime("%Y-%m-%d"))


# %% build
def build_model(learning_rate=0.001, **settings):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            layers.Flatten(),
            layers.Dense(256, activation="relu"),
            layers.Dense(128, activation="relu"),
            layers.Dense(
                10, activation="softmax", dtype="float32"
            ),
        ]
    )
    model.compile(
        loss="categorical_crossentropy",
        optimizer=keras.optimizers.Adam(
            learning_rate=learning_rate
        ),
        metrics=["accuracy"],
        **settings,
    )
    return model


# %% seconds
def arrays(batch_size):
    return {
        "x": X_train,
        "y": y_train,
        "batch_size": batch_size,
    }


def seconds_of_an_epoch(model, data):
    start = time.perf_counter()
    model.fit(**data, verbose=0)
    return time.perf_counter() - start


plain = build_model()
for epoch in range(1, 5):
    seconds = seconds_of_an_epoch(plain, arrays(32))
    print(f"epoch {epoch}: {seconds:.2f} seconds")

# %% where
milliseconds = {}
for batch_size in [32, 128, 512]:
    seconds_of_an_epoch(plain, arrays(batch_size))
    seconds = min(
        seconds_of_an_epoch(plain, arrays(batch_size))
        for _ in range(3)
    )
    steps = len(X_train) / batch_size
    milliseconds[batch_size] = 1000 * seconds / steps
    print(
        f"batch {batch_size}: "
        f"{milliseconds[batch_size]:.2f} ms a step"
    )

more = milliseconds[512] - milliseconds[32]
of_an_image = more / (512 - 32)
of_a_step = milliseconds[32] - 32 * of_an_image
print(f"each step: {of_a_step:.2f} ms")
print(f"each image: {of_an_image:.4f} ms")

# %% measure
first_epochs, ratios, accuracies, networks = {}, {}, {}, {}


def measure(name, data, **settings):
    first_epochs[name], ratios[name] = [], []
    accuracies[name], networks[name] = [], []
    for seed in [1, 2, 3]:
        keras.utils.set_random_seed(seed)
        model = build_model(**settings)
        first = seconds_of_an_epoch(model, data)
        first_epochs[name].append(first)
        for _ in range(2):
            before = seconds_of_an_epoch(plain, arrays(32))
            now = seconds_of_an_epoch(model, data)
            ratios[name].append(before / now)
        scores = model.evaluate(X_val, y_val, verbose=0)
        accuracies[name].append(scores[1])
        networks[name].append(model)
    print(
        f"{name}: {np.median(ratios[name]):.2f} times "
        f"as fast ({min(ratios[name]):.2f} to "
        f"{max(ratios[name]):.2f})"
    )


measure("plain", arrays(32))

# %% batch-size
measure("batch 128", arrays(128))
measure("batch 512", arrays(512))

# %% learning-rate
for rate in [0.004, 0.008]:
    measure(
        f"512, rate {rate}",
        arrays(512),
        learning_rate=rate,
    )
for name in ratios:
    print(f"{name}: {np.mean(accuracies[name]):.4f}")

# %% steps-per-execution
measure("32 at once", arrays(32), steps_per_execution=32)

# %% jit
print("auto:", plain.jit_compile)
measure("XLA", arrays(32), jit_compile=True)
for name in ["plain", "XLA"]:
    seconds = np.median(first_epochs[name])
    print(f"{name}, first epoch: {seconds:.1f} seconds")

# %% tf-data
dataset = tf.data.Dataset.from_tensor_slices(
    (X_train, y_train)
)
dataset = dataset.shuffle(len(X_train)).batch(32)
dataset = dataset.prefetch(tf.data.AUTOTUNE)
measure("tf.data", {"x": dataset, "shuffle": False})


# %% py-dataset
class Batches(keras.utils.PyDataset):
    def __len__(self):
        return len(X_train) // 32

    def __getitem__(self, number):
        part = slice(32 * number, 32 * (number + 1))
        return X_train[part], y_train[part]


measure("PyDataset", {"x": Batches()})

# %% precision
policies = ["float32", "mixed_bfloat16", "mixed_float16"]
for policy in policies:
    keras.mixed_precision.set_global_policy(policy)
    model = build_model()
    layer = model.layers[1]
    model.train_on_batch(X_train[:32], y_train[:32])
    start = time.perf_counter()
    for _ in range(5):
        model.train_on_batch(X_train[:32], y_train[:32])
    seconds = time.perf_counter() - start
    print(
        f"{layer.compute_dtype:8} weights "
        f"{layer.variable_dtype}: "
        f"{200 * seconds:.1f} ms a step"
    )

# %% mixed-precision
policy = "mixed_float16" if gpus else "mixed_bfloat16"
keras.mixed_precision.set_global_policy(policy)
measure(policy, arrays(32))
keras.mixed_precision.set_global_policy("float32")

# %% together
measure(
    "together",
    arrays(512),
    learning_rate=0.008,
    steps_per_execution=20,
)

# %% table
print(f"{'times as fast':>22} {'lowest':>8} {'highest':>8}")
for name in ratios:
    print(
        f"{name:15} {np.median(ratios[name]):6.2f} "
        f"{min(ratios[name]):8.2f} "
        f"{max(ratios[name]):8.2f}"
    )
print(f"on {device}, {time.strftime('%Y-%m-%d')}")

# %% accuracy
usual = min(accuracies["plain"])
for name in accuracies:
    mean = np.mean(accuracies[name])
    verdict = "lower" if mean < usual else "within"
    print(
        f"{name:15} {mean:.4f} "
        f"({min(accuracies[name]):.4f} to "
        f"{max(accuracies[name]):.4f}) {verdict}"
    )

# %% evaluate
for name in ["plain", "together"]:
    test_accuracies = []
    for model in networks[name]:
        loss, accuracy = model.evaluate(
            X_test, y_test, verbose=0
        )
        test_accuracies.append(accuracy)
    test_accuracy = np.mean(test_accuracies)
    print(f"{name}: test accuracy {test_accuracy:.4f}")
