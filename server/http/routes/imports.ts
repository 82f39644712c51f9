import { importCalls } from '../../../shared/api/imports.ts';
import type { ImportOutcome } from '../../../shared/import.ts';
import { BrokenFile } from '../../calendars/reading/calendar-text.ts';
import { readCalendarAside } from '../../calendars/reading/read-aside.ts';
import { boardArchived, busy, invalidRequest } from '../../base/problem.ts';
import type { BoardService } from '../../boards/board-service.ts';
import type { Importer } from '../../calendars/calendar-importer.ts';
import { implement, type Route } from '../route.ts';
import { Places } from '../places.ts';
import { addressGroup } from '../../base/address-group.ts';

/** Each import holds its file and a thread. Two from one address, so that nobody takes all places. */
const atOnce = { all: 4, address: 2 };

/** Nobody reads a longer list; one line counts the rest. */
const maxNamed = 500;

export function importRoutes({ boards, importer }: { boards: BoardService; importer: Importer }): Route[] {
  const places = new Places(atOnce.all, atOnce.address);
  return implement(importCalls, {
    'POST /api/boards/:board/import': async ({ params, query: { dryRun = false }, session, caller, receive }) => {
      const board = await boards.requireModerator(params.board, session.actor);
      if (board.archived) throw boardArchived();
      const leave = places.take(addressGroup(caller.address));
      if (leave === null)
        throw busy('Other calendars are being imported at this moment. Please try again in a few seconds.');
      try {
        const { events, skipped } = await readCalendarAside(await receive(), {
          timeZone: board.timeZone,
          now: new Date(),
          trusted: false,
        }).catch((error: unknown) => {
          throw error instanceof BrokenFile
            ? invalidRequest([{ path: '', message: `Nothing was imported. ${error.message}` }])
            : error;
        });
        const { name, member } = session.poster(undefined) ?? { name: 'Import', member: false };
        const result = await importer.run({ board: board.slug, events, author: { name, member }, dryRun });
        return { status: 200, body: { ...result, skipped: shortened([...skipped, ...result.skipped]) } };
      } finally {
        leave();
      }
    },
  });
}

function shortened(skipped: ImportOutcome['skipped']): ImportOutcome['skipped'] {
  if (skipped.length <= maxNamed) return skipped;
  return [
    ...skipped.slice(0, maxNamed),
    { what: `${skipped.length - maxNamed} more`, reason: 'They are not named here.' },
  ];
}
