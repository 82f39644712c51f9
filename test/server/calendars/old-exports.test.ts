import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { describe, expect, it } from 'vitest';
import { readFileOf } from '../../../server/calendars/reading/read-file.ts';

/** Exports that version 0.1.0 wrote. They never change: people keep such files for years. */
const folder = join(import.meta.dirname, 'exports');
const Written = z.object({ events: z.array(z.record(z.string(), z.unknown())) });

/** What the file says of each event. The instants are left out, because the board computes them. */
async function written(): Promise<Record<string, unknown>[]> {
  const text = await readFile(join(folder, '0.1.0.json'), 'utf8');
  return Written.parse(JSON.parse(text)).events.map(({ startsAt, endsAt, ...event }) => event);
}

describe('an export of version 0.1.0', () => {
  it.each(['0.1.0.json', '0.1.0.ics'])(
    '[IMPORT-6] %s can still be read, with every field of its events',
    async (file) => {
      const options = { timeZone: 'Europe/Vienna', now: new Date('2026-11-23T12:00:00Z'), trusted: true };
      const { events, skipped } = readFileOf(await readFile(join(folder, file)), options);
      expect(skipped).toEqual([]);
      expect(events.map(({ fields, carried }) => ({ ...fields, ...carried }))).toMatchObject(await written());
    },
  );
});
