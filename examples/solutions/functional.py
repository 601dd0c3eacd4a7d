"""vi: Lời giải của bài về Functional API.
en: Solutions to the lesson on the Functional API.
"""

# %% set-up
import keras
from keras import layers

(images, labels), (test_images, test_labels) = (
    keras.datasets.mnist.load_data()
)
X = images.astype("float32") / 255
y = keras.utils.to_categorical(labels, num_classes=10)
is_odd = labels % 2

tenth = len(X) // 10
X_train, X_val = X[:-tenth], X[-tenth:]
y_train, y_val = y[:-tenth], y[-tenth:]
odd_train, odd_val = is_odd[:-tenth], is_odd[-tenth:]

# %% narrow
keras.utils.set_random_seed(42)
image = keras.Input(shape=(28, 28))
flat = layers.Flatten()(image)
hidden = layers.Dense(256, activation="relu")(flat)
last = layers.Dense(128, activation="relu")(hidden)
joined = layers.Concatenate()([flat, last])
digit = layers.Dense(10, activation="softmax")(joined)
narrow = keras.Model(inputs=image, outputs=digit)
print(f"{narrow.count_params():,} parameters")
added = narrow.count_params() - 235_146

# %% narrow-fit
narrow.compile(
    loss="categorical_crossentropy",
    optimizer="adam",
    metrics=["accuracy"],
)
narrow.fit(
    X_train, y_train, batch_size=128, epochs=5, verbose=0
)
val_loss, val_accuracy = narrow.evaluate(
    X_val, y_val, verbose=0
)
print(f"validation accuracy: {val_accuracy:.4f}")


# %% together
def build_two_outputs():
    inputs = keras.Input(shape=(28, 28))
    x = layers.Flatten()(inputs)
    x = layers.Dense(256, activation="relu")(x)
    x = layers.Dense(128, activation="relu")(x)
    outputs = {
        "digit": layers.Dense(
            10, activation="softmax", name="digit"
        )(x),
        "odd": layers.Dense(
            1, activation="sigmoid", name="odd"
        )(x),
    }
    return keras.Model(inputs=inputs, outputs=outputs)


for seed in [1, 2, 3]:
    keras.utils.set_random_seed(seed)
    both = build_two_outputs()
    both.compile(
        loss={
            "digit": "categorical_crossentropy",
            "odd": "binary_crossentropy",
        },
        optimizer="adam",
        metrics={
            "digit": ["accuracy"],
            "odd": ["accuracy"],
        },
    )
    both.fit(
        X_train,
        {"digit": y_train, "odd": odd_train},
        batch_size=128,
        epochs=5,
        verbose=0,
    )
    scores = both.evaluate(
        X_val,
        {"digit": y_val, "odd": odd_val},
        return_dict=True,
        verbose=0,
    )
    print(
        f"seed {seed}: "
        f"digit {scores['digit_accuracy']:.4f}, "
        f"odd {scores['odd_accuracy']:.4f}"
    )


# %% apart
def build_odd():
    inputs = keras.Input(shape=(28, 28))
    x = layers.Flatten()(inputs)
    x = layers.Dense(256, activation="relu")(x)
    x = layers.Dense(128, activation="relu")(x)
    outputs = layers.Dense(1, activation="sigmoid")(x)
    return keras.Model(inputs=inputs, outputs=outputs)


for seed in [1, 2, 3]:
    keras.utils.set_random_seed(seed)
    alone = build_odd()
    alone.compile(
        loss="binary_crossentropy",
        optimizer="adam",
        metrics=["accuracy"],
    )
    alone.fit(
        X_train,
        odd_train,
        batch_size=128,
        epochs=5,
        verbose=0,
    )
    odd_loss, odd_accuracy = alone.evaluate(
        X_val, odd_val, verbose=0
    )
    print(f"seed {seed}: odd {odd_accuracy:.4f}")

print(
    f"{both.count_params():,} parameters for both answers, "
    f"{alone.count_params():,} for odd or even"
)
parameters_apart = 235_146 + alone.count_params()

# %% parity
answers = both.predict(X_val, verbose=0)
from_digit = answers["digit"].argmax(axis=1) % 2
from_odd = (answers["odd"][:, 0] >= 0.5).astype(int)
by_digit = (from_digit == odd_val).mean()
by_output = (from_odd == odd_val).mean()
print(f"odd or even, by the digit:      {by_digit:.4f}")
print(f"odd or even, by its own output: {by_output:.4f}")


# %% article-network
def build_stack():
    inputs = keras.Input(shape=(28, 28))
    x = layers.Flatten()(inputs)
    x = layers.Dense(256, activation="relu")(x)
    x = layers.Dense(128, activation="relu")(x)
    outputs = layers.Dense(10, activation="softmax")(x)
    return keras.Model(inputs=inputs, outputs=outputs)


def build_article():
    inputs = keras.Input(shape=(28, 28))
    x = layers.Flatten()(inputs)
    x = layers.Dense(2**14, activation="relu")(x)
    x = layers.Dense(512, activation="relu")(x)
    x = layers.Dense(28 * 28, activation="relu")(x)
    x = layers.Reshape((28, 28))(x)
    x = layers.Concatenate()([inputs, x])
    x = layers.Flatten()(x)
    outputs = layers.Dense(10, activation="softmax")(x)
    return keras.Model(inputs=inputs, outputs=outputs)


# %% seeds
quarter = len(X_train) // 4
stack_accuracies, article_accuracies = [], []
for name, build, accuracies in [
    ("Sequential", build_stack, stack_accuracies),
    ("article", build_article, article_accuracies),
]:
    for seed in [1, 2, 3]:
        keras.utils.set_random_seed(seed)
        network = build()
        network.compile(
            loss="categorical_crossentropy",
            optimizer="adam",
            metrics=["accuracy"],
        )
        print(f"{name}, seed {seed}")
        history = network.fit(
            X_train[:quarter],
            y_train[:quarter],
            batch_size=128,
            epochs=1,
            validation_data=(X_val, y_val),
            verbose=2,
        )
        accuracies.extend(history.history["val_accuracy"])
