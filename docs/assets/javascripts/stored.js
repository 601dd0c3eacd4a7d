// What the browser remembers for the reader, each thing under a name. A browser may refuse: then nothing is remembered
// from page to page.
// Gives: stored, store, storedNames, storeName, forgetAll

/** The value that was stored under a name, or nothing. */
function stored(name) {
  try {
    return localStorage.getItem(name);
  } catch {}
}

function store(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {}
}

/** The names that are stored as a list, such as those of the lessons that are done. */
function storedNames(list) {
  return new Set((stored(list) || "").split(" ").filter(Boolean));
}

/** Adds a name to a list or takes it out, and returns the list: another tab may have stored more of it. */
function storeName(list, name, isIn) {
  const names = storedNames(list);
  if (isIn) names.add(name);
  else names.delete(name);
  store(list, [...names].join(" "));
  return names;
}

/** Forgets all that this site remembers, and returns its names: other sites of the host have names of their own. */
function forgetAll() {
  const all = ["lessons-done", "questions-answered", "outputs-open", "song-ngu", "language", "theme"];
  const found = all.filter((name) => stored(name));
  try {
    for (const name of all) localStorage.removeItem(name);
  } catch {}
  // The browser tells only the other tabs.
  dispatchEvent(new Event("storage"));
  return found;
}
