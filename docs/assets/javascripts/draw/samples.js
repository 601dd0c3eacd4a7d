// The buttons of the sample digits, as docs/plugins/fences/draw.py makes them.
// Needs: isShortcut (shortcut.js)
// Gives: offerSamples

/** Calls `chosen` with the strokes, lists of points [x, y], of the chosen sample on `side` rows and columns of pixels. */
function offerSamples(samples, side, chosen) {
  const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

  const strokes = (sample) =>
    [...sample.querySelectorAll("path")].map((path) =>
      // Every second pixel: getPointAtLength is slow.
      Array.from({ length: path.getTotalLength() / 2 + 2 }, (_, index) => {
        const { x, y } = path.getPointAtLength(2 * index);
        return [x, y].map((each) => (each * side) / 28);
      }),
    );

  samples.forEach((sample, index) => {
    sample.addEventListener("click", () => chosen(strokes(sample)));
    sample.addEventListener("keydown", (event) => {
      if (!STEPS[event.key] || isShortcut(event)) return;
      event.preventDefault();
      samples.at((index + STEPS[event.key]) % samples.length).focus();
    });
    // The Tab key stops only at the sample that had the focus last.
    sample.addEventListener("focus", () => samples.forEach((each) => (each.tabIndex = each === sample ? 0 : -1)));
  });
}
