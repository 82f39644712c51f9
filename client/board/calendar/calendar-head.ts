import { css, html, type TemplateResult } from 'lit';
import { icon } from '../../ui/icon.ts';
import { stepButton, stepStyles } from './step-button.ts';

type CalendarHead = {
  title: string;
  /** What stands beside the title; '' for nothing. */
  note?: string;
  /** What the buttons move by. */
  unit: 'month' | 'week';
  step: (by: -1 | 1) => void;
  goToday: () => void;
  goToDate: (day: string) => void;
};

/** The name of the month or week, with the id `title`, and the way to others. */
export function calendarHead({ title, note = '', unit, step, goToday, goToDate }: CalendarHead): TemplateResult {
  return html`<div class="head">
    <div class="title">
      <h2 id="title" aria-live="polite">${title}</h2>
      ${note === '' ? '' : html`<span class="quiet">${note}</span>`}
    </div>
    <div class="steps">
      <label class="go" title="Go to date"
        >${icon('calendar')}<span class="visually-hidden">Go to date</span
        ><input type="date" min="1000-02-01" max="9999-11-30" @change=${(event: Event) => takeDate(event, goToDate)}
      /></label>
      ${stepButton(unit, -1, () => step(-1))}
      <button type="button" class="button" @click=${goToday}>Today</button>
      ${stepButton(unit, 1, () => step(1))}
    </div>
  </div>`;
}

/** While somebody types a year, the browser tells of the years 2, 20 and 202, too. */
function takeDate({ target }: Event, goToDate: (day: string) => void): void {
  const { value, validity } = target as HTMLInputElement;
  if (value !== '' && validity.valid) goToDate(value);
}

export const calendarHeadStyles = css`
  ${stepStyles}
  .head {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: center;
    gap: var(--space-2) var(--space-4);
  }
  .title {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--space-3);
  }
  h2 {
    font-size: clamp(var(--text-4), 1rem + 1.4vw, 2rem);
    font-weight: 800;
    letter-spacing: -0.03em;
    line-height: 1.2;
  }
  .steps {
    display: flex;
    align-items: center;
    gap: var(--space-1);
  }
  /* A button until it has the focus, then a field to type in. */
  .go {
    position: relative;
    display: flex;
    align-items: center;
    justify-content: center;
    width: var(--target);
    min-height: var(--target);
    border: 1px solid transparent;
    border-radius: var(--round);
  }
  .go:hover {
    border-color: var(--line-strong);
  }
  .go input {
    position: absolute;
    inset: -1px;
    min-width: 0;
    padding-inline: 2.5rem var(--space-2);
    border: 0;
    border-radius: inherit;
    background: none;
    font-size: var(--text-2);
    opacity: 0;
    cursor: pointer;
  }
  /* A click anywhere opens the browser's calendar. */
  .go input::-webkit-calendar-picker-indicator {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    padding: 0;
    opacity: 0;
    cursor: pointer;
  }
  .go:focus-within {
    justify-content: start;
    width: 10.5rem;
    padding-inline-start: var(--space-3);
    border-color: var(--line-strong);
  }
  .go:focus-within input {
    opacity: 1;
  }
  .quiet {
    color: var(--ink-quiet);
    font-size: var(--text-2);
  }
  /* “September 2026” and the buttons side by side. */
  @media (max-width: 44rem) {
    .head {
      column-gap: var(--space-2);
    }
    .steps {
      flex-wrap: wrap;
    }
    .steps .button:not(.step) {
      padding: 0 var(--space-3);
    }
  }
  @media print {
    .steps {
      display: none;
    }
  }
`;
