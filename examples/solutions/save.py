"""vi: Lời giải của bài về giữ lại một mô hình.
en: Solutions to the lesson on keeping a model.
"""

# %% set-up
import keras
import numpy as np
from keras import layers

keras.utils.set_random_seed(42)
(images, labels), (test_images, test_labels) = (
    keras.datasets.mnist.load_data()
)
X = images.astype("float32")
y = keras.utils.to_categorical(labels, num_classes=10)

tenth = len(X) // 10
X_train, X_val = X[:-tenth], X[-tenth:]
y_train, y_val = y[:-tenth], y[-tenth:]


# %% build-model
def build_model(*first):
    return keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            *first,
            layers.Reshape((28, 28, 1)),
            layers.Conv2D(8, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(16, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )


def compile_model(model):
    model.compile(
        loss="categorical_crossentropy",
        optimizer=keras.optimizers.Adam(
            learning_rate=0.002
        ),
        metrics=["accuracy"],
    )


def accuracy(outputs):
    return np.mean(
        outputs.argmax(axis=1) == labels[-tenth:]
    )


# %% fit
model = build_model(layers.Rescaling(1 / 255))
compile_model(model)
model.fit(
    X_train, y_train, batch_size=64, epochs=3, verbose=0
)
model.save("digit.keras")
model.save_weights("digit.weights.h5")
predictions = model.predict(X_val, verbose=0)
val_accuracy = accuracy(predictions)
print(f"validation accuracy: {val_accuracy:.4f}")

# %% bare
bare = build_model()
bare.load_weights("digit.weights.h5")
bare_outputs = bare.predict(X_val / 255, verbose=0)
difference = abs(bare_outputs - predictions).max()
print(f"largest difference: {difference:.7f}")

# %% inverting
image = keras.Input(shape=(28, 28))
inverting = keras.Model(image, model(255 - image))
inverting.save("inverting.keras")

inverting = keras.models.load_model("inverting.keras")
outputs = inverting.predict(255 - X_val, verbose=0)
print(f"dark on light: {accuracy(outputs):.4f}")

# %% one-scale
coarse = keras.models.load_model("digit.keras")
for layer in coarse.layers:
    if layer.weights:
        kernel, bias = layer.get_weights()
        scale = abs(kernel).max() / 3
        integers = np.rint(kernel / scale)
        layer.set_weights([integers * scale, bias])
coarse_accuracy = accuracy(coarse.predict(X_val, verbose=0))
print(f"one scale, 3 bits: {coarse_accuracy:.4f}")


# %% go-on
def train(model, first_epoch, last_epoch):
    model.fit(
        X[:2000],
        y[:2000],
        batch_size=64,
        initial_epoch=first_epoch,
        epochs=last_epoch,
        shuffle=False,
        verbose=0,
    )


straight = build_model(layers.Rescaling(1 / 255))
straight.set_weights(model.get_weights())
compile_model(straight)
train(straight, 0, 2)

paused = build_model(layers.Rescaling(1 / 255))
paused.set_weights(model.get_weights())
compile_model(paused)
train(paused, 0, 1)
paused.save("paused.keras")
resumed = keras.models.load_model("paused.keras")
train(resumed, 1, 2)

gap = max(
    abs(weights - others).max()
    for weights, others in zip(
        straight.get_weights(), resumed.get_weights()
    )
)
print("steps:", int(resumed.optimizer.iterations))
print(f"largest gap: {gap:.7f}")
