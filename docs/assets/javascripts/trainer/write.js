// Writes texts into elements.
// Gives: write

/** Writes a text where it isn't yet: the browser would lay out what is around it anew. */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
