// Copies the page as Markdown. Where that is impossible, as at a file:// address, the link to the Markdown page stays.
// Needs: copyText, tell (clipboard.js)
{
  const link = document.querySelector(".markdown-page");
  const button = document.querySelector(".copy-page");
  const status = document.querySelector(".copy-page-status");

  const markdown = async () => {
    const response = await fetch(link.href);
    if (!response.ok) throw response;
    return response.text();
  };

  const copy = async () => {
    if (await copyText(markdown())) return tell(status, button.dataset.copied);
    button.hidden = true;
    link.hidden = false;
    link.focus();
    tell(status, button.dataset.failed);
  };

  if (link && location.protocol !== "file:") {
    button.hidden = false;
    link.hidden = true;
    button.onclick = copy;
  }
}
