// Writes a network and its training as a script for Keras.
// Gives: kerasScript, hiddenUnits

/** The lesson's cells with settings in the places that docs/plugins/fences/trainer_code.py has marked. */
function kerasScript({ code, optimizers }, settings) {
  const { activation, optimizer, learning_rate, zeros } = settings;
  const last = zeros
    ? ["layers.Dense(", "    10,", '    activation="softmax",', '    kernel_initializer="zeros",', "),"]
    : ['layers.Dense(10, activation="softmax"),'];
  const lines = [...hiddenUnits(settings).map((units) => `layers.Dense(${units}, activation="${activation}"),`), ...last];
  // Keras' own rate of Adam needs no words.
  const values = {
    ...settings,
    optimizer:
      optimizer === "adam" && learning_rate === 0.001
        ? '"adam"'
        : `keras.optimizers.${optimizers[optimizer]}(learning_rate=${learning_rate})`,
  };
  return code
    .replace(/^( *)\$layers$/m, (_, indent) => lines.map((line) => indent + line).join("\n"))
    .replace(/\$(\w+)/g, (_, setting) => values[setting]);
}

/** The units of each hidden layer; with 0 of them, there is none. */
function hiddenUnits({ units1, units2 }) {
  return [units1, units2].filter(Boolean);
}
