/** Builds the named parts (by default all) that are missing or older than their sources. Rejects with a message for people. */
export function buildIfStale(names?: ('server' | 'pages')[]): Promise<void>;
