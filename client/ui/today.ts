/** Often enough to keep “in 40 min” true, but not so often that the page seems to tick. */
const tickMs = 20_000;

/**
 * Calls `listener` at intervals while the page is visible, and when it becomes visible. Returns a function that stops
 * it.
 */
export function onTick(listener: () => void): () => void {
  const tick = (): void => {
    if (document.visibilityState === 'visible') listener();
  };
  const timer = setInterval(tick, tickMs);
  document.addEventListener('visibilitychange', tick);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', tick);
  };
}

/** Today's date in a zone, `2026-11-23`. */
export function todayIn(timeZone: string, now: Date): string {
  let format = formats.get(timeZone);
  if (format === undefined) {
    // Canadian English writes dates like ISO 8601.
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  return format.format(now);
}

const formats = new Map<string, Intl.DateTimeFormat>();
