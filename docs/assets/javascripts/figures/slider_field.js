// A number that is written in a field or chosen with a slider, which are kept equal.
// Needs: filled (numbers.js)
// Gives: sliderField

/**
 * Calls `changed` with each number that the reader chooses within the slider's bounds; returns a function that shows
 * a number. Of any other input, `wrong`, with its placeholders filled, is said below the field, whose `id` is new.
 */
function sliderField(element, { id, wrong, written, changed }) {
  const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)$/;
  const field = element.querySelector("[type=text]");
  const slider = element.querySelector("[type=range]");
  const error = element.querySelector(".figure-error");
  const [lowest, highest] = [slider.min, slider.max].map(Number);
  let last;

  const say = (text) => {
    error.textContent = text;
    field.setAttribute("aria-invalid", text !== "");
  };

  const show = (value) => {
    last = value;
    field.value = written(value);
    slider.value = value;
    slider.setAttribute("aria-valuetext", field.value);
    say("");
  };

  const choose = (value) => {
    show(value);
    changed(value);
  };

  error.id = id;
  field.setAttribute("aria-describedby", id);
  slider.addEventListener("input", () => choose(slider.valueAsNumber));
  field.addEventListener("change", () => {
    const text = field.value.trim().replace(",", ".").replace("−", "-");
    // With more places than are shown, the words would be about another number than the reader sees.
    const value = DECIMAL.test(text) ? Number(Number(text).toFixed(4)) : NaN;
    if (value >= lowest && value <= highest) return choose(value);
    say(filled(wrong, { lowest: written(lowest), highest: written(highest), value: written(last) }));
  });
  return show;
}
