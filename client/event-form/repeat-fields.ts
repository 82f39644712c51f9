import { html, nothing, type TemplateResult } from 'lit';
import { isDay } from '../../shared/local-time.ts';
import type { FormValues } from './form-values.ts';
import { ordinal, weekdayOfMonth } from '../words/repeat-words.ts';
import { inputField, selectField } from '../ui/form-fields.ts';

/** The fields for how a new event repeats. Loaded when somebody opens “More”. */
export function repeatFields(
  { day, repeats, repeatEnds, repeatTimes, repeatUntil }: FormValues,
  error: (path: string) => string,
): TemplateResult {
  const late = repeats === 'date' && Number(day.slice(8)) > 28;
  return html`
    ${selectField({
      id: 'repeats',
      label: 'Repeats',
      value: repeats,
      options: repeatOptions(day),
      ...(late ? { hint: `Skips months without a ${ordinal(Number(day.slice(8)))}.` } : {}),
    })}
    ${
      repeats === ''
        ? nothing
        : html` <div class="pair">
            ${selectField({
              id: 'repeatEnds',
              label: 'Ends',
              value: repeatEnds,
              options: [
                ['', 'After … times'],
                ['day', 'On a day'],
              ],
            })}
            ${
              repeatEnds === ''
                ? inputField({
                    id: 'repeatTimes',
                    type: 'number',
                    label: 'Times',
                    value: repeatTimes,
                    error: error('repeat.count'),
                  })
                : inputField({
                    id: 'repeatUntil',
                    type: 'date',
                    label: 'Repeats until',
                    value: repeatUntil,
                    error: error('repeat.until'),
                  })
            }
          </div>`
    }
  `;
}

function repeatOptions(day: string): [string, string][] {
  const known = isDay(day);
  return [
    ['', 'Does not repeat'],
    ['week', 'Every week'],
    ['week2', 'Every second week'],
    ['date', `Every month on ${known ? `the ${ordinal(Number(day.slice(8)))}` : 'this date'}`],
    ['weekday', `Every month on ${known ? `the ${weekdayOfMonth(day)}` : 'this weekday'}`],
  ];
}
