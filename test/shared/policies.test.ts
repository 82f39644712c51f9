import { describe, expect, it } from 'vitest';
import { mayEdit, mayModerate, mayPost, maySee, type Actor } from '../../shared/policies.ts';

const guest: Actor = { key: 'guest:1', role: null };
const member: Actor = { key: 'user:1', role: 'member' };
const moderator: Actor = { key: 'user:2', role: 'moderator' };
const owner: Actor = { key: 'user:3', role: 'owner' };
const everybody = [null, guest, member, moderator, owner];

describe('who may do what', () => {
  it('[EVENT-3] posts, by the board’s rule', () => {
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

  it('[EVENT-3] edits what is one’s own; moderators everything', () => {
    expect(everybody.map((actor) => mayEdit('guest:1', actor))).toEqual([false, true, false, true, true]);
    // Another program's document belongs to nobody.
    expect(everybody.map((actor) => mayEdit(null, actor))).toEqual([false, false, false, true, true]);
  });

  it('[EVENT-3] moderates as moderator or owner only', () => {
    expect(everybody.map(mayModerate)).toEqual([false, false, false, true, true]);
  });

  it('[EVENT-3] sees what is hidden: its author and moderators', () => {
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
