"""vi: Lời giải của bài về cách mạng học.
en: Solutions to the lesson on how a network learns.
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

# %% bias
inputs = np.array([1, 0, 0.5])
weights = np.array([1, -2, 3])
total = (inputs * weights).sum()
sums, outputs = [], []
for bias in [-1, -2, -3]:
    sums.append(total + bias)
    outputs.append(max(0, total + bias))
    print(bias, sums[-1], outputs[-1])
zero_bias = -total

# %% rates
x, target = 2, 4
one_step_rate, to_and_fro_rate = 0.125, 0.25
for rate in [0.1, one_step_rate, 0.2, to_and_fro_rate]:
    path = np.zeros(5)
    for step in range(4):
        slope = 2 * (path[step] * x - target) * x
        path[step + 1] = path[step] - rate * slope
    print(rate, path.round(2))

# %% closed
w1, b1, w2, b2 = 1.5, -4, 0.5, 1
for step in range(3):
    total = w1 * x + b1
    hidden = max(0, total)
    answer = w2 * hidden + b2
    print(f"{step}: loss {(answer - target) ** 2:.2f}")
    answer_slope = 2 * (answer - target)
    hidden_slope = answer_slope * w2
    total_slope = hidden_slope if total > 0 else 0
    w2 = w2 - 0.05 * answer_slope * hidden
    b2 = b2 - 0.05 * answer_slope
    w1 = w1 - 0.05 * total_slope * x
    b1 = b1 - 0.05 * total_slope
print(w1, b1, w2, round(b2, 3))


# %% build
def build_model():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            layers.Flatten(),
            layers.Dense(
                10,
                activation="softmax",
                kernel_initializer="zeros",
            ),
        ]
    )
    model.compile(
        loss="categorical_crossentropy",
        optimizer=keras.optimizers.SGD(learning_rate=0.1),
        metrics=["accuracy"],
    )
    return model


# %% batch-sizes
adjustments, val_accuracies = [], []
for batch_size in [128, 1000, len(X_train)]:
    batches = math.ceil(len(X_train) / batch_size)
    adjustments.append(3 * batches)
    model = build_model()
    model.fit(
        X_train,
        y_train,
        batch_size=batch_size,
        epochs=3,
        verbose=0,
    )
    val_loss, val_accuracy = model.evaluate(
        X_val, y_val, verbose=0
    )
    val_accuracies.append(val_accuracy)
    print(f"{batch_size}: {val_accuracy:.4f}")
