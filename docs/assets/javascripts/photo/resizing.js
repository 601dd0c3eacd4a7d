// Pictures of another size, in another place, and turned.
// Needs: refusal (refusing.js)
// Gives: cropped, fitted, resized, shrunk, turnedRight

/** The picture whose pixels are means of the old one's: each of `step` × `step`, the first at the corner [top, left]. */
function resized({ values, rows, columns }, [newRows, newColumns], [top, left], step) {
  const lower = new Float64Array(newRows * columns);
  eachShare(rows, newRows, top, step, (from, to, share) => {
    const [old, row] = [from * columns, to * columns];
    for (let column = 0; column < columns; column++) lower[row + column] += share * values[old + column];
  });
  const result = new Float64Array(newRows * newColumns);
  eachShare(columns, newColumns, left, step, (from, to, share) => {
    for (let row = 0; row < newRows; row++) result[row * newColumns + to] += share * lower[row * columns + from];
  });
  return { values: result, rows: newRows, columns: newColumns };
}

/** Which of `length` old pixels each of `count` new ones covers, and the share that each has in the new one. */
function eachShare(length, count, start, step, use) {
  for (let to = 0; to < count; to++) {
    const [first, last] = [start + step * to, start + step * (to + 1)];
    for (let from = Math.max(0, Math.floor(first)); from < Math.min(length, last); from++)
      use(from, to, (Math.min(last, from + 1) - Math.max(first, from)) / step);
  }
}

/** The picture, whose sides have at most `longest` pixels. */
function fitted(picture, longest) {
  const sides = [picture.rows, picture.columns];
  const step = Math.max(1, Math.max(...sides) / longest);
  return resized(
    picture,
    sides.map((side) => Math.max(1, Math.trunc(side / step))),
    [0, 0],
    step,
  );
}

/** The picture as large as the steps need it. Refuses one that is too small. */
function shrunk(picture) {
  const small = fitted(picture, 320);
  const { rows, columns } = picture;
  if (Math.min(small.rows, small.columns) < 80) throw refusal("small", { columns, rows });
  return small;
}

/** Without what is cut off at the top, right, bottom and left, each in percent. */
function cropped({ values, rows, columns }, [top, right, bottom, left]) {
  const at = (length, percent) => Math.round((length * percent) / 100);
  const [first, end] = [at(rows, top), at(rows, 100 - bottom)];
  const [from, to] = [at(columns, left), at(columns, 100 - right)];
  const result = new Float64Array((end - first) * (to - from));
  for (let row = first; row < end; row++)
    result.set(values.subarray(row * columns + from, row * columns + to), (row - first) * (to - from));
  return { values: result, rows: end - first, columns: to - from };
}

/** By 90°, clockwise. */
function turnedRight({ values, rows, columns }) {
  const result = new Float64Array(values.length);
  for (let row = 0, at = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, at++) result[column * rows + rows - 1 - row] = values[at];
  return { values: result, rows: columns, columns: rows };
}
