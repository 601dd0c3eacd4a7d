// From a file to a picture in shades of grey. A picture has `values`, row by row, and so many `rows` and `columns`.
// Needs: describedFile (file_head.js)
// Needs: refusal (refusing.js)
// Gives: decodedPhoto

/** The photo, with values from 0 to 255, as examples/your-own.py opens it. Refuses what is no photo, or too large. */
async function decodedPhoto(file) {
  const MOST_BYTES = 20_000_000;
  const MOST_PIXELS = 50_000_000;
  // Phones give a canvas little room.
  const LONGEST_SIDE = 1600;
  const refuseHuge = ({ width, height }) => {
    if (width * height > MOST_PIXELS) throw refusal("huge", { width, height });
  };

  if (!file.size) throw refusal("no_bytes");
  if (file.size > MOST_BYTES) throw refusal("heavy", { megabytes: Math.round(file.size / 1_000_000) });
  const head = describedFile(await bytesOf(file));
  refuseHuge(head);
  if (head.frames > 1) throw refusal("animated", { frames: head.frames });
  const bitmap = await bitmapOf(file, head.format);
  refuseHuge(bitmap);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const [columns, rows] = [bitmap.width, bitmap.height].map((length) => Math.max(1, Math.round(scale * length)));
  const canvas = Object.assign(document.createElement("canvas"), { width: columns, height: rows });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, columns, rows);
  bitmap.close();
  return { values: greyOf(context.getImageData(0, 0, columns, rows).data), rows, columns };
}

async function bytesOf(file) {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    // It may have been moved, or lie in a cloud.
    throw refusal("unreadable");
  }
}

async function bitmapOf(file, format) {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    if (format === "HEIC") throw refusal("heic");
    throw format ? refusal("damaged", { format }) : refusal("unknown");
  }
}

/** The greys of red, green, blue and opacity over white paper. */
function greyOf(data) {
  const grey = new Float64Array(data.length / 4);
  for (let pixel = 0, at = 0; pixel < grey.length; pixel++, at += 4) {
    const share = data[at + 3] / 255;
    const over = (color) => 255 + (color - 255) * share;
    grey[pixel] = 0.299 * over(data[at]) + 0.587 * over(data[at + 1]) + 0.114 * over(data[at + 2]);
  }
  return grey;
}
