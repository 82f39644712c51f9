import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { connect, type AddressInfo, type Socket } from 'node:net';

/**
 * What a network does with WebSockets: lets them through; never answers; answers 101 and cuts; refuses; opens them and
 * keeps what the server says; or keeps it from the moment that Socket.IO is connected.
 */
export type WebSockets = 'pass' | 'swallow' | 'cut' | 'refuse' | 'keep' | 'mute';

/**
 * What a network answers to everything where one has to log in first: its own page, as a browser may not keep it or may
 * for an hour; a redirect to it; nothing; or JSON of its own.
 */
export type Portal = 'page' | 'kept page' | 'redirect' | 'nothing' | 'null';

const portalPage = '<!doctype html><h1>Please log in</h1>';
const portals: Record<Portal, { status: number; headers: Record<string, string>; body: string }> = {
  page: { status: 200, headers: { 'content-type': 'text/html' }, body: portalPage },
  'kept page': {
    status: 200,
    headers: { 'content-type': 'text/html', 'cache-control': 'max-age=3600' },
    body: portalPage,
  },
  redirect: { status: 302, headers: { location: '/portal/login' }, body: '' },
  nothing: { status: 204, headers: {}, body: '' },
  null: { status: 200, headers: { 'content-type': 'application/json' }, body: 'null' },
};

/**
 * `half`: cut so that nobody can tell by the length; `broken off`: before as much has come as was said; `missing`: 404;
 * `page`: HTML in its place.
 */
export type Spoiling = { path: RegExp; how: 'half' | 'broken off' | 'missing' | 'page' };

export type OddNetwork = {
  url: string;
  webSockets: WebSockets;
  portal: Portal | null;
  /** What becomes of answers to some paths. */
  spoils: Spoiling | null;
  /** WebSockets that were let through so far. */
  passed: number;
  /** Requests by path, without their queries. */
  readonly requests: Map<string, number>;
  /** Ends all connections, as a network does that wants a log-in from now on. */
  breakOff: () => void;
  close: () => Promise<void>;
};

type Options = {
  /** The servers, taken in turn for each request. */
  upstreams: readonly string[];
  webSockets?: WebSockets;
  /** Speaks HTTP/1.0 to the servers. */
  old?: boolean;
};

/** Of what a server says, returns the answer to the upgrade and the two frames by which Socket.IO is connected. */
function openingOf(): (data: Buffer) => Buffer {
  let said = Buffer.alloc(0);
  let passed = 0;
  return (data) => {
    said = Buffer.concat([said, data]);
    const head = said.indexOf('\r\n\r\n');
    if (head < 0) return Buffer.alloc(0);
    let end = head + 4;
    for (let frames = 0; frames < 2 && said.length >= end + 2; frames += 1) {
      const length = said[end + 1]!;
      const next =
        length < 126 ? end + 2 + length : said.length < end + 4 ? Infinity : end + 4 + said.readUInt16BE(end + 2);
      if (next > said.length) break;
      end = next;
    }
    const opening = said.subarray(passed, Math.max(end, passed));
    passed = Math.max(end, passed);
    return opening;
  };
}

/** A proxy on loopback that does to its traffic what schools, hotels and old proxies do. */
export async function startOddNetwork({ upstreams, webSockets = 'pass', old = false }: Options): Promise<OddNetwork> {
  const sockets = new Set<Socket>();
  let turn = 0;
  const next = (): URL => new URL(upstreams[(turn += 1) % upstreams.length]!);

  function pass(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url!.split('?')[0]!;
    network.requests.set(path, (network.requests.get(path) ?? 0) + 1);
    if (network.portal !== null) {
      const { status, headers, body } = portals[path === '/portal/login' ? 'page' : network.portal];
      return void response.writeHead(status, headers).end(body);
    }
    const { hostname, port, host } = next();
    const { method, url, headers } = request;
    if (old) return passOld(request, response, { hostname, port });
    const spoiling = network.spoils?.path.test(path) === true ? network.spoils.how : null;
    if (spoiling === 'missing') return void response.writeHead(404, { 'content-type': 'text/html' }).end('Not found');
    if (spoiling === 'page') return void response.writeHead(200, { 'content-type': 'text/html' }).end(portalPage);
    const unpacked = spoiling !== null ? { 'accept-encoding': 'identity' } : {};
    const forwarded = ask(
      { hostname, port, method, path: url, headers: { ...headers, ...unpacked, host } },
      (answer) => {
        if (spoiling !== null && answer.statusCode === 200) return void passHalf(answer, response, spoiling);
        response.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(response);
      },
    );
    forwarded.on('error', () => response.destroy());
    response.on('close', () => forwarded.destroy());
    request.pipe(forwarded);
  }

  async function passHalf(
    answer: IncomingMessage,
    response: ServerResponse,
    how: 'half' | 'broken off',
  ): Promise<void> {
    const whole = await buffer(answer);
    const half = whole.subarray(0, whole.length / 2);
    const { 'transfer-encoding': _, ...headers } = answer.headers;
    const length = how === 'half' ? half.length : whole.length;
    response.writeHead(200, { ...headers, 'content-length': length });
    response.write(half, () => (how === 'half' ? response.end() : response.destroy()));
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
    if (network.portal !== null)
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
    const opening = openingOf();
    upstream.on('data', (data: Buffer) => {
      if (how === 'pass') return void client.write(data);
      if (how === 'mute') return void client.write(opening(data));
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
    portal: null,
    spoils: null,
    passed: 0,
    requests: new Map(),
    breakOff() {
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      network.breakOff();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return network;
}
