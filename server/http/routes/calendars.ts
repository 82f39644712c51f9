import type { Request } from 'express';
import { atomOf } from '../../calendar/atom.ts';
import { icalendarOf } from '../../calendar/icalendar.ts';
import type { Snapshot } from '../../../shared/feed-protocol.ts';
import type { BoardService } from '../../services/board-service.ts';
import type { EventService } from '../../services/event-service.ts';
import { defineRoute, type Route, type RouteAnswer } from '../route.ts';

type CalendarRoutesOptions = {
  boards: BoardService;
  events: EventService;
  /** What everyone may see of a board now. */
  publicSnapshot: (board: string) => Promise<Snapshot>;
  /** Where people find the board; null: where this request has found it. */
  publicUrl: string | null;
};

const calendarType = 'text/calendar; charset=utf-8';
const atomType = 'application/atom+xml; charset=utf-8';

/** What other programs subscribe to: calendars and an Atom feed. */
export function calendarRoutes({ boards, events, publicSnapshot, publicUrl }: CalendarRoutesOptions): Route[] {
  const baseOf = (request: Request): string => publicUrl ?? `${request.protocol}://${request.get('host') ?? 'localhost'}`;
  return [
    defineRoute({
      method: 'get',
      path: '/boards/:board.ics',
      operationId: 'getBoardCalendar',
      summary: 'The board’s events as a calendar to subscribe to (RFC 5545).',
      answers: { 200: { description: 'The calendar.' }, 304: { description: 'It is still the same.' } },
      handle: async ({ params, request }) => {
        const { board } = await boards.get(params.board!);
        const { events: shown, position } = await publicSnapshot(board.slug);
        return text(request, calendarType, `${position} ${board.title} ${baseOf(request)}`, () => icalendarOf(shown, { title: board.title, baseUrl: baseOf(request) }));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/boards/:board.atom',
      operationId: 'getBoardAtom',
      summary: 'The board’s events as a feed, what was changed last first (RFC 4287).',
      answers: { 200: { description: 'The feed.' }, 304: { description: 'It is still the same.' } },
      handle: async ({ params, request }) => {
        const { board } = await boards.get(params.board!);
        const { events: shown, position } = await publicSnapshot(board.slug);
        const baseUrl = baseOf(request);
        return text(request, atomType, `${position} ${board.title} ${baseUrl}`, () => atomOf(shown, {
          title: board.title, baseUrl, self: `${baseUrl}/boards/${board.slug}.atom`, page: board.slug === 'main' ? `${baseUrl}/` : `${baseUrl}/b/${board.slug}`,
        }));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/events/:id.ics',
      operationId: 'getEventCalendar',
      summary: 'One event, to be put into a calendar.',
      answers: { 200: { description: 'The calendar with the event.' }, 304: { description: 'It is still the same.' } },
      handle: async ({ params, request }) => {
        const { event } = await events.get(params.id ?? '', null);
        const answer = text(request, calendarType, `${event.id} ${event.version} ${baseOf(request)}`, () => icalendarOf([event], { title: event.name, baseUrl: baseOf(request) }));
        return { ...answer, headers: { ...answer.headers, 'Content-Disposition': `attachment; filename="event-${event.id}.ics"` } };
      },
    }),
  ];
}

/** Programs ask every few minutes; where nothing has changed they get no more than that. */
function text(request: Request, type: string, version: string, make: () => string): RouteAnswer {
  const etag = `"${Buffer.from(version).toString('base64url')}"`;
  const headers = { 'Content-Type': type, ETag: etag, 'Cache-Control': 'no-cache' };
  const known = request.get('if-none-match')?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known?.includes(etag) === true ? { status: 304, headers } : { status: 200, headers, body: Buffer.from(make()) };
}
