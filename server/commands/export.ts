import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { ImportSource, type ExportedEvent } from '../calendars/export-schema.ts';
import { exportLines } from '../calendars/json-export.ts';
import { exportCalendarPieces } from '../calendars/icalendar.ts';
import { readEvent } from '../events/event-document.ts';
import { createImportRepository } from '../events/import-repository.ts';
import { exportedPictures } from '../pictures/carried-pictures.ts';
import { createPictureRepository } from '../pictures/picture-repository.ts';
import { StartError } from '../base/start-error.ts';
import { runCommand } from './run-command.ts';

/** `npm run export -- --board main --format json`: writes every event of a board, archived, hidden and cancelled ones too. */
await runCommand({
  usage: 'npm run export -- [--board main] [--format json|ics] [--out file]',
  options: { board: { type: 'string' }, format: { type: 'string' }, out: { type: 'string' } },
  check: ({ values: { format = 'json' } }) =>
    format === 'json' || format === 'ics' ? null : `There is no format “${format}”.`,
  async run({ config, db, board, parsed: { values } }) {
    const read = { timeZone: config.board.timeZone };
    const documents = await createImportRepository(db, read).findAll(board.slug);
    const events = documents
      .map((document): ExportedEvent | null => {
        const stored = readEvent(document, read);
        const imported = ImportSource.safeParse(document.imported);
        return stored === null
          ? null
          : {
              ...stored.event,
              owner: stored.owner,
              archived: stored.archived,
              ...(imported.success ? { imported: imported.data } : {}),
            };
      })
      .filter((event) => event !== null);
    await write(
      values.out ?? null,
      values.format === 'ics'
        ? exportCalendarPieces(events, board)
        : exportLines(board, events, exportedPictures(createPictureRepository(db), board.slug)),
    );
    const unreadable = documents.length - events.length;
    process.stderr.write(
      `${events.length} events of the board ${board.slug}${unreadable === 0 ? '' : `; ${unreadable} documents that are no events are left out`}.\n`,
    );
  },
});

async function write(file: string | null, pieces: Iterable<string> | AsyncIterable<string>): Promise<void> {
  const out: Writable = file === null ? process.stdout : createWriteStream(file);
  const failed = once(out, 'error').then(([error]) => {
    throw new StartError(`${file ?? 'The output'} cannot be written (${(error as NodeJS.ErrnoException).code}).`, {
      cause: error,
    });
  });
  const done = (async () => {
    for await (const piece of pieces) if (!out.write(piece)) await once(out, 'drain');
    if (file !== null)
      await new Promise<void>((resolve) => {
        out.end(resolve);
      });
  })();
  await Promise.race([done, failed]);
}
