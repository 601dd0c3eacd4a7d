// Trains the network of a trainer in a Worker, so that the page stays quick, and tells the page of the progress.
// Needs: softmax (probabilities.js)
// Needs: randomNumbers (random.js)
// Needs: newNetwork, outputsOf, transposed (dense_network.js)
// Needs: loadDigits (packed_digits.js)
// Needs: newTraining, evaluate (training.js)
{
  // Milliseconds until the next message is listened to, and from one state to the next.
  const CHUNK = 33;

  let digits, network, state;
  // The weights that are shown, before the first batch.
  let first;
  // Trains on one batch; undefined where there are no digits, or the loss is no finite number.
  let step;
  let image = null;
  let timer;
  // When the next batch may be trained, and when the last state was told.
  let due, told;
  let handled = Promise.resolve();

  const handlers = {
    begin: async ({ address, settings }) => {
      clearTimeout(timer);
      state = step = undefined;
      try {
        if (digits?.address !== address) digits = { address, ...(await loadDigits(address)) };
      } catch {
        postMessage({ type: "unloaded" });
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
      told = -CHUNK;
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
      if (state) state.epochs = epochs;
      if (!canTrain()) handlers.pause();
    },
    read: (message) => {
      image = message.image;
      if (state && !state.running) tellState();
    },
  };

  // A message that comes while `begin` loads the digits waits for it.
  addEventListener("message", ({ data }) => (handled = handled.then(() => handlers[data.type](data))));

  function begin(settings) {
    const { hidden, activation, zeros, seed, epochs, batchSize } = settings;
    const random = randomNumbers(seed);
    // The middle of what might be drawn is 0.
    network = newNetwork([784, ...hidden, 10], activation, zeros ? () => 0.5 : random);
    first = shownWeights();
    const train = digits.train.slice(0, settings.digits);
    step = newTraining(network, train, settings, random);
    const batches = Math.ceil(train.length / batchSize);
    state = { running: false, epoch: 0, epochs, batch: 0, batches, loss: null, accuracy: null };
  }

  const canTrain = () => step && state.epoch < state.epochs;

  function rest() {
    clearTimeout(timer);
    state.running = false;
  }

  function trainForAWhile() {
    const start = performance.now();
    // The time that a slow batch loses isn't made up for by many quick ones.
    due = Math.max(due, start - CHUNK);
    let now = start;
    let taken;
    do {
      trainOneBatch();
      // Slow enough for one to watch.
      due += Math.min(15, 250 / state.batches);
      taken = performance.now() - now;
      now += taken;
    } while (canTrain() && due <= now && now + taken <= start + CHUNK);
    if (canTrain()) timer = setTimeout(trainForAWhile, due - now);
    else rest();
    if (step && (!state.running || now - told >= CHUNK)) tellState();
  }

  function trainOneBatch() {
    const { batchLoss, loss, accuracy, ended } = step();
    Object.assign(state, { batch: state.batch + 1, loss, accuracy });
    const validated = ended ? evaluate(network, digits.validation) : { loss: 0 };
    // The last batch of an epoch may break the weights though its own loss, before that, was finite.
    if (!Number.isFinite(batchLoss + validated.loss)) {
      step = undefined;
      postMessage({ type: "broken", epoch: state.epoch, batch: state.batch });
    } else if (ended) {
      state.epoch++;
      tellEpoch(validated);
      Object.assign(state, { batch: 0, loss: null, accuracy: null });
    }
  }

  function tellEpoch({ loss: valLoss, accuracy: valAccuracy, wrong }) {
    const { epoch, loss, accuracy } = state;
    const misread = { count: wrong.length, digits: wrong.slice(0, 12) };
    postMessage({ type: "epoch", epoch, loss, accuracy, valLoss, valAccuracy, wrong: misread });
  }

  /** The weights of the first neurons of the first layer, neuron by neuron. */
  function shownWeights() {
    const { kernel, bias } = network[0];
    return transposed(kernel, bias.length).slice(0, 32 * 784);
  }

  function tellState() {
    // What was learned; the weights that a network begins with would hide it, as noise.
    const tiles = shownWeights().map((weight, at) => weight - first[at]);
    const probabilities = image && step ? [...softmax(outputsOf(network, image).at(-1))] : null;
    postMessage({ type: "state", ...state, tiles, probabilities }, [tiles.buffer]);
    told = performance.now();
  }
}
