// Marks the section that is being read in the contents beside the page.
{
  const links = new Map();
  for (const link of document.querySelectorAll(".md-nav--secondary .sections a")) {
    const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (section) links.set(section, link);
  }

  let last;
  const mark = (link) => {
    if (link === last) return;
    last?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    last = link;
  };

  // A heading passes the upper part of the screen: what is above that is being read, or has been.
  const observer = new IntersectionObserver(
    () => {
      const above = [...links.keys()].filter((section) => section.getBoundingClientRect().top < innerHeight / 3);
      mark(links.get(above.at(-1)));
    },
    { rootMargin: "0px 0px -66% 0px" },
  );
  for (const section of links.keys()) observer.observe(section);
}
