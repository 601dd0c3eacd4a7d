// Reads what a reader types as an answer: a number, or a shape such as (None, 784).
// Gives: readingsOf

/**
 * What a text may mean, each as JSON: whole numbers and null for a shape; numbers in each of the notations that a reader
 * may have learnt, of 200.960 both that it is large and that it is not. Nothing where it is neither.
 */
function readingsOf(text) {
  const typed = text.normalize("NFKC").replaceAll("−", "-").trim();
  const sizes = typed.replace(/[()[\]\s]/g, "").replace(/,$/, "").split(/[,;×x]/i);
  const isShape = sizes.every((size) => /^(none|\d+)$/i.test(size));
  // A unit may follow a number.
  const number = typed.replace(/(\s+\p{L}.*|\s*%)$/u, "");
  const written = [number.replace(",", ".")];
  if (/^[+-]?\d{1,3}(\.\d{3})+(,\d*)?$/.test(number)) written.push(number.replaceAll(".", "").replace(",", "."));
  if (/^[+-]?\d{1,3}([, _]\d{3})+(\.\d*)?$/.test(number)) written.push(number.replace(/[, _]/g, ""));
  const numbers = written.filter((each) => each && isFinite(each)).map(Number);
  const shapes = isShape ? [sizes.map((size) => (/none/i.test(size) ? null : Number(size)))] : [];
  return [...numbers, ...shapes].map((each) => JSON.stringify(each));
}
