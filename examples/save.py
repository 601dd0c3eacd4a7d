"""vi: Giữ lại một mô hình: lưu, nạp, huấn luyện tiếp,
    xuất sang ONNX, và làm tròn trọng số.
en: Keeping a model: save and load it, go on training,
    export it to ONNX, and round its weights.
"""

# %% imports
import json
import time
import zipfile
from pathlib import Path

import keras
import numpy as np
import onnxruntime
from ai_edge_litert.interpreter import Interpreter
from keras import layers

keras.utils.set_random_seed(42)

# %% data
(images, labels), (test_images, test_labels) = (
    keras.datasets.mnist.load_data()
)
X = images.astype("float32")
y = keras.utils.to_categorical(labels, num_classes=10)
X_test = test_images.astype("float32")
y_test = keras.utils.to_categorical(
    test_labels, num_classes=10
)

tenth = len(X) // 10
X_train, X_val = X[:-tenth], X[-tenth:]
y_train, y_val = y[:-tenth], y[-tenth:]


# %% build-model
def build_model(units=64, activation="relu"):
    return keras.Sequential(
        [
            keras.Input(shape=(28, 28), name="image"),
            layers.Rescaling(1 / 255),
            layers.Reshape((28, 28, 1)),
            layers.Conv2D(8, 3, activation=activation),
            layers.MaxPooling2D(),
            layers.Conv2D(16, 3, activation=activation),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(units, activation=activation),
            layers.Dense(10, activation="softmax"),
        ]
    )


def compile_model(model):
    model.compile(
        loss="categorical_crossentropy",
        optimizer=keras.optimizers.Adam(
            learning_rate=0.002
        ),
        metrics=["accuracy"],
    )


# %% fit
model = build_model()
compile_model(model)
model.fit(
    X_train,
    y_train,
    batch_size=64,
    epochs=3,
    validation_data=(X_val, y_val),
    callbacks=[
        keras.callbacks.ModelCheckpoint(
            "epoch-{epoch}.keras"
        ),
        keras.callbacks.ModelCheckpoint(
            "epoch-{epoch}.weights.h5",
            save_weights_only=True,
        ),
    ],
)


# %% predictions
predictions = model.predict(X_val, verbose=0)


def accuracy(predictions):
    answers = predictions.argmax(axis=1)
    return np.mean(answers == labels[-tenth:])


val_accuracy = accuracy(predictions)
print(f"val_accuracy: {val_accuracy:.4f}")

# %% save
model.save("digit.keras")

# %% load
loaded = keras.models.load_model("digit.keras")
again = loaded.predict(X_val, verbose=0)
print(np.array_equal(again, predictions))


# %% inside
with zipfile.ZipFile("digit.keras") as archive:
    for file in archive.infolist():
        print(f"{file.filename}: {file.file_size:,} bytes")
    config = json.loads(archive.read("config.json"))
for layer in config["config"]["layers"]:
    print(layer["class_name"])


# %% size
def print_size(path):
    path = Path(path)
    files = [path] if path.is_file() else path.rglob("*.*")
    size = sum(file.stat().st_size for file in files)
    print(f"{path}: {size:,} bytes")


print_size("digit.keras")

# %% light
light = keras.models.load_model(
    "digit.keras", compile=False
)
light.save("light.keras")
print_size("light.keras")

# %% weights
model.save_weights("digit.weights.h5")

fresh = build_model()
fresh.load_weights("digit.weights.h5")
again = fresh.predict(X_val, verbose=0)
print(np.array_equal(again, predictions))

# %% other-shapes
narrow = build_model(units=32)
try:
    narrow.load_weights("digit.weights.h5")
except ValueError as error:
    print(str(error).partition(" Target variable")[0])

# %% other-activation
other = build_model(activation="tanh")
other.load_weights("digit.weights.h5")
print(f"{accuracy(other.predict(X_val, verbose=0)):.4f}")


# %% go-on
def go_on(model):
    print("steps so far:", int(model.optimizer.iterations))
    keras.utils.set_random_seed(1)
    history = model.fit(
        X_train,
        y_train,
        batch_size=64,
        initial_epoch=1,
        epochs=2,
        verbose=0,
    )
    print("epochs:", history.epoch)
    print(f"loss: {history.history['loss'][0]:.4f}")


resumed = keras.models.load_model("epoch-1.keras")
go_on(resumed)

# %% without-state
forgetful = build_model()
forgetful.load_weights("epoch-1.weights.h5")
compile_model(forgetful)
go_on(forgetful)

# %% onnx
model.export("digit.onnx", format="onnx", verbose=False)
session = onnxruntime.InferenceSession("digit.onnx")


def by_onnx(images):
    return session.run(None, {"image": images})[0]


def print_difference(outputs):
    difference = abs(outputs - predictions).max()
    print(f"largest difference: {difference:.7f}")


print_size("digit.onnx")
print_difference(by_onnx(X_val))


# %% speed
def by_predict(images):
    return model.predict(images, verbose=0)


def by_call(images):
    return keras.ops.convert_to_numpy(model(images))


def print_time(name, run, times):
    run(X_val[:1])
    start = time.perf_counter()
    for _ in range(times):
        run(X_val[:1])
    seconds = (time.perf_counter() - start) / times
    print(f"{name}: {1000 * seconds:.2f} ms")


print_time("model.predict(image)", by_predict, 10)
print_time("model(image)", by_call, 100)
print_time("ONNX Runtime", by_onnx, 1000)

# %% saved-model
model.export(
    "digit", format="tf_saved_model", verbose=False
)
saved_model = keras.layers.TFSMLayer(
    "digit", call_endpoint="serve"
)
print_size("digit")
print_difference(
    keras.ops.convert_to_numpy(saved_model(X_val))
)

# %% litert
model.export("digit.tflite", format="litert", verbose=False)
interpreter = Interpreter("digit.tflite")
by_litert = interpreter.get_signature_runner()
print_size("digit.tflite")
print_difference(by_litert(image=X_val)["output_0"])


# %% quantized
def quantized(kernel, bits):
    largest = 2 ** (bits - 1) - 1
    axes = tuple(range(kernel.ndim - 1))
    scale = abs(kernel).max(axis=axes) / largest
    return np.rint(kernel / scale), scale


kernel, bias = model.layers[2].get_weights()
integers, scale = quantized(kernel, bits=8)
print(kernel[:, :, 0, 0].round(4))
print(integers[:, :, 0, 0])
print((integers * scale)[:, :, 0, 0].round(4))


# %% rounded
copy = keras.models.load_model("light.keras")


def round_weights(bits):
    for layer, original in zip(copy.layers, model.layers):
        if layer.weights:
            kernel, bias = original.get_weights()
            integers, scale = quantized(kernel, bits)
            layer.set_weights([integers * scale, bias])


def print_changes(name, outputs):
    answers = outputs.argmax(axis=1)
    changed = np.sum(answers != predictions.argmax(axis=1))
    print(
        f"{name}: {accuracy(outputs):.4f}, "
        f"{changed} answers changed"
    )


for bits in [8, 6, 4, 3, 2]:
    round_weights(bits)
    outputs = copy.predict(X_val, verbose=0)
    print_changes(f"{bits} bits", outputs)

# %% quantize
light.quantize("int8", filters="dense")
light.save("int8.keras")
print_size("int8.keras")
print_changes("int8", light.predict(X_val, verbose=0))

# %% stranger
stranger = keras.Sequential(
    [
        keras.Input(shape=(28, 28)),
        layers.Lambda(
            lambda images: (
                print("a stranger's code runs")
                or images / 255
            )
        ),
    ]
)
stranger.save("stranger.keras")

# %% refused
try:
    keras.models.load_model("stranger.keras")
except ValueError as error:
    print(error)

# %% unsafe
keras.models.load_model("stranger.keras", safe_mode=False)

# %% safe
image = keras.Input(shape=(28, 28))
safe = keras.Model(image, keras.ops.divide(image, 255))
safe.save("safe.keras")
loaded = keras.models.load_model("safe.keras")
ink = keras.ops.convert_to_numpy(loaded(X_val[:1]))
print(ink.min(), ink.max())

# %% evaluate
kept = keras.models.load_model("digit.keras")
loss, test_accuracy = kept.evaluate(
    X_test, y_test, verbose=0
)
print(f"test accuracy: {test_accuracy:.4f}")
