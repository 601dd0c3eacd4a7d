// Each block of code gets a button that copies it.
// Needs: copyText, tell (clipboard.js)
{
  const template = document.getElementById("copy-code");
  const done = document.getElementById("status");
  const refused = document.getElementById("copy-refused");

  for (const pre of document.querySelectorAll(".highlight > pre")) {
    if (pre.closest(".no-copy")) continue;
    const code = pre.querySelector("code");
    const button = template.content.cloneNode(true).firstElementChild;
    button.onclick = async () => {
      const copied = await copyText(code.textContent);
      button.classList.toggle("copied", copied);
      tell(copied ? done : refused, copied ? button.dataset.copied : button.dataset.failed);
      if (!copied) getSelection().selectAllChildren(code);
    };
    // "Copied" is shown until the reader leaves the button.
    button.onblur = button.onpointerleave = () => button.classList.remove("copied");
    pre.append(button);
  }
}
