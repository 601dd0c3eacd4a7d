// Finds the digit among all that is dark. A mask is a picture whose values are 0 and 1.
// Needs: refusal (refusing.js)
// Gives: dilated, foundDigit

/** A mask with the neighbours, on four sides, of all that is in it. */
function dilated(mask) {
  const values = mask.values.slice();
  mask.values.forEach((value, at) => {
    if (value) for (const next of neighbours(at, mask)) values[next] = 1;
  });
  return { ...mask, values };
}

/** The places beside one, on the four sides on which there are any. */
function neighbours(at, { rows, columns }) {
  const [row, column] = [Math.floor(at / columns), at % columns];
  const next = [];
  if (row > 0) next.push(at - columns);
  if (row < rows - 1) next.push(at + columns);
  if (column > 0) next.push(at - 1);
  if (column < columns - 1) next.push(at + 1);
  return next;
}

/** The mask without specks, and without what reaches the edge. Refuses one without a digit, or with several. */
function foundDigit(mask) {
  if (!mask.values.includes(1)) throw refusal("pale");
  // What is this near belongs together, such as the pieces of a broken stroke.
  const { pieces, labels } = labelled([1, 2, 3, 4].reduce(dilated, mask), mask.values);
  const inside = pieces.filter(({ reachesEdge }) => !reachesEdge);
  const largest = Math.max(0, ...inside.map(({ size }) => size));
  if (!largest) throw refusal("edge");
  const kept = new Set(inside.filter(({ size }) => size >= largest / 10));
  const heights = [...kept].map(({ top, bottom }) => bottom - top + 1);
  const tallest = Math.max(...heights);
  // 20 rows of ink, and the 8 by which it has grown.
  if (tallest < 28) throw refusal("crumb");
  const tall = heights.filter((height) => height >= tallest / 2).length;
  if (tall > 1) throw refusal("several", { count: tall });
  const values = mask.values.map((value, at) => value && kept.has(pieces[labels[at] - 1]));
  return { ...mask, values };
}

/** The pieces of a mask, in none of which a part touches another; `ink` is counted as their size. */
function labelled(mask, ink) {
  const { values, rows, columns } = mask;
  const labels = new Int32Array(values.length);
  const pieces = [];
  values.forEach((value, start) => {
    if (!value || labels[start]) return;
    const piece = { size: 0, top: rows, bottom: 0, reachesEdge: false };
    const label = pieces.push(piece);
    labels[start] = label;
    for (const waiting = [start]; waiting.length; ) {
      const at = waiting.pop();
      const row = Math.floor(at / columns);
      const around = neighbours(at, mask);
      piece.size += ink[at];
      piece.top = Math.min(piece.top, row);
      piece.bottom = Math.max(piece.bottom, row);
      piece.reachesEdge ||= around.length < 4;
      for (const next of around) {
        if (!values[next] || labels[next]) continue;
        labels[next] = label;
        waiting.push(next);
      }
    }
  });
  return { pieces, labels };
}
