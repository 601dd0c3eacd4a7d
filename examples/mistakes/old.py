"""vi: Lỗi của mã trong hướng dẫn cũ, và mã hiện nay.
en: Mistakes of old tutorials, and today's code.
"""

# %% old-setup
import keras
from keras import Input, Sequential, layers

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

# %% predict-classes tags=["raises-exception"]
model.predict_classes(X)

# %% predict-classes-cure
model.predict(X, verbose=0).argmax(axis=1)


# %% fit-generator tags=["raises-exception"]
def batches():
    while True:
        yield X, y


model.fit_generator(batches(), steps_per_epoch=3)

# %% fit-generator-cure
model.fit(batches(), steps_per_epoch=3, verbose=0)

# %% output-dim tags=["raises-exception"]
layers.Dense(output_dim=64, input_dim=784)

# %% output-dim-cure
Sequential([Input((784,)), layers.Dense(64)])

# %% input-shape-argument tags=["warns"]
Sequential(
    [
        layers.Flatten(input_shape=(28, 28)),
        layers.Dense(10),
    ]
)

# %% input-shape-argument-cure
Sequential(
    [
        Input((28, 28)),
        layers.Flatten(),
        layers.Dense(10),
    ]
)

# %% lr tags=["raises-exception"]
keras.optimizers.Adam(lr=0.01)

# %% lr-cure
keras.optimizers.Adam(learning_rate=0.01)

# %% lower-case-optimizer tags=["raises-exception"]
from keras.optimizers import adam

# %% lower-case-optimizer-cure
from keras.optimizers import Adam

# %% np-utils tags=["raises-exception"]
from keras.utils import np_utils

# %% np-utils-cure
from keras.utils import to_categorical

# %% layers-core tags=["raises-exception"]
from keras.layers.core import Dense, Dropout

# %% layers-core-cure
from keras.layers import Dense, Dropout

# %% merge-function tags=["raises-exception"]
from keras.layers import merge

# %% merge-function-cure
from keras.layers import Add, Concatenate

# %% image-data-generator tags=["raises-exception"]
from keras.preprocessing.image import ImageDataGenerator

# %% image-data-generator-cure
augment = Sequential(
    [
        layers.RandomRotation(0.05),
        layers.RandomTranslation(0.1, 0.1),
    ]
)
augmented = augment(X[..., None], training=True)

# %% tokenizer tags=["raises-exception"]
from keras.preprocessing.text import Tokenizer

# %% tokenizer-cure
numbered = layers.TextVectorization()
numbered.adapt(["a digit", "a network reads a digit"])

# %% scikit-learn-wrapper tags=["raises-exception"]
from keras.wrappers.scikit_learn import KerasClassifier

# %% scikit-learn-wrapper-cure
from keras.wrappers import SKLearnClassifier

# %% backend-mean tags=["raises-exception"]
keras.backend.mean(X)

# %% backend-mean-cure
keras.ops.mean(X)
