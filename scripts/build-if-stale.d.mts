/** Builds what is not there or older than its sources, of all parts or of those that are named. Rejects with a message for people. */
export function buildIfStale(names?: ('server' | 'pages')[]): Promise<void>;
