import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PostingState } from '../posting/posting.ts';
import { controls } from '../ui/styles/controls.ts';
import { formatShortDay } from '../words/format.ts';
import type { Repeating } from '../words/repeat-words.ts';

/**
 * What became of the last post.
 *
 * @property posting the state of sending it
 * @property today today's date on the board
 */
@customElement('posted-note')
export class PostedNote extends LitElement {
  static override styles = [
    controls,
    css`
      p {
        padding: var(--space-3) var(--space-4);
        border-radius: var(--radius-field);
        background: var(--live-soft);
        overflow-wrap: anywhere;
      }
      strong {
        color: var(--live);
      }
    `,
  ];

  @property({ attribute: false }) posting: PostingState = { state: 'writing' };
  @property({ attribute: false }) today = '';
  /** How the posted event repeats; '' if it does not. */
  @state() private repeats = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('posting')) return;
    this.repeats = '';
    const { posting } = this;
    if (posting.state === 'posted' && posting.event.series !== null)
      void this.#sayRepeats({ ...posting.event, series: posting.event.series });
  }

  /** The words are loaded when needed; without a connection they are left out. */
  async #sayRepeats(event: Repeating): Promise<void> {
    const words = await import('../words/repeat-words.ts').catch(() => null);
    if (words !== null && this.posting.state === 'posted' && this.posting.event.series?.id === event.series.id)
      this.repeats = words.repeatWords(event);
  }

  override render(): TemplateResult {
    const { posting } = this;
    return html`<div role="status">${posting.state === 'posted' ? this.#renderPosted(posting) : nothing}</div>`;
  }

  #renderPosted({ event }: Extract<PostingState, { state: 'posted' }>): TemplateResult {
    return html`<p>
      <strong>${{ live: 'Posted', pending: 'Waiting for approval', hidden: 'Not accepted' }[event.status]}:</strong>
      <a href="/events/${event.id}">${event.name}</a>,
      ${formatShortDay(event.start, this.today)}${this.repeats === '' ? nothing : html`. ${this.repeats}.`}
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'posted-note': PostedNote;
  }
}
