// Paper of 28×28 pixels. The board's paper.js keeps strokes, to undo them; this one is half as large.
// Needs: addLine (ink.js)
// Needs: isShortcut (shortcut.js)
// Gives: pixelPaper

/**
 * To draw on the first canvas and point on all; `pointed` gets column and row, `penned` whether the pen is down.
 *
 * A screen reader is told the text `lowered` when it is.
 */
function pixelPaper(canvases, { lowered, changed, pointed, penned }) {
  const [paper] = canvases;
  // As MNIST's lines.
  const PEN = 2.2;
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  // From 0 to 255, row by row
  const ink = new Uint8ClampedArray(784);
  let cursor = [13, 13];
  // The pen's place while down, the pointer that draws, and the ink before it.
  let pen;
  let pointer;
  let before;

  const draw = (place) => {
    addLine(ink, 28, PEN, pen ?? place, place);
    pen = place;
    changed();
  };
  const setPen = (isDown) => {
    document.getElementById("status").textContent = isDown ? lowered : "";
    penned(isDown);
  };
  const lift = () => {
    if (pen) setPen(false);
    pen = pointer = undefined;
  };
  const point = (place) => {
    cursor = place.map((each) => Math.max(0, Math.min(27, Math.floor(each))));
    pointed(cursor);
  };

  const placeOf = ({ clientX, clientY }, element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [(28 * (clientX - left)) / width, (28 * (clientY - top)) / height];
  };

  paper.addEventListener("pointerdown", (event) => {
    if (event.button || !event.isPrimary) return;
    lift();
    pointer = event.pointerId;
    before = ink.slice();
    setPen(true);
    draw(placeOf(event, paper));
    try {
      paper.setPointerCapture(pointer);
    } catch {}
  });
  paper.addEventListener("pointermove", (event) => {
    if (event.pointerId !== pointer) return;
    // A release in another window is not told.
    if (event.buttons & 1) draw(placeOf(event, paper));
    else lift();
  });
  for (const type of ["lostpointercapture", "blur"]) paper.addEventListener(type, lift);
  // This was a gesture of the system's.
  paper.addEventListener("pointercancel", (event) => {
    if (event.pointerId !== pointer) return;
    ink.set(before);
    lift();
    changed();
  });
  paper.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if ((!arrow && event.key !== " ") || isShortcut(event)) return;
    // Don't scroll.
    event.preventDefault();
    if (arrow) point(cursor.map((each, axis) => each + arrow[axis]));
    else if (pen) return lift();
    else setPen(true);
    if (pen || !arrow) draw(cursor.map((each) => each + 0.5));
  });
  for (const canvas of canvases)
    for (const type of ["pointerdown", "pointermove"])
      canvas.addEventListener(type, (event) => point(placeOf(event, canvas)));

  return {
    ink,
    /** Draws only strokes. */
    set(strokes) {
      ink.fill(0);
      for (const stroke of strokes) {
        lift();
        stroke.forEach(draw);
      }
      lift();
      changed();
    },
  };
}
