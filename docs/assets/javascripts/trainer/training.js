// Trains a network batch by batch, as Keras' `fit` does: a new order in each epoch, and a last batch of what is left.
// Needs: shuffled (random.js)
// Needs: outputsOf, lossOf, setSlopes, rowsOf (dense_network.js)
// Needs: newOptimizer (optimizers.js)
// Gives: newTraining, evaluate

/** A function that trains on one batch at each call; digits are pairs of an `image` and its `label`. */
function newTraining(network, digits, { optimizer, learningRate, batchSize }, random) {
  const descend = newOptimizer(optimizer, learningRate, network);
  let order = [];
  let done = 0;
  let loss, right;

  /** The batch's mean loss; the epoch's mean loss and accuracy so far; and whether that was the epoch's last batch. */
  return () => {
    if (done === order.length) {
      order = shuffled(digits, random);
      done = loss = right = 0;
    }
    const batch = order.slice(done, done + batchSize);
    const { outputs, ...judged } = judge(network, batch);
    setSlopes(
      network,
      outputs,
      batch.map(({ label }) => label),
    );
    descend();
    done += batch.length;
    loss += judged.loss;
    right += batch.length - judged.wrong.length;
    const batchLoss = judged.loss / batch.length;
    return { batchLoss, loss: loss / done, accuracy: right / done, ended: done === order.length };
  };
}

/** The mean loss and the accuracy on digits, and those that are read wrongly, with the digit `read`. */
function evaluate(network, digits) {
  const { loss, wrong } = judge(network, digits);
  return { loss: loss / digits.length, accuracy: 1 - wrong.length / digits.length, wrong };
}

/** The sum of the losses on digits, those that are read wrongly, and the outputs of each layer. */
function judge(network, digits) {
  const images = new Float32Array(digits.length * network[0].inputs);
  digits.forEach(({ image }, number) => images.set(image, number * image.length));
  const outputs = outputsOf(network, images);
  let loss = 0;
  const wrong = [];
  rowsOf(outputs.at(-1), digits.length).forEach((scores, number) => {
    const { label, image } = digits[number];
    loss += lossOf(scores, label);
    const read = scores.indexOf(Math.max(...scores));
    if (read !== label) wrong.push({ label, read, image });
  });
  return { loss, wrong, outputs };
}
