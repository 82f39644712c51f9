import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type TcpProxy = {
  port: number;
  /** Ends all connections at once, with a reset on both sides; accepts new ones. */
  cut: () => void;
  /** Stops passing data either way, without a FIN or a reset. Accepts new connections, which hear nothing. */
  blackHole: () => void;
  /** Lets everything through again, including what it held back. */
  restore: () => void;
  /** Resets open and new connections, as a host without this service does. */
  refuse: () => void;
  /** The number of open connections. */
  readonly connections: number;
  close: () => Promise<void>;
};

type Pair = { near: Socket; far: Socket | null };

/** A proxy in front of a port on loopback that can behave like a bad network. */
export async function startTcpProxy(upstream: number, port = 0): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  let mode: 'open' | 'black-hole' | 'refusing' = 'open';

  const server = createServer((near) => {
    if (mode === 'refusing') return void near.resetAndDestroy();
    const pair: Pair = { near, far: null };
    pairs.add(pair);
    near.on('error', () => end(pair));
    near.on('close', () => end(pair));
    near.setNoDelay(true);
    if (mode === 'open') open(pair);
    else near.pause();
  });

  function open(pair: Pair): void {
    const { near } = pair;
    const far = connect({ port: upstream, host: '127.0.0.1' });
    pair.far = far;
    far.setNoDelay(true);
    far.on('error', () => end(pair));
    far.on('close', () => end(pair));
    pass(near, far);
  }

  function pass(near: Socket, far: Socket): void {
    near.pipe(far);
    far.pipe(near);
  }

  function end(pair: Pair): void {
    if (!pairs.delete(pair)) return;
    // In a black hole neither side learns that the other is gone.
    pair.near.resetAndDestroy();
    pair.far?.resetAndDestroy();
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return pairs.size;
    },
    cut() {
      for (const pair of [...pairs]) end(pair);
    },
    blackHole() {
      mode = 'black-hole';
      for (const { near, far } of pairs) {
        near.unpipe();
        far?.unpipe();
        near.pause();
        far?.pause();
      }
    },
    restore() {
      const was = mode;
      mode = 'open';
      if (was !== 'black-hole') return;
      for (const pair of pairs) {
        if (pair.far === null) open(pair);
        else pass(pair.near, pair.far);
      }
    },
    refuse() {
      mode = 'refusing';
      for (const pair of [...pairs]) end(pair);
    },
    close() {
      for (const pair of [...pairs]) end(pair);
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
