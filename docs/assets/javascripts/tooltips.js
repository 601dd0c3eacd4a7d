// Shows a term's meaning, which is its title, below it: a browser shows titles to a mouse only.
{
  const tip = document.getElementById("tooltip");
  let shown;

  const hide = () => {
    shown?.removeAttribute("aria-describedby");
    shown = undefined;
    tip.hidden = true;
  };

  const show = (term) => {
    if (term === shown) return;
    hide();
    if (term.title) term.dataset.meaning = term.title;
    // Or the browser would show it a second time.
    term.removeAttribute("title");
    shown = term;
    term.setAttribute("aria-describedby", "tooltip");
    tip.textContent = term.dataset.meaning;
    tip.hidden = false;
    const { left, bottom } = term.getBoundingClientRect();
    tip.style.top = `${scrollY + bottom}px`;
    tip.style.left = `${Math.max(0, Math.min(left, document.documentElement.clientWidth - tip.offsetWidth))}px`;
  };

  for (const term of document.querySelectorAll("article abbr[title]")) term.tabIndex = 0;

  for (const type of ["pointerover", "focusin", "click"])
    document.addEventListener(type, ({ target }) => {
      const term = target.closest?.("abbr");
      if (term) show(term);
      else if (!tip.contains(target)) hide();
    });
  document.addEventListener("focusout", hide);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
}
