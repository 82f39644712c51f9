/** Calls back when the page may have slept through something; answers how to stop. */
export function onWake(listener: () => void): () => void {
  const visible = (): void => { if (document.visibilityState === 'visible') listener(); };
  document.addEventListener('visibilitychange', visible);
  window.addEventListener('online', listener);
  window.addEventListener('pageshow', listener);
  return () => {
    document.removeEventListener('visibilitychange', visible);
    window.removeEventListener('online', listener);
    window.removeEventListener('pageshow', listener);
  };
}
