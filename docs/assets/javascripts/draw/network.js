// Runs a trained network in the browser: each layer is a loop. weights.js reads the network.
// Needs: softmax (probabilities.js)
// Gives: layerOutputs

/**
 * What each layer gives out for an image of 28×28 numbers; the last, the probabilities of the ten digits.
 *
 * The numbers are from 0 to 1, or, for a network that rescales them itself, from 0 to 255.
 * It has `values`, and where they are maps, the `side` of each: row by row, and at each place all maps.
 */
function layerOutputs(network, image) {
  const run = { Rescaling: rescaling, Dense: dense, Conv2D: convolution, MaxPooling2D: pooling };
  // Flatten and Reshape leave the numbers in their order: row by row, and at each place all channels.
  const identity = (_, data) => data;
  let data = { values: image, side: 28 };
  return network.map((layer) => (data = (run[layer.layer] ?? identity)(layer, data)));
}

function rescaling({ scale }, { values, side }) {
  return { values: values.map((value) => scale * value), side };
}

function dense(layer, { values }) {
  const { kernel, bias } = layer;
  const sums = new Float32Array(bias.length);
  for (let input = 0, at = 0; input < values.length; input++, at += sums.length) {
    const value = values[input];
    // To skip the zeros, of blank paper and of relu, saves half of the work.
    if (value) for (let output = 0; output < sums.length; output++) sums[output] += value * kernel[at + output];
  }
  return { values: activated(layer, sums) };
}

function convolution(layer, { values, side }) {
  const { kernel, shape } = layer;
  const [size, , inputs, outputs] = shape;
  const newSide = side - size + 1;
  const sums = new Float32Array(newSide * newSide * outputs);
  for (let row = 0, to = 0; row < newSide; row++)
    for (let column = 0; column < newSide; column++, to += outputs)
      for (let place = 0, at = 0; place < size * size; place++) {
        const from = ((row + Math.floor(place / size)) * side + column + (place % size)) * inputs;
        for (let input = 0; input < inputs; input++, at += outputs) {
          const value = values[from + input];
          if (value) for (let output = 0; output < outputs; output++) sums[to + output] += value * kernel[at + output];
        }
      }
  return { values: activated(layer, sums), side: newSide };
}

/** The largest of each square of 2×2; an odd last row or column is left out, as Keras does. */
function pooling(_, { values, side }) {
  const channels = values.length / side ** 2;
  const newSide = Math.floor(side / 2);
  const largest = new Float32Array(newSide ** 2 * channels);
  for (let row = 0, to = 0; row < newSide; row++)
    for (let column = 0; column < newSide; column++)
      for (let channel = 0; channel < channels; channel++, to++) {
        const at = (2 * row * side + 2 * column) * channels + channel;
        const below = at + side * channels;
        largest[to] = Math.max(values[at], values[at + channels], values[below], values[below + channels]);
      }
  return { values: largest, side: newSide };
}

/** The layer's outputs: the sums of whole numbers, each scaled, plus the bias, then the activation. Changes `sums`. */
function activated({ activation, scale, bias }, sums) {
  for (let at = 0; at < sums.length; at += scale.length)
    for (let output = 0; output < scale.length; output++) {
      const value = sums[at + output] * scale[output] + bias[output];
      sums[at + output] = activation === "relu" ? Math.max(0, value) : value;
    }
  return activation === "softmax" ? softmax(sums) : sums;
}
