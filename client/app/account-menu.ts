import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Session } from '../../shared/session.ts';
import { addressWithNext } from './app-context.ts';
import { controls } from '../ui/styles/controls.ts';

/**
 * The menu of a logged-in member, or the link to log in.
 *
 * @property user the member; null when nobody is logged in
 * @property next the address of this page, to come back to after logging in
 * @property board the slug of the current board
 * @property waiting how many posts wait for the member, who moderates the board; null if they do not
 * @fires open-display to open the display settings
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
        font-size: var(--text-3);
      }
      /* On the band. */
      .enter,
      .enter:hover,
      summary.button,
      summary.button:hover {
        border-color: transparent;
        background: var(--band);
        color: var(--on-band);
      }
      .enter:focus-visible,
      summary:focus-visible {
        outline-color: var(--on-band);
      }
      summary {
        max-width: 12rem;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary span {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      summary b {
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
        right: 0;
        z-index: 3;
        display: grid;
        min-width: 12rem;
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
      .card :hover {
        background: var(--paper);
        text-decoration: underline;
      }
    `,
  ];

  @property({ attribute: false }) user: Session['user'] = null;
  @property({ attribute: false }) next = '/';
  @property({ attribute: false }) board = 'main';
  @property({ attribute: false }) waiting: number | null = null;
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
  #openDisplay = (): void => {
    this.menu?.querySelector('summary')?.focus();
    this.dispatchEvent(new CustomEvent('open-display', { bubbles: true, composed: true }));
  };

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
    const { user, waiting } = this;
    if (user === null) return html`<a class="button enter" href=${addressWithNext('/login', this.next)}>Log in</a>`;
    return html`
      <details @keydown=${this.#closeOnEscape} @focusout=${this.#closeBehind}>
        <summary class="button">
          <span>${user.username}</span
          >${waiting ? html`<b role="img" aria-label="${waiting} waiting">${waiting}</b>` : nothing}
        </summary>
        <nav class="card" aria-label="Account" @click=${this.#close}>
          <a href="/events/myevents">My events</a>
          ${waiting !== null ? html`<a href="/b/${this.board}/moderate">Moderate${waiting > 0 ? ` (${waiting} waiting)` : ''}</a>` : nothing}
          <a href="/boards">Boards</a>
          <a href="/account">Account</a>
          ${user.role === 'owner' ? html`<a href="/people">People</a>` : nothing}
          <button type="button" @click=${this.#openDisplay}>Display</button>
          <button
            type="button"
            @click=${() => this.dispatchEvent(new CustomEvent('log-out', { bubbles: true, composed: true }))}
          >
            Log out
          </button>
        </nav>
      </details>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'account-menu': AccountMenu;
  }
}
