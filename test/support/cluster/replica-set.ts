import { MongoClient, type Db, type Document } from 'mongodb';
import { freePort } from '../../../server/database/embedded/free-port.ts';
import { findMongod } from '../../../server/database/embedded/mongod-binary.ts';
import { launchMongod, type MongodProcess } from '../../../server/database/embedded/mongod-process.ts';
import { temporaryFolder } from '../server-process.ts';
import { until } from '../until.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

type MemberOptions = { args: string[] };

/** One mongod of the set. Clients and the other members reach it through its proxy. */
export class Member {
  readonly address: string;
  readonly proxy: TcpProxy;
  readonly #launch: () => Promise<MongodProcess>;
  readonly #removeFolder: () => Promise<void>;
  readonly #port: number;
  #process: MongodProcess;
  #frozen = false;

  static async start({ args }: MemberOptions): Promise<Member> {
    const [{ path: binary }, folder, port] = await Promise.all([
      findMongod({ preferred: null, progress: () => {} }),
      temporaryFolder(),
      freePort(null),
    ]);
    const launch = (): Promise<MongodProcess> =>
      launchMongod({
        binary,
        dbPath: folder.path,
        port,
        args: [
          '--replSet',
          'faults',
          '--bind_ip',
          '127.0.0.1',
          '--nounixsocket',
          '--wiredTigerCacheSizeGB',
          '0.25',
          '--setParameter',
          'enableTestCommands=1',
          ...args,
        ],
      });
    return new Member(await launch(), launch, await startTcpProxy(port), port, folder.remove);
  }

  private constructor(
    process: MongodProcess,
    launch: () => Promise<MongodProcess>,
    proxy: TcpProxy,
    port: number,
    removeFolder: () => Promise<void>,
  ) {
    this.#process = process;
    this.#launch = launch;
    this.#port = port;
    this.#removeFolder = removeFolder;
    this.proxy = proxy;
    this.address = `127.0.0.1:${proxy.port}`;
  }

  /** Connects to this member alone, past its proxy. */
  async direct<T>(use: (admin: Db, client: MongoClient) => Promise<T>): Promise<T> {
    const client = await MongoClient.connect(`mongodb://127.0.0.1:${this.#port}/?directConnection=true`, {
      serverSelectionTimeoutMS: 3_000,
      socketTimeoutMS: 10_000,
    });
    try {
      return await use(client.db('admin'), client);
    } finally {
      await client.close(true);
    }
  }

  async kill(): Promise<void> {
    this.thaw();
    process.kill(this.#process.pid, 'SIGKILL');
    await this.#process.ended;
  }

  async restart(): Promise<void> {
    this.#process = await this.#launch();
  }

  /** Stops the process with its connections open, as if the machine hung. */
  freeze(): void {
    this.#frozen = true;
    process.kill(this.#process.pid, 'SIGSTOP');
  }

  thaw(): void {
    if (this.#frozen) process.kill(this.#process.pid, 'SIGCONT');
    this.#frozen = false;
  }

  async close(): Promise<void> {
    this.thaw();
    await this.#process.stop();
    await this.proxy.close();
    await this.#removeFolder();
  }
}

/** A replica set of real mongods on loopback with short election timeouts, and methods for everything that can happen to one. */
export class ReplicaSet {
  readonly members: Member[];
  readonly uri: string;

  static async start({ size = 3, args = [] }: { size?: number; args?: string[] } = {}): Promise<ReplicaSet> {
    const members = await Promise.all(Array.from({ length: size }, () => Member.start({ args })));
    const set = new ReplicaSet(members);
    await members[0]!.direct((admin) =>
      admin.command({
        replSetInitiate: {
          _id: 'faults',
          members: members.map(({ address }, index) => ({ _id: index, host: address, priority: 1 })),
          settings: {
            electionTimeoutMillis: 1_500,
            heartbeatIntervalMillis: 300,
            heartbeatTimeoutSecs: 2,
            catchUpTimeoutMillis: 2_000,
          },
        },
      }),
    );
    await set.primary();
    return set;
  }

  private constructor(members: Member[]) {
    this.members = members;
    this.uri = `mongodb://${members.map(({ address }) => address).join(',')}/?replicaSet=faults`;
  }

  /** Returns the member that takes writes, after an election if needed. */
  async primary(except: readonly Member[] = []): Promise<Member> {
    return until(
      'the set has a primary',
      async () => {
        for (const member of this.members) {
          if (except.includes(member)) continue;
          const hello = await member.direct((admin) => admin.command({ hello: 1 })).catch(() => null);
          if (hello?.isWritablePrimary === true) return member;
        }
        return null;
      },
      30_000,
    );
  }

  async secondaries(): Promise<Member[]> {
    const primary = await this.primary();
    return this.members.filter((member) => member !== primary);
  }

  async term(): Promise<number> {
    const primary = await this.primary();
    return primary.direct(async (admin) => Number(((await admin.command({ replSetGetStatus: 1 })) as Document).term));
  }

  /** Makes the primary step down; resolves with the time without a primary, in ms. */
  async stepDown(): Promise<number> {
    const primary = await this.primary();
    const begun = Date.now();
    // Stepping down closes its connections, so there may be no answer.
    await primary
      .direct((admin) => admin.command({ replSetStepDown: 3, secondaryCatchUpPeriodSecs: 2, force: true }))
      .catch(() => undefined);
    await this.primary([primary]);
    return Date.now() - begun;
  }

  /** Sets a fail point on every member. */
  async failPoint(name: string, mode: 'off' | 'alwaysOn' | { times: number }, data: Document = {}): Promise<void> {
    for (const member of this.members)
      await member.direct((admin) =>
        admin.command({ configureFailPoint: name, mode, ...(mode === 'off' ? {} : { data }) }),
      );
  }

  async close(): Promise<void> {
    await Promise.all(this.members.map((member) => member.close()));
  }
}
