import type { Slices } from '../base/slices.ts';
import type { BoardEvent, WhichDates } from '../../shared/event.ts';
import { isOwn, mayDo, mayModerate, needsApproval, underApproval, type Actor } from '../../shared/policies.ts';
import { eventNotFound, forbidden, idTaken, type ProblemError } from '../base/problem.ts';
import type { OnBoard, RequireStill } from '../boards/board-service.ts';
import { maxTries, stillToCome, uncounted, whyRefused, type Counting, type EventAccess } from './event-access.ts';
import { fieldsOf, nextVersion } from './event-fields.ts';
import type { EventRepository } from './event-repository.ts';
import type { FoundEvent } from './found-event.ts';
import { shownAuthor } from './guest-names/shown-author.ts';
import { lateWrites } from './late-writes.ts';
import { originOf } from './posted-content.ts';
import { eventToChange } from './review/changed-document.ts';
import { amountOf, lessOf } from './room/amount.ts';
import type { BoardRoom } from './room/board-room.ts';

type Dependencies = {
  events: EventRepository;
  access: EventAccess;
  requireStill: RequireStill;
  room: BoardRoom;
  clock: () => Date;
  slices: Slices;
};

const tooLate = (): ProblemError => eventNotFound('This event can no longer be restored.');

export function createDeleting({ events, access, requireStill, room, clock, slices }: Dependencies) {
  const undoIfLate = lateWrites(requireStill, events);

  async function deleteAlike(
    found: FoundEvent,
    { board, actor, identity }: OnBoard<Actor>,
    counting: Counting,
  ): Promise<FoundEvent[] | null> {
    let deleted: FoundEvent[] = [];
    const done = await events.writeSeries(found, (others) => {
      const deletedAt = clock();
      const how = { deletedAt, byOther: !isOwn(found.owner, actor), boardIdentity: identity };
      deleted = [found, ...stillToCome(others, board, actor, deletedAt)];
      counting.events(deleted.length);
      return deleted.map((one) => ({ found: one, deleted: how }));
    });
    return done ? deleted : null;
  }

  async function deleteOne(found: FoundEvent, { actor, identity }: OnBoard<Actor>): Promise<FoundEvent[] | null> {
    const how = { deletedAt: clock(), byOther: !isOwn(found.owner, actor), boardIdentity: identity };
    const deleted = await events.delete(found, how);
    return deleted === null ? null : [deleted];
  }

  return {
    async remove(
      id: string,
      version: number,
      person: Actor | null,
      which: WhichDates = 'this',
      counting: Counting = uncounted,
    ): Promise<BoardEvent> {
      const operation = which === 'all' ? 'series' : 'delete';
      for (let tries = 0; tries < maxTries; tries += 1) {
        const { found, ...here } = await access.findToChange(operation, id, version, person);
        const deleted =
          which === 'all' && found.event.series !== null
            ? await deleteAlike(found, here, counting)
            : await deleteOne(found, here);
        if (deleted === null) continue;
        room.note(here.board.slug, lessOf(deleted.map(({ document }) => document)));
        for (const one of deleted) access.recordModeration(here.actor, one, 'delete');
        return deleted[0]!.event;
      }
      return access.giveUp(id, person);
    },

    /**
     * Puts back an event that was deleted in the last minutes, with its id and author. With `all` it also puts back
     * those that were deleted in one go with it: all or none. Throws `id_taken` where another event has an id by now.
     */
    async restore(
      id: string,
      person: Actor | null,
      which: WhichDates = 'this',
      counting: Counting = uncounted,
    ): Promise<BoardEvent> {
      const deleted = await events.findDeleted(id, which);
      const asked = deleted.find(({ event }) => event.id === id);
      if (asked === undefined) throw tooLate();
      const here = await access.whereSeen(asked, person, tooLate);
      const { board, actor } = here;
      if (deleted.some(({ boardIdentity }) => boardIdentity !== here.identity)) throw tooLate();
      const refused = deleted.find(({ owner }) => !mayDo('restore', board, owner, actor));
      if (refused !== undefined)
        throw whyRefused(board, refused.owner, actor, 'Only people who can delete an event can restore it.');
      if (!mayModerate(actor) && deleted.some(({ byOther }) => byOther))
        throw forbidden('A moderator deleted this event. Only moderators can restore it.');
      counting.events(deleted.length);
      const waits = needsApproval(board, actor);
      // The board may have hidden guests' names since.
      const asShown = (one: FoundEvent): FoundEvent => ({
        ...one,
        event: { ...one.event, author: shownAuthor(one.event.author, one.owner, board) },
      });
      const documents = await slices.map(deleted.map(asShown), (one) => ({
        ...(waits
          ? nextVersion(one, { ...fieldsOf(eventToChange(one, actor)), status: underApproval.restore }, clock(), null)
          : nextVersion(one, fieldsOf(one.event), clock())),
        ...originOf(one.document),
      }));
      await room.admission(counting)(board.slug, amountOf(documents));
      const back = await events.insertMissing(documents, deleted);
      if (back === null) throw idTaken();
      await undoIfLate(
        here,
        documents.filter(({ _id }) => back.has(_id.toHexString())),
      );
      for (const one of deleted) if (back.has(one.event.id)) access.recordModeration(actor, one, 'restore');
      return access.asSeenBy((await access.find(id, person)).found, actor);
    },
  };
}
