// Draws in numbers: not every browser lets a page read what it drew on a canvas.
// Gives: addLine

/** Adds a line with round ends to ink, a Uint8ClampedArray of `side` rows and columns, as far as it covers a pixel. */
function addLine(ink, side, width, [x, y], [toX, toY]) {
  const [right, down] = [toX - x, toY - y];
  // A dot is a line from a point to itself.
  const squared = right ** 2 + down ** 2 || 1;
  // A pixel so far from the line's middle has no ink.
  const reach = (width + 1) / 2;
  const first = (one, other) => Math.max(0, Math.floor(Math.min(one, other) - reach));
  const end = (one, other) => Math.min(side, Math.max(one, other) + reach);
  for (let row = first(y, toY); row < end(y, toY); row++)
    for (let column = first(x, toX); column < end(x, toX); column++) {
      const [across, below] = [column + 0.5 - x, row + 0.5 - y];
      const along = Math.max(0, Math.min(1, (across * right + below * down) / squared));
      const distance = Math.sqrt((across - along * right) ** 2 + (below - along * down) ** 2);
      const at = row * side + column;
      ink[at] = Math.max(ink[at], 255 * (reach - distance));
    }
}
