// A kernel on a digit. docs/plugins/fences/convolution.py makes the elements.
// Needs: offerSamples (samples.js)
// Needs: numberWriter, filled (numbers.js)
// Needs: pixelPaper (pixel_paper.js)
// Needs: paintPixels (paint_pixels.js)
// Needs: convolved, featureMap (convolve.js)
// Needs: kernelFields (kernel_fields.js)
// Needs: slidingWindow (sliding_window.js)
{
  const thousandths = numberWriter({ minimumFractionDigits: 3, maximumFractionDigits: 3 });

  const start = (figure, number) => {
    const settings = JSON.parse(figure.dataset.settings);
    const { presets, filters, biases, texts } = settings;
    const part = (name) => figure.querySelector(`.convolution-${name}`);
    const all = (selector) => [...figure.querySelectorAll(selector)];
    const [digit, map] = all("canvas");
    const marks = all(".convolution-mark");
    const [shownPixels, shownProducts] = ["pixel", "product"].map((name) => all(`.convolution-${name}`));
    const buttons = all(".convolution-presets button");
    const [filter, relu, sheet, draw, note] = ["filter", "activation", "paper", "draw", "note"].map(part);
    const error = figure.querySelector(".figure-error");
    let kernel;
    let bias;
    let place;
    let frame;

    const explain = (pixels, sums, largest) => {
      const isNone = (numbers) => numbers.every((each) => !each);
      const reason =
        (!largest && !isNone([...sums, bias]) && texts.relu) ||
        (isNone(kernel) && texts.zero) ||
        (isNone(pixels) && texts.blank) ||
        (isNone(sums) && texts.none);
      const scale = filled(texts.scale, { largest: thousandths(largest) });
      const text = reason ? `${reason} ${largest ? texts.even : texts.empty}` : scale;
      // A screen reader says again what is written again.
      if (note.textContent !== text) note.textContent = text;
    };

    const write = (pixels, exactSum) => {
      const [row, column] = place;
      kernel.forEach((weight, at) => {
        const pixel = pixels[28 * (row + Math.floor(at / 3)) + column + (at % 3)];
        shownPixels[at].textContent = thousandths(pixel);
        shownProducts[at].textContent = thousandths(pixel * weight);
      });
      // Rounded first, so that they add up.
      const [sum, added] = [exactSum, bias].map((each) => Number(each.toFixed(3)));
      const total = sum + added;
      const [value] = featureMap([sum], added, relu.checked);
      const numbers = { sum, bias: added, total, relu: value };
      for (const name in numbers) part(name).textContent = thousandths(numbers[name]);
      if (!relu.checked) part("relu").textContent = "–";
      digit.setAttribute("aria-valuenow", map.width * row + column + 1);
      const words = filled(texts.place, { row: row + 1, column: column + 1, value: thousandths(value) });
      digit.setAttribute("aria-valuetext", words);
      for (const { style } of marks) {
        style.setProperty("--row", row);
        style.setProperty("--column", column);
      }
    };

    const show = () => {
      const pixels = Array.from(paper.ink, (ink) => ink / 255);
      const sums = convolved(pixels, digit.width, kernel);
      const values = featureMap(sums, bias, relu.checked);
      const largest = Math.max(...values.map(Math.abs));
      paintPixels(digit, pixels, 1, 1);
      paintPixels(map, values, largest, 1);
      explain(pixels, sums, largest);
      write(pixels, sums[map.width * place[0] + place[1]]);
    };

    // Once a frame: the pointer may move more often.
    const changed = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(show);
    };
    const moved = (newPlace) => {
      place = newPlace;
      changed();
    };
    const press = (pressed) => {
      for (const button of buttons) button.setAttribute("aria-pressed", button === pressed);
    };
    const setDrawing = (isDrawing) => {
      draw.setAttribute("aria-pressed", isDrawing);
      sheet.hidden = !isDrawing;
    };

    error.id = `convolution-error-${number}`;
    const showKernel = kernelFields(all("[type=text]"), {
      error,
      largest: settings.largest,
      wrong: texts.wrong,
      changed(edited) {
        kernel = edited;
        filter.value = "";
        press();
        changed();
      },
    });
    const choose = (newKernel, newBias, pressed) => {
      [kernel, bias] = [newKernel, newBias];
      showKernel(kernel);
      press(pressed);
      changed();
    };
    const choosePreset = (button) => {
      filter.value = "";
      relu.checked = false;
      choose(presets[button.value], 0, button);
    };

    const paper = pixelPaper([sheet], {
      lowered: texts.lowered,
      changed,
      // The window's middle shows where the pen is.
      pointed: ([column, row]) => moved([row, column].map((index) => Math.max(0, Math.min(25, index - 1)))),
      penned: (isDown) => note.setAttribute("aria-busy", isDown),
    });
    slidingWindow(digit, map, { place: () => place, moved });
    offerSamples(all("[role=toolbar] button"), 28, paper.set);
    for (const button of buttons) button.addEventListener("click", () => choosePreset(button));
    filter.addEventListener("change", () => {
      relu.checked = true;
      choose(filters[filter.value], biases[filter.value]);
    });
    relu.addEventListener("change", changed);
    draw.addEventListener("click", () => setDrawing(sheet.hidden));
    part("clear").addEventListener("click", () => paper.set([]));
    // The colours are the theme's.
    new MutationObserver(changed).observe(document.documentElement, { attributeFilter: ["data-theme"] });

    const reset = () => {
      paper.ink.set(settings.digit);
      setDrawing(false);
      moved(settings.start);
      choosePreset(buttons[0]);
    };
    part("reset").addEventListener("click", reset);
    reset();
  };

  document.querySelectorAll(".figure.convolution").forEach(start);
}
