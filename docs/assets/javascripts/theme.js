// The theme follows the system, unless the reader has chosen the other one.
// Needs: stored, store (stored.js)
{
  const system = matchMedia("(prefers-color-scheme: dark)");
  const button = document.querySelector(".theme");
  const isDark = () => document.documentElement.dataset.theme === "dark";

  const show = (dark) => {
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    button.setAttribute("aria-pressed", dark);
  };

  button.hidden = false;
  show(isDark());
  button.addEventListener("click", () => {
    show(!isDark());
    store("theme", isDark() === system.matches ? "" : isDark() ? "dark" : "light");
  });
  system.addEventListener("change", ({ matches }) => stored("theme") || show(matches));
}
