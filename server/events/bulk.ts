import type { Bulk, BulkAct, BulkOutcome } from '../../shared/bulk.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { mayModerate, type Actor } from '../../shared/policies.ts';
import type { BoardFor } from '../boards/board-service.ts';
import { eventNotFound, ProblemError } from '../base/problem.ts';
import type { createChanging } from './changing.ts';
import type { createDeleting } from './deleting.ts';
import { whyNotModerated, type EventAccess } from './event-access.ts';
import type { EventRepository } from './event-repository.ts';
import type { createReviewing } from './review/reviewing.ts';

type Acts = Pick<ReturnType<typeof createChanging>, 'patch'> &
  Pick<ReturnType<typeof createDeleting>, 'remove' | 'restore'> &
  Pick<ReturnType<typeof createReviewing>, 'review'>;

type Dependencies = {
  events: Pick<EventRepository, 'findDeleted'>;
  access: Pick<EventAccess, 'find'>;
  boardFor: BoardFor;
  monotonicMs: () => number;
};

type Asked = Bulk['events'][number];

/** Well below the 20 s that a page waits for an answer. */
const bulkMs = 10_000;
/** Few enough that their writes, sent together, do not crowd out others. */
const atOnce = 8;

/** What a moderator does to many events in one call. Each event is decided on its own, by the rules of the single calls. */
export function createBulk({ events, access, boardFor, monotonicMs }: Dependencies, acts: Acts) {
  const doTo: Record<BulkAct, (asked: Asked, note: string | null, actor: Actor | null) => Promise<BoardEvent>> = {
    approve: ({ id, version }, note, actor) => acts.review(id, version, { outcome: 'approved', note }, actor),
    reject: ({ id, version }, note, actor) => acts.review(id, version, { outcome: 'rejected', note }, actor),
    wait: ({ id, version }, _, actor) => acts.review(id, version, { outcome: 'waiting' }, actor),
    hide: ({ id, version }, _, actor) => acts.patch(id, version, { status: 'hidden' }, actor),
    show: ({ id, version }, _, actor) => acts.patch(id, version, { status: 'live' }, actor),
    delete: ({ id, version }, _, actor) => acts.remove(id, version, actor),
    restore: ({ id }, _, actor) => acts.restore(id, actor),
  };

  /** Events of another board are not found here, also for people who moderate both. */
  async function requireOn(slug: string, act: BulkAct, id: string, actor: Actor | null): Promise<void> {
    const found = act === 'restore' ? (await events.findDeleted(id, 'this'))[0] : (await access.find(id, actor)).found;
    if (found?.event.board !== slug) throw eventNotFound();
  }

  return {
    /** Throws where the database fails: what was done by then stays done. */
    async bulk(slug: string, { act, note = null, events: asked }: Bulk, person: Actor | null): Promise<BulkOutcome> {
      const { board, actor } = await boardFor(slug, person);
      if (!mayModerate(actor) || board.archived) throw whyNotModerated(board);
      const untilMs = monotonicMs() + bulkMs;
      const outcome: BulkOutcome = { done: [], left: [] };
      const doOne = async (one: Asked): Promise<void> => {
        try {
          await requireOn(slug, act, one.id, person);
          const { version } = await doTo[act](one, note, person);
          outcome.done.push({ id: one.id, version });
        } catch (error) {
          if (!(error instanceof ProblemError)) throw error;
          outcome.left.push({ id: one.id, code: error.code });
        }
      };
      for (let from = 0; from < asked.length; from += atOnce) {
        const next = asked.slice(from, from + atOnce);
        if (monotonicMs() > untilMs) outcome.left.push(...next.map(({ id }) => ({ id, code: 'busy' as const })));
        else await Promise.all(next.map(doOne));
      }
      return outcome;
    },
  };
}
