import { connect, type Socket } from 'node:net';

export type RawWebSocketHandlers = {
  opened(): void;
  /** A message; the bytes are overwritten after the call. */
  message(payload: Buffer): void;
  closed(error: Error | null): void;
};

/** All sockets read into this one: what they read is dealt with before the next one reads. */
const shared = Buffer.allocUnsafeSlow(256 * 1024);
const endOfHead = Buffer.from('\r\n\r\n');
const textOpcode = 1;
const closeOpcode = 8;
const pingOpcode = 9;

/**
 * A WebSocket client that does just what a load generator needs, since a thousand real ones would cost more than the
 * server that is measured: it reads unmasked, unfragmented messages from one shared buffer, and writes short ones.
 */
export class RawWebSocket {
  readonly #socket: Socket;
  readonly #handlers: RawWebSocketHandlers;
  #upgraded = false;
  #ended = false;
  /** The begin of a message whose rest has yet to come, in a buffer that takes all of it. */
  #partial: Buffer | null = null;
  #filled = 0;

  constructor(port: number, path: string, handlers: RawWebSocketHandlers) {
    this.#handlers = handlers;
    this.#socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: {
        buffer: shared,
        callback: (bytes, buffer) => {
          this.#read((buffer as Buffer).subarray(0, bytes));
          return true;
        },
      },
    });
    this.#socket.on('connect', () => {
      this.#socket.write(
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
      );
    });
    this.#socket.on('error', (error) => this.#end(error));
    this.#socket.on('close', () => this.#end(null));
    this.#socket.on('end', () => this.#socket.end());
  }

  send(text: string): void {
    const length = Buffer.byteLength(text);
    const head = length < 126 ? 6 : 8;
    // A mask of zeros is one too, and saves the masking.
    const frame = Buffer.alloc(head + length);
    frame[0] = 0x80 | textOpcode;
    frame[1] = 0x80 | (length < 126 ? length : 126);
    if (length >= 126) frame.writeUInt16BE(length, 2);
    frame.write(text, head);
    this.#socket.write(frame);
  }

  /** Takes nothing more off the connection. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(): void {
    this.#ended = true;
    this.#socket.destroy();
  }

  #end(error: Error | null): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#socket.destroy();
    this.#handlers.closed(error);
  }

  #read(chunk: Buffer): void {
    let bytes = chunk;
    if (this.#partial !== null) {
      const taken = bytes.copy(this.#partial, this.#filled);
      this.#filled += taken;
      if (this.#filled < this.#partial.length) return;
      const whole = this.#partial;
      this.#partial = null;
      this.#take(whole);
      bytes = bytes.subarray(taken);
    }
    this.#take(bytes);
  }

  /** Takes the messages out of the bytes and keeps what is left over. */
  #take(bytes: Buffer): void {
    let at = this.#upgraded ? 0 : this.#takeHead(bytes);
    while (at < bytes.length && !this.#ended) {
      const size = frameSize(bytes, at);
      if (size === null || at + size.head + size.payload > bytes.length) {
        // Where not even the length has come, byte by byte until it has.
        this.#partial = Buffer.allocUnsafe(size === null ? bytes.length - at + 1 : size.head + size.payload);
        this.#filled = bytes.copy(this.#partial, 0, at);
        return;
      }
      const from = at + size.head;
      at = from + size.payload;
      this.#takeFrame(bytes[from - size.head]! & 15, bytes.subarray(from, at));
    }
  }

  #takeHead(bytes: Buffer): number {
    const end = bytes.indexOf(endOfHead);
    const status = bytes.toString('latin1', 9, 12);
    if (end === -1 || status !== '101') {
      this.#end(new Error(`the upgrade was answered with ${status}`));
      return bytes.length;
    }
    this.#upgraded = true;
    this.#handlers.opened();
    return end + endOfHead.length;
  }

  #takeFrame(opcode: number, payload: Buffer): void {
    if (opcode === textOpcode) this.#handlers.message(payload);
    else if (opcode === closeOpcode) this.#end(null);
    else if (opcode !== pingOpcode) this.#end(new Error(`a frame of opcode ${opcode}, which was not expected`));
  }
}

/** Null where not all of the frame's head is there yet. */
function frameSize(bytes: Buffer, at: number): { head: number; payload: number } | null {
  const left = bytes.length - at;
  if (left < 2) return null;
  const short = bytes[at + 1]! & 127;
  if (short < 126) return { head: 2, payload: short };
  if (short === 126) return left < 4 ? null : { head: 4, payload: bytes.readUInt16BE(at + 2) };
  return left < 10 ? null : { head: 10, payload: Number(bytes.readBigUInt64BE(at + 2)) };
}
