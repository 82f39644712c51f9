import { css, html, nothing, type TemplateResult } from 'lit';
import { formatDayAndCount } from '../../words/month-format.ts';
import { icon } from '../../ui/icon.ts';

/** The way to post on a day, seen on hover and focus. Nothing for those who cannot post now. */
export function addLink(newEvent: string | null, day: string): TemplateResult | typeof nothing {
  if (newEvent === null) return nothing;
  return html`<a class="add" href="${newEvent}?day=${day}" aria-label="Add an event on ${formatDayAndCount(day, 0)}"
    >${icon('plus')}</a
  >`;
}

/** The same in words, below or beside a day's events. */
export function askLink(newEvent: string | null, day: string): TemplateResult | typeof nothing {
  if (newEvent === null) return nothing;
  return html`<a class="suggest card" href="${newEvent}?day=${day}">${icon('plus')} Something on this day?</a>`;
}

export const addLinkStyles = css`
  .add {
    color: var(--accent-ink);
  }
  .add .icon {
    opacity: 0;
  }
  :is(td, .day):hover > .add .icon,
  .add:focus-visible .icon {
    opacity: 1;
  }
  @media (hover: none) {
    .add .icon {
      opacity: 0.7;
    }
  }
  .suggest {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    min-height: 3.5rem;
    padding-inline: var(--space-4);
    color: var(--ink-quiet);
    text-decoration: none;
  }
  .suggest:hover {
    color: var(--ink);
  }
  @media print {
    .add,
    .suggest {
      display: none;
    }
  }
`;
