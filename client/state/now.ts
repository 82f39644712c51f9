/** Calls back about every half minute, so that “in 40 min” stays true; answers how to stop. */
export function everyHalfMinute(listener: () => void): () => void {
  const timer = setInterval(listener, 30_000);
  return () => clearInterval(timer);
}

/** Today's date in a zone, `2026-11-23`. */
export function todayIn(timeZone: string, now: Date): string {
  // The Canadian English date is the ISO one.
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);
}
