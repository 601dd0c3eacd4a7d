// The arithmetic of one neuron.
// Gives: neuronSums

/** `added` and `taken` are the sums of the products above and below 0. */
function neuronSums({ kernel, scale, bias }, neuron, inputs) {
  const weights = inputs.map((_, at) => kernel[at * bias.length + neuron] * scale[neuron]);
  const products = weights.map((weight, at) => weight * inputs[at]);
  const sum = (part) => products.reduce((total, product) => total + part(product, 0), 0);
  return { weights, products, added: sum(Math.max), taken: sum(Math.min), bias: bias[neuron] };
}
