import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Category } from '../../shared/category.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { eventBriefStyles, eventHead, eventText } from '../review/event-brief.ts';
import { categories } from '../ui/styles/categories.ts';
import { controls } from '../ui/styles/controls.ts';

export type ModerationAct = 'hide' | 'show' | 'pin' | 'cancel' | 'delete' | 'spotlight' | 'approvePicture';

/**
 * One event on the board, or a hidden one, with the actions of a moderator one tap away.
 *
 * @property event the event
 * @property category its category; undefined if it has none
 * @property today today's date on the board
 * @property spotlit whether the projector shows only this event
 * @fires moderate with a `ModerationAct`
 */
@customElement('moderation-row')
export class ModerationRow extends LitElement {
  static override styles = [
    controls,
    categories,
    eventBriefStyles,
    css`
      :host {
        display: block;
      }
      summary {
        padding: var(--space-3) var(--space-4);
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-height: var(--target);
        list-style: none;
        cursor: pointer;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary::after {
        content: '';
        flex: none;
        width: 0.5rem;
        height: 0.5rem;
        margin-top: -0.25rem;
        margin-inline: auto 0.25rem;
        border: solid var(--ink-quiet);
        border-width: 0 2px 2px 0;
        rotate: 45deg;
      }
      details[open] summary::after {
        margin-top: 0.25rem;
        rotate: 225deg;
      }
      summary:hover {
        background: color-mix(in oklab, var(--card), var(--accent) 5%);
      }
      details .inside {
        padding: 0 var(--space-4) var(--space-4);
      }
      details .actions {
        margin-top: var(--space-2);
      }
    `,
  ];

  @property({ attribute: false }) event!: BoardEvent;
  @property({ attribute: false }) category: Category | undefined = undefined;
  @property({ attribute: false }) today = '';
  @property({ type: Boolean }) spotlit = false;

  override render(): TemplateResult {
    const { event, today, spotlit, category } = this;
    return html`<details>
      <summary><div>${eventHead(event, { today, spotlit, category })}</div></summary>
      <div class="inside">
        ${eventText(event)}
        <div class="actions">
          ${
            event.status === 'hidden'
              ? this.#renderButton('show', 'Show')
              : html` ${this.#renderButton('spotlight', this.spotlit ? 'Take off the projector' : 'Spotlight')}
                ${this.#renderButton('pin', event.pinned ? 'Unpin' : 'Pin')}
                ${this.#renderButton('cancel', event.cancelled ? 'Undo cancellation' : 'Mark as cancelled')}
                ${this.#renderButton('hide', 'Hide')}`
          }
          ${event.picture === null || event.picture.approved ? nothing : this.#renderButton('approvePicture', 'Let projectors show the picture')}
          ${this.#renderButton('delete', 'Delete', 'danger')}
          <a class="button" href="/events/${event.id}">Open</a>
        </div>
      </div>
    </details>`;
  }

  #renderButton(act: ModerationAct, label: string, kind = ''): TemplateResult {
    return html`<button
      type="button"
      class="button ${kind}"
      aria-label="${label}: ${this.event.name}"
      @click=${() => this.dispatchEvent(new CustomEvent<ModerationAct>('moderate', { detail: act }))}
    >
      ${label}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'moderation-row': ModerationRow;
  }
}
