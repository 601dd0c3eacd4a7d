"""vi: Lỗi khi dùng Functional API, và cách sửa từng lỗi.
en: Mistakes with the Functional API, and the cure of each.
"""

# %% functional-setup
import keras
import numpy as np
import tensorflow as tf
from keras import Input, Model, Sequential, layers

image = Input((28, 28))
numbers = layers.Flatten()(image)
hidden = layers.Dense(32, activation="relu")(numbers)

# %% symbolic-in-tensorflow tags=["raises-exception"]
tf.reduce_mean(image, axis=-1)

# %% symbolic-in-tensorflow-cure
keras.ops.mean(image, axis=-1)

# %% symbolic-in-numpy tags=["raises-exception"]
np.mean(image, axis=-1)

# %% symbolic-in-numpy-cure
keras.ops.mean(image, axis=-1)

# %% symbolic-in-if tags=["raises-exception"]
largest = keras.ops.max(image)
scaled = image / 255 if largest > 1 else image

# %% symbolic-in-if-cure
scaled = keras.ops.where(largest > 1, image / 255, image)

# %% no-layer tags=["raises-exception"]
Sequential([image, hidden])

# %% no-layer-cure
Sequential(
    [
        Input((28, 28)),
        layers.Flatten(),
        layers.Dense(32, activation="relu"),
    ]
)

# %% two-arguments tags=["raises-exception"]
layers.Concatenate()(numbers, hidden)

# %% two-arguments-cure
layers.Concatenate()([numbers, hidden])

# %% other-axes tags=["raises-exception"]
layers.Concatenate()([image, hidden])

# %% other-axes-cure
layers.Concatenate()([layers.Flatten()(image), hidden])

# %% not-called tags=["raises-exception"]
answer = layers.Dense(10, activation="softmax")
Model(image, answer)

# %% not-called-cure
answer = layers.Dense(10, activation="softmax")(hidden)
Model(image, answer)

# %% not-connected tags=["raises-exception"]
other = Input((28, 28))
Model(other, answer)

# %% not-connected-cure
Model(image, answer)

# %% name-twice tags=["raises-exception"]
one = layers.Dense(32, name="hidden")(numbers)
two = layers.Dense(32, name="hidden")(one)
Model(image, two)

# %% name-twice-cure
one = layers.Dense(32, name="hidden_1")(numbers)
two = layers.Dense(32, name="hidden_2")(one)
Model(image, two)
