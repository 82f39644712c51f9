import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { maxListLimit } from '../../shared/list-rules.ts';
import type { BoardSelection } from './selection.ts';

const orders = [
  ['date', 'By day'],
  ['-date', 'By day, latest first'],
  ['name', 'By title'],
  ['-name', 'By title, Z to A'],
  ['-created', 'Newest post first'],
  ['created', 'Oldest post first'],
] as const;
const archives = [
  ['false', 'Hide'],
  ['any', 'Include'],
  ['true', 'Show only archived'],
] as const;

/**
 * The folded part of `event-filters`. A template, because that form draws and styles it. Its fields count once they are
 * left; what is being typed in one stays when another one takes effect, so their values are not `live`.
 */
export function renderMoreFilters(
  selection: BoardSelection,
  clear: () => void,
  show: (selection: BoardSelection) => void,
): TemplateResult {
  const { name = '', author = '', from = '', to = '', archived = 'false', sort = 'date', limit = '' } = selection;
  return html`
    ${textField('name', 'Exact title', name)} ${textField('author', 'Posted by', author)}
    <div class="field">
      <label for="from">From</label
      ><input id="from" type="date" name="from" max="9999-12-31" class=${from === '' ? 'blank' : ''} .value=${from} />
    </div>
    <div class="field">
      <label for="to">To</label
      ><input id="to" type="date" name="to" max="9999-12-31" class=${to === '' ? 'blank' : ''} .value=${to} />
    </div>
    ${choice('sort', 'Order', orders, sort)} ${choice('archived', 'Archived events', archives, archived)}
    <div class="field">
      <label for="limit">Limit</label>
      <input
        id="limit"
        type="number"
        name="limit"
        min="1"
        max=${maxListLimit}
        inputmode="numeric"
        placeholder="All"
        .value=${String(limit)}
      />
    </div>
    <div class="field">
      <label for="go">Go to date</label
      ><input
        id="go"
        type="date"
        class="blank"
        min="1000-02-01"
        max="9999-11-30"
        @change=${(event: Event) => goTo(event, selection, show)}
      />
    </div>
    <button type="button" class="button clear" @click=${clear}>Clear all</button>
  `;
}

/** Days that are far away are in their month. Only the whole year counts, not the years 2, 20 and 202 on the way to it. */
function goTo(event: Event, { q, category }: BoardSelection, show: (selection: BoardSelection) => void): void {
  event.stopPropagation();
  const { value, validity } = event.target as HTMLInputElement;
  if (value !== '' && validity.valid) show({ q, category, view: 'month', month: value.slice(0, 7) });
}

function textField(name: string, label: string, value: string): TemplateResult {
  return html`<div class="field">
    <label for=${name}>${label}</label
    ><input id=${name} name=${name} maxlength="200" autocomplete="off" .value=${value} />
  </div>`;
}

function choice(
  name: string,
  label: string,
  options: readonly (readonly [string, string])[],
  chosen: string,
): TemplateResult {
  return html`
    <div class="field">
      <label for=${name}>${label}</label>
      <select id=${name} name=${name}>
        ${options.map(([value, text]) => html`<option value=${value} .selected=${live(value === chosen)}>${text}</option>`)}
      </select>
    </div>
  `;
}
