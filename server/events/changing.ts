import type { Board } from '../../shared/board.ts';
import type { Slices } from '../base/slices.ts';
import type { BoardEvent, EventPatch, EventReplacement, WhichDates } from '../../shared/event.ts';
import type { EventPicture } from '../../shared/picture.ts';
import { mayModerate, type Actor } from '../../shared/policies.ts';
import { forbidden } from '../base/problem.ts';
import type { OnBoard } from '../boards/board-service.ts';
import { writtenPicture, type ReservePicture } from './attaching.ts';
import { changeAlike } from './change-series.ts';
import { maxTries, moderatorsOnly, stillToCome, uncounted, type Counting, type EventAccess } from './event-access.ts';
import type { EventDocument } from './event-document.ts';
import {
  checkTimes,
  fieldsOf,
  isCategoryOf,
  storedOf,
  unknownCategory,
  withoutId,
  writtenFields,
  type EventFields,
} from './event-fields.ts';
import type { EventRepository } from './event-repository.ts';
import type { FoundEvent } from './found-event.ts';
import { changedDocument, eventToChange } from './review/changed-document.ts';
import { textGrowth } from './room/amount.ts';
import type { Admit, BoardRoom } from './room/board-room.ts';

type Dependencies = {
  events: EventRepository;
  access: EventAccess;
  reservePicture: ReservePicture;
  room: BoardRoom;
  clock: () => Date;
  slices: Slices;
};

export function createChanging({ events, access, reservePicture, room, clock, slices }: Dependencies) {
  /** The picture that somebody writes to an event; undefined leaves it as it is. */
  async function pictureOf(
    { id, series, picture }: BoardEvent,
    written: EventPatch['picture'],
    here: OnBoard<Actor>,
  ): Promise<EventPicture | null> {
    if (written === undefined) return picture;
    return writtenPicture(written, picture, { to: series?.id ?? id, here }, reservePicture);
  }

  /** Changes an event if it has this version. `change` returns the new fields of the current event. */
  async function edit(
    id: string,
    version: number,
    person: Actor | null,
    change: (event: BoardEvent, here: OnBoard<Actor>) => Promise<EventFields>,
    operation: 'edit' | 'replace' | 'series',
    counting: Counting = uncounted,
  ): Promise<BoardEvent> {
    const admit = room.admission(counting);
    for (let tries = 0; tries < maxTries; tries += 1) {
      const { found, ...here } = await access.findToChange(operation, id, version, person);
      const { board, actor } = here;
      const before = eventToChange(found, actor);
      const fields = await change(before, here);
      checkTimes(fields);
      // An event can keep a category that was deleted.
      if (fields.category !== before.category && !isCategoryOf(board, fields.category)) throw unknownCategory();
      if (operation === 'series' && found.event.series !== null) {
        const written = await writeAlike(found, fields, { board, actor }, counting, admit);
        if (written === null) continue;
        return access.asSeenBy(storedOf(written), actor);
      }
      const document = changedDocument(found, fields, { board, actor }, clock());
      await admit(board.slug, { events: 0, bytes: textGrowth(found, document) });
      const updated = await events.update(found, withoutId(document));
      if (updated === null) continue;
      access.recordModeration(actor, found, 'change');
      return access.asSeenBy(updated, actor);
    }
    return access.giveUp(id, person);
  }

  /** Writes one occurrence, and what follows for the others. Returns null if somebody has changed this one meanwhile. */
  async function writeAlike(
    found: FoundEvent,
    fields: EventFields,
    { board, actor }: { board: Board; actor: Actor | null },
    counting: Counting,
    admit: Admit,
  ): Promise<EventDocument | null> {
    const now = clock();
    const from = eventToChange(found, actor);
    const become = (one: FoundEvent, to: EventFields): EventDocument => changedDocument(one, to, { board, actor }, now);
    const document = become(found, fields);
    let written: FoundEvent[] = [];
    const done = await events.writeSeries(found, async (others) => {
      const changed = await slices.map(stillToCome(others, board, actor, now), (other) => {
        const alike = changeAlike(eventToChange(other, actor), from, fields);
        return alike === null ? [] : [{ found: other, become: withoutId(become(other, alike)) }];
      });
      const writes = [{ found, become: withoutId(document) }, ...changed.flat()];
      counting.events(writes.length);
      const bytes = writes.map((write) => textGrowth(write.found, write.become)).reduce((sum, one) => sum + one, 0);
      await admit(board.slug, { events: 0, bytes });
      written = writes.map((write) => write.found);
      return writes;
    });
    if (!done) return null;
    for (const one of written) access.recordModeration(actor, one, 'change');
    return document;
  }

  return {
    patch(
      id: string,
      version: number,
      patch: EventPatch,
      person: Actor | null,
      which: WhichDates = 'this',
      counting?: Counting,
    ): Promise<BoardEvent> {
      return edit(
        id,
        version,
        person,
        async (event, here) => {
          if ((patch.pinned !== undefined || patch.status !== undefined) && !mayModerate(here.actor)) {
            throw forbidden(moderatorsOnly);
          }
          return { ...fieldsOf(event), ...defined(patch), picture: await pictureOf(event, patch.picture, here) };
        },
        which === 'all' ? 'series' : 'edit',
        counting,
      );
    },

    replace(
      id: string,
      version: number,
      replacement: EventReplacement,
      actor: Actor | null,
      counting?: Counting,
    ): Promise<BoardEvent> {
      return edit(
        id,
        version,
        actor,
        async (event, here) => ({
          ...writtenFields(replacement, event.timeZone),
          picture: await pictureOf(event, replacement.picture ?? null, here),
          cancelled: replacement.cancelled ?? false,
          pinned: event.pinned,
          status: event.status,
        }),
        'replace',
        counting,
      );
    },
  };
}

/** Without the members that are undefined: they would overwrite those that they are spread over. */
function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
