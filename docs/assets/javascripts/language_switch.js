// The language switch leads to the section that is being read.

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

  const lead = ({ target, type }) => {
    const link = links.find((link) => link.contains(target));
    if (!link) return;
    if (type === "click") kept("language", link.hreflang);
    const section = currentSection();
    link.search = location.search;
    link.hash = section && section.tagName !== "H1" ? section.id : "";
  };
  for (const type of ["click", "auxclick", "contextmenu"]) document.addEventListener(type, lead, true);

  // The front door, entered from outside, leads on to the language that was chosen. It is the home from which the ways to
  // other languages lead down.
  const root = new URL(document.querySelector(".md-header").dataset.root, location);
  const chosen = links.find(({ hreflang, href }) => hreflang === kept("language") && href.startsWith(root));
  const outside = !document.referrer.startsWith(location.origin);
  if (chosen && outside && location.href === root.href) location.replace(chosen);
}
