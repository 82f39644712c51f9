import { vi } from 'vitest';

/** Replaces `localStorage` by this map, until `vi.unstubAllGlobals()`. */
export function stubLocalStorage(stored: Map<string, string>): void {
  vi.stubGlobal('localStorage', storageOf(stored));
}

/** Replaces `sessionStorage` by a map, which it returns. */
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
