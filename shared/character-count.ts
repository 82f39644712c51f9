/** How many characters a person would count, roughly: code points, as JSON Schema's `maxLength` counts too. */
export function characterCount(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += text.codePointAt(index)! > 0xffff ? 2 : 1) count += 1;
  return count;
}
