// Loads the board to draw on when the reader comes near it: its code and weights are larger than the page.
{
  // On the page to print, a board has no script.
  const board = document.querySelector(".draw[data-script]");
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

  // A page at a file:// address can fetch nothing.
  if (board && location.protocol === "file:") {
    board.hidden = !board.dataset.sample;
    for (const part of board.querySelectorAll(".draw-live")) part.hidden = true;
    board.nextElementSibling.hidden = false;
  } else if (board) {
    const near = new IntersectionObserver(([{ isIntersecting }]) => isIntersecting && load(), { rootMargin: "50%" });
    const watch = () => near.observe(board);
    // A reader who hasn't scrolled yet may leave at once.
    if (scrollY) watch();
    else addEventListener("scroll", watch, { once: true, passive: true });
    for (const type of ["pointerover", "focusin"]) board.addEventListener(type, load);
  }
}
