import { writeStored } from './browser-storage.ts';

/** Removes what is stored under keys that begin like this. */
export function forgetStored(storage: 'localStorage' | 'sessionStorage', prefixes: readonly string[]): void {
  for (const key of storedKeys(storage))
    if (prefixes.some((prefix) => key.startsWith(prefix))) writeStored(storage, key, null);
}

/** With cookies forbidden every access throws, and nothing is stored. */
function storedKeys(storage: 'localStorage' | 'sessionStorage'): string[] {
  try {
    return Object.keys(globalThis[storage]);
  } catch {
    return [];
  }
}
