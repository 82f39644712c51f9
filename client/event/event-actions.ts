import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { BoardEvent, EventPatch, EventRights, WhichDates } from '../../shared/event.ts';
import { icon } from '../ui/icon.ts';
import type { IconName } from '../ui/icon-names.ts';
import { controls } from '../ui/styles/controls.ts';
import type { ConfirmDialog } from '../ui/confirm-dialog.ts';
import '../ui/confirm-dialog.ts';
import '../ui/menu-button.ts';

export type EventChange = { patch: Pick<EventPatch, 'cancelled' | 'pinned' | 'status'>; which: WhichDates };

/** Actions that need a confirmation. */
type Question = 'delete' | 'cancel' | 'reinstate';

type Action = { label: string; icon: IconName; act: () => void };

/**
 * The actions on an event: the one that this person most likely wants, then those that everybody has, then a menu of the
 * rest. On phones they stay at the bottom of the screen. For a repeating event it asks which dates to change.
 *
 * @property event the event
 * @property may the rights of this person
 * @attribute restorable whether this person can restore what they delete
 * @slot the actions that everybody has
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
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
      .danger {
        color: var(--danger);
      }
      @media (max-width: 44rem) {
        .bar {
          position: fixed;
          inset: auto 0 0;
          z-index: 2;
          flex-wrap: nowrap;
          padding: var(--space-3) var(--space-4) max(var(--space-3), env(safe-area-inset-bottom));
          border-top: 1px solid var(--line);
          background: var(--card);
          --menu-at: auto calc(100% + var(--space-1));
        }
        .bar > .primary,
        .bar > ::slotted([primary]) {
          flex: 1;
        }
      }
    `,
  ];

  @property({ attribute: false }) event!: BoardEvent;
  @property({ attribute: false }) may!: EventRights;
  @property({ type: Boolean }) restorable = false;
  @state() private question: Question = 'delete';
  @query('confirm-dialog') private dialog!: ConfirmDialog;

  /** Moves the focus to the main action. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.primary, menu-button')?.focus();
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

  /** The first is the main one. */
  #actions(): Action[] {
    const {
      may,
      event: { status, cancelled, pinned },
    } = this;
    const change = (patch: EventChange['patch']) => () => this.#change(patch);
    const show: Action = {
      label: status === 'pending' ? 'Approve' : 'Show',
      icon: status === 'pending' ? 'check' : 'eye',
      act: change({ status: 'live' }),
    };
    return [
      ...(may.moderate && status !== 'live' ? [show] : []),
      ...(may.edit ? this.#authorsActions(cancelled) : []),
      ...(may.moderate
        ? [{ label: pinned ? 'Unpin' : 'Pin', icon: 'pin', act: change({ pinned: !pinned }) } as const]
        : []),
      ...(may.moderate && status !== 'hidden'
        ? [{ label: 'Hide', icon: 'offline', act: change({ status: 'hidden' }) } as const]
        : []),
    ];
  }

  #authorsActions(cancelled: boolean): Action[] {
    return [
      { label: 'Edit', icon: 'edit', act: () => this.dispatchEvent(new CustomEvent('edit-event')) },
      cancelled
        ? { label: 'Undo cancellation', icon: 'undo', act: this.#cancel }
        : { label: 'Mark as cancelled', icon: 'x', act: this.#cancel },
    ];
  }

  override render(): TemplateResult {
    const [main, ...rest] = this.#actions();
    return html`
      <div class="bar">
        ${main === undefined ? nothing : html`<button type="button" class="button primary" @click=${main.act}>${icon(main.icon)} ${main.label}</button>`}
        <slot></slot>
        <menu-button .label=${'More'} bare>
          ${rest.map(({ label, icon: name, act }) => html`<button type="button" @click=${act}>${icon(name)} ${label}</button>`)}
          <button type="button" @click=${() => print()}>${icon('print')} Print</button>
          ${this.may.delete ? html`<button type="button" class="danger" @click=${() => this.#ask('delete')}>${icon('delete')} Delete</button>` : nothing}
        </menu-button>
      </div>
      ${this.#renderDialog()}
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
