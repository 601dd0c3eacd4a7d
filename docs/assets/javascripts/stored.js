// What the browser remembers for the reader. A browser may refuse: then nothing is remembered from page to page.
// Gives: stored, store

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
