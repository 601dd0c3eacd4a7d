// Ticks the lessons that the reader has marked as done, and leads on from them. Only this browser knows them.
// Needs: stored, store (stored.js)
{
  const button = document.querySelector(".mark-done");
  const map = document.querySelector(".lessons");
  const start = map && document.querySelector(".hero .md-button--primary");
  const first = start?.textContent;
  let done;

  // On the home page, the button that starts the course leads to the first lesson that is left.
  const goOn = () => {
    const left = map.querySelector(".disc:not(.done)");
    const begun = left && map.querySelector(".disc.done");
    start.textContent = begun ? map.dataset.goOn.replace("{number}", left.firstChild.textContent) : first;
    start.href = (begun ? left.parentNode : map).querySelector("a").getAttribute("href");
  };

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
    if (start) goOn();
  };

  // A lesson has the same name in every language.
  const read = () => {
    done = new Set((stored("lessons-done") || "").split(" ").filter(Boolean));
    show();
  };

  if (button) {
    button.hidden = button.nextElementSibling.hidden = false;
    button.addEventListener("click", () => {
      if (!done.delete(button.value)) done.add(button.value);
      store("lessons-done", [...done].join(" "));
      show();
    });
  }
  read();
  // Another page may have stored more.
  onpageshow = read;
}
