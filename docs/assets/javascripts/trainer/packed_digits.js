// Reads the file of `python -m examples digits`. In gzip: how many digits are to train on, and how many to validate
// with (two bytes each, the lower first); a byte of label for each; 784 bits for each.
// Needs: rowsOf (dense_network.js)
// Gives: loadDigits

/** The digits to `train` on and for `validation`: pairs of an `image`, where 1 is ink, and its `label`. */
async function loadDigits(address) {
  const response = await fetch(address);
  if (!response.ok) throw response;
  const unpacked = new Response(response.body.pipeThrough(new DecompressionStream("gzip")));
  return parseDigits(await unpacked.arrayBuffer());
}

function parseDigits(buffer) {
  const [train, validation] = [0, 2].map((at) => new DataView(buffer).getUint16(at, true));
  const count = train + validation;
  const bytes = new Uint8Array(buffer, 4 + count, count * 98);
  const pixels = new Float32Array(count * 784).map((_, bit) => (bytes[bit >> 3] >> (7 - (bit & 7))) & 1);
  const labels = new Uint8Array(buffer, 4, count);
  // A copy of each, since a message with a part of a buffer carries all of it.
  const digits = rowsOf(pixels, count).map((image, number) => ({ image: image.slice(), label: labels[number] }));
  return { train: digits.slice(0, train), validation: digits.slice(train) };
}
