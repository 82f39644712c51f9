import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { emptyFields, type EventFields } from '../../state/event-fields.ts';
import type { FormProblem } from '../../state/form-problem.ts';
import { errorBeside } from '../../state/submission.ts';
import { controls } from '../../styles/controls.ts';
import { fields } from '../../styles/fields.ts';
import { inputField, selectField, textField } from '../form-fields/form-fields.ts';

/** The fields behind “more”. One that is filled in, or wrong, unfolds them. */
const moreFields = ['endDay', 'endTime', 'link', 'details'] as const;
const moreErrors: ReadonlySet<string> = new Set(['end', 'link', 'details', 'timeZone']);
const errorPaths = ['name', 'start', 'place', ...moreErrors, 'guestName'];

export type EventSubmission = { fields: EventFields; /** Absent where the event has its author already, or a member posts. */ guestName?: string };

/**
 * The form of an event, new or edited. It owns what is being typed only as long as its `fields` are not set anew.
 *
 * @property fields what it begins with
 * @property submitLabel what its button says
 * @property busy whether what it sent is under way
 * @property problem why what it sent was refused
 * @property author whether it says, and asks, as whom one posts
 * @property guestName the name to post under; '' where none is known
 * @property member whether that is an account's name
 * @property timeZone the board's zone, for what is left empty
 * @slot actions further buttons beside its own
 * @fires fields-change with the fields, at every key
 * @fires event-submit with an `EventSubmission`
 */
@customElement('event-form')
export class EventForm extends LitElement {
  static override styles = [
    controls,
    fields,
    css`
      form {
        display: grid;
        gap: var(--space-4);
      }
      .pair {
        display: grid;
        grid-template-columns: minmax(0, 1.2fr) minmax(0, 1fr);
        gap: var(--space-3);
      }
      details {
        display: grid;
      }
      summary {
        display: flex;
        align-items: center;
        width: fit-content;
        min-height: var(--target);
        margin-block: -0.4rem;
        color: var(--accent);
        font-size: var(--text-2);
        text-decoration: underline;
        text-underline-offset: 0.18em;
        list-style: none;
        cursor: pointer;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      .more {
        display: grid;
        gap: var(--space-4);
        padding-top: var(--space-3);
      }
      .as {
        color: var(--ink-quiet);
        font-size: var(--text-2);
      }
      .as strong {
        color: var(--ink);
      }
      .problem {
        padding: var(--space-3);
        border: 1px solid var(--danger);
        border-radius: var(--radius-field);
        font-size: var(--text-2);
      }
      .problem strong {
        display: block;
        color: var(--danger);
      }
      .actions .primary {
        flex: 1 1 8rem;
      }
    `,
  ];

  @property({ attribute: false }) fields: EventFields = emptyFields;
  @property({ attribute: false }) submitLabel = 'Post';
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) problem: FormProblem | null = null;
  @property({ type: Boolean }) author = false;
  @property({ attribute: false }) guestName = '';
  @property({ type: Boolean }) member = false;
  @property({ attribute: false }) timeZone = '';
  @state() private renaming = false;
  @state() private typedName: string | null = null;
  @state() private moreOpen = false;

  /** Moves the focus to the first field. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLInputElement>('#name')?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { problem } = this;
    if (changed.has('fields') && moreFields.some((name) => this.fields[name] !== '')) this.moreOpen = true;
    if (!changed.has('problem') || problem === null) return;
    if (problem.errors.some(({ path }) => moreErrors.has(path))) this.moreOpen = true;
    if (problem.errors.some(({ path }) => path === 'guestName')) this.renaming = true;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('problem') || this.problem === null) return;
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  override render(): TemplateResult {
    const { name, day, time, place } = this.fields;
    return html`
      <form novalidate @submit=${this.#submit} @input=${this.#write} @change=${this.#write}>
        ${inputField({ id: 'name', label: 'What', value: name, max: 120, required: true, autocomplete: 'off', error: this.#error('name') })}
        <div class="pair">
          ${inputField({ id: 'day', type: 'date', label: 'Day', value: day, required: true, error: this.#error('start') })}
          ${inputField({ id: 'time', type: 'time', label: 'Time', value: time, empty: 'All day' })}
        </div>
        ${inputField({ id: 'place', label: 'Where', value: place, max: 200, placeholder: 'Optional', autocomplete: 'off', error: this.#error('place') })}
        ${this.#renderMore()}
        ${this.author ? this.#renderAuthor() : nothing}
        ${this.#renderProblem()}
        <div class="actions">
          <button class="button primary" aria-disabled=${this.busy}>${this.busy ? 'Sending…' : this.#hasFailed() ? 'Try again' : this.submitLabel}</button>
          <slot name="actions"></slot>
        </div>
      </form>
    `;
  }

  #renderMore(): TemplateResult {
    const { time, endDay, endTime, link, details, timeZone } = this.fields;
    return html`
      <details ?open=${this.moreOpen} @toggle=${this.#toggleMore}>
        <summary>${this.moreOpen ? 'Less' : 'More: end, link, details'}</summary>
        ${this.moreOpen ? html`
          <div class="more">
            <div class="pair">
              ${inputField({ id: 'endDay', type: 'date', label: 'Last day', value: endDay, error: this.#error('end') })}
              ${time === '' ? nothing : inputField({ id: 'endTime', type: 'time', label: 'Until', value: endTime, empty: 'Open' })}
            </div>
            ${inputField({ id: 'link', type: 'url', label: 'Link', value: link, max: 500, placeholder: 'https://', autocomplete: 'off', error: this.#error('link') })}
            ${textField({ id: 'details', label: 'Details', value: details, max: 2000, error: this.#error('details') })}
            ${selectField({ id: 'timeZone', label: 'Time zone', value: timeZone, options: zoneOptions(this.timeZone, timeZone), error: this.#error('timeZone') })}
          </div>` : nothing}
      </details>
    `;
  }

  /** As what one posts is always said. */
  #renderAuthor(): TemplateResult {
    if (this.member) return html`<p class="as">Posting as <strong>${this.guestName}</strong>.</p>`;
    if (this.guestName === '' || this.renaming) {
      return inputField({
        id: 'guestName', label: 'Your name', value: this.typedName ?? this.guestName, max: 60, required: true, autocomplete: 'nickname',
        hint: 'Shown as a guest’s, beside what you post.', error: this.#error('guestName'),
      });
    }
    return html`<p class="as">Posting as guest <strong>${this.guestName}</strong>. <button type="button" class="text-button" @click=${this.#rename}>Change</button></p>`;
  }

  #renderProblem(): TemplateResult {
    const text = errorBeside(this.problem, errorPaths);
    return html`<div role="alert">${text === '' || this.busy ? nothing : html`<p class="problem"><strong>Not saved.</strong> ${text} ${this.problem?.retries === true ? 'It is sent again by itself.' : 'What you typed is still here.'}</p>`}</div>`;
  }

  #hasFailed(): boolean {
    return errorBeside(this.problem, errorPaths) !== '';
  }

  #error(path: string): string {
    return this.problem?.errors.find((error) => error.path === path)?.message ?? '';
  }

  #write = (event: Event): void => {
    const { id, value } = event.target as HTMLInputElement;
    if (id === 'guestName') {
      this.typedName = value;
      return;
    }
    if (!(id in this.fields) || this.fields[id as keyof EventFields] === value) return;
    this.fields = { ...this.fields, [id]: value };
    this.dispatchEvent(new CustomEvent('fields-change', { detail: this.fields }));
  };

  #toggleMore = (event: Event): void => {
    this.moreOpen = (event.target as HTMLDetailsElement).open;
  };

  #rename = async (): Promise<void> => {
    this.renaming = true;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>('#guestName')?.select();
  };

  #submit = (event: Event): void => {
    event.preventDefault();
    if (this.busy) return;
    const detail: EventSubmission = this.author && !this.member
      ? { fields: this.fields, guestName: this.typedName ?? this.guestName }
      : { fields: this.fields };
    this.dispatchEvent(new CustomEvent('event-submit', { detail }));
  };
}

/** All zones that the browser knows; the board's is what an empty choice means. */
function zoneOptions(boardZone: string, chosen: string): [string, string][] {
  const zones = new Set(Intl.supportedValuesOf('timeZone'));
  if (chosen !== '') zones.add(chosen);
  return [['', `The board’s (${boardZone.replaceAll('_', ' ')})`], ...[...zones].map((zone): [string, string] => [zone, zone.replaceAll('_', ' ')])];
}

declare global {
  interface HTMLElementTagNameMap {
    'event-form': EventForm;
  }
}
