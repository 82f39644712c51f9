/** The time between two pulses. A client that hears nothing for much longer asks. */
export const pulseIntervalMs = 10_000;

/** How long a request of the HTTP feed waits at most for a change: shorter than the patience of most proxies. */
export const feedTurnMs = 25_000;

/** A server can wait until it has caught up with the position (FEED-5). After this time the client tries another. */
export const answerDeadlineMs = 8_000;
