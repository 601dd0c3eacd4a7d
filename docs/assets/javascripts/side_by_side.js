// Shows prose beside its counterpart in another language. Both go inside the element, so the page's structure stays.
// Needs: currentSection (current_section.js)
// Needs: stored, store (stored.js)
{
  const NAME = "song-ngu";
  const PROSE = "h1, h2, h3, h4, h5, h6, p, li, th, td, dt, dd, summary, figcaption";
  const BLOCKS = "p, ul, ol, dl, div, pre, table, details, figure";
  const APART =
    "pre, .lesson-cell, .lesson-output, .erratum, .draw, .draw-needs, .figure, .question, .question-answers, " +
    ".paste, .lessons p:last-child, article [lang]";

  // An element's own text: what is before its first block.
  const inline = ({ childNodes }) => {
    const nodes = [...childNodes];
    const end = nodes.findIndex((node) => node.matches?.(BLOCKS));
    return end < 0 ? nodes : nodes.slice(0, end);
  };

  // Without the marks in numbers, which differ between the languages.
  const text = (nodes) => nodes.map((node) => node.textContent).join("").replace(/[\s.,]/g, "");

  // The texts of each section, by the id of the table row, or else of the heading.
  const sections = (article) => {
    const found = { __proto__: null };
    let heading;
    for (const element of article.querySelectorAll(PROSE)) {
      const nodes = inline(element);
      if (element.closest(APART) || !text(nodes)) continue;
      heading = element.id || heading;
      (found[element.closest("tr[id]")?.id ?? heading] ??= []).push(nodes);
    }
    return found;
  };

  const shape = (section) => section?.map(([node]) => node.parentNode.localName).join();

  const spanned = (nodes, attributes) => {
    const span = Object.assign(document.createElement("span"), attributes);
    span.append(...nodes);
    return span;
  };

  const copied = (nodes, lang, page) => {
    const span = spanned(nodes.map((node) => node.cloneNode(true)), { lang });
    const each = (selector, change) => span.querySelectorAll(selector).forEach(change);
    each(".headerlink, img, svg", (once) => once.remove());
    each("[id]", (named) => named.removeAttribute("id"));
    each("a", (link) => (link.href = new URL(link.getAttribute("href"), page)));
    return span;
  };

  const pair = (article, other, page) => {
    const { lang, dataset } = document.documentElement;
    // Not `:root:has(.pair)`, which takes milliseconds at each change of the page.
    dataset.both = "";
    const theirs = sections(other);
    for (const [id, section] of Object.entries(sections(article))) {
      // One of the two sections is out of date.
      if (shape(section) !== shape(theirs[id])) continue;
      section.forEach((nodes, index) => {
        const counterpart = theirs[id][index];
        if (text(nodes) === text(counterpart)) return;
        const both = spanned([], { className: "pair" });
        nodes[0].before(both);
        both.append(spanned(nodes, { lang }), copied(counterpart, button.dataset.lang, page));
      });
    }
  };

  const unpair = (article) => {
    delete document.documentElement.dataset.both;
    for (const both of article.querySelectorAll(".pair")) both.replaceWith(...both.firstChild.childNodes);
  };

  const placeOf = (section) => ({ id: section?.id, top: section?.getBoundingClientRect().top });

  // The section being read stays where it is on the screen, or was when the reader left the page.
  const inPlace = (change, left) => {
    const { id, top } = left ?? placeOf(currentSection());
    change();
    // The top of a page stays in sight.
    if (scrollY || left) scrollBy(0, placeOf(document.getElementById(id)).top - top || 0);
  };

  // A page that is loaded again is shorter at first: the browser's own memory leads elsewhere.
  const keepPlace = () => history.replaceState(placeOf(currentSection()), "");

  let wanted = stored(NAME) === "on" || new URLSearchParams(location.search).has(NAME);
  const button = document.querySelector(".side-by-side");
  let turn = 0;

  const pressed = () => button.getAttribute("aria-pressed") === "true";

  // The address, which has the parameter while the button is pressed.
  const marked = (address) => {
    const url = new URL(address);
    if (pressed()) url.searchParams.set(NAME, 1);
    else url.searchParams.delete(NAME);
    return url;
  };

  const press = (on, message = "") => {
    button.setAttribute("aria-pressed", on);
    button.nextElementSibling.textContent = message;
    history.replaceState(null, "", marked(location));
    // At a reload, Chromium needs `beforeunload`, which Safari on a phone doesn't have.
    onbeforeunload = onpagehide = on ? keepPlace : null;
  };

  const show = async (page, left) => {
    const mine = ++turn;
    const article = document.querySelector("article");
    store(NAME, wanted ? "on" : "off");
    press(wanted);
    if (!wanted) return inPlace(() => unpair(article));
    try {
      const response = await fetch(page);
      if (!response.ok) throw response;
      const other = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("article");
      // The button may have been pressed again.
      if (mine === turn) inPlace(() => pair(article, other, page), left);
    } catch {
      if (mine !== turn) return;
      press(false, button.dataset.failed);
      unpair(article);
    }
  };

  // A page at a file:// address can fetch nothing.
  if (button && location.protocol !== "file:") {
    const page = new URL(button.dataset.counterpart, location);
    button.hidden = false;
    button.onclick = () => {
      wanted = !pressed();
      show(page);
    };
    if (wanted) show(page, history.state);
  } else button?.remove();

  // A link to a section gets the parameter too: without it, the browser would load the page again.
  const within = ({ target }) => {
    const link = target.closest("a");
    if (button && link?.host === location.host && link.pathname === location.pathname) link.href = marked(link);
  };
  document.addEventListener("click", within, true);
}
