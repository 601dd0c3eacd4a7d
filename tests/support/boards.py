"""The board to draw a digit on: how to get to it, and what its networks read."""

import base64
import gzip
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page

from tests.support.browsers import visit

READY = "() => typeof layerOutputs === 'function'"
# The digits that each network reads in images of `side` × `side` bytes, as they are or, with `prepared`, as the board
# prepares a drawing.
READ = """async ({ weights, images, side, prepared }) => {
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const unzipped = new Blob([bytes(images)]).stream().pipeThrough(new DecompressionStream("gzip"));
  const all = new Uint8Array(await new Response(unzipped).arrayBuffer());
  const networks = weights.map((each) => parseNetwork(bytes(each).buffer));
  const digits = networks.map(() => []);
  for (let start = 0; start < all.length; start += side ** 2) {
    const image = all.subarray(start, start + side ** 2);
    const input = prepared ? normalized(image, side) : Float32Array.from(image).map((value) => value / 255);
    networks.forEach((network, number) => {
      const { values } = layerOutputs(network, input).at(-1);
      digits[number].push(values.indexOf(Math.max(...values)));
    });
  }
  return digits;
}"""


# What each layer of a network gives out for each image.
OUTPUTS = """({ weights, images }) => {
  const { buffer } = Uint8Array.from(atob(weights), (letter) => letter.charCodeAt(0));
  const network = parseNetwork(buffer);
  return images.map((image) => layerOutputs(network, image).map(({ values }) => [...values]));
}"""


def at_board(page: Page, address: str, root: str = ".", path: str = "cnn/") -> Page:
    """Go to the board of a page, and wait until its code is there; `digit` waits for the weights too."""
    visit(page, f"{address}/{root}/{path}#draw")
    page.locator(".draw-paper").hover()
    page.wait_for_function(READY)
    return page


def digit(page: Page) -> int:
    """The digit whose bar is marked as the largest, once there is one."""
    return int(page.locator(".draw-bars [data-largest] b").inner_text())


def layer_outputs(page: Page, weights: bytes, images: NDArray[np.float32]) -> list[NDArray[np.float64]]:
    """What each layer of a network gives out for images (n, 28, 28): an array (n, numbers of the layer)."""
    arguments = {"weights": base64.b64encode(weights).decode(), "images": images.reshape(len(images), -1).tolist()}
    of_images = page.evaluate(OUTPUTS, arguments)
    return [np.array(of_layer) for of_layer in zip(*of_images, strict=True)]


def read(
    page: Page, weights: Sequence[bytes], images: NDArray[np.uint8], prepared: bool = False
) -> list[NDArray[np.int64]]:
    """The digits that each of these networks reads in images (n, side, side)."""
    arguments = {
        "weights": [base64.b64encode(each).decode() for each in weights],
        # Compressed, as most pixels are 0: passing them on one by one takes longer than reading them.
        "images": base64.b64encode(gzip.compress(images.tobytes(), 1)).decode(),
        "side": images.shape[1],
        "prepared": prepared,
    }
    return [np.array(digits) for digits in page.evaluate(READ, arguments)]
