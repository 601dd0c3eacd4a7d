// Prepares the digit of a mask as MNIST's: in 28×28 pixels, from 0 to 255, with strokes about as thick.
// Needs: dilated (pieces.js)
// Needs: resized (resizing.js)
// Gives: placedDigit, thickened

/** The longer side becomes 20 pixels, and the centre of mass the middle of pixel 14, counted from 0. */
function placedDigit(digit) {
  const { values, columns } = digit;
  let [top, bottom, left, right] = [Infinity, -Infinity, Infinity, -Infinity];
  let [count, down, across] = [0, 0, 0];
  values.forEach((value, at) => {
    if (!value) return;
    const [row, column] = [Math.floor(at / columns), at % columns];
    [top, bottom] = [Math.min(top, row), Math.max(bottom, row)];
    [left, right] = [Math.min(left, column), Math.max(right, column)];
    count += 1;
    down += row;
    across += column;
  });
  const step = (Math.max(bottom - top, right - left) + 1) / 20;
  const corner = [down, across].map((sum) => sum / count + 0.5 - 14.5 * step);
  const image = resized(digit, [28, 28], corner, step);
  return { ...image, values: image.values.map((share) => 255 * share) };
}

/** The mask with strokes so thick that the image has as much ink as 70 pixels that are full of it. */
function thickened(digit) {
  const ink = ({ values }) => values.reduce((one, other) => one + other);
  while (ink(placedDigit(digit)) < 70 * 255) digit = dilated(digit);
  return digit;
}
