const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clock of a zone says, in minutes from midnight. */
export function clockIn(timeZone: string, now: Date): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    formats.set(timeZone, format);
  }
  const [hours, minutes] = format.format(now).split(':').map(Number) as [number, number];
  return hours * 60 + minutes;
}
