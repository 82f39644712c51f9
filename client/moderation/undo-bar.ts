import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Undoable } from './undo-list.ts';
import { controls } from '../ui/styles/controls.ts';

/**
 * What was done last, with a button that undoes it.
 *
 * @property item the last action; null if there is none to undo
 * @fires undo with the id of the action to undo
 */
@customElement('undo-bar')
export class UndoBar extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .bar {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        padding: var(--space-2) var(--space-2) var(--space-2) var(--space-4);
        border-radius: var(--radius);
        background: var(--ink);
        color: var(--paper);
        box-shadow: var(--shadow-large);
      }
      .words {
        flex: 1;
        min-width: 0;
        font-size: var(--text-2);
        overflow-wrap: anywhere;
      }
      .label {
        font-weight: 700;
      }
      .last {
        display: block;
      }
      .button {
        border-color: transparent;
        background: color-mix(in oklab, var(--ink), var(--paper) 18%);
        color: inherit;
      }
      .button:hover {
        border-color: currentColor;
        color: inherit;
      }
      .button:focus-visible {
        outline-color: currentColor;
        outline-offset: -4px;
      }
      @media (forced-colors: active) {
        .bar {
          border: 1px solid;
        }
      }
    `,
  ];

  @property({ attribute: false }) item: Undoable | null = null;

  override render(): TemplateResult {
    const { item } = this;
    return html`<div class=${item === null ? '' : 'bar'}>
      <div class="words" role="status">
        ${
          item === null
            ? nothing
            : html`<span class="label">${item.label}</span>${item.problem === '' ? nothing : html`. ${item.problem}`}${
                  item.last === '' ? nothing : html`<span class="last">Last: ${item.last}</span>`
                }`
        }
      </div>
      ${
        item === null
          ? nothing
          : html`<button
              type="button"
              class="button"
              aria-label="Undo: ${item.label}"
              @click=${() => this.dispatchEvent(new CustomEvent<number>('undo', { detail: item.id }))}
            >
              Undo
            </button>`
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'undo-bar': UndoBar;
  }
}
