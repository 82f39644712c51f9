/** The rules of lists. The schemas use them; a page reads its address with them, without loading the schemas. */
export const eventSorts = ['date', '-date', 'name', '-name', 'created', '-created'] as const;

/** `false`: no archived events; `true`: only archived events; `any`: both. */
export const archivedChoices = ['true', 'false', 'any'] as const;

/** Events on one page of a list: by default, and at most. */
export const defaultListLimit = 50;
export const maxListLimit = 200;

/** The longest text to search for. */
export const maxSearchLength = 200;

/** A list's limit from an address; null if it is not valid. */
export function readListLimit(text: string): number | null {
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return limit >= 1 && limit <= maxListLimit ? limit : null;
}
