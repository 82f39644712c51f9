import { connect, type Socket } from 'node:net';

export type RawRequest = { method: string; path: string; headers?: Record<string, string>; body?: string };
export type RawResponse = { status: number; head: string; bytes: number; body: Buffer | null };

const shared = Buffer.allocUnsafeSlow(256 * 1024);
const endOfHead = '\r\n\r\n';

/** One kept connection: one request at a time, with as little work around it as possible. */
export class RawHttpConnection {
  #socket: Socket;
  /** The server closes the connection after each answer. */
  #closes = false;
  readonly #port: number;
  readonly #from: string;
  #head = '';
  #left = 0;
  #status = 0;
  #bytes = 0;
  #body: Buffer[] | null = null;
  #waiting: { resolve: (response: RawResponse) => void; reject: (error: Error) => void } | null = null;

  /** `from`: the address of this machine that it comes from. */
  constructor(port: number, from = '127.0.0.1') {
    this.#port = port;
    this.#from = from;
    this.#socket = this.#connect();
  }

  /** With `keep` the answer's body is there, else only its length. */
  ask({ method, path, headers = {}, body = '' }: RawRequest, keep = false): Promise<RawResponse> {
    const lines = Object.entries({
      host: `127.0.0.1:${this.#port}`,
      ...headers,
      ...(body === '' ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    });
    this.#body = keep ? [] : null;
    this.#head = '';
    this.#bytes = 0;
    if (this.#closes) {
      this.#socket.destroy();
      this.#socket = this.#connect();
    }
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(
        `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
      );
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #connect(): Socket {
    const socket = connect({
      port: this.#port,
      host: '127.0.0.1',
      localAddress: this.#from,
      noDelay: true,
      onread: {
        buffer: shared,
        callback: (bytes, buffer) => {
          this.#read((buffer as Buffer).subarray(0, bytes));
          return true;
        },
      },
    });
    const fail = (error: Error): void => {
      if (socket === this.#socket) this.#fail(error);
    };
    socket.on('error', fail);
    socket.on('close', () => fail(new Error('the connection was closed')));
    return socket;
  }

  #read(chunk: Buffer): void {
    const body = this.#status === 0 ? this.#readHead(chunk) : chunk;
    if (body === null) return;
    this.#left -= body.length;
    this.#bytes += body.length;
    this.#body?.push(Buffer.from(body));
    if (this.#left > 0) return;
    const response = {
      status: this.#status,
      head: this.#head,
      bytes: this.#bytes,
      body: this.#body === null ? null : Buffer.concat(this.#body),
    };
    this.#status = 0;
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.resolve(response);
  }

  /** Answers what of the body came with it; null where the head is not complete. */
  #readHead(chunk: Buffer): Buffer | null {
    const end = chunk.indexOf(endOfHead);
    this.#head += chunk.toString('latin1', 0, end === -1 ? chunk.length : end);
    if (end === -1) return null;
    this.#status = Number(this.#head.slice(9, 12));
    const length = /\r\ncontent-length: *(\d+)/i.exec(this.#head)?.[1];
    if (length === undefined && this.#status !== 304 && this.#status !== 204)
      this.#fail(new Error(`an answer of ${this.#status} without a length`));
    this.#left = Number(length ?? 0);
    this.#closes = /\r\nconnection: *close/i.test(this.#head);
    return chunk.subarray(end + endOfHead.length);
  }

  #fail(error: Error): void {
    this.#waiting?.reject(error);
    this.#waiting = null;
  }
}
