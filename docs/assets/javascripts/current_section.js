// Finds the section that is being read.
// Gives: currentSection

/** The section that the address names, if in sight; else the first near the top, or the last that began above it. */
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
