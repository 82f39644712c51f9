import { freePort } from '../../../server/database/embedded/free-port.ts';
import { startServerProcess, type ServerProcess } from '../server-process.ts';
import { testSecret } from '../board/start-board.ts';
import { until } from '../until.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** One server process behind a proxy. After a restart it has the same address. */
export class BoardServer {
  readonly proxy: TcpProxy;
  readonly url: string;
  /** The address past the proxy. */
  readonly directUrl: string;
  readonly #env: Record<string, string>;
  #process: ServerProcess | null = null;

  static async start(env: Record<string, string>): Promise<BoardServer> {
    const port = await freePort(null);
    const server = new BoardServer(await startTcpProxy(port), port, { ...env, PORT: String(port) });
    await server.start();
    return server;
  }

  private constructor(proxy: TcpProxy, port: number, env: Record<string, string>) {
    this.proxy = proxy;
    this.url = `http://127.0.0.1:${proxy.port}`;
    this.directUrl = `http://127.0.0.1:${port}`;
    this.#env = env;
  }

  get pid(): number {
    if (this.#process === null) throw new Error('this server does not run');
    return this.#process.pid;
  }

  async start(): Promise<void> {
    this.#process = await startServerProcess({ env: this.#env, built: true });
  }

  /** Stops it with SIGTERM, as a deployment does. */
  async stop(): Promise<void> {
    await this.#process?.kill('SIGTERM');
    this.#process = null;
  }

  async kill(): Promise<void> {
    await this.#process?.kill('SIGKILL');
    this.#process = null;
  }

  /** Stops the process with its sockets open. */
  freeze(): void {
    process.kill(this.pid, 'SIGSTOP');
  }

  thaw(): void {
    process.kill(this.pid, 'SIGCONT');
  }

  async isReady(): Promise<boolean> {
    return fetch(`${this.directUrl}/readyz`, { signal: AbortSignal.timeout(3_000) }).then(
      ({ status }) => status === 200,
      () => false,
    );
  }

  /** Returns a counter or gauge of `/metrics`, summed over its labels. */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(`${this.directUrl}/metrics`, { signal: AbortSignal.timeout(5_000) })).text();
    const lines = text.split('\n').filter((line) => line.startsWith(name) && /^[ {]/.test(line.slice(name.length)));
    // A counter with labels has no line before it first counts.
    if (!text.includes(`# TYPE ${name} `)) throw new Error(`there is no metric ${name}`);
    return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
  }

  output(): string {
    return this.#process?.output() ?? '';
  }

  async close(): Promise<void> {
    if (this.#process !== null) process.kill(this.#process.pid, 'SIGCONT');
    await this.#process?.kill('SIGKILL');
    await this.proxy.close();
  }
}

type FleetOptions = { mongoUri: string; database: string; size?: number; settings?: Record<string, string> };

/** Starts several servers of one board. */
export async function startFleet({
  mongoUri,
  database,
  size = 2,
  settings = {},
}: FleetOptions): Promise<{ servers: BoardServer[]; close: () => Promise<void> }> {
  const servers = await Promise.all(
    Array.from({ length: size }, () =>
      BoardServer.start({
        MONGODB_URI: mongoUri,
        MONGODB_DATABASE: database,
        SESSION_SECRET: testSecret,
        BOARD_TIME_ZONE: 'Europe/Berlin',
        // Only then a server that stops moves its screens.
        NODE_ENV: 'production',
        LOG_LEVEL: 'warn',
        // All writers and clients come from one address.
        LIMIT_PER_PERSON: '1000000',
        LIMIT_PER_ADDRESS: '1000000',
        ...settings,
      }),
    ),
  );
  await until(
    'all servers are ready',
    async () => (await Promise.all(servers.map((server) => server.isReady()))).every(Boolean),
    30_000,
  );
  return {
    servers,
    close: async () => {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}
