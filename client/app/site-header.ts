import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { newEventAddress } from './app-context.ts';
import type { Session } from '../../shared/session.ts';
import type { FeedStatus } from '../feed/board-feed.ts';
import { controls } from '../ui/styles/controls.ts';
import './account-menu.ts';
import './live-status.ts';

/**
 * The header of every page: the board's title, the state of the feed, posting and the account menu.
 *
 * @property heading the board's title; '' until it is known
 * @property home the board's address
 * @property status the feed's status
 * @property viewers how many people have the board open
 * @property user the member; null when nobody is logged in, undefined until that is known
 * @property board the slug of the current board
 * @property waiting how many posts wait for the member, who moderates the board; null if they do not
 * @property here the address of the current page
 * @property posting whether the current page is the one for posting
 */
@customElement('site-header')
export class SiteHeader extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        border-bottom: 1px solid var(--line);
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--space-4);
        max-width: var(--page-width);
        min-height: 4.375rem;
        margin: 0 auto;
        padding: var(--space-3) var(--page-margin);
      }
      .title {
        font-size: var(--text-4);
        font-weight: 700;
        line-height: 1.2;
        overflow-wrap: anywhere;
      }
      .title a {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
        color: inherit;
        text-decoration: none;
      }
      .title a:hover {
        text-decoration: underline;
        text-decoration-thickness: 2px;
      }
      .end {
        display: flex;
        align-items: center;
        gap: var(--space-4);
        margin-left: auto;
      }
      @media (max-width: 44rem) {
        /* The status is below the title, so that a longer status does not move the page. */
        header {
          display: grid;
          grid-template: 'title end' auto 'status end' auto / minmax(0, 1fr) auto;
          align-content: center;
          min-height: 3.75rem;
          padding-block: var(--space-2);
        }
        .title {
          grid-area: title;
        }
        .title a {
          min-height: 1.75rem;
        }
        live-status {
          grid-area: status;
        }
        .end {
          grid-area: end;
        }
        /* On phones the button floats within reach of the thumb. */
        .end > .button {
          display: none;
        }
      }
      @media print {
        .end,
        live-status {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) heading = '';
  @property({ attribute: false }) home = '/';
  @property({ attribute: false }) status: FeedStatus = { state: 'loading' };
  @property({ attribute: false }) viewers = 0;
  @property({ attribute: false }) user: Session['user'] | undefined = undefined;
  @property({ attribute: false }) here = '/';
  @property({ attribute: false }) board = 'main';
  @property({ attribute: false }) waiting: number | null = null;
  @property({ type: Boolean }) posting = false;

  override render(): TemplateResult {
    return html`
      <header>
        <div class="title"><a href=${this.home}>${this.heading === '' ? 'Community Board' : this.heading}</a></div>
        <live-status .status=${this.status} .viewers=${this.viewers}></live-status>
        <div class="end">
          ${this.user === undefined ? nothing : html`<account-menu .user=${this.user} .next=${this.here} .board=${this.board} .waiting=${this.waiting}></account-menu>`}
          ${this.posting ? nothing : html`<a class="button primary" href=${newEventAddress(this.board)}>Post an event</a>`}
        </div>
      </header>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'site-header': SiteHeader;
  }
}
