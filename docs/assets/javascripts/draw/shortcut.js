// Keys that are the browser's.
// Gives: isShortcut

/** Whether a key is pressed for the browser, as Alt and an arrow are to go back. */
function isShortcut({ altKey, ctrlKey, metaKey }) {
  return altKey || ctrlKey || metaKey;
}
