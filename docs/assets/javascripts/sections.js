// Marks the section that is being read in the list beside the page, and names it in a phone's bar.
{
  // Pixels from the top of the screen: just below where a link puts its section's heading.
  const LINE = 120;
  const links = new Map();
  for (const link of document.querySelectorAll(".md-nav--secondary .sections a")) {
    const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (section) links.set(section, link);
  }

  const name = document.querySelector(".section-name");
  let last;
  const mark = (link) => {
    if (link === last) return;
    last?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    last = link;
    name.textContent = link?.textContent ?? "";
  };

  const update = () => {
    // The last sections can be too short to reach the line.
    const atEnd = innerHeight + scrollY > document.documentElement.scrollHeight - 2;
    const line = atEnd ? innerHeight : LINE;
    mark(links.get([...links.keys()].findLast((section) => section.getBoundingClientRect().top < line)));
  };
  document.addEventListener("scroll", update, { passive: true });
}
