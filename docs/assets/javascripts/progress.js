// Ticks the lessons that the reader has marked as done, and leads on from them. Only this browser knows them.
// Needs: stored, store (stored.js)
{
  const button = document.querySelector(".mark-done");
  const map = document.querySelector(".lessons");
  // A lesson has the same name in every language.
  const done = new Set((stored("lessons-done") || "").split(" ").filter(Boolean));

  const show = () => {
    for (const disc of document.querySelectorAll("[data-lesson]")) {
      const ticked = done.has(disc.dataset.lesson);
      disc.classList.toggle("done", ticked);
      disc.lastElementChild.hidden = !ticked;
    }
    if (button) {
      button.setAttribute("aria-pressed", done.has(button.value));
      // Not the size of `done`: a lesson may have been taken from the course.
      const count = document.querySelectorAll("#navigation .disc.done").length;
      button.nextElementSibling.querySelector("span").textContent = count;
    }
  };

  // On the home page, the button that starts the course leads to the first lesson that is left.
  const goOn = () => {
    const start = document.querySelector(".hero .md-button--primary");
    const left = map.querySelector(".disc:not(.done)");
    if (!start || !left || !map.querySelector(".disc.done")) return;
    start.href = left.parentNode.querySelector("a").href;
    start.textContent = map.dataset.goOn.replace("{number}", left.firstElementChild.textContent);
  };

  if (button) {
    button.hidden = button.nextElementSibling.hidden = false;
    button.addEventListener("click", () => {
      if (!done.delete(button.value)) done.add(button.value);
      store("lessons-done", [...done].join(" "));
      show();
    });
  }
  show();
  if (map) goOn();
}
