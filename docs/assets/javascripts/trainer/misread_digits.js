// Shows which digits of the validation set a network misreads.
// Needs: filled (numbers.js)
// Needs: writeText (write_text.js)
// Gives: misreadDigits

/** A function that shows how many of all are misread, and the first of them. */
function misreadDigits(figure, texts) {
  const items = [...figure.querySelectorAll(".trainer-mistakes li")];

  /** The ink of an image of 28×28 pixels, a square for each. */
  const inkOf = (image) =>
    [...image].map((ink, at) => (ink ? `M${at % 28} ${Math.floor(at / 28)}h1v1h-1z` : "")).join("");

  return ({ count, total, digits }) => {
    const text = count ? texts.wrong : texts.none_wrong;
    writeText(figure.querySelector(".trainer-count"), filled(text, { count, total }));
    items.forEach((item, index) => {
      const digit = digits[index];
      item.hidden = !digit;
      if (!digit) return;
      writeText(item.lastChild, filled(texts.misread, digit));
      item.querySelector("path").setAttribute("d", inkOf(digit.image));
    });
  };
}
