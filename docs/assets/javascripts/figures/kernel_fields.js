// The weights of a kernel, each in a field.
// Needs: numberWriter (numbers.js)
// Gives: kernelFields

/**
 * Calls `changed` with the kernel when the reader changes a weight; returns a function that shows a kernel.
 *
 * Where a field is left with no number of at most `largest`, `wrong` is said in `error`, and its last weight counts.
 */
function kernelFields(fields, { error, largest, wrong, changed }) {
  const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)$/;
  const written = numberWriter({ maximumFractionDigits: 3 });
  // As it was when a field was last left, and as it is while one types.
  let kernel;
  let typed;

  const read = ({ value }) => {
    const text = value.trim().replace(",", ".").replace("−", "-");
    // As many places as are shown.
    const weight = DECIMAL.test(text) ? Number(Number(text).toFixed(3)) : NaN;
    return Math.abs(weight) <= largest ? weight : undefined;
  };
  const mark = (field, isWrong) => {
    field.setAttribute("aria-invalid", isWrong);
    error.textContent = fields.some((each) => each.getAttribute("aria-invalid") === "true") ? wrong : "";
  };

  fields.forEach((field, at) => {
    field.setAttribute("aria-describedby", error.id);
    field.addEventListener("input", () => {
      const weight = read(field);
      // Until it is left, more may be typed.
      if (weight === undefined) return;
      mark(field, false);
      typed = kernel.map((each, index) => (index === at ? weight : each));
      changed(typed);
    });
    field.addEventListener("change", () => {
      const weight = read(field);
      mark(field, weight === undefined);
      if (weight !== undefined) {
        kernel = typed;
        field.value = written(weight);
      } else if (typed !== kernel) {
        typed = kernel;
        changed(kernel);
      }
    });
  });

  return (newKernel) => {
    kernel = typed = newKernel;
    fields.forEach((field, at) => {
      field.value = written(kernel[at]);
      mark(field, false);
    });
  };
}
