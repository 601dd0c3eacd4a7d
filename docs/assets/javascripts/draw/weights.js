// Reads the file of a trained network, which examples/runner/exporting.py writes.
// Gives: loadNetwork

async function loadNetwork(address) {
  const response = await fetch(address);
  if (!response.ok) throw response;
  return parseNetwork(await response.arrayBuffer());
}

/** The layers of a file of safetensors: a header in JSON says where each tensor is. */
function parseNetwork(buffer) {
  const start = 8 + Number(new DataView(buffer).getBigUint64(0, true));
  const { __metadata__, ...tensors } = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, start - 8)));
  const layers = JSON.parse(__metadata__.network).layers;
  for (const [name, { dtype, shape, data_offsets }] of Object.entries(tensors)) {
    const Numbers = { F32: Float32Array, I8: Int8Array }[dtype];
    const [number, part] = name.split(".");
    layers[number][part] = new Numbers(buffer, start + data_offsets[0], shape.reduce((one, other) => one * other));
    if (part === "kernel") layers[number].shape = shape;
  }
  return layers;
}
