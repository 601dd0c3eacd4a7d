// The arithmetic of a convolution.
// Gives: convolved, featureMap

/**
 * The sums of the products of a kernel with each part of an image that it fits on, row by row.
 *
 * Both are given row by row: the image `width` pixels wide, the kernel as wide as it is high.
 */
function convolved(image, width, kernel) {
  const side = Math.sqrt(kernel.length);
  const across = width - side + 1;
  const down = image.length / width - side + 1;
  return Array.from({ length: across * down }, (_, at) => {
    const first = width * Math.floor(at / across) + (at % across);
    const pixel = (index) => image[first + width * Math.floor(index / side) + (index % side)];
    const sum = kernel.reduce((before, weight, index) => before + weight * pixel(index), 0);
    // Where the products cancel out, rounding leaves a little.
    return Math.abs(sum) < 1e-9 ? 0 : sum;
  });
}

/** The numbers that a layer makes of such sums: with the bias, and without what is below 0 where ReLU follows. */
function featureMap(sums, bias, hasRelu) {
  return sums.map((sum) => (hasRelu ? Math.max(0, sum + bias) : sum + bias));
}
