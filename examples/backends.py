"""vi: Một script, ba backend. Colab miễn phí chạy được, với
    portable.py và loaded.py tải lên cùng chỗ.
en: One script, three backends. A free Colab runs it, with
    portable.py and loaded.py uploaded beside it.
"""

# %% imports
import time
from pathlib import Path

import keras
import numpy as np
from keras import layers, ops

backend = keras.config.backend()

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

# %% ops
sums = np.array([-2.0, 0.0, 3.0], dtype="float32")
outputs = ops.maximum(sums, 0)
print(type(outputs))
array = ops.convert_to_numpy(outputs)
print(type(array), array)


# %% layer
@keras.saving.register_keras_serializable()
class LearnedSlope(layers.Layer):
    def build(self, input_shape):
        self.slope = self.add_weight(
            shape=(input_shape[-1],),
            initializer="zeros",
            name="slope",
        )

    def call(self, inputs):
        above = ops.maximum(inputs, 0)
        below = ops.minimum(inputs, 0)
        return above + self.slope * below


# %% build
def build_model():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            layers.Flatten(),
            layers.Dense(128),
            LearnedSlope(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(
        loss="categorical_crossentropy",
        optimizer="adam",
        metrics=["accuracy"],
    )
    return model


# %% loop
keras.utils.set_random_seed(42)
looped = build_model()
order = np.random.permutation(len(X_train))
for step in range(len(order) // 128):
    batch = order[128 * step : 128 * (step + 1)]
    loss, accuracy = looped.train_on_batch(
        X_train[batch], y_train[batch]
    )
    if step % 100 == 0:
        print(f"step {step}: loss {loss:.4f}")


# %% train
accuracies, first, later = [], [], []
for seed in [1, 2, 3]:
    keras.utils.set_random_seed(seed)
    model = build_model()
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        model.fit(
            X_train, y_train, batch_size=128, verbose=0
        )
        seconds.append(time.perf_counter() - start)
    loss, accuracy = model.evaluate(X_val, y_val, verbose=0)
    accuracies.append(accuracy)
    first.append(seconds[0])
    later += seconds[1:]

# %% memory
memory = "?"
status = Path("/proc/self/status")
if status.exists():
    most = status.read_text().partition("VmHWM:")[2]
    kilobytes = 1.024 * int(most.split()[0])
    memory = f"{kilobytes / 1000:.0f}"

# %% report
print(
    f"{backend:10}  {np.mean(accuracies):.4f}  "
    f"{min(accuracies):.4f} {max(accuracies):.4f}  "
    f"{np.mean(first):5.2f}  {np.mean(later):5.2f}  "
    f"{memory:>6}"
)

# %% save
model.save(f"{backend}.keras")
np.save(f"{backend}.npy", model.predict(X_val, verbose=0))

# %% other-processes tags=["starts-processes"]
import os
import subprocess
import sys
from importlib.util import find_spec

backends = [
    name
    for name in ["tensorflow", "jax", "torch"]
    if find_spec(name)
]


def run(name, *command, **settings):
    settings["KERAS_BACKEND"] = name
    done = subprocess.run(
        [sys.executable, *command],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        sys.exit(done.stderr)
    return done


# %% start-up tags=["starts-processes"]
def start_up(name, log_level):
    seconds = []
    for _ in range(2):
        start = time.perf_counter()
        done = run(
            name,
            "-c",
            "import keras",
            TF_CPP_MIN_LOG_LEVEL=log_level,
        )
        seconds.append(time.perf_counter() - start)
    lines = len(done.stderr.splitlines())
    return (
        f"{name:10}  {min(seconds):5.2f} s  {lines} lines"
    )


started = [start_up(name, "0") for name in backends]
print(*started, sep="\n")

# %% messages tags=["starts-processes"]
quiet = start_up("tensorflow", log_level="3")
print(quiet)

# %% each-backend tags=["starts-processes"]
print(
    "backend     mean    range          "
    "first  later  memory"
)
rows = []
for name in backends:
    done = run(name, "portable.py")
    rows.append(done.stdout.strip())
    print(rows[-1])

# %% load
differences = []
for name in ["tensorflow", "jax", "torch"]:
    if Path(f"{name}.keras").exists():
        loaded = keras.models.load_model(
            f"{name}.keras", compile=False
        )
        outputs = loaded.predict(X_val, verbose=0)
        expected = np.load(f"{name}.npy")
        differences.append(abs(outputs - expected).max())
print(f"{backend:10}  {max(differences):.7f}")


# %% traps
def change():
    numbers = ops.zeros(3)
    numbers[0] = 1
    return "works"


def find_digit():
    np.argmax(loaded(X_val[:1]))
    return "works"


def look_beyond():
    return int(ops.arange(3)[5])


answers = []
for trap in [change, find_digit, look_beyond]:
    try:
        answers.append(trap())
    except Exception:
        answers.append("error")
print(
    f"{backend:10}  {answers[0]:6}  {answers[1]:6}  "
    f"{answers[2]}"
)

# %% elsewhere tags=["starts-processes"]
loaded_rows, trap_rows = [], []
for name in backends:
    done = run(name, "loaded.py")
    loaded_row, trap_row = done.stdout.splitlines()
    loaded_rows.append(loaded_row)
    trap_rows.append(trap_row)
print(*loaded_rows, sep="\n")

# %% differences tags=["starts-processes"]
print("backend     change  digit   beyond")
print(*trap_rows, sep="\n")

# %% evaluate
loss, test_accuracy = model.evaluate(
    X_test, y_test, verbose=0
)
print(f"test accuracy: {test_accuracy:.4f}")
