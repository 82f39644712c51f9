import { html, noChange, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import { characterCount } from '../../shared/character-count.ts';

type Field = {
  /** Also the field's name. */
  id: string;
  label: string;
  /** Absent if the input itself keeps what is typed until the form is sent. */
  value?: string;
  /** What is wrong with the value; '' if nothing is. */
  error?: string;
  hint?: string;
  /** A remark that changes while people type, announced by screen readers; '' for none. */
  note?: string;
  /** The id of a further element that describes the field. */
  also?: string;
  /** In characters. Longer text is counted, not cut, so that pasted text is never lost silently. */
  max?: number;
};

type InputField = Field & {
  type?: 'text' | 'date' | 'time' | 'url' | 'number' | 'password';
  required?: boolean;
  placeholder?: string;
  /** A token of the HTML standard for what browsers can fill in. */
  autocomplete?: 'off' | 'nickname' | 'username' | 'current-password' | 'new-password';
  /** What an empty value means, shown in the field: date and time inputs have no placeholder. */
  empty?: string;
  /** Whether the value is a suggestion: it is selected with the focus, so that typing replaces it. */
  suggested?: boolean;
  /** Whether the value is wrong though the field has no `error` of its own. */
  invalid?: boolean;
};

/** From this share of `max` on, the characters left are counted. */
const countFrom = 0.8;

export function inputField(field: InputField): TemplateResult {
  const {
    id,
    type = 'text',
    value,
    required = false,
    placeholder,
    autocomplete,
    empty,
    invalid = false,
    suggested = false,
  } = field;
  return framed(
    field,
    html`<div class="control">
      <input
        id=${id}
        name=${id}
        type=${type}
        .value=${value === undefined ? noChange : live(value)}
        class=${value !== '' ? '' : empty !== undefined ? 'unset' : type === 'date' ? 'blank' : ''}
        ?required=${required}
        autocapitalize=${ifDefined(autocomplete === 'username' ? 'none' : undefined)}
        spellcheck=${ifDefined(autocomplete === 'username' ? 'false' : undefined)}
        placeholder=${ifDefined(placeholder)}
        autocomplete=${ifDefined(autocomplete)}
        max=${ifDefined(type === 'date' ? '9999-12-31' : undefined)}
        @focus=${suggested ? selectAll : nothing}
        @click=${suggested ? selectAll : nothing}
        aria-invalid=${field.error || invalid ? 'true' : 'false'}
        aria-describedby=${ifDefined(description(field))}
      />
      ${empty === undefined ? nothing : html`<span class="unset-text" id="${id}-empty">${empty}</span>`}
    </div>`,
  );
}

/** After a tap the browser puts the caret where the finger was, so the focus alone is not enough. */
const selectAll = ({ target }: Event): void => (target as HTMLInputElement).select();

export function textField(field: Field & { value: string }): TemplateResult {
  return framed(
    field,
    html`<textarea
      id=${field.id}
      name=${field.id}
      rows="4"
      .value=${live(field.value)}
      aria-invalid=${field.error ? 'true' : 'false'}
      aria-describedby=${ifDefined(description(field))}
    ></textarea>`,
  );
}

export function selectField(
  field: Field & { value: string; options: readonly (readonly [string, string])[] },
): TemplateResult {
  return framed(
    field,
    html`
      <select
        id=${field.id}
        name=${field.id}
        aria-invalid=${field.error ? 'true' : 'false'}
        aria-describedby=${ifDefined(description(field))}
      >
        ${field.options.map(([value, text]) => html`<option value=${value} .selected=${live(value === field.value)}>${text}</option>`)}
      </select>
    `,
  );
}

function framed(field: Field, control: TemplateResult): TemplateResult {
  const { id, label, error = '', hint, note } = field;
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      ${control} ${hint === undefined ? nothing : html`<span class="hint" id="${id}-hint">${hint}</span>`}
      ${note === undefined ? nothing : html`<span class="hint" id="${id}-note" role="status">${note}</span>`}
      ${counter(field)} ${error === '' ? nothing : html`<span class="error" id="${id}-error">${error}</span>`}
    </div>
  `;
}

/** How many characters are left, once there are few. */
export function counter({ value = '', max }: Pick<Field, 'value' | 'max'>): TemplateResult | typeof nothing {
  if (max === undefined) return nothing;
  const left = max - characterCount(value.trim());
  if (left > max * (1 - countFrom)) return nothing;
  return html`<span class="counter ${left < 0 ? 'over' : ''}" role="status"
    >${left < 0 ? `${-left} too many` : `${left} left`}</span
  >`;
}

function description({ id, error = '', hint, note, also = '', empty }: Field & { empty?: string }): string | undefined {
  const ids = [error && `${id}-error`, hint && `${id}-hint`, note && `${id}-note`, also, empty && `${id}-empty`].filter(
    Boolean,
  );
  return ids.length === 0 ? undefined : ids.join(' ');
}
