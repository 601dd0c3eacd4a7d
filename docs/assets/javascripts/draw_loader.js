// Loads the board to draw on when the reader first uses it: its code and weights are larger than the page.
{
  // On the page to print, a board has no script.
  const board = document.querySelector(".draw[data-script]");
  const part = (name) => board.querySelector(`.draw-${name}`);
  const listening = new AbortController();
  // What the reader has done to the board before its code is there.
  const early = [];
  let loading = false;

  const load = () => {
    if (loading) return;
    loading = true;
    const script = document.createElement("script");
    script.src = board.dataset.script;
    script.onload = () => {
      listening.abort();
      // By now the code listens, and so the first stroke is not lost.
      for (const event of early) event.target.dispatchEvent(event);
    };
    script.onerror = () => {
      loading = false;
      // From now on only the button tries again: otherwise, each move over the paper would send a request.
      listening.abort();
      early.length = 0;
      part("answer").textContent = board.dataset.failed;
      part("retry").hidden = false;
      part("retry").onclick = load;
    };
    document.head.append(script);
  };

  const record = (event) => {
    early.push(event);
    // A pointer that only moves has the button -1.
    if (!event.button) part("answer").textContent = board.dataset.loading;
    load();
  };

  // A page at a file:// address can fetch nothing.
  if (board && location.protocol === "file:") {
    board.hidden = !board.dataset.sample;
    for (const live of board.querySelectorAll(".draw-live")) live.hidden = true;
    board.nextElementSibling.hidden = false;
  } else if (board) {
    const listen = (name, ...types) => {
      for (const type of types) part(name).addEventListener(type, record, { signal: listening.signal });
    };
    // A page that scrolls under a resting mouse sends no pointermove.
    listen("paper", "pointerdown", "pointermove", "pointerup", "pointercancel");
    listen("tools", "click");
    listen("samples", "click");
    board.addEventListener("focusin", load, { signal: listening.signal });
  }
}
