"""vi: Lời giải của bài về Functional API.
en: Solutions to the lesson on the Functional API.
"""

# %% set-up
import keras
from keras.datasets import mnist
from keras.layers import Concatenate, Dense, Flatten, Input
from keras.models import Model
from keras.utils import to_categorical

keras.utils.set_random_seed(42)
(X_train, y_train), (X_test, y_test) = mnist.load_data()
X_train = X_train.astype("float32") / 255
X_test = X_test.astype("float32") / 255

# %% narrow
inputs = Input(shape=(28, 28))
flat = Flatten()(inputs)
x = Dense(256, activation="relu")(flat)
x = Dense(128, activation="relu")(x)
joined = Concatenate()([flat, x])
outputs = Dense(10, activation="softmax")(joined)
narrow = Model(inputs=inputs, outputs=outputs)
print(f"{narrow.count_params():,} parameters")

# %% narrow-fit
narrow.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
narrow.fit(X_train, to_categorical(y_train, 10), batch_size=128, epochs=5)
test_loss, test_accuracy = narrow.evaluate(X_test, to_categorical(y_test, 10))
print(f"test accuracy: {test_accuracy:.4f}")

# %% two-outputs
inputs = Input(shape=(28, 28))
x = Flatten()(inputs)
x = Dense(256, activation="relu")(x)
digit = Dense(10, activation="softmax", name="digit")(x)
odd = Dense(1, activation="sigmoid", name="odd")(x)
model = Model(inputs=inputs, outputs={"digit": digit, "odd": odd})
model.compile(
    loss={"digit": "categorical_crossentropy", "odd": "binary_crossentropy"},
    optimizer="adam",
    metrics={"digit": "accuracy", "odd": "accuracy"},
)

# %% two-outputs-fit
train_labels = {"digit": to_categorical(y_train, 10), "odd": y_train % 2}
test_labels = {"digit": to_categorical(y_test, 10), "odd": y_test % 2}
model.fit(X_train, train_labels, batch_size=128, epochs=5)
scores = model.evaluate(X_test, test_labels, return_dict=True)
print(f"digit {scores['digit_accuracy']:.4f}, odd {scores['odd_accuracy']:.4f}")
