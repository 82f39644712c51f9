/** Calls back when the page may have slept through something; answers how to stop. */
export function onWake(listener: () => void): () => void {
  const visible = (): void => {
    if (document.visibilityState === 'visible') listener();
  };
  document.addEventListener('visibilitychange', visible);
  // Only a page out of the back-forward cache has slept; the first show is the load.
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
