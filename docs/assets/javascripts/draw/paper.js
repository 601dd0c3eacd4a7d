// Paper to draw on with a finger, a pen, a mouse or the keyboard. A drawing is a list of strokes, and a stroke a list
// of points [x, y], in the canvas's pixels.
// Needs: addLine (ink.js)
// Needs: isShortcut (shortcut.js)
// Gives: paperOn

/**
 * Makes a square canvas a paper to draw on; `cursor`, an element over it, shows where the keyboard's pen is.
 *
 * Calls `changed` after every change, also within a stroke, `lowered` when the keyboard's pen is set down, and `ended`
 * when a stroke has ended or the whole drawing has been replaced.
 */
function paperOn(canvas, cursor, { changed, lowered, ended }) {
  // The width of a line.
  const PEN = 16;
  // The keyboard's pen moves between so many places in a row, and as many in a column.
  const GRID = 14;
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const side = canvas.width;
  const context = canvas.getContext("2d");
  const picture = new ImageData(side, side);
  const ink = new Uint8ClampedArray(side * side);
  const past = [];
  let strokes = [];
  // The stroke that is being drawn, and the event that began it: undefined where it is the keyboard's.
  let stroke;
  let begun;
  let place = [GRID / 2 - 1, GRID / 2 - 1];

  const show = () => {
    for (let at = 0; at < ink.length; at++) picture.data[4 * at + 3] = ink[at];
    // A browser may refuse a context; the network reads all the same.
    context?.putImageData(picture, 0, 0);
    cursor.dataset.down = stroke !== undefined;
    changed();
  };

  const lay = (points, last = points[0]) => {
    for (const point of points) {
      addLine(ink, side, PEN, last, point);
      last = point;
    }
  };

  const extend = (...points) => {
    lay(points, stroke?.at(-1));
    (stroke ??= []).push(...points);
    show();
  };

  const end = (newStrokes) => {
    const id = begun?.pointerId;
    strokes = newStrokes;
    stroke = begun = undefined;
    // After a missed release, the next press anywhere would be the paper's.
    if (canvas.hasPointerCapture(id)) canvas.releasePointerCapture(id);
    show();
    ended();
  };

  const replace = (newStrokes) => {
    ink.fill(0);
    for (const points of newStrokes) lay(points);
    end(newStrokes);
  };

  const finish = () => {
    if (!stroke) return;
    past.push(strokes);
    end([...strokes, stroke]);
  };

  const set = (newStrokes) => {
    finish();
    past.push(strokes);
    replace(newStrokes);
  };

  const touched = ({ clientX, clientY }) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return [((clientX - left) / width) * side, ((clientY - top) / height) * side];
  };

  const draws = ({ pointerId }) => pointerId === begun?.pointerId;

  canvas.addEventListener("pointerdown", (event) => {
    const { button, isPrimary, pointerId } = event;
    const isHand = (one, other) => one?.pointerType === "touch" && other?.pointerType === "pen";
    // A pointer whose release was missed is not held any more.
    const held = canvas.hasPointerCapture(begun?.pointerId);
    if (button || (held && (!isPrimary || isHand(event, begun)))) return;
    // The hand may have touched the paper before the pen.
    if (isHand(begun, event)) replace(strokes);
    finish();
    cursor.hidden = true;
    begun = event;
    try {
      canvas.setPointerCapture(pointerId);
    } catch {}
    extend(touched(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!draws(event)) return;
    // A release in another window, or with another button held, sends no pointerup.
    if (!(event.buttons & 1)) return finish();
    // One event may stand for several moves. Old browsers can't list them, nor any over http:// from another machine.
    extend(...(event.getCoalescedEvents?.() ?? []).map(touched), touched(event));
  });
  for (const type of ["pointerup", "lostpointercapture"])
    canvas.addEventListener(type, (event) => draws(event) && finish());
  // The system has taken the pointer for a gesture of its own: this was not meant as a stroke.
  canvas.addEventListener("pointercancel", (event) => draws(event) && replace(strokes));
  addEventListener("blur", finish);
  document.addEventListener("visibilitychange", finish);

  const placed = () => place.map((index) => ((index + 0.5) / GRID) * side);

  canvas.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (begun || !(arrow || event.key === " ") || isShortcut(event)) return;
    // Or the page would scroll.
    event.preventDefault();
    if (arrow) {
      place = place.map((index, axis) => Math.max(0, Math.min(GRID - 1, index + arrow[axis])));
      if (stroke) extend(placed());
    } else if (stroke) finish();
    else {
      extend(placed());
      lowered();
    }
    cursor.hidden = false;
    [cursor.style.left, cursor.style.top] = placed().map((pixels) => `${(100 * pixels) / side}%`);
  });
  canvas.addEventListener("blur", () => {
    cursor.hidden = true;
    if (!begun) finish();
  });

  return {
    set,
    clear: () => set([]),
    undo() {
      finish();
      replace(past.pop() ?? []);
    },
    /** The ink on each of the canvas's pixels, from 0 to 255, row by row. */
    ink,
  };
}
