import { html, type TemplateResult } from 'lit';
import type { Board } from '../../shared/board.ts';
import { ruleTextsOf, type RuleTexts } from './board-rules.ts';
import type { FieldErrors } from '../ui/field-errors.ts';
import type { Submission } from '../ui/submission.ts';
import type { TypedFields } from './typed-fields.ts';
import { inputField, selectField } from '../ui/form-fields.ts';
import { outcome } from './outcome.ts';
import { typedInto } from './typed-into.ts';

type RulesFormOptions = {
  board: Board;
  typed: TypedFields<RuleTexts>;
  sending: Submission;
  errors: FieldErrors;
  save: (event: Event) => Promise<void>;
};

/** The form for a board's title and rules. What was typed replaces the current values. */
export function rulesForm({ board, typed, sending, errors, save }: RulesFormOptions): TemplateResult {
  const current = ruleTextsOf(board);
  const { title, timeZone, posting, approval, guestNames } = typed.over(current);
  return html`<form novalidate @submit=${save} @input=${typedInto(typed, current)}>
    ${inputField({ id: 'title', label: 'Title', value: title, required: true, max: 80, error: errors.at(sending.problem, 'title') })}
    ${selectField({ id: 'timeZone', label: 'Time zone', value: timeZone, options: zoneOptions(current.timeZone), hint: 'Used for new events and for “today”.', error: errors.at(sending.problem, 'timeZone') })}
    ${selectField({
      id: 'posting',
      label: 'Who can post',
      value: posting,
      options: [
        ['anyone', 'Anyone with a name'],
        ['members', 'Members (logged in)'],
        ['nobody', 'Only moderators (frozen)'],
      ],
    })}
    ${selectField({
      id: 'approval',
      label: 'New posts',
      value: approval,
      options: [
        ['false', 'Appear immediately'],
        ['true', 'Wait for approval'],
      ],
    })}
    ${selectField({
      id: 'guestNames',
      label: 'Guests’ names',
      value: guestNames,
      options: [
        ['shown', 'Show guests’ names'],
        ['hidden', 'Show “Guest” instead'],
      ],
      hint: 'Hidden names aren’t saved with posts. Hiding also deletes them from earlier posts.',
    })}
    ${outcome(sending, Object.keys(current), typed.isUntouched ? 'Saved.' : '')}
    <div class="actions"><button class="button primary" aria-disabled=${sending.busy}>Save</button></div>
  </form>`;
}

/** All zones that the browser knows, and the board's. */
function zoneOptions(boardZone: string): [string, string][] {
  const zones = Intl.supportedValuesOf('timeZone');
  return (zones.includes(boardZone) ? zones : [boardZone, ...zones]).map((zone) => [zone, zone.replaceAll('_', ' ')]);
}
