// Shows what a network in training reads of the reader's drawing.
// Needs: filled (numbers.js)
// Needs: writeText, writeAttribute (write_text.js)
// Gives: digitReading

/** A function that shows a state's probabilities, once the network `isTrained` for an epoch. */
function digitReading(figure, texts, percent) {
  const answer = figure.querySelector(".trainer-answer");
  const bars = [...figure.querySelectorAll(".trainer-bars li")];

  return ({ probabilities, running }, isTrained) => {
    const largest = probabilities && Math.max(...probabilities);
    const digit = probabilities?.indexOf(largest);
    const isRead = isTrained && probabilities !== null;
    bars.forEach((bar, index) => {
      const probability = isRead ? probabilities[index] : 0;
      writeAttribute(bar.querySelector("rect"), "height", String(probability));
      bar.toggleAttribute("data-largest", isRead && index === digit);
      writeText(bar.lastChild, isRead ? percent(probability) : "");
    });
    // A screen reader waits for the end of the training, and of the stroke.
    writeAttribute(answer, "aria-busy", String(running || "penned" in figure.dataset));
    const read = isRead ? filled(texts.answer, { digit, percent: percent(largest) }) : "";
    writeText(answer, isTrained ? read : texts.untrained);
  };
}
