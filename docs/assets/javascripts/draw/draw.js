// Reads a digit while it is drawn. docs/plugins/fences/draw.py makes the elements.
// Needs: loadNetwork (weights.js)
// Needs: layerOutputs (network.js)
// Needs: percentOf, showBars (bars.js)
// Needs: normalized (digit.js)
// Needs: paperOn (paper.js)
// Needs: offerSamples (samples.js)
{
  const board = document.querySelector(".draw");
  const part = (name) => board.querySelector(`.draw-${name}`);
  const texts = board.dataset;
  const canvas = part("paper");
  const seen = part("seen canvas").getContext("2d");
  const bars = board.querySelectorAll(".draw-bars li");
  const say = (text) => (document.getElementById("status").textContent = text);

  // A promise of each network that has been chosen, by its address.
  const networks = {};
  let network;
  let failing = false;
  let image = null;
  let waiting = false;

  const told = (digit, largest) => {
    if (failing) return texts.failed;
    if (!image) return texts.sample ?? texts.empty;
    if (!network) return texts.loading;
    return texts.answer.replace("{digit}", digit).replace("{percent}", percentOf(largest));
  };

  const read = () => {
    const outputs = image && network && layerOutputs(network, image);
    // For the figures that show more of it.
    board.reading = { network, failing, outputs };
    board.dispatchEvent(new Event("read"));
    const probabilities = outputs && [...outputs.at(-1).values];
    const largest = probabilities && Math.max(...probabilities);
    const digit = probabilities?.indexOf(largest);
    part("answer").textContent = told(digit, largest);
    part("retry").hidden = !failing;
    // The page brings the sample's bars.
    if (texts.sample) return;
    part("digit").textContent = digit ?? "";
    showBars(bars, probabilities);
  };

  const look = () => {
    waiting = false;
    delete texts.sample;
    part("traced")?.remove();
    image = normalized(paper.ink, canvas.width);
    const pixels = new ImageData(28, 28);
    image?.forEach((value, index) => (pixels.data[4 * index + 3] = 255 * value));
    seen?.putImageData(pixels, 0, 0);
    read();
  };

  const paper = paperOn(canvas, part("cursor"), {
    // Look once a frame: the pen can move several times within one. A stroke's end may have looked before the frame.
    changed() {
      if (!waiting) requestAnimationFrame(() => waiting && look());
      waiting = true;
    },
    lowered: () => say(texts.lowered),
    ended() {
      look();
      say(part("answer").textContent);
    },
  });

  const choose = async () => {
    const address = part("networks :checked").value;
    const isChosen = () => address === part("networks :checked").value;
    network = undefined;
    failing = false;
    read();
    try {
      const loaded = await (networks[address] ??= loadNetwork(address));
      if (isChosen()) network = loaded;
    } catch {
      delete networks[address];
      if (isChosen()) failing = true;
    }
    read();
    if (failing || image) say(part("answer").textContent);
  };

  offerSamples([...board.querySelectorAll(".draw-samples button")], canvas.width, paper.set);
  part("undo").addEventListener("click", paper.undo);
  part("clear").addEventListener("click", paper.clear);
  part("retry").addEventListener("click", choose);
  part("networks").addEventListener("change", choose);
  choose();
}
