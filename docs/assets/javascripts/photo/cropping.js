// Crops a photo by hand: with a frame that is dragged across it, or with four sliders.
// Gives: croppingOn

/**
 * Calls `changed` with what is cut off at the top, right, bottom and left, in percent, when the reader has changed it.
 * Returns a function that shows an image and what is cut off of it; nothing without an image.
 */
function croppingOn(canvas, sliders, changed) {
  // What has to stay, in percent: a smaller frame is none, as one may have just touched the photo.
  const LEAST = 5;
  const context = canvas.getContext("2d");
  let image;
  let cut;
  // The corner at which a drag has begun, its pointer, and what was cut off before.
  let drag;

  const show = (newImage, newCut) => {
    [image, cut] = [newImage, newCut];
    const { width, height } = image ?? canvas;
    // A canvas that is given a size is cleared.
    Object.assign(canvas, { width, height });
    if (!image) {
      drag = undefined;
      return;
    }
    context.putImageData(image, 0, 0);
    const [top, right, bottom, left] = cut.map((percent, side) => (percent * (side % 2 ? width : height)) / 100);
    context.beginPath();
    context.rect(0, 0, width, height);
    context.rect(left, top, width - left - right, height - top - bottom);
    context.fillStyle = "#000000b0";
    context.fill("evenodd");
    sliders.forEach((slider, side) => (slider.value = cut[side]));
  };

  /** The place of a pointer from the photo's left and top, in percent. The photo is as large as fits into the canvas. */
  const placeOf = ({ clientX, clientY }) => {
    const box = canvas.getBoundingClientRect();
    const scale = Math.min(box.width / canvas.width, box.height / canvas.height);
    const percent = (from, length, pixels) => 50 + (100 * (from - length / 2)) / (scale * pixels);
    const place = [
      percent(clientX - box.left, box.width, canvas.width),
      percent(clientY - box.top, box.height, canvas.height),
    ];
    return place.map((each) => Math.round(Math.max(0, Math.min(100, each))));
  };

  const frame = (event) => {
    const [[left, right], [top, bottom]] = placeOf(event).map((each, axis) => [
      Math.min(each, drag.corner[axis]),
      Math.max(each, drag.corner[axis]),
    ]);
    const isFrame = Math.min(right - left, bottom - top) >= LEAST;
    show(image, isFrame ? [top, 100 - right, 100 - bottom, left] : drag.before);
  };

  const end = () => {
    const { before } = drag;
    drag = undefined;
    if (cut !== before) changed(cut);
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button || !event.isPrimary || !image) return;
    drag = { corner: placeOf(event), pointer: event.pointerId, before: cut };
    try {
      canvas.setPointerCapture(event.pointerId);
    } catch {}
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerId !== drag?.pointer) return;
    // A release in another window is not told.
    if (event.buttons & 1) frame(event);
    else end();
  });
  canvas.addEventListener("lostpointercapture", ({ pointerId }) => pointerId === drag?.pointer && end());
  // This was a gesture of the system's.
  canvas.addEventListener("pointercancel", ({ pointerId }) => {
    if (pointerId !== drag?.pointer) return;
    show(image, drag.before);
    drag = undefined;
  });
  sliders.forEach((slider, side) =>
    slider.addEventListener("input", () => {
      const most = 100 - LEAST - cut[(side + 2) % 4];
      show(image, cut.map((each, other) => (other === side ? Math.min(slider.valueAsNumber, most) : each)));
      changed(cut);
    }),
  );
  return show;
}
