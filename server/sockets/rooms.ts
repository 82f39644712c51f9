import type { Audience } from '../../shared/feed-protocol.ts';

/** The Socket.IO room of those who follow a board as this audience. */
export function roomOf(board: string, audience: Audience): string {
  return `board/${board}/${audience}`;
}
