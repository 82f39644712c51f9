import { afterEach, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { optionalText, text } from '../../shared/text.ts';
import { Username } from '../../shared/username.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** The refusals of the schema, and how many UTF-16 units it composed before. */
function refusals(schema: z.ZodMiniType, value: string): { messages: string[] | undefined; composed: number } {
  const compose = vi.spyOn(String.prototype, 'normalize');
  const messages = z.safeParse(schema, value).error?.issues.map(({ message }) => message);
  return { messages, composed: compose.mock.contexts.reduce<number>((sum, given) => sum + String(given).length, 0) };
}

const marks = (count: number): string => `a${'\u0301\u0323'.repeat(count / 2)}`;

it.each([
  ['a text', text({ max: 120 }), 120],
  ['an optional text of lines', optionalText({ max: 2_000, lines: true }), 2_000],
  ['a name of an account', Username, 32],
])('[EVENT-1] %s that is far too long is refused before it is composed', (_, schema, max) => {
  for (const long of [marks(40_000), 'a\u0301'.repeat(20_000), 'a'.repeat(8 * max + 1)])
    expect(refusals(schema, long)).toEqual({ messages: [`Must be at most ${max} characters.`], composed: 0 });
});

it('[EVENT-1] more marks on one letter than any language needs are refused before they are sorted', () => {
  const details = text({ max: 2_000 });
  expect(refusals(details, marks(32))).toEqual({ messages: ['Has too many marks on one letter.'], composed: 0 });
  expect(refusals(details, marks(30)).messages).toBeUndefined();
});

it('[EVENT-1] the longest text has room, however it was typed', () => {
  // Four code points that become one.
  const decomposed = '\u03c9\u0313\u0342\u0345';
  expect(text({ max: 120 }).parse(decomposed.repeat(120))).toBe('\u1fa6'.repeat(120));
  expect(Username.parse(`${' '.repeat(1_000)}${decomposed.repeat(32)}`)).toBe('\u1fa6'.repeat(32));
});

it.each(['\u200b', '\u3164', '\u2800', '\ufe0f', '\u{e0041}', '\u0301', '\u00ad', '\u00a0'])(
  '[EVENT-1] a name of which nothing can be seen is empty: %j',
  (name) => {
    expect(refusals(text({ max: 60 }), name.repeat(3)).messages).toContain('Must not be empty.');
    expect(refusals(text({ max: 60 }), `${name}x`).messages).toBeUndefined();
  },
);
