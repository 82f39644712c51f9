import { isDeepStrictEqual } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';
import {
  MongoClient,
  type ChangeStream,
  type ChangeStreamDocument,
  type Db,
  type Document,
  type ResumeToken,
} from 'mongodb';
import type { BoardEvent } from '../../../shared/event.ts';
import type { Audience } from '../../../shared/feed-protocol.ts';
import { readEvent } from '../../../server/events/event-document.ts';
import { type StoredEvent } from '../../../server/events/stored-event.ts';
import { BoardHistory } from './board-history.ts';

/** What the checker compares clients with. */
export type OracleLike = {
  history(board: string, audience: Audience): BoardHistory;
  /** Whether everything up to this token is known. */
  passed(token: string): boolean;
  /** Whether a majority ever held this: `<id>:<version>`, or `<id>:deleted`. */
  held(what: string): boolean;
  /** Resolves once the oracle knows everything that the database holds now. */
  caughtUp(deadlineMs: number): Promise<void>;
};

type OracleOptions = { uri: string; database: string; timeZone: string };

const audiences: readonly Audience[] = ['public', 'moderators'];
/** A write into this collection shows when the stream has passed that moment. */
const marksCollection = 'checker-marks';

/**
 * Knows what happened according to MongoDB itself: it has its own change stream, beside the server's. It reads documents
 * with the server's code and uses nothing of the feed.
 */
export class Oracle implements OracleLike {
  readonly #client: MongoClient;
  readonly #db: Db;
  readonly #timeZone: string;
  readonly #histories = new Map<string, BoardHistory>();
  readonly #held = new Set<string>();
  /** What a collection held when it was renamed away, by its new name. */
  readonly #away = new Map<string, Map<string, Document>>();
  readonly #marks = new Set<string>();
  /** The current documents, for updates of a collection that keeps no images. */
  #documents = new Map<string, Document>();
  #stored = new Map<string, StoredEvent>();
  #token: ResumeToken;
  #reached = '';
  #closed = false;
  #watching: Promise<void> = Promise.resolve();

  /** Starts from what the database holds now. Nobody may write at this moment. */
  static async start(options: OracleOptions): Promise<Oracle> {
    const client = await MongoClient.connect(options.uri, {
      readConcern: { level: 'majority' },
      writeConcern: { w: 'majority' },
      serverSelectionTimeoutMS: 5_000,
      socketTimeoutMS: 20_000,
    });
    const oracle = new Oracle(client, options);
    const stream = oracle.#open();
    // The first token: nothing after it is missed.
    await stream.tryNext();
    oracle.#token = stream.resumeToken;
    await oracle.#readBase();
    oracle.#watching = oracle.#watch(stream);
    return oracle;
  }

  private constructor(client: MongoClient, { database, timeZone }: OracleOptions) {
    this.#client = client;
    this.#db = client.db(database);
    this.#timeZone = timeZone;
  }

  history(board: string, audience: Audience): BoardHistory {
    const key = `${board}/${audience}`;
    let history = this.#histories.get(key);
    if (history === undefined) this.#histories.set(key, (history = new BoardHistory()));
    return history;
  }

  passed(token: string): boolean {
    return token <= this.#reached;
  }

  held(what: string): boolean {
    return this.#held.has(what);
  }

  async caughtUp(deadlineMs: number): Promise<void> {
    const deadline = Date.now() + deadlineMs;
    const mark = `${process.pid}-${Date.now()}-${Math.random()}`;
    while (!this.#marks.has(mark)) {
      if (Date.now() > deadline) throw new Error(`the oracle has not caught up with MongoDB within ${deadlineMs} ms`);
      await this.#db
        .collection<{ _id: string }>(marksCollection)
        .updateOne({ _id: mark }, { $set: { at: new Date() } }, { upsert: true })
        .catch(() => undefined);
      await delay(50);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#client.close();
    await this.#watching;
  }

  #open(): ChangeStream {
    return this.#db.watch([], {
      fullDocument: 'whenAvailable',
      fullDocumentBeforeChange: 'whenAvailable',
      maxAwaitTimeMS: 100,
      ...(this.#token === undefined ? {} : { resumeAfter: this.#token }),
    });
  }

  async #readBase(): Promise<void> {
    const base = new Map<string, BoardEvent[]>();
    for await (const document of this.#db.collection('events').find()) {
      this.#documents.set(String(document._id), document);
      const stored = this.#read(document);
      if (stored === null) continue;
      this.#stored.set(stored.event.id, stored);
      this.#held.add(`${stored.event.id}:${stored.event.version}`);
      for (const audience of audiences) {
        const event = visible(audience, stored);
        if (event !== null)
          base.set(`${event.board}/${audience}`, [...(base.get(`${event.board}/${audience}`) ?? []), event]);
      }
    }
    for (const [key, events] of base) this.#histories.set(key, new BoardHistory(events));
  }

  async #watch(first: ChangeStream): Promise<void> {
    let stream = first;
    while (!this.#closed) {
      try {
        for (;;) {
          const change = await stream.tryNext();
          if (change !== null) this.#take(change);
          this.#token = stream.resumeToken ?? this.#token;
          // Between two changes, the batch's token says how far the stream has come.
          this.#reach((this.#token as { _data: string })._data);
          if (this.#closed) break;
        }
      } catch {
        if (this.#closed) break;
        await delay(200);
      }
      await stream.close().catch(() => undefined);
      if (!this.#closed) stream = this.#open();
    }
    await stream.close().catch(() => undefined);
  }

  #reach(token: string): void {
    if (token > this.#reached) this.#reached = token;
  }

  #take(change: ChangeStreamDocument): void {
    const token = (change._id as { _data: string })._data;
    if (token <= this.#reached && this.#reached !== '') return;
    const collection = 'ns' in change && 'coll' in change.ns ? change.ns.coll : null;
    if (collection === marksCollection && 'documentKey' in change) this.#marks.add(String(change.documentKey._id));
    switch (change.operationType) {
      case 'insert':
      case 'update':
      case 'replace':
        if (collection === 'events')
          this.#change(token, String(change.documentKey._id), change.fullDocument ?? this.#updated(change));
        break;
      case 'delete':
        if (collection === 'events') this.#change(token, String(change.documentKey._id), null);
        break;
      case 'drop':
        if (collection === 'events') this.#replaceAll(token, new Map());
        break;
      case 'dropDatabase':
        this.#replaceAll(token, new Map());
        break;
      case 'rename':
        if (collection === 'events') {
          this.#away.set(change.to.coll, this.#documents);
          this.#replaceAll(token, new Map());
        } else if (change.to.coll === 'events') {
          this.#replaceAll(token, this.#away.get(collection!) ?? new Map());
        }
        break;
      default:
    }
    this.#reach(token);
  }

  /** Computes the document after an update that came without its image. */
  #updated(change: ChangeStreamDocument): Document | null {
    if (change.operationType !== 'update') return null;
    const before = this.#documents.get(String(change.documentKey._id));
    if (before === undefined) return null;
    const { updatedFields = {}, removedFields = [] } = change.updateDescription;
    const after = copyOf(before);
    for (const [path, value] of Object.entries(updatedFields)) setAt(after, path, value);
    for (const path of removedFields) delete after[path];
    return after;
  }

  #change(token: string, id: string, document: Document | null): void {
    if (document === null) this.#documents.delete(id);
    else this.#documents.set(id, document);
    const before = this.#stored.get(id) ?? null;
    const after = document === null ? null : this.#read(document);
    if (after === null) this.#stored.delete(id);
    else this.#stored.set(id, after);
    this.#held.add(after === null ? `${id}:deleted` : `${id}:${after.event.version}`);
    const boards = new Set([before, after].flatMap((stored) => (stored === null ? [] : [stored.event.board])));
    for (const board of boards) {
      for (const audience of audiences) {
        const was = before?.event.board === board ? visible(audience, before) : null;
        const is = after?.event.board === board ? visible(audience, after) : null;
        if (is !== null && (was === null || !sameEvent(was, is)))
          this.history(board, audience).push(token, { put: is });
        else if (is === null && was !== null) this.history(board, audience).push(token, { remove: id });
      }
    }
  }

  #replaceAll(token: string, documents: Map<string, Document>): void {
    this.#documents = documents;
    const stored = new Map(
      [...documents].flatMap(([id, document]) => {
        const event = this.#read(document);
        return event === null ? [] : [[id, event] as const];
      }),
    );
    this.#stored = stored;
    const boards = new Set(
      [...this.#histories.keys()]
        .map((key) => key.split('/')[0]!)
        .concat([...stored.values()].map(({ event }) => event.board)),
    );
    for (const board of boards) {
      for (const audience of audiences) {
        const events = [...stored.values()]
          .flatMap((one) => (one.event.board === board ? [visible(audience, one)] : []))
          .filter((event) => event !== null);
        this.history(board, audience).replaceAll(token, events);
      }
    }
  }

  #read(document: Document): StoredEvent | null {
    return readEvent(document, { timeZone: this.#timeZone });
  }
}

/** Copies a document; `structuredClone` would lose the classes of BSON types. */
function copyOf(document: Document): Document {
  return Object.fromEntries(
    Object.entries(document).map(([key, value]) => [
      key,
      value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype
        ? copyOf(value as Document)
        : (value as unknown),
    ]),
  );
}

function setAt(document: Document, path: string, value: unknown): void {
  const [head, ...rest] = path.split('.') as [string, ...string[]];
  if (rest.length === 0) document[head] = value;
  else setAt((document[head] ??= {}) as Document, rest.join('.'), value);
}

function visible(audience: Audience, { event, archived }: StoredEvent): BoardEvent | null {
  return archived || (audience === 'public' && event.status !== 'live') ? null : event;
}

/** Whether both are the same in every field. */
export function sameEvent(a: BoardEvent, b: BoardEvent): boolean {
  return isDeepStrictEqual(a, b);
}
