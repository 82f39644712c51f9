import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/server-process.ts';
import { testDatabase, type TestDatabase } from '../../support/mongodb/database.ts';
import { drives } from './drives/drives.ts';
import { startMeasuredServer, type Measured, type MeasuredServer } from './measured-server.ts';
import { fillBoard, setScene, type Scene } from './scene.ts';

const maxBlockedMs = 100;
const maxHeldBytes = 50 * 1024 * 1024;
/** The first run compiles, and the collection of garbage comes when it comes. */
const runs = 3;

describe('on a board of 50,000 events', () => {
  let database: TestDatabase;
  let pages: Awaited<ReturnType<typeof temporaryFolder>>;
  let server: MeasuredServer;
  let scene: Scene;
  const table: string[] = [];

  beforeAll(async () => {
    database = await testDatabase();
    pages = await temporaryFolder();
    await mkdir(join(pages.path, 'assets'));
    await writeFile(join(pages.path, 'index.html'), '<!doctype html><title>Board</title>');
    await writeFile(join(pages.path, 'assets/page-abc.js'), 'x'.repeat(200_000));
    await fillBoard(database);
    server = await startMeasuredServer(database, pages.path);
    scene = await setScene(server.url, database);
    // What a server holds that everybody uses.
    await server.measure(() => Promise.resolve());
  });

  afterAll(async () => {
    if (process.env.COSTS !== undefined) process.stdout.write(`${table.join('\n')}\n`);
    await server.stop();
    await pages.remove();
    await database.close();
  });

  it.each(Object.entries(drives))('[COST-1] “%s” does not stall the server or make it grow', async (name, drive) => {
    let best: Measured = { blockedMs: Infinity, cpuMs: 0, heldBytes: 0 };
    for (let run = 0; run < runs && best.blockedMs > maxBlockedMs; run += 1) {
      const measured = await server.measure(() => drive(scene));
      if (measured.blockedMs < best.blockedMs) best = measured;
    }
    const { blockedMs, cpuMs, heldBytes } = best;
    const megabytes = (heldBytes / 1024 / 1024).toFixed(1);
    table.push(`${name}\t${blockedMs.toFixed(0)} ms\t${cpuMs.toFixed(0)} ms\t${megabytes} MB`);
    expect(blockedMs, `blocked for ${blockedMs.toFixed(0)} ms`).toBeLessThanOrEqual(maxBlockedMs);
    expect(heldBytes, `holds ${megabytes} MB`).toBeLessThanOrEqual(maxHeldBytes);
  });
});
