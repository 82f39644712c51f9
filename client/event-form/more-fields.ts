import { html, nothing, type TemplateResult } from 'lit';
import type { ClockRemark } from './check-event.ts';
import type { FormValues } from './form-values.ts';
import { inputField, selectField, textField } from '../ui/form-fields.ts';
import { repeatFields } from './repeat-fields.ts';
import { timeFields } from './time-fields.ts';

// The form loads it together with these fields.
export { withRepeatDefaults } from './repeat-defaults.ts';

type MoreFieldsOptions = {
  fields: FormValues;
  remarks: readonly ClockRemark[];
  error: (path: string) => string;
  boardTimeZone: string;
  repeatable: boolean;
  /** Whether it asks when the event ends. */
  ends: boolean;
};

/** The fields behind “More” in an event's form. Loaded when somebody opens them. */
export function moreFields({
  fields,
  remarks,
  error,
  boardTimeZone,
  repeatable,
  ends,
}: MoreFieldsOptions): TemplateResult {
  const { link, details, timeZone } = fields;
  return html`
    ${ends ? timeFields('end', { fields, remarks, error }) : nothing}
    ${repeatable ? repeatFields(fields, error) : nothing}
    ${inputField({ id: 'link', type: 'url', label: 'Link', value: link, max: 500, placeholder: 'https://', autocomplete: 'off', error: error('link') })}
    ${textField({ id: 'details', label: 'Details', value: details, max: 2000, error: error('details') })}
    ${selectField({ id: 'timeZone', label: 'Time zone', value: timeZone, options: zoneOptions(boardTimeZone, timeZone), error: error('timeZone') })}
  `;
}

/** All zones that the browser knows; the empty choice is the board's zone. */
function zoneOptions(boardZone: string, chosen: string): [string, string][] {
  const zones = new Set(Intl.supportedValuesOf('timeZone'));
  if (chosen !== '') zones.add(chosen);
  return [
    ['', `The board’s (${boardZone.replaceAll('_', ' ')})`],
    ...[...zones].map((zone): [string, string] => [zone, zone.replaceAll('_', ' ')]),
  ];
}
