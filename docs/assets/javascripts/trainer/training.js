// Trains a network batch by batch, as Keras' `fit` does.
// Needs: shuffled (random.js)
// Needs: outputsOf, lossOf, setSlopes, rowsOf (dense_network.js)
// Needs: newOptimizer (optimizers.js)
// Gives: newTraining, evaluate

/** A function that trains on one batch at each call; digits are pairs of an `image` and its `label`. */
function newTraining(network, digits, { optimizer, learningRate, batchSize }, random) {
  const descend = newOptimizer(optimizer, learningRate, network);
  // The same in each epoch: so it is in Keras 3.15 on TensorFlow after set_random_seed, with which copied scripts begin.
  const order = shuffled(digits, random);
  let done = order.length;
  let loss, right;

  /** The batch's mean loss; the epoch's mean loss and accuracy so far; and whether the epoch has ended. */
  return () => {
    if (done === order.length) {
      done = loss = right = 0;
    }
    const batch = order.slice(done, done + batchSize);
    const judged = evaluate(network, batch);
    setSlopes(network, judged.outputs, batch);
    descend();
    done += batch.length;
    loss += batch.length * judged.loss;
    right += batch.length - judged.wrong.length;
    return { batchLoss: judged.loss, loss: loss / done, accuracy: right / done, ended: done === order.length };
  };
}

/** The mean loss and the accuracy on digits, those that are read wrongly, and the outputs of all layers. */
function evaluate(network, digits) {
  const images = new Float32Array(digits.length * 784);
  digits.forEach(({ image }, number) => images.set(image, number * 784));
  const outputs = outputsOf(network, images);
  const scores = rowsOf(outputs.at(-1), digits.length);
  const wrong = digits
    .map(({ label, image }, number) => ({ label, read: scores[number].indexOf(Math.max(...scores[number])), image }))
    .filter(({ label, read }) => read !== label);
  const loss = digits.reduce((sum, { label }, number) => sum + lossOf(scores[number], label), 0) / digits.length;
  return { loss, accuracy: 1 - wrong.length / digits.length, wrong, outputs };
}
