// What a trainer shows of what its Worker tells: words, curves, tiles, misread digits, a table, and what is read.
// Needs: numberWriter, filled (numbers.js)
// Needs: hiddenUnits (keras_script.js)
// Needs: drawCurves (curves.js)
// Needs: tilePainter (tiles.js)
// Needs: misreadDigits (misread_digits.js)
// Needs: digitReading (digit_reading.js)
// Needs: writeText (write_text.js)
// Gives: trainerView

/** Functions that show the settings, a new network, and each of the Worker's messages, which have their names. */
function trainerView(figure, { texts, plot }) {
  // A screen reader is told of an epoch when it has had time for the one before.
  const MILLISECONDS_TO_SAY = 2000;
  const threePlaces = numberWriter({ minimumFractionDigits: 3, maximumFractionDigits: 3 });
  const short = numberWriter({ maximumSignificantDigits: 6 });
  const percent = numberWriter({ style: "percent", maximumFractionDigits: 0 });
  const rounded = (number) => (number === null ? "–" : threePlaces(number));
  const part = (name) => figure.querySelector(`.trainer-${name}`);
  const announce = (text) => writeText(document.getElementById("status"), text);
  let epochs = [];
  let most;
  // The newest state, until all of it is shown, and the one whose parts are being shown.
  let latest, shown;
  // The misread digits of the newest epoch, until they are shown.
  let misread;
  let said = 0;

  const say = (text) => writeText(part("words"), text);

  /** Keeps what changes at each batch apart from the page, which takes long to lay out; its height stays the same. */
  const setApart = (isApart) => {
    const box = part("shown");
    if (box.hasAttribute("data-live") === isApart) return;
    box.style.height = isApart ? `${box.getBoundingClientRect().height}px` : "";
    box.toggleAttribute("data-live", isApart);
  };
  // Another width needs another height.
  addEventListener("resize", () => setApart(false));

  const paintTiles = tilePainter(part("tiles canvas"));
  const showMisread = misreadDigits(figure, texts);
  const showReading = digitReading(figure, texts);

  const values = ({ epoch, loss, accuracy, valLoss, valAccuracy }) => ({
    epoch,
    loss: rounded(loss),
    accuracy: rounded(accuracy),
    val_loss: rounded(valLoss),
    val_accuracy: rounded(valAccuracy),
  });

  const draw = ({ epoch, batch, batches, loss, accuracy } = { batch: 0 }) => {
    const live = { epoch: epoch + batch / batches, loss, accuracy };
    const trained = [...epochs.slice(1), ...(batch ? [live] : [])];
    const losses = [...trained.map((each) => each.loss), ...epochs.map((each) => each.valLoss)];
    const top = [2.5, 5, 10].find((each) => losses.every((value) => value <= each)) ?? 10;
    const points = (list, name) => list.map((each) => [each.epoch, each[name]]);
    const chart = (name, valName, options) =>
      drawCurves(part(name), points(trained, name), points(epochs, valName), { plot, epochs: most, ...options });
    chart("loss", "valLoss", { top, written: short });
    chart("accuracy", "valAccuracy", { top: 1, written: percent });
  };

  const told = (state) => {
    const { running, epoch, batch } = state;
    if (!epoch && !batch) return texts.new;
    const known = epochs.at(-1);
    const now = batch
      ? filled(texts.running, { ...state, epoch: epoch + 1, loss: rounded(state.loss), accuracy: rounded(state.accuracy) })
      : filled(texts.epoch, values(known));
    if (running) return now;
    return `${epoch >= state.epochs ? texts.ended : texts.paused}${now}`;
  };

  // One part a frame, so that each stays short on a phone.
  const showCurves = () => {
    if (!latest) return;
    shown = latest;
    say(told(latest));
    draw(latest);
    requestAnimationFrame(showNetwork);
  };

  const showNetwork = () => {
    if (!latest) return;
    paintTiles(latest.tiles, latest.tiles.length > 784 * 10 ? 8 : 5);
    showReading(latest, epochs.length > 1);
    if (misread) requestAnimationFrame(showMistakes);
    else rest();
  };

  const showMistakes = () => {
    if (misread) showMisread(misread);
    misread = undefined;
    rest();
  };

  const rest = () => {
    // Another state may have come since.
    if (latest !== shown) return requestAnimationFrame(showCurves);
    if (!shown.running) setApart(false);
    latest = undefined;
  };

  const forget = () => {
    latest = misread = undefined;
    epochs = [];
    figure.querySelector("tbody").replaceChildren();
    draw();
  };

  return {
    say,

    settings(settings) {
      part("summary").textContent = filled(texts.summary, {
        ...settings,
        layers: [784, ...hiddenUnits(settings), 10].join("-"),
        optimizer: figure.querySelector("[name=optimizer]").selectedOptions[0].text,
        learning_rate: short(settings.learning_rate),
        digits: short(settings.digits),
      });
      most = settings.epochs;
      draw();
    },

    begin() {
      forget();
      setApart(false);
      say(texts.loading);
    },

    epoch(message) {
      if (!message.epoch) forget();
      epochs.push(message);
      misread = message.wrong;
      const row = figure.querySelector("tbody").insertRow();
      for (const value of Object.values(values(message))) row.insertCell().textContent = value;
      if (message.epoch && performance.now() - said > MILLISECONDS_TO_SAY) {
        said = performance.now();
        announce(filled(texts.epoch, values(message)));
      }
    },

    state(message) {
      if (message.running) setApart(true);
      if (!latest) requestAnimationFrame(showCurves);
      latest = message;
      if (!message.running && (message.epoch || message.batch)) announce(told(message));
    },

    broken({ epoch, batch }) {
      latest = undefined;
      setApart(false);
      say(filled(texts.broken, { epoch: epoch + 1, batch }));
      announce(part("words").textContent);
    },
  };
}
