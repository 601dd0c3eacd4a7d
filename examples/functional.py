"""vi: Functional API: một đồ thị các lớp, trong đó đầu vào đi tắt đến gần đầu ra.
en: The Functional API: a graph of layers, in which the input skips ahead to near the output.
"""

# %% imports
import keras
from keras.datasets import mnist
from keras.layers import Concatenate, Dense, Flatten, Input, Reshape
from keras.models import Model
from keras.utils import to_categorical

keras.utils.set_random_seed(42)

# %% data
(X_train, y_train), (X_test, y_test) = mnist.load_data()
X_train = X_train.astype("float32") / 255
X_test = X_test.astype("float32") / 255
y_train = to_categorical(y_train, 10)
y_test = to_categorical(y_test, 10)

# %% stack
inputs = Input(shape=(28, 28))
x = Flatten()(inputs)
x = Dense(256, activation="relu")(x)
x = Dense(128, activation="relu")(x)
outputs = Dense(10, activation="softmax")(x)
stack = Model(inputs=inputs, outputs=outputs)
print(f"{stack.count_params():,} parameters")

# %% hidden
inputs = Input(shape=(28, 28), name="image")
flat = Flatten()(inputs)
hidden1 = Dense(2**14, activation="relu")(flat)
hidden2 = Dense(512, activation="relu")(hidden1)
hidden3 = Dense(28 * 28, activation="relu")(hidden2)

# %% skip
reshaped = Reshape((28, 28))(hidden3)
joined = Concatenate()([inputs, reshaped])
joined_flat = Flatten()(joined)
outputs = Dense(10, activation="softmax")(joined_flat)

# %% build
model = Model(inputs=inputs, outputs=outputs)

# %% summary
model.summary()

# %% compile
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])

# %% fit
model.fit(X_train, y_train, batch_size=128, epochs=1)

# %% evaluate
test_loss, test_accuracy = model.evaluate(X_test, y_test, batch_size=128)
print(f"test accuracy: {test_accuracy:.4f}")

# %% predict
probabilities = model.predict(X_test[1998:1999], verbose=0)
print("predicted:", probabilities.argmax())
print("label:    ", y_test[1998].argmax())
