// Paper to draw on with a finger, a pen, a mouse or the keyboard. A drawing is a list of strokes, and a stroke a list
// of points [x, y], from 0 to 1.
// Gives: paperOn

/**
 * Makes a square canvas a paper to draw on; `cursor`, an element over it, shows where the keyboard's pen is.
 *
 * Calls `changed` after every change, also within a stroke, `lowered` when the keyboard's pen is set down, and `ended`
 * when a stroke has ended or the whole drawing has been replaced.
 */
function paperOn(canvas, cursor, { changed, lowered, ended }) {
  // The width of a line, in the canvas's own pixels; on a screen it may be wider or narrower.
  const PEN = 16;
  // The keyboard's pen moves between so many places in a row, and as many in a column.
  const GRID = 14;
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const side = canvas.width;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const past = [];
  let strokes = [];
  // The stroke that is being drawn, and the pointer that draws it: undefined where it is the keyboard.
  let stroke;
  let pointer;
  let place = [GRID / 2 - 1, GRID / 2 - 1];

  const draw = () => {
    context.clearRect(0, 0, side, side);
    Object.assign(context, { lineWidth: PEN, lineCap: "round", lineJoin: "round" });
    for (const points of stroke ? [...strokes, stroke] : strokes) {
      context.beginPath();
      // A line from a point to itself would not be drawn, so a dot is a line of a hundredth of a pixel.
      context.moveTo(points[0][0] * side + 0.01, points[0][1] * side);
      for (const [x, y] of points) context.lineTo(x * side, y * side);
      context.stroke();
    }
    cursor.dataset.down = stroke !== undefined;
    changed();
  };

  const show = (newStrokes) => {
    strokes = newStrokes;
    stroke = pointer = undefined;
    draw();
    ended();
  };

  const set = (newStrokes) => {
    past.push(strokes);
    show(newStrokes);
  };

  const finish = () => stroke && set([...strokes, stroke]);

  const touched = ({ clientX, clientY }) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return [(clientX - left) / width, (clientY - top) / height];
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (pointer !== undefined || event.button) return;
    finish();
    cursor.hidden = true;
    canvas.setPointerCapture(event.pointerId);
    pointer = event.pointerId;
    stroke = [touched(event)];
    draw();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerId !== pointer) return;
    // One event may stand for several moves. Old browsers can't list them, nor any over http:// from another machine.
    stroke.push(...(event.getCoalescedEvents?.() ?? []).map(touched), touched(event));
    draw();
  });
  canvas.addEventListener("pointerup", ({ pointerId }) => pointerId === pointer && finish());
  // The system has taken the pointer for a gesture of its own: this was not meant as a stroke.
  canvas.addEventListener("pointercancel", ({ pointerId }) => pointerId === pointer && show(strokes));

  const placed = () => place.map((index) => (index + 0.5) / GRID);

  canvas.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (pointer !== undefined || !(arrow || event.key === " ")) return;
    // Or the page would scroll.
    event.preventDefault();
    if (arrow) {
      place = place.map((index, axis) => Math.max(0, Math.min(GRID - 1, index + arrow[axis])));
      stroke?.push(placed());
      draw();
    } else if (stroke) finish();
    else {
      stroke = [placed()];
      draw();
      lowered();
    }
    cursor.hidden = false;
    [cursor.style.left, cursor.style.top] = placed().map((share) => `${100 * share}%`);
  });
  canvas.addEventListener("blur", () => {
    cursor.hidden = true;
    if (pointer === undefined) finish();
  });

  return {
    set,
    clear: () => set([]),
    undo: () => show(past.pop() ?? []),
    /** The ink on each of the canvas's pixels, from 0 to 255, row by row. */
    ink() {
      const { data } = context.getImageData(0, 0, side, side);
      const ink = new Uint8Array(side * side);
      for (let index = 0; index < ink.length; index++) ink[index] = data[4 * index + 3];
      return ink;
    },
  };
}
