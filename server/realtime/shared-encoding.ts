import type { Change } from '../../shared/live-set.ts';
import type { BoardServer } from './board-server.ts';

type Packet = { type: number; nsp: string; id?: number; data?: unknown };

const eventType = 2;
const acknowledgementType = 3;

/**
 * Makes Socket.IO encode what many get alike only once. It does so by itself for what goes to a room; but when a
 * thousand clients come back at once, each is answered for itself, with the same changes. Nor does it need to search
 * what it sends for binary data, which a board never sends.
 */
export function shareEncoding(io: BoardServer): void {
  const { encoder } = io;
  const encodeOther = encoder.encode.bind(encoder);
  encoder.encode = (packet: Packet) => {
    const { type, nsp, id = '', data } = packet;
    const isPlain = nsp === '/' && Array.isArray(data) && (type === eventType || type === acknowledgementType);
    return isPlain ? [`${type}${id}${encodeData(data)}`] : encodeOther(packet as never);
  };
}

/** By the list itself: the feed gives those who came from the same position the same one. */
const encodedChanges = new WeakMap<readonly Change[], string>();

function encodeData(data: unknown[]): string {
  const [first] = data;
  if (data.length !== 1 || typeof first !== 'object' || first === null || !('changes' in first) || !Array.isArray(first.changes)) return JSON.stringify(data);
  const { changes, ...rest } = first as { changes: readonly Change[] };
  let encoded = encodedChanges.get(changes);
  if (encoded === undefined) encodedChanges.set(changes, (encoded = JSON.stringify(changes)));
  return `[${JSON.stringify(rest).slice(0, -1)},"changes":${encoded}}]`;
}
