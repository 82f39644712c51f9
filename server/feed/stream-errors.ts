/**
 * What the feed does when its change stream fails. MongoDB's error codes:
 * https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml
 */
export type StreamFailure =
  /** Open it again from the last token: nothing is lost. */
  | 'resume'
  /** The token leads nowhere any more: begin anew, with an explicit reset of every board. */
  | 'history-lost';

const historyLostCodes: ReadonlyMap<number, string> = new Map([
  [136, 'CappedPositionLost: the oplog has rolled over the place of the cursor'],
  [222, 'CloseChangeStream: the watched database or collection is gone'],
  [260, 'InvalidResumeToken: not a token of this replica set'],
  [280, 'ChangeStreamFatalError: the token is not in the oplog, for example after another data set was restored'],
  [286, 'ChangeStreamHistoryLost: the oplog has rolled over the resume point'],
  [10334, 'BSONObjectTooLarge: a change of more than 16 MB, which no stream can pass'],
]);

export function reactionTo(error: unknown): StreamFailure {
  if (error instanceof StreamInvalidated) return 'history-lost';
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'number' && historyLostCodes.has(code)) return 'history-lost';
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
