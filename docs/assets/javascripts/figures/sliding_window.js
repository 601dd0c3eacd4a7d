// A window that slides over a picture, and over the map that has a pixel for each of its places.
// Needs: isShortcut (shortcut.js)
// Gives: slidingWindow

/** Calls `moved` with the row and the column that the reader moves it to; `place` returns those where it is. */
function slidingWindow(picture, map, { place, moved }) {
  const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  const last = map.width - 1;
  const inside = (index) => Math.max(0, Math.min(last, index));

  const follow = ({ currentTarget: canvas, clientX, clientY }) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    // The pointer has its middle.
    const border = (canvas.width - map.width) / 2;
    const index = (share) => inside(Math.floor(canvas.width * share) - border);
    moved([index((clientY - top) / height), index((clientX - left) / width)]);
  };

  for (const canvas of [picture, map]) {
    // A drag that began elsewhere, to select text for instance, leaves the window where it is.
    let isHeld = false;
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button || !event.isPrimary) return;
      isHeld = true;
      try {
        canvas.setPointerCapture(event.pointerId);
      } catch {}
      follow(event);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (event.isPrimary && isHeld) follow(event);
    });
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => (isHeld = false));
  }
  picture.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (!arrow || isShortcut(event)) return;
    // Don't scroll.
    event.preventDefault();
    moved(place().map((index, axis) => inside(index + arrow[axis])));
  });
}
