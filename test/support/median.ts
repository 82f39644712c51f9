/** The middle one of some numbers, the upper one of an even count. */
export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** How many times each of some figures is that of the same turn. */
export function ratios(ones: readonly number[], others: readonly number[]): number[] {
  return ones.map((one, turn) => one / others[turn]!);
}
