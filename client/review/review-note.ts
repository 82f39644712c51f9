import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Category } from '../../shared/category.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { controls } from '../ui/styles/controls.ts';
import { changesStyles } from './changes.styles.ts';
import { reviewChanges } from './review-changes.ts';
import { reviewWords } from './review-words.ts';

/**
 * On the page of an event: what waits, or what moderators decided.
 *
 * @property event the event, with its review
 * @property categories the board's categories
 * @attribute moderates for a moderator who reads another person's event
 * @attribute may-edit whether this person can change the event now
 * @fires withdraw-change to forget the change that waits or was not accepted
 */
@customElement('review-note')
export class ReviewNote extends LitElement {
  static override styles = [
    controls,
    changesStyles,
    css`
      .note {
        display: grid;
        gap: var(--space-3);
        padding: var(--space-4);
        border-radius: var(--radius);
        background: var(--new-soft);
      }
      .button {
        border-color: currentColor;
      }
      .words {
        overflow-wrap: anywhere;
        white-space: pre-line;
      }
    `,
  ];

  @property({ attribute: false }) event!: BoardEvent;
  @property({ attribute: false }) categories: readonly Category[] = [];
  @property({ type: Boolean }) moderates = false;
  @property({ type: Boolean, attribute: 'may-edit' }) mayEdit = false;

  override render(): TemplateResult | typeof nothing {
    const { event } = this;
    const changes = event.review?.changes;
    const words = this.moderates ? this.#wordsToModerators() : reviewWords(event);
    if (words === null) return nothing;
    return html`<div class="note" role="status">
      <p class="words">${words}</p>
      ${changes == null ? nothing : reviewChanges(event, this.categories)}
      ${
        this.moderates
          ? html`<div class="actions"><a class="button" href="/b/${event.board}/moderate">Approve or reject</a></div>`
          : changes == null || !this.mayEdit
            ? nothing
            : html`<div class="actions">
                <button
                  type="button"
                  class="button"
                  @click=${() => this.dispatchEvent(new CustomEvent('withdraw-change'))}
                >
                  ${event.review?.state === 'waiting' ? 'Take the change back' : 'Forget the change'}
                </button>
              </div>`
      }
    </div>`;
  }

  #wordsToModerators(): string | null {
    const { event } = this;
    if (event.review?.state === 'waiting') return 'Its author asks for a change.';
    return event.status === 'pending' ? 'This post waits for a moderator.' : null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'review-note': ReviewNote;
  }
}
