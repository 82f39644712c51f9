/** Whether two fields of an event have the same value. A picture is an object: its members count, in their usual order. */
export function sameValue(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));
}
