import type { Done } from './undo-list.ts';

export type DoneWords = Pick<Done, 'what'> & { sum: string };

/** What was done: to one event, and in a sum. */
export const doneWords = {
  approve: { what: 'Approved', sum: 'approved' },
  reject: { what: 'Rejected', sum: 'rejected' },
  hide: { what: 'Hidden', sum: 'hidden' },
  show: { what: 'Shown', sum: 'shown' },
  pin: { what: 'Pinned', sum: 'pinned' },
  unpin: { what: 'Unpinned', sum: 'unpinned' },
  cancel: { what: 'Cancelled', sum: 'cancelled' },
  uncancel: { what: 'Cancellation undone', sum: 'no longer cancelled' },
  delete: { what: 'Deleted', sum: 'deleted' },
} as const satisfies Record<string, DoneWords>;
