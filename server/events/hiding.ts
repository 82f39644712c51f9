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
  rest: (ms: number) => Promise<unknown>;
};

/** How long hiding one person's events may take: well below the 20 s that a page waits for an answer. */
const hidingMs = 10_000;
/** By then every server knows of a removal, and what it was writing is written. */
const knownEverywhereMs = 1_000;

export function createHiding({ events, access, boardFor, clock, monotonicMs, rest }: Dependencies) {
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

  /** Works in batches until none is left or time is up. */
  async function hideShown(owner: string, board: Board, actor: Actor | null, untilMs: number): Promise<HiddenPosts> {
    const count = { hidden: 0, left: 0 };
    for (let after: string | null = null; ;) {
      const page: { events: FoundEvent[]; next: string | null } = await events.listShown(board.slug, owner, after);
      for (const outcome of await Promise.all(page.events.map((found) => hide(found, board, actor)))) {
        if (outcome !== 'gone') count[outcome] += 1;
      }
      after = page.next;
      if (after === null) return count;
      if (monotonicMs() > untilMs) {
        return { ...count, left: count.left + (await events.countShown(board.slug, owner, after)) };
      }
    }
  }

  return {
    /**
     * Hides all events that one person has on a board; for moderators, who have just removed that person. Looks once
     * more a second later: until then another server may have taken a post. Throws where the database fails: what was hidden by then stays hidden, and a second call hides the rest.
     */
    async hideOwned(slug: string, owner: string, moderator: Actor | null): Promise<HiddenPosts> {
      const { board, actor } = await boardFor(slug, moderator);
      if (!mayModerate(actor) || board.archived) throw whyNotModerated(board);
      const untilMs = monotonicMs() + hidingMs;
      const first = await hideShown(owner, board, actor, untilMs);
      if (monotonicMs() > untilMs) return first;
      await rest(knownEverywhereMs);
      const second = await hideShown(owner, board, actor, untilMs);
      return { hidden: first.hidden + second.hidden, left: second.left };
    },
  };
}
