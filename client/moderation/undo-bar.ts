import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Undoable } from './undo-list.ts';
import { controls } from '../ui/styles/controls.ts';

/**
 * The last actions, with an undo button for each, at the bottom of the screen.
 *
 * @property items the actions, newest first
 * @fires undo with the id of the action to undo
 */
@customElement('undo-bar')
export class UndoBar extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        position: sticky;
        bottom: var(--space-3);
        z-index: 2;
        display: block;
      }
      ul {
        display: grid;
        gap: var(--space-2);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        padding: var(--space-1) var(--space-1) var(--space-1) var(--space-4);
        border-radius: var(--radius);
        background: var(--ink);
        color: var(--paper);
        box-shadow: 0 0.5rem 1.5rem var(--shadow);
        font-size: var(--text-2);
      }
      span {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .button {
        border-color: transparent;
        background: none;
        color: inherit;
        text-decoration: underline;
        text-underline-offset: 0.18em;
      }
      .button:hover {
        border-color: currentColor;
        color: inherit;
      }
      .button:focus-visible {
        outline-color: currentColor;
        outline-offset: -4px;
      }
    `,
  ];

  @property({ attribute: false }) items: readonly Undoable[] = [];

  override render(): TemplateResult {
    return html`
      <div role="status">
        ${
          this.items.length === 0
            ? nothing
            : html`<ul>
                ${repeat(
                  this.items,
                  ({ id }) => id,
                  ({ id, label, problem }) =>
                    html`<li>
                      <span>${label}${problem === '' ? nothing : html`. ${problem}`}</span>
                      <button
                        type="button"
                        class="button"
                        aria-label="Undo: ${label}"
                        @click=${() => this.dispatchEvent(new CustomEvent<number>('undo', { detail: id }))}
                      >
                        Undo
                      </button>
                    </li>`,
                )}
              </ul>`
        }
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'undo-bar': UndoBar;
  }
}
