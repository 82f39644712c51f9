import { describe, expect, it } from 'vitest';
import { SharedAnswers } from '../../../server/http/shared-answers.ts';

/** A question that the test answers, one request at a time. */
function question() {
  const shared = new SharedAnswers<string>();
  const made: { answer: (text: string) => void; fail: () => void }[] = [];
  const ask = (): Promise<string> =>
    shared.ask(
      'q',
      () => new Promise((resolve, reject) => made.push({ answer: resolve, fail: () => reject(new Error('failed')) })),
    );
  return { made, ask };
}

describe('shared answers', () => {
  it('[LIST-7] requests during a read share the next one, which begins after all of them', async () => {
    const { made, ask } = question();
    const first = ask();
    const others = [ask(), ask(), ask()];
    expect(made).toHaveLength(1);
    made[0]!.answer('before');
    expect(await first).toBe('before');
    await Promise.resolve();
    expect(made).toHaveLength(2);
    const late = ask();
    made[1]!.answer('after');
    expect(await Promise.all(others)).toEqual(['after', 'after', 'after']);
    await Promise.resolve();
    expect(made).toHaveLength(3);
    made[2]!.answer('later');
    expect(await late).toBe('later');
  });

  it('[LIST-7] a failed answer fails only the requests that shared it', async () => {
    const { made, ask } = question();
    const first = ask();
    const second = ask();
    made[0]!.fail();
    await expect(first).rejects.toThrow('failed');
    await Promise.resolve();
    made[1]!.answer('well');
    expect(await second).toBe('well');
    const third = ask();
    made[2]!.answer('again');
    expect(await third).toBe('again');
  });
});
