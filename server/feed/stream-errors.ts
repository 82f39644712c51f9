import { isHistoryLost } from '../database/mongo-errors.ts';

/** What the feed does when its change stream fails. */
export type StreamFailure =
  /** Open it again from the last token: nothing is lost. */
  | 'resume'
  /** The token leads nowhere any more: begin anew, with an explicit reset of every board. */
  | 'history-lost';

export function reactionTo(error: unknown): StreamFailure {
  if (error instanceof StreamInvalidated || isHistoryLost(error)) return 'history-lost';
  // Everything else passes or is mended by somebody: elections, cuts, a hang, missing rights, a full disk. To
  // resume is always safe, since it begins from the last token delivered; the back-off keeps it cheap.
  return 'resume';
}

/** The database that was watched is gone; a stream cannot go on past that. */
export class StreamInvalidated extends Error {
  constructor() {
    super('The change stream was invalidated: its database was dropped.');
  }
}

/** The server neither answers nor closes the connection. */
export class StreamHangs extends Error {
  constructor(deadlineMs: number) {
    super(`The change stream said nothing for ${deadlineMs} ms.`);
  }
}
