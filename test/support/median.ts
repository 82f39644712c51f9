/** Returns the median; of an even count, the upper of the two in the middle. */
export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** Returns the median ratio of two series, turn by turn. */
export function ratios(ones: readonly number[], others: readonly number[]): number[] {
  return ones.map((one, turn) => one / others[turn]!);
}
