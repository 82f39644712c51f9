import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { Weekday } from '../words/weeks.ts';
import { language } from '../words/format.ts';
import { weekdayNames } from '../words/month-format.ts';
import { hoursOf, prefer, preferences, type Preferences } from '../words/preferences.ts';
import { redrawAll } from './redraw-all.ts';
import { showType } from './show-type.ts';
import { weekStartOf } from '../words/week-start.ts';
import { controls } from '../ui/styles/controls.ts';
import { dialogs } from '../ui/styles/dialogs.ts';

type Choices<Name extends keyof Preferences> = readonly { value: Preferences[Name]; says: string; example: string }[];

/** Chooses how this browser shows times, weeks and letters. Each choice takes effect at once, also on the page behind. */
@customElement('display-dialog')
export class DisplayDialog extends LitElement {
  static override styles = [
    controls,
    dialogs,
    css`
      fieldset {
        display: grid;
        margin: var(--space-4) 0 0;
      }
      legend {
        margin-bottom: var(--space-1);
        font-size: inherit;
        font-weight: 700;
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-height: var(--target);
        padding: 0 var(--space-3);
        border: 1px solid var(--line);
        border-bottom-width: 0;
        cursor: pointer;
      }
      label:first-of-type {
        border-radius: var(--radius-field) var(--radius-field) 0 0;
      }
      label:last-of-type {
        border-bottom-width: 1px;
        border-radius: 0 0 var(--radius-field) var(--radius-field);
      }
      label:hover {
        background: color-mix(in oklab, var(--card), var(--accent) 5%);
      }
      label:has(:checked) {
        background: color-mix(in oklab, var(--card), var(--accent) 9%);
      }
      label:has(:focus-visible) {
        outline: 3px solid var(--accent-ink);
        outline-offset: -1px;
        z-index: 1;
      }
      input {
        flex: none;
        width: 1.15rem;
        height: 1.15rem;
        margin: 0;
        accent-color: var(--accent-ink);
      }
      input:focus-visible {
        outline: none;
      }
      .example {
        margin-inline-start: auto;
        color: var(--ink-quiet);
        font-size: var(--text-2);
        white-space: nowrap;
      }
      .quiet {
        margin-top: var(--space-1);
        color: var(--ink-quiet);
        font-size: var(--text-2);
      }
    `,
  ];

  @query('dialog') private dialog!: HTMLDialogElement;

  /** Opens the dialog. It removes itself when it closes. */
  async show(): Promise<void> {
    await this.updateComplete;
    this.dialog.showModal();
  }

  #choose(choice: Partial<Preferences>): void {
    prefer(choice);
    showType();
    redrawAll(document);
  }

  override render(): TemplateResult {
    return html`
      <dialog aria-labelledby="heading" @close=${() => this.remove()}>
        <form method="dialog">
          <h2 id="heading">Display</h2>
          <p class="quiet">For all boards, in this browser.</p>
          ${this.#renderChoices('clock', 'Times', clockChoices())}
          ${this.#renderChoices('weekStart', 'Weeks start on', weekChoices())}
          ${this.#renderChoices('type', 'Type', typeChoices)}
          <div class="actions"><button class="button primary">Done</button></div>
        </form>
      </dialog>
    `;
  }

  #renderChoices<Name extends keyof Preferences>(name: Name, legend: string, choices: Choices<Name>): TemplateResult {
    return html`<fieldset>
      <legend>${legend}</legend>
      ${choices.map(
        ({ value, says, example }) =>
          html`<label>
            <input
              type="radio"
              name=${name}
              value=${value}
              ?checked=${preferences[name] === value}
              @change=${() => this.#choose({ [name]: value })}
            />
            ${says}<span class="example">${example}</span>
          </label>`,
      )}
    </fieldset>`;
  }
}

const typeChoices: Choices<'type'> = [
  { value: '', says: 'Usual type', example: '' },
  { value: 'legible', says: 'Legible type', example: 'clear I, l and 1' },
];

function clockChoices(): Choices<'clock'> {
  const example = (clock: Preferences['clock']): string =>
    new Intl.DateTimeFormat(language, {
      timeZone: 'UTC',
      hour: 'numeric',
      minute: '2-digit',
      ...hoursOf(clock),
    }).format(Date.UTC(2026, 0, 1, 18, 30));
  return [
    { value: '', says: 'Automatic', example: example('') },
    { value: '12', says: '12 hours', example: example('12') },
    { value: '24', says: '24 hours', example: example('24') },
  ];
}

function weekChoices(): Choices<'weekStart'> {
  const names = weekdayNames(1);
  const nameOf = (day: Weekday): string => names[day - 1]!.long;
  return [
    { value: '', says: 'Automatic', example: nameOf(weekStartOf(language)) },
    { value: '1', says: nameOf(1), example: '' },
    { value: '7', says: nameOf(7), example: '' },
    { value: '6', says: nameOf(6), example: '' },
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'display-dialog': DisplayDialog;
  }
}
