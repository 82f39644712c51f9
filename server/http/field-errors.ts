import type * as z from 'zod/mini';
import type { FieldError } from '../../shared/problem.ts';

type Issue = z.core.$ZodIssue;

/** In a query every value is a text, and a list if it was given more than once. */
export type InputSource = 'query' | 'body';

/** More than a call has fields. A body of unknown ones would get an answer that is larger than itself. */
const maxErrors = 40;

/** What the schemas say where they have no sentence of their own. */
const noSentence = 'Invalid input';

const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** What a schema refuses, for the person who wrote the call: which field, and what it must be. Needs issues with their input. */
export function fieldErrors(issues: readonly Issue[], from: InputSource): FieldError[] {
  const errors = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          path: [...issue.path, key].join('.'),
          message: 'Is not known here. Check the spelling.',
        }))
      : [{ path: issue.path.join('.'), message: messageOf(issue, from) }],
  );
  return errors.slice(0, maxErrors);
}

function messageOf(issue: Issue, from: InputSource): string {
  if (from === 'query' && Array.isArray(issue.input)) return 'Give it once.';
  if (issue.message !== noSentence) return issue.message;
  if (issue.input === undefined) return 'Is required.';
  switch (issue.code) {
    case 'invalid_type':
      return `Must be ${kinds[issue.expected] ?? 'something else'}.`;
    case 'invalid_value':
      return `Must be ${issue.values.map(String).join(' or ')}.`;
    case 'too_big':
      return issue.origin === 'string'
        ? `Must be at most ${issue.maximum} characters.`
        : `Must be at most ${issue.maximum}.`;
    case 'too_small':
      return `Must be at least ${issue.minimum}.`;
    default:
      return 'Is not valid.';
  }
}
