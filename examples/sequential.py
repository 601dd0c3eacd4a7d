"""vi: Mạng Sequential: bốn lớp xếp chồng, học đọc chữ số
    viết tay.
en: A Sequential network: four stacked layers that learn
    to read handwritten digits.
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

tenth = len(X) // 10
X_train, X_val = X[:-tenth], X[-tenth:]
y_train, y_val = y[:-tenth], y[-tenth:]

# %% build
model = keras.Sequential(
    [
        keras.Input(shape=(28, 28)),
        layers.Flatten(),
        layers.Dense(256, activation="relu"),
        layers.Dense(128, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ]
)

# %% summary
model.summary()

# %% compile
model.compile(
    loss="categorical_crossentropy",
    optimizer="adam",
    metrics=["accuracy"],
)

# %% fit
model.fit(
    X_train,
    y_train,
    batch_size=128,
    epochs=5,
)

# %% evaluate
val_loss, val_accuracy = model.evaluate(X_val, y_val)
print(f"validation accuracy: {val_accuracy:.4f}")

# %% predict
image = test_images[1998:1999].astype("float32") / 255
probabilities = model.predict(image, verbose=0)
for digit, probability in enumerate(probabilities[0]):
    print(digit, f"{probability:.6f}")
print("predicted:", probabilities.argmax())
print("label:    ", test_labels[1998])
