import { describe, expect, it } from 'vitest';
import { mayAuthorsRestore, mayDo, mayModerate, mayPost, maySee, type Actor } from '../../shared/policies.ts';

const guest: Actor = { key: 'guest:1', role: null };
const member: Actor = { key: 'user:1', role: 'member' };
const moderator: Actor = { key: 'user:2', role: 'moderator' };
const owner: Actor = { key: 'user:3', role: 'owner' };
const open = { posting: 'anyone', archived: false } as const;
const everybody = [null, guest, member, moderator, owner];

describe('the policies', () => {
  it('[EVENT-3] the board’s rule decides who can post', () => {
    expect(everybody.map((actor) => mayPost({ posting: 'anyone', archived: false }, actor))).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(everybody.map((actor) => mayPost({ posting: 'members', archived: false }, actor))).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
    expect(everybody.map((actor) => mayPost({ posting: 'nobody', archived: false }, actor))).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
  });

  it('[BOARD-15] authors restore where they could post what they restore, and moderators do', () => {
    const people = [guest, member, moderator, { ...member, removed: true }];
    const on = (posting: 'anyone' | 'members' | 'nobody', archived = false) =>
      people.map((actor) => mayAuthorsRestore({ posting, archived }, actor));
    expect(on('anyone')).toEqual([true, true, true, false]);
    expect(on('members')).toEqual([false, true, true, false]);
    expect(on('nobody')).toEqual([false, false, true, false]);
    expect(on('anyone', true)).toEqual([false, false, false, false]);
  });

  it('[EVENT-3] people edit their own events, moderators everything', () => {
    expect(everybody.map((actor) => mayDo('edit', open, 'guest:1', actor))).toEqual([false, true, false, true, true]);
    // A document of another program has no owner.
    expect(everybody.map((actor) => mayDo('edit', open, null, actor))).toEqual([false, false, false, true, true]);
  });

  it('[BOARD-8] a rule for posting that is not known counts as frozen', () => {
    const odd = { ...open, posting: 'maybe' as 'nobody' };
    expect(everybody.map((actor) => mayPost(odd, actor))).toEqual([false, false, false, true, true]);
    expect(everybody.map((actor) => mayDo('edit', odd, 'guest:1', actor))).toEqual([false, false, false, true, true]);
  });

  it('[EVENT-3] only moderators and the owner moderate', () => {
    expect(everybody.map(mayModerate)).toEqual([false, false, false, true, true]);
  });

  it('[EVENT-3] only its author and moderators see a hidden event', () => {
    expect(everybody.map((actor) => maySee({ status: 'live' }, null, actor))).toEqual([true, true, true, true, true]);
    expect(everybody.map((actor) => maySee({ status: 'hidden' }, 'guest:1', actor))).toEqual([
      false,
      true,
      false,
      true,
      true,
    ]);
  });
});
