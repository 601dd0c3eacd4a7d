// The theme follows the system until the reader chooses the other one, and again once the choice is the system's.
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
    kept("theme", isDark() === system.matches ? "" : isDark() ? "dark" : "light");
  });
  system.addEventListener("change", ({ matches }) => kept("theme") || show(matches));
}
