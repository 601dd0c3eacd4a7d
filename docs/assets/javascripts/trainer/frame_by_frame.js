// Shows the newest of what comes, one part a frame, so that each frame stays short on a phone.
// Gives: frameByFrame

/** Functions to show an item, whose parts are functions, and to stop; `rested` gets the newest item once it is shown. */
function frameByFrame(partsOf, rested) {
  let newest, shown, frame;

  const showNewest = () => {
    shown = newest;
    showParts(partsOf(shown));
  };
  const showParts = ([first, ...others]) => {
    first();
    frame = requestAnimationFrame(() => (others.length ? showParts(others) : rest()));
  };
  const rest = () => {
    // Another may have come since.
    if (newest !== shown) return showNewest();
    frame = undefined;
    rested(shown);
  };

  return {
    show(item) {
      newest = item;
      frame ??= requestAnimationFrame(showNewest);
    },
    stop() {
      cancelAnimationFrame(frame);
      frame = undefined;
    },
  };
}
