// Ticks the lessons that the reader has marked as done. Only this browser knows them.
// Needs: stored, store (stored.js)
{
  const button = document.querySelector(".done");
  // A lesson has the same name in every language.
  const done = new Set((stored("lessons-done") || "").split(" ").filter(Boolean));

  const show = () => {
    for (const tick of document.querySelectorAll("[data-lesson]")) tick.hidden = !done.has(tick.dataset.lesson);
    button?.setAttribute("aria-pressed", done.has(button.value));
  };

  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => {
      if (!done.delete(button.value)) done.add(button.value);
      store("lessons-done", [...done].join(" "));
      show();
    });
  }
  show();
}
