// The field that takes what Python says, and leads to the mistake that it says it of: docs/plugins/fences/paste.py.
// Needs: knownMessage, nearestMessages (messages.js)
{
  // Letters at once that nobody types: they were dropped here, or come from a phone's own clipboard.
  const MANY = 20;
  // Letters that the field takes of a long log, of which the end matters: a browser needs seconds to show a megabyte.
  const LONGEST = 50_000;
  const paste = document.querySelector(".paste");
  const [field, button, status] = ["textarea", "button", "[role=status]"].map((part) => paste.querySelector(part));
  const settings = JSON.parse(paste.dataset.settings);

  // Neither the sign of a link to it, nor the other language beside it.
  const titleOf = (heading) => {
    const copy = heading.cloneNode(true);
    for (const extra of copy.querySelectorAll(".headerlink, .pair > :last-child")) extra.remove();
    return copy.textContent.trim();
  };

  const mistakes = [...document.querySelectorAll("[data-messages]")].map((element) => {
    const heading = document.getElementById(element.dataset.mistake);
    return { heading, patterns: JSON.parse(element.dataset.messages) };
  });

  const element = (name, ...children) => {
    const made = document.createElement(name);
    made.append(...children);
    return made;
  };

  const linkTo = (href, text) => Object.assign(element("a", text), { href });

  const leadTo = (heading) => {
    location.hash = heading.id;
    // Where the address had it already, nothing has moved.
    heading.scrollIntoView();
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  };

  const linkToMistake = ({ heading }) =>
    Object.assign(linkTo(`#${heading.id}`, titleOf(heading)), { onclick: () => leadTo(heading) });

  // `isAsked`: not while somebody types.
  const search = (isAsked) => {
    const known = knownMessage(field.value, mistakes);
    status.replaceChildren();
    if (known) {
      const [before, after] = settings.known.split("{title}");
      status.append(before, linkToMistake(known), after);
      if (isAsked) leadTo(known.heading);
    } else if (isAsked && !field.value.trim()) {
      status.append(settings.empty);
      field.focus();
    } else if (isAsked) {
      const items = nearestMessages(field.value, mistakes).map((mistake) => element("li", linkToMistake(mistake)));
      status.append(settings.unknown);
      if (items.length) status.append(` ${settings.nearest}`, element("ul", ...items));
      status.append(" ", linkTo(settings.address, settings.ask));
    }
  };

  let [length, isPasted] = [0, false];
  field.oninput = () => {
    search(isPasted || field.value.length > length + MANY);
    [length, isPasted] = [field.value.length, false];
  };
  field.onpaste = (event) => {
    const text = event.clipboardData.getData("text/plain");
    isPasted = Boolean(text);
    // A picture of the screen, mostly.
    if (!text) return status.replaceChildren(settings.picture);
    // What was pasted before goes: it may have a message, too.
    field.select();
    if (text.length <= LONGEST) return;
    event.preventDefault();
    field.value = text.slice(-LONGEST);
    field.oninput();
  };
  button.onclick = () => search(true);
  // The search of the site leads here; and a reader may have been faster than this script.
  if (location.hash === `#${field.id}`) field.focus();
  field.oninput();
}
