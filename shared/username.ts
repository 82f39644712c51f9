import * as z from 'zod/mini';
import { characterCount, isFarLonger } from './character-count.ts';

const usernameLength = { min: 2, max: 32 };
const tooLong = `Must be at most ${usernameLength.max} characters.`;

/** Letters and digits of any script with their marks; no invisible characters. */
const nameCharacters = /^(?:(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{Nd}._-])+$/u;
const letterOrDigit = /[\p{L}\p{Nd}]/u;
/** No language has this many marks on one letter. They would cover the lines around it. */
const tooManyMarks = /\p{M}{4}/u;

/** The name of an account, in NFKC, so that names that look alike are equal however they were typed. */
export const Username = z.string().check(
  z.trim(),
  z.refine((value) => !isFarLonger(value, usernameLength.max), { error: tooLong, abort: true }),
  z.overwrite((value) => value.normalize('NFKC').trim()),
  z.refine((value) => value === '' || nameCharacters.test(value), {
    error: 'Can have letters, digits, dots, hyphens and underscores, but no spaces.',
    abort: true,
  }),
  z.refine((value) => characterCount(value) >= usernameLength.min, {
    error: `Needs at least ${usernameLength.min} characters.`,
    abort: true,
  }),
  z.refine((value) => characterCount(value) <= usernameLength.max, { error: tooLong }),
  z.refine((value) => letterOrDigit.test(value) && !tooManyMarks.test(value), {
    error: 'Needs a letter or a digit, and not too many marks on it.',
  }),
  z.meta({ minLength: usernameLength.min, maxLength: usernameLength.max }),
);
