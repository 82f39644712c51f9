import { describe, expect, it } from 'vitest';
import { calendarLinks, mapAddress } from '../../../client/event/calendar-links.ts';

const choir = {
  name: 'Choir & strings + you',
  start: '2026-11-26T16:00',
  end: '2026-11-26T17:30',
  startsAt: '2026-11-26T15:00:00.000Z',
  endsAt: '2026-11-26T16:30:00.000Z',
  place: 'Music room',
  details: 'Everyone who likes to sing.',
};
const address = 'https://board.example/events/1';

const fieldsOf = (event: typeof choir, name: string): URLSearchParams =>
  new URL(calendarLinks(event, address).find((link) => link.name === name)!.href).searchParams;

describe('links to web calendars', () => {
  it('[PAGE-40] Google Calendar and Outlook get name, instants, place, details and the event’s address', () => {
    expect(Object.fromEntries(fieldsOf(choir, 'Google Calendar'))).toEqual({
      action: 'TEMPLATE',
      text: choir.name,
      dates: '20261126T150000Z/20261126T163000Z',
      location: 'Music room',
      details: `Everyone who likes to sing.\n\n${address}`,
    });
    expect(Object.fromEntries(fieldsOf(choir, 'Outlook.com'))).toMatchObject({
      subject: choir.name,
      startdt: choir.startsAt,
      enddt: choir.endsAt,
      location: 'Music room',
    });
  });

  it('[PAGE-40] an all-day event lasts to the end of its last day', () => {
    const fair = { ...choir, start: '2026-12-30', end: '2026-12-31' };
    expect(fieldsOf(fair, 'Google Calendar').get('dates')).toBe('20261230/20270101');
    expect(fieldsOf(fair, 'Microsoft 365').get('enddt')).toBe('2027-01-01');
    expect(fieldsOf(fair, 'Microsoft 365').get('allday')).toBe('true');
  });

  it('[PAGE-40] no address has a plus for a space, and long details are cut', () => {
    for (const { href } of calendarLinks({ ...choir, details: 'word '.repeat(400) }, address)) {
      expect(href).not.toContain('+');
      expect(href.length).toBeLessThan(2000);
      expect(decodeURIComponent(href)).toContain(address);
    }
  });

  it('[PAGE-39] a place is looked for on OpenStreetMap', () => {
    expect(mapAddress('Quay 1, Riverside & co')).toBe(
      'https://www.openstreetmap.org/search?query=Quay%201%2C%20Riverside%20%26%20co',
    );
  });
});
