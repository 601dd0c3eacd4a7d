// Leaves the terms in the glossary whose names, in any language, have what the reader types. Accents don't matter.
{
  const filter = document.querySelector(".glossary-filter");
  if (filter) {
    const bare = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").trim();
    const names = (row) => [...row.querySelectorAll("[translate=no]")].map(({ textContent }) => bare(textContent));
    const table = document.querySelector(".glossary");
    const rows = [...table.querySelectorAll("tbody tr")].map((row) => [row, names(row).join()]);
    const field = filter.querySelector("input");
    const status = filter.querySelector("[role=status]");

    field.oninput = () => {
      const wanted = bare(field.value);
      for (const [row, text] of rows) row.hidden = !text.includes(wanted);
      table.classList.toggle("filtered", wanted);
      const found = rows.filter(([row]) => !row.hidden).length;
      status.textContent = wanted && status.dataset[found ? "found" : "none"].replace("{number}", found);
    };
    filter.hidden = false;
    // A browser that comes back to the page fills the field in.
    field.oninput();
    // A link may lead to a term that is hidden.
    onhashchange = () => {
      const row = table.querySelector("[hidden]:target");
      if (!row) return;
      field.value = "";
      field.oninput();
      row.scrollIntoView();
    };
  }
}
