import { describe, expect, it } from 'vitest';
import { rulesPatchOf, ruleTextsOf, type RuleTexts } from '../../../client/settings/board-rules.ts';
import { TypedFields } from '../../../client/settings/typed-fields.ts';
import type { Board } from '../../../shared/board.ts';

const board = {
  title: 'Year 5',
  timeZone: 'Europe/Berlin',
  posting: 'anyone',
  approval: false,
  guestNames: 'shown',
} as Board;
const current = ruleTextsOf(board);

describe('what is typed into fields that others can change', () => {
  it('[PAGE-33] an edited field stays as typed, the others follow; typed back to its value it is no longer edited', () => {
    const typed = new TypedFields<RuleTexts>();
    typed.write('title', 'Year 5, choir', current);
    expect(typed.over({ ...current, title: 'Year 6', posting: 'nobody' })).toEqual({
      ...current,
      title: 'Year 5, choir',
      posting: 'nobody',
    });
    typed.write('title', 'Year 6', { ...current, title: 'Year 6' });
    expect([typed.isUntouched, typed.over(current)]).toEqual([true, current]);
    typed.write('no-field', 'x', current);
    expect(typed.isUntouched).toBe(true);
  });

  it('[PAGE-33] after saving it follows again, except what was typed since', () => {
    const typed = new TypedFields<RuleTexts>();
    typed.write('title', 'Year 5, choir', current);
    typed.write('approval', 'true', current);
    const sent = typed.touched;
    typed.write('title', 'Year 5, choir and band', current);
    typed.settle(sent);
    expect(typed.touched).toEqual({ title: 'Year 5, choir and band' });
  });

  it('[PAGE-33] only edited fields are saved', () => {
    expect(rulesPatchOf({})).toEqual({});
    expect(rulesPatchOf({ title: 'Year 6', approval: 'true' })).toEqual({ title: 'Year 6', approval: true });
    expect(rulesPatchOf({ approval: 'false' })).toEqual({ approval: false });
  });
});
