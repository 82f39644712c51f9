/** `npm start` passes Ctrl-C on to a process that the terminal has told already: so close together it is one signal. */
const sameSignalMs = 1_000;

type Handlers = { first: () => void; second: () => void };

/** Calls `first` on Ctrl-C or SIGTERM, and `second` when somebody insists. */
export function onStopSignals({ first, second }: Handlers): void {
  let firstAt: number | null = null;
  const heard = (): void => {
    if (firstAt === null) {
      firstAt = Date.now();
      first();
    } else if (Date.now() - firstAt > sameSignalMs) second();
  };
  process.on('SIGINT', heard);
  process.on('SIGTERM', heard);
}
