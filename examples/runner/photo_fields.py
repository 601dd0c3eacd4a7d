"""Arrays with a number, or a colour, for each pixel of a picture: what pictures are painted with. Pure."""

import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float64]
# A picture's rows and columns.
Size = tuple[int, int]


def pixels(size: Size) -> tuple[Field, Field]:
    """The x and the y of each pixel."""
    y, x = np.mgrid[: size[0], : size[1]].astype(np.float64)
    return x, y


def step(field: Field, low: float, high: float) -> Field:
    """From 0 at `low` and below to 1 at `high` and above, smoothly; `low` may be the larger."""
    t = np.clip((field - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def noise(x: Field, y: Field, length: float, rng: np.random.Generator) -> Field:
    """A smooth noise around 0 at these places, whose hills are about `length` wide, with a deviation of about 0.6."""
    # The places may be anywhere: the noise begins again after so many hills.
    count = 64
    hills = rng.normal(0, 1, count * count)
    across, down = x / length, y / length
    left, above = np.floor(across), np.floor(down)
    right, below = step(across - left, 0, 1), step(down - above, 0, 1)
    columns = [(left.astype(int) + more) % count for more in (0, 1)]
    rows = [(above.astype(int) + more) % count * count for more in (0, 1)]
    upper, lower = ((1 - right) * hills[row + columns[0]] + right * hills[row + columns[1]] for row in rows)
    return np.asarray((1 - below) * upper + below * lower)


def blur(field: Field, deviation: float) -> Field:
    """Gaussian, over rows and columns; the picture goes on beyond its edge as at its edge."""
    radius = int(3 * deviation) + 1
    shares = np.exp(-((np.arange(-radius, radius + 1) / deviation) ** 2) / 2)
    shares /= shares.sum()
    for axis in (0, 1):
        padded = np.pad(
            field, [(radius, radius) if each == axis else (0, 0) for each in range(field.ndim)], mode="edge"
        )
        field = np.zeros_like(field)
        for start, share in enumerate(shares):
            part = slice(start, start + field.shape[axis])
            field += share * (padded[part] if axis == 0 else padded[:, part])
    return field


def mix(below: Field, above: Field, share: Field) -> Field:
    """Colours over colours, by the share of each pixel that the upper ones cover."""
    return below + share[..., None] * (above - below)
