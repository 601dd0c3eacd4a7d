// Reads a digit while it is drawn. docs/plugins/fences/draw.py makes the elements.
// Needs: parseNetwork, predict (network.js)
// Needs: normalized (digit.js)
// Needs: paperOn (paper.js)
{
  const board = document.querySelector(".draw");
  const part = (name) => board.querySelector(`.draw-${name}`);
  const texts = board.dataset;
  const canvas = part("paper");
  const seen = part("seen canvas").getContext("2d");
  const bars = board.querySelectorAll(".draw-bars li");
  const samples = [...board.querySelectorAll(".draw-samples button")];
  const say = (text) => (document.getElementById("status").textContent = text);

  // A promise of each network that has been chosen, by its address.
  const networks = {};
  let network;
  let failing = false;
  let image = null;
  let waiting = false;

  const percent = (probability) => `${probability > 0.995 ? ">99" : Math.round(100 * probability)}%`;

  const told = (digit, largest) => {
    if (failing) return texts.failed;
    if (!image) return texts.sample ?? texts.empty;
    if (!network) return texts.loading;
    return texts.answer.replace("{digit}", digit).replace("{percent}", percent(largest));
  };

  const read = () => {
    const probabilities = image && network && [...predict(network, image)];
    const largest = probabilities && Math.max(...probabilities);
    const digit = probabilities?.indexOf(largest);
    part("answer").textContent = told(digit, largest);
    part("retry").hidden = !failing;
    // The page brings the sample's bars.
    if (texts.sample) return;
    part("digit").textContent = digit ?? "";
    bars.forEach((bar, index) => {
      bar.querySelector("rect").setAttribute("height", probabilities?.[index] ?? 0);
      bar.toggleAttribute("data-largest", index === digit);
      bar.lastChild.textContent = probabilities ? percent(probabilities[index]) : "";
    });
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

  const load = async (address) => {
    const response = await fetch(address);
    if (!response.ok) throw response;
    return parseNetwork(await response.arrayBuffer());
  };

  const choose = async () => {
    const address = part("networks :checked").value;
    const isChosen = () => address === part("networks :checked").value;
    network = undefined;
    failing = false;
    read();
    try {
      const loaded = await (networks[address] ??= load(address));
      if (isChosen()) network = loaded;
    } catch {
      delete networks[address];
      if (isChosen()) failing = true;
    }
    read();
    if (failing || image) say(part("answer").textContent);
  };

  const strokes = (sample) =>
    [...sample.querySelectorAll("path")].map((path) =>
      // Only one point for each pixel of MNIST's: getPointAtLength is slow.
      Array.from({ length: path.getTotalLength() + 2 }, (_, length) => {
        const { x, y } = path.getPointAtLength(length);
        return [x, y].map((each) => (each * canvas.width) / 28);
      }),
    );

  const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };
  samples.forEach((sample, index) => {
    sample.addEventListener("click", () => paper.set(strokes(sample)));
    sample.addEventListener("keydown", (event) => {
      if (!STEPS[event.key]) return;
      event.preventDefault();
      samples.at((index + STEPS[event.key]) % samples.length).focus();
    });
    // The Tab key stops only at the sample that had the focus last; the arrow keys lead to the others.
    sample.addEventListener("focus", () => samples.forEach((each) => (each.tabIndex = each === sample ? 0 : -1)));
  });

  part("undo").addEventListener("click", paper.undo);
  part("clear").addEventListener("click", paper.clear);
  part("retry").addEventListener("click", choose);
  part("networks").addEventListener("change", choose);
  choose();
}
