// Shows which digits of the validation set a network misreads.
// Needs: filled (numbers.js)
// Needs: writeText (write_text.js)
// Needs: tilePainter (tiles.js)
// Gives: misreadDigits

/** A function that shows how many are misread, and the first of them; its elements are used again each time. */
function misreadDigits(figure, texts) {
  const items = [];

  const addItem = () => {
    const item = figure.querySelector(".trainer-mistakes ol").appendChild(document.createElement("li"));
    const canvas = item.appendChild(document.createElement("canvas"));
    canvas.setAttribute("aria-hidden", "true");
    items.push({ item, text: item.appendChild(document.createElement("span")), paint: tilePainter(canvas) });
  };

  return ({ count, digits }) => {
    writeText(figure.querySelector(".trainer-count"), count ? filled(texts.wrong, { count }) : texts.none_wrong);
    while (items.length < digits.length) addItem();
    items.forEach(({ item, text, paint }, index) => {
      const digit = digits[index];
      item.hidden = !digit;
      if (!digit) return;
      writeText(text, filled(texts.misread, digit));
      paint(digit.image);
    });
  };
}
