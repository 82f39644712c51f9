import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Board } from '../../shared/board.ts';
import { markOf } from '../../shared/board-mark.ts';
import { pictureAddress, pictureSources } from '../../shared/picture-address.ts';
import type { Session } from '../../shared/session.ts';
import type { FeedStatus } from '../feed/board-feed.ts';
import { addressWithNext, boardAddress, newEventAddress } from './app-context.ts';
import { siteHeaderStyles } from './site-header.styles.ts';
import './live-status.ts';

/** A word of a title that may have to break on a phone. */
const longWord = /\S{13}/;

/**
 * The band at the top of every page: the board's mark, title and line, the state of the feed, and the account menu.
 *
 * @property slug the board's slug
 * @property board the board; null until it is known
 * @property status the feed's status
 * @property viewers how many people have the board open
 * @property who who uses this browser; undefined until that is known
 * @attribute removed whether a moderator has removed them from the board
 * @property waiting how many posts wait for the member, who moderates the board; null if they do not
 * @property here the address of the current page
 * @attribute own whether this is the board's own page, where the band says its line and has its cover
 * @attribute large whether the band is high, as over the list of events
 * @attribute plain whether the page is about one event: no band, and the title leads back to the board
 * @attribute posting whether the page has its own way to post
 */
@customElement('site-header')
export class SiteHeader extends LitElement {
  static override styles = siteHeaderStyles;

  @property({ attribute: false }) slug = 'main';
  @property({ attribute: false }) board: Board | null = null;
  @property({ attribute: false }) status: FeedStatus = { state: 'loading' };
  @property({ attribute: false }) viewers = 0;
  @property({ attribute: false }) who: Session | undefined = undefined;
  @property({ attribute: false }) here = '/';
  @property({ attribute: false }) waiting: number | null = null;
  @property({ type: Boolean, reflect: true }) own = false;
  @property({ type: Boolean, reflect: true }) large = false;
  @property({ type: Boolean, reflect: true }) plain = false;
  @property({ type: Boolean }) posting = false;
  @property({ type: Boolean }) removed = false;
  /** Without the menu's code its most needed place is a link. */
  @state() private menuFailed = false;

  override render(): TemplateResult {
    const { board, slug } = this;
    return html`
      <header>
        ${
          board?.cover && this.own
            ? html`<img
                class="pattern cover"
                src=${pictureAddress(board.cover.id, 800)}
                srcset=${pictureSources(board.cover.id)}
                sizes="(min-width: 44rem) 44vw, 100vw"
                alt=${board.cover.alt}
              />`
            : html`<div class="pattern"></div>`
        }
        <div class="face ${longWord.test(board?.title ?? '') ? 'long' : ''}">
          <span class="mark" aria-hidden="true">${board === null ? '' : markOf(board)}</span>
          <div class="words">
            <div class="title">
              <a href=${boardAddress(slug)}
                >${this.plain ? html`<span class="visually-hidden">Back to the board</span>` : nothing}
                ${board?.title ?? 'Community Board'}</a
              >
            </div>
            ${board?.description && this.own ? html`<p>${board.description}</p>` : nothing}
          </div>
        </div>
        <live-status .status=${this.status} .viewers=${this.viewers}></live-status>
        <div class="end">
          ${this.posting ? nothing : html`<a class="button" href=${newEventAddress(slug)}>Post an event</a>`}
          ${this.who === undefined ? nothing : this.#renderWho(this.who)}
        </div>
      </header>
    `;
  }

  #renderWho(who: Session): TemplateResult {
    if (who.user === null && who.guest === null)
      return html`<a class="button enter" href=${addressWithNext('/login', this.here)}>Log in</a>`;
    if (this.menuFailed) return html`<a class="button enter" href="/b/${this.slug}/myevents">My events</a>`;
    // Strangers need no menu, and most people who come are strangers: its code is loaded for the others.
    import('./account-menu.ts').catch(() => {
      this.menuFailed = true;
    });
    return html`<account-menu
      .who=${who}
      .next=${this.here}
      .board=${this.slug}
      .waiting=${this.waiting}
      ?removed=${this.removed}
    ></account-menu>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'site-header': SiteHeader;
  }
}
