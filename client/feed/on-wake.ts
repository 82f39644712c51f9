/** Calls back when the page may have missed something while it slept. Returns a function that stops it. */
export function onWake(listener: () => void): () => void {
  const visible = (): void => {
    if (document.visibilityState === 'visible') listener();
  };
  document.addEventListener('visibilitychange', visible);
  // Without `persisted` the page was loaded just now; with it, it comes from the back-forward cache and has slept.
  const shown = (event: PageTransitionEvent): void => {
    if (event.persisted) listener();
  };
  window.addEventListener('online', listener);
  window.addEventListener('pageshow', shown);
  return () => {
    document.removeEventListener('visibilitychange', visible);
    window.removeEventListener('online', listener);
    window.removeEventListener('pageshow', shown);
  };
}
