// Loads the scripts of what has some of its own in a page's text, such as a figure to play with, once the reader comes
// near it. The board has a loader of its own (draw_loader.js), and so has the search (search.js).
{
  const elements = [...document.querySelectorAll(".md-content [data-script]:not(.draw)")];

  // Two figures of a kind share their scripts, which find both.
  for (const src of new Set(elements.map(({ dataset }) => dataset.script))) {
    const ofKind = elements.filter(({ dataset }) => dataset.script === src);
    const figures = ofKind.filter((element) => element.matches(".figure"));

    const say = (failed) => {
      for (const figure of figures) {
        // Without its scripts, nothing in it works: the recorded picture stands there.
        figure.toggleAttribute("data-failed", failed);
        figure.querySelector(".figure-failed").hidden = !failed;
      }
    };

    const load = () => {
      observer.disconnect();
      say(false);
      // What is not shown would never load of itself, and be missing where the reader prints the page.
      for (const figure of figures) figure.nextElementSibling.querySelector("img").loading = "eager";
      document.head.append(Object.assign(document.createElement("script"), { src, onerror: () => say(true) }));
    };

    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && load(),
      { rootMargin: "100%" },
    );
    for (const element of ofKind) observer.observe(element);
    for (const figure of figures) {
      figure.querySelector(".figure-retry").addEventListener("click", () => {
        load();
        // The button is gone, and the focus would be with it.
        figure.querySelector("input, select, button").focus();
      });
    }
  }
}
