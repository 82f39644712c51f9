/** A hidden tab draws no frames; it is told all the same, though not as often. */
const hiddenTabMs = 1_000;

/** Calls back before the next frame is drawn. */
export function beforeNextFrame(callback: () => void): void {
  let done = false;
  const once = (): void => {
    if (done) return;
    done = true;
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    callback();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, hiddenTabMs);
}
