// Shows which digits of the validation set a network misreads.
// Needs: filled (numbers.js)
// Needs: writeText, writeAttribute (write_text.js)
// Gives: misreadDigits

/** Functions to show how many of all are misread, and the first of them, in two parts; and to show none. */
function misreadDigits(figure, texts) {
  const items = [...figure.querySelectorAll(".trainer-mistakes li")];
  const count = figure.querySelector(".trainer-count");
  const firstText = count.textContent;

  /** The ink of an image of 28×28 pixels, a square for each. */
  const inkOf = (image) =>
    [...image].map((ink, at) => (ink ? `M${at % 28} ${Math.floor(at / 28)}h1v1h-1z` : "")).join("");

  const showItem = (item, digit) => {
    item.hidden = !digit;
    if (!digit) return;
    writeText(item.lastChild, filled(texts.misread, digit));
    writeAttribute(item.querySelector("path"), "d", inkOf(digit.image));
  };

  return {
    partsOf(misread) {
      const half = items.length / 2;
      const show = (from) =>
        items.slice(from, from + half).forEach((item, index) => showItem(item, misread.digits[from + index]));
      const showFirst = () => {
        writeText(count, filled(misread.count ? texts.wrong : texts.none_wrong, misread));
        show(0);
      };
      return [showFirst, () => show(half)];
    },
    forget() {
      writeText(count, firstText);
      items.forEach((item) => showItem(item));
    },
  };
}
