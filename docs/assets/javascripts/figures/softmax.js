// Softmax and the loss. docs/plugins/fences/softmax.py makes the elements.
// Needs: numberWriter, filled (numbers.js)
// Needs: softmax (probabilities.js)
// Needs: sliderField (slider_field.js)
{
  const decimals = (least, most = least) =>
    numberWriter({ minimumFractionDigits: least, maximumFractionDigits: most });
  const [tenths, hundredths, written] = [decimals(1), decimals(2), decimals(1, 6)];
  const significant = numberWriter({ maximumSignificantDigits: 4 });

  // Softmax makes no probability of 0 or 1, and so none is written as such.
  const percent = (probability) => {
    if (probability < 0.0005) return `<${tenths(0.1)}%`;
    return probability >= 0.9995 ? `>${tenths(99.9)}%` : `${tenths(100 * probability)}%`;
  };

  const start = (figure, number) => {
    const settings = JSON.parse(figure.dataset.settings);
    const { texts } = settings;
    const part = (name) => figure.querySelector(`.softmax-${name}`);
    const say = (name, text) => (part(name).textContent = text);
    const choice = figure.querySelector("select");
    let scores;

    const rows = [...figure.querySelectorAll(".softmax-rows li")].map((row, digit) => ({
      row,
      slider: row.querySelector("[type=range]"),
      bar: row.querySelector("rect"),
      percent: row.querySelector(".softmax-percent"),
      showScore: sliderField(row, {
        id: `softmax-${number}-${digit}`,
        wrong: texts.wrong,
        written,
        changed(score) {
          scores[digit] = score;
          show();
        },
      }),
    }));

    const show = () => {
      const label = Number(choice.value);
      const probabilities = softmax(scores);
      const largest = Math.max(...scores);
      const read = scores.indexOf(largest);
      rows.forEach(({ row, slider, bar, percent: place }, digit) => {
        const text = percent(probabilities[digit]);
        row.toggleAttribute("data-largest", digit === read);
        row.toggleAttribute("data-right", digit === label);
        bar.setAttribute("width", probabilities[digit]);
        place.textContent = text;
        const values = { score: written(scores[digit]), percent: text };
        slider.setAttribute("aria-valuetext", filled(texts.value, values));
      });
      const tied = scores.lastIndexOf(largest) !== read;
      say("reads", filled(texts[tied ? "tied" : "reads"], { digit: read }));
      const probability = significant(probabilities[label]);
      const loss = hundredths(-Math.log(probabilities[label]));
      say("loss", filled(texts.loss, { digit: label, probability, loss }));
    };

    const setAll = (newScores) => {
      scores = newScores;
      rows.forEach(({ showScore }, digit) => showScore(scores[digit]));
      show();
    };

    const sureOf = (digit) => {
      const [{ slider }] = rows;
      setAll(rows.map((_, each) => Number(each === digit ? slider.max : slider.min)));
    };
    const presets = {
      right: () => sureOf(Number(choice.value)),
      // Any other digit would do.
      wrong: () => sureOf((Number(choice.value) + 5) % 10),
      equal: () => setAll(rows.map(() => 0)),
      reset() {
        choice.value = settings.label;
        setAll([...settings.scores]);
      },
    };
    choice.addEventListener("change", show);
    for (const [name, set] of Object.entries(presets)) part(name).addEventListener("click", set);
    // A browser may have kept what a reader had set before the page was loaded again.
    presets.reset();
  };

  document.querySelectorAll(".figure.softmax").forEach(start);
}
