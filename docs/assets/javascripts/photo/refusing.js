// Why a step can't go on with a photo.
// Gives: refusal

/** An error for the reader: the name of its text, and what goes into the places of the text's {names}. */
function refusal(name, values = {}) {
  return Object.assign(new Error(name), { refused: { name, values } });
}
