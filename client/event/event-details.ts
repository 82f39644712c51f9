import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Category } from '../../shared/category.ts';
import type { BoardEvent } from '../../shared/event.ts';
import {
  formatAuthor,
  formatDay,
  formatEnd,
  formatFullDay,
  formatInstant,
  formatStart,
  formatStatus,
  formatViewerTime,
} from '../words/format.ts';
import { formatAway } from '../words/format-away.ts';
import { pictureAddress, pictureSources } from '../../shared/picture-address.ts';
import { categoryLabel } from '../ui/category-label.ts';
import { categories } from '../ui/styles/categories.ts';
import { controls } from '../ui/styles/controls.ts';

/**
 * All details of one event. Its heading is the page's h1.
 *
 * @property event the event
 * @property category its category; undefined if it has none
 * @property today today's date on the board
 * @property now the current time
 * @property repeats how it repeats; '' if it does not
 * @property clockNote a note on a clock change at its time; null for none
 * @slot review what waits for a moderator
 * @slot dates its other dates
 * @slot actions the actions on it
 */
@customElement('event-details')
export class EventDetails extends LitElement {
  static override styles = [
    controls,
    categories,
    css`
      :host {
        display: grid;
        grid-template-columns: 5rem minmax(0, 1fr);
        gap: 0 var(--space-3);
      }
      .date {
        display: grid;
        align-content: start;
        justify-items: center;
        padding-top: var(--space-5);
        font-size: var(--text-2);
        line-height: 1.25;
        color: var(--ink-quiet);
      }
      .number {
        font-size: var(--text-6);
        font-weight: 800;
        line-height: 1.06;
        color: var(--ink);
      }
      article {
        display: grid;
        gap: var(--space-4);
        padding: var(--space-5);
      }
      .picture {
        justify-self: start;
        border-radius: var(--radius);
      }
      .picture img {
        display: block;
        width: auto;
        max-width: 100%;
        height: auto;
        max-height: min(34rem, 80vh);
        border-radius: inherit;
        background: var(--sunk);
      }
      h1 {
        font-size: calc(var(--text-4) * 1.35);
        line-height: 1.2;
        overflow-wrap: anywhere;
        text-wrap: balance;
        outline: none;
      }
      .cancelled {
        text-decoration: line-through;
        color: var(--ink-quiet);
      }
      .badges {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        font-size: var(--text-2);
        font-weight: 600;
      }
      .badge {
        padding: 0 0.6rem;
        border: 1.5px solid currentColor;
        border-radius: var(--round);
      }
      .pinned {
        color: var(--pinned);
      }
      .off {
        color: var(--danger);
      }
      .soon {
        color: var(--accent-ink);
      }
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: var(--space-2) var(--space-4);
      }
      dt {
        color: var(--ink-quiet);
        font-size: var(--text-2);
        line-height: 1.6;
      }
      dd {
        overflow-wrap: anywhere;
      }
      .quiet {
        color: var(--ink-quiet);
        font-size: var(--text-2);
      }
      .text {
        max-width: 42rem;
        padding-top: var(--space-4);
        border-top: 1px solid var(--line);
        line-height: 1.55;
        white-space: pre-line;
        overflow-wrap: anywhere;
      }
      @media (max-width: 44rem) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
        .date {
          display: flex;
          align-items: baseline;
          gap: 0.6rem;
          padding: 0 0 var(--space-2);
        }
        .number {
          font-size: 1.9rem;
        }
        article {
          padding: var(--space-4);
        }
      }
    `,
  ];

  @property({ attribute: false }) event!: BoardEvent;
  @property({ attribute: false }) category: Category | undefined = undefined;
  @property({ attribute: false }) today = '';
  @property({ attribute: false }) now = new Date();
  @property({ attribute: false }) repeats = '';
  @property({ attribute: false }) clockNote: string | null = null;

  /** Moves the focus to the heading. */
  override focus(): void {
    this.renderRoot.querySelector('h1')?.focus({ preventScroll: true });
  }

  override render(): TemplateResult {
    const { event } = this;
    const { above, number } = formatDay(event.start.slice(0, 10), this.today);
    return html`
      <div class="date" aria-hidden="true"><span>${above}</span><span class="number">${number}</span></div>
      <article class="card">
        ${this.#renderPicture()} ${this.#renderBadges()}
        <h1 tabindex="-1" class=${event.cancelled ? 'cancelled' : ''}>${event.name}</h1>
        <dl>
          <dt>When</dt>
          <dd>${this.#renderWhen()}</dd>
          ${
            this.repeats === ''
              ? nothing
              : html`<dt>Repeats</dt>
                  <dd>${this.repeats}</dd>`
          }
          ${
            event.place === null
              ? nothing
              : html`<dt>Where</dt>
                  <dd>${event.place}</dd>`
          }
          ${
            event.link === null
              ? nothing
              : html`<dt>Link</dt>
                  <dd>
                    <a href=${event.link} target="_blank" rel="noopener nofollow ugc"
                      >${event.link.replace(/^https?:\/\//i, '')}</a
                    >
                  </dd>`
          }
          <dt>Posted</dt>
          <dd>
            by ${formatAuthor(event.author)}
            <span class="quiet"
              >${formatInstant(event.createdAt)}${event.updatedAt > event.createdAt ? `, changed ${formatInstant(event.updatedAt)}` : ''}</span
            >
          </dd>
        </dl>
        ${event.details === null ? nothing : html`<p class="text">${event.details}</p>`}
        <p class="quiet"><a href="/events/${event.id}.ics" download>Add to a calendar</a></p>
        <slot name="review"></slot>
        <slot name="dates"></slot>
        <slot name="actions"></slot>
      </article>
    `;
  }

  /** Its width and height keep its place free while it loads. */
  #renderPicture(): TemplateResult | typeof nothing {
    const { picture, name } = this.event;
    if (picture === null) return nothing;
    return html`<a class="picture" href=${pictureAddress(picture.id, 1600)}
      ><img
        src=${pictureAddress(picture.id, 800)}
        srcset=${pictureSources(picture.id)}
        sizes="(max-width: 44rem) 100vw, 42rem"
        width=${picture.width}
        height=${picture.height}
        alt=${picture.alt === '' ? `The picture of ${name}` : picture.alt}
        loading="lazy"
        decoding="async"
    /></a>`;
  }

  #renderBadges(): TemplateResult | typeof nothing {
    const { category } = this;
    const { cancelled, pinned, status } = this.event;
    const soon = cancelled ? null : formatAway(this.event, this.today, this.now);
    if (!cancelled && !pinned && status === 'live' && soon === null && category === undefined) return nothing;
    return html`<div class="badges">
      ${status === 'live' ? nothing : html`<span class="badge">${formatStatus(status)}</span>`}
      ${cancelled ? html`<span class="badge off">Cancelled</span>` : nothing}
      ${pinned ? html`<span class="badge pinned">Pinned</span>` : nothing}
      ${category === undefined ? nothing : categoryLabel(category)}
      ${soon === null ? nothing : html`<span class="soon">${soon}</span>`}
    </div>`;
  }

  #renderWhen(): TemplateResult {
    const { event } = this;
    const text = [formatFullDay(event.start), formatStart(event), formatEnd(event, this.today)]
      .filter((part) => part !== null)
      .join(', ');
    const viewerTime = formatViewerTime(event);
    const zone = viewerTime === null ? '' : ` (${event.timeZone.replaceAll('_', ' ')})`;
    return html`${text}${zone}${viewerTime === null ? nothing : html` <span class="quiet">${viewerTime}</span>`}${this.clockNote === null ? nothing : html`<br /><span class="quiet">${this.clockNote}</span>`}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'event-details': EventDetails;
  }
}
