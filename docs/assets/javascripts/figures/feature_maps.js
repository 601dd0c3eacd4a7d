// The feature maps of what is drawn on the board. docs/plugins/fences/feature_maps.py makes the elements.
// Needs: tilePainter (tiles.js)
{
  const board = document.querySelector(".draw");

  /** Numbers row by row, and at each place those of all maps, as rows of one map after the other. */
  const mapByMap = (values, tiles, area) => {
    const count = tiles.length / area;
    for (let map = 0, to = 0; map < count; map++)
      for (let place = 0; place < area; place++, to++) tiles[to] = values[place * count + map];
  };

  const start = (figure) => {
    const { columns, layers, texts } = JSON.parse(figure.dataset.settings);
    const body = figure.querySelector(".feature_maps-body");
    const words = figure.querySelector(".feature_maps-words");
    const canvases = figure.querySelectorAll("canvas");

    const painters = layers.map(([count, side], number) => {
      const canvas = canvases[number];
      const tiles = new Float32Array(count * side ** 2);
      const paint = tilePainter(canvas, side);
      // A tile with the gap after it, which the styles mark.
      canvas.style.backgroundSize = ["width", "height"].map((of) => `${(100 * (side + 1)) / canvas[of]}%`).join(" ");
      return (values) => {
        if (values) mapByMap(values, tiles, side ** 2);
        else tiles.fill(0);
        paint(tiles, columns);
      };
    });

    const isConvolution = ({ layer }) => layer === "Conv2D";

    const stateOf = ({ network, failing, outputs }) => {
      if (!network) return failing ? "failed" : "loading";
      if (!network.some(isConvolution)) return "none";
      return outputs ? "shown" : "empty";
    };

    const show = () => {
      const { network, outputs } = board.reading;
      const maps = outputs?.filter((_, number) => isConvolution(network[number]));
      painters.forEach((paint, number) => paint(maps?.[number]?.values));
      // The styles hide the place of the maps where the network has none.
      body.dataset.state = stateOf(board.reading);
      words.textContent = texts[body.dataset.state];
    };

    board.addEventListener("read", show);
    // The board may have read before this script came.
    if (board.reading) show();
  };

  for (const figure of document.querySelectorAll(".feature_maps")) {
    // No page there can fetch weights.
    figure.hidden = location.protocol === "file:";
    if (!figure.hidden) start(figure);
  }
}
