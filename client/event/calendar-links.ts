import { addDays } from '../../shared/days.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { dayOf, isAllDay } from '../../shared/local-time.ts';
import { shortened } from '../words/shortened.ts';

type PlannedEvent = Pick<BoardEvent, 'name' | 'start' | 'end' | 'startsAt' | 'endsAt' | 'place' | 'details'>;

/** Longer details would make an address that these sites refuse. The event's own address follows them. */
const maxDetails = 500;

/**
 * Addresses that open the form of a web calendar with an event filled in. `address` is the event's own. Nothing is sent
 * until somebody follows one.
 */
export function calendarLinks(event: PlannedEvent, address: string): { name: string; href: string }[] {
  const { name, place, details } = event;
  const allDay = isAllDay(event.start);
  const [start, end] = timesOf(event);
  const text = [details === null ? null : shortened(details, maxDetails), address].filter((part) => part !== null);
  const google = {
    action: 'TEMPLATE',
    text: name,
    dates: [start, end].map((time) => time.replace(/[-:]|\.\d+/g, '')).join('/'),
    location: place ?? '',
    details: text.join('\n\n'),
  };
  const outlook = {
    path: '/calendar/action/compose',
    rru: 'addevent',
    subject: name,
    startdt: start,
    enddt: end,
    ...(allDay ? { allday: 'true' } : {}),
    location: place ?? '',
    body: text.join('\n\n'),
  };
  return [
    { name: 'Google Calendar', href: addressOf('https://calendar.google.com/calendar/render', google) },
    { name: 'Outlook.com', href: addressOf('https://outlook.live.com/calendar/0/deeplink/compose', outlook) },
    { name: 'Microsoft 365', href: addressOf('https://outlook.office.com/calendar/0/deeplink/compose', outlook) },
  ];
}

/** The address of a search for a place on a map. */
export function mapAddress(place: string): string {
  return addressOf('https://www.openstreetmap.org/search', { query: place });
}

/** Days or instants. These sites want the day after the last one; on the board the last day is part of the event. */
function timesOf({ start, end, startsAt, endsAt }: PlannedEvent): [string, string] {
  return isAllDay(start) ? [start, addDays(dayOf(end ?? start), 1)] : [startsAt, endsAt];
}

/** With `%20` for spaces: Outlook shows a plus as it is. */
function addressOf(page: string, fields: Record<string, string>): string {
  return `${page}?${new URLSearchParams(fields).toString().replaceAll('+', '%20')}`;
}
