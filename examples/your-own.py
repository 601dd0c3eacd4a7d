"""vi: Từ ảnh chụp một chữ số trên giấy đến câu trả lời:
    từng bước xử lý ảnh, và điều xảy ra khi thiếu bước.
en: From a photo of a digit on paper to an answer: each
    step of preparing it, and what happens without one.
"""

# %% imports
import shutil
from pathlib import Path

import keras
import matplotlib.pyplot as plt
from keras import layers

# %% data
(images, labels), _ = keras.datasets.mnist.load_data()
X = images[..., None].astype("float32")
y = keras.utils.to_categorical(labels, num_classes=10)

tenth = len(X) // 10
X_train, X_val = X[:-tenth], X[-tenth:]
y_train, y_val = y[:-tenth], y[-tenth:]


# %% network
def build_model():
    return keras.Sequential(
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


# %% fit
networks = []
for seed in [1, 2, 3]:
    keras.utils.set_random_seed(seed)
    model = build_model()
    model.compile(
        loss="categorical_crossentropy",
        optimizer=keras.optimizers.Adam(
            learning_rate=0.002
        ),
        metrics=["accuracy"],
    )
    model.fit(
        X_train, y_train, batch_size=64, epochs=3, verbose=0
    )
    loss, val_accuracy = model.evaluate(
        X_val, y_val, verbose=0
    )
    print(f"seed {seed}: {val_accuracy:.4f}")
    networks.append(model)

# %% tools
import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError
from scipy import ndimage

# %% photos
shutil.unpack_archive("photos.zip", "photos")
photos = sorted(Path("photos/practice").glob("*/*"))
digits = np.array([int(p.parent.name) for p in photos])

figure, axes = plt.subplots(4, 5, figsize=(5.5, 6))
for ax, photo in zip(axes.flat, photos):
    ax.imshow(plt.imread(photo))
    ax.axis("off")
plt.show()

# %% raw
raw = keras.utils.image_dataset_from_directory(
    "photos/practice",
    label_mode="categorical",
    color_mode="grayscale",
    image_size=(28, 28),
    shuffle=False,
    verbose=False,
)
for network in networks:
    loss, accuracy = network.evaluate(raw, verbose=0)
    print(f"read right: {round(accuracy * 20)} of 20")


# %% open
Image.MAX_IMAGE_PIXELS = None


def open_photo(file):
    try:
        photo = Image.open(
            file, formats=["JPEG", "PNG", "GIF", "WEBP"]
        )
    except UnidentifiedImageError:
        raise ValueError(
            "this is no JPEG, PNG, GIF or WebP picture; "
            "save yours as JPEG and try again"
        ) from None
    width, height = photo.size
    if width * height > 50_000_000:
        raise ValueError(
            f"the picture has {width}×{height} pixels; "
            "make it smaller than 50 million pixels"
        )
    if photo.mode.startswith("I"):
        raise ValueError(
            "the picture has 16 bits a pixel; "
            "save it with 8, such as JPEG has"
        )
    if photo.format in ["GIF", "PNG", "WEBP"]:
        frames = getattr(photo, "n_frames", 1)
        if frames > 1:
            raise ValueError(
                f"this is an animation of {frames} "
                "pictures; save one of them on its own"
            )
    try:
        photo.thumbnail((1600, 1600))
        photo = ImageOps.exif_transpose(photo)
    except Exception:
        raise ValueError(
            "the file is cut off or damaged; "
            "copy the picture again"
        ) from None
    pixels = np.array(photo.convert("RGBA"), dtype=float)
    colors, opacity = pixels[:, :, :3], pixels[:, :, 3:]
    colors = 255 + (colors - 255) * opacity / 255
    return colors @ [0.299, 0.587, 0.114]


# %% look
photo = "photos/practice/7/red-pen-grid-hard-shadow.jpg"
grey = open_photo(photo)
print(grey.shape)
print("darkest:", grey.min().round())
print("brightest:", grey.max().round())


# %% resize
def shares(length, count, start, step):
    edges = start + step * np.arange(count + 1)
    pixels = np.arange(length)
    first = np.maximum(edges[:-1, None], pixels)
    last = np.minimum(edges[1:, None], pixels + 1)
    return np.maximum(last - first, 0) / step


def resize(image, shape, corner, step):
    rows, columns = image.shape
    down = shares(rows, shape[0], corner[0], step)
    across = shares(columns, shape[1], corner[1], step)
    return down @ image @ across.T


def shrink(grey):
    step = max(1, max(grey.shape) / 320)
    shape = [int(length / step) for length in grey.shape]
    if min(shape) < 80:
        raise ValueError(
            "the picture is too small, or too long and "
            "narrow; crop it to a square around the "
            "digit, of 80 pixels a side or more"
        )
    return resize(grey, shape, (0, 0), step)


# %% shrink
print(shares(6, 3, 0, 2))
print(shares(6, 4, 0, 1.5))
small = shrink(grey)
print(small.shape)


# %% ink
def find_ink(grey):
    paper = ndimage.grey_closing(grey, size=(45, 45))
    return 1 - grey / np.maximum(paper, 1)


# %% show-ink
ink = find_ink(small)
print("darkest ink:", ink.max().round(2))
paper = ndimage.grey_closing(small, size=(45, 45))
figure, axes = plt.subplots(1, 3, figsize=(5.5, 2.5))
axes[0].imshow(small, cmap="gray", vmin=0, vmax=255)
axes[1].imshow(paper, cmap="gray", vmin=0, vmax=255)
axes[2].imshow(ink, cmap="gray_r", vmin=0, vmax=1)
for ax in axes:
    ax.axis("off")
plt.show()


# %% level
def choose_level(ink):
    top, left = [length // 10 for length in ink.shape]
    darkest = ink[top:-top, left:-left].max()
    if darkest < 0.2:
        raise ValueError(
            "the paper looks blank: its darkest place is "
            f"only {darkest:.0%} darker than the paper; "
            "write with a darker pen, or come closer"
        )
    return darkest / 2


# %% mask
level = choose_level(ink)
mask = ink > level
print("level:", level.round(2))
print("ink:", f"{mask.mean():.1%}", "of the pixels")


# %% find
def find_digit(mask):
    joined = ndimage.binary_dilation(mask, iterations=4)
    pieces, count = ndimage.label(joined)
    sizes = np.bincount(pieces[mask], minlength=count + 1)
    sizes[pieces[[0, -1]]] = 0
    sizes[pieces[:, [0, -1]]] = 0
    if sizes.max() == 0:
        raise ValueError(
            "all ink reaches the picture's edge; leave "
            "some bright paper around the digit"
        )
    kept = np.flatnonzero(sizes >= sizes.max() / 10)
    boxes = ndimage.find_objects(pieces)
    heights = np.array(
        [rows.stop - rows.start for rows, _ in boxes]
    )[kept - 1]
    if heights.max() < 28:
        raise ValueError(
            "the largest mark is tiny, such as a crumb; "
            "come closer to the digit"
        )
    tall = np.sum(heights >= heights.max() / 2)
    if tall > 1:
        raise ValueError(
            f"there are {tall} large marks; "
            "leave one digit in the picture"
        )
    return mask & np.isin(pieces, kept)


# %% digit
digit = find_digit(mask)

figure, axes = plt.subplots(1, 2, figsize=(5.5, 3.7))
for ax, picture in zip(axes, [mask, digit]):
    ax.imshow(picture, cmap="gray_r")
    ax.axis("off")
plt.show()


# %% place
def place(digit):
    rows, columns = np.nonzero(digit)
    step = (max(np.ptp(rows), np.ptp(columns)) + 1) / 20
    top = rows.mean() + 0.5 - 14.5 * step
    left = columns.mean() + 0.5 - 14.5 * step
    return 255 * resize(digit, (28, 28), (top, left), step)


# %% thin
thin = place(digit)
print("ink in pixels:", (thin.sum() / 255).round(1))
print(
    "in MNIST:",
    (X_train.sum() / 255 / len(X_train)).round(1),
)


# %% thicken
def thicken(digit):
    while place(digit).sum() < 70 * 255:
        digit = ndimage.binary_dilation(digit)
    return digit


# %% image
image = place(thicken(digit))

figure, axes = plt.subplots(1, 2, figsize=(5.5, 2.7))
for ax, picture in zip(axes, [thin, image]):
    ax.imshow(picture, cmap="gray_r", vmin=0, vmax=255)
    ax.axis("off")
plt.show()


# %% prepare
def prepare(grey):
    ink = find_ink(shrink(grey))
    digit = find_digit(ink > choose_level(ink))
    return place(thicken(digit))


# %% steps
pictures = [small, ink, mask, digit, image]
titles = ["grey", "ink", "mask", "digit", "28×28"]
figure, axes = plt.subplots(2, 3, figsize=(5.5, 5))
for ax in axes.flat:
    ax.axis("off")
for ax, picture, title in zip(axes.flat, pictures, titles):
    cmap = "gray" if title == "grey" else "gray_r"
    ax.imshow(picture, cmap=cmap)
    ax.set_title(title)
plt.show()

# %% read
prepared = np.array(
    [prepare(open_photo(photo)) for photo in photos]
)
for network in networks:
    probabilities = network.predict(
        prepared[..., None], verbose=0
    )
    right = np.sum(probabilities.argmax(axis=1) == digits)
    print(f"read right: {right} of {len(photos)}")

# %% images
figure, axes = plt.subplots(4, 5, figsize=(5.5, 4.6))
for ax, image in zip(axes.flat, prepared):
    ax.imshow(image, cmap="gray_r")
    ax.axis("off")
plt.show()


# %% without
def not_turned(file):
    grey = np.array(Image.open(file).convert("L"))
    return prepare(grey)


def not_inverted(file):
    return 255 - prepare(open_photo(file))


def without_paper(file):
    ink = 1 - shrink(open_photo(file)) / 255
    digit = find_digit(ink > choose_level(ink))
    return place(thicken(digit))


def without_finding(file):
    ink = find_ink(shrink(open_photo(file)))
    return place(thicken(ink > choose_level(ink)))


def not_thickened(file):
    ink = find_ink(shrink(open_photo(file)))
    return place(find_digit(ink > choose_level(ink)))


def box_in_the_middle(file):
    ink = find_ink(shrink(open_photo(file)))
    digit = thicken(find_digit(ink > choose_level(ink)))
    rows, columns = np.nonzero(digit)
    step = (max(np.ptp(rows), np.ptp(columns)) + 1) / 20
    top = (rows.min() + rows.max() + 1) / 2 - 14 * step
    left = (
        columns.min() + columns.max() + 1
    ) / 2 - 14 * step
    return 255 * resize(digit, (28, 28), (top, left), step)


# %% read-right
def read_right(way):
    found, truth = [], []
    for photo, digit in zip(photos, digits):
        try:
            found.append(way(photo))
            truth.append(digit)
        except ValueError:
            print(way.__name__, "refuses", photo.name)
    batch = np.array(found)[..., None]
    right = []
    for network in networks:
        answers = network.predict(batch, verbose=0)
        count = np.sum(answers.argmax(axis=1) == truth)
        right.append(int(count))
    return right


for way in [
    not_turned,
    not_inverted,
    without_paper,
    without_finding,
    not_thickened,
    box_in_the_middle,
]:
    print(way.__name__, read_right(way))

# %% odd
for photo in sorted(Path("photos/odd").iterdir()):
    try:
        image = prepare(open_photo(photo))
    except ValueError as error:
        print(f"{photo.name}: {error}")
    else:
        answer = model.predict(
            image[None, ..., None], verbose=0
        )
        print(f"{photo.name}: read as {answer.argmax()}")


# %% folder
def prepare_folder(source, target):
    for photo in sorted(Path(source).glob("*/*")):
        try:
            image = prepare(open_photo(photo))
        except ValueError as error:
            print(f"{photo}: {error}")
            continue
        folder = Path(target) / photo.parent.name
        folder.mkdir(parents=True, exist_ok=True)
        image = Image.fromarray(
            image.round().astype("uint8")
        )
        image.save(folder / f"{photo.stem}.png")


def load_folder(folder):
    return keras.utils.image_dataset_from_directory(
        folder,
        label_mode="categorical",
        color_mode="grayscale",
        image_size=(28, 28),
        shuffle=False,
        verbose=False,
    )


prepare_folder("photos/practice", "prepared/practice")
practice = load_folder("prepared/practice")
loss, accuracy = model.evaluate(practice, verbose=0)
print(f"read right: {accuracy:.0%}")

# %% judged
prepare_folder("photos/judged", "prepared/judged")
judged = load_folder("prepared/judged")
for network in networks:
    loss, accuracy = network.evaluate(judged, verbose=0)
    print(f"read right: {accuracy:.0%}")

# %% misread
paths = judged.file_paths
answers = model.predict(judged, verbose=0).argmax(axis=1)
for path, answer in zip(paths, answers):
    if Path(path).parent.name != str(answer):
        print(f"{path}: read as {answer}")
