// What reads a drawn digit weighs more than its page: it comes when the reader does.
{
  const board = document.querySelector(".draw");
  let loading = false;

  const load = () => {
    if (loading) return;
    loading = true;
    const script = document.createElement("script");
    script.src = board.dataset.script;
    script.onerror = () => {
      loading = false;
      board.querySelector(".draw-answer").textContent = board.dataset.failed;
      const retry = board.querySelector(".draw-retry");
      retry.hidden = false;
      retry.onclick = load;
    };
    document.head.append(script);
  };

  // From a file:// address, nothing can be fetched.
  if (board && location.protocol === "file:") {
    board.hidden = true;
    board.nextElementSibling.hidden = false;
  } else if (board) {
    const near = new IntersectionObserver(([{ isIntersecting }]) => isIntersecting && load(), { rootMargin: "50%" });
    const watch = () => near.observe(board);
    // Who has only opened the page may not stay.
    if (scrollY) watch();
    else addEventListener("scroll", watch, { once: true, passive: true });
    for (const type of ["pointerover", "focusin"]) board.addEventListener(type, load);
  }
}
