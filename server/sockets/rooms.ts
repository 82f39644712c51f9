import { Audience } from '../../shared/feed-protocol.ts';

/** The Socket.IO room of those who follow a board as this audience. */
export function roomOf(board: string, audience: Audience): string {
  return `board/${board}/${audience}`;
}

/** The rooms of all who follow a board. */
export function roomsOf(board: string): string[] {
  return Audience.options.map((audience) => roomOf(board, audience));
}
