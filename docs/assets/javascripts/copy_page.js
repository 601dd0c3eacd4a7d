// Copies the page's Markdown twin. Where that can't be, as from a file:// address, the link to the twin stays.
{
  const link = document.querySelector(".twin");
  const button = document.querySelector(".copy-page");
  const status = document.querySelector(".copy-page-status");
  const SECONDS_SHOWN = 4;
  let hiding;

  const tell = (message) => {
    clearTimeout(hiding);
    status.textContent = message;
    hiding = setTimeout(() => (status.textContent = ""), SECONDS_SHOWN * 1000);
  };

  const offer = (copying) => {
    link.hidden = copying;
    button.hidden = !copying;
  };

  const twin = async () => {
    const response = await fetch(link.href);
    if (!response.ok) throw response;
    return new Blob([await response.text()], { type: "text/plain" });
  };

  const copy = async () => {
    try {
      // The promise of the text: Safari lets a page write in the very click alone.
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": twin() })]);
      tell(button.dataset.copied);
    } catch {
      offer(false);
      link.focus();
      tell(button.dataset.failed);
    }
  };

  if (link && navigator.clipboard?.write && location.protocol !== "file:") {
    button.addEventListener("click", copy);
    offer(true);
  }
}
