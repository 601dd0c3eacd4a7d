// Some browsers falsify what a page reads of a canvas, so that no page can tell one reader from another.
// Gives: canvasNoise

/** By how much what is read of a canvas differs from what was painted there, at the most: from 0 to 255. */
function canvasNoise() {
  const side = 32;
  const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const { data: painted } = new ImageData(side, side);
  // Of a canvas in one colour, some of them change nothing.
  painted.forEach((_, at) => (painted[at] = at % 4 === 3 ? 255 : 7 * at));
  context.putImageData(new ImageData(painted, side), 0, 0);
  const { data: read } = context.getImageData(0, 0, side, side);
  return read.reduce((most, value, at) => Math.max(most, Math.abs(value - painted[at])), 0);
}
