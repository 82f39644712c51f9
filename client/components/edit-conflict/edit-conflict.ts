import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BoardEvent, EventReplacement } from '../../../shared/event.ts';
import { controls } from '../../styles/controls.ts';

const labels = { name: 'What', start: 'Starts', end: 'Ends', timeZone: 'Time zone', place: 'Where', link: 'Link', details: 'Details' } as const;
type Field = keyof typeof labels;

/**
 * Somebody changed the event while one was changing it: both versions side by side, and the choice.
 *
 * @property mine what one has typed
 * @property theirs the event as it is now
 * @fires keep-mine
 * @fires take-theirs
 */
@customElement('edit-conflict')
export class EditConflict extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: var(--space-4);
        padding: var(--space-4);
        border: 2px solid var(--behind);
        border-radius: var(--radius);
      }
      h2 {
        font-size: var(--text-4);
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: var(--text-2);
        table-layout: fixed;
      }
      th,
      td {
        padding: var(--space-2);
        border-top: 1px solid var(--line);
        text-align: left;
        vertical-align: top;
        overflow-wrap: anywhere;
        white-space: pre-line;
      }
      th:first-child {
        width: 5.5rem;
        font-weight: 400;
        color: var(--ink-quiet);
      }
      .choice {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-3);
      }
    `,
  ];

  @property({ attribute: false }) mine!: EventReplacement;
  @property({ attribute: false }) theirs!: BoardEvent;

  override render(): TemplateResult {
    return html`
      <h2>Somebody changed this event meanwhile</h2>
      <table>
        <thead><tr><th scope="col"><span class="visually-hidden">Field</span></th><th scope="col">Yours</th><th scope="col">Now on the board</th></tr></thead>
        <tbody>${differingFields(this.mine, this.theirs).map((field) => html`<tr>
          <th scope="row">${labels[field]}</th><td>${orNothing(this.mine[field])}</td><td>${orNothing(this.theirs[field])}</td>
        </tr>`)}</tbody>
      </table>
      <div class="choice">
        <button class="button primary" type="button" @click=${() => this.#tell('keep-mine')}>Keep mine</button>
        <button class="button" type="button" @click=${() => this.#tell('take-theirs')}>Take theirs</button>
      </div>
    `;
  }

  #tell(choice: 'keep-mine' | 'take-theirs'): void {
    this.dispatchEvent(new CustomEvent(choice, { bubbles: true, composed: true }));
  }
}

/** The fields in which what was typed differs from the event. */
export function differingFields(mine: EventReplacement, event: BoardEvent): Field[] {
  return (Object.keys(labels) as Field[]).filter((field) => mine[field] !== undefined && (mine[field] ?? '') !== (event[field] ?? ''));
}

function orNothing(value: string | null | undefined): string {
  return value === null || value === undefined || value === '' ? '—' : value;
}
