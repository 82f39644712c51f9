import type { Change } from '../../shared/live-set.ts';
import type { BoardServer } from './board-socket.ts';

type Packet = { type: number; nsp: string; id?: number; data?: unknown };
/** A list of changes as the end of the answers that bring it: as a text, and once a WebSocket needed it, as bytes. */
type SharedEnd = { text: string; bytes: Buffer | null };
type SharedText = { head: string; end: SharedEnd; text: string };

const eventType = 2;
const acknowledgementType = 3;
/** A packet of Socket.IO travels in a message of Engine.IO, which begins with this digit. */
const messagePrefix = '4';

/** By the array itself: the feed gives clients that came from the same place in the log the same array. */
const sharedEnds = new WeakMap<readonly Change[], SharedEnd>();

/**
 * Makes Socket.IO encode a text once if many clients get it. For a message to a room, Socket.IO does that by itself. But
 * when a thousand clients come back at once, each gets an answer of its own with the same changes. This also skips the
 * search for binary data, because a board never sends any.
 *
 * For this it replaces two methods of Socket.IO, see socket-internals.ts.
 */
export function shareEncoding(io: BoardServer): void {
  const { encoder } = io;
  const encodeOther = encoder.encode.bind(encoder);
  /** Socket.IO writes a packet right after it has encoded it. */
  let last: SharedText | null = null;
  encoder.encode = (packet: Packet) => {
    const { type, nsp, id = '', data } = packet;
    const isPlain = nsp === '/' && Array.isArray(data) && (type === eventType || type === acknowledgementType);
    if (!isPlain) return encodeOther(packet as never);
    last = type === acknowledgementType ? sharedTextOf(`${type}${id}`, data) : null;
    return [last?.text ?? `${type}${id}${JSON.stringify(data)}`];
  };
  let write: WritableConnection['write'] | undefined;
  // One function for all connections, of which there can be thousands.
  function writeShared(this: WritableConnection, data: unknown, options?: object, sent?: () => void): unknown {
    const frame = last !== null && data === last.text ? frameOf(last) : null;
    return write!.call(this, data, frame === null ? options : { ...options, wsPreEncodedFrame: frame }, sent);
  }
  io.engine.on('connection', (connection: WritableConnection) => {
    write ??= connection.write;
    connection.write = writeShared;
  });
}

type WritableConnection = { write(data: unknown, options?: object, sent?: () => void): unknown };

/** The text of an answer that brings changes; null for any other answer. */
function sharedTextOf(prefix: string, data: unknown[]): SharedText | null {
  const [first] = data;
  if (
    data.length !== 1 ||
    typeof first !== 'object' ||
    first === null ||
    !('changes' in first) ||
    !Array.isArray(first.changes)
  )
    return null;
  const { changes, ...rest } = first as { changes: readonly Change[] };
  const restText = JSON.stringify(rest).slice(0, -1);
  const head = `${prefix}[${restText},"changes":`;
  const end = endOf(changes);
  // Joined, not copied: V8 keeps the long end once for all.
  return { head, end, text: head + end.text };
}

function endOf(changes: readonly Change[]): SharedEnd {
  let end = sharedEnds.get(changes);
  if (end === undefined) sharedEnds.set(changes, (end = { text: `${JSON.stringify(changes)}}]`, bytes: null }));
  return end;
}

/** An unmasked, unfragmented text frame (RFC 6455, 5.2). All clients that get the same changes share its second part. */
function frameOf({ head, end }: SharedText): Buffer[] {
  end.bytes ??= Buffer.from(end.text);
  const begin = Buffer.from(messagePrefix + head);
  return [Buffer.concat([frameHead(begin.length + end.bytes.length), begin]), end.bytes];
}

function frameHead(length: number): Buffer {
  const isShort = length < 65_536;
  const head = Buffer.alloc(length < 126 ? 2 : isShort ? 4 : 10);
  head[0] = 0x81;
  head[1] = length < 126 ? length : isShort ? 126 : 127;
  if (length >= 126 && isShort) head.writeUInt16BE(length, 2);
  else if (!isShort) head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}
