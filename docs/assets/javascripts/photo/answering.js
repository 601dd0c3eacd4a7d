// Lets the network read the image of a photo's digit, and shows its answer.
// Needs: loadNetwork (weights.js)
// Needs: layerOutputs (network.js)
// Needs: percentOf, showBars (bars.js)
// Needs: filled (numbers.js)
// Gives: answeringOn

/**
 * A function that shows what the network reads in an image of 28×28 pixels, from 0 to 255, and a note after that;
 * nothing without an image. The weights load with the first image. What there is to say goes to `say`.
 */
function answeringOn(figure, texts, say) {
  const bars = figure.querySelectorAll(".draw-bars li");
  const digit = figure.querySelector(".draw-digit");
  const retry = figure.querySelector(".photo-retry");
  const { weights } = figure.querySelector(".photo-body").dataset;
  let network;
  // "loading" or "failed", and undefined before the first image.
  let state;
  let image;
  let note;

  const show = () => {
    const probabilities = image && network && [...layerOutputs(network, image.values).at(-1).values];
    const largest = probabilities && Math.max(...probabilities);
    const read = probabilities?.indexOf(largest);
    showBars(bars, probabilities);
    digit.textContent = read ?? "";
    retry.hidden = !image || state !== "failed";
    if (!image) return;
    if (!network) return say(texts[state]);
    say(`${filled(texts.answer, { digit: read, percent: percentOf(largest) })} ${note}`.trim());
  };

  const load = async () => {
    state = "loading";
    show();
    try {
      network = await loadNetwork(weights);
    } catch {
      state = "failed";
    }
    show();
  };

  retry.addEventListener("click", load);
  return (newImage, newNote = "") => {
    [image, note] = [newImage, newNote];
    if (image && !state) load();
    else show();
  };
}
