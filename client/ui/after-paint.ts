/** Calls back once the next frame is on the screen: for code that must not delay it. In a hidden tab, when it is seen. */
export function afterPaint(callback: () => void): void {
  requestAnimationFrame(() => setTimeout(callback));
}
