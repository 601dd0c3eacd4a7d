// A network of Dense layers that ends in scores for softmax. A matrix is a Float32Array, row by row.
// Needs: softmax (probabilities.js)
// Gives: newNetwork, outputsOf, lossOf, setSlopes, rowsOf

/** Layers from `sizes[0]` inputs to `sizes.at(-1)` scores, as Keras' GlorotUniform draws their kernels. */
function newNetwork(sizes, activation, random) {
  return sizes.slice(1).map((width, index) => {
    const inputs = sizes[index];
    const limit = Math.sqrt(6 / (inputs + width));
    const kernel = Float32Array.from({ length: inputs * width }, () => limit * (2 * random() - 1));
    const weights = new Float32Array((inputs + 1) * width);
    weights.set(kernel);
    return {
      inputs,
      weights,
      kernel: weights.subarray(0, kernel.length),
      bias: weights.subarray(kernel.length),
      slopes: new Float32Array(weights.length),
      // Softmax is a part of the loss.
      activation: activationOf(index < sizes.length - 2 ? activation : "linear"),
    };
  });
}

function activationOf(name) {
  return {
    linear: { apply: (sum) => sum },
    relu: { apply: (sum) => Math.max(0, sum), slope: (output) => (output > 0 ? 1 : 0) },
    sigmoid: { apply: (sum) => 1 / (1 + Math.exp(-sum)), slope: (output) => output * (1 - output) },
    tanh: { apply: Math.tanh, slope: (output) => 1 - output * output },
  }[name];
}

/** Matrices with a row for each image: the images themselves, the outputs of each layer, at last the scores. */
function outputsOf(network, images) {
  const all = [images];
  for (const { inputs, activation, kernel, bias } of network) {
    const values = all.at(-1);
    const outputs = new Float32Array((values.length / inputs) * bias.length);
    for (let start = 0; start < outputs.length; start += bias.length) outputs.set(bias, start);
    addProduct(outputs, values, kernel, inputs, bias.length);
    all.push(outputs.map(activation.apply));
  }
  return all;
}

/** −ln of the label's probability. */
function lossOf(scores, label) {
  const largest = Math.max(...scores);
  const sum = scores.reduce((total, score) => total + Math.exp(score - largest), 0);
  return Math.log(sum) - (scores[label] - largest);
}

/** Sets the slopes of each layer to those of a batch's mean loss, from the batch's `outputsOf`. */
function setSlopes(network, outputs, batch) {
  let errors = outputs.at(-1).slice();
  rowsOf(errors, batch.length).forEach((row, number) => {
    row.set(softmax(row));
    row[batch[number].label] -= 1;
  });
  errors = errors.map((error) => error / batch.length);
  for (let index = network.length - 1; index >= 0; index--) {
    const { inputs, kernel, bias, slopes } = network[index];
    const values = outputs[index];
    slopes.fill(0);
    addProduct(slopes, transposed(values, inputs), errors, batch.length, bias.length);
    // Those of the bias come after those of the kernel.
    errors.forEach((error, at) => (slopes[kernel.length + (at % bias.length)] += error));
    if (index === 0) return;
    const below = new Float32Array(values.length);
    addProduct(below, errors, transposed(kernel, bias.length), bias.length, inputs);
    const { slope } = network[index - 1].activation;
    errors = below.map((sum, at) => sum * slope(values[at]));
  }
}

/** Adds the product of the matrices `left` and `right` to `target`; training spends nearly all its time here. */
function addProduct(target, left, right, inner, columns) {
  const starts = new Int32Array(inner + 7);
  const factors = new Float32Array(inner + 7);
  for (let from = 0, to = 0; from < left.length; to += columns) {
    // Most pixels are paper, and many neurons are silent.
    let count = 0;
    for (let row = 0; row < inner; row++, from++) {
      if (left[from] === 0) continue;
      starts[count] = row * columns;
      factors[count++] = left[from];
    }
    factors.fill(0, count);
    // Eight rows at once, since to read and to write the target takes longer than to multiply.
    for (let row = 0; row < count; row += 8) {
      const [a, b, c, d] = [factors[row], factors[row + 1], factors[row + 2], factors[row + 3]];
      const [e, f, g, h] = [factors[row + 4], factors[row + 5], factors[row + 6], factors[row + 7]];
      const [i, j, k, l] = [starts[row], starts[row + 1], starts[row + 2], starts[row + 3]];
      const [m, n, o, p] = [starts[row + 4], starts[row + 5], starts[row + 6], starts[row + 7]];
      for (let at = 0; at < columns; at++)
        target[to + at] +=
          a * right[i + at] +
          b * right[j + at] +
          c * right[k + at] +
          d * right[l + at] +
          (e * right[m + at] + f * right[n + at] + g * right[o + at] + h * right[p + at]);
    }
  }
}

/** The rows of a matrix. */
function rowsOf(matrix, count) {
  const width = matrix.length / count;
  return Array.from({ length: count }, (_, row) => matrix.subarray(row * width, (row + 1) * width));
}

function transposed(matrix, columns) {
  const turned = new Float32Array(matrix.length);
  const rows = matrix.length / columns;
  for (let row = 0, from = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) turned[column * rows + row] = matrix[from++];
  return turned;
}
