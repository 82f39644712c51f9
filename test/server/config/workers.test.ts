import { availableParallelism } from 'node:os';
import { expect, it } from 'vitest';
import { loadConfig } from '../../../server/config/config.ts';

it('[START-12] WORKERS is a number of processes, `auto` for one on each core, and one where it is not set', () => {
  expect(loadConfig({}).workers).toBe(1);
  expect(loadConfig({ WORKERS: ' 3 ' }).workers).toBe(3);
  expect(loadConfig({ WORKERS: 'auto' }).workers).toBe(availableParallelism());
});

it.each(['0', '-1', '1.5', '257', 'all'])('[START-12] WORKERS=%s is a mistake that is named', (value) => {
  expect(() => loadConfig({ WORKERS: value })).toThrow(
    `WORKERS must be auto or a whole number from 1 to 256, not “${value}”.`,
  );
});
