import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { markOf } from '../../shared/board-mark.ts';
import type { Session } from '../../shared/session.ts';
import { addressWithNext, type DialogRequest } from './app-context.ts';
import { controls } from '../ui/styles/controls.ts';

/**
 * The menu of somebody whom the board knows: a member, or a guest who has joined.
 *
 * @property who the member or the guest
 * @property next the address of this page, to come back to after logging in
 * @property board the slug of the current board
 * @property waiting how many posts wait for the member, who moderates the board; null if they do not
 * @attribute removed whether a moderator has removed them from the board
 * @fires open-display to open the display settings
 * @fires open-dialog with a `DialogRequest`: a guest wants another name, or to leave
 * @fires log-out to log out
 */
@customElement('account-menu')
export class AccountMenu extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        position: relative;
        display: block;
        max-width: 12rem;
        font-size: var(--text-3);
      }
      /* On the band. */
      summary.button,
      summary.button:hover {
        white-space: nowrap;
        border-color: transparent;
        background: var(--band);
        color: var(--on-band);
      }
      summary:focus-visible {
        outline-color: var(--on-band);
      }
      summary {
        max-width: 100%;
        list-style: none;
      }
      .initial,
      .whole {
        display: none;
      }
      @media (max-width: 44rem) {
        summary.button {
          padding-inline: var(--space-2);
        }
      }
      /* No room for a name: its first letter, and the whole of it in the open menu. */
      @media (max-width: 24rem) {
        .initial {
          display: grid;
          flex: none;
          place-items: center;
          width: 2rem;
          height: 2rem;
          border-radius: 50%;
          background: var(--mark);
          color: var(--on-mark);
          font-weight: 700;
        }
        small,
        .name {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
        .whole {
          display: block;
          padding: var(--space-2) var(--space-3);
          color: var(--ink);
          font-weight: 700;
          overflow-wrap: anywhere;
        }
      }
      @media (forced-colors: active) {
        summary.button {
          padding-inline: var(--space-3);
        }
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary span {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      small {
        display: block;
        color: var(--on-band-live);
        font-size: var(--text-1);
        line-height: 1.1;
      }
      small + span {
        display: block;
        line-height: 1.25;
      }
      summary b:not(.initial) {
        padding: 0 0.5rem;
        border-radius: var(--round);
        background: var(--new-soft);
        color: var(--new);
      }
      summary::after {
        content: '';
        flex: none;
        width: 0.45rem;
        height: 0.45rem;
        margin: -0.2rem 0 0 0.15rem;
        border: solid currentColor;
        border-width: 0 2px 2px 0;
        rotate: 45deg;
      }
      .card {
        position: absolute;
        inset-inline-end: 0;
        z-index: 3;
        display: grid;
        width: max-content;
        min-width: 12rem;
        max-width: calc(100vw - 2 * var(--space-4));
        margin-top: var(--space-1);
        padding: var(--space-2);
        box-shadow: 0 0.5rem 1.5rem var(--shadow);
      }
      .card a,
      .card button {
        display: flex;
        align-items: center;
        min-height: var(--target);
        padding: 0 var(--space-3);
        border: 0;
        border-radius: var(--radius-field);
        background: none;
        color: var(--ink);
        font-weight: 400;
        text-align: start;
        text-decoration: none;
        cursor: pointer;
      }
      .card :is(a, button):hover {
        background: var(--paper);
        text-decoration: underline;
      }
    `,
  ];

  @property({ attribute: false }) who: Session = { user: null, guest: null };
  @property({ attribute: false }) next = '/';
  @property({ attribute: false }) board = 'main';
  @property({ attribute: false }) waiting: number | null = null;
  @property({ type: Boolean }) removed = false;
  @query('details') private menu!: HTMLDetailsElement | null;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('click', this.#closeOutside);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('click', this.#closeOutside);
  }

  /** Focuses the menu's button first: when the dialog closes, the focus returns there and not into the closed menu. */
  #say(what: 'open-display' | 'open-dialog' | 'log-out', detail?: DialogRequest): void {
    this.menu?.querySelector('summary')?.focus();
    this.dispatchEvent(new CustomEvent(what, { detail, bubbles: true, composed: true }));
  }

  #close = (): void => {
    if (this.menu !== null) this.menu.open = false;
  };

  #closeOutside = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.#close();
  };

  #closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.menu?.open !== true) return;
    this.#close();
    this.menu.querySelector('summary')?.focus();
  };

  /** Closes the menu when the focus leaves it, so that it does not cover the page. */
  #closeBehind = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget instanceof Node && !this.renderRoot.contains(relatedTarget)) this.#close();
  };

  override render(): TemplateResult {
    const { user, guest } = this.who;
    const name = user?.displayName ?? user?.username ?? guest?.name ?? '';
    return html`
      <details @keydown=${this.#closeOnEscape} @focusout=${this.#closeBehind}>
        <summary class="button">
          <b class="initial" aria-hidden="true">${markOf({ mark: null, title: name })}</b>
          <span
            >${user !== null || this.removed ? nothing : html`<small>You’re in</small>`}<span class="name"
              >${name}</span
            ></span
          >${this.waiting ? html`<b role="img" aria-label="${this.waiting} waiting">${this.waiting}</b>` : nothing}
        </summary>
        <nav class="card" aria-label="Account" @click=${this.#close}>
          <span class="whole" aria-hidden="true">${name}</span>
          <a href="/b/${this.board}/myevents">My events</a>
          ${user === null ? this.#renderGuest() : this.#renderMember(user)}
        </nav>
      </details>
    `;
  }

  #renderMember({ role }: NonNullable<Session['user']>): TemplateResult {
    const { waiting, board } = this;
    return html`
      ${waiting !== null ? html`<a href="/b/${board}/moderate">Moderate${waiting > 0 ? ` (${waiting} waiting)` : ''}</a>` : nothing}
      <a href="/boards">Boards</a>
      <a href="/account">Account</a>
      ${role === 'owner' ? html`<a href="/people">People</a>` : nothing} ${this.#renderDisplay()}
      <button type="button" @click=${() => this.#say('log-out')}>Log out</button>
    `;
  }

  #renderGuest(): TemplateResult {
    return html`
      <button type="button" @click=${() => this.#say('open-dialog', rename)}>Rename</button>
      ${this.#renderDisplay()}
      <a href=${addressWithNext('/login', this.next)}>Log in with an account</a>
      <button type="button" @click=${() => this.#say('open-dialog', leave)}>Leave this board</button>
    `;
  }

  #renderDisplay(): TemplateResult {
    return html`<button type="button" @click=${() => this.#say('open-display')}>Display</button>`;
  }
}

const rename: DialogRequest = {
  name: 'Rename',
  async make(session) {
    await import('./rename-dialog.ts');
    return Object.assign(document.createElement('rename-dialog'), { session });
  },
};

const leave: DialogRequest = {
  name: 'Leave this board',
  async make(session, slug) {
    await import('./leave-dialog.ts');
    return Object.assign(document.createElement('leave-dialog'), { session, slug });
  },
};

declare global {
  interface HTMLElementTagNameMap {
    'account-menu': AccountMenu;
  }
  interface HTMLElementEventMap {
    'open-dialog': CustomEvent<DialogRequest>;
  }
}
