import * as z from 'zod/mini';
import type { Board } from './board.ts';
import { BoardEvent, Slug } from './event.ts';

/** Which live set: `public` has what everyone may see, `moderators` also pending and hidden events. */
export const Audience = z.enum(['public', 'moderators']);
export type Audience = z.infer<typeof Audience>;

/** A point in the change stream; opaque to clients, the same on every server. */
const Position = z.string().check(z.minLength(1), z.maxLength(400));

export const SnapshotQuery = z.strictObject({ audience: z.optional(Audience) });

/** A board's live set at a position. */
export const Snapshot = z.strictObject({
  board: Slug,
  audience: Audience,
  position: Position,
  size: z.int(),
  checksum: z.string(),
  events: z.array(BoardEvent),
});
export type Snapshot = z.infer<typeof Snapshot>;

/** Read before the rest of `subscribe`, which another version may have changed. Absent: 1. */
export const ProtocolOfClient = z.looseObject({ protocol: z.optional(z.int()) });

export const Subscribe = z.strictObject({
  board: Slug,
  position: Position,
  audience: z.optional(Audience),
  protocol: z.optional(z.int()),
});
export type Subscribe = z.infer<typeof Subscribe>;

export type SubscribeRefusal =
  | 'client_too_old'
  | 'position_unknown'
  | 'board_not_found'
  | 'forbidden'
  | 'invalid_request'
  | 'too_many_requests'
  | 'unavailable';

export type Subscribed = {
  ok: true;
  /** The server's version, for the whole connection. */
  protocol: number;
  board: string;
  audience: Audience;
  /** The position that the client named; `changes` continue it. */
  after: string;
  /** The position that the client holds after applying them. */
  at: string;
  changes: Frame['changes'];
  size: number;
  checksum: string;
  viewers: number;
  build: string;
};

export type SubscribeAnswer = Subscribed | { ok: false; code: SubscribeRefusal };

const AnyChange = z.union([z.strictObject({ put: BoardEvent }), z.strictObject({ remove: z.string() })]);

/** One frame of live changes. A client applies it whole, and only if it holds `after`. */
export const Frame = z.strictObject({
  board: Slug,
  after: Position,
  at: Position,
  changes: z.array(AnyChange),
  size: z.int(),
  checksum: z.string(),
});
export type Frame = z.infer<typeof Frame>;

/** Follows the feed by HTTP: what comes after a position, at once, or with `turn` when it comes. */
export const FollowQuery = z.strictObject({
  after: Position,
  turn: z.optional(z.coerce.number().check(z.int(), z.minimum(0))),
  audience: z.optional(Audience),
});

/** The state of a board in one line: sent every `pulseIntervalMs`, and when the number of viewers has changed. */
export const Pulse = z.strictObject({
  board: Slug,
  at: Position,
  size: z.int(),
  checksum: z.string(),
  viewers: z.int(),
  now: z.string(),
  build: z.string(),
  /** By HTTP only: differs when the board's title or rules do. */
  rules: z.optional(z.string()),
});
export type Pulse = z.infer<typeof Pulse>;

/** The session behind this socket ended or changed: ask `GET /api/session` again. */
export type SessionNotice = { reason: 'changed' | 'ended' };

/** A board's title and rules, sent after each successful `subscribe` and on each change. Null: the board was deleted. */
export type BoardNotice = { board: string; is: Board | null };

/** How many posts and changes wait for a moderator, for the moderators of a board. */
export type WaitingNotice = { board: string; posts: number };

export interface ClientToServerEvents {
  subscribe(message: Subscribe, answer: (answer: SubscribeAnswer) => void): void;
  /** A client reports that its set did not match a checksum (FEED-3: the server counts it). */
  mismatch(message: { board: string }): void;
}

export interface ServerToClientEvents {
  changes(frame: Frame): void;
  pulse(pulse: Pulse): void;
  session(notice: SessionNotice): void;
  board(notice: BoardNotice): void;
  /** One of this person's own posts waits or was decided: ask `GET /api/myevents` again. */
  posts(): void;
  waiting(notice: WaitingNotice): void;
  /** This server stops: go on at another one, by a connection with `movingQuery`, and then close this one. */
  move(): void;
}

/** In the query of the handshake: a server that stops refuses a connection that leaves another one. */
export const movingQuery = 'moving';
