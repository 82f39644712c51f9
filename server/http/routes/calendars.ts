import type { Request } from 'express';
import { BoundedMap } from '../../../shared/bounded-map.ts';
import { calendarCalls } from '../../../shared/api/calendars.ts';
import { atomOf } from '../../calendars/atom.ts';
import { icalendarOf, removedSummary } from '../../calendars/icalendar.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import type { Snapshot } from '../../../shared/feed-protocol.ts';
import type { Tombstone, TombstoneRepository } from '../../calendars/tombstone-repository.ts';
import { parsePosition } from '../../feed/position.ts';
import { ProblemError } from '../../base/problem.ts';
import type { BoardService } from '../../boards/board-service.ts';
import type { EventService } from '../../events/event-service.ts';
import { implement, type Route, type RouteAnswer } from '../route.ts';

type CalendarRoutesOptions = {
  boards: BoardService;
  events: EventService;
  tombstones: Pick<TombstoneRepository, 'find' | 'list' | 'state'>;
  /** What everyone may see of a board now. */
  publicSnapshot: (board: string) => Promise<Snapshot>;
  /** The board's public address; null: the address of the request. */
  publicUrl: string | null;
};

type CalendarAnswer = RouteAnswer<(typeof calendarCalls)[keyof typeof calendarCalls]>;

const calendarType = 'text/calendar; charset=utf-8';
const atomType = 'application/atom+xml; charset=utf-8';
/** The text of ten thousand events has 5 MB. */
const maxKept = 10;

/** What other programs subscribe to: calendars and an Atom feed. */
export function calendarRoutes({
  boards,
  events,
  tombstones,
  publicSnapshot,
  publicUrl,
}: CalendarRoutesOptions): Route[] {
  const baseOf = (request: Request): string =>
    publicUrl ?? `${request.protocol}://${request.get('host') ?? 'localhost'}`;

  /** The latest text of each board, shared by all requests for it: ten thousand events take a second to write. */
  const latest = new BoundedMap<string, { version: string; made: Promise<string> }>(maxKept);
  const shared = (
    request: Request,
    board: string,
    type: string,
    version: string,
    make: () => Promise<string>,
  ): Promise<CalendarAnswer> =>
    text(request, type, version, () => {
      const key = `${board} ${type}`;
      const known = latest.get(key);
      if (known?.version === version) return known.made;
      const one = { version, made: make() };
      latest.set(key, one);
      one.made.catch(() => {
        if (latest.get(key) === one) latest.delete(key);
      });
      return one.made;
    });

  /** One event, or the trace of its removal. Throws if the public may see neither. */
  async function eventOrTombstone(id: string): Promise<{ event: BoardEvent | null; tombstone: Tombstone | null }> {
    // Read first: if the event is there afterwards, this is the trace of an earlier removal.
    const tombstone = await tombstones.find(id);
    try {
      return { event: (await events.get(id, null)).event, tombstone };
    } catch (error) {
      const removed = error instanceof ProblemError && error.code === 'event_not_found' && tombstone !== null;
      if (removed && (await boards.find(tombstone.board)) !== null) return { event: null, tombstone };
      throw error;
    }
  }

  return implement(calendarCalls, {
    'GET /boards/:board.ics': async ({ params, request }) => {
      const { board } = await boards.get(params.board);
      // Read before the tombstones: a calendar may be newer than its tag, never older. If this server has not heard of a
      // removal yet, its tombstone is left out, since the event is still in the snapshot.
      const state = await tombstones.state(board.slug);
      const { events: shown, position } = await publicSnapshot(board.slug);
      return shared(
        request,
        board.slug,
        calendarType,
        `${position} ${state} ${board.title} ${baseOf(request)}`,
        async () =>
          icalendarOf(shown, {
            title: board.title,
            baseUrl: baseOf(request),
            removed: await tombstones.list(board.slug, parsePosition(position)?.tokenData ?? ''),
          }),
      );
    },
    'GET /boards/:board.atom': async ({ params, request }) => {
      const { board } = await boards.get(params.board);
      const { events: shown, position } = await publicSnapshot(board.slug);
      const baseUrl = baseOf(request);
      return shared(request, board.slug, atomType, `${position} ${board.title} ${baseUrl}`, async () =>
        atomOf(shown, {
          title: board.title,
          baseUrl,
          self: `${baseUrl}/boards/${board.slug}.atom`,
          page: board.slug === 'main' ? `${baseUrl}/` : `${baseUrl}/b/${board.slug}`,
        }),
      );
    },
    'GET /events/:id.ics': async ({ params: { id }, request }) => {
      const { event, tombstone } = await eventOrTombstone(id);
      const version = `${id} ${event?.version ?? 'removed'} ${tombstone?.sequence ?? 0} ${baseOf(request)}`;
      const answer = await text(request, calendarType, version, async () =>
        icalendarOf(event === null ? [] : [event], {
          title: event?.name ?? removedSummary,
          baseUrl: baseOf(request),
          removed: tombstone === null ? [] : [tombstone],
        }),
      );
      return {
        ...answer,
        headers: { ...answer.headers, 'Content-Disposition': `attachment; filename="event-${id}.ics"` },
      };
    },
  });
}

/** Programs ask every few minutes. If nothing has changed they get a 304. */
async function text(
  request: Request,
  type: string,
  version: string,
  make: () => Promise<string>,
): Promise<CalendarAnswer> {
  const etag = `"${Buffer.from(version).toString('base64url')}"`;
  const headers = { 'Content-Type': type, ETag: etag, 'Cache-Control': 'no-cache' };
  const known = request
    .get('if-none-match')
    ?.split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''));
  return known?.includes(etag) === true
    ? { status: 304, headers }
    : { status: 200, headers, body: Buffer.from(await make()) };
}
