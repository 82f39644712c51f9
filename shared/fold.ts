/**
 * Folds text for comparison without case and accents: compatibility-decomposed, marks dropped, lower case.
 * The server keeps it beside each event for its queries; the client filters the live set with it.
 */
export function fold(value: string): string {
  return value.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}
