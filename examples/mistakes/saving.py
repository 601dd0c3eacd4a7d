"""vi: Lỗi khi lưu và nạp mô hình, và cách sửa từng lỗi.
en: Mistakes in saving and loading, and the cure of each.
"""

# %% saving-setup
from pathlib import Path

import keras
from keras import Input, Sequential, layers

keras.utils.set_random_seed(1)
model = Sequential(
    [
        Input((28, 28)),
        layers.Flatten(),
        layers.Dense(10, activation="softmax"),
    ]
)

# %% no-ending tags=["raises-exception"]
model.save("digits")

# %% no-ending-cure
model.save("digits.keras")

# %% checkpoint-ending tags=["raises-exception"]
keras.callbacks.ModelCheckpoint("best.hdf5")

# %% checkpoint-ending-cure
keras.callbacks.ModelCheckpoint("best.keras")

# %% weights-ending tags=["raises-exception"]
model.save_weights("digits.h5")

# %% weights-ending-cure
model.save_weights("digits.weights.h5")

# %% no-file tags=["raises-exception"]
keras.models.load_model("digit.keras")

# %% no-file-cure
print([path.name for path in Path().glob("*.keras")])
keras.models.load_model("digits.keras")

# %% saved-model-folder tags=["raises-exception"]
model.export("exported", verbose=False)
keras.models.load_model("exported")

# %% saved-model-folder-cure
keras.layers.TFSMLayer(
    "exported", call_endpoint="serving_default"
)


# %% custom-layer tags=["raises-exception"]
class Invert(layers.Layer):
    def call(self, images):
        return 1 - images


Sequential([Input((28, 28)), Invert()]).save("invert.keras")
keras.models.load_model("invert.keras")

# %% custom-layer-cure
keras.models.load_model(
    "invert.keras", custom_objects={"Invert": Invert}
)

# %% lambda-layer tags=["raises-exception"]
inverting = Sequential(
    [
        Input((28, 28)),
        layers.Lambda(lambda images: 1 - images),
    ]
)
inverting.save("lambda.keras")
keras.models.load_model("lambda.keras")

# %% lambda-layer-cure
inverting = Sequential(
    [
        Input((28, 28)),
        layers.Rescaling(-1, offset=1),
    ]
)
inverting.save("rescaling.keras")
keras.models.load_model("rescaling.keras")

# %% other-network tags=["raises-exception"]
wider = Sequential(
    [
        Input((28, 28)),
        layers.Flatten(),
        layers.Dense(26, activation="softmax"),
    ]
)
wider.load_weights("digits.weights.h5")

# %% other-network-cure
same = keras.models.clone_model(model)
same.load_weights("digits.weights.h5")

# %% unbuilt-weights tags=["raises-exception"]
unbuilt = Sequential([layers.Flatten(), layers.Dense(10)])
unbuilt.save_weights("unbuilt.weights.h5")

# %% unbuilt-weights-cure
unbuilt.build((None, 28, 28))
unbuilt.save_weights("unbuilt.weights.h5")
