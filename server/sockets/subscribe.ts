import {
  ProtocolOfClient,
  Subscribe,
  type SubscribeAnswer,
  type SubscribeRefusal,
} from '../../shared/feed-protocol.ts';
import { protocolVersion, serves } from '../../shared/protocol-version.ts';
import { nameSender, type SecurityLog } from '../base/security-log.ts';
import type { BoardService } from '../boards/board-service.ts';
import type { Feed } from '../feed/feed.ts';
import type { FeedMetrics } from '../feed/feed-metrics.ts';
import type { BoardSocket, Followed } from './board-socket.ts';
import type { Pulses } from './pulses.ts';
import type { ReviewNews } from './review-news.ts';
import { roomOf } from './rooms.ts';
import type { SocketSessions } from './socket-sessions.ts';
import type { UnreadReplays } from './unread-replays.ts';

type Dependencies = {
  feed: Feed;
  boards: Pick<BoardService, 'find'>;
  metrics: FeedMetrics;
  log: SecurityLog;
  build: string;
  pulses: Pulses;
  socketSessions: SocketSessions;
  unreadReplays: UnreadReplays;
  reviewNews: ReviewNews;
};

/**
 * Answers `subscribe`. The first join, a reconnect and a gap are all the same call (FEED-1): the client names its position and
 * gets everything since, or is told to start again from a snapshot.
 */
export function subscribeHandler({
  feed,
  boards,
  metrics,
  log,
  build,
  pulses,
  socketSessions,
  unreadReplays,
  reviewNews,
}: Dependencies) {
  return async (socket: BoardSocket, message: unknown, acknowledge: unknown): Promise<void> => {
    // A client that passes no callback cannot be brought up to date.
    if (typeof acknowledge !== 'function') return;
    const answer = (body: SubscribeAnswer): void => {
      metrics.subscriptions.inc({ answer: body.ok ? 'ok' : body.code });
      acknowledge(body);
    };
    const refuse = (code: SubscribeRefusal): void => answer({ ok: false, code });
    const forbid = (board: string): void => {
      log.record('authz_fail', { method: 'subscribe', path: board });
      refuse('forbidden');
    };

    const { protocol = 1 } = ProtocolOfClient.safeParse(message).data ?? {};
    const served = serves(protocol);
    if (served === 'older') return refuse('client_too_old');
    // During an update: the client tries again until this server is replaced, too.
    if (served === 'newer') return refuse('unavailable');
    const parsed = Subscribe.safeParse(message);
    if (!parsed.success) return refuse('invalid_request');
    const { board, position, audience = 'public' } = parsed.data;
    const asked = (socket.data.asked += 1);
    const found = await boards.find(board);
    if (found === null) return refuse('board_not_found');
    await socketSessions.identified(socket);
    nameSender(socketSessions.person(socket)?.id ?? null);
    if (!socketSessions.mayFollow(socket, found.rights, audience)) return forbid(board);
    await feed.reach(board, audience, position);
    if (!socket.connected || asked !== socket.data.asked) return;
    // A client that got an answer now would call itself live.
    if (!feed.live) return refuse('unavailable');
    // Meanwhile the session can have ended, the board can have been deleted, or its moderators can have changed.
    const current = await boards.find(board);
    if (current === null) return refuse('board_not_found');
    if (!socketSessions.mayFollow(socket, current.rights, audience)) return forbid(board);

    // The cutover. Nothing may be awaited from here on: then the next frame that this socket gets continues the answer.
    const joined = feed.join(board, audience, position, current.identity);
    if (joined === null || !unreadReplays.add(socket, joined)) return refuse('position_unknown');
    follow(socket, { board, audience, identity: current.identity, rights: current.rights });
    const { bytes: _bytes, ...replay } = joined;
    const viewers = pulses.viewersForAnswer(board);
    answer({ ok: true, protocol: protocolVersion, board, audience, after: position, ...replay, viewers, build });
    socket.emit('board', { board, is: current.board });
    pulses.viewersChanged([board]);
    reviewNews.greet(socket);
  };
}

/** A socket follows one board at a time: that of the page it belongs to. */
function follow(socket: BoardSocket, followed: Followed): void {
  const room = roomOf(followed.board, followed.audience);
  for (const other of socket.data.follows.keys()) if (other !== room) void socket.leave(other);
  socket.data.follows.clear();
  socket.data.follows.set(room, followed);
  void socket.join(room);
}
