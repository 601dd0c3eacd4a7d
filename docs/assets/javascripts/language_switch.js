// The language switch leads to the section that is being read.
// Needs: currentSection (current_section.js)
// Needs: stored, store (stored.js)

{
  const links = [...document.querySelectorAll(".languages a")];

  const lead = (event) => {
    const { target, type } = event;
    const link = links.find((link) => link.contains(target));
    if (!link) return;
    // The page's own language leads out of the side-by-side view.
    const both = link.ariaCurrent && document.querySelector(".side-by-side[aria-pressed=true]");
    if (both && type === "click") {
      event.preventDefault();
      return both.click();
    }
    if (type === "click") store("language", link.hreflang);
    const section = currentSection();
    link.search = location.search;
    link.hash = section && section.tagName !== "H1" ? section.id : "";
  };
  for (const type of ["click", "auxclick", "contextmenu"]) document.addEventListener(type, lead, true);

  // The site's home page, opened from elsewhere, goes on to the language that was chosen. A translation's home page
  // stays: no other language is in a folder below it.
  const root = new URL(document.querySelector(".md-header").dataset.root, location);
  const chosen = links.find(({ hreflang, href }) => hreflang === stored("language") && href.startsWith(root));
  const outside = !document.referrer.startsWith(location.origin);
  if (chosen && outside && location.href === root.href) location.replace(chosen);
}
