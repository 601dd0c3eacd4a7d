// On a narrow screen the list of pages is a drawer, which Material's styles open while a checkbox is checked.
{
  const drawer = document.getElementById("__drawer");
  const button = document.querySelector(".drawer");
  const navigation = document.getElementById("navigation");

  const show = (open) => {
    drawer.checked = open;
    button.setAttribute("aria-expanded", open);
  };

  button.hidden = false;
  show(false);
  drawer.addEventListener("change", () => show(drawer.checked));
  button.addEventListener("click", () => {
    show(true);
    navigation.focus();
  });
  const close = () => {
    show(false);
    button.focus();
  };
  // The open drawer covers the page.
  document.addEventListener("focusin", ({ target }) => drawer.checked && !navigation.contains(target) && show(false));
  addEventListener("keydown", ({ key }) => key === "Escape" && drawer.checked && close());
  document.querySelector(".drawer-close").onclick = close;
  // A link to a section of this page loads nothing, so the drawer would stay open.
  navigation.addEventListener("click", ({ target }) => target.closest("a") && show(false));
}
