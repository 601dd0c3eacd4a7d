"""vi: TODO: bài minh hoạ điều gì, trong một câu
en: TODO: what the lesson shows, in one sentence
"""

# %% imports
import keras
import numpy as np
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


# %% build
# TODO: the network of the lesson, in the place of this one;
# more cells where it needs them
def build_model(neurons):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            layers.Flatten(),
            layers.Dense(neurons, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(
        loss="categorical_crossentropy",
        optimizer="adam",
        metrics=["accuracy"],
    )
    return model


model = build_model(128)

# %% fit
model.fit(
    X_train,
    y_train,
    batch_size=128,
    epochs=1,
    validation_data=(X_val, y_val),
)

# %% choose
# TODO: what the lesson chooses on the validation set, over
# several seeds, in the place of the number of neurons
networks = {64: [], 128: []}
means = {}
for neurons in networks:
    accuracies = []
    for seed in range(1, 6):
        keras.utils.set_random_seed(seed)
        model = build_model(neurons)
        model.fit(
            X_train,
            y_train,
            batch_size=128,
            epochs=1,
            verbose=0,
        )
        loss, accuracy = model.evaluate(
            X_val, y_val, verbose=0
        )
        networks[neurons].append(model)
        accuracies.append(accuracy)
    means[neurons] = np.mean(accuracies)
    print(
        f"{neurons} neurons: mean {means[neurons]:.4f}, "
        f"lowest {min(accuracies):.4f}, "
        f"highest {max(accuracies):.4f}"
    )

# %% evaluate
chosen = max(means, key=means.get)
accuracies = []
for model in networks[chosen]:
    loss, accuracy = model.evaluate(
        X_test, y_test, verbose=0
    )
    accuracies.append(accuracy)
test_accuracy = np.mean(accuracies)
print(f"test accuracy: {test_accuracy:.4f}")
