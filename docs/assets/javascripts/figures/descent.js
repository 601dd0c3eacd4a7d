// One weight that goes down the curve of its loss. docs/plugins/fences/descent.py makes the elements.
// Needs: numberWriter, filled (numbers.js)
// Needs: squaredLoss (squared_loss.js)
// Needs: sliderField (slider_field.js)
{
  // Beyond these, the numbers would say no more to anyone, and in the end be infinite.
  const MOST_STEPS = 100;
  const PAUSE = 150;
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  const threePlaces = { minimumFractionDigits: 3, maximumFractionDigits: 3 };
  const rounded = numberWriter(threePlaces);
  const signed = numberWriter({ ...threePlaces, signDisplay: "exceptZero" });
  const short = numberWriter({ maximumSignificantDigits: 6 });

  const written = (number, write = rounded) => {
    if (Math.abs(number) < 1e7) return write(number);
    const [digits, exponent] = number.toExponential().split("e+");
    return `${write(Number(digits))} · 10${[...exponent].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit]).join("")}`;
  };

  const start = (figure, number) => {
    const settings = JSON.parse(figure.dataset.settings);
    const { lowest, highest, highestLoss, plot, texts } = settings;
    const part = (name) => figure.querySelector(`.descent-${name}`);
    const presets = figure.querySelectorAll(".descent-recorded button");
    const { loss, slope, move, step, factor, course } = squaredLoss(settings.input, settings.target);
    let rate = settings.rates[1];
    let first = settings.weight;
    let path = [first];
    // Steps that are to come.
    let left = 0;
    let timer;

    const isAway = (weight) => weight < lowest || weight > highest;

    // What lies outside of the chart is shown at its edge.
    const place = (weight) => {
      const across = Math.max(0, Math.min(1, (weight - lowest) / (highest - lowest)));
      const up = Math.min(1, loss(weight) / highestLoss);
      return [plot.left + plot.width * across, plot.top + plot.height * (1 - up)];
    };

    const point = ([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`;

    const tangent = (weight) => {
      const [x, y] = place(weight);
      const right = plot.width / (highest - lowest);
      const down = (-slope(weight) * plot.height) / highestLoss;
      const scale = plot.tangent / Math.hypot(right, down);
      return `M${point([x - right * scale, y - down * scale])}L${point([x + right * scale, y + down * scale])}`;
    };

    const draw = (weight) => {
      const points = path.map((each) => point(place(each)));
      part("chart").classList.toggle("descent-away", isAway(weight));
      part("trail").setAttribute("d", `M${points.join("L")}`);
      part("past").setAttribute("d", points.slice(0, -1).map((each) => `M${each}h0`).join(""));
      part("tangent").setAttribute("d", tangent(weight));
      const mirrored = weight < lowest ? " scale(-1 1)" : "";
      part("point").setAttribute("transform", `translate(${points.at(-1)})${mirrored}`);
    };

    const verdict = (weight) => {
      // Before the first step, the reader is to guess.
      if (path.length === 1) return "";
      if (path.length > MOST_STEPS) return texts.enough;
      // Nearer than this, numbers of 32 bits may not come.
      if (Math.abs(weight - settings.target / settings.input) < 1e-6) return texts.converged;
      const times = Math.abs(factor(rate));
      return filled(texts[course(rate)], {
        way: short(100 * (1 - factor(rate))),
        left: short(100 * times),
        times: short(times),
      });
    };

    // To replace the text node as well would let the browser look again at which styles apply around it.
    const say = (name, text) => (part(name).firstChild.data = text);

    const show = () => {
      const weight = path.at(-1);
      const steepness = written(slope(weight));
      draw(weight);
      say(
        "state",
        filled(texts.state, {
          step: path.length - 1,
          weight: written(weight),
          loss: written(loss(weight)),
          slope: steepness,
          rate: short(rate),
          factor: steepness.startsWith("−") ? `(${steepness})` : steepness,
          move: written(move(weight, rate), signed),
        }),
      );
      say("verdict", `${isAway(weight) ? `${texts.away} ` : ""}${verdict(weight)}`);
      for (const preset of presets) preset.setAttribute("aria-pressed", Number(preset.value) === rate);
    };

    const take = (count) => {
      left -= count;
      for (; count && path.length <= MOST_STEPS; count--) path.push(step(path.at(-1), rate));
      if (path.length > MOST_STEPS) left = 0;
    };

    const goOn = () => {
      clearTimeout(timer);
      take(still.matches ? left : Math.min(left, 1));
      if (left) timer = setTimeout(goOn, PAUSE);
      // A screen reader waits for the last of the steps.
      part("words").setAttribute("aria-busy", left > 0);
      show();
    };

    const go = (count) => {
      // Those that are still to come, come now.
      take(left);
      left = count;
      goOn();
    };

    const begin = () => {
      path = [first];
      left = 0;
      goOn();
    };

    // It takes errors away, too.
    const beginWith = (newRate) => {
      rate = newRate;
      showRate(rate);
      showStart(first);
      begin();
    };

    const field = (name, changed) =>
      sliderField(part(name), { id: `descent-${number}-${name}`, wrong: texts.wrong, written: short, changed });
    const showRate = field("rate", (newRate) => {
      take(left);
      rate = newRate;
      goOn();
    });
    const showStart = field("start", (weight) => {
      first = weight;
      begin();
    });

    part("verdict").append("");
    part("one").addEventListener("click", () => go(1));
    part("ten").addEventListener("click", () => go(10));
    part("again").addEventListener("click", () => beginWith(rate));
    for (const preset of presets) preset.addEventListener("click", () => beginWith(Number(preset.value)));
    beginWith(rate);
  };

  document.querySelectorAll(".descent").forEach(start);
}
