import * as z from 'zod/mini';
import { MyEventsQuery } from '../../../shared/account.ts';
import { BoardEvent, EventPatch, EventReplacement, NewEvent, SeriesQuery } from '../../../shared/event.ts';
import { EventQuery } from '../../../shared/event-query.ts';
import { invalidRequest } from '../../base/problem.ts';
import type { EventService } from '../../events/event-service.ts';
import type { RateLimits } from '../visitor/rate-limits.ts';
import { defineRoute, type Route, type RouteAnswer } from '../route.ts';
import { SharedAnswers } from '../shared-answers.ts';

const OneEvent = z.strictObject({ event: BoardEvent });
const EventAndRights = z.strictObject({
  event: BoardEvent,
  may: z.strictObject({ edit: z.boolean(), delete: z.boolean(), moderate: z.boolean() }),
});
const EventList = z.strictObject({ events: z.array(BoardEvent), next: z.nullable(z.string()) });

/** The calls about events. */
export function eventRoutes({ events, limits }: { events: EventService; limits: RateLimits }): Route[] {
  // The same for everyone who may see the board.
  const lists = new SharedAnswers<Buffer>();
  return [
    defineRoute({
      method: 'get',
      path: '/api/myevents',
      operationId: 'listMyEvents',
      summary: 'The events of whoever is logged in, the newest first, a page at a time.',
      query: MyEventsQuery,
      answers: {
        200: { description: 'A page; `next` goes into `after` for the one that follows.', schema: EventList },
      },
      personal: true,
      handle: async ({ query, session }) => ({
        status: 200,
        body: await events.listOwn(`user:${session.requireMember().userId}`, query),
      }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/boards/:board/events',
      operationId: 'listEvents',
      summary: 'Finds events of a board, a page at a time.',
      query: EventQuery,
      answers: {
        200: { description: 'A page; `next` goes into `after` for the one that follows.', schema: EventList },
      },
      handle: async ({ params, query }) => {
        const body = await lists.ask(JSON.stringify([params.board, query]), async () =>
          Buffer.from(JSON.stringify(await events.list(params.board!, query))),
        );
        return { status: 200, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/boards/:board/events',
      operationId: 'createEvent',
      summary:
        'Posts an event, or with `repeat` each of its occurrences. The same id again by the same author answers the event that exists.',
      body: NewEvent,
      answers: {
        201: { description: 'The event, as it was made; of a repeating one the first.', schema: OneEvent },
        200: { description: 'The event that this author made with this id before.', schema: OneEvent },
      },
      personal: true,
      handle: async ({ params, body: { guestName, ...input }, session, asker }) => {
        const poster = session.poster(guestName);
        if (poster === null) throw invalidRequest([{ path: 'guestName', message: 'Say under which name you post.' }]);
        const { event, created } = await events.create(params.board!, input, poster, (count) =>
          limits.write(asker, count - 1),
        );
        await session.rememberGuest(poster.name);
        return {
          ...oneEvent(event, created ? 201 : 200),
          headers: { ...versionTag(event), Location: `/api/events/${event.id}` },
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/events/:id',
      operationId: 'getEvent',
      summary: 'One event, and whether the caller may change or delete it.',
      answers: { 200: { description: 'The event.', schema: EventAndRights } },
      personal: true,
      handle: async ({ params, session }) => {
        const found = await events.get(params.id!, session.author);
        return { status: 200, body: found, headers: versionTag(found.event) };
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/api/events/:id',
      operationId: 'changeEvent',
      summary:
        'Changes some fields of the version named in If-Match; with `series=all` also of its other occurrences that are still to come.',
      query: SeriesQuery,
      body: EventPatch,
      needsVersion: true,
      answers: { 200: { description: 'The event as it is now.', schema: OneEvent } },
      personal: true,
      handle: async ({ params, query, body, version, session }) =>
        oneEvent(await events.patch(params.id!, version, body, session.actor, query.series)),
    }),
    defineRoute({
      method: 'put',
      path: '/api/events/:id',
      operationId: 'replaceEvent',
      summary: 'Replaces the version named in If-Match as a whole.',
      body: EventReplacement,
      needsVersion: true,
      answers: { 200: { description: 'The event as it is now.', schema: OneEvent } },
      personal: true,
      handle: async ({ params, body, version, session }) =>
        oneEvent(await events.replace(params.id!, version, body, session.actor)),
    }),
    defineRoute({
      method: 'delete',
      path: '/api/events/:id',
      operationId: 'deleteEvent',
      summary:
        'Deletes the version named in If-Match and answers it, so that it can be put back; with `series=all` also its other occurrences that are still to come.',
      query: SeriesQuery,
      needsVersion: true,
      answers: { 200: { description: 'The event that was deleted.', schema: OneEvent } },
      personal: true,
      handle: async ({ params, query, version, session }) =>
        oneEvent(await events.remove(params.id!, version, session.actor, query.series)),
    }),
    defineRoute({
      method: 'post',
      path: '/api/events/:id/restore',
      operationId: 'restoreEvent',
      summary:
        'Puts back an event that was deleted within the last ten minutes: the same one, by its author, under its id; with `series=all` also the occurrences that were deleted with it.',
      query: SeriesQuery,
      answers: { 200: { description: 'The event, in a new version.', schema: OneEvent } },
      handle: async ({ params, query, session }) =>
        oneEvent(await events.restore(params.id!, session.actor, query.series), 200),
    }),
  ];
}

function oneEvent(event: BoardEvent, status = 200): RouteAnswer {
  return { status, body: { event }, headers: versionTag(event) };
}

/** What the caller sends back in `If-Match`. */
function versionTag({ version }: BoardEvent): Record<string, string> {
  return { ETag: `"${version}"` };
}
