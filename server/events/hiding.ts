import type { Board } from '../../shared/board.ts';
import { mayModerate, type Actor } from '../../shared/policies.ts';
import type { BoardFor } from '../boards/board-service.ts';
import { maxTries, whyNotModerated, type EventAccess } from './event-access.ts';
import { fieldsOf, withoutId, type EventFields } from './event-fields.ts';
import type { EventRepository } from './event-repository.ts';
import type { FoundEvent } from './found-event.ts';
import { changedDocument } from './review/changed-document.ts';

/** How many events were hidden, and how many are still shown because time ran out or others kept changing them. */
export type HiddenPosts = { hidden: number; left: number };

type Dependencies = {
  events: EventRepository;
  access: EventAccess;
  boardFor: BoardFor;
  clock: () => Date;
  monotonicMs: () => number;
};

/** How long hiding one person's events may take: well below the 20 s that a page waits for an answer. */
const hidingMs = 10_000;

export function createHiding({ events, access, boardFor, clock, monotonicMs }: Dependencies) {
  /** Hides an event, even if others change it meanwhile. `left` means that they did so on every try. */
  async function hide(found: FoundEvent, board: Board, actor: Actor | null): Promise<'hidden' | 'gone' | 'left'> {
    const { id } = found.event;
    let current: FoundEvent | null = found;
    for (let tries = 0; tries < maxTries; tries += 1) {
      if (current === null || current.event.board !== board.slug || current.event.status === 'hidden') return 'gone';
      const fields: EventFields = { ...fieldsOf(current.event), status: 'hidden' };
      const document = changedDocument(current, fields, { board, actor }, clock());
      if ((await events.update(current, withoutId(document))) !== null) {
        access.recordModeration(actor, current, 'change');
        return 'hidden';
      }
      current = await events.find(id);
    }
    return 'left';
  }

  return {
    /**
     * Hides all events that one person has on a board; for moderators. Works in batches until none is left or time is
     * up. Throws where the database fails: what was hidden by then stays hidden, and a second call hides the rest.
     */
    async hideOwned(slug: string, owner: string, moderator: Actor | null): Promise<HiddenPosts> {
      const { board, actor } = await boardFor(slug, moderator);
      if (!mayModerate(actor) || board.archived) throw whyNotModerated(board);
      const untilMs = monotonicMs() + hidingMs;
      const count = { hidden: 0, left: 0 };
      for (let after: string | null = null; ;) {
        const page: { events: FoundEvent[]; next: string | null } = await events.listShown(slug, owner, after);
        for (const outcome of await Promise.all(page.events.map((found) => hide(found, board, actor)))) {
          if (outcome !== 'gone') count[outcome] += 1;
        }
        after = page.next;
        if (after === null) return count;
        if (monotonicMs() > untilMs) {
          return { ...count, left: count.left + (await events.countShown(slug, owner, after)) };
        }
      }
    },
  };
}
