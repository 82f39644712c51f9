import { describe, expect, it } from 'vitest';
import { errorAt, errorBeside } from '../../../client/ui/submission.ts';

const taken = { path: 'username', message: 'That username already exists!' };

describe('what a form says is wrong', () => {
  it('[EVENT-1] what a field says is not said a second time for the whole form', () => {
    const problem = { detail: 'username: That username already exists!', errors: [taken] };
    expect(errorAt(problem, 'username')).toBe(taken.message);
    expect(errorBeside(problem, ['username', 'password'])).toBe('');
  });

  it('[EVENT-1] what no field of the form can say is said for the whole form', () => {
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
