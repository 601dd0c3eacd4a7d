// Copies text. Over http:// from another machine, only the second way is open.
// Gives: copyText, tell

/** Whether a text, or a promise of it, has been copied. */
async function copyText(text) {
  const MILLISECONDS_TO_ANSWER = 1000;
  const blob = async () => new Blob([await text], { type: "text/plain" });
  const silence = () => new Promise((_, reject) => setTimeout(reject, MILLISECONDS_TO_ANSWER));
  try {
    // A promise, because Safari lets a page write only during the click, before the text has come.
    const written = navigator.clipboard.write([new ClipboardItem({ "text/plain": blob() })]);
    // A browser may ask the reader for permission, who may not answer.
    await Promise.race([written, blob().then(silence)]);
    return true;
  } catch {}
  try {
    text = await text;
    // This copies without a selection. Safari sends beforecopy first, to ask whether there is something to copy.
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

/** Shows a message in a status line for some seconds. */
function tell(status, message) {
  const SECONDS_SHOWN = 8;
  clearTimeout(status.hiding);
  status.textContent = message;
  status.hiding = setTimeout(() => (status.textContent = ""), SECONDS_SHOWN * 1000);
}
