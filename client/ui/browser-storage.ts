/**
 * The browser's storage, where it has one for us: with cookies forbidden every touch of it throws, and the board
 * works without.
 */
export function readStored(storage: 'localStorage' | 'sessionStorage', key: string): string | null {
  try {
    return globalThis[storage].getItem(key);
  } catch {
    return null;
  }
}

/** Null removes. */
export function writeStored(storage: 'localStorage' | 'sessionStorage', key: string, value: string | null): void {
  try {
    if (value === null) globalThis[storage].removeItem(key);
    else globalThis[storage].setItem(key, value);
  } catch {
    // It is then remembered for as long as the page lives.
  }
}
