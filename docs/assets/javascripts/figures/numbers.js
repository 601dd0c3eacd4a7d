// Numbers as the page's language writes them.
// Gives: numberWriter, filled

/** A function that writes numbers; to make one takes long. */
function numberWriter(options) {
  const format = new Intl.NumberFormat(document.documentElement.lang, { signDisplay: "negative", ...options });
  return (number) => format.format(number).replace("-", "−");
}

/** A text with values in the places of their {names}. */
function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
