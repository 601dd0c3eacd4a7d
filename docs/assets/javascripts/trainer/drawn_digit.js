// A small paper on which the reader draws a digit for the network.
// Needs: normalized (digit.js)
// Needs: offerSamples (samples.js)
// Needs: pixelPaper (pixel_paper.js)
// Needs: tilePainter (tiles.js)
// Gives: drawnDigit

/** Calls `changed` with each drawing as 784 numbers, 1 for ink, prepared as MNIST's; null where there is no ink. */
function drawnDigit(figure, texts, changed) {
  const canvas = figure.querySelector(".trainer-paper canvas");
  const cursor = figure.querySelector(".trainer-cursor");
  const paint = tilePainter(canvas);
  let frame;

  const look = () => {
    paint(paper.ink);
    // The network has learned from pixels that are ink or paper, and nothing between.
    changed(normalized(paper.ink, 28)?.map((value) => value > 0.5) ?? null);
  };
  const again = () => {
    // Once a frame: the pen may move more often.
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(look);
  };
  const paper = pixelPaper([canvas], {
    lowered: texts.lowered,
    changed: again,
    pointed(place) {
      cursor.hidden = false;
      [cursor.style.left, cursor.style.top] = place.map((index) => `${index / 0.28}%`);
    },
    penned(isDown) {
      figure.toggleAttribute("data-penned", isDown);
      again();
    },
  });

  offerSamples([...figure.querySelectorAll(".trainer-tools [role=toolbar] button")], 28, paper.set);
  figure.querySelector(".trainer-clear").addEventListener("click", () => paper.set([]));
}
