// Takes steps down the slopes of a network, as Keras' optimizers do with their default settings.
// Gives: newOptimizer

/** A function that takes a step. */
function newOptimizer(name, rate, network) {
  const optimizer = { sgd, adam }[name];
  const steps = network.map(({ weights, slopes }) => optimizer(rate, weights, slopes));
  return () => steps.forEach((step) => step());
}

function sgd(rate, weights, slopes) {
  return () => {
    for (let at = 0; at < weights.length; at++) weights[at] -= rate * slopes[at];
  };
}

// Kingma and Ba, 2015; as in Keras, epsilon is outside the corrections.
function adam(rate, weights, slopes) {
  const means = new Float32Array(weights.length);
  const squares = new Float32Array(weights.length);
  let steps = 0;
  return () => {
    steps++;
    const corrected = (rate * Math.sqrt(1 - 0.999 ** steps)) / (1 - 0.9 ** steps);
    for (let at = 0; at < weights.length; at++) {
      const slope = slopes[at];
      means[at] += 0.1 * (slope - means[at]);
      squares[at] += 0.001 * (slope * slope - squares[at]);
      weights[at] -= (corrected * means[at]) / (Math.sqrt(squares[at]) + 1e-7);
    }
  };
}
