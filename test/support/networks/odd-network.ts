import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/**
 * What a network does with WebSockets: lets them through; never answers; answers 101 and cuts; refuses; or opens them and
 * keeps what the server says.
 */
export type WebSockets = 'pass' | 'swallow' | 'cut' | 'refuse' | 'keep';

export type OddNetwork = {
  url: string;
  webSockets: WebSockets;
  /** Answers everything with its own page, as a network does where one has to log in first. */
  portal: boolean;
  /** WebSockets that were let through so far. */
  passed: number;
  /** Requests by path, without their queries. */
  readonly requests: Map<string, number>;
  close: () => Promise<void>;
};

type Options = {
  /** The servers, taken in turn for each request. */
  upstreams: readonly string[];
  webSockets?: WebSockets;
  /** Speaks HTTP/1.0 to the servers. */
  old?: boolean;
};

/** A proxy on loopback that does to its traffic what schools, hotels and old proxies do. */
export async function startOddNetwork({ upstreams, webSockets = 'pass', old = false }: Options): Promise<OddNetwork> {
  const sockets = new Set<Socket>();
  let turn = 0;
  const next = (): URL => new URL(upstreams[(turn += 1) % upstreams.length]!);

  function pass(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url!.split('?')[0]!;
    network.requests.set(path, (network.requests.get(path) ?? 0) + 1);
    if (network.portal)
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><h1>Please log in</h1>');
    const { hostname, port, host } = next();
    const { method, url, headers } = request;
    if (old) return passOld(request, response, { hostname, port });
    const forwarded = ask({ hostname, port, method, path: url, headers: { ...headers, host } }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    forwarded.on('error', () => response.destroy());
    response.on('close', () => forwarded.destroy());
    request.pipe(forwarded);
  }

  /** Without keep-alive, chunks and upgrades. */
  function passOld(request: IncomingMessage, response: ServerResponse, to: { hostname: string; port: string }): void {
    const upstream = connect(Number(to.port), to.hostname);
    const { host: _host, connection: _connection, ...headers } = request.headers;
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
    upstream.write(
      [`${request.method} ${request.url} HTTP/1.0`, `host: ${to.hostname}:${to.port}`, ...lines, '', ''].join('\r\n'),
    );
    request.pipe(upstream, { end: false });
    // What the server says goes through as it is, and then the connection ends.
    const client = response.socket!;
    upstream.on('data', (data) => client.write(data));
    upstream.on('end', () => client.end());
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
  }

  function upgrade(request: IncomingMessage, client: Socket, head: Buffer): void {
    client.on('error', () => client.destroy());
    if (network.portal)
      return void client.end('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n');
    if (old || network.webSockets === 'refuse')
      return void client.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    if (network.webSockets === 'swallow') return;
    const { hostname, port } = next();
    const upstream = connect(Number(port), hostname);
    const lines = request.rawHeaders.flatMap((name, index) =>
      index % 2 === 0 ? [`${name}: ${request.rawHeaders[index + 1]}`] : [],
    );
    upstream.write([`GET ${request.url} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
    upstream.write(head);
    const how = network.webSockets;
    upstream.on('data', (data: Buffer) => {
      if (how === 'pass') return void client.write(data);
      const end = data.indexOf('\r\n\r\n');
      if (end >= 0 && data.toString('latin1').startsWith('HTTP/')) client.write(data.subarray(0, end + 4));
      if (how === 'cut') client.destroySoon();
    });
    if (how === 'pass') network.passed += 1;
    client.pipe(upstream);
    upstream.on('error', () => client.destroy());
    upstream.on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
  }

  const server = createServer(pass);
  server.on('upgrade', upgrade);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const network: OddNetwork = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    webSockets,
    portal: false,
    passed: 0,
    requests: new Map(),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return network;
}
