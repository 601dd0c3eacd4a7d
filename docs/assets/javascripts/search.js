// The search: a dialog that the header's button and Ctrl+K open. Its scripts and its index are loaded when it is first
// opened: they are larger than the page.
// No key alone opens it: people who dictate would open it by talking (WCAG 2.1.4).
{
  const button = document.querySelector(".search-button");
  const dialog = document.querySelector(".search");
  const input = dialog.querySelector("input");
  const status = dialog.querySelector("[role=status]");
  const { script, failed } = dialog.dataset;

  let loaded = false;
  // The script that this loads replaces `input.oninput`: from then on, each key searches instead of calling this.
  const load = () => {
    if (loaded) return;
    loaded = true;
    const element = document.createElement("script");
    element.src = script;
    element.onerror = () => {
      loaded = false;
      status.textContent = failed;
    };
    document.head.append(element);
  };

  const open = () => {
    dialog.showModal();
    input.select();
    load();
  };

  const move = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const stops = [input, ...[...dialog.querySelectorAll("a")].filter((link) => link.checkVisibility())];
    stops[stops.indexOf(document.activeElement) + step]?.focus();
  };

  // What a missing page may have been about: the last part of its address, without the name of a file.
  const words = (path) => {
    const name = path.split("/").findLast((part) => part && !part.startsWith("index.")) ?? "";
    try {
      return decodeURIComponent(name).replace(/\.\w+$|[-_+.]+/g, " ").trim();
    } catch {
      return "";
    }
  };

  // A page at a file:// address can fetch nothing.
  if (location.protocol !== "file:") {
    button.hidden = false;
    button.onclick = open;
    input.oninput = load;
    dialog.onkeydown = move;
    dialog.onclick = ({ target }) => {
      const link = target.closest("a");
      // A link to a section of this page loads nothing, so the dialog would stay open.
      if (target === dialog || target.closest(".search__close") || link?.pathname === location.pathname) dialog.close();
    };
    dialog.querySelector("form").onsubmit = (event) => {
      event.preventDefault();
      dialog.querySelector("ol a")?.click();
    };
    addEventListener("keydown", (event) => {
      // With Caps Lock on, the key is "K"; an event of a browser that fills in a form has none.
      const isK = event.key?.toLowerCase() === "k";
      if (!isK || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      open();
    });
    const missing = document.querySelector(".search-missing");
    if (missing) {
      missing.hidden = false;
      missing.onclick = () => {
        input.value = words(location.pathname);
        open();
      };
    }
    const asked = new URLSearchParams(location.search).get("q");
    if (asked) {
      input.value = asked;
      open();
    }
  }
}
