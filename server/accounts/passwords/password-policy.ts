import type { FieldError } from '../../../shared/problem.ts';
import { characterCount } from '../../../shared/character-count.ts';
import { commonPasswords } from './common-passwords.ts';
import { foldName } from '../names/name-skeleton.ts';

/**
 * Refuses the passwords that a guesser tries first. There are no rules about kinds of characters, since length makes a
 * password strong. The schema of the request refuses those that are too short.
 */

const common = new Set(commonPasswords.trim().split(/\s+/));

/** Words that everybody here knows (ASVS 6.1.2). They are refused as the whole password, and so is the board's title. */
const wordsOfTheBoard = [
  'community board',
  'communityboard',
  'community-board',
  'community_board',
  'eventboard',
  'event board',
];

type Circumstances = { username: string; boardTitle: string };

/** The problems of a new password; `path` is the field of the request. */
export function passwordProblems(
  password: string,
  path: string,
  { username, boardTitle }: Circumstances,
): FieldError[] {
  const problem = (message: string): FieldError[] => [{ path, message }];
  const folded = foldName(password);
  if (folded === foldName(username)) return problem('Must not be the same as the name.');
  if (common.has(password.toLowerCase()) || common.has(folded) || isRepetition(folded) || isRun(folded)) {
    return problem(
      'This password is too common: it would be guessed first. Choose another; a few words in a row work well.',
    );
  }
  if ([...wordsOfTheBoard, foldName(boardTitle)].includes(folded))
    return problem('Must not be the name of this board. Choose another.');
  return [];
}

/** `00000000`, `abcabcabc`: too many for the list of common passwords. */
function isRepetition(password: string): boolean {
  return /^(.{1,4}?)\1+$/u.test(password) && characterCount(password) < 32;
}

/** `87654321`, `abcdefgh`: each character is the neighbour of the one before. */
function isRun(password: string): boolean {
  const points = [...password].map((character) => character.codePointAt(0)!);
  const steps = new Set(points.slice(1).map((point, index) => point - points[index]!));
  return steps.size === 1 && [1, -1].includes([...steps][0]!);
}
