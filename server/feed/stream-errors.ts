import { isHistoryLost } from '../database/mongo-errors.ts';

/** What the feed does when its change stream fails. */
export type StreamFailure =
  /** Open the stream again after the last token: nothing is lost. */
  | 'resume'
  /** MongoDB no longer knows the token: open the stream at the present time, and reset every board. */
  | 'history-lost';

export function reactionTo(error: unknown): StreamFailure {
  if (error instanceof StreamInvalidated || isHistoryLost(error)) return 'history-lost';
  // Everything else passes, or someone repairs it: elections, cut connections, missing rights, a full disk. Resuming is
  // always safe, because it starts after the last token delivered; the back-off keeps it cheap.
  return 'resume';
}

/** The watched database was dropped. A stream cannot continue after that. */
export class StreamInvalidated extends Error {
  constructor() {
    super('The change stream was invalidated: its database was dropped.');
  }
}

/** MongoDB neither answers nor closes the connection. */
export class StreamHangs extends Error {
  constructor(deadlineMs: number) {
    super(`The change stream said nothing for ${deadlineMs} ms.`);
  }
}
