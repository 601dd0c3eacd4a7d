// The search's dialog once its scripts are here: it fetches the index, and shows what is found as one types.
// Needs: searchOf (ranking.js)
{
  const dialog = document.querySelector(".search");
  const input = dialog.querySelector("input");
  const status = dialog.querySelector("[role=status]");
  const list = dialog.querySelector("ol");
  const closest = dialog.querySelector(".search__closest");
  const { index, start, none, one, other, failed, paste } = dialog.dataset;
  const address = new URL(index, location);

  let loading, pasted;
  const load = async () => {
    const response = await fetch(address);
    if (!response.ok) throw response;
    const find = searchOf((await response.json()).docs);
    // Browsers compile what has run: without this, the first key would take three times as long as the others.
    for (const query of ["a", "an a", "an xyz"]) find(query);
    return find;
  };

  const element = (name, className, ...children) => {
    const made = Object.assign(document.createElement(name), { className });
    made.append(...children);
    return made;
  };

  const texts = (parts) => parts.map(({ text, marked }) => (marked ? element("mark", "", text) : text));

  const linkTo = (location, ...children) => {
    const link = element("a", "", ...children);
    link.href = new URL(`../${location}`, address);
    return link;
  };

  const item = ({ location, title, excerpt }) =>
    element("li", "search__result", linkTo(location, ...texts(title)), element("p", "", ...texts(excerpt)));

  // Results of one page that follow each other stand below its name; the page itself needs none above it.
  const items = (results) => {
    const groups = [];
    for (const result of results) {
      const [path] = result.location.split("#");
      if (groups.at(-1)?.path !== path) groups.push({ path, found: [] });
      groups.at(-1).found.push(result);
    }
    return groups.map(({ found }) => {
      const [{ section, page }] = found;
      const name = section ? [element("p", "search__page", page)] : [];
      return element("li", "", ...name, element("ul", "", ...found.map(item)));
    });
  };

  const counted = (count) => (count ? (count === 1 ? one : other.replace("#", count)) : none);

  // A screen reader says nothing of the links below on its own, and whoever sees them need not read them twice.
  const offered = (names) =>
    element("span", "for-screen-readers", `. ${closest.querySelector("h2").textContent}: ${names.join(", ")}`);

  const search = async () => {
    let find;
    try {
      find = await (loading ??= load());
    } catch {
      loading = undefined;
      status.textContent = failed;
      return;
    }
    const found = find(pasted ?? input.value);
    pasted = undefined;
    list.replaceChildren(...items(found.results));
    list.scrollTop = 0;
    // The field for pasted messages has no name of its own.
    const near = found.closest.map(({ location, page, name = paste.replace("{page}", page) }) => ({ location, name }));
    closest.hidden = !near.length;
    closest
      .querySelector("ul")
      .replaceChildren(...near.map(({ location, name }) => element("li", "", linkTo(location, name))));
    status.textContent = input.value.trim() ? counted(found.results.length) : start;
    if (near.length) status.append(offered(near.map(({ name }) => name)));
  };

  // The field has a single line. It takes the line breaks out, between which line numbers may stand, and needs seconds
  // to show a megabyte.
  input.onpaste = (event) => {
    const LONGEST = 5_000;
    pasted = event.clipboardData.getData("text/plain");
    if (pasted.length <= LONGEST) return;
    event.preventDefault();
    input.value = pasted.slice(-LONGEST);
    search();
  };
  input.oninput = search;
  search();
}
