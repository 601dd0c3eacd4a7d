// Writes texts into elements.
// Gives: writeText

/** Writes a text where it isn't yet: the browser would lay out what is around it anew. */
function writeText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
