/** An address without `https://`, in parts between which a line can break. */
export function addressLines(address: string): string[] {
  return address
    .replace(/^https?:\/\//, '')
    .replace(/\/$/, '')
    .split(/(?<=[./])(?=.)/);
}

/** Whether it is `localhost` or the like, which phones cannot open. */
export function isOnlyHere(address: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(address).hostname);
}
