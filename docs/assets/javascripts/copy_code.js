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
    const block = pre.parentElement;
    const row = block.parentElement.querySelector(":scope > .code-row");
    // Without a row of its own, a block has a strip above it, for which code.css keeps the room.
    if (row) row.append(button);
    else pre.before(button);
  }
}
