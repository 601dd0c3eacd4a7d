// Paints pictures of 28×28 numbers side by side: weights, and ink.
// Gives: paintTiles

/** Paints 784 numbers a tile in the canvas's colours `--above` and `--below` 0, the stronger the farther from 0. */
function paintTiles(canvas, numbers, columns = 1) {
  const SIDE = 28;
  const count = numbers.length / SIDE ** 2;
  // Between tiles is a gap of one pixel.
  const [width, height] = [columns, Math.ceil(count / columns)].map((tiles) => (SIDE + 1) * tiles - 1);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  const style = getComputedStyle(canvas);
  const [above, below] = ["--above", "--below"].map((name) => {
    // The context turns any colour into #rrggbb.
    context.fillStyle = style.getPropertyValue(name);
    return [1, 3, 5].map((at) => parseInt(context.fillStyle.slice(at, at + 2), 16));
  });
  let largest = 1e-9;
  for (let at = 0; at < numbers.length; at++) largest = Math.max(largest, Math.abs(numbers[at]));
  const { data } = new ImageData(width, height);
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at];
    if (!number) continue;
    const tile = Math.floor(at / SIDE ** 2);
    const column = (SIDE + 1) * (tile % columns) + (at % SIDE);
    const row = (SIDE + 1) * Math.floor(tile / columns) + (Math.floor(at / SIDE) % SIDE);
    const place = 4 * (row * width + column);
    const color = number > 0 ? above : below;
    for (let part = 0; part < 3; part++) data[place + part] = color[part];
    // With the root, small ones are seen too.
    data[place + 3] = 255 * Math.sqrt(Math.abs(number) / largest);
  }
  context.putImageData(new ImageData(data, width, height), 0, 0);
}
