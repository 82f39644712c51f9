import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isEmpty, type FormValues } from '../event-form/form-values.ts';
import { formatShortDay } from '../words/format.ts';
import type { PostingState } from '../posting/posting.ts';
import type { Repeating } from '../words/repeat-words.ts';
import { controls } from '../ui/styles/controls.ts';
import '../event-form/event-form.ts';

/**
 * The form for a new event, and the state of the last post.
 *
 * @property fields the draft
 * @property posting the state of sending it
 * @property guestName the name to post under
 * @property member whether that is a member's name
 * @property timeZone the board's zone
 * @property today today's date on the board
 * @attribute waits whether a moderator has to approve what this person posts
 * @property closed why this person cannot post; null if they can
 * @fires fields-change with the fields when one of them has changed
 * @fires event-submit with an `EventSubmission`
 */
@customElement('post-panel')
export class PostPanel extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: var(--space-4);
      }
      .posted {
        font-size: var(--text-2);
        overflow-wrap: anywhere;
      }
      .posted strong {
        color: var(--live);
      }
      .closed {
        color: var(--ink-quiet);
      }
    `,
  ];

  @property({ attribute: false }) fields!: FormValues;
  @property({ attribute: false }) posting: PostingState = { state: 'writing' };
  @property({ attribute: false }) guestName = '';
  @property({ type: Boolean }) member = false;
  @property({ attribute: false }) timeZone = '';
  @property({ attribute: false }) today = '';
  @property({ type: Boolean }) waits = false;
  @property({ attribute: false }) closed: string | null = null;
  /** How the posted event repeats; '' if it does not. */
  @state() private repeats = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('posting')) return;
    this.repeats = '';
    const { posting } = this;
    if (posting.state === 'posted' && posting.event.series !== null)
      void this.#sayRepeats({ ...posting.event, series: posting.event.series });
  }

  override focus(): void {
    this.renderRoot.querySelector('event-form')?.focus();
  }

  /** The words are loaded when needed; without a connection they are left out. */
  async #sayRepeats(event: Repeating): Promise<void> {
    const words = await import('../words/repeat-words.ts').catch(() => null);
    if (words !== null && this.posting.state === 'posted' && this.posting.event.series?.id === event.series.id)
      this.repeats = words.repeatWords(event);
  }

  #pass = (event: Event): void => {
    this.dispatchEvent(new CustomEvent(event.type, { detail: (event as CustomEvent<unknown>).detail }));
  };

  override render(): TemplateResult {
    if (this.closed !== null)
      return html`<p class="closed">${this.closed}${isEmpty(this.fields) ? '' : ' What you typed is kept.'}</p>`;
    const { posting } = this;
    return html`
      ${this.waits ? html`<p class="closed">A moderator looks at posts before everybody sees them.</p>` : nothing}
      <event-form
        author
        repeatable
        .fields=${this.fields}
        ?busy=${posting.state === 'sending'}
        .problem=${posting.state === 'failed' ? posting.problem : null}
        .guestName=${this.guestName}
        ?member=${this.member}
        .timeZone=${this.timeZone}
        @fields-change=${this.#pass}
        @event-submit=${this.#pass}
      ></event-form>
      <div role="status">${posting.state === 'posted' ? this.#renderPosted(posting) : nothing}</div>
    `;
  }

  #renderPosted({ event }: Extract<PostingState, { state: 'posted' }>): TemplateResult {
    return html`<p class="posted">
      <strong>${{ live: 'Posted', pending: 'Waiting for approval', hidden: 'Not accepted' }[event.status]}:</strong>
      <a href="/events/${event.id}">${event.name}</a>,
      ${formatShortDay(event.start, this.today)}${this.repeats === '' ? nothing : html`. ${this.repeats}.`}
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'post-panel': PostPanel;
  }
}
