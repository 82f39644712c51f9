import { describe, expect, it } from 'vitest';
import { WorkTooLarge } from '../../../server/base/work-aside.ts';
import { pictureNotFound, ProblemError } from '../../../server/base/problem.ts';
import { DrawnPictures } from '../../../server/link-preview/drawn-pictures.ts';
import { createLinkPreviews } from '../../../server/link-preview/link-previews.ts';
import type { DrawingWork, PreviewCard } from '../../../server/link-preview/preview-card.ts';
import { until } from '../../support/until.ts';

function card(title: string, picture: PreviewCard['picture'] = null): PreviewCard {
  return { of: 'board', theme: 'plum', mark: 'A', title, picture, line: null, next: [] };
}

/** Previews whose drawings end when the test says so. */
function previews(pictures: Parameters<typeof createLinkPreviews>[0]['pictures'] = { find: unused }) {
  const begun: { work: DrawingWork; end: () => void; fail: (error: Error) => void }[] = [];
  const counted: string[] = [];
  const service = createLinkPreviews({
    pictures,
    draw: (work) =>
      new Promise((resolve, reject) =>
        begun.push({ work, end: () => resolve(Buffer.from(work.card.title)), fail: reject }),
      ),
  });
  const ask = (one: PreviewCard, { holder = 'a', read = async () => one } = {}) =>
    service.get(one, read, { holder, count: () => counted.push(holder) });
  /** Waits until so many drawings have begun, and ends the last one. */
  const end = async (count: number): Promise<void> => {
    await until('a drawing to begin', () => begun.length === count);
    begun[count - 1]!.end();
  };
  return { service, begun, counted, ask, end };
}

async function unused(): Promise<never> {
  throw new Error('No picture was to be read.');
}

const titleOf = async (asked: Promise<{ bytes: Buffer }>): Promise<string> => (await asked).bytes.toString();
const codeOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'drawn',
    (error: unknown) => (error instanceof ProblemError ? error.code : String(error)),
  );

describe('[HEAD-8] previews of links', () => {
  it('a drawing that takes too long on a busy machine is a reason to come back, not a fault', async () => {
    const { ask, begun } = previews();
    const asked = codeOf(ask(card('One')));
    await until('the drawing to begin', () => begun.length === 1);
    begun[0]!.fail(new WorkTooLarge());
    expect(await asked).toBe('busy');
  });

  it('a stampede for one picture draws it once, and counts once; afterwards it is kept', async () => {
    const { ask, end, begun, counted } = previews();
    const asked = Array.from({ length: 200 }, (_, n) => ask(card('One'), { holder: `address ${n}` }));
    await end(1);
    expect(new Set(await Promise.all(asked.map(titleOf)))).toEqual(new Set(['One']));
    expect(await titleOf(ask(card('One')))).toBe('One');
    expect([begun.length, counted.length]).toEqual([1, 1]);
  });

  it('a stampede for many draws one at a time and lets a bounded number wait, fewer of one address', async () => {
    const { ask, begun, end } = previews();
    const outcomes = Array.from({ length: 60 }, (_, n) => codeOf(ask(card(`a ${n}`))));
    const others = Array.from({ length: 60 }, (_, n) => codeOf(ask(card(`b ${n}`), { holder: `address ${n}` })));
    // One is drawn, four of the address and twelve in all wait.
    for (let count = 1; count <= 13; count += 1) {
      await end(count);
      expect(begun.length).toBeLessThanOrEqual(count + 1);
    }
    const codes = await Promise.all(outcomes);
    expect([codes.filter((code) => code === 'drawn').length, codes.filter((code) => code === 'busy').length]).toEqual([
      5, 55,
    ]);
    expect((await Promise.all(others)).filter((code) => code === 'drawn')).toHaveLength(8);
  });

  it('a refused one says when to come back, and a failed one is drawn again', async () => {
    const { ask, begun, end } = previews();
    const first = codeOf(ask(card('first')));
    await until('a drawing to begin', () => begun.length === 1);
    const waiting = Array.from({ length: 4 }, (_, n) => codeOf(ask(card(`waits ${n}`))));
    const refused = await ask(card('one more')).catch((error: unknown) => error as ProblemError);
    expect(refused).toMatchObject({ code: 'busy', headers: { 'Retry-After': '5' } });
    begun[0]!.fail(new Error('The process fell.'));
    expect(await first).toContain('The process fell.');
    for (let count = 2; count <= 5; count += 1) await end(count);
    await Promise.all(waiting);
    const again = titleOf(ask(card('first')));
    await end(6);
    expect(await again).toBe('first');
  });

  it('keeps pictures within its bytes, the ones asked for last', () => {
    const kept = new DrawnPictures(10);
    const put = (tag: string, bytes = 4) => kept.put(tag, Buffer.alloc(bytes));
    const tags = (): string[] => ['a', 'b', 'c', 'd', 'big'].filter((tag) => kept.get(tag) !== null);
    put('a');
    put('b');
    expect(kept.get('a')).not.toBeNull();
    put('c');
    expect(tags()).toEqual(['a', 'c']);
    put('c');
    put('d', 2);
    expect(tags()).toEqual(['a', 'c', 'd']);
    put('big', 11);
    expect(tags()).toEqual([]);
    put('a');
    expect(tags()).toEqual(['a']);
  });
});

describe('[HEAD-6] previews of links', () => {
  it('what was changed or removed while it waited for its turn is not drawn', async () => {
    const { ask, begun, end } = previews();
    const first = ask(card('first'));
    let now = card('Secret');
    const changed = ask(now, { read: async () => now });
    let isThere = true;
    const removed = codeOf(
      ask(card('Removed'), {
        read: async () => {
          if (isThere) return card('Removed');
          throw pictureNotFound();
        },
      }),
    );
    now = card('Open');
    isThere = false;
    await end(1);
    await end(2);
    expect([await titleOf(first), await titleOf(changed), await removed]).toEqual([
      'first',
      'Open',
      'picture_not_found',
    ]);
    expect(begun.map(({ work }) => work.card.title)).toEqual(['first', 'Open']);
  });

  it('a picture that is removed or not for everybody is left out, and such a drawing is not kept', async () => {
    for (const find of [
      async () => Promise.reject(pictureNotFound()),
      async () => ({ isPublic: false, bytes: async () => Buffer.from('Secret') }),
    ]) {
      const { ask, begun, end } = previews({ find });
      const withPicture = card('one', { id: 'x', width: 4, height: 3 });
      for (const count of [1, 2]) {
        const asked = ask(withPicture);
        await end(count);
        await asked;
        expect(begun[count - 1]!.work).toMatchObject({ picture: null, card: { picture: null } });
      }
    }
  });

  it('two cards have the same tag exactly if they show the same', () => {
    const { tagOf } = previews().service;
    expect(tagOf(card('one'))).toBe(tagOf(card('one')));
    const all = [
      card('one'),
      card('two'),
      { ...card('one'), theme: 'rose' as const },
      card('one', { id: 'x', width: 1, height: 1 }),
    ];
    expect(new Set(all.map(tagOf)).size).toBe(4);
  });
});
