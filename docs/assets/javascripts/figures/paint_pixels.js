// Paints numbers on a canvas that has a pixel for each.
// Gives: paintPixels

/** In the colours `--above` and `--below` 0, as opaque as their share of `largest` to the power of `exponent`. */
function paintPixels(canvas, numbers, largest, exponent) {
  const style = getComputedStyle(canvas);
  const [above, below] = ["--above", "--below"].map((name) => style.getPropertyValue(name));
  const context = canvas.getContext("2d");
  const { width, height } = canvas;
  context.clearRect(0, 0, width, height);
  numbers.forEach((number, at) => {
    if (!number) return;
    context.globalAlpha = Math.min(1, Math.abs(number) / largest) ** exponent;
    context.fillStyle = number > 0 ? above : below;
    context.fillRect(at % width, Math.floor(at / width), 1, 1);
  });
}
