import { ObjectId } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FeedBehind, type Feed } from '../../../server/feed/feed.ts';
import type { Frame } from '../../../shared/feed-protocol.ts';
import { LiveSet } from '../../../shared/live-set.ts';
import { testDatabase, type TestDatabase } from '../../support/mongodb/database.ts';
import { startFeed } from '../../support/board/start-feed.ts';
import { until } from '../../support/until.ts';

/** Errors that the followers detected. */
const broken: string[] = [];

/** Follows a board as a client does: a snapshot, then frames, each of which must continue the one before. */
async function follow(feed: Feed, audience: 'public' | 'moderators' = 'public') {
  const set = new LiveSet();
  const snapshot = await feed.snapshot('main', audience);
  set.reset(snapshot.events);
  const replay = feed.join('main', audience, snapshot.position)!;
  for (const change of replay.changes) set.apply(change);
  const state = { set, position: replay.at, frames: [] as Frame[], resets: 0 };
  const stop = feed.listen({
    frame(board, whose, frame) {
      if (board !== 'main' || whose !== audience || state.resets > 0) return;
      if (frame.after !== state.position) broken.push(`${frame.after} does not continue ${state.position}`);
      for (const change of frame.changes) set.apply(change);
      state.position = frame.at;
      state.frames.push(frame);
      if (frame.size !== set.size || frame.checksum !== set.checksum)
        broken.push(`the checksum of ${frame.at} does not match`);
    },
    reset(board, whose) {
      if (board === 'main' && whose === audience) state.resets += 1;
    },
  });
  return {
    ...state,
    get position() {
      return state.position;
    },
    get resets() {
      return state.resets;
    },
    stop,
  };
}

describe('the feed on a real MongoDB', () => {
  let database: TestDatabase;
  const closers: (() => Promise<void> | void)[] = [];

  beforeEach(async () => {
    database = await testDatabase();
  });

  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
    expect(broken.splice(0)).toEqual([]);
    await database.close();
  });

  async function start(options: Parameters<typeof startFeed>[1] = {}) {
    const started = await startFeed(database.db, options);
    closers.push(started.close);
    return started;
  }

  const events = () => database.db.collection('events');
  const insert = async (fields: object = {}) =>
    (await events().insertOne({ board: 'main', name: 'Choir', start: '2026-12-01', version: 1, ...fields })).insertedId;

  it('[FEED-10] snapshot and stream meet without a gap while others write at full speed', async () => {
    const { feed } = await start();
    let writing = true;
    const writers = [1, 2, 3, 4].map(async (writer) => {
      const mine: ObjectId[] = [];
      for (let n = 0; writing; n += 1) {
        const id = await insert({ name: `w${writer} n${n}` });
        mine.push(id);
        if (n % 3 === 1)
          await events().updateOne({ _id: mine[n - 1]! }, { $set: { name: 'edited' }, $inc: { version: 1 } });
        if (n % 5 === 4) await events().deleteOne({ _id: mine[n - 2]! });
      }
    });
    await until('some writes', async () => (await events().estimatedDocumentCount()) > 50);
    // Each of these servers reads the board while others write.
    const followers = [await follow(feed)];
    for (let n = 0; n < 5; n += 1) {
      const other = await start();
      followers.push(await follow(other.feed));
    }
    writing = false;
    await Promise.all(writers);
    const truth = new LiveSet();
    for (const { _id, version } of await events().find().toArray())
      truth.apply({ put: { id: String(_id), version } as never });
    for (const follower of followers)
      await until('the follower to have all events', () => follower.set.checksum === truth.checksum);
  });

  it('[FEED-1] [FEED-4] a server that starts later knows positions from before its start', async () => {
    const first = await start();
    const follower = await follow(first.feed);
    await insert();
    await until('the frame', () => follower.frames.length === 1);
    const position = follower.position;
    const missed = await insert({ name: 'Missed' });
    await until('the second frame', () => follower.frames.length === 2);
    const second = await start();
    await second.feed.reach('main', 'public', position);
    const replay = second.feed.join('main', 'public', position);
    expect(replay?.changes).toHaveLength(1);
    expect(replay?.changes[0]).toMatchObject({ put: { id: missed.toHexString(), name: 'Missed' } });
    expect(replay).toMatchObject({ at: follower.position, checksum: follower.set.checksum });
  });

  it('[FEED-4] a server without that history says so', async () => {
    const first = await start();
    const follower = await follow(first.feed);
    const before = follower.position;
    await insert();
    await until('the frame', () => follower.frames.length === 1);
    const second = await start({ historyMs: 0 });
    await second.feed.reach('main', 'public', before);
    expect(second.feed.join('main', 'public', before)).toBeNull();
  });

  it('[BOARD-20] who asks for a board never gets what an earlier one of its address had', async () => {
    const { feed } = await start();
    const boards = database.db.collection<{ _id: string; identity: string }>('boards');
    for (let round = 0; round < 10; round += 1) {
      await boards.insertOne({ _id: 'class7', identity: `old${round}` });
      await insert({ board: 'class7' });
      const old = await until('the event', async () => {
        const snapshot = await feed.snapshot('class7', 'moderators', `old${round}`);
        return snapshot.size === 1 && snapshot;
      });
      await events().deleteMany({ board: 'class7' });
      await boards.deleteOne({ _id: 'class7' });
      await boards.insertOne({ _id: 'class7', identity: `new${round}` });
      expect(feed.join('class7', 'moderators', old.position, `new${round}`)).toBeNull();
      expect((await feed.snapshot('class7', 'moderators', `new${round}`)).size).toBe(0);
      await expect(feed.snapshot('class7', 'moderators', `old${round}`)).rejects.toThrow(FeedBehind);
      await boards.deleteOne({ _id: 'class7' });
    }
  });

  it('[BOARD-20] a board whose identity somebody edited by hand is read again', async () => {
    const { feed } = await start();
    const boards = database.db.collection<{ _id: string; identity: string }>('boards');
    await boards.insertOne({ _id: 'class7', identity: 'one' });
    await feed.snapshot('class7', 'public', 'one');
    await boards.updateOne({ _id: 'class7' }, { $set: { identity: 'two' } });
    await until('the board to be read again', () =>
      feed.snapshot('class7', 'public', 'two').then(
        () => true,
        (error: unknown) => error instanceof FeedBehind && false,
      ),
    );
  });

  it('[FEED-5] waits for the position of a server that is ahead', async () => {
    const { feed } = await start();
    const follower = await follow(feed);
    await insert();
    await until('the frame', () => follower.frames.length === 1);
    const [epoch, data] = follower.position.split('.') as [string, string];
    // A position of the same board a moment later, as from a server that is ahead.
    const seconds = (Number.parseInt(data.slice(2, 10), 16) + 2).toString(16).toUpperCase().padStart(8, '0');
    const ahead = `${epoch}.82${seconds}${data.slice(10)}`;
    let reached = false;
    const reaching = feed.reach('main', 'public', ahead).then(() => {
      reached = true;
    });
    expect(feed.join('main', 'public', ahead)).toBeNull();
    expect(reached).toBe(false);
    await until('the cluster time to pass it', async () => {
      await database.db.collection('other').insertOne({});
      return reached;
    });
    await reaching;
    expect(feed.join('main', 'public', ahead)).toMatchObject({ changes: [], at: follower.position });
  });

  it('[FEED-4] an invented position is unknown, and no request waits for it', async () => {
    const { feed } = await start();
    for (const position of ['nonsense', '00000000.826B00000000000000', 'ffffffff.82FFFFFFFFFFFFFFFF']) {
      await feed.reach('main', 'public', position);
      expect(feed.join('main', 'public', position)).toBeNull();
    }
  });

  it('[FEED-8] pending and hidden events reach moderators only; hiding is a `remove`, showing a `put`', async () => {
    const { feed } = await start();
    const [everyone, moderators] = [await follow(feed), await follow(feed, 'moderators')];
    const id = await insert({ status: 'pending' });
    await until('the moderators to see it', () => moderators.set.get(id.toHexString()));
    await events().updateOne({ _id: id }, { $set: { status: 'live' }, $inc: { version: 1 } });
    await until('everyone to see it', () => everyone.set.get(id.toHexString()));
    expect(everyone.frames).toHaveLength(1);
    await events().updateOne({ _id: id }, { $set: { status: 'hidden' }, $inc: { version: 1 } });
    await until('everyone to lose it', () => everyone.set.size === 0);
    expect(moderators.set.get(id.toHexString())).toMatchObject({ status: 'hidden', version: 3 });
    expect(JSON.stringify(everyone.frames)).not.toMatch(/pending|hidden/);
  });

  it('[FEED-13] a change that does not concern the board does not move its position', async () => {
    const { feed } = await start();
    const follower = await follow(feed);
    const id = await insert();
    await until('the frame', () => follower.frames.length === 1);
    await events().updateOne({ _id: id }, { $set: { listing: { of: 'x' } } });
    await insert({ board: 'other' });
    const last = await insert({ name: 'Last' });
    await until('the last event', () => follower.set.get(last.toHexString()));
    expect(follower.frames).toHaveLength(2);
  });

  it('[FEED-9] a collection that is dropped and created again is a new epoch, and everyone starts again', async () => {
    const { feed, metrics } = await start();
    const follower = await follow(feed);
    await insert();
    await until('the frame', () => follower.frames.length === 1);
    const old = follower.position;
    await events().drop();
    await insert({ name: 'New' });
    await until('the reset', () => follower.resets > 0);
    await feed.reach('main', 'public', old);
    expect(feed.join('main', 'public', old)).toBeNull();
    const restored = await until('the new board', async () => {
      const snapshot = await feed.snapshot('main', 'public');
      return snapshot.size === 1 && snapshot;
    });
    expect(restored.position.split('.')[0]).not.toBe(old.split('.')[0]);
    expect(restored.events[0]).toMatchObject({ name: 'New' });
    expect((await metrics.resets.get()).values[0]!.value).toBeGreaterThan(0);
    const again = await follow(feed);
    await events().updateOne({}, { $set: { name: 'Images are on again' } });
    await until('an update in the new collection', () =>
      [...again.set.values()].some(({ name }) => name === 'Images are on again'),
    );
  });

  it('[FEED-9] a collection that is renamed and renamed back is shown again', async () => {
    const { feed } = await start();
    const follower = await follow(feed);
    await insert();
    await until('the frame', () => follower.frames.length === 1);
    await events().rename('elsewhere');
    await until('the empty board', async () => (await feed.snapshot('main', 'public')).size === 0);
    await database.db.collection('elsewhere').rename('events', { dropTarget: true });
    await until('the board with its event', async () => (await feed.snapshot('main', 'public')).size === 1);
  });

  it('[FEED-9] resumes when its cursor is killed, and again when resuming fails', async () => {
    const { feed, metrics } = await start();
    const follower = await follow(feed);
    const admin = database.client.db('admin');
    await admin.command({
      configureFailPoint: 'failCommand',
      mode: { times: 8 },
      data: {
        failCommands: ['getMore', 'aggregate'],
        errorCode: 234,
        errorLabels: [],
        namespace: `${database.name}.$cmd.aggregate`,
      },
    });
    closers.push(async () => {
      await admin.command({ configureFailPoint: 'failCommand', mode: 'off' });
    });
    const ids = [];
    for (let n = 0; n < 20; n += 1) ids.push(await insert());
    await until('all events', () => follower.set.size === ids.length);
    const restarts = (await metrics.streamRestarts.get()).values.reduce((sum, { value }) => sum + value, 0);
    expect([restarts > 0, follower.resets]).toEqual([true, 0]);
  });

  it('[FEED-14] shows the tutorial’s documents; one that cannot be read is skipped and counted', async () => {
    const { feed, metrics } = await start();
    const follower = await follow(feed);
    const { insertedId } = await events().insertOne({ event: 'Meetup', date: '04-10-19', user: 'mike' });
    await events().insertOne({ event: 'No date', date: 'soon', user: 'mike' });
    await events().insertMany([{ nothing: true }, { _id: 'text' as never, name: 'Odd', start: '2026-01-01' }]);
    const last = await insert();
    await until('the last event', () => follower.set.get(last.toHexString()));
    expect(follower.set.size).toBe(2);
    expect(follower.set.get(insertedId.toHexString())).toMatchObject({
      name: 'Meetup',
      start: '2019-04-10',
      board: 'main',
      author: { name: 'mike', member: false },
      version: 1,
    });
    expect((await metrics.skippedDocuments.get()).values[0]!.value).toBe(3);
    await events().updateOne({ _id: insertedId }, { $set: { date: 'whenever' } });
    await until('the event to leave', () => follower.set.size === 1);
  });

  it('[FEED-15] a thousand joins cost one database read', async () => {
    await start();
    for (let n = 0; n < 20; n += 1) await insert();
    const { feed, metrics } = await start();
    const snapshots = await Promise.all(Array.from({ length: 1_000 }, () => feed.snapshot('main', 'public')));
    expect(new Set(snapshots.map(({ checksum }) => checksum)).size).toBe(1);
    expect((await metrics.databaseSnapshots.get()).values[0]!.value).toBe(1);
  });

  it('[FEED-7] a join sends no frame to those who follow, and gets the same list as others from the same position', async () => {
    const { feed } = await start();
    const follower = await follow(feed);
    const first = follower.position;
    // Expensive frames: changes that come after one have to wait.
    closers.push(
      feed.listen({
        frame: () => {
          for (const end = performance.now() + 100; performance.now() < end;);
        },
        reset: () => {},
      }),
    );
    let pending = 0;
    for (let n = 1; n <= 20; n += 1) {
      await insert();
      await until('the change to be taken in', async () => (await feed.snapshot('main', 'public')).size === n);
      const frames = follower.frames.length;
      const replays = [feed.join('main', 'public', first)!, feed.join('main', 'public', first)!] as const;
      expect(follower.frames.length).toBe(frames);
      expect(replays[0].at).toBe(follower.position);
      expect(replays[0].changes).toBe(replays[1].changes);
      if (replays[0].changes.length < n) pending += 1;
    }
    expect(pending).toBeGreaterThan(0);
    await until('the remaining changes', () => follower.set.size === 20);
  });

  it('[FEED-16] a transaction with its changes at one cluster time is taken in whole and in order', async () => {
    const { feed } = await start();
    const follower = await follow(feed);
    const session = database.client.startSession();
    const ids = Array.from({ length: 200 }, () => new ObjectId());
    await session.withTransaction(async () => {
      await events().insertMany(
        ids.map((_id) => ({ _id, board: 'main', name: 'In one go', start: '2026-12-01', version: 1 })),
        { session },
      );
      await events().updateMany(
        { _id: { $in: ids } },
        { $set: { name: 'Changed in it' }, $inc: { version: 1 } },
        { session },
      );
      await events().deleteMany({ _id: { $in: ids.slice(0, 50) } }, { session });
    });
    await session.endSession();
    await until('the whole transaction', () => follower.set.size === 150);
    expect([...follower.set.values()].every(({ name, version }) => name === 'Changed in it' && version === 2)).toBe(
      true,
    );
  });
});
