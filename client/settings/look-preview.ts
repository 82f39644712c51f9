import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BoardEvent } from '../../shared/event.ts';
import { dayOf } from '../../shared/local-time.ts';
import { pictureAddress } from '../../shared/picture-address.ts';
import { formatShortDay, formatStart } from '../words/format.ts';
import { lookPreviewStyles } from './look-preview.styles.ts';

/** How a board looks, as it may not be saved yet. */
export type Look = { title: string; mark: string; description: string; cover: string | null };

/** So many rows has the screen. */
const maxRows = 3;

/** The events that come first, for the screen. */
export function nextOnScreen(events: Iterable<BoardEvent>, now: Date): BoardEvent[] {
  return [...events]
    .filter(({ endsAt, cancelled }) => !cancelled && Date.parse(endsAt) > now.getTime())
    .sort((one, other) => (one.startsAt < other.startsAt ? -1 : 1))
    .slice(0, maxRows);
}

/**
 * A board's look on the big screen, on a phone that joins, and as a link in a messenger. It is for the eye alone: what it
 * says is in the fields. Its colours are those of the page.
 *
 * @property look what to draw
 * @property events the events on the screen, at most three
 * @property today the current day
 */
@customElement('look-preview')
export class LookPreview extends LitElement {
  static override styles = lookPreviewStyles;

  @property({ attribute: false }) look: Look = { title: '', mark: '', description: '', cover: null };
  @property({ attribute: false }) events: readonly BoardEvent[] = [];
  @property({ attribute: false }) today = '';

  override render(): TemplateResult {
    return html`<div class="views" aria-hidden="true">
      <div class="large">
        <p class="label">On the big screen</p>
        ${this.#renderScreen()}
      </div>
      <div>
        <p class="label">On a phone</p>
        ${this.#renderPhone()}
      </div>
      <div>
        <p class="label">As a link</p>
        ${this.#renderLink()}
      </div>
    </div>`;
  }

  #renderScreen(): TemplateResult {
    const { title, mark } = this.look;
    return html`<div class="screen">
      <div class="head">
        <span class="mark">${mark}</span><span class="name">${title}</span><span class="live">Live</span>
      </div>
      <div class="rows">
        ${this.events.map(
          (event) =>
            html`<div class="row">
              <span class="when">${whenOf(event, this.today)}</span><span class="name" dir="auto">${event.name}</span>
            </div>`,
        )}
        ${this.events.length === 0 ? html`<strong>Nothing planned yet</strong>` : nothing}
      </div>
      <div class="join"><span class="code"></span>Scan to post</div>
    </div>`;
  }

  #renderPhone(): TemplateResult {
    const { title, mark, description } = this.look;
    return html`<div class="phone">
      <div class="band">
        ${this.#renderCover()}<span class="mark">${mark}</span><span class="name">${title}</span>
        ${description === '' ? nothing : html`<span class="line">${description}</span>`}
      </div>
      <div class="sheet">Your name<span class="field"></span><span class="press">Join</span></div>
    </div>`;
  }

  #renderLink(): TemplateResult {
    const { title, mark, description } = this.look;
    return html`<div class="link">
      <div class="band">
        ${this.#renderCover()}<span class="mark">${mark}</span>
        <span
          ><span class="name">${title}</span>
          ${description === '' ? nothing : html`<span class="line">${description}</span>`}</span
        >
      </div>
      <div class="below"><span class="name">${title}</span><span class="host">${location.host}</span></div>
    </div>`;
  }

  #renderCover(): TemplateResult {
    const { cover } = this.look;
    return cover === null ? html`<div class="tiles"></div>` : html`<img src=${pictureAddress(cover, 800)} alt="" />`;
  }
}

/** “4:00 PM” today, else “Fri, Nov 27”. */
function whenOf(event: BoardEvent, today: string): string {
  return dayOf(event.start) === today ? formatStart(event) : formatShortDay(event.start, today);
}

declare global {
  interface HTMLElementTagNameMap {
    'look-preview': LookPreview;
  }
}
