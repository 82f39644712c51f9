import { vi } from 'vitest';

/** A `localStorage` that is this map, until `vi.unstubAllGlobals()`. */
export function stubLocalStorage(stored: Map<string, string>): void {
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  });
}
