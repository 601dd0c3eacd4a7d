// The language switch leads to the section that is being read. Its links are made at each use: instant navigation
// replaces the page, and leaves the header as it was.

/** What the browser keeps by a name, set first where there is a value. A browser may refuse to keep anything. */
function kept(name, value) {
  try {
    if (value) localStorage.setItem(name, value);
    return localStorage.getItem(name);
  } catch {}
}

/** What the address names, while in sight, or else what begins near the screen's top, or began last above it. */
function currentSection() {
  const sections = [...document.querySelectorAll("article :is(h1, h2, h3, h4, h5, h6, tr, .jp-CodeCell)[id]")];
  const box = (section) => section.getBoundingClientRect();
  const within = (section, share) => box(section).bottom > 0 && box(section).top < innerHeight * share;
  return (
    sections.find((section) => `#${section.id}` === location.hash && within(section, 1)) ??
    sections.find((section) => within(section, 0.3)) ??
    sections.findLast((section) => box(section).top < 0)
  );
}

{
  const links = [...document.querySelectorAll(".md-select__link")];
  const home = (link) => new URL(link.dataset.way, __md_scope);

  const lead = ({ target, type }) => {
    const link = links.find((link) => link.contains(target));
    if (!link) return;
    if (type === "click") kept("language", link.hreflang);
    const section = currentSection();
    const page = location.pathname.slice(__md_scope.pathname.length) + location.search;
    const hash = section && section.tagName !== "H1" ? `#${section.id}` : "";
    // A missing page is missing in every language.
    link.href = home(link) + (document.querySelector(".not-found") ? "" : page + hash);
  };
  for (const type of ["click", "auxclick", "contextmenu"]) document.addEventListener(type, lead, true);

  // The front door, entered from outside, leads on to the language that was chosen. It is the home from which the ways to
  // other languages lead down.
  const chosen = links.find(({ hreflang, dataset }) => hreflang === kept("language") && /^\w/.test(dataset.way));
  const outside = !document.referrer.startsWith(location.origin);
  if (chosen && outside && location.href === __md_scope.href) location.replace(home(chosen));
}
