"""vi: Lời giải của bài về ba backend.
en: Solutions to the lesson on the three backends.
"""

# %% set-up
import keras
import numpy as np
from keras import layers, ops

keras.utils.set_random_seed(42)
(images, labels), (test_images, test_labels) = (
    keras.datasets.mnist.load_data()
)
X = images.astype("float32") / 255
y = keras.utils.to_categorical(labels, num_classes=10)

tenth = len(X) // 10
X_train, y_train = X[:-tenth], y[:-tenth]


# %% limited
def limited(inputs):
    return ops.clip(inputs, 0, 6)


outputs = limited(np.array([-2.0, 0.0, 3.0, 8.0]))
print(ops.convert_to_numpy(outputs))

# %% bounded
bounded = keras.Sequential(
    [
        keras.Input(shape=(28, 28)),
        layers.Flatten(),
        layers.Dense(64, activation=limited),
        layers.Dense(10, activation="softmax"),
    ]
)
bounded.compile(
    loss="categorical_crossentropy",
    optimizer="adam",
    metrics=["accuracy"],
)
history = bounded.fit(
    X_train, y_train, batch_size=128, verbose=0
)
print(f"accuracy: {history.history['accuracy'][0]:.4f}")


# %% start
@keras.saving.register_keras_serializable()
class LearnedSlope(layers.Layer):
    def __init__(self, start=0.0, **kwargs):
        super().__init__(**kwargs)
        self.start = start

    def build(self, input_shape):
        self.slope = self.add_weight(
            shape=(input_shape[-1],),
            initializer=keras.initializers.Constant(
                self.start
            ),
            name="slope",
        )

    def call(self, inputs):
        above = ops.maximum(inputs, 0)
        below = ops.minimum(inputs, 0)
        return above + self.slope * below


# %% saved
leaky = keras.Sequential(
    [
        keras.Input(shape=(28, 28)),
        layers.Flatten(),
        layers.Dense(64),
        LearnedSlope(start=0.25),
        layers.Dense(10, activation="softmax"),
    ]
)
leaky.save("leaky.keras")
loaded = keras.models.load_model("leaky.keras")
print(loaded.layers[2].start)
print(loaded.layers[2].get_weights()[0][:4])


# %% same-start
def build_model():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(
        loss="categorical_crossentropy", optimizer="adam"
    )
    return model


fitted = build_model()
looped = build_model()
looped.set_weights(fitted.get_weights())

# %% loop
X_part, y_part = X_train[:2000], y_train[:2000]
fitted.fit(
    X_part,
    y_part,
    batch_size=128,
    epochs=2,
    shuffle=False,
    verbose=0,
)
for _ in range(2):
    for start in range(0, len(X_part), 128):
        batch = slice(start, start + 128)
        looped.train_on_batch(X_part[batch], y_part[batch])

gap = max(
    abs(weights - others).max()
    for weights, others in zip(
        fitted.get_weights(), looped.get_weights()
    )
)
print("steps:", int(looped.optimizer.iterations))
print(f"largest gap: {gap:.7f}")
