// Each block of code gets a button that copies it.
{
  const template = document.getElementById("copy-code");
  const status = document.getElementById("status");

  for (const pre of document.querySelectorAll(".highlight > pre")) {
    if (pre.closest(".no-copy")) continue;
    const button = template.content.cloneNode(true).firstElementChild;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(pre.querySelector("code").textContent);
      button.classList.add("copied");
      status.textContent = button.dataset.copied;
    });
    // "Copied" is shown until the reader leaves the button.
    button.addEventListener("blur", () => button.classList.remove("copied"));
    button.addEventListener("pointerleave", () => button.classList.remove("copied"));
    pre.append(button);
  }
}
