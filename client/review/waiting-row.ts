import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Category } from '../../shared/category.ts';
import { categoryOf } from '../../shared/category-of.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { eventBriefStyles, eventHead, eventText } from './event-brief.ts';
import { categories } from '../ui/styles/categories.ts';
import { controls } from '../ui/styles/controls.ts';
import { changesStyles } from './changes.styles.ts';
import { reviewChanges } from './review-changes.ts';
import type { WordField } from './word-field.ts';
import './word-field.ts';

/** A moderator's decision, with words for the author; null without. */
export type Verdict = { outcome: 'approved' | 'rejected'; note: string | null };

/**
 * A post or a change that waits, to approve or reject in one tap. Words for its author can be written first.
 *
 * @property event the event, with its review
 * @property categories the board's categories
 * @property dates how many dates of a repeating event wait together
 * @property today today's date on the board
 * @fires decide with a `Verdict`
 */
@customElement('waiting-row')
export class WaitingRow extends LitElement {
  static override styles = [
    controls,
    categories,
    eventBriefStyles,
    changesStyles,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
        padding: var(--space-3) var(--space-4);
      }
      .kind {
        color: var(--ink-quiet);
        font-size: var(--text-2);
        font-weight: 600;
      }
      /* A line to tap that is higher than it looks. */
      details:not([open]) {
        margin-block: calc(-1 * var(--space-2));
      }
      .actions .button {
        flex: 1 1 8rem;
      }
      summary {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
        color: var(--ink-quiet);
        font-size: var(--text-2);
        text-decoration: underline;
        text-underline-offset: 0.18em;
        cursor: pointer;
      }
    `,
  ];

  @property({ attribute: false }) event!: BoardEvent;
  @property({ attribute: false }) categories: readonly Category[] = [];
  @property({ attribute: false }) dates = 1;
  @property({ attribute: false }) today = '';
  @query('word-field') private words!: WordField;

  #decide(outcome: Verdict['outcome']): void {
    this.dispatchEvent(new CustomEvent<Verdict>('decide', { detail: { outcome, note: this.words.word } }));
  }

  override render(): TemplateResult {
    const { event, today, dates } = this;
    const isChange = event.review?.state === 'waiting';
    const all = dates === 1 ? '' : ` all ${dates}`;
    return html`
      <div>
        ${isChange ? html`<p class="kind">Change of a post</p>` : nothing}
        ${eventHead(event, { today, dates, category: categoryOf(this.categories, event) })}
      </div>
      ${isChange ? reviewChanges(event, this.categories) : event.details === null && event.link === null && event.picture === null ? nothing : html`<div>${eventText(event)}</div>`}
      <details>
        <summary>Write to the author</summary>
        <word-field .label=${`Words for the author of ${event.name}`}></word-field>
      </details>
      <div class="actions">
        ${this.#renderButton('approved', `Approve${all}`, 'primary')}${this.#renderButton('rejected', `Reject${all}`, 'danger')}
      </div>
    `;
  }

  #renderButton(outcome: Verdict['outcome'], label: string, kind: string): TemplateResult {
    return html`<button
      type="button"
      class="button ${kind}"
      aria-label="${label}: ${this.event.name}"
      @click=${() => this.#decide(outcome)}
    >
      ${label}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'waiting-row': WaitingRow;
  }
}
