/** A pulse comes this often; a client that hears nothing for much longer asks. */
export const pulseIntervalMs = 10_000;
