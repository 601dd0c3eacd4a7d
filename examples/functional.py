"""vi: Functional API: một mạng hai đầu ra, và mạng của
    bài gốc, trong đó đầu vào đi tắt đến gần đầu ra.
en: The Functional API: a network with two outputs, and
    the article's, whose input skips some layers.
"""

# %% imports
import keras
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
X_train, X_val = X[:-tenth], X[-tenth:]
y_train, y_val = y[:-tenth], y[-tenth:]

# %% stack
inputs = keras.Input(shape=(28, 28))
x = layers.Flatten()(inputs)
x = layers.Dense(256, activation="relu")(x)
x = layers.Dense(128, activation="relu")(x)
outputs = layers.Dense(10, activation="softmax")(x)
stack = keras.Model(inputs=inputs, outputs=outputs)
print(f"{stack.count_params():,} parameters")

# %% two-outputs
image = keras.Input(shape=(28, 28), name="image")
flat = layers.Flatten()(image)
hidden = layers.Dense(256, activation="relu")(flat)
shared = layers.Dense(128, activation="relu")(hidden)
digit = layers.Dense(
    10,
    activation="softmax",
    name="digit",
)(shared)
odd = layers.Dense(
    1,
    activation="sigmoid",
    name="odd",
)(shared)
model = keras.Model(
    inputs=image, outputs={"digit": digit, "odd": odd}
)

# %% summary
model.summary()

# %% compile
model.compile(
    loss={
        "digit": "categorical_crossentropy",
        "odd": "binary_crossentropy",
    },
    optimizer="adam",
    metrics={"digit": ["accuracy"], "odd": ["accuracy"]},
)

# %% answers
is_odd = labels % 2
answers_train = {"digit": y_train, "odd": is_odd[:-tenth]}
answers_val = {"digit": y_val, "odd": is_odd[-tenth:]}
answers_test = {"digit": y_test, "odd": test_labels % 2}

# %% fit
model.fit(
    X_train,
    answers_train,
    batch_size=128,
    epochs=5,
    validation_data=(X_val, answers_val),
    verbose=2,
)

# %% predict
answers = model.predict(X_val[:3], verbose=0)
for digits, odd_probability, label in zip(
    answers["digit"], answers["odd"], labels[-tenth:]
):
    print(
        f"digit {digits.argmax()}, "
        f"probability of odd {odd_probability[0]:.4f}, "
        f"label {label}"
    )

# %% hidden
pixels = keras.Input(shape=(28, 28), name="pixels")
flat_input = layers.Flatten()(pixels)
hidden1 = layers.Dense(2**14, activation="relu")(flat_input)
hidden2 = layers.Dense(512, activation="relu")(hidden1)
hidden3 = layers.Dense(28 * 28, activation="relu")(hidden2)

# %% skip
reshaped = layers.Reshape((28, 28))(hidden3)
joined = layers.Concatenate()([pixels, reshaped])
joined_flat = layers.Flatten()(joined)
output = layers.Dense(10, activation="softmax")(joined_flat)

# %% build
article = keras.Model(inputs=pixels, outputs=output)

# %% article-summary
article.summary()

# %% evaluate
scores = model.evaluate(
    X_test, answers_test, return_dict=True, verbose=0
)
test_accuracy = scores["digit_accuracy"]
odd_accuracy = scores["odd_accuracy"]
print(
    f"test accuracy: digit {test_accuracy:.4f}, "
    f"odd or even {odd_accuracy:.4f}"
)
