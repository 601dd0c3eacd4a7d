// Writes into elements what isn't there yet: the browser would lay out what is around it anew.
// Gives: writeText, writeAttribute

function writeText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function writeAttribute(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
