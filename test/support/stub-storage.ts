import { vi } from 'vitest';

/** A `localStorage` that is this map, until `vi.unstubAllGlobals()`. */
export function stubLocalStorage(stored: Map<string, string>): void {
  vi.stubGlobal('localStorage', storageOf(stored));
}

/** The same of `sessionStorage`. Answers the map. */
export function stubSessionStorage(stored = new Map<string, string>()): Map<string, string> {
  vi.stubGlobal('sessionStorage', storageOf(stored));
  return stored;
}

function storageOf(stored: Map<string, string>) {
  return {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  };
}
