import { describe, expect, it } from 'vitest';
import { FieldErrors } from '../../../client/ui/field-errors.ts';

const taken = { path: 'username', message: 'That username already exists!' };
const short = { path: 'password', message: 'At least 8 characters.' };

/** A form without a browser. */
class Form extends EventTarget {
  redraws = 0;
  readonly updateComplete = Promise.resolve(true);
  addController(): void {}
  removeController(): void {}
  requestUpdate(): void {
    this.redraws += 1;
  }
}

function formWith(pathsOf?: (id: string) => readonly string[]) {
  const form = new Form();
  const errors = new FieldErrors(form, pathsOf);
  return { form, errors };
}

describe('the errors at the fields of a form', () => {
  it('[PAGE-41] an error goes away when its field is corrected, the others stay, and sending again shows it again', () => {
    const { form, errors } = formWith();
    const problem = { detail: '', errors: [taken, short] };
    expect([errors.at(problem, 'username'), errors.at(problem, 'password')]).toEqual([taken.message, short.message]);
    errors.correct('username');
    expect(form.redraws).toBe(1);
    expect([errors.at(problem, 'username'), errors.at(problem, 'password')]).toEqual(['', short.message]);
    const again = { detail: '', errors: [taken] };
    expect([errors.at(again, 'username'), errors.at(again, 'password')]).toEqual([taken.message, '']);
  });

  it('[PAGE-41] what was typed before the error was shown corrects nothing', () => {
    const { errors } = formWith();
    errors.correct('username');
    expect(errors.at({ detail: '', errors: [taken] }, 'username')).toBe(taken.message);
  });

  it('[PAGE-41] a field that fills others corrects their errors, too', () => {
    const { errors } = formWith((id) => (id === 'when' ? ['start', 'end'] : [id]));
    const problem = { detail: '', errors: [{ path: 'start', message: 'Choose a day.' }] };
    errors.at(problem, 'start');
    errors.correct('when');
    expect(errors.at(problem, 'start')).toBe('');
  });
});
