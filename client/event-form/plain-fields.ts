import { html, type TemplateResult } from 'lit';
import { inputField } from '../ui/form-fields.ts';
import type { ClockRemark } from './check-event.ts';
import type { FormValues } from './form-values.ts';
import { timeFields } from './time-fields.ts';

type PlainFieldsOptions = {
  fields: FormValues;
  remarks: readonly ClockRemark[];
  error: (path: string) => string;
  /** How the date in words is understood, or why not; an error once somebody has tried to send it. */
  when: { note: string; error: string };
};

/** What, when and where, each in a field of its own. */
export function plainFields({ fields, remarks, error, when }: PlainFieldsOptions): TemplateResult {
  const { name, place } = fields;
  return html`
    ${inputField({ id: 'name', label: 'What', value: name, max: 120, required: true, autocomplete: 'off', error: error('name') })}
    ${inputField({ id: 'when', label: 'When', value: fields.when, placeholder: 'tomorrow 7–9 pm, Apr 10 …', autocomplete: 'off', note: when.note, error: when.error })}
    ${timeFields('start', { fields, remarks, error })}
    ${inputField({ id: 'place', label: 'Where', value: place, max: 200, placeholder: 'Optional', autocomplete: 'off', error: error('place') })}
  `;
}
