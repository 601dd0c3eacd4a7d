"""vi: Điều người ta gọi là lỗi mà không phải, kèm số đo.
en: What is called a mistake and isn't, with measurements.
"""

# %% silent-folklore-setup
import keras
from keras import Input, Sequential, layers

(images, labels), _ = keras.datasets.mnist.load_data()
one_hot = keras.utils.to_categorical(labels)
X, y = images[:5000] / 255, one_hot[:5000]
X_val, y_val = images[5000:6000] / 255, one_hot[5000:6000]


def train(last, loss):
    for seed in (1, 2, 3):
        keras.utils.set_random_seed(seed)
        model = Sequential(
            [
                Input((28, 28)),
                layers.Flatten(),
                layers.Dense(64, activation="relu"),
                layers.Dense(10, activation=last),
            ]
        )
        model.compile("adam", loss, metrics=["accuracy"])
        model.fit(X, y, batch_size=100, epochs=2, verbose=0)
        _, new = model.evaluate(X_val, y_val, verbose=0)
        print(f"new {new:.1%}")


# %% usual
train("softmax", "categorical_crossentropy")

# %% softmax-from-logits
from_logits = keras.losses.CategoricalCrossentropy(
    from_logits=True
)
train("softmax", from_logits)

# %% sigmoid-output
train("sigmoid", "categorical_crossentropy")

# %% mean-squared-error
train("softmax", "mean_squared_error")
