import type { Change } from '../../shared/live-set.ts';
import type { BoardServer } from './board-socket.ts';

type Packet = { type: number; nsp: string; id?: number; data?: unknown };
/** A text that many clients get. From the second use on, its WebSocket frame is kept too. */
type SharedText = { text: string; uses: number; frame: Buffer[] | null };

const eventType = 2;
const acknowledgementType = 3;
/** A packet of Socket.IO travels in a message of Engine.IO, which begins with this digit. */
const messagePrefix = '4';

/** The key is the array itself: clients that come from the same position get the same array from the feed. */
const sharedTexts = new WeakMap<readonly Change[], Map<string, SharedText>>();
const encodedChanges = new WeakMap<readonly Change[], string>();
/**
 * How many texts to keep for one list of changes. Two answers with the same changes can differ in the number of viewers
 * and in the number of the request. Few texts are enough, because our clients all number their requests alike.
 */
const maxTexts = 4;

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
function sharedTextOf(head: string, data: unknown[]): SharedText | null {
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
  const key = head + restText;
  let texts = sharedTexts.get(changes);
  if (texts === undefined) sharedTexts.set(changes, (texts = new Map()));
  let shared = texts.get(key);
  if (shared === undefined) {
    if (texts.size >= maxTexts) texts.clear();
    texts.set(
      key,
      (shared = { text: `${head}[${restText},"changes":${changesText(changes)}}]`, uses: 0, frame: null }),
    );
  }
  shared.uses += 1;
  return shared;
}

function changesText(changes: readonly Change[]): string {
  let text = encodedChanges.get(changes);
  if (text === undefined) encodedChanges.set(changes, (text = JSON.stringify(changes)));
  return text;
}

function frameOf(shared: SharedText): Buffer[] | null {
  if (shared.uses < 2) return null;
  shared.frame ??= webSocketFrame(Buffer.from(messagePrefix + shared.text));
  return shared.frame;
}

/** An unmasked, unfragmented text frame (RFC 6455, 5.2): its head and its payload. */
function webSocketFrame(payload: Buffer): Buffer[] {
  const isShort = payload.length < 65_536;
  const head = Buffer.alloc(payload.length < 126 ? 2 : isShort ? 4 : 10);
  head[0] = 0x81;
  head[1] = payload.length < 126 ? payload.length : isShort ? 126 : 127;
  if (payload.length >= 126 && isShort) head.writeUInt16BE(payload.length, 2);
  else if (!isShort) head.writeBigUInt64BE(BigInt(payload.length), 2);
  return [head, payload];
}
