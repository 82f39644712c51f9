import type { Socket } from 'socket.io-client';
import {
  movingQuery,
  type ClientToServerEvents,
  type Frame,
  type ServerToClientEvents,
  type Subscribe,
} from '../../shared/feed-protocol.ts';
import { answerDeadlineMs } from '../../shared/feed-timing.ts';

export type BoardSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

type Feed = {
  connected(): void;
  frame(frame: Frame): void;
  /** What the feed follows, from the position that it holds; null while it does not follow. */
  held(): Subscribe | null;
};

/**
 * Goes on by a new socket, at a server that does not stop, and then leaves the old one: until the new one answers, the old
 * one brings the frames. `adopt` is called in the turn of the answer, so that no frame after it is missed. While no server
 * takes the new socket, it tries again; when the old one breaks, that connects again as ever, and this ends.
 */
export function moveSocket(
  from: BoardSocket,
  open: (query: object) => BoardSocket,
  feed: Feed,
  adopt: (to: BoardSocket) => void,
): void {
  const to = open({ [movingQuery]: 1 });
  // Tried again more often than after a break: this was asked for, and the old socket's time is short.
  to.io.reconnectionDelayMax(500);

  const leave = (socket: BoardSocket): void => {
    socket.removeAllListeners();
    socket.disconnect();
  };

  function take(): void {
    // Only on the way here does it leave another server.
    to.io.opts.query = {};
    to.io.reconnectionDelayMax(from.io.reconnectionDelayMax());
    leave(from);
    to.removeListener('connect', follow).removeListener('connect_error', endIfBroken);
    adopt(to);
  }

  function follow(): void {
    if (endIfBroken()) return;
    const held = feed.held();
    // The feed is asking already: it asks again by the new socket.
    if (held === null) return leaveItToTheFeed();
    to.timeout(answerDeadlineMs).emit('subscribe', held, (error, answer) => {
      if (endIfBroken()) return;
      // Another server may take it: tries again after a pause.
      if (error !== null || (!answer.ok && answer.code === 'unavailable')) return void to.io.engine.close();
      // It knows what to do about each refusal.
      if (!answer.ok) return leaveItToTheFeed();
      // The old socket has brought more meanwhile.
      if (feed.held()?.position !== answer.after) return follow();
      take();
      const { board, after, at, changes, size, checksum } = answer;
      feed.frame({ board, after, at, changes, size, checksum });
    });
  }

  function leaveItToTheFeed(): void {
    take();
    feed.connected();
  }

  function endIfBroken(): boolean {
    if (!from.connected) leave(to);
    return !from.connected;
  }

  to.on('connect', follow).on('connect_error', endIfBroken);
  to.connect();
}
