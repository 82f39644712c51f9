import { connect, type Socket } from 'node:net';
import { ObjectId } from 'mongodb';
import { insertEvents } from '../../support/board/many-events.ts';
import type { Visitor } from '../../support/board/http-client.ts';
import { member } from '../../support/board/people.ts';
import type { TestDatabase } from '../../support/mongodb/database.ts';

/** The people and things that the drives use, on a board of fifty thousand events. */
export type Scene = {
  url: string;
  database: TestDatabase;
  owner: Visitor;
  /** A member without rights. */
  lena: Visitor;
  /** Any of the events, and one of the owner's. */
  event: string;
  own: string;
};

/** Does its worst. Returns a function that lets go of what it made the server hold. */
export type Drive = (scene: Scene) => Promise<void | (() => void)>;

const eventsOnBoard = 50_000;

export function fillBoard(database: TestDatabase): Promise<void> {
  return insertEvents(database.db, eventsOnBoard);
}

export async function setScene(url: string, database: TestDatabase): Promise<Scene> {
  const owner = await member(url, 'Owner');
  const lena = await member(url, 'Lena');
  await owner.call('POST', '/api/boards/main/screen');
  await owner.call('POST', '/api/boards/main/join-code');
  const { id: own } = await owner.post({ guestName: undefined });
  const first = await database.db.collection('events').findOne({ owner: null });
  // What every page asks for, once: the board is in memory.
  const scene = { url, database, owner, lena, event: String(first!._id), own };
  const snapshot = '/api/boards/main/snapshot';
  for (const path of [snapshot, `${snapshot}?audience=moderators`, '/boards/main.ics', '/boards/main.atom'])
    await ask(scene, `GET ${path}`, { by: owner });
  return scene;
}

/** Calls as often as that, so many at a time. */
export async function flood(times: number, call: (n: number) => Promise<unknown>, atOnce = 10): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < times) await call(next++);
    }),
  );
}

/** A request by this person, whose answer is read and thrown away. */
export async function ask(
  { url }: Scene,
  name: string,
  { by, body, headers = {} }: { by?: Visitor; body?: unknown; headers?: Record<string, string> } = {},
): Promise<number> {
  const [method, path = ''] = name.split(' ');
  const answer = await fetch(url + path, {
    method: method!,
    headers: {
      ...(by === undefined ? {} : { cookie: by.cookie }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  await answer.arrayBuffer();
  return answer.status;
}

/** Opens so many connections, writes this to each and reads nothing. Resolves when the server has had time to read. */
export async function openRaw(
  scene: Scene,
  count: number,
  text: (n: number) => string,
): Promise<{ close: () => void; sockets: Socket[] }> {
  const port = Number(new URL(scene.url).port);
  const sockets: Socket[] = [];
  await flood(
    count,
    (n) =>
      new Promise<void>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => socket.write(text(n), () => resolve()));
        socket.on('error', () => resolve()).pause();
        sockets.push(socket);
      }),
    50,
  );
  // The server reads in order, so it has read those before this one.
  await ask(scene, 'GET /healthz');
  return { sockets, close: () => sockets.forEach((socket) => socket.destroy()) };
}

/** As large a body as the call takes, of so many fields that nobody knows. */
export function manyFields(bytes: number): string {
  const fields: string[] = [];
  for (let length = 2, n = 0; length < bytes - 20; n += 1) {
    const field = `"${n.toString(36)}":0`;
    fields.push(field);
    length += field.length + 1;
  }
  return `{${fields.join(',')}}`;
}

export function deep(bytes: number): string {
  return `{"a":`.repeat(bytes / 6 - 1) + '0' + '}'.repeat(bytes / 6 - 1);
}

/** Documents of this person, written as another program would. */
export async function ownedEvents({ database }: Scene, count: number, fields: object): Promise<void> {
  const now = new Date();
  await database.db.collection('events').insertMany(
    Array.from({ length: count }, (_, n) => ({
      _id: new ObjectId(),
      board: 'main',
      name: `Of one person ${n}`,
      start: '2027-05-01',
      end: null,
      timeZone: 'Europe/Berlin',
      author: { name: 'One', member: false },
      status: 'live',
      version: 1,
      createdAt: now,
      updatedAt: now,
      ...fields,
    })),
  );
}
