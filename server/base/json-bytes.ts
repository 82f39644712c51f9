import type { TextParts } from './packed-text.ts';

declare const content: unique symbol;

/** The JSON of a value of type T, encoded once to be sent to many. */
export type JsonBytes<T> = Buffer & { readonly [content]: T };

export function encodeJson<T>(value: T): JsonBytes<T> {
  return asJsonBytes(Buffer.from(JSON.stringify(value)));
}

/** For bytes that were put together from encoded parts, or compressed. */
export function asJsonBytes<T>(bytes: Buffer): JsonBytes<T> {
  return bytes as JsonBytes<T>;
}

/** The JSON of a value of type T, in parts. */
export type JsonParts<T> = TextParts & { readonly [content]: T };

export function asJsonParts<T>(parts: TextParts): JsonParts<T> {
  return parts as JsonParts<T>;
}
