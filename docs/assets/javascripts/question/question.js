// A question: says at once whether an answer is right, and why, and takes another. docs/plugins/fences/question.py makes
// the elements; without this, they are a list with the answer in a fold.
// Needs: tell (clipboard.js)
// Needs: storedNames, storeName (stored.js)
// Needs: newElement, answerPlace, sayBelow (said.js)
// Needs: chooseOne, chooseAll, typeAnswer (forms.js)
{
  const ANSWERED = "questions-answered";
  const FORMS = { one: chooseOne, all: chooseAll, type: typeAnswer };

  const start = (question) => {
    const { form, question: name, settings } = question.dataset;
    const texts = JSON.parse(settings);
    const part = (of) => question.querySelector(`.question-${of}`);
    const places = [];
    const addPlace = (element, control) => {
      const place = answerPlace(element, control, `${question.id}-${places.length}`);
      places.push(place);
      return place;
    };

    // Makes a control of each choice.
    const offered = (make) =>
      [...question.querySelectorAll(".question-choices li")].map((choice) => {
        const target = make(newElement("span", {}, ...choice.childNodes));
        target.className = "question-choice";
        const place = addPlace(choice, target.control ?? target);
        choice.append(target, place.said);
        return place;
      });

    // Makes the line with the button that checks, behind a field where there is one.
    const checked = (check, field) => {
      const line = part("field");
      const button = newElement("button", { type: "button", className: "md-button", textContent: texts.check });
      const place = addPlace(line, field ?? button);
      line.append(...(field ? [field, button] : [button]));
      line.after(place.said);
      button.onclick = () => check(place);
      if (field) field.onkeydown = ({ key, isComposing }) => key === "Enter" && !isComposing && check(place);
    };

    const judge = (place, answer) => {
      const isRight = "right" in answer.dataset;
      const verdict = isRight ? "right" : "wrong";
      const because = answer.querySelector(".question-because").cloneNode(true);
      sayBelow(place, verdict, newElement("strong", { textContent: texts[verdict] }), ". ", because);
      return isRight;
    };

    // To those who hear the page.
    const announce = (...said) => tell(document.getElementById("status"), said.map((each) => each.textContent).join(" "));

    const show = (isAnswered) => {
      question.toggleAttribute("data-answered", isAnswered);
      done.hidden = again.hidden = !isAnswered;
    };

    const finish = () => {
      show(true);
      storeName(ANSWERED, name, true);
    };

    const begin = (isAnswered) => {
      for (const place of places) {
        sayBelow(place, "");
        if (isAnswered && "right" in place.element.dataset) place.element.dataset.verdict = "right";
        place.control.checked = false;
        if (form === "type") place.control.value = "";
      }
      if (isAnswered) fill();
      show(isAnswered);
    };

    const done = newElement("span", { className: "question-done", textContent: texts.done });
    const again = newElement("button", { type: "button", className: "question-again", textContent: texts.again });
    part("text").id = `${question.id}-text`;
    question.setAttribute("role", "group");
    question.setAttribute("aria-labelledby", part("text").id);
    part("head").append(done, again);
    const answers = [...part("answer").querySelectorAll("li")];
    const fill = FORMS[form]({ texts, answers, offered, checked, judge, finish, announce });

    again.onclick = () => {
      storeName(ANSWERED, name, false);
      begin(false);
      places[0].control.focus();
    };
    // Another page may have stored more, or erased it.
    const read = () => {
      const isAnswered = storedNames(ANSWERED).has(name);
      if (isAnswered !== question.hasAttribute("data-answered")) begin(isAnswered);
    };
    begin(storedNames(ANSWERED).has(name));
    for (const type of ["pageshow", "storage"]) addEventListener(type, read);
  };

  document.querySelectorAll(".question").forEach(start);
}
