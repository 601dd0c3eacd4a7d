// The ways in which a reader gives the form a photo.
// Needs: refusal (refusing.js)
// Gives: offeringOn

/** Calls `open` with a function that gives the file, or promises it: one that is chosen, dropped or pasted, a sample. */
function offeringOn(figure, open) {
  const take = (file) => file && open(() => file);

  const fetched = async (address) => {
    try {
      const response = await fetch(address);
      if (response.ok) return await response.blob();
    } catch {}
    throw refusal("unloaded");
  };

  for (const button of figure.querySelectorAll(".photo-files button")) {
    const input = button.nextElementSibling;
    button.addEventListener("click", () => input.click());
    input.addEventListener("change", () => {
      const [file] = input.files;
      // The reader may have changed the file, and choose it again.
      input.value = "";
      take(file);
    });
  }
  for (const sample of figure.querySelectorAll(".photo-samples button"))
    sample.addEventListener("click", () => open(() => fetched(sample.value)));
  figure.addEventListener("paste", ({ clipboardData }) => take(clipboardData.files[0]));
  // Otherwise the browser would leave the page for the file.
  figure.addEventListener("dragover", (event) => event.preventDefault());
  figure.addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  });
}
