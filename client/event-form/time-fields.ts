import { html, nothing, type TemplateResult } from 'lit';
import type { ClockRemark } from './check-event.ts';
import type { FormValues } from './form-values.ts';
import { inputField } from '../ui/form-fields.ts';

type TimeFieldsOptions = {
  fields: FormValues;
  remarks: readonly ClockRemark[];
  /** The error of the field with this name in the API; '' if there is none. */
  error: (path: string) => string;
};

/** The fields for day and time of an event's start or end, with a remark on clock changes. */
export function timeFields(
  path: 'start' | 'end',
  { fields: { day, time, endDay, endTime }, remarks, error }: TimeFieldsOptions,
): TemplateResult {
  const remark = remarks.find((one) => one.path === path);
  const refused = remark?.refused === true;
  // The remark below the fields says it already.
  const said = error(path) === remark?.message ? '' : error(path);
  const clock = { invalid: refused, ...(remark === undefined ? {} : { also: `${path}-clock` }) };
  return html`
    <div class="times">
      <div class="pair">
        ${
          path === 'start'
            ? [
                inputField({ id: 'day', type: 'date', label: 'Day', value: day, required: true, error: said }),
                inputField({ id: 'time', type: 'time', label: 'Time', value: time, empty: 'All day', ...clock }),
              ]
            : [
                inputField({ id: 'endDay', type: 'date', label: 'Last day', value: endDay, error: said }),
                time === ''
                  ? nothing
                  : inputField({
                      id: 'endTime',
                      type: 'time',
                      label: 'Until',
                      value: endTime,
                      empty: 'Open',
                      ...clock,
                    }),
              ]
        }
      </div>
      <span class=${refused ? 'error' : 'hint'} id="${path}-clock" role="status">${remark?.message}</span>
    </div>
  `;
}
