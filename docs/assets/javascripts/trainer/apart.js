// Keeps what changes many times a second apart from a long page, which takes long to lay out and to paint.
// Gives: boxApart

/** A function that sets a box apart, or no longer; meanwhile its height stays, unless that of a part of it changes. */
function boxApart(box) {
  const setApart = (isApart) => {
    if (box.hasAttribute("data-apart") === isApart) return;
    box.style.height = isApart ? `${box.getBoundingClientRect().height}px` : "";
    box.toggleAttribute("data-apart", isApart);
  };
  const observer = new ResizeObserver(() => setApart(false));
  for (const part of box.children) observer.observe(part);
  return setApart;
}
