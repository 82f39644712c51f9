import type { Calls } from './call.ts';

const notModified = { description: 'Nothing has changed since the version named in `If-None-Match`.' };

/** What other programs subscribe to. */
export const calendarCalls = {
  'GET /boards/:board.ics': {
    operationId: 'getBoardCalendar',
    tag: 'calendars',
    summary: 'The board’s events as a calendar to subscribe to (RFC 5545).',
    answers: { 200: { description: 'The calendar.', file: 'text/calendar' }, 304: notModified },
  },
  'GET /boards/:board.atom': {
    operationId: 'getBoardAtom',
    tag: 'calendars',
    summary: 'The board’s events as a feed, the latest change first (RFC 4287).',
    answers: { 200: { description: 'The feed.', file: 'application/atom+xml' }, 304: notModified },
  },
  'GET /events/:id.ics': {
    operationId: 'getEventCalendar',
    tag: 'calendars',
    summary: 'One event for a calendar. A recently removed event is cancelled there, without its texts.',
    answers: { 200: { description: 'A calendar with the event.', file: 'text/calendar' }, 304: notModified },
    problems: ['event_not_found'],
  },
} as const satisfies Calls;
