// Loads the scripts of a figure to play with once the reader comes near it. docs/plugins/fences/figure.py makes it.
{
  const figures = [...document.querySelectorAll(".figure")];

  // Two figures of a kind share their scripts, which find both.
  for (const src of new Set(figures.map(({ dataset }) => dataset.script))) {
    const ofKind = figures.filter(({ dataset }) => dataset.script === src);

    const say = (failed) => {
      for (const figure of ofKind) {
        // Without its scripts, nothing in it works: the recorded picture stands there.
        figure.toggleAttribute("data-failed", failed);
        figure.querySelector(".figure-failed").hidden = !failed;
      }
    };

    const load = () => {
      observer.disconnect();
      say(false);
      // What is not shown would never load of itself, and be missing where the reader prints the page.
      for (const figure of ofKind) figure.nextElementSibling.querySelector("img").loading = "eager";
      document.head.append(Object.assign(document.createElement("script"), { src, onerror: () => say(true) }));
    };

    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && load(),
      { rootMargin: "100%" },
    );
    for (const figure of ofKind) {
      observer.observe(figure);
      figure.querySelector(".figure-retry").addEventListener("click", () => {
        load();
        // The button is gone, and the focus would be with it.
        figure.querySelector("input, select, button").focus();
      });
    }
  }
}
