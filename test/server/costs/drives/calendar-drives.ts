import { request } from 'node:http';
import { expect } from 'vitest';
import type { calendarCalls } from '../../../../shared/api/calendars.ts';
import type { importCalls } from '../../../../shared/api/imports.ts';
import { ask, flood, openRaw, type Drive, type Scene } from '../scene.ts';

/** By another name of the server; Node's `fetch` cannot name a host. */
function getAs({ url }: Scene, path: string, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    request(url + path, { headers: { host } }, (answer) => answer.resume().on('end', resolve))
      .on('error', reject)
      .end();
  });
}

const subscription =
  (path: string): Drive =>
  async (scene) => {
    for (let n = 0; n < 2; n += 1) {
      await scene.owner.post({ guestName: undefined, timeZone: 'Africa/Casablanca' });
      await flood(4, (m) => getAs(scene, path, `name-${n}-${m}.example`), 4);
    }
    return (await openRaw(scene, 20, (n) => `GET ${path} HTTP/1.1\r\nHost: unread-${n}.example\r\n\r\n`)).close;
  };

const maxImportBytes = 5 * 1024 * 1024;

/** As large a file as the call takes. */
function calendarOf(line: (n: number) => string): string {
  const lines: string[] = [];
  for (let bytes = 0, n = 0; bytes < maxImportBytes - 1_000; n += 1) {
    lines.push(line(n));
    bytes += lines.at(-1)!.length + 2;
  }
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}

const manyEvents = (): string =>
  calendarOf((n) =>
    [
      'BEGIN:VEVENT',
      `UID:${n}`,
      `DTSTART:2027${String(1 + (n % 12)).padStart(2, '0')}01T100000Z`,
      `SUMMARY:${n}`,
      'END:VEVENT',
    ].join('\r\n'),
  );

const manyExceptions = (): string =>
  calendarOf((n) =>
    n === 0
      ? 'BEGIN:VEVENT\r\nUID:one\r\nDTSTART:20270101T100000Z\r\nRRULE:FREQ=DAILY;COUNT=200'
      : `EXDATE:2027${String(1 + (n % 12)).padStart(2, '0')}${String(1 + (n % 28)).padStart(2, '0')}T100000Z`,
  ).replace('END:VCALENDAR', 'END:VEVENT\r\nEND:VCALENDAR');

export const calendarDrives: Record<keyof typeof calendarCalls | keyof typeof importCalls, Drive> = {
  'GET /boards/:board.ics': subscription('/boards/main.ics'),
  'GET /boards/:board.atom': subscription('/boards/main.atom'),
  'GET /events/:id.ics': (scene) =>
    flood(200, (n) => ask(scene, `GET /events/${n % 2 === 0 ? scene.event : n.toString(16).padStart(24, '0')}.ics`)),
  'POST /api/boards/:board/import': async (scene) => {
    const name = 'POST /api/boards/main/import?dryRun=true';
    const headers = { 'content-type': 'text/calendar' };
    const files = [manyEvents(), manyExceptions()];
    await flood(2, async (n) =>
      expect([200, 400]).toContain(await ask(scene, name, { by: scene.owner, body: files[n], headers })),
    );
  },
};
