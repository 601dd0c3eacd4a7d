// Ticks at the lessons that the reader has called done. Only this browser knows of them.
{
  const button = document.querySelector(".done");
  // Each language stands in a folder of its own: both know the same lessons.
  const done = new Set((kept("lessons-done") || "").split(" ").filter(Boolean));

  const show = () => {
    for (const tick of document.querySelectorAll("[data-lesson]")) tick.hidden = !done.has(tick.dataset.lesson);
    button?.setAttribute("aria-pressed", done.has(button.value));
  };

  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => {
      if (!done.delete(button.value)) done.add(button.value);
      kept("lessons-done", [...done].join(" "));
      show();
    });
  }
  show();
}
