// What is said of an answer, in a line below the control that it was given with.
// Gives: made, placed, say

/** A new element. */
function made(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/** A control in an element, with an empty line, whose `id` is new. */
function placed(element, control, id) {
  const said = made("p", { className: "question-said", id });
  control.setAttribute("aria-describedby", id);
  return { element, control, said };
}

/** Says something in the line of a place: that what was chosen there is "right" or "wrong", or neither, "". */
function say({ element, said }, verdict, ...content) {
  element.dataset.verdict = verdict;
  said.replaceChildren(...content);
}
