import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Category } from '../../shared/category.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { isAllDay } from '../../shared/local-time.ts';
import { pictureAddress, pictureSources } from '../../shared/picture-address.ts';
import { typeset } from '../event-row/typeset.ts';
import { categoryLabel } from '../ui/category-label.ts';
import { icon } from '../ui/icon.ts';
import { pill } from '../ui/pill.ts';
import {
  formatAuthor,
  formatEnd,
  formatEndTime,
  formatFullDay,
  formatInstant,
  formatStart,
  formatStatus,
  formatViewerTime,
  isRunning,
} from '../words/format.ts';
import { formatAway } from '../words/format-away.ts';
import { formatDayNumber, formatShortMonth } from '../words/month-format.ts';
import { mapAddress } from './calendar-links.ts';
import { eventDetailsStyles } from './event-details.styles.ts';
import { linkedText } from './linked-text.ts';

/** A longer title is set smaller. */
const longTitle = 48;

/**
 * All details of one event. Its heading is the page's h1.
 *
 * @property event the event
 * @property category its category; undefined if it has none
 * @property address the absolute address of its page
 * @property today today's date on the board
 * @property now the current time
 * @property repeats how it repeats; '' if it does not
 * @property clockNote a note on a clock change at its time; null for none
 * @slot actions the actions on it
 * @slot review what waits for a moderator
 * @slot dates its other dates
 */
@customElement('event-details')
export class EventDetails extends LitElement {
  static override styles = eventDetailsStyles;

  @property({ attribute: false }) event!: BoardEvent;
  @property({ attribute: false }) category: Category | undefined = undefined;
  @property({ attribute: false }) address = '';
  @property({ attribute: false }) today = '';
  @property({ attribute: false }) now = new Date();
  @property({ attribute: false }) repeats = '';
  @property({ attribute: false }) clockNote: string | null = null;

  /** Moves the focus to the heading. */
  override focus(): void {
    this.renderRoot.querySelector('h1')?.focus({ preventScroll: true });
  }

  protected override firstUpdated(): void {
    // Only paper needs it. If it cannot be loaded, the sheet has the address in words.
    import('../ui/qr-code.ts').catch(() => {});
  }

  override render(): TemplateResult {
    const { name, cancelled, details } = this.event;
    return html`
      ${this.#renderPicture()}
      <article>
        ${this.#renderPills()}
        <h1 tabindex="-1" class="${cancelled ? 'cancelled' : ''} ${name.length > longTitle ? 'long' : ''}">${name}</h1>
        <dl>${this.#renderWhen()} ${this.#renderWhere()} ${this.#renderLink()}</dl>
        <slot name="actions"></slot>
        ${details === null ? nothing : html`<p class="text">${linked(details)}</p>`}
        <slot name="review"></slot>
        <slot name="dates"></slot>
        ${this.#renderAuthor()}
        <div class="paper" aria-hidden="true">
          <qr-code .text=${this.address}></qr-code>
          <p>${this.address}</p>
        </div>
      </article>
    `;
  }

  /** The picture: its width and height keep its place free while it loads. Without one, wide screens have a poster set in type. */
  #renderPicture(): TemplateResult {
    const { picture, name } = this.event;
    if (picture === null)
      return html`<div class="picture set" aria-hidden="true" data-category=${this.category?.color ?? nothing}>
        ${typeset(this.event, this.category)}
      </div>`;
    return html`<a class="picture" href=${pictureAddress(picture.id, 1600)}
      ><img
        src=${pictureAddress(picture.id, 800)}
        srcset=${pictureSources(picture.id)}
        sizes="(max-width: 60rem) 100vw, 26rem"
        width=${picture.width}
        height=${picture.height}
        alt=${picture.alt === '' ? `The picture of ${name}` : picture.alt}
        loading="lazy"
        decoding="async"
    /></a>`;
  }

  #renderPills(): TemplateResult | typeof nothing {
    const { event, now, today, category } = this;
    const { cancelled, pinned, status } = event;
    const running = !cancelled && isRunning(event, now);
    const soon = cancelled || running ? null : formatAway(event, today, now);
    if (!cancelled && !pinned && status === 'live' && !running && soon === null && category === undefined)
      return nothing;
    return html`<div class="pills">
      ${category === undefined ? nothing : categoryLabel(category)}
      ${status === 'live' ? nothing : pill('wait', formatStatus(status))}
      ${cancelled ? pill('off', 'Cancelled') : nothing} ${running ? pill('now', 'Now') : nothing}
      ${soon === null ? nothing : pill('soon', soon)} ${pinned ? pill('pinned', 'Pinned') : nothing}
    </div>`;
  }

  /** A leaf of a calendar, and the time. */
  #renderWhen(): TemplateResult {
    const { event } = this;
    const day = event.start.slice(0, 10);
    return html`<div class="fact">
      <dt>
        <span class="leaf" aria-hidden="true"
          ><span class="month">${formatShortMonth(day)}</span><span class="day">${formatDayNumber(day)}</span></span
        ><span class="visually-hidden">When</span>
      </dt>
      <dd>
        <p class="main">${formatFullDay(event.start)}</p>
        <p>${this.#timeText()}</p>
        ${this.repeats === '' ? nothing : html`<p class="quiet">${icon('repeat')} ${this.repeats}</p>`}
        ${this.clockNote === null ? nothing : html`<p class="quiet">${this.clockNote}</p>`}
      </dd>
    </div>`;
  }

  #timeText(): TemplateResult {
    const { event, today } = this;
    const end = formatEndTime(event, today);
    const times = isAllDay(event.start)
      ? [formatStart(event), formatEnd(event, today)].filter((part) => part !== null).join(', ')
      : end === null
        ? formatStart(event)
        : `${formatStart(event)} – ${end}`;
    const viewerTime = formatViewerTime(event);
    return viewerTime === null
      ? html`${times}`
      : html`${times} (${event.timeZone.replaceAll('_', ' ')}) <span class="quiet">${viewerTime}</span>`;
  }

  #renderWhere(): TemplateResult | typeof nothing {
    const { place } = this.event;
    if (place === null) return nothing;
    const parts = linkedText(place);
    const isPlace = parts.every((part) => typeof part === 'string');
    return html`<div class="fact">
      <dt><span class="tile" aria-hidden="true">${icon('place')}</span><span class="visually-hidden">Where</span></dt>
      <dd>
        <p class="main">${linked(place)}</p>
        ${isPlace ? html`<a class="map" href=${mapAddress(place)} target="_blank" rel="nofollow noopener">Look for it on a map</a>` : nothing}
      </dd>
    </div>`;
  }

  #renderLink(): TemplateResult | typeof nothing {
    const { link } = this.event;
    if (link === null) return nothing;
    return html`<div class="fact">
      <dt><span class="tile" aria-hidden="true">${icon('link')}</span><span class="visually-hidden">Link</span></dt>
      <dd>${anchor(link, link.replace(/^https?:\/\//i, ''))}</dd>
    </div>`;
  }

  #renderAuthor(): TemplateResult {
    const { author, createdAt, updatedAt } = this.event;
    return html`<p class="quiet">
      Posted by
      <span class="author">${formatAuthor(author)}</span>${author.displayName === undefined ? '' : ` (${author.name})`},
      ${formatInstant(createdAt)}${updatedAt > createdAt ? `, changed ${formatInstant(updatedAt)}` : ''}
    </p>`;
  }
}

function anchor(href: string, text: string): TemplateResult {
  return html`<a href=${href} target="_blank" rel="nofollow noopener ugc">${text}</a>`;
}

/** A text with the addresses in it as links. */
function linked(text: string): unknown[] {
  return linkedText(text).map((part) => (typeof part === 'string' ? part : anchor(part.href, part.text)));
}

declare global {
  interface HTMLElementTagNameMap {
    'event-details': EventDetails;
  }
}
