// Copies text. Over http:// from another machine, only the second way is open.
// Gives: copyText, tell

/** Whether a text, or a promise of it, has been copied. */
async function copyText(text) {
  const blob = async () => new Blob([await text], { type: "text/plain" });
  try {
    // A promise, because Safari lets a page write only during the click, before the text has come.
    const write = navigator.clipboard.write([new ClipboardItem({ "text/plain": blob() })]);
    // The reader may not answer the browser.
    await Promise.race([write, blob().then(() => new Promise((_, reject) => setTimeout(reject, 1000)))]);
    return true;
  } catch {}
  try {
    text = await text;
    document.oncopy = document.onbeforecopy = (event) => {
      event.preventDefault();
      event.clipboardData?.setData("text/plain", text);
    };
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    document.oncopy = document.onbeforecopy = null;
  }
}

function tell(status, message) {
  clearTimeout(status.hiding);
  status.textContent = message;
  status.hiding = setTimeout(() => (status.textContent = ""), 8000);
}
