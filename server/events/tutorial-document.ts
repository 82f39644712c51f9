/**
 * The documents of the tutorial's own application: `{event, date, user}`. Its dates are what people typed:
 * `04-10-19` (month, day, year), `2019-04-10`, and what its variants store: slashes, four-digit years, dates.
 */
export type TutorialFields = { name: unknown; day: string; user: unknown };

export function isTutorialDocument(document: Record<string, unknown>): boolean {
  return 'event' in document && 'date' in document && !('name' in document);
}

/** Returns null if the date cannot be read. */
export function readTutorialDocument(document: Record<string, unknown>): TutorialFields | null {
  const day = readTutorialDate(document.date);
  return day === null ? null : { name: document.event, day, user: document.user };
}

function readTutorialDate(date: unknown): string | null {
  if (date instanceof Date) return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10);
  if (typeof date !== 'string') return null;
  const text = date.trim();
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(text);
  if (iso !== null) return day(iso[1]!, iso[2]!, iso[3]!);
  const american = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/.exec(text);
  if (american !== null) return day(american[3]!.padStart(4, '20'), american[1]!, american[2]!);
  return null;
}

function day(year: string, month: string, dayOfMonth: string): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`;
  const date = new Date(`${text}T00:00:00Z`);
  // A day that does not exist, such as February 30, turns into another one.
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text ? null : text;
}
