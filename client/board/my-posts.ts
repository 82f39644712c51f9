import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BoardEvent } from '../../shared/event.ts';
import { postState } from '../review/post-state.ts';
import { reviewWords } from '../review/review-words.ts';
import { pill, pills } from '../ui/pill.ts';
import { controls } from '../ui/styles/controls.ts';
import { formatShortDay, formatStart } from '../words/format.ts';

/** Dates of a repeating event about which there is the same to say; one for each event that does not repeat. */
type Post = { event: BoardEvent; dates: number };

/**
 * A person's own posts on one board: each with its state, and what a moderator said about it.
 *
 * @property events the events, in the order of the list
 * @property today today's date on their board
 * @property now the current time
 */
@customElement('my-posts')
export class MyPosts extends LitElement {
  static override styles = [
    controls,
    pills,
    css`
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        gap: 0.15rem;
        padding: var(--space-4) 1.125rem;
        overflow-wrap: anywhere;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      .name {
        font-size: var(--text-3);
        font-weight: 650;
      }
      .name a {
        color: inherit;
        text-decoration: none;
      }
      .name a:hover {
        text-decoration: underline;
      }
      .about {
        color: var(--ink-quiet);
        font-size: var(--text-2);
      }
      .words {
        margin-top: var(--space-2);
        padding: var(--space-2) var(--space-3);
        border-radius: var(--radius-field);
        background: var(--sunk);
        font-size: var(--text-2);
        white-space: pre-line;
      }
      .over {
        border-color: var(--line);
        color: var(--ink-quiet);
      }
    `,
  ];

  @property({ attribute: false }) events: readonly BoardEvent[] = [];
  @property({ attribute: false }) today = '';
  @property({ attribute: false }) now = new Date();

  override render(): TemplateResult {
    return html`<ul class="card">
      ${foldDates(this.events, this.now).map((post) => this.#renderPost(post))}
    </ul>`;
  }

  #renderPost({ event, dates }: Post): TemplateResult {
    const { kind, word } = postState(event, this.now);
    const words = reviewWords(event);
    const about = [
      `${formatShortDay(event.start, this.today)}, ${formatStart(event)}`,
      dates === 1 ? null : `${dates} dates`,
      event.place,
    ];
    return html`<li>
      <p class="name"><a href="/events/${event.id}">${event.name}</a>${pill(kind, word)}</p>
      <p class="about">${about.filter((part) => part !== null).join(' · ')}</p>
      ${words === null ? nothing : html`<p class="words">${words}</p>`}
    </li>`;
  }
}

/** The earliest date of each group stands for it. */
function foldDates(events: readonly BoardEvent[], now: Date): Post[] {
  const posts = new Map<string, Post>();
  for (const event of events) {
    const key = [event.series?.id ?? event.id, postState(event, now).word, reviewWords(event)].join(' ');
    const post = posts.get(key);
    if (post === undefined) posts.set(key, { event, dates: 1 });
    else posts.set(key, { event: event.startsAt < post.event.startsAt ? event : post.event, dates: post.dates + 1 });
  }
  return [...posts.values()];
}

declare global {
  interface HTMLElementTagNameMap {
    'my-posts': MyPosts;
  }
}
