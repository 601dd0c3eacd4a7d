// Keeps what changes many times a second apart from a long page, which takes long to lay out and to paint.
// Gives: boxApart

/** A function that sets a box apart, or no longer; until then, its height stays as it is, whatever changes in it. */
function boxApart(box) {
  const setApart = (isApart) => {
    if (box.hasAttribute("data-apart") === isApart) return;
    box.style.height = isApart ? `${box.getBoundingClientRect().height}px` : "";
    box.toggleAttribute("data-apart", isApart);
  };
  // Another width needs another height.
  addEventListener("resize", () => setApart(false));
  return setApart;
}
