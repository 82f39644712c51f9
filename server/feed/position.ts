import type { ResumeToken, Timestamp } from 'mongodb';

/**
 * A position names a point in the change stream: `<epoch>.<resume token's _data>`. The `_data` is hexadecimal text that
 * begins with the cluster time and is the same for every reader of the replica set. MongoDB documents that it sorts:
 * "Resume tokens … can be compared as strings" (MongoDB Manual, Change Streams). The epoch names the `events`
 * collection: positions of another epoch say nothing about the present collection.
 *
 * Inside the server, a *point* is the `_data` alone.
 */
export type Position = string;

export function positionOf(epoch: string, tokenData: string): Position {
  return `${epoch}.${tokenData}`;
}

export function parsePosition(position: Position): { epoch: string; tokenData: string } | null {
  const match = /^([0-9a-f]{8})\.([0-9A-F]{18,400})$/.exec(position);
  return match === null ? null : { epoch: match[1]!, tokenData: match[2]! };
}

/** The sortable text of a resume token. */
export function tokenData(token: ResumeToken): string {
  const data = (token as { _data?: unknown } | null | undefined)?._data;
  if (typeof data !== 'string')
    throw new TypeError('A resume token without _data: this MongoDB is too old for the feed.');
  return data;
}

/** A text that sorts before the tokens of this cluster time, and after all tokens before it. */
export function beforeClusterTime(time: Timestamp): string {
  return `82${hex(time.getHighBits())}${hex(time.getLowBits())}`;
}

/** A text that sorts after all tokens of this cluster time. */
export function afterClusterTime(time: Timestamp): string {
  return afterAllOf(beforeClusterTime(time));
}

/** The part of a token that holds its cluster time, as `beforeClusterTime` writes it. */
export function clusterTimePart(data: string): string {
  return data.slice(0, 18);
}

/** A text that sorts after all tokens that begin with this cluster time. */
export function afterAllOf(timePart: string): string {
  // 'FF' sorts after every key-string byte that can follow the time in a token.
  return `${timePart}FF`;
}

/** When a token's change was committed, in ms since 1970 (its cluster time has a resolution of one second). */
export function clusterTimeMs(data: string): number {
  return Number.parseInt(data.slice(2, 10), 16) * 1000;
}

function hex(bits: number): string {
  return (bits >>> 0).toString(16).toUpperCase().padStart(8, '0');
}
