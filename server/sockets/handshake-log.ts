import type { IncomingMessage } from 'node:http';
import { nameSender, servingSender, type SecurityLog } from '../base/security-log.ts';
import type { Visitor } from '../moderation/presence.ts';
import type { Sessions } from '../accounts/sessions.ts';

type Options = {
  log: SecurityLog;
  sessions: Pick<Sessions, 'peek'>;
  visitorIn: (request: IncomingMessage) => Promise<Visitor>;
  addressOf: (request: IncomingMessage) => string;
};

/** Records what somebody did wrong with a handshake, or with the connection that it opened. */
export type RecordOf = (request: IncomingMessage) => SecurityLog['record'];

export function createHandshakeLog({ log, sessions, visitorIn, addressOf }: Options): RecordOf {
  const personOf = async ({ sessionId, guest }: Visitor): Promise<string | null> => {
    const member = sessionId === null ? null : await sessions.peek(sessionId);
    return member === null ? (guest?.id ?? null) : `user:${member.userId}`;
  };
  return (request) => {
    // Read at once: a connection does not keep its request.
    const address = addressOf(request);
    const visitor = visitorIn(request);
    const person = async (): Promise<string | null> => personOf(await visitor);
    // Told when it is asked for.
    visitor.catch(() => undefined);
    return (event, details) => {
      // Without the database nobody is known.
      void person()
        .catch(() => null)
        .then((known) =>
          servingSender(address, () => {
            nameSender(known);
            log.record(event, details);
          }),
        );
    };
  };
}
