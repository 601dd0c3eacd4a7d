// Ticks the lessons that the reader has marked as done, counts the questions answered, and leads on from them. Only this
// browser knows them.
// Needs: storedNames, storeName (stored.js)
{
  const button = document.querySelector(".mark-done");
  const map = document.querySelector(".lessons");
  const start = map && document.querySelector(".hero .md-button--primary");
  const first = start?.textContent;
  let done;

  // On the home page, the button that starts the course leads to the first lesson that is left.
  const goOn = (left) => {
    const begun = left && map.querySelector(".disc.done");
    start.textContent = begun ? map.dataset.goOn.replace("{number}", left.firstChild.textContent) : first;
    start.href = (begun ? left.parentNode : map).querySelector("a").getAttribute("href");
  };

  const showMap = () => {
    const left = map.querySelector(".disc:not(.done)");
    for (const next of map.querySelectorAll(".lesson-next")) next.hidden = !next.closest("li").contains(left);
    const answered = storedNames("questions-answered");
    for (const count of map.querySelectorAll("[data-questions]")) {
      const names = count.dataset.questions.split(" ");
      const known = names.filter((name) => answered.has(name)).length;
      count.firstElementChild.textContent = known ? `${known}/${names.length}` : names.length;
    }
    if (start) goOn(left);
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
    if (map) showMap();
  };

  // A lesson has the same name in every language, and so has a question.
  const read = () => {
    done = storedNames("lessons-done");
    show();
  };

  if (button) {
    button.hidden = button.nextElementSibling.hidden = false;
    button.addEventListener("click", () => {
      const isDone = !done.has(button.value);
      done = storeName("lessons-done", button.value, isDone);
      show();
    });
  }
  read();
  // Another page may have stored more, or erased it.
  for (const type of ["pageshow", "storage"]) addEventListener(type, read);
}
