import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LiveSet, type Change } from '../../shared/live-set.ts';
import { boardEvent } from '../support/board/stored-event.ts';

const id = fc.constantFrom(...'abcdef').map((digit) => digit.repeat(24));
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ put: fc.record({ id, version: fc.integer({ min: 1, max: 5 }) }).map((fields) => boardEvent(fields)) }),
  fc.record({ remove: id }),
);

it('[FEED-3] a set that went through changes equals one that begins with the result', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
      const set = new LiveSet();
      const model = new Map<string, number>();
      for (const step of changes) {
        set.apply(step);
        if ('put' in step) model.set(step.put.id, step.put.version);
        else model.delete(step.remove);
      }
      expect(new Map([...set.values()].map((event) => [event.id, event.version]))).toEqual(model);

      const restarted = new LiveSet();
      restarted.reset([...set.values()].reverse());
      expect([restarted.size, restarted.checksum]).toEqual([set.size, set.checksum]);
    }),
  );
});
