// An output that readers are to guess first is folded, unless they prefer to have all open.
// docs/plugins/fences/predict.py makes the folds.
// Needs: stored, store (stored.js)
{
  const folds = [...document.querySelectorAll(".predict")];
  const buttons = folds.map((fold) => fold.querySelector(".predict-always"));

  const show = (open) => {
    for (const button of buttons) button.setAttribute("aria-pressed", open);
    // What is open stays so: the reader is looking at it.
    if (open) for (const fold of folds) fold.open = true;
    // docs/overrides/partials/header.html shows them until now.
    delete document.documentElement.dataset.outputs;
  };

  for (const button of buttons) {
    button.hidden = false;
    button.onclick = () => {
      const { top } = button.getBoundingClientRect();
      const open = button.ariaPressed !== "true";
      store("outputs-open", open ? "on" : "");
      show(open);
      // The folds above it have opened too.
      scrollBy(0, button.getBoundingClientRect().top - top);
    };
  }
  const read = () => show(stored("outputs-open") === "on");
  read();
  // Another page may have stored it, or erased it.
  for (const type of ["pageshow", "storage"]) addEventListener(type, read);
}
