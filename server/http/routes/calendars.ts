import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { calendarCalls } from '../../../shared/api/calendars.ts';
import type { Category } from '../../../shared/category.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import type { Snapshot } from '../../../shared/feed-protocol.ts';
import { atomPieces, withSiteAddress } from '../../calendars/atom.ts';
import type { BoardTexts, TextSource } from '../../calendars/board-texts.ts';
import { icalendarPieces, removedSummary, withEventAddresses } from '../../calendars/icalendar.ts';
import type { Tombstone, TombstoneRepository } from '../../calendars/tombstone-repository.ts';
import { putAddress } from '../../calendars/address-mark.ts';
import type { TextParts } from '../../base/packed-text.ts';
import { inSlices, type Slices } from '../../base/slices.ts';
import { parsePosition } from '../../feed/position.ts';
import { ProblemError } from '../../base/problem.ts';
import type { BoardService, ThisBoard } from '../../boards/board-service.ts';
import type { EventService } from '../../events/event-service.ts';
import { baseUrlOf } from '../base-url.ts';
import { implement, type Route, type RouteAnswer } from '../route.ts';

type CalendarRoutesOptions = {
  boards: BoardService;
  events: EventService;
  tombstones: Pick<TombstoneRepository, 'find' | 'list' | 'state'>;
  texts: BoardTexts;
  slices: Slices;
  /** What everyone may see of a board now. */
  publicSnapshot: (board: string, identity: string | null) => Promise<Snapshot>;
  /** The board's public address; null: the address of the request. */
  publicUrl: string | null;
};

/** The text of a deleted board may still be being made, or be resting. */
const keyOf = ({ board: { slug }, identity }: ThisBoard, format: string): string => `${slug} ${identity} ${format}`;

type CalendarAnswer = RouteAnswer<(typeof calendarCalls)[keyof typeof calendarCalls]>;

const calendarType = 'text/calendar; charset=utf-8';
const atomType = 'application/atom+xml; charset=utf-8';

/** What other programs subscribe to: calendars and an Atom feed. */
export function calendarRoutes({
  boards,
  events,
  tombstones,
  texts,
  slices,
  publicSnapshot,
  publicUrl,
}: CalendarRoutesOptions): Route[] {
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

  async function calendarOf({ board: ofBoard, identity }: ThisBoard): Promise<TextSource> {
    const { slug: board, title, categories, theme, cover } = ofBoard;
    // Read before the tombstones: a calendar may be newer than its tag, never older. If this server has not heard of a
    // removal yet, its tombstone is left out, since the event is still in the snapshot.
    const state = await tombstones.state(board);
    const { events: shown, position } = await publicSnapshot(board, identity);
    return {
      version: `${position} ${state} ${title} ${theme} ${cover?.id} ${namesOf(categories)}`,
      pieces: async () =>
        icalendarPieces(shown, {
          title,
          categories,
          look: { theme, cover },
          removed: await tombstones.list(board, parsePosition(position)?.tokenData ?? ''),
        }),
    };
  }

  async function atomFeedOf({ board: { slug: board, title, categories }, identity }: ThisBoard): Promise<TextSource> {
    const { events: shown, position } = await publicSnapshot(board, identity);
    const paths = { self: `/boards/${board}.atom`, page: board === 'main' ? '/' : `/b/${board}` };
    return {
      version: `${position} ${title} ${namesOf(categories)}`,
      pieces: () => Promise.resolve(atomPieces(shown, { title, categories, ...paths })),
    };
  }

  return implement(calendarCalls, {
    'GET /boards/:board.ics': async ({ params, request }) => {
      const board = await boards.get(params.board);
      const { version, text } = await texts.get(keyOf(board, 'ics'), () => calendarOf(board));
      const baseUrl = baseUrlOf(request, publicUrl);
      return tagged(request, calendarType, `${version} ${baseUrl}`, () =>
        text
          .unpacked(slices, { isCalendar: true })
          .map((parts) => putAddress(parts, (pieces) => withEventAddresses(pieces, baseUrl))),
      );
    },
    'GET /boards/:board.atom': async ({ params, request }) => {
      const board = await boards.get(params.board);
      const { version, text } = await texts.get(keyOf(board, 'atom'), () => atomFeedOf(board));
      const baseUrl = baseUrlOf(request, publicUrl);
      return tagged(request, atomType, `${version} ${baseUrl}`, () =>
        text
          .unpacked(slices, { isCalendar: true })
          .map((parts) => putAddress(parts, (pieces) => withSiteAddress(pieces, baseUrl))),
      );
    },
    'GET /events/:id.ics': async ({ params: { id }, request }) => {
      const { event, tombstone } = await eventOrTombstone(id);
      const baseUrl = baseUrlOf(request, publicUrl);
      const categories = event === null ? [] : (await boards.get(event.board)).board.categories;
      const version = `${id} ${event?.version ?? 'removed'} ${tombstone?.sequence ?? 0} ${namesOf(categories)} ${baseUrl}`;
      const answer = await tagged(request, calendarType, version, async () => {
        const pieces = icalendarPieces(event === null ? [] : [event], {
          title: event?.name ?? removedSummary,
          categories,
          removed: tombstone === null ? [] : [tombstone],
        });
        // Even of one event: the clock changes of its zone over fifty years may have to be looked up.
        let text = '';
        for await (const group of inSlices(pieces, await slices.begin({ isCalendar: true }))) text += group;
        return Buffer.from(withEventAddresses(text, baseUrl));
      });
      return {
        ...answer,
        headers: { ...answer.headers, 'Content-Disposition': `attachment; filename="event-${id}.ics"` },
      };
    },
  });
}

/** What a text has of the categories: it changes with their names, not with their colours. */
function namesOf(categories: readonly Category[]): string {
  return JSON.stringify(categories.map(({ id, name }) => [id, name]));
}

/** Programs ask every few minutes. If nothing has changed they get a 304. */
async function tagged(
  request: Request,
  type: string,
  version: string,
  body: () => TextParts | Promise<Buffer>,
): Promise<CalendarAnswer> {
  const etag = `"${createHash('sha256').update(version).digest('base64url')}"`;
  const headers = { 'Content-Type': type, ETag: etag, 'Cache-Control': 'no-cache' };
  const known = request
    .get('if-none-match')
    ?.split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''));
  return known?.includes(etag) === true ? { status: 304, headers } : { status: 200, headers, body: await body() };
}
