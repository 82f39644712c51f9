/** How many characters a person would count, roughly: code points, as JSON Schema's `maxLength` counts too. */
export function characterCount(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += text.codePointAt(index)! > 0xffff ? 2 : 1) count += 1;
  return count;
}

/**
 * Whether a text has more than `max` characters even once it is composed: at most four code points become one (UAX #15),
 * each of at most two UTF-16 units. This is asked before the text is composed, which takes time.
 */
export function isFarLonger(text: string, max: number): boolean {
  return text.length > 8 * max;
}
