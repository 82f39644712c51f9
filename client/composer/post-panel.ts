import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { EventSubmission } from '../event-form/event-form.ts';
import { isEmpty, type FormValues } from '../event-form/form-values.ts';
import { whyPostingIsClosed } from '../posting/posting-rules.ts';
import type { BoardStore } from '../store/board-store.ts';
import type { SessionStore } from '../store/session-store.ts';
import { controls } from '../ui/styles/controls.ts';
import { Subscription } from '../ui/subscription.ts';
import '../event-form/event-form.ts';
import './posted-note.ts';

/**
 * The form for a new event, or why nobody can post now.
 *
 * @property store the board to post on
 * @property session who uses this browser
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
      .quiet {
        color: var(--ink-quiet);
      }
    `,
  ];

  @property({ attribute: false }) store!: BoardStore;
  @property({ attribute: false }) session!: SessionStore;

  constructor() {
    super();
    new Subscription(this, (redraw) => this.store.onChange(redraw));
    new Subscription(this, (redraw) => this.session.onChange(redraw));
    new Subscription(this, (redraw) => this.store.posting.onChange(redraw));
    // Another tab has remembered the name to post under.
    new Subscription(this, (redraw) => {
      window.addEventListener('storage', redraw);
      return () => window.removeEventListener('storage', redraw);
    });
  }

  override focus(): void {
    this.renderRoot.querySelector('event-form')?.focus();
  }

  override render(): TemplateResult {
    const { store, session } = this;
    const { fields, state } = store.posting;
    const closed = whyPostingIsClosed(store.board, store.you);
    if (closed !== null)
      return html`<p class="quiet">${closed}${isEmpty(fields) ? '' : ' What you typed is kept.'}</p>`;
    return html`
      ${store.waits ? html`<p class="quiet">A moderator looks at posts before everybody sees them.</p>` : nothing}
      <event-form
        author
        repeatable
        .fields=${fields}
        ?busy=${state.state === 'sending'}
        .problem=${state.state === 'failed' ? state.problem : null}
        .guestName=${session.name}
        ?member=${session.isMember}
        .board=${store.slug}
        .timeZone=${store.timeZone}
        .categories=${store.categories}
        @fields-change=${(event: CustomEvent<FormValues>) => store.posting.write(event.detail)}
        @event-submit=${(event: CustomEvent<EventSubmission>) => store.posting.send(event.detail.guestName)}
      ></event-form>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'post-panel': PostPanel;
  }
}
