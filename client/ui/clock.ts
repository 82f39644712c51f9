/** Often enough that “in 40 min” is true, seldom enough that nothing seems to tick. */
const tickMs = 20_000;

/** Calls back every so often while the page can be seen, and when it is seen again; answers how to stop. */
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
    // The Canadian English date is the ISO one.
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  return format.format(now);
}

const formats = new Map<string, Intl.DateTimeFormat>();
