import { html, type TemplateResult } from 'lit';
import { formatClock } from '../words/format.ts';

/** Newest first. */
export type Announcements = readonly { at: Date; text: string }[];

const maxKept = 30;

export function withAnnouncement(announcements: Announcements, text: string): Announcements {
  return [{ at: new Date(), text }, ...announcements].slice(0, maxKept);
}

/** For screen readers: announces the newest sentence once, and keeps the earlier ones in a log to read later. */
export function announcementLog(announcements: Announcements): TemplateResult {
  return html`
    <p class="visually-hidden" role="status">${announcements[0]?.text ?? ''}</p>
    <section class="visually-hidden" aria-label="Recent new events">
      <div role="log" aria-live="off">
        ${announcements.map(({ at, text }) => html`<p>${formatClock(at)}: ${text}</p>`)}
      </div>
    </section>
  `;
}
