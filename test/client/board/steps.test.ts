import { describe, expect, it } from 'vitest';
import { stepsOf, type Seen } from '../../../client/board/steps.ts';
import type { Board } from '../../../shared/board.ts';
import { boardOf } from '../../support/board/stored-board.ts';

const nothing: Seen = { projector: false, joined: false };

describe('the first steps', () => {
  const done = (fields: Partial<Board>, seen = nothing): string =>
    stepsOf(boardOf(fields), seen)
      .filter((step) => step.done)
      .map(({ step }) => step)
      .join();

  it.each([
    ['', {}, nothing],
    ['title', { title: 'Year 5' }, nothing],
    ['look', { theme: 'plum' }, nothing],
    ['look', { mark: '🦆' }, nothing],
    ['look', { description: 'All of Year 5' }, nothing],
    ['projector', {}, { projector: true, joined: false }],
    ['join', {}, { projector: false, joined: true }],
    ['title,look,projector,join', { title: 'Year 5', theme: 'rose' }, { projector: true, joined: true }],
  ] as const)('[BOARD-21] done: “%s”', (expected, fields, seen) => {
    expect(done(fields, seen)).toBe(expected);
  });
});
