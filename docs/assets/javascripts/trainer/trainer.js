// A network that the reader trains in a Worker. docs/plugins/fences/trainer.py makes the elements; worker.js trains.
// Needs: filled (numbers.js)
// Needs: trainerView (trainer_view.js)
// Needs: settingsForm (settings_form.js)
// Needs: kerasScript, hiddenUnits (keras_script.js)
// Needs: takeHome (take_home.js)
// Needs: drawnDigit (drawn_digit.js)
{
  const start = (figure, number) => {
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
    // Whether there is a network, or will be as soon as the digits are there.
    let begun = false;
    // Whether what the Worker tells is not yet of it.
    let isNew = false;
    let state;
    let image = null;
    // Whether a training waits until the page is seen again.
    let waits = false;

    const post = (message) => worker?.postMessage(message);

    const fail = () => {
      begun = false;
      part("failed").hidden = false;
      view.say("");
    };

    const receive = ({ data }) => {
      if (data.type === "unloaded") return fail();
      // What was under way is of the network before.
      if (data.type === "epoch" && data.epoch === 0) isNew = false;
      if (isNew) return;
      if (data.type === "state") state = data;
      view[data.type](data);
      if (data.type !== "broken") return;
      // All that it could tell from now on is no number.
      isNew = true;
      begun = false;
      state = undefined;
    };

    const begin = () => {
      if (!worker) {
        worker = new Worker(part("body").dataset.worker);
        worker.onmessage = receive;
        worker.onerror = () => {
          stop();
          fail();
        };
      }
      state = undefined;
      begun = isNew = true;
      part("failed").hidden = true;
      view.begin();
      const { activation, optimizer, learning_rate, batch_size, epochs, digits, seed } = settings;
      const ofTraining = { learningRate: learning_rate, batchSize: batch_size, epochs, digits, seed };
      post({
        type: "begin",
        address: new URL(part("body").dataset.digits, location.href).href,
        settings: { hidden: hiddenUnits(settings), zeros: zeros(), activation, optimizer, ...ofTraining },
      });
      post({ type: "read", image });
    };

    const stop = () => {
      worker?.terminate();
      worker = undefined;
      begun = false;
    };

    /** Sends "train" or "step"; where there is nothing left to learn, a new network begins. */
    const go = (type) => {
      if (!begun || state?.epoch >= settings.epochs) begin();
      post({ type });
    };

    const changed = (names) => {
      view.settings(settings);
      // Of other settings, there is nothing to say.
      let sentence = "";
      buttons.forEach((button, index) => {
        const wanted = Object.entries({ ...lesson, ...presets[index].settings });
        const isChosen = wanted.every(([name, value]) => settings[name] === value);
        button.setAttribute("aria-pressed", isChosen);
        if (isChosen) sentence = presets[index].sentence;
      });
      part("look").textContent = sentence;
      const isLonger = String(names) === "epochs" && state?.epoch < settings.epochs;
      if (isLonger) post({ type: "epochs", epochs: settings.epochs });
      else if (worker) begin();
    };

    const form = settingsForm(part("body"), { settings, texts, id: `trainer-${number}`, changed });
    const unknown = form.take(location.search);
    if (unknown.length) {
      part("unknown").textContent = filled(texts.unknown, { names: unknown.join(", ") });
      part("settings").open = true;
    }

    buttons.forEach((button, index) =>
      button.addEventListener("click", () => form.set({ ...lesson, ...presets[index].settings })),
    );
    part("train").addEventListener("click", () => state?.running || go("train"));
    part("pause").addEventListener("click", () => post({ type: "pause" }));
    part("step").addEventListener("click", () => go("step"));
    part("again").addEventListener("click", () => worker && begin());
    part("retry").addEventListener("click", () => {
      go("train");
      // The button is gone, and the focus would be with it.
      part("train").focus();
    });

    takeHome(figure, texts, {
      script: () => kerasScript(about.code, { ...settings, zeros: zeros() }),
      query: () => new URLSearchParams(settings),
    });

    drawnDigit(figure, texts, (drawn) => {
      image = drawn;
      post({ type: "read", image });
    });

    document.addEventListener("visibilitychange", () => {
      if (document.hidden && state?.running) {
        waits = true;
        post({ type: "pause" });
      } else if (!document.hidden && waits) {
        waits = false;
        post({ type: "train" });
      }
    });
    // A page that is kept for the way back begins again there.
    addEventListener("pagehide", () => {
      stop();
      state = undefined;
      view.begin();
      view.say(firstWords);
    });
    view.settings(settings);
  };

  document.querySelectorAll(".trainer").forEach((figure, number) => {
    // No page there can fetch.
    figure.hidden = location.protocol === "file:";
    if (figure.hidden) return;
    const isAble = "Worker" in window && "DecompressionStream" in window;
    figure.toggleAttribute("data-failed", !isAble);
    figure.querySelector(".trainer-needs").hidden = isAble;
    if (isAble) start(figure, number);
  });
}
