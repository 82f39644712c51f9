import { Temporal } from 'temporal-polyfill';
import type { Board } from '../../shared/board.ts';
import { markOf } from '../../shared/board-mark.ts';
import { categoryOf } from '../../shared/category-of.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { timeOfDay } from '../../shared/local-time.ts';
import type { Cover } from '../../shared/picture.ts';
import type { BoardService } from '../boards/board-service.ts';
import type { EventService } from '../events/event-service.ts';
import { dayIn, shortWhenOf, whenOf } from '../events/event-words.ts';
import type { CardDay, CardRow, PreviewCard } from './preview-card.ts';

type Dependencies = {
  boards: Pick<BoardService, 'get'>;
  events: Pick<EventService, 'get' | 'list'>;
  clock?: () => Date;
};

export type PreviewCards = ReturnType<typeof createPreviewCards>;

/** As many events as there is room for, and as are read to find them: some of today are over, some are cancelled. */
const rows = { shown: 3, read: 12 } as const;

/** What the previews of boards and events say now: only what everybody may see. */
export function createPreviewCards({ boards, events, clock = () => new Date() }: Dependencies) {
  async function rowsOf({ slug, timeZone, categories }: Board): Promise<CardRow[]> {
    const now = clock();
    const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
    const page = await events.list(slug, { from: today.toString(), limit: rows.read });
    return page.events
      .filter(({ cancelled, endsAt }) => !cancelled && new Date(endsAt) >= now)
      .slice(0, rows.shown)
      .map((event) => ({
        day: dayOf(event),
        name: event.name,
        when: shortWhenOf(event),
        whenInFull: [dayIn('day', event.start), timeOfDay(event.start)].filter((part) => part !== null).join(', '),
        color: categoryOf(categories, event)?.color ?? null,
      }));
  }

  return {
    /** Throws `board_not_found`. */
    async ofBoard(slug: string): Promise<PreviewCard> {
      const { board } = await boards.get(slug);
      return {
        of: 'board',
        ...faceOf(board),
        picture: pictureOf(board.cover),
        line: board.description,
        next: await rowsOf(board),
      };
    },

    /** Throws `event_not_found`, also for an event that not everybody may see. */
    async ofEvent(id: string): Promise<PreviewCard> {
      const { event } = await events.get(id, null);
      const { board } = await boards.get(event.board);
      const category = categoryOf(board.categories, event);
      // As on its page, a time in another zone says so.
      const zone = event.timeZone === board.timeZone ? '' : ` (${event.timeZone.replaceAll('_', ' ')})`;
      return {
        of: 'event',
        ...faceOf(board),
        picture: pictureOf(event.picture),
        name: event.name,
        day: dayOf(event),
        when: `${whenOf(event)}${timeOfDay(event.start) === null ? '' : zone}`,
        place: event.place,
        category: category === undefined ? null : { name: category.name, color: category.color },
        cancelled: event.cancelled,
      };
    },
  };
}

function faceOf(board: Board): Pick<PreviewCard, 'theme' | 'mark' | 'title'> {
  return { theme: board.theme, mark: markOf(board), title: board.title };
}

function pictureOf(picture: Cover | null): PreviewCard['picture'] {
  return picture === null ? null : { id: picture.id, width: picture.width, height: picture.height };
}

function dayOf({ start }: BoardEvent): CardDay {
  return { number: dayIn('number', start), month: dayIn('month', start) };
}
