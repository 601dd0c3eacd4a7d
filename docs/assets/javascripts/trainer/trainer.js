// A network that the reader trains in a Worker. docs/plugins/fences/trainer.py makes the elements; worker.js trains.
// Needs: filled (numbers.js)
// Needs: trainerView (trainer_view.js)
// Needs: settingsForm (settings_form.js)
// Needs: kerasScript, hiddenUnits (keras_script.js)
// Needs: takeHome (take_home.js)
// Needs: drawnDigit (drawn_digit.js)
{
  const start = (figure, index) => {
    const about = JSON.parse(figure.dataset.settings);
    const { texts, settings, presets } = about;
    const part = (name) => figure.querySelector(`.trainer-${name}`);
    const lesson = { ...settings };
    const buttons = [...figure.querySelectorAll(".trainer-presets button")];
    const view = trainerView(figure, about);
    const firstWords = part("words").textContent;
    // Only a network of one layer can begin with zeros.
    const zeros = () => about.zeros && !hiddenUnits(settings).length;
    let worker;
    // Whether there is a network, or will be as soon as the digits are there; and which: the Worker's answers have it.
    let begun = false;
    let number = 0;
    let state;
    let image = null;
    // Whether the reader has started a training, which rests while the page is not seen.
    let isWanted = false;

    const post = (message) => worker?.postMessage(message);

    const fail = () => {
      begun = false;
      part("failed").hidden = false;
      view.say("");
    };

    const receive = ({ data }) => {
      // It may be of the network before.
      if (!begun || data.number !== number) return;
      if (data.type === "unloaded") return fail();
      if (data.type === "broken") {
        // All that it could tell from now on is no number.
        begun = false;
        state = undefined;
      } else if (data.type === "state") {
        state = data;
        if (!state.running && state.epoch >= settings.epochs) isWanted = false;
      }
      view[data.type](data);
    };

    const begin = (isToTrain = false) => {
      if (!worker) {
        worker = new Worker(part("body").dataset.worker);
        worker.onmessage = receive;
        worker.onerror = () => {
          stop();
          fail();
        };
        post({ type: "read", image });
      }
      state = undefined;
      isWanted = false;
      begun = true;
      number++;
      part("failed").hidden = true;
      view.begin(isToTrain);
      const { learning_rate: learningRate, batch_size: batchSize } = settings;
      post({
        type: "begin",
        number,
        address: new URL(part("body").dataset.digits, location.href).href,
        settings: { ...settings, learningRate, batchSize, hidden: hiddenUnits(settings), zeros: zeros() },
      });
    };

    const stop = () => {
      worker?.terminate();
      worker = state = undefined;
      begun = isWanted = false;
    };

    /** Sends "train" or "step"; where there is nothing left to learn, a new network begins. */
    const go = (type) => {
      if (!begun || state?.epoch >= settings.epochs) begin(true);
      isWanted = type === "train";
      post({ type });
    };

    const changed = (names) => {
      view.settings(settings);
      // Of other settings, there is nothing to say.
      let sentence = "";
      presets.forEach((preset, place) => {
        const wanted = Object.entries({ ...lesson, ...preset.settings });
        const isChosen = wanted.every(([name, value]) => settings[name] === value);
        buttons[place].setAttribute("aria-pressed", isChosen);
        if (isChosen) sentence = preset.sentence;
      });
      part("look").textContent = sentence;
      const isLonger = String(names) === "epochs" && state?.epoch < settings.epochs;
      if (isLonger) post({ type: "epochs", epochs: settings.epochs });
      else if (worker) begin();
    };

    const form = settingsForm(part("body"), { settings, texts, id: `trainer-${index}`, changed });
    const unknown = form.take(location.search);
    if (unknown.length) {
      part("unknown").textContent = filled(texts.unknown, { names: unknown.join(", ") });
      part("settings").open = true;
    }

    presets.forEach((preset, place) =>
      buttons[place].addEventListener("click", () => form.set({ ...lesson, ...preset.settings })),
    );
    part("train").addEventListener("click", () => go("train"));
    part("pause").addEventListener("click", () => {
      isWanted = false;
      post({ type: "pause" });
    });
    part("step").addEventListener("click", () => go("step"));
    part("again").addEventListener("click", () => worker && begin());
    part("retry").addEventListener("click", () => {
      go("train");
      // The button is gone, and the focus would be with it.
      part("train").focus();
    });

    takeHome(figure, texts, {
      script: () => kerasScript(about, { ...settings, zeros: zeros() }),
      query: () => new URLSearchParams(settings),
    });

    drawnDigit(figure, texts, (drawn) => {
      image = drawn;
      post({ type: "read", image });
    });

    document.addEventListener("visibilitychange", () => {
      if (isWanted) post({ type: document.hidden ? "pause" : "train" });
    });
    // A page that is kept for the way back begins again there.
    addEventListener("pagehide", () => {
      stop();
      part("failed").hidden = true;
      view.forget();
      view.say(firstWords);
    });
    view.settings(settings);
  };

  document.querySelectorAll(".trainer").forEach((figure, index) => {
    // No page there can fetch.
    figure.hidden = location.protocol === "file:";
    if (figure.hidden) return;
    const isAble = "Worker" in window && "DecompressionStream" in window;
    figure.toggleAttribute("data-failed", !isAble);
    figure.querySelector(".trainer-needs").hidden = isAble;
    if (isAble) start(figure, index);
  });
}
