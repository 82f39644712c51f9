/** An address as one reads it out, without `https://`, in the parts between which a line may end. */
export function addressLines(address: string): string[] {
  return address
    .replace(/^https?:\/\//, '')
    .replace(/\/$/, '')
    .split(/(?<=[./])(?=.)/);
}

/** Whether it is the computer's own name for itself, which leads a phone nowhere. */
export function isOnlyHere(address: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(address).hostname);
}
