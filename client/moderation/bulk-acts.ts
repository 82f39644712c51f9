import { maxBulk } from '../../shared/bulk-rules.ts';
import type { Bulk, BulkAct, BulkOutcome } from '../../shared/bulk.ts';
import type { BoardEvent, EventPatch } from '../../shared/event.ts';
import { pick } from '../../shared/pick.ts';
import { patchEvent } from '../api/board-api.ts';
import { bulkEvents } from '../api/review-api.ts';
import { conflictOf } from '../ui/form-problem.ts';
import { doneWords } from './done-words.ts';
import type { Done } from './undo-list.ts';

type Versioned = Bulk['events'][number];

const takenBackBy = { approve: 'wait', reject: 'wait', hide: 'show', delete: 'restore' } as const;

/** What became of an act on many events: what can be undone, if anything was done, and why some are left. */
export type ActedOnAll = { done: Done | null; problem: string };

/** Acts on any number of events. Each of `groups` counts as one: the dates of a repeating event that wait together. */
export async function actOnAll(
  board: string,
  act: keyof typeof takenBackBy,
  groups: readonly (readonly BoardEvent[])[],
  note: string | null = null,
): Promise<ActedOnAll> {
  const events = groups.flat();
  const { done, left } = await send(board, act, events, note);
  const problem = left.length === 0 ? '' : notDone(left.length, doneWords[act].sum);
  if (done.length === 0) return { done: null, problem };
  const versions = new Map(done.map(({ id, version }) => [id, version]));
  const acted = groups.filter((group) => group.some(({ id }) => versions.has(id)));
  const before = events.flatMap((event) => {
    const version = versions.get(event.id);
    return version === undefined
      ? []
      : [{ id: event.id, version, fields: act === 'approve' ? fieldsBefore(event) : null }];
  });
  const undo = async (): Promise<number> => {
    let stay = 0;
    for (const { id, version, fields } of before) {
      if (fields === null) continue;
      await patchEvent(id, version, fields).catch((error: unknown) => {
        if (conflictOf(error) === null) throw error;
        stay += 1;
      });
    }
    const rest = before.filter(({ fields }) => fields === null);
    return stay + (await send(board, takenBackBy[act], rest)).left.length;
  };
  const name = acted.at(-1)?.[0]?.name ?? '';
  return { done: { ...doneWords[act], name, count: acted.length, undo }, problem };
}

/** What an approved change overwrites; null for anything but a change that waits. */
export function fieldsBefore(event: BoardEvent): EventPatch | null {
  const changes = event.review?.state === 'waiting' ? event.review.changes : null;
  return changes === null ? null : pick(event, Object.keys(changes) as (keyof typeof changes)[]);
}

/** In as many calls as it needs. */
async function send(
  board: string,
  act: BulkAct,
  events: readonly Versioned[],
  note: string | null = null,
): Promise<BulkOutcome> {
  const all: BulkOutcome = { done: [], left: [] };
  for (let from = 0; from < events.length; from += maxBulk) {
    const some = events.slice(from, from + maxBulk).map(({ id, version }) => ({ id, version }));
    const { done, left } = await bulkEvents(board, { act, note, events: some });
    all.done.push(...done);
    all.left.push(...left);
  }
  return all;
}

function notDone(count: number, sum: string): string {
  return count === 1
    ? `1 could not be ${sum}: somebody changed it in the meantime. Look at it again.`
    : `${count} could not be ${sum}: somebody changed them in the meantime. Look at them again.`;
}
