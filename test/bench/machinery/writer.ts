import { MongoClient, ObjectId, BSON, type Document } from 'mongodb';
import { Histogram } from '../generator/histogram.ts';
import { nowMs } from '../generator/delivery-record.ts';

/** What an insert weighs, as BSON. */
const documentBytes = 200;
const tickMs = 2;

/**
 * Inserts events at a steady rate and never waits for earlier ones, so that a server that falls behind shows it. Each
 * insert has majority write concern.
 */
export class Writer {
  readonly acknowledgement = new Histogram();
  /** The changes that MongoDB has acknowledged. */
  acknowledged = 0;
  failed = 0;
  readonly #client: MongoClient;
  readonly #database: string;
  readonly #underWay = new Set<Promise<void>>();
  #started = 0;
  #timer: NodeJS.Timeout | null = null;

  static async connect({ uri, database }: { uri: string; database: string }): Promise<Writer> {
    return new Writer(
      await MongoClient.connect(uri, { writeConcern: { w: 'majority' }, minPoolSize: 10, maxPoolSize: 50 }),
      database,
    );
  }

  private constructor(client: MongoClient, database: string) {
    this.#client = client;
    this.#database = database;
  }

  /** Begins to write at this rate. Call `pause` before you start again. */
  start(perSecond: number): void {
    const begunMs = performance.now();
    const before = this.#started;
    const tick = (): void => {
      const due = before + Math.floor(((performance.now() - begunMs) * perSecond) / 1000);
      while (this.#started < due) this.#insert();
    };
    this.#timer = setInterval(tick, Math.min(tickMs, 500 / perSecond));
  }

  /** Stops; resolves with the last acknowledgement. */
  async pause(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await Promise.all(this.#underWay);
  }

  async close(): Promise<void> {
    await this.pause();
    await this.#client.close();
  }

  #insert(): void {
    const work = this.#insertOne().finally(() => this.#underWay.delete(work));
    this.#underWay.add(work);
  }

  async #insertOne(): Promise<void> {
    const begunMs = nowMs();
    try {
      await this.#client.db(this.#database).collection('events').insertOne(change(this.#started++, begunMs));
      this.acknowledged += 1;
      this.acknowledgement.add(nowMs() - begunMs);
    } catch {
      this.failed += 1;
    }
  }
}

/** An event of another program, with the change's number and time in `place`. */
function change(number: number, writtenAtMs: number): Document {
  const document = {
    _id: new ObjectId(),
    board: 'main',
    name: `Change ${number}`,
    start: '2031-03-01',
    place: `${number}@${writtenAtMs.toFixed(3)}`,
    author: { name: 'Bench' },
    createdAt: new Date(),
    details: '',
  };
  document.details = 'x'.repeat(Math.max(1, documentBytes - BSON.calculateObjectSize(document)));
  return document;
}
