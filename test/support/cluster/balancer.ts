import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type Balancer = {
  url: string;
  close: () => Promise<void>;
};

/**
 * A plain balancer: each new connection goes to a server by chance, or to the next one where that takes none. It does not
 * ask whether a server is ready. (By turns, the sockets of clients that make two connections each would meet one server.)
 */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const open = new Set<Socket>();

  function keep(socket: Socket): void {
    open.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => open.delete(socket));
  }

  function pass(near: Socket, index: number, tries = ports.length): void {
    const far = connect({ port: ports[index % ports.length]!, host: '127.0.0.1' });
    let isThere = false;
    far.once('connect', () => {
      isThere = true;
      near.pipe(far).pipe(near);
    });
    far.on('error', () => {
      if (isThere || tries <= 1 || near.destroyed) near.destroy();
      else pass(near, index + 1, tries - 1);
    });
    keep(far);
    near.on('error', () => far.destroy());
    near.on('close', () => far.destroy());
    far.on('close', () => {
      if (isThere) near.destroy();
    });
  }

  const server = createServer((near) => {
    keep(near);
    pass(near, Math.floor(Math.random() * ports.length));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
