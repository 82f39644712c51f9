import { describe, expect, it } from 'vitest';
import { AgendaBuilder } from '../../../../client/board/agenda.ts';
import { postersInOrder } from '../../../../client/board/posters/posters-in-order.ts';
import { boardEvent } from '../../../support/board/stored-event.ts';

const events = [
  boardEvent({ id: 'market', name: 'Market', start: '2026-11-28', pinned: true }),
  boardEvent({ id: 'council', name: 'Council', start: '2026-11-27T19:30', pinned: true }),
  boardEvent({ id: 'café', name: 'Repair café', start: '2026-11-27T14:00' }),
  boardEvent({ id: 'trip', name: 'Trip', start: '2026-11-25', end: '2026-11-29' }),
  boardEvent({ id: 'choir', name: 'Choir', start: '2026-11-28T18:00' }),
];

describe('the posters', () => {
  it('[PAGE-70] are by time, also pinned ones, unless somebody chose another order', () => {
    const builder = new AgendaBuilder({ pinnedFirst: true });
    builder.reset(events, '2026-11-27');
    expect(postersInOrder(builder.build(), {}).map(({ id }) => id)).toEqual([
      'trip',
      'café',
      'council',
      'market',
      'choir',
    ]);
    expect(postersInOrder(builder.buildSorted('-name'), { sort: '-name' }).map(({ id }) => id)).toEqual([
      'trip',
      'café',
      'market',
      'council',
      'choir',
    ]);
  });
});
