import type { Clearing, ClearingStep, NewClearing } from '../../shared/clearing.ts';
import { mayModerate, type Actor } from '../../shared/policies.ts';
import type { Slices } from '../base/slices.ts';
import { idTaken, notFound } from '../base/problem.ts';
import type { BoardFor, OnBoard } from '../boards/board-service.ts';
import type { ClearingRepository } from './clearing-repository.ts';
import { whyNotModerated } from './event-access.ts';
import type { FoundEvent } from './found-event.ts';

type Dependencies = {
  clearings: ClearingRepository;
  boardFor: BoardFor;
  slices: Slices;
  clock?: () => Date;
  monotonicMs?: () => number;
};

type Update = Parameters<ClearingRepository['write']>[0][number];

/** Few enough that their writes do not crowd out others. */
const batchSize = 200;
/** How long one call works: well below the 20 s that a page waits for an answer. */
const stepMs = 8_000;

export type ClearingService = ReturnType<typeof createClearingService>;

/**
 * Takes all events off a board in one go, so that a lesson starts anew, and puts exactly these back. Off the board, an event
 * is hidden and archived: nobody but its author finds it. For screens, calendars and lists that is a change like any other.
 */
export function createClearingService({
  clearings,
  boardFor,
  slices,
  clock = () => new Date(),
  monotonicMs = () => performance.now(),
}: Dependencies) {
  async function moderated(slug: string, person: Actor | null): Promise<OnBoard<Actor>> {
    const here = await boardFor(slug, person);
    if (!mayModerate(here.actor) || here.board.archived) throw whyNotModerated(here.board);
    return here;
  }

  /** Writes what it finds, in batches, until the time is up. What others change at this moment is left. */
  async function writeAll(
    find: AsyncGenerator<FoundEvent>,
    update: (found: FoundEvent) => Update,
  ): Promise<ClearingStep> {
    const untilMs = monotonicMs() + stepMs;
    const step = { changed: 0, left: 0 };
    let batch: FoundEvent[] = [];
    const write = async (): Promise<void> => {
      const written = await clearings.write(await slices.map(batch, update));
      step.changed += written;
      step.left += batch.length - written;
      batch = [];
    };
    for await (const found of find) {
      batch.push(found);
      if (batch.length < batchSize) continue;
      await write();
      // At least one, to say that it is not done. The next call finds how many there are.
      if (monotonicMs() > untilMs) return { ...step, left: step.left + 1 };
    }
    await write();
    return step;
  }

  async function* postedBefore(found: AsyncGenerator<FoundEvent>, at: Date): AsyncGenerator<FoundEvent> {
    for await (const one of found) if (Date.parse(one.event.createdAt) <= at.getTime()) yield one;
  }

  return {
    async list(slug: string, person: Actor | null): Promise<Clearing[]> {
      const { identity } = await moderated(slug, person);
      const found = await clearings.list(slug, identity);
      return found.map(({ _id, kind, at, events }) => ({ id: _id.toHexString(), kind, at: at.toISOString(), events }));
    },

    /** What is posted after the first call stays. Throws where the database fails: then the same call again goes on. */
    async clear(slug: string, { id, import: importRun }: NewClearing, person: Actor | null): Promise<ClearingStep> {
      const { identity } = await moderated(slug, person);
      if (importRun !== undefined) {
        const imported = await clearings.find(importRun);
        if (imported?.kind !== 'import' || imported.board !== slug || imported.identity !== identity) throw notFound();
      }
      const own = await clearings.begin(id, { kind: 'clear', board: slug, identity, at: clock(), events: 0 });
      if (own?.kind !== 'clear' || own.board !== slug || own.identity !== identity) throw idTaken();
      const step = await writeAll(postedBefore(clearings.findOn(slug, importRun), own.at), (found) =>
        clearings.putAway(found, id),
      );
      await clearings.count(id, step.changed);
      return step;
    },

    async undo(slug: string, id: string, person: Actor | null): Promise<ClearingStep> {
      const { identity } = await moderated(slug, person);
      const own = await clearings.find(id);
      if (own?.kind !== 'clear' || own.board !== slug || own.identity !== identity) throw notFound();
      const step = await writeAll(clearings.findAway(slug, id), (found) => clearings.bringBack(found));
      const left = step.left === 0 ? 0 : await clearings.countAway(slug, id);
      if (left === 0) await clearings.end(id);
      return { changed: step.changed, left };
    },

    /** Records an import, so that what it created can be taken off again. */
    async recordImport(id: string, slug: string, identity: string | null, created: number): Promise<void> {
      if (created > 0)
        await clearings.begin(id, { kind: 'import', board: slug, identity, at: clock(), events: created });
    },
  };
}
