// The settings that a reader chooses in a form, or a link brings.
// Needs: numberWriter, filled (numbers.js)
// Gives: settingsForm

/**
 * The fields of a form as `settings`, a value by each field's name; calls `changed` with the names of those that change.
 *
 * What is wrong in a field is said below it, in an element with a new id, which begins with `id`.
 */
function settingsForm(form, { settings, texts, id, changed }) {
  const DECIMAL = /^(\d+[.,]?\d*|[.,]\d+)$/;
  // 2.000 in Vietnamese, 2,000 in English.
  const THOUSANDS = /^[1-9]\d{0,2}[.,\s]\d{3}$/;
  const MOST_LETTERS = 20;
  // The decimal mark of the page's language.
  const mark = (1.5).toLocaleString(document.documentElement.lang)[1];
  const written = (value) => String(value).replace(".", mark);
  const spoken = numberWriter({ maximumSignificantDigits: 6 });
  const fields = [...form.querySelectorAll(".trainer-fields :is(input, select)")];

  /** The value of a text in a field; undefined where the field can't have it. */
  const parsed = (field, text) => {
    if (field.options) return [...field.options].some(({ value }) => value === text) ? text : undefined;
    const { lowest, highest, whole } = field.dataset;
    const isWhole = whole !== undefined;
    text = text.trim();
    if (isWhole && THOUSANDS.test(text)) text = text.replace(/\D/g, "");
    const number = DECIMAL.test(text) ? Number(text.replace(",", ".")) : NaN;
    const isGood = number >= lowest && number <= highest && (!isWhole || Number.isInteger(number));
    return isGood ? number : undefined;
  };

  // Only a field to write in has one.
  const errorOf = (field) => field.closest("div").querySelector(".figure-error");

  const say = (field, text) => {
    const error = errorOf(field);
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
    // What is wrong in another stays there to be mended.
    fields.filter(({ name }) => name in values).forEach(show);
    if (names.length) changed(names);
  };

  fields.forEach((field) => {
    const error = errorOf(field);
    if (error) {
      error.id = `${id}-${field.name}`;
      field.setAttribute("aria-describedby", error.id);
    }
    field.addEventListener("change", () => {
      const value = parsed(field, field.value);
      if (value !== undefined) return set({ [field.name]: value });
      const { lowest, highest, whole } = field.dataset;
      const text = whole === undefined ? texts.number : texts.whole;
      const kept = settings[field.name];
      say(field, filled(text, { lowest: spoken(lowest), highest: spoken(highest), value: spoken(kept) }));
    });
    field.addEventListener("input", () => {
      // Gone before the reader turns to a button below, which it would move from under the pointer.
      if (parsed(field, field.value) !== undefined) say(field, "");
    });
    show(field);
  });

  return {
    set,
    /** Takes the settings of an address's query; returns those, as they stand there, that don't exist. */
    take(query) {
      const values = {};
      const unknown = [];
      for (const [name, text] of new URLSearchParams(query)) {
        const field = fields.find((each) => each.name === name);
        const value = field && parsed(field, text);
        if (value !== undefined) values[name] = value;
        else if (field) unknown.push(`${name}=${text.slice(0, MOST_LETTERS)}`);
      }
      set(values);
      return unknown;
    },
  };
}
