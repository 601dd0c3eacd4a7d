// From scores to probabilities.
// Gives: softmax

/** The probabilities that softmax makes of scores. */
function softmax(scores) {
  // The power of a large score would be infinite.
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((one, other) => one + other);
  return powers.map((power) => power / total);
}
