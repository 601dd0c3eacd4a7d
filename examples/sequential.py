"""vi: Mạng Sequential: bốn lớp xếp chồng, học đọc chữ số viết tay.
en: A Sequential network: four stacked layers that learn to read handwritten digits.
"""

# %% imports
import keras
from keras.datasets import mnist
from keras.layers import Dense, Flatten, Input
from keras.models import Sequential
from keras.utils import to_categorical

keras.utils.set_random_seed(42)

# %% data
(X_train, y_train), (X_test, y_test) = mnist.load_data()
X_train = X_train.astype("float32") / 255
X_test = X_test.astype("float32") / 255
y_train = to_categorical(y_train, 10)
y_test = to_categorical(y_test, 10)

# %% build
model = Sequential(
    [
        Input(shape=(28, 28)),
        Flatten(),
        Dense(256, activation="relu"),
        Dense(128, activation="relu"),
        Dense(10, activation="softmax"),
    ]
)

# %% summary
model.summary()

# %% compile
model.compile(
    loss="categorical_crossentropy",
    optimizer="adam",
    metrics=["accuracy"],
    steps_per_execution=16,
)

# %% fit
model.fit(X_train, y_train, batch_size=128, epochs=5)

# %% evaluate
test_loss, test_accuracy = model.evaluate(X_test, y_test)
print(f"test accuracy: {test_accuracy:.4f}")

# %% predict
probabilities = model.predict(X_test[1998:1999], verbose=0)
print(probabilities.round(3))
print("predicted:", probabilities.argmax())
print("label:    ", y_test[1998].argmax())
