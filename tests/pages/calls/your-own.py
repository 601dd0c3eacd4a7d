"""What examples/your-own.py calls. What a function of its own calls is noted at its first call alone."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path, PurePosixPath

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from docs.plugins.project.given_files import given_path
from tests.support.calls import ANY, Call, call, like
from tests.support.digits import DIGITS
from tests.support.programs import ROOT, Run

Table = NDArray[np.float64]
Mask = NDArray[np.bool_]

SEEDS = (1, 2, 3)
# The network takes pixels from 0 to 255.
IMAGES = DIGITS.pixels[..., None].astype(np.float32)
TRAIN, VAL = IMAGES[: DIGITS.split], IMAGES[DIGITS.split :]
SEVEN = "photos/practice/7/red-pen-grid-hard-shadow.jpg"
OF_A_DATASET = {
    **{"label_mode": "categorical", "color_mode": "grayscale", "image_size": (28, 28)},
    **{"shuffle": False, "verbose": False},
}
WAYS = ("not_turned", "not_inverted", "without_paper", "without_finding", "not_thickened", "box_in_the_middle")
ODD = ["animated.gif", "blank.jpg", "edge.jpg", "face.jpg", "huge.png", "photo.heic", "text.jpg"]
ODD += ["transparent.png", "turned.jpg", "two-digits.jpg"]
# Of those, what opens, and what is read in the end.
OPENED = {"blank.jpg", "edge.jpg", "face.jpg", "transparent.png", "turned.jpg", "two-digits.jpg"}
READ = {"transparent.png", "turned.jpg"}


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    network = run.names["model"]
    prepared = run.names["prepared"]
    found = lines(run, "read")[0]
    return {
        "data": [
            call("keras.datasets.mnist.load_data"),
            call("keras.utils.to_categorical", DIGITS.labels, num_classes=10),
        ],
        "fit": [each for seed in SEEDS for each in trained(seed, network.evaluate(VAL, DIGITS.val_one_hot, verbose=0))],
        "photos": [
            call("shutil.unpack_archive", "photos.zip", "photos"),
            call("Path", "photos/practice"),
            call("Path('photos/practice').glob", "*/*"),
            call("np.array", labels_of("practice")),
            call("plt.subplots", 4, 5, figsize=(5.5, 6)),
            *(
                each
                for path in paths_of("practice")
                for each in (
                    call("plt.imread", Path(path)),
                    call("ax.imshow", np.asarray(picture(path))),
                    call("ax.axis", "off"),
                )
            ),
            call("plt.show"),
        ],
        "raw": [
            call("keras.utils.image_dataset_from_directory", "photos/practice", **OF_A_DATASET),
            *measured(lines(run, "raw")[0]),
        ],
        **of_the_seven(),
        "read": [
            *(each for path in paths_of("practice") for each in read(path)),
            call("np.array", list(prepared)),
            *[
                call("network.predict", prepared[..., None], verbose=0),
                call("np.sum", ANY),
                call("print", found),
            ]
            * len(SEEDS),
        ],
        "images": [
            call("plt.subplots", 4, 5, figsize=(5.5, 4.6)),
            *(each for image in prepared for each in (call("ax.imshow", image, cmap="gray_r"), call("ax.axis", "off"))),
            call("plt.show"),
        ],
        "read-right": [*first_way(run), *(each for name in WAYS[1:] for each in other_way(run, name))],
        "odd": [
            call("Path", "photos/odd"),
            call("Path('photos/odd').iterdir"),
            *(each for name, line in zip(ODD, lines(run, "odd"), strict=True) for each in tried(name, line)),
        ],
        "folder": [
            call("prepare_folder", "photos/practice", "prepared/practice"),
            call("Path", "photos/practice"),
            call("Path(source).glob", "*/*"),
            *(each for path, image in zip(paths_of("practice"), prepared, strict=True) for each in saved(path, image)),
            call("load_folder", "prepared/practice"),
            call("keras.utils.image_dataset_from_directory", "prepared/practice", **OF_A_DATASET),
            call("model.evaluate", like("_PrefetchDataset"), verbose=0),
            call("print", lines(run, "folder")[0]),
        ],
        "judged": [
            call("prepare_folder", "photos/judged", "prepared/judged"),
            call("load_folder", "prepared/judged"),
            *measured(lines(run, "judged")[0]),
        ],
        "misread": [
            call("model.predict", like("_PrefetchDataset"), verbose=0),
            *named(lines(run, "misread")),
        ],
    }


def of_the_seven() -> Mapping[str, Sequence[Call]]:
    """The calls of the cells that follow one photo through the steps."""
    grey = grey_of(SEVEN)
    small = area_means(grey, (320, 240), (0, 0), 2)
    paper = extremes(extremes(small, np.max), np.min)
    ink = 1 - small / paper
    mask = ink > 0.5 * ink[32:-32, 24:-24].max()
    # Nothing of the 7 is in the other pieces, which are above it and below it.
    digit = mask & (np.arange(320) > 70)[:, None] & (np.arange(320) < 240)[:, None]
    thin, grown = placed(digit), [digit]
    while placed(grown[-1]).sum() < 70 * 255:
        grown.append(dilated(grown[-1]))
    image = placed(grown[-1])
    rows, columns = np.nonzero(digit)
    return {
        "look": [
            *opened(SEVEN, inside=True),
            call("print", (640, 480)),
            call("print", "darkest:", 54.0),
            call("print", "brightest:", 247.0),
        ],
        "shrink": [
            call("shares", 6, 3, 0, 2),
            call("np.arange", 4),
            call("np.arange", 6),
            call("np.maximum", np.array([[0], [2], [4]]), np.arange(6)),
            call("np.minimum", np.array([[2], [4], [6]]), np.arange(1, 7)),
            call("np.maximum", ANY, 0),
            call("print", np.eye(3).repeat(2, axis=1) / 2),
            call("shares", 6, 4, 0, 1.5),
            call(
                "print", np.array([[4, 2, 0, 0, 0, 0], [0, 2, 4, 0, 0, 0], [0, 0, 0, 4, 2, 0], [0, 0, 0, 0, 2, 4]]) / 6
            ),
            call("shrink", grey),
            call("resize", grey, [320, 240], (0, 0), 2.0),
            call("shares", 640, 320, 0, 2.0),
            call("shares", 480, 240, 0, 2.0),
            call("print", (320, 240)),
        ],
        "show-ink": [
            call("find_ink", small),
            call("ndimage.grey_closing", small, size=(45, 45)),
            call("np.maximum", paper, 1),
            call("print", "darkest ink:", round(ink.max(), 2)),
            call("ndimage.grey_closing", small, size=(45, 45)),
            call("plt.subplots", 1, 3, figsize=(5.5, 2.5)),
            call("axes[0].imshow", small, cmap="gray", vmin=0, vmax=255),
            call("axes[1].imshow", paper, cmap="gray", vmin=0, vmax=255),
            call("axes[2].imshow", ink, cmap="gray_r", vmin=0, vmax=1),
            *[call("ax.axis", "off")] * 3,
            call("plt.show"),
        ],
        "mask": [
            call("choose_level", ink),
            call("print", "level:", round(ink[32:-32, 24:-24].max() / 2, 2)),
            call("print", "ink:", f"{mask.mean():.1%}", "of the pixels"),
        ],
        "digit": [
            call("find_digit", mask),
            call("ndimage.binary_dilation", mask, iterations=4),
            call("ndimage.label", dilated(mask, 4)),
            call("np.bincount", ANY, minlength=5),
            # One of the four pieces is neither a speck nor at the edge.
            call("np.flatnonzero", np.array([False, False, False, True, False])),
            call("ndimage.find_objects", ANY),
            call("np.array", [9, 26, 151, 5]),
            call("np.sum", np.array([True])),
            call("np.isin", ANY, np.array([3])),
            call("plt.subplots", 1, 2, figsize=(5.5, 3.7)),
            *(
                each
                for shown in (mask, digit)
                for each in (call("ax.imshow", shown, cmap="gray_r"), call("ax.axis", "off"))
            ),
            call("plt.show"),
        ],
        "thin": [
            call("place", digit),
            call("np.nonzero", digit),
            call("np.ptp", rows),
            call("np.ptp", columns),
            call("resize", digit, (28, 28), ANY, 143 / 20),
            call("print", "ink in pixels:", round(thin.sum() / 255, 1)),
            call("print", "in MNIST:", ANY),
        ],
        "image": [
            call("thicken", digit),
            *(each for one in grown[:-1] for each in (call("place", one), call("ndimage.binary_dilation", one))),
            # In `thicken`, and then what it gives.
            *[call("place", grown[-1])] * 2,
            call("plt.subplots", 1, 2, figsize=(5.5, 2.7)),
            *(
                each
                for shown in (thin, image)
                for each in (call("ax.imshow", shown, cmap="gray_r", vmin=0, vmax=255), call("ax.axis", "off"))
            ),
            call("plt.show"),
        ],
        "steps": [
            call("plt.subplots", 2, 3, figsize=(5.5, 5)),
            *[call("ax.axis", "off")] * 6,
            *(
                each
                for title, shown in (("grey", small), ("ink", ink), ("mask", mask), ("digit", digit), ("28×28", image))
                for each in (
                    call("ax.imshow", shown, cmap="gray" if title == "grey" else "gray_r"),
                    call("ax.set_title", title),
                )
            ),
            call("plt.show"),
        ],
    }


def trained(seed: int, scores: Sequence[float]) -> Iterator[Call]:
    """The calls that train one network."""
    yield call("keras.utils.set_random_seed", seed)
    yield call("build_model")
    if seed == SEEDS[0]:
        yield from built()
    yield call("keras.optimizers.Adam", learning_rate=0.002)
    yield call("model.compile", loss="categorical_crossentropy", optimizer=like("Adam"), metrics=["accuracy"])
    yield call("model.fit", TRAIN, DIGITS.train_one_hot, batch_size=64, epochs=3, verbose=0)
    yield call("model.evaluate", VAL, DIGITS.val_one_hot, verbose=0)
    yield call("print", f"seed {seed}: {scores[1]:.4f}")


def built() -> Iterator[Call]:
    """The calls that build the network, which takes pixels from 0 to 255."""
    kinds = [like("KerasTensor", shape=(None, 28, 28, 1)), like("Rescaling", scale=1 / 255, offset=0.0)]
    yield call("keras.Input", shape=(28, 28, 1))
    yield call("layers.Rescaling", 1 / 255)
    for filters in (8, 16):
        yield call("layers.Conv2D", filters, 3, activation="relu")
        yield call("layers.MaxPooling2D")
        kinds += [like("Conv2D", filters=filters), like("MaxPooling2D")]
    yield call("layers.Flatten")
    yield call("layers.Dense", 64, activation="relu")
    yield call("layers.Dense", 10, activation="softmax")
    yield call("keras.Sequential", [*kinds, like("Flatten"), like("Dense", units=64), like("Dense", units=10)])


def opened(path: str, *, inside: bool = False) -> Iterator[Call]:
    """A call of the function that opens a photo, and those that it makes."""
    yield call("open_photo", path if inside else Path(path))
    if inside:
        yield call("Image.open", path, formats=["JPEG", "PNG", "GIF", "WEBP"])
        yield call("photo.thumbnail", (1600, 1600))
        yield call("ImageOps.exif_transpose", like("JpegImageFile"))
        yield call("photo.convert", "RGBA")
        yield call("np.array", like("Image", mode="RGBA"), dtype=float)


def read(path: str) -> Iterator[Call]:
    """The calls that open and prepare a photo; the first one shows which steps that takes."""
    yield from opened(path)
    yield call("prepare", grey_of(path))
    if path == paths_of("practice")[0]:
        yield call("shrink", grey_of(path))
        yield call("find_ink", area_means(grey_of(path), (320, 240), (0, 0), 2))
        yield from (call(step, ANY) for step in ("choose_level", "find_digit", "thicken", "place"))


def measured(line: str) -> Iterator[Call]:
    """The calls that measure each network on a folder of images; `line` is what is printed of each."""
    for _ in SEEDS:
        yield call("network.evaluate", like("_PrefetchDataset"), verbose=0)
        yield call("print", line)


def first_way(run: Run) -> Iterator[Call]:
    """The calls of the way that is tried first, which does not turn a photo."""
    yield call("read_right", run.names[WAYS[0]])
    paths = paths_of("practice")
    for path in paths:
        yield call("way", Path(path))
        if path == paths[0]:
            yield call("Image.open", Path(path))
            yield call("Image.open(file).convert", "L")
            yield call("np.array", like("Image", mode="L"))
            yield call("prepare", np.asarray(picture(path).convert("L")))
    yield call("np.array", ANY)
    for _ in SEEDS:
        yield call("network.predict", ANY, verbose=0)
        yield call("np.sum", ANY)
    yield from other_way(run, WAYS[0])[1:]


def other_way(run: Run, name: str) -> list[Call]:
    """The calls of a way that is tried later: what they call has been noted."""
    (right,) = [line.removeprefix(f"{name} ") for line in lines(run, "read-right") if line.startswith(f"{name} [")]
    return [call("read_right", run.names[name]), call("print", name, [int(each) for each in right[1:-1].split(",")])]


def tried(name: str, line: str) -> Iterator[Call]:
    """The calls for one of the odd files, for which `line` is printed."""
    yield call("open_photo", Path("photos/odd", name))
    if name in OPENED:
        yield call("prepare", ANY)
    if name in READ:
        yield call("model.predict", ANY, verbose=0)
    yield call("print", line)


def saved(path: str, image: Table) -> Iterator[Call]:
    """The calls that prepare a photo of a folder and save its image."""
    yield call("open_photo", Path(path))
    yield call("prepare", grey_of(path))
    yield call("Path", "prepared/practice")
    yield call("folder.mkdir", parents=True, exist_ok=True)
    yield call("Image.fromarray", image.round().astype(np.uint8))
    yield call("image.save", Path(path.replace("photos", "prepared")).with_suffix(".png"))


def named(printed: Sequence[str]) -> Iterator[Call]:
    """The calls that name the misread photos, which are those that are printed."""
    for path in paths_of("judged"):
        image = PurePosixPath(path.replace("photos", "prepared")).with_suffix(".png")
        yield call("Path", str(image))
        yield from (call("print", line) for line in printed if line.startswith(f"{image}:"))


# The steps, computed in other ways than the script does


@cache
def paths_of(folder: str) -> tuple[str, ...]:
    """The paths of the photos of a folder, in the order of their names."""
    with zipfile.ZipFile(ROOT / given_path("photos.zip")) as archive:
        return tuple(sorted(f"photos/{name}" for name in archive.namelist() if name.startswith(f"{folder}/")))


def labels_of(folder: str) -> list[int]:
    """The digits of the photos of a folder."""
    return [int(PurePosixPath(path).parent.name) for path in paths_of(folder)]


def picture(path: str) -> Image.Image:
    """The picture as it lies in the file."""
    with zipfile.ZipFile(ROOT / given_path("photos.zip")) as archive:
        return Image.open(io.BytesIO(archive.read(path.removeprefix("photos/"))))


@cache
def grey_of(path: str) -> Table:
    """The grey levels of a photo, turned as it was taken."""
    red, green, blue = np.moveaxis(np.asarray(ImageOps.exif_transpose(picture(path)), dtype=float), 2, 0)
    grey: Table = 0.299 * red + 0.587 * green + 0.114 * blue
    return grey


def area_means(image: Table | Mask, shape: Sequence[int], corner: Sequence[float], step: float) -> Table:
    """The means of squares of `step` pixels, of which the first begins at the corner: differences of running sums."""
    (rows, columns), (top, left) = shape, corner
    return means_along(means_along(np.asarray(image, dtype=float), columns, left, step).T, rows, top, step).T


def means_along(image: Table, count: int, first: float, step: float) -> Table:
    """The means of so many stretches of each row, each `step` pixels long."""
    edges, places = first + step * np.arange(count + 1), np.arange(image.shape[1] + 1)
    sums = [np.interp(edges, places, [0, *np.cumsum(row)]) for row in image]
    return np.diff(sums, axis=1) / step


def extremes(image: Table, function: Callable[..., Table]) -> Table:
    """The largest, or smallest, number in the window of 45 by 45 pixels around each pixel, mirrored at the edges."""
    for axis in (0, 1):
        border = [(22, 22) if each == axis else (0, 0) for each in (0, 1)]
        windows = np.lib.stride_tricks.sliding_window_view(np.pad(image, border, mode="symmetric"), 45, axis=axis)
        image = function(windows, axis=2)
    return image


def dilated(mask: Mask, times: int = 1) -> Mask:
    """The mask, grown by as many pixels upwards, downwards and to both sides."""
    for _ in range(times):
        wide = np.pad(mask, 1)
        mask = wide[1:-1, 1:-1] | wide[:-2, 1:-1] | wide[2:, 1:-1] | wide[1:-1, :-2] | wide[1:-1, 2:]
    return mask


def placed(digit: Mask) -> Table:
    """The image of 28 by 28 in which the digit fits into 20 by 20, its centre of mass in the middle of pixel 14."""
    rows, columns = np.nonzero(digit)
    step = max(rows.max() - rows.min() + 1, columns.max() - columns.min() + 1) / 20
    corner = [(places + 0.5).mean() - 14.5 * step for places in (rows, columns)]
    return 255 * area_means(digit, (28, 28), corner, step)


def lines(run: Run, cell: str) -> list[str]:
    """The lines that a cell has printed."""
    return run.printed[cell].splitlines()
