// Shows a term's meaning, which is its title, with a link to the glossary: a browser shows titles to a mouse only.
{
  // Pixels between a tooltip and the edges of the screen, or its term.
  const MARGIN = 16;
  const GAP = 4;
  const text = document.getElementById("tooltip");
  const tip = text.parentElement;
  const link = tip.querySelector("a");
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
    text.textContent = term.dataset.meaning;
    link.hash = term.dataset.term;
    tip.hidden = false;
    const { left, top, bottom } = term.getBoundingClientRect();
    const { width, height } = tip.getBoundingClientRect();
    const fits = bottom + height < innerHeight - MARGIN;
    tip.style.top = `${scrollY + (fits ? bottom + GAP : top - height - GAP)}px`;
    const rightmost = document.documentElement.clientWidth - width - MARGIN;
    tip.style.left = `${Math.max(MARGIN, Math.min(left, rightmost))}px`;
  };

  for (const term of document.querySelectorAll("article abbr[title]")) term.tabIndex = 0;

  for (const type of ["pointerover", "focusin", "click"])
    document.addEventListener(type, ({ target }) => {
      const term = target.closest?.("abbr");
      if (term) show(term);
      else if (!tip.contains(target)) hide();
    });
  document.addEventListener("focusout", hide);
  // Otherwise a finger on the link would take the focus from the term, which hides the link before the finger is up.
  tip.addEventListener("mousedown", (event) => event.preventDefault());
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") hide();
    // The Tab key leads to the next term, and not to the link, which stands at the end of the page.
    if (key === "Enter" && shown && shown === document.activeElement) link.click();
  });
}
