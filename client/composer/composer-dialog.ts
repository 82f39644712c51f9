import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { emptyValues, isEmpty, type FormValues } from '../event-form/form-values.ts';
import type { PostingState } from '../posting/posting.ts';
import type { BoardStore } from '../store/board-store.ts';
import type { SessionStore } from '../store/session-store.ts';
import { controls } from '../ui/styles/controls.ts';
import { icon } from '../ui/icon.ts';
import { dialogs } from '../ui/styles/dialogs.ts';
import { narrowScreen } from '../ui/media.ts';
import { Subscription } from '../ui/subscription.ts';
import { todayIn } from '../ui/today.ts';
import { hasOnlyWhen, movedTo, whenIn } from './begin-at.ts';
import type { PostPanel } from './post-panel.ts';
import './post-panel.ts';
import { boardNow } from '../api/board-time.ts';

/**
 * The form for a new event in a dialog over the board. It closes when the event is posted. Closing it keeps what is typed.
 *
 * @property store the board to post on
 * @property session who uses this browser
 * @fires close when it has closed
 */
@customElement('composer-dialog')
export class ComposerDialog extends LitElement {
  static override styles = [
    controls,
    dialogs,
    css`
      dialog {
        width: min(44rem, calc(100vw - 2rem));
        border-radius: var(--radius-band);
      }
      /* Only the fields scroll, so that the button below them stays in sight; not where it would take most of the room. */
      @media (min-height: 30rem) {
        dialog[open] {
          display: flex;
          flex-direction: column;
          overflow: hidden;
        }
        post-panel {
          --fields-overflow: auto;
          --fields-inset: var(--space-5);
          --foot-gap: 0;
          --foot-padding: var(--space-3);
          --foot-border: 1px solid var(--line);
          min-height: 0;
        }
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        margin-bottom: var(--space-4);
      }
      .close {
        width: var(--target);
        padding: 0;
        border-color: transparent;
      }
      /* A sheet of the whole screen, so that the keyboard leaves room for the fields. */
      @media (max-width: 44rem) {
        dialog {
          width: 100vw;
          max-width: none;
          height: 100dvh;
          max-height: none;
          padding: var(--space-4);
          border: 0;
          border-radius: 0;
        }
        post-panel {
          --fields-inset: var(--space-4);
        }
      }
    `,
  ];

  @property({ attribute: false }) store!: BoardStore;
  @property({ attribute: false }) session!: SessionStore;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('post-panel') private panel!: PostPanel;
  /** The state of sending when it last changed. */
  #was: PostingState['state'] = 'writing';

  constructor() {
    super();
    new Subscription(this, () => {
      this.#was = this.store.posting.state.state;
      return this.store.posting.onChange(() => this.#closeWhenPosted());
    });
  }

  get isOpen(): boolean {
    return this.dialog.open;
  }

  /** `query` is that of the link that was followed; it can name a day. */
  async show(query: URLSearchParams): Promise<void> {
    await this.updateComplete;
    const when = whenIn(query);
    if (when !== null) this.#write(movedTo(this.store.posting.fields, when));
    if (!this.isOpen) this.dialog.showModal();
    await this.panel.updateComplete;
    this.panel.focus();
  }

  /** It stays open if the next event was begun while the last one was being sent. */
  #closeWhenPosted(): void {
    const { state, fields } = this.store.posting;
    const isNews = state.state !== this.#was;
    this.#was = state.state;
    this.requestUpdate();
    if (state.state !== 'posted' || !isNews || !this.isOpen || !isEmpty(fields)) return;
    // On a phone the link to the form floats, and the note about the post may be out of sight.
    if (matchMedia(narrowScreen).matches) this.store.revealLater(state.event.id);
    this.dialog.close();
  }

  #write(fields: FormValues): void {
    this.store.posting.write(fields);
    this.panel.requestUpdate();
  }

  /** A day that a link has set is no draft. */
  #tellClosed = (): void => {
    if (hasOnlyWhen(this.store.posting.fields)) this.#write(emptyValues);
    this.dispatchEvent(new CustomEvent('close'));
  };

  override render(): TemplateResult {
    const { store, session } = this;
    return html`
      <dialog aria-labelledby="heading" @close=${this.#tellClosed}>
        <header>
          <h2 id="heading">Post an event</h2>
          <button type="button" class="button close" aria-label="Close" @click=${() => this.dialog.close()}>
            ${icon('x')}
          </button>
        </header>
        <post-panel .store=${store} .session=${session}></post-panel>
        ${isEmpty(store.posting.fields) ? nothing : html`<posted-note .posting=${store.posting.state} .today=${todayIn(store.timeZone, boardNow())}></posted-note>`}
      </dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'composer-dialog': ComposerDialog;
  }
}
