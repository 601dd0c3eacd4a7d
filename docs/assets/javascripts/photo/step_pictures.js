// What the steps make of a photo, as pictures for the reader.
// Gives: imageOfGrey, paintInk

/** The image of a picture in shades of grey, from 0 to 255. */
function imageOfGrey({ values, rows, columns }) {
  const image = new ImageData(columns, rows);
  values.forEach((grey, at) => image.data.fill(grey, 4 * at, 4 * at + 3).fill(255, 4 * at + 3, 4 * at + 4));
  return image;
}

/** Paints black ink, as opaque as its share of `most`; without a picture, clears the canvas. */
function paintInk(canvas, picture, most) {
  const { rows, columns } = picture ?? { rows: canvas.height, columns: canvas.width };
  // A canvas that is given a size is cleared.
  Object.assign(canvas, { width: columns, height: rows });
  if (!picture) return;
  const image = new ImageData(columns, rows);
  picture.values.forEach((ink, at) => (image.data[4 * at + 3] = (255 * ink) / most));
  canvas.getContext("2d").putImageData(image, 0, 0);
}
