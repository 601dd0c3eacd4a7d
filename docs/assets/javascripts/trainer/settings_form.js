// The settings that a reader chooses in a form, or a link brings.
// Needs: filled (numbers.js)
// Gives: settingsForm

/**
 * The fields of a form as `settings`, a value by each field's name; calls `changed` with the names of those that change.
 *
 * What is wrong in a field is said below it, in an element with a new id, which begins with `id`.
 */
function settingsForm(form, { settings, texts, id, changed }) {
  const DECIMAL = /^(\d+[.,]?\d*|[.,]\d+)$/;
  // The decimal mark of the page's language.
  const mark = (1.5).toLocaleString(document.documentElement.lang)[1];
  const written = (value) => String(value).replace(".", mark);
  const fields = [...form.querySelectorAll(".trainer-fields :is(input, select)")];

  /** The value of a text in a field; undefined where the field can't have it. */
  const parsed = (field, text) => {
    if (field.options) return [...field.options].some(({ value }) => value === text) ? text : undefined;
    const { lowest, highest, whole } = field.dataset;
    const number = DECIMAL.test(text.trim()) ? Number(text.replace(",", ".")) : NaN;
    const isGood = number >= lowest && number <= highest && (whole === undefined || Number.isInteger(number));
    return isGood ? number : undefined;
  };

  const say = (field, text) => {
    const error = field.closest("div").querySelector(".figure-error");
    if (!error) return;
    error.textContent = text;
    field.setAttribute("aria-invalid", text !== "");
  };

  const show = (field) => {
    field.value = field.options ? settings[field.name] : written(settings[field.name]);
    say(field, "");
  };

  const set = (values) => {
    const names = Object.keys(values).filter((name) => values[name] !== settings[name]);
    Object.assign(settings, values);
    fields.forEach(show);
    if (names.length) changed(names);
  };

  fields.forEach((field) => {
    const error = field.closest("div").querySelector(".figure-error");
    if (error) {
      error.id = `${id}-${field.name}`;
      field.setAttribute("aria-describedby", error.id);
    }
    field.addEventListener("change", () => {
      const value = parsed(field, field.value);
      if (value !== undefined) return set({ [field.name]: value });
      const { lowest, highest, whole } = field.dataset;
      const text = whole === undefined ? texts.number : texts.whole;
      say(field, filled(text, { lowest: written(lowest), highest, value: written(settings[field.name]) }));
    });
    show(field);
  });

  return {
    set,
    /** Takes the settings of an address's query; returns those, as they stand there, that don't exist. */
    take(query) {
      const asked = new URLSearchParams(query);
      const known = fields.filter(({ name }) => asked.has(name));
      const values = known.map((field) => [field.name, parsed(field, asked.get(field.name))]);
      set(Object.fromEntries(values.filter(([, value]) => value !== undefined)));
      return values.filter(([, value]) => value === undefined).map(([name]) => `${name}=${asked.get(name)}`);
    },
  };
}
