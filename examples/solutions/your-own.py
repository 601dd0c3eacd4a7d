"""vi: Lời giải của bài đọc chữ số viết tay của bạn.
en: Solutions to the lesson on reading your own digits.
"""

# %% set-up
import shutil
from pathlib import Path

import keras
import numpy as np
from keras import layers
from photo import (
    choose_level,
    find_digit,
    find_ink,
    open_photo,
    place,
    prepare,
    shrink,
    thicken,
)
from scipy import ndimage

keras.utils.set_random_seed(3)
(images, labels), _ = keras.datasets.mnist.load_data()
X = images[..., None].astype("float32")
y = keras.utils.to_categorical(labels, num_classes=10)

tenth = len(X) // 10
X_train, X_val = X[:-tenth], X[-tenth:]
y_train, y_val = y[:-tenth], y[-tenth:]

model = keras.Sequential(
    [
        keras.Input(shape=(28, 28, 1)),
        layers.Rescaling(1 / 255),
        layers.Conv2D(8, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(16, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ]
)
model.compile(
    loss="categorical_crossentropy",
    optimizer=keras.optimizers.Adam(learning_rate=0.002),
    metrics=["accuracy"],
)
model.fit(
    X_train, y_train, batch_size=64, epochs=3, verbose=0
)
loss, val_accuracy = model.evaluate(X_val, y_val, verbose=0)

shutil.unpack_archive("photos.zip", "photos")
photos = sorted(Path("photos/practice").glob("*/*"))
digits = np.array([int(p.parent.name) for p in photos])


# %% chalk
def prepare_chalk(grey):
    return prepare(255 - grey)


photo = "photos/practice/7/red-pen-grid-hard-shadow.jpg"
board = 255 - open_photo(photo)
image = prepare_chalk(board)
answer = model.predict(image[None, ..., None], verbose=0)
print("read as", answer.argmax())

# %% level
inks = [find_ink(shrink(open_photo(p))) for p in photos]
right, refused = [], []
for share in [0.3, 0.4, 0.5, 0.6, 0.7]:
    found, truth = [], []
    for ink, digit in zip(inks, digits):
        darkest = 2 * choose_level(ink)
        try:
            piece = find_digit(ink > share * darkest)
        except ValueError:
            continue
        found.append(place(thicken(piece)))
        truth.append(digit)
    answers = model.predict(
        np.array(found)[..., None], verbose=0
    ).argmax(axis=1)
    right.append(int(np.sum(answers == truth)))
    refused.append(len(photos) - len(found))
    print(
        f"{share}: {right[-1]} right,",
        f"{refused[-1]} refused",
    )


# %% number
def read_number(grey):
    ink = find_ink(shrink(grey))
    mask = ink > choose_level(ink)
    joined = ndimage.binary_dilation(mask, iterations=4)
    pieces, count = ndimage.label(joined)
    sizes = np.bincount(pieces[mask], minlength=count + 1)
    sizes[pieces[[0, -1]]] = 0
    sizes[pieces[:, [0, -1]]] = 0
    kept = np.flatnonzero(sizes > sizes.max() / 10)
    boxes = ndimage.find_objects(pieces)
    starts = [boxes[piece - 1][1].start for piece in kept]
    found = []
    for piece in kept[np.argsort(starts)]:
        digit = mask & (pieces == piece)
        found.append(place(thicken(digit)))
    answers = model.predict(
        np.array(found)[..., None], verbose=0
    ).argmax(axis=1)
    return "".join(str(answer) for answer in answers)


grey = open_photo("photos/odd/two-digits.jpg")
print("read as", read_number(grey))

# %% unsure
prepared = np.array(
    [prepare(open_photo(p)) for p in photos]
)
photo_probabilities = model.predict(
    prepared[..., None], verbose=0
)
largest = photo_probabilities.max(axis=1)
unsure_photos = np.sum(largest < 0.9)
print("photos not sure:", unsure_photos)

probabilities = model.predict(X_val, verbose=0)
sure = probabilities.max(axis=1) >= 0.9
unsure = np.sum(~sure)
correct = probabilities.argmax(axis=1) == labels[-tenth:]
sure_accuracy = np.mean(correct[sure])
print(f"images not sure: {unsure} of {len(X_val)}")
print(f"accuracy of the others: {sure_accuracy:.4f}")
