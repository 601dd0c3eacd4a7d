// The theme follows the system, unless the reader has chosen the other one.
// Needs: stored, store (stored.js)
{
  const system = matchMedia("(prefers-color-scheme: dark)");
  // The system forces its colours on all but drawings, so the theme must be the system's.
  const forced = matchMedia("(forced-colors: active)").matches;
  const button = document.querySelector(".theme");
  const isDark = () => document.documentElement.dataset.theme === "dark";

  const show = (dark) => {
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    button.setAttribute("aria-pressed", dark);
  };

  const follow = () => {
    const chosen = !forced && stored("theme");
    show(chosen ? chosen === "dark" : system.matches);
  };

  button.hidden = forced;
  show(isDark());
  button.addEventListener("click", () => {
    show(!isDark());
    store("theme", isDark() === system.matches ? "" : isDark() ? "dark" : "light");
  });
  system.addEventListener("change", follow);
  addEventListener("storage", follow);
}
