import type { Logger } from 'pino';
import type { BoardEvent, WhichDates } from '../../shared/event.ts';
import { mayEdit, type Actor } from '../../shared/policies.ts';
import { boardArchived, eventNotFound, forbidden } from '../base/problem.ts';
import type { BoardFor } from '../boards/board-service.ts';
import type { DeletionRepository } from './deletion-repository.ts';
import { maxTries, stillToCome, type EventAccess } from './event-access.ts';
import { fieldsOf, nextVersion } from './event-fields.ts';
import type { EventRepository } from './event-repository.ts';
import type { FoundEvent } from './found-event.ts';

type Dependencies = {
  events: EventRepository;
  deletions: DeletionRepository;
  access: EventAccess;
  boardFor: BoardFor;
  logger: Logger;
  clock: () => Date;
};

export function createDeleting({ events, deletions, access, boardFor, logger, clock }: Dependencies) {
  async function deleteAlike(found: FoundEvent, actor: Actor | null): Promise<FoundEvent[] | null> {
    let deleted: FoundEvent[] = [];
    const done = await events.writeSeries(found, (others) => {
      deleted = [found, ...stillToCome(others, actor, clock())];
      return deleted.map((one) => ({ found: one, become: 'deleted' }));
    });
    return done ? deleted : null;
  }

  async function deleteOne(found: FoundEvent): Promise<FoundEvent[] | null> {
    const deleted = await events.delete(found);
    return deleted === null ? null : [deleted];
  }

  return {
    async remove(id: string, version: number, person: Actor | null, which: WhichDates = 'this'): Promise<BoardEvent> {
      for (let tries = 0; tries < maxTries; tries += 1) {
        const { found, actor } = await access.findToEdit(id, version, person);
        const deleted =
          which === 'all' && found.event.series !== null ? await deleteAlike(found, actor) : await deleteOne(found);
        if (deleted === null) continue;
        for (const one of deleted) access.recordModeration(actor, one, 'delete');
        // Only putting it back needs this: the event is deleted in any case.
        await deletions
          .keep(
            deleted.map(({ document }) => document),
            clock(),
          )
          .catch((error: unknown) => {
            logger.warn({ err: error }, 'a deleted event was not kept: it cannot be put back');
          });
        return deleted[0]!.event;
      }
      return access.giveUp(id, person);
    },

    /**
     * Puts back an event that was deleted in the last minutes, with its id and author. With `all` it also puts back
     * those that were deleted in one go with it: all or none.
     */
    async restore(id: string, person: Actor | null, which: WhichDates = 'this'): Promise<BoardEvent> {
      const deleted = await deletions.find(id, which);
      const asked = deleted.find(({ event }) => event.id === id);
      if (asked === undefined) throw eventNotFound('This event can no longer be restored.');
      const { board, actor } = await boardFor(asked.event.board, person);
      if (!deleted.every(({ owner }) => mayEdit(owner, actor)))
        throw forbidden('Only people who can delete an event can restore it.');
      if (board.archived) throw boardArchived();
      const back = await events.insertMissing(deleted.map((one) => nextVersion(one, fieldsOf(one.event), clock())));
      for (const one of deleted) if (back.has(one.event.id)) access.recordModeration(actor, one, 'restore');
      return (await access.find(id, person)).found.event;
    },
  };
}
