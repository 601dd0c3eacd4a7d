// Paints square pictures of numbers side by side.
// Gives: tilePainter

/**
 * A function that paints numbers, `side` rows and columns a tile, in the canvas's colours `--above` and `--below` 0, the
 * stronger the farther.
 */
function tilePainter(canvas, side = 28) {
  const context = canvas.getContext("2d");
  // What takes long is kept from one picture to the next: the picture, and the theme's colours.
  let picture, colors;
  let painted;

  const colorOf = (name) => {
    // The context turns any colour that is not see-through into #rrggbb.
    context.fillStyle = getComputedStyle(canvas).getPropertyValue(name);
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(context.fillStyle.slice(at, at + 2), 16));
    return red | (green << 8) | (blue << 16);
  };

  const paint = (numbers, columns = 1) => {
    painted = [numbers, columns];
    // Between tiles is a gap of one pixel.
    const rows = Math.ceil(numbers.length / side ** 2 / columns);
    const [width, height] = [columns, rows].map((tiles) => (side + 1) * tiles - 1);
    if (picture?.width !== width || picture.height !== height) {
      Object.assign(canvas, { width, height });
      picture = new ImageData(width, height);
    }
    colors ??= ["--above", "--below"].map(colorOf);
    const [above, below] = colors;
    let largest = 1e-9;
    for (let at = 0; at < numbers.length; at++) largest = Math.max(largest, Math.abs(numbers[at]));
    const pixels = new Uint32Array(picture.data.buffer);
    pixels.fill(0);
    for (let tile = 0, at = 0; at < numbers.length; tile++) {
      const corner = (side + 1) * (Math.floor(tile / columns) * width + (tile % columns));
      for (let row = 0; row < side; row++) {
        for (let column = 0; column < side; column++, at++) {
          const number = numbers[at];
          // With the root, small ones are seen too.
          const alpha = Math.round(255 * Math.sqrt(Math.abs(number) / largest));
          pixels[corner + row * width + column] = (number > 0 ? above : below) | (alpha << 24);
        }
      }
    }
    context.putImageData(picture, 0, 0);
  };

  const repaint = () => {
    colors = undefined;
    if (painted) paint(...painted);
  };
  new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-theme"] });

  return paint;
}
