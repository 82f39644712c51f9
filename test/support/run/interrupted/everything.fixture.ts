import { writeFile } from 'node:fs/promises';
import { inject, it } from 'vitest';
import { workerChromium } from '../../browser/chromium.ts';
import { testDatabase } from '../../mongodb/database.ts';
import { startServerProcess } from '../../server-process.ts';
import { standaloneMongod } from '../../mongodb/standalone-mongod.ts';

it('starts everything that a test can start, says so, and never ends', async () => {
  const { name } = await testDatabase();
  await Promise.all([
    startServerProcess({
      env: { MONGODB_URI: inject('mongoUri'), MONGODB_DATABASE: name, SESSION_SECRET: 'x'.repeat(32) },
    }),
    standaloneMongod(),
    workerChromium(),
  ]);
  await writeFile(process.env.READY_FILE!, '');
  await new Promise(() => {});
}, 600_000);
