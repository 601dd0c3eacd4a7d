// Trains in a Worker, so that the page stays quick.
// Needs: softmax (probabilities.js)
// Needs: randomNumbers (random.js)
// Needs: newNetwork, outputsOf (dense_network.js)
// Needs: loadDigits (packed_digits.js)
// Needs: newTraining, evaluate (training.js)
{
  const BEFORE_AN_EPOCH = { batch: 0, loss: null, accuracy: null };
  let digits, network, state;
  // The weights that are shown, before the first batch.
  let first;
  // Undefined without digits, and once the loss is no finite number.
  let step;
  let image = null;
  // Of the network; each answer has it, since the page may have asked for another by then.
  let number;
  let timer;
  // When the next batch may begin, and when the last state was told.
  let due, told;
  let handled = Promise.resolve();

  const handlers = {
    begin: async ({ number: asked, address, settings }) => {
      clearTimeout(timer);
      number = asked;
      state = step = undefined;
      try {
        if (digits?.address !== address) digits = { address, ...(await loadDigits(address)) };
      } catch {
        answer({ type: "unloaded" });
        return;
      }
      begin(settings);
      tellEpoch(evaluate(network, digits.validation));
      tellState();
    },
    train: () => {
      if (!canTrain() || state.running) return;
      state.running = true;
      due = performance.now();
      told = -Infinity;
      trainForAWhile();
    },
    pause: () => {
      if (!state?.running) return;
      rest();
      tellState();
    },
    step: () => {
      if (!canTrain()) return;
      rest();
      trainOneBatch();
      if (step) tellState();
    },
    epochs: ({ epochs }) => {
      if (!state) return;
      // The epoch under way is completed.
      state.epochs = Math.max(epochs, state.epoch + Math.ceil(state.batch / state.batches));
      if (!canTrain()) rest();
      tellState();
    },
    read: (message) => {
      image = message.image;
      if (state && !state.running) tellState();
    },
  };

  // A message that comes while `begin` loads the digits waits for it.
  addEventListener("message", ({ data }) => {
    // The page hears of an error by reportError alone, and what comes after it is still handled.
    handled = handled.then(() => handlers[data.type](data)).catch(reportError);
  });

  function begin(settings) {
    const { hidden, activation, zeros, seed, epochs, batchSize } = settings;
    const random = randomNumbers(seed);
    // The middle of what might be drawn is 0.
    network = newNetwork([784, ...hidden, 10], activation, zeros ? () => 0.5 : random);
    first = shownWeights();
    const train = digits.train.slice(0, settings.digits);
    step = newTraining(network, train, settings, random);
    const batches = Math.ceil(train.length / batchSize);
    state = { running: false, epoch: 0, epochs, batches, ...BEFORE_AN_EPOCH };
  }

  const canTrain = () => step && state.epoch < state.epochs;

  function rest() {
    clearTimeout(timer);
    state.running = false;
  }

  function trainForAWhile() {
    let now = performance.now();
    // Quick batches don't make up for what was slow long ago.
    due = Math.max(due, now - 33);
    // With the last batch at most about 33 ms: then a message may be heard.
    const end = now + 20;
    do {
      trainOneBatch();
      // Slow enough to watch.
      due += Math.min(15, 250 / state.batches);
      now = performance.now();
    } while (canTrain() && now >= due && now < end);
    if (canTrain()) timer = setTimeout(trainForAWhile, due - now);
    else rest();
    if (step && (!state.running || now > told + 33)) tellState();
  }

  function trainOneBatch() {
    const { batchLoss, loss, accuracy, ended } = step();
    Object.assign(state, { batch: state.batch + 1, loss, accuracy });
    const validated = ended ? evaluate(network, digits.validation) : { loss: 0 };
    // The last batch may break the weights though its own loss was finite.
    if (!Number.isFinite(batchLoss + validated.loss)) {
      step = undefined;
      answer({ type: "broken", epoch: state.epoch, batch: state.batch });
    } else if (ended) {
      state.epoch++;
      tellEpoch(validated);
      Object.assign(state, BEFORE_AN_EPOCH);
    }
  }

  function answer(message, moved) {
    postMessage({ number, ...message }, moved);
  }

  function tellEpoch({ loss: valLoss, accuracy: valAccuracy, wrong }) {
    const { epoch, loss, accuracy } = state;
    const misread = { count: wrong.length, total: digits.validation.length, digits: wrong.slice(0, 12) };
    answer({ type: "epoch", epoch, loss, accuracy, valLoss, valAccuracy, wrong: misread });
  }

  /** The weights of the first neurons of the first layer, neuron by neuron. */
  function shownWeights() {
    const { kernel, bias } = network[0];
    const length = Math.min(bias.length, 32) * 784;
    return Float32Array.from({ length }, (_, at) => kernel[(at % 784) * bias.length + Math.floor(at / 784)]);
  }

  function tellState() {
    // What was learned; the weights that a network begins with would hide it, as noise.
    const tiles = shownWeights().map((weight, at) => weight - first[at]);
    const read = image && step ? [...softmax(outputsOf(network, image).at(-1))] : [];
    // The weights may be no numbers any more though the last loss was one.
    const probabilities = read.length && read.every(Number.isFinite) ? read : null;
    answer({ type: "state", ...state, tiles, probabilities }, [tiles.buffer]);
    told = performance.now();
  }
}
