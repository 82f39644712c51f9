import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Difference } from '../event-form/edit-conflict.ts';
import type { WrittenPicture } from '../../shared/picture.ts';
import { smallPicture, smallPictureStyles } from '../picture/small-picture.ts';
import { controls } from '../ui/styles/controls.ts';

/**
 * Two versions of an event side by side, to choose one.
 *
 * @property differences the fields that differ
 * @property busy whether a choice is being saved
 * @fires keep-mine to save one's own version
 * @fires take-theirs to keep the current version
 * @fires go-on to keep editing
 */
@customElement('conflict-view')
export class ConflictView extends LitElement {
  static override styles = [
    controls,
    smallPictureStyles,
    css`
      :host {
        display: grid;
        gap: var(--space-4);
      }
      h2 {
        font-size: var(--text-4);
      }
      table {
        width: 100%;
        border-collapse: collapse;
        table-layout: fixed;
        font-size: var(--text-2);
      }
      th,
      td {
        padding: var(--space-2) var(--space-3) var(--space-2) 0;
        border-top: 1px solid var(--line);
        text-align: start;
        vertical-align: top;
        overflow-wrap: anywhere;
        white-space: pre-line;
      }
      thead th {
        border-top: 0;
      }
      tbody th {
        color: var(--ink-quiet);
        font-weight: 400;
      }
      .label {
        width: 5.5rem;
      }
      .none {
        color: var(--ink-quiet);
        font-style: italic;
      }
      @media (max-width: 34rem) {
        .label {
          width: 4rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) differences: readonly Difference[] = [];
  @property({ type: Boolean }) busy = false;

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('h2')?.focus();
  }

  #choose(choice: 'keep-mine' | 'take-theirs' | 'go-on'): void {
    if (!this.busy) this.dispatchEvent(new CustomEvent(choice));
  }

  override render(): TemplateResult {
    return html`
      <h2 tabindex="-1">Somebody changed this event while you were editing</h2>
      <p>Nothing is lost. Choose which version the board keeps.</p>
      <table>
        <thead>
          <tr>
            <th class="label"><span class="visually-hidden">Field</span></th>
            <th>Yours</th>
            <th>On the board now</th>
          </tr>
        </thead>
        <tbody>
          ${this.differences.map(
            ({ label, mine, theirs, pictures }) =>
              html`<tr>
                <th scope="row">${label}</th>
                <td>${shown(pictures?.mine)} ${orNone(mine)}</td>
                <td>${shown(pictures?.theirs)} ${orNone(theirs)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <div class="actions">
        <button
          type="button"
          class="button primary"
          aria-disabled=${this.busy}
          @click=${() => this.#choose('keep-mine')}
        >
          Keep mine
        </button>
        <button type="button" class="button" @click=${() => this.#choose('take-theirs')}>Take theirs</button>
        <button type="button" class="button" @click=${() => this.#choose('go-on')}>Keep editing</button>
      </div>
    `;
  }
}

function shown(picture: WrittenPicture | null | undefined): TemplateResult | typeof nothing {
  return picture == null ? nothing : smallPicture(picture);
}

function orNone(text: string): TemplateResult | string {
  return text === '' ? html`<span class="none">empty</span>` : text;
}

declare global {
  interface HTMLElementTagNameMap {
    'conflict-view': ConflictView;
  }
}
