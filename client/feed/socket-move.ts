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
 * Goes on by a new socket, at a server that does not stop, and then leaves the old one. While the new one is asked, the
 * frames of the old one are kept back: its answer has them too, or else they count after all. `adopt` is called in the turn of the answer, so that no frame after it is missed. While no server
 * takes the new socket, it tries again; when the old one breaks, that connects again as ever, and this ends.
 */
export function moveSocket(
  from: BoardSocket,
  open: (query: object) => BoardSocket,
  feed: Feed,
  adopt: (to: BoardSocket) => void,
): void {
  const to = open({ [movingQuery]: 1 });
  // Tried again more often than after a break: this was asked for, and the old socket's time is short. Behind a balancer
  // that does not ask who is ready, every other try comes back to the server that stops.
  to.io.reconnectionDelay(100).reconnectionDelayMax(250);

  const leave = (socket: BoardSocket): void => {
    socket.removeAllListeners();
    socket.disconnect();
  };

  function take(): void {
    // Only on the way here does it leave another server.
    to.io.opts.query = {};
    to.io.reconnectionDelay(from.io.reconnectionDelay()).reconnectionDelayMax(from.io.reconnectionDelayMax());
    leave(from);
    to.removeListener('connect', follow).removeListener('connect_error', endIfBroken);
    adopt(to);
  }

  function follow(): void {
    if (endIfBroken()) return;
    const held = feed.held();
    // The feed is asking already: it asks again by the new socket.
    if (held === null) return leaveItToTheFeed();
    const goOnHere = keepFrames(from, feed);
    to.timeout(answerDeadlineMs).emit('subscribe', held, (error, answer) => {
      const isAnswered = error === null && answer.ok;
      if (!isAnswered || !from.connected) goOnHere();
      if (endIfBroken()) return;
      // Another server may take it: tries again after a pause.
      if (error !== null || (!answer.ok && answer.code === 'unavailable')) return void to.io.engine.close();
      // It knows what to do about each refusal, and where it has asked by itself meanwhile.
      if (!answer.ok || feed.held()?.position !== answer.after) return leaveItToTheFeed();
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

/** Keeps back what this socket brings. Returns a function that hands it on, and what comes from then on. */
function keepFrames(from: BoardSocket, feed: Pick<Feed, 'frame'>): () => void {
  const [frames, pulses] = [from.listeners('changes'), from.listeners('pulse')];
  const kept: Frame[] = [];
  // A pulse is compared with what the feed holds, which is older for a moment.
  from.removeAllListeners('changes').removeAllListeners('pulse');
  from.on('changes', (frame) => void kept.push(frame));
  return () => {
    from.removeAllListeners('changes');
    for (const listener of frames) from.on('changes', listener);
    for (const listener of pulses) from.on('pulse', listener);
    for (const frame of kept) feed.frame(frame);
  };
}
