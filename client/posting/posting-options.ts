import type { BoardEvent } from '../../shared/event.ts';
import type { Post } from '../feed/outbox.ts';

/** What a form for new events needs of its board. */
export type PostingOptions = {
  board: string;
  /** The key under which the draft survives a reload. */
  storageKey: string;
  /** The board's time zone. Until it is known, only the server checks times. */
  timeZone?: () => string | undefined;
  submit: (post: Post) => Promise<BoardEvent>;
  /** Returns the event if the feed has it. */
  find: (id: string) => BoardEvent | undefined;
  /** Called when a guest's post was accepted under this name. */
  onGuest: (name: string) => void;
};
