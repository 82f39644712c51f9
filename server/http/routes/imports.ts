import { ObjectId } from 'mongodb';
import { importCalls } from '../../../shared/api/imports.ts';
import type { ImportOutcome } from '../../../shared/import.ts';
import { maxCategories } from '../../../shared/category.ts';
import { mayDo } from '../../../shared/policies.ts';
import { BrokenFile } from '../../calendars/reading/calendar-text.ts';
import { readCalendarAside } from '../../calendars/reading/read-aside.ts';
import { busy, invalidRequest } from '../../base/problem.ts';
import type { BoardCategories } from '../../boards/board-categories.ts';
import type { BoardService, OnBoard } from '../../boards/board-service.ts';
import { leftOut, newCategoriesIn, wanted, withFound } from '../../calendars/import-categories.ts';
import type { Importer } from '../../calendars/calendar-importer.ts';
import type { ClearingService } from '../../events/clearing.ts';
import { whyRefused } from '../../events/event-access.ts';
import { authorOf } from '../../events/guest-names/shown-author.ts';
import type { Author } from '../../events/posting.ts';
import { implement, type Route } from '../route.ts';
import { Places } from '../../base/places.ts';
import { addressGroup } from '../../base/address-group.ts';

/** Each import holds its file and a thread. Two for one person and from one address, so that nobody takes all places. */
const atOnce = { all: 4, each: 2 };

/** As many are brought in within a minute. Each date of a repeating event counts: a short file can have thousands. */
const maxEvents = 20_000;

/** Eight seconds at most. Six hundred weekly events that began twelve years ago take as many. */
const maxSteps = 6_000_000;

/** Nobody reads a longer list; one line counts the rest. */
const maxNamed = 500;

type ImportRoutesOptions = {
  boards: BoardService;
  categories: BoardCategories;
  importer: Importer;
  clearings: Pick<ClearingService, 'recordImport'>;
};

export function importRoutes({ boards, categories, importer, clearings }: ImportRoutesOptions): Route[] {
  const places = new Places(atOnce.all, atOnce.each);
  return implement(importCalls, {
    'POST /api/boards/:board/import': async ({
      params,
      query: { dryRun = false, createCategories = false },
      session,
      caller,
      receive,
      request,
    }) => {
      const requireImporting = async (): Promise<OnBoard<Author>> => {
        const here = await boards.boardFor(params.board, session.actor);
        if (mayDo('import', here.board, null, here.actor)) return here;
        throw whyRefused(here.board, null, here.actor, 'Only moderators of a board can import a calendar.');
      };
      const asked = await requireImporting();
      const { actor } = asked;
      const leave = places.take(addressGroup(caller.address), actor?.key ?? 'nobody');
      if (leave === null)
        throw busy('Other calendars are being imported at this moment. Please try again in a few seconds.');
      const gone = new AbortController();
      request.res?.once('close', () => gone.abort());
      try {
        const file = await receive();
        const { board } = await requireImporting();
        const { events, skipped, unnamed } = await readCalendarAside(file, {
          timeZone: board.timeZone,
          now: new Date(),
          trusted: false,
          maxEvents,
          maxSteps,
          maxNamed,
          signal: gone.signal,
        }).catch((error: unknown) => {
          if (gone.signal.aborted) throw invalidRequest([{ path: '', message: 'Nobody waited for the answer.' }]);
          throw error instanceof BrokenFile
            ? invalidRequest([{ path: '', message: `Nothing was imported. ${error.message}` }])
            : error;
        });
        const found = newCategoriesIn({ events }, board);
        const created = createCategories ? found.fit : [];
        const here =
          dryRun || created.length === 0
            ? withFound(board.categories, created)
            : (await categories.addWanted(board.slug, created.map(wanted), session.actor)).categories;
        const author = authorOf(session.poster(undefined) ?? { name: 'Import', member: false });
        const run = new ObjectId();
        const result = await importer.run({
          run,
          board: board.slug,
          categories: here,
          events,
          author,
          dryRun,
          beforeBatch: async () => {
            await session.refresh();
            await requireImporting();
          },
          requireBoard: () => boards.requireStill(asked),
        });
        await clearings.recordImport(run.toHexString(), board.slug, asked.identity, dryRun ? 0 : result.created);
        const notTaken = [
          ...(createCategories || dryRun ? [] : leftOut(found.fit, 'the board does not have it')),
          ...leftOut(found.rest, `a board has at most ${maxCategories} categories`),
        ];
        return {
          status: 200,
          body: {
            ...result,
            categories: found.fit.map(({ name, events: count }) => ({ name, events: count })),
            skipped: shortened([...skipped, ...notTaken, ...result.skipped], unnamed),
          },
        };
      } finally {
        leave();
      }
    },
  });
}

function shortened(skipped: ImportOutcome['skipped'], unnamed: number): ImportOutcome['skipped'] {
  const more = unnamed + Math.max(0, skipped.length - maxNamed);
  return more === 0
    ? skipped
    : [...skipped.slice(0, maxNamed), { what: `${more} more`, reason: 'They are not named here.' }];
}
