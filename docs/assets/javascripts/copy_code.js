// Each block of code gets a button that copies it.
// Needs: copyText, tell (clipboard.js)
{
  const template = document.getElementById("copy-code");
  const status = document.getElementById("status");

  for (const pre of document.querySelectorAll(".highlight > pre")) {
    if (pre.closest(".no-copy")) continue;
    const code = pre.querySelector("code");
    const button = template.content.cloneNode(true).firstElementChild;
    button.onclick = async () => {
      const copied = await copyText(code.textContent);
      button.classList.toggle("copied", copied);
      status.classList.toggle("for-screen-readers", copied);
      tell(status, copied ? button.dataset.copied : button.dataset.failed);
      if (!copied) getSelection().selectAllChildren(code);
    };
    // "Copied" is shown until the reader leaves the button.
    button.onblur = button.onpointerleave = () => button.classList.remove("copied");
    pre.append(button);
  }
}
