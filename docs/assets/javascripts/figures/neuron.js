// One neuron on a digit. docs/plugins/fences/neuron.py makes the elements.
// Needs: loadNetwork (weights.js)
// Needs: offerSamples (samples.js)
// Needs: numberWriter, filled (numbers.js)
// Needs: neuronSums (neuron_sums.js)
// Needs: pixelPaper (pixel_paper.js)
// Needs: paintPixels (paint_pixels.js)
{
  // Promises, by address.
  const networks = {};
  const [hundredths, thousandths] = [2, 3].map((places) =>
    numberWriter({ minimumFractionDigits: places, maximumFractionDigits: places }),
  );
  const rounded = (value) => Number(value.toFixed(2));

  const start = (figure, number) => {
    const part = (name) => figure.querySelector(`.neuron-${name}`);
    const { texts } = JSON.parse(figure.dataset.settings);
    const say = (name, text, values) => (part(name).textContent = filled(text, values));
    const field = part("number");
    const error = figure.querySelector(".figure-error");
    const canvases = figure.querySelectorAll("canvas");
    const samples = [...figure.querySelectorAll(".neuron-samples div button")];
    const cursors = figure.querySelectorAll(".neuron-cursor");
    const first = Number(field.defaultValue);
    let neuron = first;
    let layer;
    let place;
    let frame;

    const write = ({ weights, products, ...sums }, pixels) => {
      // Rounded first, so that it adds up.
      const [added, taken, bias] = [sums.added, sums.taken, sums.bias].map(rounded);
      const total = rounded(added + taken + bias);
      const values = { added, taken, sum: added + taken, bias, total, relu: Math.max(0, total) };
      for (const name in values) part(name).textContent = values[name] = hundredths(values[name]);
      say("answer", total < 0 ? texts.negative : texts.positive, { neuron, ...values });
      if (!place) return;
      const [column, row] = place;
      const at = 28 * row + column;
      const [weight, product] = [weights[at], products[at]].map(thousandths);
      say("pixel", texts.pixel, { row: row + 1, column: column + 1, pixel: hundredths(pixels[at]), weight, product });
    };

    const show = () => {
      const pixels = Array.from(paper.ink, (ink) => ink / 255);
      paintPixels(canvases[0], pixels, 1, 1);
      if (!layer) return;
      const sums = neuronSums(layer, neuron, pixels);
      // The largest weight of each neuron is 127 times its scale.
      const largest = 127 * Math.max(...layer.scale);
      // With the root, small ones are seen too.
      paintPixels(canvases[1], sums.weights, largest, 0.5);
      paintPixels(canvases[2], sums.products, largest, 0.5);
      write(sums, pixels);
    };

    // Once a frame: the pen may move more often.
    const changed = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(show);
    };

    const paper = pixelPaper(canvases, {
      lowered: texts.lowered,
      changed,
      pointed(pixel) {
        place = pixel;
        for (const cursor of cursors) {
          cursor.hidden = false;
          [cursor.style.left, cursor.style.top] = place.map((index) => `${index / 0.28}%`);
        }
        changed();
      },
      penned(isDown) {
        // Read at the stroke's end.
        part("answer").setAttribute("aria-busy", isDown);
        changed();
      },
    });

    const readField = () => {
      if (!layer) return;
      const wanted = field.valueAsNumber;
      // Each neuron has a bias.
      const isGood = layer.bias[wanted] !== undefined;
      if (isGood) neuron = wanted;
      say("note", texts.after[layer.activation], { neuron });
      error.textContent = isGood ? "" : filled(texts.wrong, { last: field.max, neuron });
      field.setAttribute("aria-invalid", !isGood);
      changed();
    };

    const choose = async () => {
      const { value } = part("networks :checked");
      const { dataset } = part("body");
      // Until it is "ready", the styles hide what is another network's.
      dataset.network = "loading";
      layer = undefined;
      const network = await (networks[value] ??= loadNetwork(value)).catch(() => void delete networks[value]);
      // Another may have been chosen.
      if (value !== part("networks :checked").value) return;
      dataset.network = network ? "ready" : "failed";
      if (!network) return;
      layer = network.find(({ kernel }) => kernel);
      field.max = layer.bias.length - 1;
      say("range", texts.range, { last: field.max });
      // The other network may have more.
      if (neuron > field.max) field.value = first;
      readField();
    };

    error.id = `neuron-error-${number}`;
    field.setAttribute("aria-describedby", error.id);
    offerSamples(samples, 28, paper.set);
    part("clear").addEventListener("click", () => paper.set([]));
    part("retry").addEventListener("click", () => {
      part("networks :checked").focus();
      choose();
    });
    part("networks").addEventListener("change", choose);
    field.addEventListener("input", readField);
    // The colours are the theme's.
    new MutationObserver(changed).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    samples[first].click();
    choose();
  };

  document.querySelectorAll(".neuron").forEach((figure, number) => {
    // No page there can fetch.
    figure.hidden = location.protocol === "file:";
    if (!figure.hidden) start(figure, number);
  });
}
