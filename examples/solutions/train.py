"""vi: Lời giải của bài về huấn luyện.
en: Solutions to the lesson on training.
"""

# %% set-up
import keras
import numpy as np
from keras import layers
from sklearn.metrics import confusion_matrix

keras.utils.set_random_seed(42)
(images, labels), (test_images, test_labels) = (
    keras.datasets.mnist.load_data()
)
X = images.astype("float32") / 255
y = keras.utils.to_categorical(labels, num_classes=10)

tenth = len(X) // 10
X_train, X_val = X[:-tenth], X[-tenth:]
y_train, y_val = y[:-tenth], y[-tenth:]
val_labels = labels[-tenth:]


def build_model(learning_rate=0.001):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            layers.Flatten(),
            layers.Dense(256, activation="relu"),
            layers.Dense(128, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    optimizer = keras.optimizers.Adam(
        learning_rate=learning_rate
    )
    model.compile(
        loss="categorical_crossentropy",
        optimizer=optimizer,
        metrics=["accuracy"],
    )
    return model


# %% seeds
accuracies = []
for seed in range(1, 6):
    keras.utils.set_random_seed(seed)
    seeded = build_model()
    seeded.fit(
        X_train,
        y_train,
        batch_size=128,
        epochs=5,
        verbose=0,
    )
    loss, accuracy = seeded.evaluate(
        X_val, y_val, verbose=0
    )
    accuracies.append(accuracy)
    print(
        f"seed {seed}: validation accuracy {accuracy:.4f}"
    )
spread = max(accuracies) - min(accuracies)
print(
    f"mean {np.mean(accuracies):.4f}, "
    f"smallest {min(accuracies):.4f}, "
    f"largest {max(accuracies):.4f}"
)

# %% early-stopping
keras.utils.set_random_seed(42)
stopped = build_model()
stop = keras.callbacks.EarlyStopping(
    monitor="val_loss",
    patience=2,
    restore_best_weights=True,
)
history = stopped.fit(
    X_train,
    y_train,
    batch_size=128,
    epochs=20,
    validation_data=(X_val, y_val),
    callbacks=[stop],
)

# %% stopped
print(len(history.history["loss"]), "epochs")
best_epoch = np.argmin(history.history["val_loss"]) + 1
val_loss, val_accuracy = stopped.evaluate(X_val, y_val)
print(f"validation accuracy: {val_accuracy:.4f}")

# %% learning-rates
rates = [0.0001, 0.001, 0.01]
val_losses = []
for rate in rates:
    keras.utils.set_random_seed(42)
    rated = build_model(learning_rate=rate)
    rated.fit(
        X_train,
        y_train,
        batch_size=128,
        epochs=5,
        verbose=0,
    )
    loss, accuracy = rated.evaluate(X_val, y_val, verbose=0)
    val_losses.append(loss)
    print(
        f"learning rate {rate}: "
        f"validation loss {loss:.4f}, "
        f"accuracy {accuracy:.4f}"
    )
best_rate = rates[np.argmin(val_losses)]

# %% confused
probabilities = stopped.predict(X_val, verbose=0)
predicted = probabilities.argmax(axis=1)
confusion = confusion_matrix(val_labels, predicted)
errors = confusion.copy()
np.fill_diagonal(errors, 0)
pair = np.unravel_index(errors.argmax(), errors.shape)
label, answer = pair
print(f"{label} → {answer}: {errors[label, answer]}")

# %% unsure
correct = predicted == val_labels
sure = probabilities.max(axis=1) >= 0.9
sure_accuracy = correct[sure].mean()
unsure_accuracy = correct[~sure].mean()
print(
    f"at least 0.9: {sure.mean():.1%} of the images, "
    f"accuracy {sure_accuracy:.3f}"
)
print(
    f"below 0.9:    {(~sure).mean():.1%} of the images, "
    f"accuracy {unsure_accuracy:.3f}"
)
