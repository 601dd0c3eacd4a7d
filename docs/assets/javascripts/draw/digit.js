// Prepares a drawing as MNIST's makers prepared their digits (LeCun et al., 1998): scaled to fit into 20×20 pixels with
// its proportions kept, and placed so that its centre of mass is in the middle of 28×28. The network knows no others.
// Gives: normalized

/** The image, 28×28 numbers from 0 to 1, of `side` rows and columns of ink from 0 to 255; null if there is no ink. */
function normalized(ink, side) {
  const box = { left: side, top: side, right: 0, bottom: 0 };
  let mass = 0;
  let x = 0;
  let y = 0;
  for (let row = 0, at = 0; row < side; row++)
    for (let column = 0; column < side; column++, at++) {
      if (!ink[at]) continue;
      box.left = Math.min(box.left, column);
      box.right = Math.max(box.right, column + 1);
      box.top = Math.min(box.top, row);
      box.bottom = row + 1;
      mass += ink[at];
      x += ink[at] * (column + 0.5);
      y += ink[at] * (row + 0.5);
    }
  if (!mass) return null;
  // The width of one pixel of the image, in pixels of the drawing.
  const step = Math.max(box.right - box.left, box.bottom - box.top) / 20;
  // In MNIST, the centre of mass is the middle of pixel 14, counted from 0.
  const columns = squeezed(ink, side, x / mass - 14.5 * step, step);
  return squeezed(columns, side, y / mass - 14.5 * step, step).map((value) => value / 255);
}

/**
 * Squeezes each row of `side` numbers into 28 means: each of `step` numbers, the first of those that begin at `start`.
 *
 * In the result the rows are columns: a second call squeezes what were the columns, and turns the image upright again.
 */
function squeezed(numbers, side, start, step) {
  const count = numbers.length / side;
  const means = new Float32Array(28 * count);
  for (let pixel = 0; pixel < 28; pixel++) {
    const from = Math.max(0, start + pixel * step);
    const to = Math.min(side, start + (pixel + 1) * step);
    for (let place = Math.floor(from); place < to; place++) {
      const share = (Math.min(to, place + 1) - Math.max(from, place)) / step;
      for (let row = 0; row < count; row++) means[pixel * count + row] += share * numbers[row * side + place];
    }
  }
  return means;
}
