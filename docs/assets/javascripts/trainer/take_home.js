// Copies the reader's network as a script for Keras, and as a link that restores its settings.
// Needs: copyText, tell (clipboard.js)
// Gives: takeHome

/** Lets the buttons of a trainer copy; `script` and `query` give what there is to copy when one is pressed. */
function takeHome(figure, texts, { script, query }) {
  const part = (name) => figure.querySelector(`.trainer-${name}`);
  const copy = async (text, said) => tell(part("copied"), (await copyText(text)) ? said : texts.not_copied);

  const link = () => {
    const address = new URL(location.href);
    const above = [...document.querySelectorAll("article :is(h1, h2, h3)[id]")].filter(
      (heading) => heading.compareDocumentPosition(figure) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    address.search = query();
    address.hash = above.at(-1)?.id ?? "";
    return address.href;
  };

  part("copy").addEventListener("click", () => copy(script(), texts.copied));
  part("link").addEventListener("click", () => copy(link(), texts.linked));
}
