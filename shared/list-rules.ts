/** What a list may be asked: pure, so that a page can read its address without the schemas, which are made of these. */
export const eventSorts = ['date', '-date', 'name', '-name', 'created', '-created'] as const;

/** `false`: none of the archived; `true`: only those; `any`: both. */
export const archivedChoices = ['true', 'false', 'any'] as const;

/** How many events a page of the list holds: unless told, and at most. */
export const defaultListLimit = 50;
export const maxListLimit = 200;

/** The longest text that is searched for. */
export const maxSearchLength = 200;

/** A list's limit as it stands in an address; null where it is none. */
export function readListLimit(text: string): number | null {
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return limit >= 1 && limit <= maxListLimit ? limit : null;
}
