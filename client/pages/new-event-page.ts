import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { BoardStore } from '../state/board-store.ts';
import { Posting } from '../state/posting.ts';
import type { SessionStore } from '../state/session-store.ts';
import { controls } from '../styles/controls.ts';
import { narrowPage } from '../styles/narrow-page.ts';
import '../components/event-form/event-form.ts';
import type { EventForm } from '../components/event-form/event-form.ts';

/**
 * The form on a page of its own, for narrow screens and for links.
 *
 * @property store the board
 * @property sessions who this browser is
 * @fires navigate with the address to go to in `detail`, when the event is posted
 */
@customElement('new-event-page')
export class NewEventPage extends LitElement {
  static override styles = [
    controls,
    narrowPage,
    css`
      h1 {
        margin-bottom: var(--space-4);
      }
    `,
  ];

  @property({ attribute: false }) store!: BoardStore;
  @property({ attribute: false }) sessions!: SessionStore;
  @query('event-form') private form!: EventForm;
  readonly #posting = new Posting(() => this.requestUpdate());
  #stop: () => void = () => undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.sessions.onChange(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  override firstUpdated(): void {
    void this.form.updateComplete.then(() => this.form.focus());
  }

  override render(): TemplateResult {
    return html`
      <main id="main" class="narrow">
        <a class="back" href="/">← The board</a>
        <section class="card">
          <h1>Post an event</h1>
          <event-form
            .timeZone=${this.store.timeZone} .guestName=${this.sessions.name} ?member=${this.sessions.session.user !== null}
            ?busy=${this.#posting.busy} .problem=${this.#posting.problem} @event-submit=${this.#post}
          ></event-form>
        </section>
      </main>
    `;
  }

  #post = async (event: CustomEvent): Promise<void> => {
    if (await this.#posting.post(event.detail, this.store, this.sessions) === null) return;
    this.form.clear();
    this.dispatchEvent(new CustomEvent('navigate', { detail: '/', bubbles: true, composed: true }));
  };
}
