import { expect, it } from 'vitest';
import { Slices } from '../../../../server/base/slices.ts';
import { calendarRoutes } from '../../../../server/http/routes/calendars.ts';
import { instantsOf } from '../../../../server/events/event-instants.ts';
import { boardOf } from '../../../support/board/stored-board.ts';
import { boardEvent } from '../../../support/board/stored-event.ts';

it('[CAL-9] the calendar of one event is made in slices, too, when its zone has many clock changes', async () => {
  let [nowMs, turns] = [0, 0];
  const slices = new Slices({
    // Each look at the clock finds it a millisecond later.
    clock: { monotonic: () => (nowMs += 1) },
    nextTurn: (callback) => {
      turns += 1;
      setImmediate(callback);
    },
  });
  // The summer time of then is not that of now.
  const times = { start: '1985-12-15T03:30', end: '2035-12-15T03:30', timeZone: 'America/Sao_Paulo' };
  const event = boardEvent({ ...times, ...instantsOf(times) });
  const dependencies = {
    slices,
    tombstones: { find: () => Promise.resolve(null) },
    events: { get: () => Promise.resolve({ event }) },
    boards: { get: () => Promise.resolve({ board: boardOf() }) },
    publicUrl: 'https://board.example',
  } as unknown as Parameters<typeof calendarRoutes>[0];
  const route = calendarRoutes(dependencies).find(({ path }) => path === '/events/:id.ics')!;
  const request = { params: { id: event.id }, get: () => undefined } as unknown as Parameters<typeof route.run>[0];
  const { body } = await route.run(request, {} as never, {} as never, () => Promise.reject(new Error('no body')));
  const text = String(body);
  expect(text.match(/^BEGIN:(DAYLIGHT|STANDARD)/gm)!.length).toBeGreaterThan(50);
  expect(text.replaceAll('\r\n ', '')).toContain(`URL:https://board.example/events/${event.id}`);
  expect(turns).toBeGreaterThan(5);
});
