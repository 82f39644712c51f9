/** The terminal and `npm start` both pass Ctrl-C on to this process. Signals this close together are one. */
const sameSignalMs = 1_000;

type Handlers = { first: () => void; second: () => void };

/** Calls `first` on the first Ctrl-C or SIGTERM, and `second` on any later one. */
export function onStopSignals({ first, second }: Handlers): void {
  let firstAt: number | null = null;
  const heard = (): void => {
    if (firstAt === null) {
      firstAt = performance.now();
      first();
    } else if (performance.now() - firstAt > sameSignalMs) second();
  };
  process.on('SIGINT', heard);
  process.on('SIGTERM', heard);
}
