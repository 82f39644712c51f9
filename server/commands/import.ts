import { readFile } from 'node:fs/promises';
import { BrokenFile } from '../calendars/reading/calendar-text.ts';
import { leftOut, newCategoriesIn, withFound } from '../calendars/import-categories.ts';
import { createBoardRepository } from '../boards/board-repository.ts';
import { maxCategories } from '../../shared/category.ts';
import { readFileOf } from '../calendars/reading/read-file.ts';
import { createImporter, type ImportResult } from '../calendars/calendar-importer.ts';
import { bringPictures } from '../pictures/carried-pictures.ts';
import { createPictureRepository } from '../pictures/picture-repository.ts';
import { ProblemError } from '../base/problem.ts';
import { BoardRoom } from '../events/room/board-room.ts';
import { measureBoard } from '../events/room/measure-board.ts';
import { StartError } from '../base/start-error.ts';
import type { Board } from '../../shared/board.ts';
import type { IncomingEvent } from '../calendars/incoming-event.ts';
import { shownAuthor } from '../events/guest-names/shown-author.ts';
import { runCommand } from './run-command.ts';
import { showWork } from './work-progress.ts';

/** `npm run import -- file.ics --board main`: imports the events of a calendar or of an export. */
await runCommand({
  usage: 'npm run import -- <file.ics or file.json> [--board main] [--author "Who stands there"] [--dry-run]',
  options: { board: { type: 'string' }, author: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  check: ({ positionals }) => (positionals.length === 1 ? null : 'Name the file to import.'),
  async run({ config, db, board, identity, parsed: { values, positionals } }) {
    const file = positionals[0]!;
    // The whole file is read before anything is written, so that a broken file changes nothing.
    const { skipped, pictures, ...contents } = readWhole(await contentOf(file), file, board.timeZone);
    const dryRun = values['dry-run'] === true;
    const found = newCategoriesIn(contents, board);
    let categories = withFound(board.categories, found.fit);
    if (!dryRun && found.fit.length > 0)
      await createBoardRepository(db).changeCategories(
        board.slug,
        (current) => (categories = withFound(current, found.fit)),
      );
    const carried = dryRun ? [] : pictures;
    const pictureOf = await bringPictures(createPictureRepository(db), { board, identity }, carried);
    for (const { carried: extras } of contents.events)
      if (extras !== null && extras.picture !== null && !dryRun) extras.picture = pictureOf(extras.picture);
    const importer = createImporter({
      db,
      read: { timeZone: config.board.timeZone },
      archiveAfterDays: config.archiveAfterDays,
      room: new BoardRoom({ measure: measureBoard(db, (query) => query()), bounds: config.boardBounds }),
    });
    const result = await importer
      .run({
        board: board.slug,
        categories,
        events: contents.events.map((event) => shownOn(board, event)),
        dryRun,
        author: { name: values.author ?? 'Import', member: false },
        onProgress: showWork(process.stderr, dryRun ? 'Looking at events' : 'Importing events'),
      })
      .catch((error: unknown) => {
        if (!(error instanceof ProblemError) || error.code !== 'board_full') throw error;
        const then =
          'Then import the file again: no event is imported twice. Or raise BOARD_EVENTS and BOARD_MEGABYTES.';
        throw new StartError(`${error.message} ${then}`, { cause: error });
      });
    const notTaken = leftOut(found.rest, `a board has at most ${maxCategories} categories`);
    report({ ...result, skipped: [...skipped, ...notTaken, ...result.skipped] }, board.slug, dryRun);
    if (found.fit.length > 0)
      process.stdout.write(
        `${dryRun ? 'New categories would be' : 'New categories'}: ${found.fit.map(({ name }) => name).join(', ')}.\n`,
      );
  },
});

/** An export can have the names of guests that the board shows no longer. */
function shownOn(board: Board, event: IncomingEvent): IncomingEvent {
  const { carried } = event;
  if (carried === null) return event;
  return { ...event, carried: { ...carried, author: shownAuthor(carried.author, carried.owner, board) } };
}

async function contentOf(file: string): Promise<Uint8Array> {
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new StartError(`The file ${file} cannot be read (${error.code}).`, { cause: error });
  });
}

function readWhole(bytes: Uint8Array, file: string, timeZone: string): ReturnType<typeof readFileOf> {
  try {
    return readFileOf(bytes, { timeZone, now: new Date(), trusted: true });
  } catch (error) {
    if (error instanceof BrokenFile)
      throw new StartError(`Nothing of ${file} was imported. ${error.message}`, { cause: error });
    throw error;
  }
}

function report({ created, updated, unchanged, skipped }: ImportResult, board: string, dryRun: boolean): void {
  process.stdout.write(
    `${dryRun ? 'It would be' : 'Done'}, on the board ${board}: ${created} created, ${updated} updated, ${unchanged} unchanged.\n`,
  );
  if (skipped.length > 0)
    process.stdout.write(
      [
        'Imported differently from the file, or not at all:',
        ...skipped.map(({ what, reason }) => `  ${what}: ${reason}`),
        '',
      ].join('\n'),
    );
}
