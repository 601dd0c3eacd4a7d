"""vi: Mạng học thế nào: nơ-ron, giá trị mất mát, độ dốc và
    lan truyền ngược, tính từng bước rồi so với Keras.
en: How a network learns: neuron, loss, slope and
    backpropagation, step by step, then with Keras.
"""

# %% imports
import keras
import matplotlib.pyplot as plt
import numpy as np
from keras import layers

keras.utils.set_random_seed(42)

# %% neuron
inputs = np.array([0, 0.5, 1])
weights = np.array([1, -2, 3])
bias = -1

products = inputs * weights
total = products.sum() + bias
print("products:", products)
print("total:   ", total)
print("ReLU:    ", max(0, total))

# %% layer
kernel = np.array([[1, 2], [-2, 1], [3, -4]])
biases = np.array([-1, 0.5])

totals = inputs @ kernel + biases
print("totals:", totals)
print("ReLU:  ", np.maximum(0, totals))

# %% layer-keras
dense = layers.Dense(2, activation="relu")
dense.build((None, 3))
dense.set_weights([kernel, biases])
print("Keras: ", np.array(dense(inputs.reshape(1, 3))))

# %% softmax
scores = np.array([2, 1, 0])
powers = np.exp(scores)
probabilities = powers / powers.sum()
print("powers:       ", powers.round(2))
print("sum:          ", powers.sum().round(2))
print("probabilities:", probabilities.round(2))

# %% loss
for p in [1, 0.9, 0.5, 0.25, 0.1, 0.01]:
    print(p, f"{abs(np.log(p)):.2f}")

# %% loss-keras
label = np.array([1, 0, 0])
loss = keras.losses.categorical_crossentropy(
    label, probabilities
)
print(f"by hand: {-np.log(probabilities[0]):.6f}")
print(f"Keras:   {loss:.6f}")

# %% bars
scores = np.array(
    [-2.1, -0.3, 1, 1.8, -1.7, 1.9, 0.1, -1.7, 2.6, -1.5]
)
label = 8
powers = np.exp(scores)
probabilities = powers / powers.sum()

figure, ax = plt.subplots(figsize=(5.5, 3.5))
ax.bar(range(10), probabilities)
ax.set_xticks(range(10))
ax.set_ylim(0, 1)
ax.set_xlabel("digit")
ax.set_ylabel("probability")
loss = -np.log(probabilities[label])
ax.set_title(f"label {label}: loss {loss:.2f}")
plt.show()

# %% squared
x, target = 2, 4
for w in [0, 1, 2, 3, 4]:
    answer = w * x
    print(w, answer, (answer - target) ** 2)

# %% slope
w, nudge = 0, 0.001
before = (w * x - target) ** 2
after = ((w + nudge) * x - target) ** 2
print(f"measured: {(after - before) / nudge:.3f}")
print("computed:", 2 * (w * x - target) * x)

# %% descent
w, rate = 0, 0.05
for step in range(6):
    slope = 2 * (w * x - target) * x
    print(f"{step}: w {w:.3f}, slope {slope:.3f}")
    w = w - rate * slope

# %% rates
rates = [0.005, 0.05, 0.26]
curve = np.linspace(-2, 6, 101)
figure, axes = plt.subplots(3, figsize=(5.5, 9))
for ax, rate in zip(axes, rates):
    path = np.zeros(10)
    for step in range(9):
        slope = 2 * (path[step] * x - target) * x
        path[step + 1] = path[step] - rate * slope
    ax.plot(curve, (curve * x - target) ** 2, marker="")
    ax.plot(path, (path * x - target) ** 2)
    ax.set_title(f"learning rate {rate}")
    ax.set_xlabel("weight")
    ax.set_ylabel("loss")
plt.show()

# %% chain
w1, b1, w2, b2 = 1.5, -1, 0.5, 1
total = w1 * x + b1
hidden = max(0, total)
answer = w2 * hidden + b2
loss = (answer - target) ** 2
print("hidden:", hidden)
print("answer:", answer)
print("loss:  ", loss)

# %% back
answer_slope = 2 * (answer - target)
w2_slope = answer_slope * hidden
b2_slope = answer_slope
hidden_slope = answer_slope * w2
total_slope = hidden_slope if total > 0 else 0
w1_slope = total_slope * x
b1_slope = total_slope
print("second neuron:", w2_slope, b2_slope)
print("first neuron: ", w1_slope, b1_slope)

# %% by-hand
rate = 0.05
for step in range(3):
    total = w1 * x + b1
    hidden = max(0, total)
    answer = w2 * hidden + b2
    print(f"{step}: loss {(answer - target) ** 2:.6f}")
    answer_slope = 2 * (answer - target)
    hidden_slope = answer_slope * w2
    total_slope = hidden_slope if total > 0 else 0
    w2 = w2 - rate * answer_slope * hidden
    b2 = b2 - rate * answer_slope
    w1 = w1 - rate * total_slope * x
    b1 = b1 - rate * total_slope
for parameter in [w1, b1, w2, b2]:
    print(f"{parameter:.6f}")

# %% by-keras
pair = keras.Sequential(
    [
        keras.Input(shape=(1,)),
        layers.Dense(1, activation="relu"),
        layers.Dense(1),
    ]
)
pair.layers[0].set_weights(
    [np.array([[1.5]]), np.array([-1])]
)
pair.layers[1].set_weights(
    [np.array([[0.5]]), np.array([1])]
)
pair.compile(
    loss="mean_squared_error",
    optimizer=keras.optimizers.SGD(learning_rate=0.05),
)
pair.fit(
    np.array([[2]]),
    np.array([[4]]),
    epochs=3,
    verbose=0,
)
for parameter in pair.get_weights():
    print(f"{parameter.item():.6f}")

# %% batch
w = 2
inputs = np.array([1, 2, 3, 4])
targets = np.array([3, 3, 7, 8])
slopes = 2 * (w * inputs - targets) * inputs
print("slopes:", slopes)
print("mean:  ", slopes.mean())

# %% data
(images, labels), (test_images, test_labels) = (
    keras.datasets.mnist.load_data()
)
X = images.astype("float32") / 255
y = keras.utils.to_categorical(labels, num_classes=10)

tenth = len(X) // 10
X_train, X_val = X[:-tenth], X[-tenth:]
y_train, y_val = y[:-tenth], y[-tenth:]

# %% memorise
wrong_labels = np.random.permutation(y_train[:500])
memory = keras.Sequential(
    [
        keras.Input(shape=(28, 28)),
        layers.Flatten(),
        layers.Dense(256, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ]
)
memory.compile(
    loss="categorical_crossentropy",
    optimizer="adam",
    metrics=["accuracy"],
)
memory.fit(
    X_train[:500],
    wrong_labels,
    batch_size=50,
    epochs=50,
    verbose=0,
)
loss, seen = memory.evaluate(
    X_train[:500], wrong_labels, verbose=0
)
loss, new = memory.evaluate(X_val, y_val, verbose=0)
print(f"images it has learned from: {seen:.3f}")
print(f"new images:                 {new:.3f}")

# %% one-layer
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

# %% fit
model.fit(X_train, y_train, batch_size=128, epochs=3)

# %% evaluate
val_loss, val_accuracy = model.evaluate(
    X_val, y_val, verbose=0
)
print(f"validation accuracy: {val_accuracy:.4f}")

# %% weights
kernel, biases = model.get_weights()
largest = np.abs(kernel).max()
figure, axes = plt.subplots(4, 3, figsize=(5.5, 7.6))
for ax in axes.flat:
    ax.axis("off")
for digit in range(10):
    ax = axes.flat[digit]
    ax.imshow(
        kernel[:, digit].reshape(28, 28),
        cmap="PuOr_r",
        vmin=-largest,
        vmax=largest,
    )
    ax.set_title(digit)
plt.show()

# %% one-neuron
image = X_val[y_val.argmax(axis=1) == 3][0]
weights = kernel[:, 3].reshape(28, 28)
products = image * weights

figure, axes = plt.subplots(2, 2, figsize=(5.5, 6))
for ax in axes.flat:
    ax.axis("off")
axes[0, 0].imshow(image, cmap="gray_r")
axes[0, 0].set_title("pixels")
for ax, values, title in [
    (axes[0, 1], weights, "weights"),
    (axes[1, 0], products, "products"),
]:
    ax.imshow(
        values, cmap="PuOr_r", vmin=-largest, vmax=largest
    )
    ax.set_title(title)
plt.show()
print("sum: ", products.sum().round(2))
print("bias:", biases[3].round(2))
