// On a narrow screen the list of pages is a drawer, which Material's styles open while a checkbox is checked.
{
  const drawer = document.getElementById("__drawer");
  const button = document.querySelector(".drawer");

  const show = (open) => {
    drawer.checked = open;
    button.setAttribute("aria-expanded", open);
  };

  button.hidden = false;
  show(false);
  drawer.addEventListener("change", () => show(drawer.checked));
  button.addEventListener("click", () => {
    show(true);
    document.getElementById("navigation").focus();
  });
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !drawer.checked) return;
    show(false);
    button.focus();
  });
  // A link to a section of this page loads nothing, so the drawer would stay open.
  document.getElementById("navigation").addEventListener("click", ({ target }) => target.closest("a") && show(false));
}
