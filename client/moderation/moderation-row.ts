import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BoardEvent } from '../../shared/event.ts';
import { formatAuthor, formatShortDay, formatStart } from '../words/format.ts';
import { controls } from '../ui/styles/controls.ts';

export type ModerationAct = 'approve' | 'reject' | 'hide' | 'show' | 'pin' | 'cancel' | 'delete' | 'spotlight';

/**
 * One event with the actions of a moderator: visible if the event is waiting, else one tap away.
 *
 * @property event the event
 * @property today today's date on the board
 * @property spotlit whether the projector shows only this event
 * @fires moderate with a `ModerationAct`
 */
@customElement('moderation-row')
export class ModerationRow extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .waiting,
      summary {
        padding: var(--space-3) var(--space-4);
      }
      summary {
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
        margin: -0.25rem 0.25rem 0 auto;
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
      .name {
        font-weight: 700;
        overflow-wrap: anywhere;
      }
      .cancelled {
        text-decoration: line-through;
        color: var(--ink-quiet);
      }
      .badge {
        margin-left: var(--space-2);
        color: var(--pinned);
        font-size: var(--text-1);
        font-weight: 600;
      }
      .about,
      .details {
        color: var(--ink-quiet);
        font-size: var(--text-2);
        overflow-wrap: anywhere;
      }
      .details {
        margin-top: var(--space-2);
        white-space: pre-line;
        color: var(--ink);
      }
      .link {
        margin-top: var(--space-2);
        font-size: var(--text-2);
        overflow-wrap: anywhere;
      }
      .actions {
        margin-top: var(--space-3);
      }
      .waiting .button {
        flex: 1 1 8rem;
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
  @property({ attribute: false }) today = '';
  @property({ type: Boolean }) spotlit = false;

  override render(): TemplateResult {
    const { event } = this;
    if (event.status === 'pending') {
      return html`<div class="waiting">
        ${this.#renderHead()}${this.#renderDetails()}
        <div class="actions">
          ${this.#renderButton('approve', 'Approve', 'primary')}${this.#renderButton('reject', 'Reject', 'danger')}
        </div>
      </div>`;
    }
    return html`<details>
      <summary><div>${this.#renderHead()}</div></summary>
      <div class="inside">
        ${this.#renderDetails()}
        <div class="actions">
          ${
            event.status === 'hidden'
              ? this.#renderButton('show', 'Show')
              : html` ${this.#renderButton('spotlight', this.spotlit ? 'Take off the projector' : 'Spotlight')}
                ${this.#renderButton('pin', event.pinned ? 'Unpin' : 'Pin')}
                ${this.#renderButton('cancel', event.cancelled ? 'Undo cancellation' : 'Mark as cancelled')}
                ${this.#renderButton('hide', 'Hide')}`
          }
          ${this.#renderButton('delete', 'Delete', 'danger')}
          <a class="button" href="/events/${event.id}">Open</a>
        </div>
      </div>
    </details>`;
  }

  #renderHead(): TemplateResult {
    const { event, today } = this;
    const about = [
      formatShortDay(event.start, today),
      event.start.includes('T') ? formatStart(event) : null,
      event.place,
      formatAuthor(event.author),
    ].filter((part) => part !== null);
    return html`
      <div class="name">
        <span class=${event.cancelled ? 'cancelled' : ''}>${event.name}</span
        >${event.pinned ? html`<span class="badge">Pinned</span>` : nothing}${this.spotlit ? html`<span class="badge">On the projector</span>` : nothing}
      </div>
      <div class="about">${about.join(' · ')}</div>
    `;
  }

  #renderDetails(): TemplateResult {
    const { details, link } = this.event;
    return html`${details === null ? nothing : html`<p class="details">${details}</p>`}${link === null ? nothing : html`<p class="link">${link}</p>`}`;
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
