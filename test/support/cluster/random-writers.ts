import { setTimeout as delay } from 'node:timers/promises';
import { MongoClient, ObjectId, type Collection, type Document } from 'mongodb';
import type { Checker } from '../checker/checker.ts';
import type { Random } from './random.ts';

type WritersOptions = {
  mongoUri: string;
  database: string;
  /** The servers to post to over HTTP. */
  urls: readonly string[];
  checker: Checker;
  random: Random;
  /** How many writers post through servers, and how many write into the database as other programs do. */
  people?: number;
  programs?: number;
  /** The longest pause between two writes of one writer; each pause is random. */
  pauseMs?: number;
};

type Own = { id: string; version: number };
type Outcome = 'acknowledged' | 'refused' | 'unknown';

/** A writer that has this many events deletes instead of adding. */
const maxOwn = 25;
const httpDeadlineMs = 12_000;

/** Writers that do everything the board allows at random, and what other programs may do, and tell the checker. */
export class RandomWriters {
  readonly #options: WritersOptions;
  readonly #client: MongoClient;
  readonly #events: Collection;
  #running: Promise<void>[] = [];
  #stopping = false;

  static async start(options: WritersOptions): Promise<RandomWriters> {
    const client = await MongoClient.connect(options.mongoUri, {
      appName: 'another program',
      serverSelectionTimeoutMS: 5_000,
      socketTimeoutMS: 20_000,
      writeConcern: { w: 'majority', wtimeoutMS: 8_000 },
    });
    const writers = new RandomWriters(options, client);
    writers.resume();
    return writers;
  }

  private constructor(options: WritersOptions, client: MongoClient) {
    this.#options = options;
    this.#client = client;
    this.#events = client.db(options.database).collection('events');
  }

  resume(): void {
    const { people = 3, programs = 2, random } = this.#options;
    this.#stopping = false;
    this.#running = [
      ...Array.from({ length: people }, (_, n) => this.#person(`person ${n}`, random.fork())),
      ...Array.from({ length: programs }, (_, n) => this.#program(`program ${n}`, random.fork())),
    ];
  }

  /** Lets each writer finish its current write. */
  async pause(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#running);
  }

  async close(): Promise<void> {
    await this.pause();
    await this.#client.close();
  }

  async #person(name: string, random: Random): Promise<void> {
    const { urls, checker } = this.#options;
    const own: Own[] = [];
    let cookie = '';
    const call = async (
      method: string,
      path: string,
      body: object | null,
      version: number | null,
    ): Promise<{ outcome: Outcome; event: Own | null }> => {
      try {
        const response = await fetch(random.pick(urls) + path, {
          method,
          headers: {
            cookie,
            ...(body === null ? {} : { 'content-type': 'application/json' }),
            ...(version === null ? {} : { 'if-match': `"${version}"` }),
          },
          ...(body === null ? {} : { body: JSON.stringify(body) }),
          signal: AbortSignal.timeout(httpDeadlineMs),
        });
        const answer = (await response.json()) as { event?: Own };
        const set = response.headers.getSetCookie()[0];
        if (set !== undefined) cookie = set.split(';')[0]!;
        if (response.ok) return { outcome: 'acknowledged', event: answer.event ?? null };
        return { outcome: response.status < 500 ? 'refused' : 'unknown', event: null };
      } catch {
        return { outcome: 'unknown', event: null };
      }
    };

    // An identity before the first post, as a browser has: a repeated post then comes from the same person.
    await call('GET', '/api/session', null, null);
    while (!this.#stopping) {
      await this.#breathe(random);
      const dice = random.next();
      if (own.length === 0 || (dice < 0.4 && own.length < maxOwn)) {
        const id = new ObjectId().toHexString();
        const body = {
          id,
          name: `${name} ${random.below(1e6)}`,
          start: randomDay(random),
          guestName: name,
          details: random.next() < 0.2 ? 'x'.repeat(random.below(1_500)) : null,
        };
        let answer = await call('POST', '/api/boards/main/events', body, null);
        // Post the same again, as a page does when it got no answer.
        for (let tries = 0; tries < 5 && answer.outcome === 'unknown' && !this.#stopping; tries += 1)
          answer = await call('POST', '/api/boards/main/events', body, null);
        checker.wrote({ writer: name, id, version: answer.event?.version ?? 1, outcome: answer.outcome });
        if (answer.event !== null) own.push({ id, version: answer.event.version });
        continue;
      }
      const target = random.pick(own);
      const forget = (): void => {
        own.splice(own.indexOf(target), 1);
      };
      if (dice > 0.8 || own.length >= maxOwn) {
        const { outcome } = await call('DELETE', `/api/events/${target.id}`, null, target.version);
        checker.wrote({ writer: name, id: target.id, version: null, outcome });
        forget();
        continue;
      }
      const [method, body] =
        dice > 0.65
          ? (['PUT', { name: `${name} replaced ${random.below(1e6)}`, start: randomDay(random) }] as const)
          : (['PATCH', { name: `${name} edited ${random.below(1e6)}`, place: `Room ${random.below(50)}` }] as const);
      const { outcome, event } = await call(method, `/api/events/${target.id}`, body, target.version);
      checker.wrote({ writer: name, id: target.id, version: event?.version ?? target.version + 1, outcome });
      // The outcome is unknown, or somebody else changed it: this writer no longer counts it as its own.
      if (event === null) forget();
      else target.version = event.version;
    }
  }

  async #program(name: string, random: Random): Promise<void> {
    const events = this.#events;
    const own: ObjectId[] = [];
    while (!this.#stopping) {
      await this.#breathe(random);
      const work = random.pick([
        this.#insertTutorial,
        this.#insertMany,
        this.#touchMany,
        this.#inTransaction,
        this.#hideAndShow,
        this.#carelessly,
        this.#deleteSome,
      ]);
      try {
        await work.call(this, name, random, events, own);
      } catch {
        // The outcome is unknown; nothing was promised.
      }
    }
  }

  async #insertTutorial(name: string, random: Random, events: Collection, own: ObjectId[]): Promise<void> {
    const { insertedId } = await events.insertOne({
      event: `Tutorial ${random.below(1e6)}`,
      date: '12-05-26',
      user: name,
    });
    this.#done(name, insertedId, 1);
    own.push(insertedId);
  }

  async #insertMany(name: string, random: Random, events: Collection, own: ObjectId[]): Promise<void> {
    const documents = Array.from({ length: 2 + random.below(8) }, () => ({
      _id: new ObjectId(),
      ...nativeFields(name, random),
    }));
    await events.insertMany(documents, { ordered: random.next() < 0.5 });
    for (const { _id } of documents) this.#done(name, _id, 1);
    own.push(...documents.map(({ _id }) => _id));
  }

  /** Two updates of one event and one of another in one bulk write. */
  async #touchMany(_name: string, random: Random, events: Collection, own: ObjectId[]): Promise<void> {
    if (own.length < 2) return;
    const [first, second] = [random.pick(own), random.pick(own)];
    const change = (_id: ObjectId) => ({
      updateOne: {
        filter: { _id, version: { $gte: 1 } },
        update: { $inc: { version: 1 }, $set: { place: `Place ${random.below(1e4)}` } },
      },
    });
    await events.bulkWrite([change(first), change(first), change(second)]);
  }

  async #inTransaction(name: string, random: Random, events: Collection, own: ObjectId[]): Promise<void> {
    const documents = Array.from({ length: 3 + random.below(5) }, () => ({
      _id: new ObjectId(),
      ...nativeFields(name, random),
    }));
    await this.#client.withSession(async (session) => {
      session.startTransaction();
      try {
        await events.insertMany(documents, { session });
        await events.updateOne(
          { _id: documents[0]!._id },
          { $inc: { version: 1 }, $set: { name: 'Changed where it was made' } },
          { session },
        );
        await events.deleteOne({ _id: documents[1]!._id }, { session });
        if (random.next() < 0.3) return void (await session.abortTransaction());
        await session.commitTransaction();
      } catch (error) {
        await session.abortTransaction().catch(() => undefined);
        throw error;
      }
      this.#done(name, documents[0]!._id, 2);
      this.#done(name, documents[1]!._id, null);
      own.push(...documents.filter((_, index) => index !== 1).map(({ _id }) => _id));
    });
  }

  async #hideAndShow(_name: string, random: Random, events: Collection, own: ObjectId[]): Promise<void> {
    if (own.length === 0) return;
    await events.updateOne(
      { _id: random.pick(own), version: { $gte: 1 } },
      { $inc: { version: 1 }, $set: { status: random.pick(['live', 'hidden', 'pending']) } },
    );
  }

  /** Does not wait for the majority: the write may be rolled back, and then must never have been shown. */
  async #carelessly(name: string, random: Random, events: Collection, own: ObjectId[]): Promise<void> {
    const _id = new ObjectId();
    own.push(_id);
    await events.insertOne({ _id, ...nativeFields(name, random) }, { writeConcern: { w: 1 } });
    this.#options.checker.wrote({ writer: name, id: _id.toHexString(), version: 1, outcome: 'unknown' });
  }

  async #deleteSome(name: string, random: Random, events: Collection, own: ObjectId[]): Promise<void> {
    if (own.length < 10) return;
    const some = own.splice(0, 1 + random.below(own.length > 60 ? 40 : 5));
    await events.deleteMany({ _id: { $in: some } });
    for (const _id of some) this.#done(name, _id, null, 'unknown');
  }

  #done(writer: string, _id: ObjectId, version: number | null, outcome: Outcome = 'acknowledged'): void {
    this.#options.checker.wrote({ writer, id: _id.toHexString(), version, outcome });
  }

  async #breathe(random: Random): Promise<void> {
    await delay(random.next() * (this.#options.pauseMs ?? 40));
  }
}

/** A document in the server's own form, written by another program. */
export function nativeFields(name: string, random: Random): Document {
  return {
    board: 'main',
    name: `${name} ${random.below(1e6)}`,
    start: randomDay(random),
    end: null,
    timeZone: 'Europe/Berlin',
    author: { name, member: false },
    status: random.next() < 0.15 ? 'pending' : 'live',
    cancelled: false,
    pinned: false,
    version: 1,
    createdAt: new Date(),
    updatedAt: new Date(),
  };
}

function randomDay(random: Random): string {
  return `2027-0${1 + random.below(9)}-${String(1 + random.below(28)).padStart(2, '0')}`;
}
