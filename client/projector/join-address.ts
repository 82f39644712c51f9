/** An address without `https://`, in parts between which a line can break. */
export function addressLines(address: string): string[] {
  return address
    .replace(/^https?:\/\//, '')
    .replace(/\/$/, '')
    .split(/(?<=[./])(?=.)/);
}
