// The ink of a photo: by which share of the paper's brightness a place is darker than the paper around it.
// Needs: refusal (refusing.js)
// Gives: automaticLevel, darkerThan, inkOnPaper, refuseBlank

/** The paper is what stays when everything that is narrower than the window, such as a stroke, is taken out. */
function inkOnPaper({ values, rows, columns }) {
  const highest = (of) => maxima(maxima(of, rows, columns, columns, 1), columns, rows, 1, columns);
  const negative = (of) => of.map((value) => -value);
  const paper = negative(highest(negative(highest(values))));
  return { values: values.map((value, at) => 1 - value / Math.max(paper[at], 1)), rows, columns };
}

/** The largest value of a window around each of `length` places, which are `step` apart, in each of `count` lines. */
function maxima(values, count, length, lineStep, step) {
  const REACH = 22;
  const result = new Float64Array(values.length);
  for (let line = 0; line < count; line++)
    for (let place = 0; place < length; place++) {
      const last = Math.min(length - 1, place + REACH);
      let largest = -Infinity;
      for (let near = Math.max(0, place - REACH), at = line * lineStep + near * step; near <= last; near++, at += step)
        if (values[at] > largest) largest = values[at];
      result[line * lineStep + place * step] = largest;
    }
  return result;
}

/** Half of the darkest ink, but for that near the edge. */
function automaticLevel({ values, rows, columns }) {
  const [top, left] = [rows, columns].map((length) => Math.floor(length / 10));
  let darkest = -Infinity;
  for (let row = top; row < rows - top; row++)
    for (let column = left; column < columns - left; column++)
      darkest = Math.max(darkest, values[row * columns + column]);
  return darkest / 2;
}

/** Refuses paper that looks blank, by its automatic level. */
function refuseBlank(level) {
  if (level < 0.1) throw refusal("blank", { percent: Math.round(200 * level) });
}

/** A mask: 1 for what is darker than a level, and 0 elsewhere. */
function darkerThan({ values, rows, columns }, level) {
  return { values: Uint8Array.from(values, (ink) => ink > level), rows, columns };
}
