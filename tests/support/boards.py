"""The board to draw a digit on: how one comes to it, and what it reads."""

import base64
from typing import Any

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page

from tests.support.browsers import visit

READY = "() => typeof predict === 'function'"
# The digits that a network reads in images of `side` rows of bytes, once as they are and once prepared.
READ = """({ weights, images, side, prepared }) => {
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const network = parseNetwork(bytes(weights).buffer);
  const all = bytes(images);
  return Array.from({ length: all.length / side ** 2 }, (_, number) => {
    const image = all.subarray(number * side ** 2, (number + 1) * side ** 2);
    const values = [...predict(network, prepared ? normalized(image, side) : Float32Array.from(image, (v) => v / 255))];
    return values.indexOf(Math.max(...values));
  });
}"""


def at_board(page: Page, address: str, root: str = ".", path: str = "train/") -> Page:
    """Go to the board of a page, and wait until its code is there; `digit` waits for the weights too."""
    visit(page, f"{address}/{root}/{path}#draw")
    page.locator(".draw").scroll_into_view_if_needed()
    page.wait_for_function(READY)
    return page


def digit(page: Page) -> int:
    """The digit whose bar is marked as the largest, once there is one."""
    return int(page.locator(".draw-bars [data-largest] b").inner_text())


def read(page: Page, weights: bytes, images: NDArray[np.uint8], prepared: bool = False) -> NDArray[Any]:
    """The digits that a network reads in images (n, side, side)."""
    arguments = {
        "weights": base64.b64encode(weights).decode(),
        "images": base64.b64encode(images.tobytes()).decode(),
        "side": images.shape[1],
        "prepared": prepared,
    }
    return np.array(page.evaluate(READ, arguments))
