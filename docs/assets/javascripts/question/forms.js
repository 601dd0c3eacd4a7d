// The forms of a question: to choose one answer, to choose all that hold, to type one. Each puts its controls into the
// question (question.js), and returns what fills in the right answer.
// Needs: newElement, sayBelow (said.js)
// Needs: readingsOf (typed.js)
// Gives: chooseOne, chooseAll, typeAnswer

/** Each choice is a button, which answers at once. */
function chooseOne({ answers, offered, judge, finish, announce }) {
  const places = offered((text) => newElement("button", { type: "button" }, text));
  places.forEach((place, index) => {
    place.control.onclick = () => {
      if (judge(place, answers[index])) finish();
      announce(place.said);
    };
  });
  return () => {};
}

/** Each choice is a box to tick. What is said after a check doesn't say which ones are missing. */
function chooseAll({ texts, answers, offered, checked, judge, finish, announce }) {
  const isRight = (index) => "right" in answers[index].dataset;
  const places = offered((text) => {
    const box = newElement("input", { type: "checkbox", autocomplete: "off" });
    return newElement("label", {}, box, text);
  });
  for (const place of places) place.control.onchange = () => sayBelow(place, "");
  checked((line) => {
    places.forEach((place, index) => (place.control.checked ? judge(place, answers[index]) : sayBelow(place, "")));
    const chosen = places.filter(({ control }) => control.checked);
    const isMissing = places.some(({ control }, index) => isRight(index) && !control.checked);
    sayBelow(line, "", chosen.length ? (isMissing ? texts.missing : "") : texts.none);
    if (places.every(({ control }, index) => isRight(index) === control.checked)) finish();
    announce(...chosen.flatMap(({ element }) => [...element.children]), line.said);
  });
  return () => places.forEach(({ control }, index) => (control.checked = isRight(index)));
}

/** The answer is typed, in any notation; some wrong ones are known. */
function typeAnswer({ texts, answers, checked, judge, finish, announce }) {
  const value = ({ dataset }) => JSON.parse(dataset.value ?? '""');
  const right = answers.find(({ dataset }) => "right" in dataset);
  const field = newElement("input", { type: "text", autocomplete: "off", spellcheck: false, enterKeyHint: "done" });
  field.ariaLabel = texts.field;
  // On a phone, the keys for numbers have no brackets, and those of some no minus.
  if (value(right) >= 0) field.inputMode = "decimal";
  checked((line) => {
    const readings = readingsOf(field.value);
    const known = answers.find((answer) => readings.includes(JSON.stringify(value(answer))));
    if (!readings.length) sayBelow(line, "", texts.unreadable);
    else if (judge(line, known ?? answers.find(({ dataset }) => "other" in dataset))) finish();
    announce(line.said);
  }, field);
  return () => (field.value = right.querySelector(".question-shown").textContent);
}
