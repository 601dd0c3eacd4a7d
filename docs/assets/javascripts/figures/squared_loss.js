// A neuron with one input and no bias, and the loss (weight · input − target)², as Keras computes them: each result is
// rounded to 32 bits. Rounded to 64, some weights would differ from Keras' by more than a millionth after ten steps.
// Gives: squaredLoss

/** The loss at a weight, the slope there, by how much a step moves the weight, and the course that a rate leads to. */
function squaredLoss(input, target) {
  const { fround } = Math;
  const error = (weight) => fround(fround(weight * input) - target);
  const loss = (weight) => fround(error(weight) ** 2);
  const slope = (weight) => fround(2 * error(weight) * input);
  const move = (weight, rate) => fround(-fround(rate) * slope(weight));
  const step = (weight, rate) => fround(weight + move(weight, rate));
  // What each step multiplies the distance to the best weight by.
  const factor = (rate) => 1 - 2 * input ** 2 * rate;
  const course = (rate) => {
    const is = (value) => Math.abs(factor(rate) - value) < 1e-9;
    if (is(0)) return "arrives";
    if (is(-1)) return "oscillates";
    if (factor(rate) < -1) return "diverges";
    if (factor(rate) < 0) return "crosses";
    return factor(rate) > 0.9 ? "creeps" : "nears";
  };
  return { loss, slope, move, step, factor, course };
}
