// Takes steps down the slopes of a network, as the optimizers of Keras do, with their default settings.
// Gives: newOptimizer

/** A function that takes a step of the optimizer `name` down the slopes that the network has then. */
function newOptimizer(name, rate, network) {
  const newDescent = { sgd: newSgd, adam: newAdam }[name];
  const descents = network.flatMap(({ kernel, kernelSlopes, bias, biasSlopes }) => [
    newDescent(rate, kernel, kernelSlopes),
    newDescent(rate, bias, biasSlopes),
  ]);
  return () => descents.forEach((descend) => descend());
}

function newSgd(rate, parameters, slopes) {
  return () => {
    for (let at = 0; at < parameters.length; at++) parameters[at] -= rate * slopes[at];
  };
}

/** Kingma and Ba, 2015; as in Keras, epsilon is outside the corrections. */
function newAdam(rate, parameters, slopes) {
  const means = new Float32Array(parameters.length);
  const squares = new Float32Array(parameters.length);
  let steps = 0;
  return () => {
    steps++;
    const corrected = (rate * Math.sqrt(1 - 0.999 ** steps)) / (1 - 0.9 ** steps);
    for (let at = 0; at < parameters.length; at++) {
      const slope = slopes[at];
      means[at] += 0.1 * (slope - means[at]);
      squares[at] += 0.001 * (slope * slope - squares[at]);
      parameters[at] -= (corrected * means[at]) / (Math.sqrt(squares[at]) + 1e-7);
    }
  };
}
