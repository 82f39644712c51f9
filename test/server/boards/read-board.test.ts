import { describe, expect, it } from 'vitest';
import { readBoard, type StoredBoard } from '../../../server/boards/read-board.ts';
import { Board } from '../../../shared/board.ts';
import { mayPost } from '../../../shared/policies.ts';

const right = { _id: 'main', title: 'Class board', timeZone: 'Europe/Berlin', posting: 'anyone', approval: false };

function read(fields: object): StoredBoard & { odd: string[] } {
  const odd: string[] = [];
  const found = readBoard(
    { ...right, ...fields },
    { timeZone: 'Europe/Paris', onOdd: (_slug, names) => odd.push(...names) },
  );
  return { ...found, odd };
}

describe('a board that somebody edited by hand', () => {
  it('[BOARD-12] an unknown rule for posting lets nobody post', () => {
    for (const posting of ['maybe', 'Anyone', 5, null, true, ['anyone'], {}]) {
      const { board, odd } = read({ posting });
      expect([board.posting, board.openTo, odd]).toEqual(['nobody', 'members', ['posting']]);
      expect(mayPost(board, null)).toBe(false);
    }
  });

  it('[BOARD-12] every field that cannot be read is named, and has the value that allows least', () => {
    const fields = {
      title: 5,
      description: 7,
      theme: 'tartan',
      mark: ['R'],
      cover: 'x',
      timeZone: 'Mars/X',
      categories: 'all',
      posting: 'maybe',
      openTo: 'all',
      approval: 'no',
      guestNames: 'visible',
      archived: 0,
      joinCode: 7,
      spotlight: 'x',
      joinSlide: 'yes',
      firstSteps: 'yes',
      peopleRevision: 'one',
      owner: 5,
      moderators: 'all',
      removals: 'none',
    };
    const { board, rights, removals, odd } = read(fields);
    expect(odd.toSorted()).toEqual(Object.keys(fields).toSorted());
    expect(Board.parse(board)).toEqual({
      slug: 'main',
      title: 'main',
      categories: [],
      description: null,
      theme: 'harbour',
      mark: null,
      cover: null,
      timeZone: 'Europe/Paris',
      posting: 'nobody',
      openTo: 'members',
      approval: true,
      guestNames: 'hidden',
      archived: true,
      joinCode: null,
      spotlight: null,
      joinSlide: false,
      firstSteps: false,
      peopleRevision: 0,
    });
    expect([rights, removals]).toEqual([{ owner: null, moderators: [] }, []]);
  });

  it('[CATEGORY-9] of its categories those that can be read stay, each once, twelve at most, with a look in any case', () => {
    const music = { id: 'music-4k7x', name: 'Music', color: 'purple', icon: 'music' };
    const sport = { id: 'sport-9c3d', name: 'Sport', color: 'neon', icon: 5, further: 'field' };
    const odd = [
      'Food',
      null,
      { id: 'Food!', name: 'Food' },
      { id: 'food-7x7x', name: '' },
      { ...music, name: 'Again' },
    ];
    const { board, odd: named } = read({ categories: [music, ...odd, sport] });
    expect(board.categories).toEqual([music, { id: 'sport-9c3d', name: 'Sport', color: 'blue', icon: 'tag' }]);
    expect(named).toEqual(['categories']);
    const many = Array.from({ length: 20 }, (_, n) => ({ ...music, id: `music-${n}`, name: `Music ${n}` }));
    expect(read({ categories: many }).board.categories).toEqual(many.slice(0, 12));
  });

  it('[BOARD-12] a person stays removed when the rest of their entry cannot be read', () => {
    const { removals, odd } = read({ removals: [{ key: 'guest:x', until: 'always' }, 5] });
    expect(removals).toMatchObject([{ key: 'guest:x', name: 'Someone' }]);
    expect(removals[0]!.until.getTime()).toBeGreaterThan(Date.UTC(9000, 0));
    expect(odd).toEqual(['removals']);
  });

  it('[BOARD-12] a board that is older than a field has its default, and nothing is named', () => {
    const { board, odd } = read({});
    expect(board).toMatchObject({ posting: 'anyone', openTo: 'anyone', guestNames: 'shown', archived: false });
    expect(read({ posting: 'members' }).board.openTo).toBe('members');
    expect(odd).toEqual([]);
  });
});
