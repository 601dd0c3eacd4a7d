// Marks the section that is being read in the lists of sections, and names it in a phone's bar.
{
  // Pixels from the top of the screen: just below where a link puts its section's heading.
  const LINE = 120;
  const links = new Map();
  for (const link of document.querySelectorAll(".sections a")) {
    const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (section) links.set(section, [...(links.get(section) ?? []), link]);
  }

  const name = document.querySelector(".section-name");
  let last;
  const mark = (current) => {
    if (current === last) return;
    last?.forEach((link) => link.removeAttribute("aria-current"));
    current?.forEach((link) => link.setAttribute("aria-current", "true"));
    last = current;
    name.textContent = current?.[0].textContent ?? "";
  };

  const update = () => {
    // The last sections can be too short to reach the line.
    const atEnd = innerHeight + scrollY > document.documentElement.scrollHeight - 2;
    const line = atEnd ? innerHeight : LINE;
    mark(links.get([...links.keys()].findLast((section) => section.getBoundingClientRect().top < line)));
  };
  document.addEventListener("scroll", update, { passive: true });
}
