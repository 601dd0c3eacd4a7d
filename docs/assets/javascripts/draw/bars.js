// Shows the probabilities of the ten digits as the bars that docs/plugins/fences/digits.py makes.
// Gives: percentOf, showBars

function percentOf(probability) {
  return `${probability > 0.995 ? ">99" : Math.round(100 * probability)}%`;
}

/** Without probabilities, the bars are empty. */
function showBars(bars, probabilities) {
  const digit = probabilities?.indexOf(Math.max(...probabilities));
  bars.forEach((bar, index) => {
    bar.querySelector("rect").setAttribute("height", probabilities?.[index] ?? 0);
    bar.toggleAttribute("data-largest", index === digit);
    bar.lastChild.textContent = probabilities ? percentOf(probabilities[index]) : "";
  });
}
