import { getPriority, setPriority } from 'node:os';

/** How the process ends before it takes too much memory. Any other code is a fault of the program. */
export const tooLargeCode = 77;

const checkEveryMs = 20;

/**
 * For the program of a process that does one piece of work (`workAside`): answers the one message that it gets, at a low
 * priority and within so many bytes of memory.
 */
export function workInside<Work, Answer>(maxBytes: number, answerTo: (work: Work) => Promise<Answer>): void {
  // The board comes first. What was started at a lower priority keeps it.
  setPriority(Math.max(getPriority(), 4));
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() > maxBytes) process.exit(tooLargeCode);
  }, checkEveryMs);
  process.once('message', (work: Work) => {
    void answerTo(work).then((answer) => {
      clearInterval(watch);
      process.send!(answer, undefined, undefined, () => process.disconnect());
    });
  });
}
