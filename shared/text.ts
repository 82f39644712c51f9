import * as z from 'zod/mini';
import { characterCount, isFarLonger } from './character-count.ts';

/** Control characters (line feed and tab excepted where lines are allowed) and marks that reorder text around them. */
const forbiddenInLine = /[\p{Cc}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\u2028\u2029]/u;
const forbiddenInLines = /[\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\u2028\u2029]|(?![\n\t])\p{Cc}/u;

/**
 * More marks on one letter than any language needs (UAX #15, Stream-Safe Text Format). To compose them takes time that
 * grows with their square.
 */
const tooManyMarks = /\p{M}{31}/u;

/** What can be seen: not only blanks, marks and characters without a shape. */
const visible = /[^\s\p{Default_Ignorable_Code_Point}\p{M}\p{Z}\u2800]/u;

type TextRule = { max: number; min?: number; lines?: boolean };

/**
 * One text field by the rule of all text fields: trimmed, NFC, no control, lone-surrogate or bidi-override
 * characters, at most `max` characters (code points).
 */
export function text({ max, min = 1, lines = false }: TextRule) {
  const tooLong = `Must be at most ${max} characters.`;
  const forbidden = lines ? forbiddenInLines : forbiddenInLine;
  return z.string().check(
    z.overwrite((value) => (lines ? value.replace(/\r\n?/g, '\n') : value).trim()),
    z.refine((value) => !forbidden.test(value), {
      error: 'Contains characters that cannot be shown, such as control or direction marks.',
      abort: true,
    }),
    z.refine((value) => !isFarLonger(value, max), { error: tooLong, abort: true }),
    z.refine((value) => !tooManyMarks.test(value), { error: 'Has too many marks on one letter.', abort: true }),
    z.normalize('NFC'),
    z.refine((value) => (min === 0 || visible.test(value)) && characterCount(value) >= min, {
      error: min === 1 ? 'Must not be empty.' : `Needs at least ${min} characters.`,
    }),
    z.refine((value) => characterCount(value) <= max, { error: tooLong }),
    z.meta({ minLength: min, maxLength: max }),
  );
}

/** An optional text of at most `max` characters; empty means null, since a form sends its empty fields as ''. */
export function optionalText(rule: Omit<TextRule, 'min'>) {
  return z.pipe(
    z.nullable(text({ ...rule, min: 0 })),
    z.transform((value) => (value === '' ? null : value)),
  );
}
