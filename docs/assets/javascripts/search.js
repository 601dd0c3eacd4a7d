// The search: a dialog that the header's button and Ctrl+K open. Its index is fetched when it is first opened.
// No key alone opens it: people who dictate would open it by talking (WCAG 2.1.4).
// Needs: searchOf (search_ranking.js)
{
  const button = document.querySelector(".search-button");
  const dialog = document.querySelector(".search");
  const input = dialog.querySelector("input");
  const status = dialog.querySelector("[role=status]");
  const list = dialog.querySelector("ol");
  const { index, start, none, one, other, failed } = dialog.dataset;
  const address = new URL(index, location);

  let loading;
  const load = async () => {
    const response = await fetch(address);
    if (!response.ok) throw response;
    return searchOf((await response.json()).docs);
  };

  const element = (name, className, ...children) => {
    const made = Object.assign(document.createElement(name), { className });
    made.append(...children);
    return made;
  };

  const texts = (parts) => parts.map(({ text, marked }) => (marked ? element("mark", "", text) : text));

  const item = ({ location, title, excerpt }) => {
    const link = element("a", "", ...texts(title));
    link.href = new URL(`../${location}`, address);
    return element("li", "search__result", link, element("p", "", ...texts(excerpt)));
  };

  // By page, in the order of the best results. A page whose best result is the page itself needs no name above it.
  const items = (results) => {
    const pages = {};
    for (const result of results) (pages[result.location.split("#")[0]] ??= []).push(result);
    return Object.values(pages).map((found) => {
      const [{ section, page }] = found;
      const name = section ? [element("p", "search__page", page)] : [];
      return element("li", "", ...name, element("ul", "", ...found.map(item)));
    });
  };

  const counted = (count) => (count ? (count === 1 ? one : other.replace("#", count)) : none);

  const search = async () => {
    let find;
    try {
      find = await (loading ??= load());
    } catch {
      loading = undefined;
      status.textContent = failed;
      return;
    }
    const results = find(input.value);
    list.replaceChildren(...items(results));
    list.scrollTop = 0;
    status.textContent = input.value.trim() ? counted(results.length) : start;
  };

  const open = () => {
    dialog.showModal();
    input.select();
    search();
  };

  const move = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const stops = [input, ...list.querySelectorAll("a")];
    stops[stops.indexOf(document.activeElement) + step]?.focus();
  };

  // A page at a file:// address can fetch nothing.
  if (location.protocol !== "file:") {
    button.hidden = false;
    button.onclick = open;
    input.oninput = search;
    dialog.onkeydown = move;
    dialog.onclick = ({ target }) => {
      const link = target.closest("a");
      // A link to a section of this page loads nothing, so the dialog would stay open.
      if (target === dialog || target.closest(".search__close") || link?.pathname === location.pathname) dialog.close();
    };
    dialog.querySelector("form").onsubmit = (event) => {
      event.preventDefault();
      list.querySelector("a")?.click();
    };
    addEventListener("keydown", (event) => {
      if (event.key !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      open();
    });
    const asked = new URLSearchParams(location.search).get("q");
    if (asked) {
      input.value = asked;
      open();
    }
  }
}
