// What is said of an answer, in a line below the control that it was given with.
// Gives: newElement, answerPlace, sayBelow

/** A new element. */
function newElement(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/** A control in an element, with an empty line, whose `id` is new. */
function answerPlace(element, control, id) {
  const said = newElement("p", { className: "question-said", id });
  control.setAttribute("aria-describedby", id);
  return { element, control, said };
}

/** Says something in the line of a place: that what was chosen there is "right" or "wrong", or neither, "". */
function sayBelow({ element, said }, verdict, ...content) {
  element.dataset.verdict = verdict;
  said.replaceChildren(...content);
}
