import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { BoardEvent, EventPatch, WhichDates } from '../../shared/event.ts';
import { controls } from '../ui/styles/controls.ts';
import type { ConfirmDialog } from '../ui/confirm-dialog.ts';
import '../ui/confirm-dialog.ts';

export type EventChange = { patch: Pick<EventPatch, 'cancelled' | 'pinned' | 'status'>; which: WhichDates };

/** Actions that need a confirmation. */
type Question = 'delete' | 'cancel' | 'reinstate';

/**
 * The actions on an event. For a repeating event it asks which dates to change.
 *
 * @property event the event
 * @property may the rights of this person
 * @attribute restorable whether this person can restore what they delete
 * @fires edit-event to open the form
 * @fires change-event with an `EventChange`
 * @fires delete-event with `{which}`
 */
@customElement('event-actions')
export class EventActions extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
    `,
  ];

  @property({ attribute: false }) event!: BoardEvent;
  @property({ attribute: false }) may!: { edit: boolean; delete: boolean; moderate: boolean };
  @property({ type: Boolean }) restorable = false;
  @state() private question: Question = 'delete';
  @query('confirm-dialog') private dialog!: ConfirmDialog;

  /** Moves the focus to the first button. */
  override focus(): void {
    this.renderRoot.querySelector('button')?.focus();
  }

  /** Cancelling is easy to undo, so an event without other dates needs no confirmation. */
  #cancel = (): void => {
    const { cancelled, series } = this.event;
    if (series === null) this.#change({ cancelled: !cancelled });
    else void this.#ask(cancelled ? 'reinstate' : 'cancel');
  };

  async #ask(question: Question): Promise<void> {
    this.question = question;
    await this.updateComplete;
    await this.dialog.updateComplete;
    this.dialog.show();
  }

  #confirm = ({ detail: { more } }: CustomEvent<{ more: boolean }>): void => {
    const which = more ? 'all' : 'this';
    if (this.question === 'delete') this.dispatchEvent(new CustomEvent('delete-event', { detail: { which } }));
    else this.#change({ cancelled: this.question === 'cancel' }, which);
  };

  #change(patch: EventChange['patch'], which: WhichDates = 'this'): void {
    this.dispatchEvent(new CustomEvent<EventChange>('change-event', { detail: { patch, which } }));
  }

  override render(): TemplateResult {
    const { event, may } = this;
    return html`
      <div class="actions">
        ${
          may.edit
            ? html` <button
                  type="button"
                  class="button primary"
                  @click=${() => this.dispatchEvent(new CustomEvent('edit-event'))}
                >
                  Edit
                </button>
                <button type="button" class="button" @click=${this.#cancel}>
                  ${event.cancelled ? 'Undo cancellation' : 'Mark as cancelled'}
                </button>`
            : nothing
        }
        ${may.moderate ? this.#renderModeration(event) : nothing}
        ${may.delete ? html`<button type="button" class="button danger" @click=${() => this.#ask('delete')}>Delete</button>` : nothing}
      </div>
      ${this.#renderDialog()}
    `;
  }

  #renderModeration({ pinned, status }: BoardEvent): TemplateResult {
    return html`
      <button type="button" class="button" @click=${() => this.#change({ pinned: !pinned })}>
        ${pinned ? 'Unpin' : 'Pin'}
      </button>
      ${status === 'live' ? nothing : html`<button type="button" class="button" @click=${() => this.#change({ status: 'live' })}>${status === 'pending' ? 'Approve' : 'Show'}</button>`}
      ${status === 'hidden' ? nothing : html`<button type="button" class="button" @click=${() => this.#change({ status: 'hidden' })}>Hide</button>`}
    `;
  }

  #renderDialog(): TemplateResult {
    const {
      question,
      restorable,
      event: { name, series },
    } = this;
    const one = { delete: 'Delete', cancel: 'Mark as cancelled', reinstate: 'Undo cancellation' }[question];
    return html`<confirm-dialog
      .heading=${{ delete: `Delete “${name}”?`, cancel: `Mark “${name}” as cancelled?`, reinstate: `Undo the cancellation of “${name}”?` }[question]}
      .detail=${`${
        {
          delete: `It disappears from every screen. ${restorable ? 'You can restore it for ten minutes, while you stay on this page.' : 'You cannot restore it.'}`,
          cancel: 'It stays on the board, crossed out.',
          reinstate: 'It is on the board as before.',
        }[question]
      }${series === null ? '' : ' It is one of several dates.'}`}
      .confirmLabel=${series === null ? one : 'Only this date'}
      .moreLabel=${series === null ? '' : 'This and all later dates'}
      .cancelLabel=${question === 'delete' ? 'Keep it' : 'Go back'}
      ?calm=${question === 'reinstate'}
      @confirm=${this.#confirm}
    ></confirm-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'event-actions': EventActions;
  }
}
