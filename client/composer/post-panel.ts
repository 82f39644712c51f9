import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { categoryOf } from '../../shared/category-of.ts';
import type { EventForm, EventSubmission } from '../event-form/event-form.ts';
import { isEmpty, type FormValues } from '../event-form/form-values.ts';
import { shownName } from '../../shared/shown-name.ts';
import { whyPostingIsClosed } from '../posting/posting-rules.ts';
import type { BoardStore } from '../store/board-store.ts';
import type { SessionStore } from '../store/session-store.ts';
import { controls } from '../ui/styles/controls.ts';
import { icon } from '../ui/icon.ts';
import { Subscription } from '../ui/subscription.ts';
import { todayIn } from '../ui/today.ts';
import { choosePlainFields, choosesPlainFields } from './plain-choice.ts';
import { previewOf, sameTimeNote } from './preview.ts';
import '../event-form/event-form.ts';
import '../event-form/event-sentence.ts';
import '../event-row/event-row.ts';
import './posted-note.ts';
import { boardNow } from '../api/board-time.ts';

/**
 * The form for a new event, or why nobody can post now. A form that somebody has begun to fill in stays, disabled, while
 * the board is closed. The event is written in one sentence or in plain fields, as this browser chose last.
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
        display: flex;
        flex-direction: column;
        gap: var(--space-4);
      }
      event-form {
        min-height: 0;
      }
      .quiet,
      .same-time {
        color: var(--ink-quiet);
      }
      .closed {
        padding: var(--space-3);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-field);
      }
      .plain {
        display: flex;
        align-items: center;
        justify-content: end;
        gap: var(--space-2);
        min-height: var(--target);
        margin-bottom: calc(-1 * var(--space-4));
        color: var(--ink-quiet);
        font-size: var(--text-2);
        cursor: pointer;
      }
      .plain input {
        flex: none;
        width: 2.25rem;
        height: 1.375rem;
        margin: 0;
        padding: 2px;
        border: 1.5px solid var(--line-strong);
        border-radius: var(--round);
        background: var(--card);
        appearance: none;
        cursor: inherit;
        transition: background-color 0.12s;
      }
      /* Its knob: a border, so that it is drawn in forced colours, too. */
      .plain input::before {
        content: '';
        display: block;
        width: 0;
        border: 0.4375rem solid var(--line-strong);
        border-radius: 50%;
        transition: translate 0.12s;
      }
      .plain input:checked {
        border-color: var(--accent-ink);
        background: var(--accent);
      }
      .plain input:checked::before {
        border-color: var(--on-accent);
        translate: 0.875rem;
      }
      .plain input:checked:dir(rtl)::before {
        translate: -0.875rem;
      }
      .preview {
        display: grid;
        gap: var(--space-3);
      }
      .preview > [role='group'] {
        border: 4px solid var(--sunk);
        border-radius: var(--radius);
      }
      .same-time {
        display: flex;
        gap: var(--space-2);
        font-size: var(--text-2);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) store!: BoardStore;
  @property({ attribute: false }) session!: SessionStore;

  @state() private plain = choosesPlainFields();
  @query('event-form') private form!: EventForm | null;
  /** Whether the form was live, so that it has what somebody typed. */
  #begun = false;

  constructor() {
    super();
    new Subscription(this, (redraw) => this.store.onChange(redraw));
    new Subscription(this, (redraw) => this.session.onChange(redraw));
    new Subscription(this, (redraw) => this.store.posting.onChange(redraw));
    new Subscription(this, (redraw) => this.store.feed.onChange(redraw));
    // Another tab has remembered the name to post under.
    new Subscription(this, (redraw) => {
      window.addEventListener('storage', redraw);
      return () => window.removeEventListener('storage', redraw);
    });
  }

  override focus(): void {
    this.form?.focus();
  }

  /** What was typed just now is understood first, so that the other fields have it. */
  #choose = async ({ target }: Event): Promise<void> => {
    const { checked } = target as HTMLInputElement;
    choosePlainFields(checked);
    await this.form?.settled();
    this.plain = checked;
  };

  #write = ({ detail }: CustomEvent<FormValues>): void => {
    this.store.posting.write(detail);
    this.requestUpdate();
  };

  override render(): TemplateResult {
    const { store, session, plain } = this;
    const { fields, state } = store.posting;
    const closed = whyPostingIsClosed(store.board, store.you);
    this.#begun ||= closed === null;
    const kept = isEmpty(fields) ? '' : ' What you typed is kept.';
    if (closed !== null && !this.#begun && kept === '') return html`<p class="quiet">${closed}</p>`;
    return html`
      <div role="status">${closed === null ? nothing : html`<p class="closed">${closed}${kept}</p>`}</div>
      ${store.waits ? html`<p class="quiet">A moderator looks at posts before everybody sees them.</p>` : nothing}
      <label class="plain"
        ><input type="checkbox" role="switch" .checked=${plain} @change=${this.#choose} /> Plain fields</label
      >
      <event-form
        author
        repeatable
        .fields=${fields}
        ?sentence=${!plain}
        ?disabled=${closed !== null}
        ?busy=${state.state === 'sending'}
        .problem=${state.state === 'failed' ? state.problem : null}
        .guestName=${session.author === null ? '' : shownName(session.author)}
        ?member=${session.isMember}
        .board=${store.slug}
        .timeZone=${store.timeZone}
        .categories=${store.categories}
        @fields-change=${this.#write}
        @event-submit=${(event: CustomEvent<EventSubmission>) => store.posting.send(event.detail.guestName)}
        >${plain ? nothing : this.#renderPreview()}</event-form
      >
    `;
  }

  #renderPreview(): TemplateResult {
    const { store, session } = this;
    const preview = previewOf(store.posting.fields, {
      board: store.slug,
      timeZone: store.timeZone,
      author: session.author ?? { name: 'you', member: true },
      status: store.waits ? 'pending' : 'live',
    });
    const note = preview === null ? '' : sameTimeNote(preview, store.feed.events.values());
    return html`<div class="preview" slot="preview">
      ${preview === null || preview.name === '' ? nothing : html`<div role="group" aria-label="Preview"><event-row .event=${preview} .category=${categoryOf(store.categories, preview)} .today=${todayIn(store.timeZone, boardNow())}></event-row></div>`}
      <div role="status">
        ${note === '' ? nothing : html`<p class="same-time">${icon('calendar')} <span>${note}</span></p>`}
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'post-panel': PostPanel;
  }
}
