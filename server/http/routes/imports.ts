import { ImportOutcome, ImportQuery } from '../../../shared/import.ts';
import { maxImportBytes } from '../../../shared/import-rules.ts';
import { BrokenFile } from '../../calendars/reading/calendar-text.ts';
import { readCalendarAside } from '../../calendars/reading/read-aside.ts';
import { boardArchived, invalidRequest } from '../../base/problem.ts';
import type { BoardService } from '../../boards/board-service.ts';
import type { Importer } from '../../calendars/calendar-importer.ts';
import { defineRoute, type Route } from '../route.ts';

/** Nobody reads more; the numbers say how it is with the rest. */
const maxNamed = 500;

/** Moderators bring the events of a calendar onto their board. */
export function importRoutes({ boards, importer }: { boards: BoardService; importer: Importer }): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/boards/:board/import',
      operationId: 'importCalendar',
      summary:
        'Brings the events of an iCalendar file onto the board; for moderators. The same file again changes nothing; `dryRun=true` never does.',
      query: ImportQuery,
      upload: { type: 'text/calendar', maxBytes: maxImportBytes },
      answers: {
        200: {
          description: 'How many events are new, changed and as they were, and what is not as the file has it.',
          schema: ImportOutcome,
        },
      },
      personal: true,
      handle: async ({ params, query, session, request }) => {
        const board = await boards.requireModerator(params.board!, session.actor);
        if (board.archived) throw boardArchived();
        const { events, skipped } = await readCalendarAside(fileOf(request.body), {
          timeZone: board.timeZone,
          now: new Date(),
          trusted: false,
        }).catch((error: unknown) => {
          throw error instanceof BrokenFile
            ? invalidRequest([{ path: '', message: `Nothing was imported. ${error.message}` }])
            : error;
        });
        const { name, member } = session.poster(undefined) ?? { name: 'Import', member: false };
        const result = await importer.run({
          board: board.slug,
          events,
          author: { name, member },
          dryRun: query.dryRun === 'true',
        });
        return { status: 200, body: { ...result, skipped: shortened([...skipped, ...result.skipped]) } };
      },
    }),
  ];
}

function fileOf(body: unknown): Uint8Array {
  if (!Buffer.isBuffer(body))
    throw invalidRequest([{ path: '', message: 'Send the file as it is, with Content-Type: text/calendar.' }]);
  return body;
}

function shortened<T extends { what: string; reason: string }>(skipped: T[]): { what: string; reason: string }[] {
  if (skipped.length <= maxNamed) return skipped;
  return [
    ...skipped.slice(0, maxNamed),
    { what: `${skipped.length - maxNamed} more`, reason: 'They are not named here.' },
  ];
}
