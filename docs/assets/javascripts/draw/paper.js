// Paper to draw on with a finger, a pen, a mouse or the keyboard. A drawing is strokes, and they are points from 0 to 1.

/**
 * Let a square canvas be drawn on, and `cursor`, an element over it, show where the keyboard's pen is.
 *
 * `changed` is told of every change, also within a stroke, `lowered` of the keyboard's pen being set down, and `ended`
 * of each stroke's end and of every other change at once.
 */
function paperOn(canvas, cursor, { changed, lowered, ended }) {
  // Of the canvas's own pixels: on a screen it may be wider or narrower.
  const PEN = 16;
  // Places a side, which the keyboard's pen moves by.
  const GRID = 14;
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const side = canvas.width;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const past = [];
  let strokes = [];
  // What is being drawn, and by which pointer; the keyboard is none.
  let stroke;
  let pointer;
  let place = [GRID / 2 - 1, GRID / 2 - 1];

  const draw = () => {
    context.clearRect(0, 0, side, side);
    Object.assign(context, { lineWidth: PEN, lineCap: "round", lineJoin: "round" });
    for (const points of stroke ? [...strokes, stroke] : strokes) {
      context.beginPath();
      // A line from a point to itself would not be drawn: a dot is one of next to no length.
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
    // A browser may tell of several moves at once; an old one can't, nor any over http:// from another machine.
    stroke.push(...(event.getCoalescedEvents?.() ?? []).map(touched), touched(event));
    draw();
  });
  canvas.addEventListener("pointerup", ({ pointerId }) => pointerId === pointer && finish());
  // The system takes the pointer for something else: this was not meant as a stroke.
  canvas.addEventListener("pointercancel", ({ pointerId }) => pointerId === pointer && show(strokes));

  const placed = () => place.map((index) => (index + 0.5) / GRID);

  canvas.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (pointer !== undefined || !(arrow || event.key === " ")) return;
    // The page would scroll.
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
    /** From 0 to 255, row by row; of as many rows as the canvas has. */
    ink() {
      const { data } = context.getImageData(0, 0, side, side);
      const ink = new Uint8Array(side * side);
      for (let index = 0; index < ink.length; index++) ink[index] = data[4 * index + 3];
      return ink;
    },
  };
}
