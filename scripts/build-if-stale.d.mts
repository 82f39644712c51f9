/** Builds what is not there or older than its sources. Rejects with a message for people. */
export function buildIfStale(): Promise<void>;
