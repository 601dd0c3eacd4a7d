"""vi: Học thuộc và khái quát hoá: nhận ra hiện tượng
    quá khớp, rồi thử từng cách chữa trên ba hạt giống.
en: Learning by heart, and generalizing: recognize
    overfitting, then try each cure over three seeds.
"""

# %% imports
import keras
import matplotlib.pyplot as plt
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
X_val, y_val = X[-tenth:], y[-tenth:]
X_train, y_train = X[:500], y[:500]

# %% network
model = keras.Sequential(
    [
        keras.Input(shape=(28, 28)),
        layers.Flatten(),
        layers.Dense(256, activation="relu"),
        layers.Dense(128, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ]
)

# %% compile
model.compile(
    loss="categorical_crossentropy",
    optimizer="adam",
    metrics=["accuracy"],
)

# %% memorize
history = model.fit(
    X_train,
    y_train,
    batch_size=32,
    epochs=30,
    validation_data=(X_val, y_val),
    verbose=0,
)

# %% curves
epochs = range(1, len(history.history["loss"]) + 1)
figure, axes = plt.subplots(2, 1, figsize=(5.5, 6.5))
for ax, name in zip(axes, ["loss", "accuracy"]):
    values = history.history[name]
    val_values = history.history["val_" + name]
    ax.plot(epochs, values, label=name)
    ax.plot(epochs, val_values, "--", label="val_" + name)
    ax.grid(axis="y")
    ax.set_xlabel("epoch")
    ax.legend()
plt.show()

# %% gap
loss, accuracy = model.evaluate(X_train, y_train, verbose=0)
val_loss, val_accuracy = model.evaluate(
    X_val, y_val, verbose=0
)
best = int(np.argmin(history.history["val_loss"])) + 1
print(f"seen images: loss {loss:.4f}, {accuracy:.1%}")
print(
    f"new images:  loss {val_loss:.4f}, {val_accuracy:.1%}"
)
print("lowest val_loss: epoch", best)


# %% build-model
def build_augmentation():
    return [
        layers.Reshape((28, 28, 1)),
        layers.RandomTranslation(0.05, 0.05),
        layers.RandomRotation(0.03),
    ]


def build_model(
    augmentation=False,
    dropout=0.0,
    learning_rate=0.001,
    weight_decay=None,
):
    first = build_augmentation() if augmentation else []
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            *first,
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
        optimizer=keras.optimizers.Adam(
            learning_rate=learning_rate,
            weight_decay=weight_decay,
        ),
        metrics=["accuracy"],
    )
    return model


# %% report
def report(name, models, X=X_val, y=y_val):
    losses, accuracies = [], []
    for model in models:
        loss, accuracy = model.evaluate(X, y, verbose=0)
        losses.append(loss)
        accuracies.append(accuracy)
    print(
        f"{name}: mean {np.mean(accuracies):.4f}, "
        f"{min(accuracies):.4f} to {max(accuracies):.4f}, "
        f"loss {np.mean(losses):.3f}"
    )


# %% three-runs
def three_runs(settings, batch_size=32):
    models = []
    for seed in [1, 2, 3]:
        keras.utils.set_random_seed(seed)
        model = build_model(**settings)
        model.fit(
            X_train,
            y_train,
            batch_size=batch_size,
            epochs=30,
            verbose=0,
        )
        models.append(model)
    return models


# %% nothing
plain = three_runs({})
report("nothing", plain)

# %% learning-rate
for rate in [0.0003, 0.003]:
    models = three_runs({"learning_rate": rate})
    report(f"learning rate {rate}", models)

# %% batch-size
for batch_size in [8, 128]:
    models = three_runs({}, batch_size)
    report(f"batch size {batch_size}", models)

# %% early-stopping
stopped = []
for seed in [1, 2, 3]:
    keras.utils.set_random_seed(seed)
    model = build_model()
    stop = keras.callbacks.EarlyStopping(
        patience=5, restore_best_weights=True
    )
    keep = keras.callbacks.ModelCheckpoint(
        f"seed-{seed}.keras", save_best_only=True
    )
    history = model.fit(
        X_train,
        y_train,
        batch_size=32,
        epochs=30,
        validation_data=(X_val, y_val),
        callbacks=[stop, keep],
        verbose=0,
    )
    stopped.append(model)
    print(f"seed {seed}: {len(history.epoch)} epochs")
report("early stopping", stopped)

# %% checkpoint
saved = keras.models.load_model("seed-3.keras")
report("the saved network", [saved])
report("the one in memory", [stopped[2]])

# %% dropout
dropout = layers.Dropout(0.5)
ones = np.ones((1, 8), dtype="float32")
for training in [True, True, False]:
    dropped = dropout(ones, training=training)
    print(keras.ops.convert_to_numpy(dropped)[0])

# %% with-dropout
models = three_runs({"dropout": 0.5})
report("dropout", models)

# %% weight-decay
models = three_runs({"weight_decay": 0.1})
report("weight decay", models)

# %% augmentation
augment = keras.Sequential(build_augmentation())
copies = np.repeat(X_train[:1], 9, axis=0)
versions = augment(copies, training=True)
versions = keras.ops.convert_to_numpy(versions)
figure, axes = plt.subplots(3, 3, figsize=(5.5, 5.5))
for ax, version in zip(axes.flat, versions):
    ax.imshow(version[:, :, 0], cmap="gray_r")
    ax.axis("off")
plt.show()

# %% with-augmentation
augmented = three_runs({"augmentation": True})
report("augmentation", augmented)

# %% more-data
models = []
for seed in [1, 2, 3]:
    keras.utils.set_random_seed(seed)
    model = build_model()
    model.fit(
        X[:2000],
        y[:2000],
        batch_size=32,
        epochs=8,
        verbose=0,
    )
    models.append(model)
report("four times the data", models)

# %% logits
scores = np.array([[1.0, 3.0, 2.0], [0.0, 30.0, 0.0]])
targets = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
probabilities = keras.ops.convert_to_numpy(
    keras.ops.softmax(scores)
)
loss = keras.losses.categorical_crossentropy
for losses in [
    loss(targets, probabilities),
    loss(targets, scores, from_logits=True),
    loss(targets, scores),
]:
    print(keras.ops.convert_to_numpy(losses).round(2))

# %% evaluate
report("nothing", plain, X_test, y_test)
report("augmentation", augmented, X_test, y_test)
