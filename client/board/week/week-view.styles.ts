import { css } from 'lit';
import { categories } from '../../ui/styles/categories.ts';
import { controls } from '../../ui/styles/controls.ts';
import { addLinkStyles } from '../calendar/add-link.ts';
import { barStyles } from '../calendar/bar.ts';
import { calendarHeadStyles } from '../calendar/calendar-head.ts';
import { eventLinkStyles } from '../calendar/event-link.ts';
import { dayMarkStyles } from '../month/day-marks.styles.ts';
import { weekBlockStyles } from './week-block.styles.ts';

export const weekViewStyles = [
  controls,
  categories,
  calendarHeadStyles,
  eventLinkStyles,
  barStyles,
  weekBlockStyles,
  dayMarkStyles,
  addLinkStyles,
  css`
    :host {
      display: grid;
      gap: var(--space-4);
      min-width: 0;
    }
    .grid {
      --hour: 3rem;
      display: grid;
      grid-template-columns: 4.25rem repeat(7, minmax(0, 1fr));
      /* The days, the bars, the hours. */
      grid-template-rows: auto [bars] repeat(var(--lanes-above), auto) [hours] auto;
      overflow: clip;
    }
    .grid > .day {
      display: contents;
    }
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    h3 {
      grid-row: 1;
      grid-column: var(--column);
      border-inline-start: 1px solid var(--line);
      font-size: var(--text-2);
      font-weight: 600;
    }
    h3 a {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0 0.55rem;
      height: 100%;
      min-height: 3.5rem;
      padding: var(--space-2) 0.7rem;
      color: var(--ink-quiet);
      text-decoration: none;
    }
    h3 a:hover {
      text-decoration: underline;
    }
    h3 a:focus-visible {
      outline-offset: -3px;
      border-radius: var(--radius-field);
    }
    .add {
      z-index: 1;
      grid-row: 1;
      grid-column: var(--column);
      align-self: center;
      justify-self: end;
      display: grid;
      place-items: center;
      width: 2rem;
      height: var(--target);
      border-radius: var(--radius-field);
    }
    .number {
      font-size: 1.6rem;
      font-weight: 750;
      letter-spacing: -0.03em;
      line-height: 1;
      color: var(--ink);
    }
    .today h3 a {
      color: var(--accent-ink);
    }
    .today h3 .number {
      padding: 0.4rem 0.5rem;
      border-radius: 0.7rem;
      background: var(--accent);
      color: var(--on-accent);
    }
    .bars {
      display: contents;
    }
    .bars li {
      z-index: 1;
      grid-row: calc(2 + var(--lane));
      grid-column: var(--column) / span var(--length);
      min-width: 0;
      padding-block: 2px;
    }
    .all-day {
      grid-row: bars;
      grid-column: 1;
      align-self: center;
      padding-inline-end: 0.6rem;
      color: var(--ink-quiet);
      font-size: var(--text-1);
      text-align: end;
    }
    /* The ground behind the bars. */
    .grid::before {
      content: '';
      grid-row: bars / hours;
      grid-column: 1 / -1;
      border-top: 1px solid var(--line);
      background: color-mix(in oklab, var(--card), var(--sunk) 40%);
    }
    .rest {
      display: flex;
      align-items: center;
      height: 1.75rem;
      padding-inline: 0.7rem;
      font-size: var(--text-1);
      font-weight: 600;
      color: var(--ink-quiet);
    }
    .hours {
      grid-row: hours;
      grid-column: 1;
      padding-top: calc(var(--hour) - 0.65em);
      border-top: 1px solid var(--line);
      color: var(--ink-quiet);
      font-size: var(--text-1);
      line-height: 1.3;
      text-align: end;
    }
    .hours span {
      display: block;
      height: var(--hour);
      padding-inline-end: 0.6rem;
      white-space: nowrap;
    }
    .column {
      position: relative;
      grid-row: hours;
      grid-column: var(--column);
      height: calc(var(--rows) * var(--hour));
      border-inline-start: 1px solid var(--line);
      background: repeating-linear-gradient(var(--line) 0 1px, transparent 1px var(--hour));
    }
    .weekend .column,
    .weekend h3 {
      background-color: color-mix(in oklab, var(--card), var(--sunk) 40%);
    }
    .today .column {
      background-color: color-mix(in oklab, var(--card), var(--accent-soft) 30%);
    }
    .strip {
      display: grid;
      grid-template-columns: repeat(7, minmax(0, 1fr));
      margin: 0;
      padding: var(--space-1) 0;
      list-style: none;
    }
    .strip li {
      position: relative;
    }
    .weekday {
      display: block;
      color: var(--ink-quiet);
      font-size: var(--text-1);
      font-weight: 600;
      text-align: center;
    }
    .days {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-5);
    }
    /* Columns too narrow for words of this size. */
    @media (max-width: 64rem) {
      .grid {
        grid-template-columns: 3.5rem repeat(7, minmax(0, 1fr));
      }
      h3 a {
        padding-inline: 0.4rem;
        font-size: var(--text-1);
      }
      .number {
        font-size: 1.25rem;
      }
      .bar {
        padding-inline: 0.35rem;
        font-size: var(--text-1);
      }
    }
    @media (forced-colors: active) {
      .today h3 .number {
        outline: 2px solid;
      }
      /* Forced colours drop gradients, and with them the lines of the hours. */
      .grid > .day > .column {
        --line: color-mix(in srgb, Canvas, CanvasText 40%);
        background: repeating-linear-gradient(var(--line) 0 1px, Canvas 1px var(--hour));
        forced-color-adjust: none;
      }
      .column > :not(.fold) {
        forced-color-adjust: auto;
      }
    }
    /* A week on one sheet that lies on its side. */
    @media print {
      :host {
        display: block;
      }
      .head {
        margin-bottom: 2mm;
      }
      :host > .quiet {
        display: none;
      }
      .grid {
        --hour: calc((128mm - var(--lanes-above) * 5mm) / var(--rows));
        grid-template-columns: 15mm repeat(7, minmax(0, 1fr));
        border: 1px solid var(--line);
        border-radius: 0;
        box-shadow: none;
        break-inside: avoid;
        print-color-adjust: exact;
      }
      h3 a {
        min-height: 0;
        padding: 1mm 2mm;
      }
      .number {
        font-size: 12pt;
      }
      .today h3 .number {
        padding: 0 1mm;
      }
      .bars li {
        padding-block: 0.3mm;
      }
      .bar,
      .rest {
        height: 4.4mm;
        font-size: 7.5pt;
      }
      .block {
        padding-block: 0;
        border-width: 0;
        font-size: 7pt;
        line-height: 1.1;
      }
      .hours,
      .all-day,
      .block small,
      .block.half small {
        font-size: 6.5pt;
      }
      .now {
        display: none;
      }
    }
  `,
];
