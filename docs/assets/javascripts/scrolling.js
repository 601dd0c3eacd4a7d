// The Tab key stops at code and tables that scroll, so that the arrow keys scroll them, and at no others.
{
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const box of document.querySelectorAll(".highlight code, .table")) observer.observe(box);
}
