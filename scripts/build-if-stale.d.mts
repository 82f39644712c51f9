/**
 * Builds the named parts (by default all) that are missing or older than their sources. `say` gets lines for people.
 * Rejects with a message for people.
 */
export function buildIfStale(names?: ('server' | 'pages')[], say?: (text: string) => void): Promise<void>;
