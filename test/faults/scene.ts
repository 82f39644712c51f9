import { MongoClient, ObjectId, type Db } from 'mongodb';
import { Checker, type Report } from '../support/checker/checker.ts';
import { Oracle } from '../support/checker/oracle.ts';
import { Random } from '../support/cluster/random.ts';
import { nativeFields, RandomWriters } from '../support/cluster/random-writers.ts';
import { ReplicaSet } from '../support/cluster/replica-set.ts';
import { PythonFollower } from '../support/python/python-follower.ts';
import { RoamingClient, type Way } from '../support/cluster/roaming-client.ts';
import { startNginx } from '../support/networks/nginx.ts';
import { startFleet, type BoardServer } from '../support/cluster/server-fleet.ts';
import { until } from '../support/until.ts';

export type SceneOptions = {
  seed: number;
  clients?: number;
  servers?: number;
  /** More arguments for each mongod. */
  mongodArgs?: string[];
  setSize?: number;
  settings?: Record<string, string>;
  pauseMs?: number;
  stallMs?: number;
};

/** `server`: its number; null: any, through the cache. */
type Named = { name: string; client: RoamingClient; server: number | null };

/** How clients follow: by a socket, by HTTP at one server, or by HTTP through a cache before all servers. */
export type ClientWay = Way | 'cached';

const maxEvents = 400;
/** Those of four clients, one after the other. */
const ways: readonly ClientWay[] = ['socket', 'http', 'socket', 'cached'];
/** The longest time the board may take to recover from any fault. */
const recoveryDeadlineMs = 60_000;

/** A replica set with servers, writers, clients and the checker that watches them. Scenarios inject faults into it. */
export class Scene {
  readonly random: Random;
  readonly set: ReplicaSet;
  readonly servers: readonly BoardServer[];
  /** The address of a caching nginx before all servers. */
  readonly cacheUrl: string;
  readonly checker: Checker;
  /** The connection of another program. */
  readonly db: Db;
  /** How many faults were injected, by kind. */
  readonly injected = new Map<string, number>();
  /** The times until all clients were current again, without MongoDB's own election, by kind, in ms. */
  readonly recoveries = new Map<string, number[]>();
  readonly clients: Named[] = [];
  /** Those that were written from docs/protocol.md alone. They stay where they are. */
  readonly followers: { name: string; client: PythonFollower }[] = [];
  readonly #mongo: MongoClient;
  readonly #oracle: Oracle;
  readonly #writers: RandomWriters;
  readonly #closeFleet: () => Promise<void>;
  #names = 0;

  static async open(options: SceneOptions): Promise<Scene> {
    const closing: (() => Promise<void>)[] = [];
    try {
      const random = new Random(options.seed);
      const set = await ReplicaSet.start({ size: options.setSize ?? 3, args: options.mongodArgs ?? [] });
      closing.push(() => set.close());
      const database = 'faults';
      const { servers, close: closeFleet } = await startFleet({
        mongoUri: set.uri,
        database,
        size: options.servers ?? 2,
        ...(options.settings === undefined ? {} : { settings: options.settings }),
      });
      closing.push(closeFleet);
      const nginx = await startNginx(servers.map(({ url }) => url));
      closing.push(() => nginx.close());
      const oracle = await Oracle.start({ uri: set.uri, database, timeZone: 'Europe/Berlin' });
      closing.push(() => oracle.close());
      const mongo = await MongoClient.connect(set.uri, {
        appName: 'the scene',
        serverSelectionTimeoutMS: 20_000,
        writeConcern: { w: 'majority' },
      });
      closing.push(() => mongo.close());
      const checker = new Checker({ oracle, stallMs: options.stallMs ?? recoveryDeadlineMs });
      const writers = await RandomWriters.start({
        mongoUri: set.uri,
        database,
        urls: servers.map(({ url }) => url),
        checker,
        random: random.fork(),
        ...(options.pauseMs === undefined ? {} : { pauseMs: options.pauseMs }),
      });
      const scene = new Scene({
        random,
        set,
        servers,
        checker,
        db: mongo.db(database),
        mongo,
        oracle,
        writers,
        cacheUrl: nginx.url,
        async closeFleet() {
          await nginx.close();
          await closeFleet();
        },
      });
      for (let n = 0; n < (options.clients ?? 12); n += 1) scene.join();
      await scene.#follow();
      await scene.allLive();
      return scene;
    } catch (error) {
      for (const close of closing.reverse()) await close().catch(() => undefined);
      throw error;
    }
  }

  private constructor(
    parts: Pick<Scene, 'random' | 'set' | 'servers' | 'cacheUrl' | 'checker' | 'db'> & {
      mongo: MongoClient;
      oracle: Oracle;
      writers: RandomWriters;
      closeFleet: () => Promise<void>;
    },
  ) {
    this.random = parts.random;
    this.set = parts.set;
    this.servers = parts.servers;
    this.cacheUrl = parts.cacheUrl;
    this.checker = parts.checker;
    this.db = parts.db;
    this.#mongo = parts.mongo;
    this.#oracle = parts.oracle;
    this.#writers = parts.writers;
    this.#closeFleet = parts.closeFleet;
  }

  /** Adds a client. Half of them follow by HTTP, half of those through the cache. */
  join({ url, way = ways[this.#names % ways.length]! }: { url?: string; way?: ClientWay } = {}): Named {
    const isCached = way === 'cached';
    const server = isCached ? null : Math.floor(this.#names / ways.length) % this.servers.length;
    const name = `client ${(this.#names += 1)}`;
    const client = new RoamingClient({
      url: url ?? (server === null ? this.cacheUrl : this.servers[server]!.url),
      way: isCached ? 'http' : way,
      observer: this.checker.observe(name),
    });
    const named = { name, client, server };
    this.clients.push(named);
    return named;
  }

  async #follow(): Promise<void> {
    for (const [way, url] of [
      ['http', this.cacheUrl],
      ['socket', this.servers.at(-1)!.url],
    ] as const) {
      const name = `Python, ${way}`;
      const client = await PythonFollower.start({ url, way, observer: this.checker.observe(name) });
      this.followers.push({ name, client });
    }
  }

  leave(named: Named): void {
    named.client.close();
    this.clients.splice(this.clients.indexOf(named), 1);
  }

  /** Moves a client to another server; it keeps its events and position. */
  move(named: Named): void {
    if (named.server === null) return;
    named.server = (named.server + 1) % this.servers.length;
    named.client.moveTo(this.servers[named.server]!.url);
  }

  count(fault: string, times = 1): void {
    this.injected.set(fault, (this.injected.get(fault) ?? 0) + times);
  }

  async allLive(): Promise<void> {
    await until(
      'all clients are live',
      () => [...this.clients, ...this.followers].every(({ client }) => client.feed.status.state === 'live'),
      recoveryDeadlineMs,
    );
  }

  /** Writes an event and waits until every client shows it. */
  async roundTrip(): Promise<void> {
    await this.#isShown(await this.#write(this.db));
  }

  /**
   * To call when MongoDB or the server is back. Measures the time from the first write that a majority takes until every
   * client is current.
   */
  async recover(kind: string): Promise<void> {
    const primary = await this.set.primary();
    const id = await primary.direct((_admin, client) => this.#write(client.db(this.db.databaseName)));
    const begun = Date.now();
    await this.#isShown(id);
    this.recoveries.set(kind, [...(this.recoveries.get(kind) ?? []), Date.now() - begun]);
  }

  async #write(db: Db): Promise<string> {
    const _id = new ObjectId();
    const id = _id.toHexString();
    await db
      .collection('events')
      .insertOne(
        { _id, ...nativeFields('the scene', this.random), status: 'live' },
        { writeConcern: { w: 'majority' } },
      );
    this.checker.wrote({ writer: 'the scene', id, version: 1, outcome: 'acknowledged' });
    return id;
  }

  async #isShown(id: string): Promise<void> {
    await until(
      'every client shows the event',
      () =>
        this.clients.every(
          ({ client }) => client.feed.events.get(id) !== undefined && client.feed.status.state === 'live',
        ),
      recoveryDeadlineMs,
    );
  }

  /** Pauses the writers, waits until everything is current, and returns what the checker found. */
  async settle(): Promise<Report> {
    await this.#writers.pause();
    const report = await this.checker.settle(
      [...this.clients, ...this.followers].map(({ name, client }) => ({ name, feed: client.feed })),
    );
    await this.#prune();
    this.#writers.resume();
    return report;
  }

  /** Deletes old events. Those of writes with an unknown outcome belong to no writer and would pile up. */
  async #prune(): Promise<void> {
    const events = this.db.collection('events');
    if ((await events.countDocuments()) > maxEvents)
      await events.deleteMany({ _id: { $lt: ObjectId.createFromTime(Date.now() / 1000 - 20) } });
  }

  async close(): Promise<void> {
    for (const { client } of [...this.clients, ...this.followers]) client.close();
    await this.#writers.close();
    await this.#oracle.close();
    await this.#mongo.close();
    await this.#closeFleet();
    await this.set.close();
  }
}
