import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { BoardEvent, EventReplacement } from '../../../shared/event.ts';
import { dayOf, timeOfDay } from '../../../shared/local-time.ts';
import type { FieldError } from '../../../shared/problem.ts';
import { controls } from '../../styles/controls.ts';

export type EventFormInput = EventReplacement & { guestName?: string };

/** What is wrong with the last try: a sentence, and what concerns single fields. */
export type FormProblem = { detail: string; errors: readonly FieldError[] };

/** Which control a field of the contract is typed into. */
const controlOf: Readonly<Record<string, string>> = {
  name: 'name', start: 'day', end: 'endDay', timeZone: 'timeZone', place: 'place', details: 'details', link: 'link', guestName: 'guestName',
};
/** From when on a counter says how much room is left. */
const counterFrom = 0.8;

/**
 * The form for an event, new or to be changed. What was typed stays until `clear()` is called: a failed post loses
 * nothing.
 *
 * @property event the event to change; null for a new one
 * @property timeZone the board's zone
 * @property guestName the name a guest posts under; asked for when it is empty
 * @property member whether the name is an account's, and so not to be changed here
 * @property busy while it is being sent
 * @property problem what was wrong with the last try
 * @property label what the button says
 * @fires event-submit with the input in `detail`
 */
@customElement('event-form')
export class EventForm extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      form {
        display: grid;
        gap: var(--space-4);
      }
      .pair {
        display: grid;
        grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr);
        gap: var(--space-3);
      }
      details {
        border-top: 1px solid var(--line);
      }
      summary {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-height: var(--target);
        color: var(--accent);
        font-size: var(--text-2);
        font-weight: 600;
        cursor: pointer;
      }
      .more {
        display: grid;
        gap: var(--space-4);
        padding-bottom: var(--space-2);
      }
      .as {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        color: var(--ink-quiet);
        font-size: var(--text-2);
      }
      .as strong {
        margin-left: 0.3em;
        color: var(--ink);
        overflow-wrap: anywhere;
      }
      .problem {
        padding: var(--space-3);
        border-left: 4px solid var(--danger);
        background: color-mix(in oklab, var(--card), var(--danger) 8%);
        font-size: var(--text-2);
      }
      .counter {
        justify-self: end;
        font-size: var(--text-1);
        color: var(--ink-quiet);
      }
    `,
  ];

  @property({ attribute: false }) event: BoardEvent | null = null;
  @property() timeZone = '';
  @property() guestName = '';
  @property({ type: Boolean }) member = false;
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) problem: FormProblem | null = null;
  @property() label = 'Post';
  @state() private renaming = false;
  @state() private lengths: Readonly<Record<string, number>> = {};
  @query('form') private form!: HTMLFormElement;

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('event') && this.event !== null) this.#fill(this.event);
    if (changed.has('problem') && this.problem !== null) this.#focusFirstError();
  }

  /** Empties the fields, for the next event. */
  clear(): void {
    this.form.reset();
    this.renaming = false;
    this.lengths = {};
  }

  override focus(): void {
    this.#control('name')?.focus();
  }

  override render(): TemplateResult {
    const isNew = this.event === null;
    return html`
      <form @submit=${this.#submit} @input=${this.#count} novalidate aria-busy=${this.busy}>
        ${this.#field('name', 'What', html`<input id="name" name="name" required maxlength="240" autocomplete="off" autocapitalize="sentences" enterkeyhint="next" />`, 120)}
        <div class="pair">
          ${this.#field('start', 'Day', html`<input id="day" name="day" type="date" required min="1000-01-01" max="9999-12-31" />`)}
          <div class="field"><label for="time">Time</label><input id="time" name="time" type="time" aria-describedby="time-hint" /><span class="hint" id="time-hint">Empty: all day</span></div>
        </div>
        ${this.#field('place', 'Where', html`<input id="place" name="place" maxlength="400" placeholder="Optional" autocomplete="off" />`, 200)}
        <details ?open=${!isNew}>
          <summary>End, link, details</summary>
          <div class="more">
            <div class="pair">
              ${this.#field('end', 'Last day', html`<input id="endDay" name="endDay" type="date" min="1000-01-01" max="9999-12-31" />`)}
              <div class="field"><label for="endTime">Until</label><input id="endTime" name="endTime" type="time" /></div>
            </div>
            ${this.#field('link', 'Link', html`<input id="link" name="link" type="url" inputmode="url" maxlength="500" placeholder="https://" autocomplete="url" />`)}
            ${this.#field('details', 'Details', html`<textarea id="details" name="details" maxlength="4000" rows="4"></textarea>`, 2000)}
            ${this.#field('timeZone', 'Time zone', html`<input id="timeZone" name="timeZone" maxlength="60" placeholder=${this.timeZone} autocomplete="off" spellcheck="false" />`)}
          </div>
        </details>
        ${isNew ? this.#renderAuthor() : nothing}
        ${this.problem === null ? nothing : html`<p class="problem" role="alert">${this.problem.detail}</p>`}
        <button class="button primary" type="submit" ?disabled=${this.busy}>${this.busy ? 'Sending…' : this.problem === null ? this.label : 'Try again'}</button>
      </form>
    `;
  }

  #renderAuthor(): TemplateResult {
    if (this.member) return html`<div class="as">Posting as <strong>${this.guestName}</strong></div>`;
    if (this.guestName === '' || this.renaming || this.#errorOf('guestName') !== undefined) {
      return html`${this.#field('guestName', 'Your name', html`<input id="guestName" name="guestName" maxlength="120" autocomplete="nickname" .value=${this.guestName} />`, 60)}`;
    }
    return html`<div class="as">Posting as guest <strong>${this.guestName}</strong>. <button class="button quiet" type="button" @click=${this.#rename}>Change</button></div>`;
  }

  /** A labelled control with its error, and a counter near the end of its room. */
  #field(field: string, label: string, control: TemplateResult, max?: number): TemplateResult {
    const error = this.#errorOf(field);
    const length = this.lengths[controlOf[field]!] ?? 0;
    return html`
      <div class="field" ?data-invalid=${error !== undefined}>
        <label for=${controlOf[field]!}>${label}</label>
        ${control}
        ${max !== undefined && length > max * counterFrom ? html`<span class=${length > max ? 'counter error' : 'counter'}>${length} of ${max}</span>` : nothing}
        ${error === undefined ? nothing : html`<span class="error" id="${field}-error">${error}</span>`}
      </div>
    `;
  }

  #errorOf(field: string): string | undefined {
    return this.problem?.errors.find(({ path }) => path === field)?.message;
  }

  #submit = (event: Event): void => {
    event.preventDefault();
    if (this.busy) return;
    this.dispatchEvent(new CustomEvent<EventFormInput>('event-submit', { detail: this.#read(), bubbles: true, composed: true }));
  };

  #read(): EventFormInput {
    const data = new FormData(this.form);
    const get = (name: string): string => String(data.get(name) ?? '').trim();
    const start = joinTime(get('day'), get('time'));
    const name = get('guestName') === '' ? this.guestName : get('guestName');
    return {
      name: get('name'),
      start,
      end: get('endDay') === '' && get('endTime') === '' ? null : joinTime(get('endDay') === '' ? get('day') : get('endDay'), get('endTime')),
      ...(get('timeZone') === '' ? {} : { timeZone: get('timeZone') }),
      place: get('place'),
      details: get('details'),
      link: get('link'),
      ...(this.event !== null || this.member || name === '' ? {} : { guestName: name }),
    };
  }

  #fill({ name, start, end, place, details, link, timeZone }: BoardEvent): void {
    const values: Record<string, string | null> = {
      name, day: dayOf(start), time: timeOfDay(start), endDay: end === null ? null : dayOf(end), endTime: end === null ? null : timeOfDay(end),
      place, details, link, timeZone: timeZone === this.timeZone ? null : timeZone,
    };
    for (const [control, value] of Object.entries(values)) {
      const element = this.#control(control);
      if (element !== null) element.value = value ?? '';
    }
  }

  #count = (event: Event): void => {
    const { name, value } = event.target as HTMLInputElement;
    this.lengths = { ...this.lengths, [name]: [...value].length };
  };

  #rename = (): void => {
    this.renaming = true;
    void this.updateComplete.then(() => this.#control('guestName')?.focus());
  };

  #focusFirstError(): void {
    for (const [field, control] of Object.entries(controlOf)) {
      const element = this.#control(control);
      const error = this.#errorOf(field);
      element?.setAttribute('aria-invalid', String(error !== undefined));
      if (error !== undefined) element?.setAttribute('aria-describedby', `${field}-error`);
    }
    const first = this.problem?.errors[0];
    const element = first === undefined ? null : this.#control(controlOf[first.path] ?? '');
    if (element === null) return;
    const details = element.closest('details');
    if (details !== null) details.open = true;
    element.focus();
  }

  #control(name: string): HTMLInputElement | null {
    return name === '' ? null : this.renderRoot.querySelector<HTMLInputElement>(`[name="${name}"]`);
  }
}

function joinTime(day: string, time: string): string {
  return time === '' ? day : `${day}T${time.slice(0, 5)}`;
}
