import type { Board } from '../../../shared/board.ts';

/** A board as everybody reads it. */
export function boardOf(fields: Partial<Board> = {}): Board {
  return {
    slug: 'main',
    title: 'Community Board',
    description: null,
    theme: 'harbour',
    mark: null,
    categories: [],
    cover: null,
    timeZone: 'Europe/Berlin',
    posting: 'anyone',
    openTo: 'anyone',
    approval: false,
    guestNames: 'shown',
    archived: false,
    joinCode: null,
    spotlight: null,
    joinSlide: false,
    firstSteps: false,
    peopleRevision: 0,
    ...fields,
  };
}
