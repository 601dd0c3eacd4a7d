// Copies the page as Markdown. Where that is impossible, as at a file:// address, the link to the Markdown page stays.
{
  const link = document.querySelector(".markdown-page");
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

  const markdown = async () => {
    const response = await fetch(link.href);
    if (!response.ok) throw response;
    return new Blob([await response.text()], { type: "text/plain" });
  };

  const copy = async () => {
    try {
      // A promise, because Safari lets a page write only during the click, before the text has come.
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": markdown() })]);
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
