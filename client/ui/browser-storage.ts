/**
 * Reads the browser's storage. With cookies forbidden every access throws; the board works without storage.
 */
export function readStored(storage: 'localStorage' | 'sessionStorage', key: string): string | null {
  try {
    return globalThis[storage].getItem(key);
  } catch {
    return null;
  }
}

/** Null removes the key. Returns whether it could be written: there may be no room left. */
export function writeStored(storage: 'localStorage' | 'sessionStorage', key: string, value: string | null): boolean {
  try {
    if (value === null) globalThis[storage].removeItem(key);
    else globalThis[storage].setItem(key, value);
    return true;
  } catch {
    // Then it is remembered only while the page is open.
    return false;
  }
}
