/**
 * Keeps what gets the focus clear of a bar that sticks to the foot of the window: the browser scrolls it into view above
 * the bar. Returns a function that ends it.
 */
export function keepClearOf(foot: HTMLElement): () => void {
  const { style } = document.documentElement;
  const observer = new ResizeObserver(() => {
    style.scrollPaddingBottom = `${foot.offsetHeight + 24}px`;
  });
  observer.observe(foot);
  return () => {
    observer.disconnect();
    style.scrollPaddingBottom = '';
  };
}
