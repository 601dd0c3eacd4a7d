"""vi: Lỗi của dữ liệu và nhãn, và cách sửa từng lỗi.
en: Mistakes with data and labels, and the cure of each.
"""

# %% data-setup
import keras
import numpy as np
import tensorflow as tf
from keras import Input, Sequential, layers

keras.utils.set_random_seed(1)
(X, y), _ = keras.datasets.mnist.load_data()
X = X[:100].astype("float32") / 255
y = y[:100]

model = Sequential(
    [
        Input((28, 28)),
        layers.Flatten(),
        layers.Dense(10, activation="softmax"),
    ]
)
model.compile(loss="sparse_categorical_crossentropy")

# %% integer-labels tags=["raises-exception"]
model.compile(loss="categorical_crossentropy")
model.fit(X, y)

# %% integer-labels-cure
model.compile(loss="sparse_categorical_crossentropy")
model.fit(X, y, verbose=0)

# %% one-hot-labels tags=["raises-exception"]
one_hot = keras.utils.to_categorical(y, 10)
model.compile(loss="sparse_categorical_crossentropy")
model.fit(X, one_hot)

# %% one-hot-labels-cure
model.compile(loss="categorical_crossentropy")
model.fit(X, one_hot, verbose=0)

# %% label-range tags=["raises-exception"]
from_one = y + 1
model.compile(loss="sparse_categorical_crossentropy")
model.fit(X, from_one)

# %% label-range-cure
model.fit(X, from_one - 1, verbose=0)

# %% no-labels tags=["raises-exception"]
model.fit(X)

# %% no-labels-cure
model.fit(X, y, verbose=0)

# %% different-sizes tags=["raises-exception"]
model.fit(X, y[:50])

# %% different-sizes-cure
print(len(X), len(y))
model.fit(X, y, verbose=0)

# %% python-lists tags=["raises-exception"]
images = X.tolist()
labels = y.tolist()
model.fit(images, labels)

# %% python-lists-cure
model.fit(np.array(images), np.array(labels), verbose=0)

# %% ragged-images tags=["raises-exception"]
photos = np.array([X[0], X[1][4:24]], dtype=object)
model.predict(photos)

# %% ragged-images-cure
resized = [
    keras.ops.image.resize(photo[..., None], (28, 28))
    for photo in photos
]
model.predict(keras.ops.stack(resized)[..., 0], verbose=0)

# %% text-labels tags=["raises-exception"]
words = np.where(y % 2, "odd", "even")
model.fit(X, words)

# %% text-labels-cure
names, codes = np.unique(words, return_inverse=True)
print(names)
model.fit(X, codes, verbose=0)

# %% text-one-hot tags=["raises-exception"]
keras.utils.to_categorical(words)

# %% text-one-hot-cure
names, codes = np.unique(words, return_inverse=True)
one_hot = keras.utils.to_categorical(codes)

# %% too-few-classes tags=["raises-exception"]
keras.utils.to_categorical(y, 9)

# %% too-few-classes-cure
one_hot = keras.utils.to_categorical(y, 10)

# %% split-dataset tags=["raises-exception"]
dataset = tf.data.Dataset.from_tensor_slices((X, y))
dataset = dataset.batch(10)
model.fit(dataset, validation_split=0.2)

# %% split-dataset-cure
train, val = dataset.skip(2), dataset.take(2)
model.fit(train, validation_data=val, verbose=0)

# %% out-of-data tags=["warns"]
model.fit(dataset, steps_per_epoch=20, verbose=0)

# %% out-of-data-cure
repeated = dataset.repeat()
model.fit(repeated, steps_per_epoch=20, verbose=0)
