/** What the browser keeps by a name, set first where there is a value. A browser may refuse to keep anything. */
function kept(name, value) {
  try {
    if (value !== undefined) localStorage.setItem(name, value);
    return localStorage.getItem(name);
  } catch {}
}
