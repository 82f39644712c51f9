import { describe, expect, it } from 'vitest';
import { errorBeside } from '../../../client/ui/submission.ts';

const taken = { path: 'username', message: 'That username already exists!' };

describe('the errors of a form', () => {
  it('[EVENT-1] an error at a field is not repeated for the whole form', () => {
    const problem = { detail: 'username: That username already exists!', errors: [taken] };
    expect(errorBeside(problem, ['username', 'password'])).toBe('');
  });

  it('[EVENT-1] an error without a field is shown for the whole form', () => {
    const unplaced = {
      detail: 'id: Must be 24 hex digits.',
      errors: [taken, { path: 'id', message: 'Must be 24 hex digits.' }],
    };
    expect(errorBeside(unplaced, ['username', 'password'])).toBe(unplaced.detail);
    const unreachable = { detail: 'The board cannot be reached.', errors: [] };
    expect(errorBeside(unreachable, ['username', 'password'])).toBe(unreachable.detail);
    expect(errorBeside(null, ['username'])).toBe('');
  });
});
