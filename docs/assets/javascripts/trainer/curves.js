// Draws the loss or the accuracy of each epoch. docs/plugins/fences/trainer_drawing.py makes the chart.
// Needs: writeText, writeAttribute (write_text.js)
// Gives: drawCurves

/** Draws points [epoch, value] of two curves on a chart from 0 to `top`; what is above that is drawn at the edge. */
function drawCurves(figure, points, valPoints, { plot, epochs, top, written }) {
  const line = (each) =>
    each
      .map(([epoch, value]) => {
        const x = plot.left + (plot.width * epoch) / epochs;
        const y = plot.top + plot.height * (1 - Math.min(value, top) / top);
        return `${x.toFixed(1)} ${y.toFixed(1)}`;
      })
      .join("L");
  const texts = figure.querySelectorAll("text");
  [top, top / 2, 0].forEach((value, index) => writeText(texts[index], written(value)));
  writeText(texts[4], String(epochs));
  const draw = (name, each) =>
    // A single point is a line of no length, with round ends.
    writeAttribute(figure.querySelector(name), "d", each.length ? `M${line(each)}${each.length === 1 ? "h0" : ""}` : "");
  draw(".trainer-line", points);
  draw(".trainer-val-line", valPoints);
}
