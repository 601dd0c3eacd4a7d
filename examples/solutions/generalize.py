"""vi: Lời giải của bài về khái quát hoá.
en: Solutions to the lesson on generalizing.
"""

# %% set-up
import keras
import numpy as np
from keras import layers

keras.utils.set_random_seed(42)
(images, labels), (test_images, test_labels) = (
    keras.datasets.mnist.load_data()
)
X = images.astype("float32") / 255
y = keras.utils.to_categorical(labels, num_classes=10)

tenth = len(X) // 10
X_val, y_val = X[-tenth:], y[-tenth:]
X_train, y_train = X[:500], y[:500]

# %% patience
val_losses = [
    *[0.82, 0.57, 0.49, 0.51, 0.46, 0.47],
    *[0.48, 0.46, 0.50, 0.45, 0.52, 0.55],
]
patience = 3

best_epoch = 1
for epoch, val_loss in enumerate(val_losses, start=1):
    if val_loss < val_losses[best_epoch - 1]:
        best_epoch = epoch
    if epoch - best_epoch == patience:
        break
stopped_epoch = epoch
print("stopped after epoch", stopped_epoch)
print("best epoch", best_epoch)


# %% build-model
def build_model(augmentation=(), dropout=0.0):
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            layers.Reshape((28, 28, 1)),
            *augmentation,
            layers.Flatten(),
            layers.Dense(256, activation="relu"),
            layers.Dropout(dropout),
            layers.Dense(128, activation="relu"),
            layers.Dropout(dropout),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(
        loss="categorical_crossentropy",
        optimizer="adam",
        metrics=["accuracy"],
    )
    return model


# %% turned
turned_accuracies = []
for seed in [1, 2, 3]:
    keras.utils.set_random_seed(seed)
    turned = build_model([layers.RandomRotation(0.5)])
    turned.fit(
        X_train,
        y_train,
        batch_size=32,
        epochs=30,
        verbose=0,
    )
    loss, accuracy = turned.evaluate(
        X_val, y_val, verbose=0
    )
    turned_accuracies.append(accuracy)
    print(f"seed {seed}: {accuracy:.4f}")

# %% together
both_accuracies = []
for seed in [1, 2, 3]:
    keras.utils.set_random_seed(seed)
    augmentation = [
        layers.RandomTranslation(0.05, 0.05),
        layers.RandomRotation(0.03),
    ]
    both = build_model(augmentation, dropout=0.3)
    both.fit(
        X_train,
        y_train,
        batch_size=32,
        epochs=30,
        verbose=0,
    )
    loss, accuracy = both.evaluate(X_val, y_val, verbose=0)
    both_accuracies.append(accuracy)
    print(f"seed {seed}: {accuracy:.4f}")

# %% logits
keras.utils.set_random_seed(42)
scoring = keras.Sequential(
    [
        keras.Input(shape=(28, 28)),
        layers.Flatten(),
        layers.Dense(256, activation="relu"),
        layers.Dense(128, activation="relu"),
        layers.Dense(10),
    ]
)
scoring.compile(
    loss=keras.losses.CategoricalCrossentropy(
        from_logits=True
    ),
    optimizer="adam",
    metrics=["accuracy"],
)
scoring.fit(
    X_train, y_train, batch_size=32, epochs=30, verbose=0
)
val_loss, val_accuracy = scoring.evaluate(
    X_val, y_val, verbose=0
)
print(f"validation accuracy: {val_accuracy:.4f}")

scores = scoring.predict(X_val, verbose=0)
probabilities = keras.ops.convert_to_numpy(
    keras.ops.softmax(scores)
)
print(scores[0].round(1))
print(probabilities[0].round(3))
print(np.allclose(probabilities.sum(axis=1), 1))
