import { systemClock } from '../../shared/clock.ts';

/**
 * A new id in the form of a MongoDB ObjectId: 4 bytes of seconds since 1970, 8 random ones. The client chooses the id,
 * so that a post that is sent twice becomes one event.
 */
export function newObjectId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  new DataView(bytes.buffer).setUint32(0, Math.floor(systemClock.now() / 1000));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
