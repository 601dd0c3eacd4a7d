// What a trainer shows of what its Worker tells: words, curves, tiles, misread digits, a table, and what is read.
// Needs: numberWriter, filled (numbers.js)
// Needs: hiddenUnits (keras_script.js)
// Needs: drawCurves (curves.js)
// Needs: tilePainter (tiles.js)
// Needs: misreadDigits (misread_digits.js)
// Needs: digitReading (digit_reading.js)
// Needs: frameByFrame (frame_by_frame.js)
// Needs: boxApart (apart.js)
// Needs: writeText (write_text.js)
// Gives: trainerView

/** Functions that show the settings, a new network, and each of the Worker's messages, which have their names. */
function trainerView(figure, { texts, plot, optimizers }) {
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
  // The words of the newest state, and whether the network is trained as soon as it is there.
  let words, isToTrain;
  // The misread digits of the newest epoch, until they are shown.
  let misread;
  let said = 0;

  const say = (text) => writeText(part("words"), text);
  const setApart = boxApart(part("shown"));
  const paintTiles = tilePainter(part("tiles canvas"));
  const misreadList = misreadDigits(figure, texts);
  const showReading = digitReading(figure, texts, percent);

  const values = ({ epoch, loss, accuracy, valLoss, valAccuracy }) => ({
    epoch,
    loss: rounded(loss),
    accuracy: rounded(accuracy),
    val_loss: rounded(valLoss),
    val_accuracy: rounded(valAccuracy),
  });

  /** Functions that draw a chart each, of all epochs and of the one that is under way. */
  const charts = ({ epoch, batch, batches, loss, accuracy } = { batch: 0 }) => {
    const live = { epoch: epoch + batch / batches, loss, accuracy };
    const trained = [...epochs.slice(1), ...(batch ? [live] : [])];
    const losses = [...trained.map((each) => each.loss), ...epochs.map((each) => each.valLoss)];
    const top = [2.5, 5, 10].find((each) => losses.every((value) => value <= each)) ?? 10;
    // There may have been more before the reader asked for fewer.
    const right = Math.max(most, Math.ceil(trained.at(-1)?.epoch ?? 0));
    const points = (list, name) => list.map((each) => [each.epoch, each[name]]);
    const chart = (name, valName, options) => () =>
      drawCurves(part(name), points(trained, name), points(epochs, valName), { plot, epochs: right, ...options });
    return [
      chart("loss", "valLoss", { top, written: short }),
      chart("accuracy", "valAccuracy", { top: 1, written: percent }),
    ];
  };
  const draw = () => charts().forEach((drawChart) => drawChart());

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

  const partsOf = (state) => {
    const parts = [
      () => say(words),
      ...charts(state),
      () => paintTiles(state.tiles, state.tiles.length > 784 * 10 ? 8 : 5),
      () => showReading(state, epochs.length > 1),
      ...(misread ? misreadList.partsOf(misread) : []),
    ];
    misread = undefined;
    return parts;
  };
  const states = frameByFrame(partsOf, ({ running }) => running || setApart(false));

  const stop = () => {
    states.stop();
    setApart(false);
    showReading({ probabilities: null, running: false }, false);
  };

  const forget = () => {
    stop();
    announce("");
    epochs = [];
    words = misread = undefined;
    figure.querySelector("tbody").replaceChildren();
    draw();
    paintTiles(new Float32Array(784));
    misreadList.forget();
  };

  return {
    say,

    settings(settings) {
      part("summary").textContent = filled(texts.summary, {
        ...settings,
        layers: [784, ...hiddenUnits(settings), 10].join("-"),
        optimizer: optimizers[settings.optimizer],
        learning_rate: short(settings.learning_rate),
        digits: short(settings.digits),
      });
      most = settings.epochs;
      draw();
    },

    forget,

    begin(toTrain) {
      forget();
      say(texts.loading);
      isToTrain = toTrain;
      if (isToTrain) announce(texts.loading);
    },

    epoch(message) {
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
      const { running, epoch, batch } = message;
      if (running) setApart(true);
      // A drawing, too, is answered with a state, which has nothing else to say.
      const before = words;
      words = told(message);
      if (words !== before && !running && (epoch || batch || !isToTrain)) announce(words);
      states.show(message);
    },

    broken({ epoch, batch }) {
      stop();
      say(filled(texts.broken, { epoch: epoch + 1, batch }));
      announce(part("words").textContent);
    },
  };
}
