/** The time between two pulses. A client that hears nothing for much longer asks. */
export const pulseIntervalMs = 10_000;
