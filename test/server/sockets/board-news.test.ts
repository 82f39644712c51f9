import pino from 'pino';
import { describe, expect, it } from 'vitest';
import type { BoardService } from '../../../server/boards/board-service.ts';
import { readBoard, type StoredBoard } from '../../../server/boards/read-board.ts';
import { BoardNews } from '../../../server/sockets/board-news.ts';
import type { BoardServer, Followed } from '../../../server/sockets/board-socket.ts';
import { roomOf } from '../../../server/sockets/rooms.ts';

const stored = (identity: string, title: string): StoredBoard =>
  readBoard({ _id: 'class7', identity, title }, { timeZone: 'UTC', onOdd: () => undefined });

/** Sockets that each follow a board, and what they heard. */
function room(...identities: string[]) {
  const rooms = new Map<string, Set<{ heard: (string | null)[] }>>();
  const sockets = identities.map((identity) => {
    const followed: Followed = {
      board: 'class7',
      audience: 'public',
      identity,
      rights: { owner: null, moderators: [] },
    };
    const name = roomOf('class7', 'public');
    const socket = {
      heard: [] as (string | null)[],
      data: { follows: new Map([[name, followed]]) },
      emit: (_event: string, { is }: { is: { title: string } | null }) => socket.heard.push(is?.title ?? null),
      leave: (from: string) => rooms.get(from)?.delete(socket),
    };
    rooms.set(name, (rooms.get(name) ?? new Set()).add(socket));
    return socket;
  });
  const io = {
    of: () => ({ sockets: new Map(sockets.map((socket, n) => [n, socket])) }),
    to: (names: string[]) => ({
      emit: (_event: string, { is }: { is: { title: string } | null }) => {
        for (const name of names) for (const socket of rooms.get(name) ?? []) socket.heard.push(is?.title ?? null);
      },
    }),
  };
  return { io: io as unknown as BoardServer, sockets };
}

async function news(io: BoardServer, found: StoredBoard | null): Promise<void> {
  let change: (slug: string) => void = () => undefined;
  const reading = Promise.resolve(found);
  const boards: Pick<BoardService, 'find' | 'onChange'> = {
    find: () => reading,
    onChange: (listener) => {
      change = listener;
      return () => undefined;
    },
  };
  const logger = pino({ level: 'silent' });
  new BoardNews({ io, boards, logger, onRights: () => undefined, viewersChanged: () => undefined });
  change('class7');
  await new Promise((resolve) => setImmediate(resolve));
}

describe('news of boards', () => {
  it('[BOARD-20] followers of a deleted board hear that it is gone, not of the one that has its address already', async () => {
    const { io, sockets } = room('old', 'new');
    await news(io, stored('new', 'Next class'));
    expect(sockets.map(({ heard }) => heard)).toEqual([[null], ['Next class']]);
    expect(sockets.map(({ data }) => data.follows.size)).toEqual([0, 1]);
    await news(io, stored('new', 'Another title'));
    expect(sockets.map(({ heard }) => heard)).toEqual([[null], ['Next class', 'Another title']]);
  });

  it('[BOARD-7] followers hear that their board is gone', async () => {
    const { io, sockets } = room('old');
    await news(io, null);
    expect(sockets[0]!.heard).toEqual([null]);
  });
});
