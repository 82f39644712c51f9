import { pause, type Clock } from '../../shared/clock.ts';
import type { FeedConnection } from './feed-connection.ts';
import { HttpConnection, type HttpConnectionOptions } from './http-connection.ts';
import { forgetHttp, isHttpAsked, rememberHttp } from './remembered-way.ts';

/** What changes ways: `feed-ladder.ts`. */
export type Ladder = {
  readonly options: HttpConnectionOptions;
  /** Whether the way that is taken now has answered the feed. */
  readonly answers: boolean;
  take(way: FeedConnection): void;
  takeSocket(): void;
};

/** A server that restarts breaks its sockets: they are back a moment after it is. */
const graceMs = 1_000;
/** Between two looks whether a socket opens; each one that is followed by another is twice as long. */
const look = { nextMs: 15_000, longestMs: 60 * 60_000 };
/** A socket that opens, answers and is still open after a moment works. */
const openMs = { answer: 5_000, stay: 2_000 };

/**
 * Goes on by HTTP if the socket still does not answer after a moment, and returns to the socket once one opens.
 * `isKnown`: the network has been found to let no socket through.
 */
export async function takeHttpWay(ladder: Ladder, isKnown: boolean, isSameSocket: () => boolean): Promise<void> {
  const { clock } = ladder.options;
  const way = new HttpConnection({ ...ladder.options, isSeen: () => !document.hidden });
  if (!isKnown) await pause(clock, graceMs, way.closed);
  if (!isSameSocket() || (ladder.answers && !isHttpAsked())) return;
  ladder.take(way);
  if (isHttpAsked()) return;
  rememberHttp(clock);
  void returnToSocket(ladder, way);
}

async function returnToSocket(ladder: Ladder, way: HttpConnection): Promise<void> {
  while (!way.closed.aborted) {
    await pause(ladder.options.clock, look.nextMs, way.closed);
    look.nextMs = Math.min(look.nextMs * 2, look.longestMs);
    if (way.closed.aborted || !(await socketOpens(ladder.options.clock)) || way.closed.aborted) continue;
    forgetHttp();
    ladder.takeSocket();
  }
}

/** What Socket.IO sends, by the beginning of what the server said before it. The last is a question that asks for nothing. */
const asks = { '0': '40', '40': '420["subscribe",{}]' };
const answered = '430';

/** Opens a socket as Socket.IO does, and waits for an answer: some networks let it open, and keep what the server says. */
function socketOpens(clock: Clock): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`);
    const done = (opens: boolean): void => {
      cancel();
      socket.close();
      resolve(opens);
    };
    let cancel = clock.after(openMs.answer, () => done(false));
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      for (const [said, ask] of Object.entries(asks)) if (data.startsWith(`${said}{`)) socket.send(ask);
      if (!data.startsWith(answered)) return;
      cancel();
      cancel = clock.after(openMs.stay, () => done(true));
    };
    socket.onclose = () => done(false);
  });
}
